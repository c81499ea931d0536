//! Correcting her name, or taking it away.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: ubah nama
//! bot: Siapa nama Anda? Namanya tidak tampil untuk umum.
//!      [Tanpa nama] [Batal]
//! Sari: ...
//! bot: Maaf, saya belum paham.
//!
//!      Siapa nama Anda? Namanya tidak tampil untuk umum.
//!      [Tanpa nama] [Batal]
//! Sari: Sari Wulandari
//! bot: Baik, sudah diubah.
//!
//!      Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: change name
//! bot: What is your name? The public does not see it.
//!      [Without a name] [Cancel]
//! Sari: [Without a name]
//! bot: All right, changed.
//! ```

use aduan::{domain::PersonName, ports::Wanted};

use crate::{
    Deed, Phrase, Say,
    flow::account,
    state::{Asking, Pick, Until},
    turn::Turn,
};

/// She wants another name.
pub(crate) fn start(turn: &mut Turn<'_>) {
    if account::is_known(turn) {
        turn.asks(Asking::Name);
    }
}

/// What is she called?
pub(crate) fn ask(turn: &mut Turn<'_>) {
    turn.hope(Phrase::new(Say::AskName), vec![Pick::NoName, Pick::Cancel], Wanted::Text);
}

/// This is what she is called.
pub(crate) fn words(turn: &mut Turn<'_>, text: &str) {
    match PersonName::cut(text) {
        Ok(name) => set(turn, Some(name)),
        Err(_) => turn.but(Say::NotUnderstood),
    }
}

/// She is called so from now on.
pub(crate) fn set(turn: &mut Turn<'_>, name: Option<PersonName>) {
    turn.answered();
    turn.act(Deed::Rename(name), Until::Renamed);
}
