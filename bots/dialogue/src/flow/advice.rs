//! After the stars: what could be better. The city reads it, the public does not.
//!
//! ```transcript id
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * LP-4F2H-B6DS is closed
//! Sari: nilai LP-4F2H-B6DS
//! bot: Bagaimana penanganan laporan *LP-4F2H-B6DS*?
//!      ☰ Lihat pilihan
//!        [1 – Sangat kurang]
//!        [2 – Kurang]
//!        [3 – Cukup]
//!        [4 – Puas]
//!        [5 – Sangat puas]
//! Sari: 4
//! bot: Terima kasih atas nilai 4 dari 5. Ada saran? Balas sekarang, atau ketik *lewati*.
//!      [Lewati]
//! Sari: lain kali kabari lebih cepat ya
//! bot: Terima kasih, saran Anda kami teruskan ke petugas dan tidak ditampilkan untuk umum.
//! Sari: nilai LP-4F2H-B6DS 5
//! bot: Terima kasih atas nilai 5 dari 5. Ada saran? Balas sekarang, atau ketik *lewati*.
//!      [Lewati]
//! Sari: [Lewati]
//! bot: Sama-sama! 🙏 Ketik *menu* kapan saja bila perlu sesuatu.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * LP-4F2H-B6DS is closed
//! Sari: LP-4F2H-B6DS
//! bot: *LP-4F2H-B6DS* · Street light
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Closed*, reported on 19 November 2026
//!      Handled by: Public Works
//!      To be mended by: 3 December 2026
//!      So far: Forwarded 19/11 → Closed 20/11
//!      Supporters: 0
//!      [Rate it] [Reopen] [Menu]
//! Sari: [Rate it]
//! bot: How was report *LP-4F2H-B6DS* handled?
//!      ☰ Show choices
//!        [1 – Very poor]
//!        [2 – Poor]
//!        [3 – Fair]
//!        [4 – Satisfied]
//!        [5 – Very satisfied]
//! Sari: 3
//! bot: Thank you for rating it 3 of 5. Any suggestion? Reply now, or type *skip*.
//!      [Skip]
//! Sari: ...
//! bot: Sorry, I did not understand.
//!
//!      Any suggestion about how *LP-4F2H-B6DS* was handled? Write it briefly, or type *skip*.
//!      [Skip]
//! Sari: thank you
//! bot: You are welcome! 🙏 Type *menu* whenever you need something.
//! ```

use aduan::{
    domain::{Note, TrackingNumber},
    ports::Wanted,
};

use crate::{
    Phrase, Say,
    flow::{help, login, lost},
    state::{Asking, At, Pick, Wish},
    turn::Turn,
};

/// Thanks for the stars; anything else?
pub(crate) fn ask_after(turn: &mut Turn<'_>, number: &TrackingNumber, stars: u8) {
    let filing = turn.state.leave();
    turn.state.at = At::Asking { what: Asking::Advice(number.clone(), stars), filing };
    let thanks = Phrase::new(Say::Rated).number("stars", stars);
    turn.hope(thanks, vec![Pick::Skip], Wanted::Text);
}

/// What could be better?
pub(crate) fn ask(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.hope(Turn::about(Say::AskAdvice, number), vec![Pick::Skip], Wanted::Text);
}

/// That could be.
pub(crate) fn words(turn: &mut Turn<'_>, number: TrackingNumber, stars: u8, text: &str) {
    match Note::cut(text) {
        Ok(advice) => login::grant(turn, Wish::Advise(number, stars, advice)),
        Err(_) => lost::not_understood(turn),
    }
}

/// Nothing.
pub(crate) fn skip(turn: &mut Turn<'_>) {
    turn.answered();
    help::you_are_welcome(turn);
}

/// Thanks.
pub(crate) fn given(turn: &mut Turn<'_>) {
    turn.answered();
    turn.finish(Phrase::new(Say::Advised), Vec::new());
}
