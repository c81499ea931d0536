//! More photos for a report that is filed: after its number, or with the number as the caption.
//! An album is one deed and gets one answer.
//!
//! ```transcript id
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: tambah foto LP-4F2H-B6DS
//! bot: Kirim fotonya sekarang untuk laporan *LP-4F2H-B6DS*, boleh beberapa sekaligus.
//!      [📷]
//! Sari: (photo)
//! Sari: (photo)
//! Sari: (photo)
//! * 8 seconds later
//! bot: 📷 3 foto ditambahkan ke laporan *LP-4F2H-B6DS*.
//! Sari: (photo) LP-4F2H-B6DS
//! * 8 seconds later
//! bot: 📷 1 foto ditambahkan ke laporan *LP-4F2H-B6DS*.
//! Sari: tambah foto
//! bot: Kirim fotonya sekarang untuk laporan *LP-4F2H-B6DS*, boleh beberapa sekaligus.
//!      [📷]
//! Sari: apa saja
//! bot: Maaf, saya belum paham.
//!
//!      Kirim fotonya sekarang untuk laporan *LP-4F2H-B6DS*, boleh beberapa sekaligus.
//!      [📷]
//! Sari: batal
//! bot: Baik, dibatalkan. Ketik masalahnya, atau *menu* untuk pilihan lain.
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: (photo)
//! Sari: (photo) add photo LP-4F2H-B6DS
//! Sari: (photo)
//! * 8 seconds later
//! bot: To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! Sari: sari@example.com
//! bot: If that address can receive codes, a 6-digit code was sent to *s•••@example.com*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! Sari: 123456
//! bot: You are signed in.
//!
//!      Add your photos to report *LP-4F2H-B6DS*?
//!      [Yes, go on] [Cancel]
//! Sari: yes
//! bot: 📷 3 photos were added to report *LP-4F2H-B6DS*.
//! ```

use aduan::{
    domain::{Complaint, TrackingNumber},
    ports::Wanted,
    verbs::Added,
};
use chrono::TimeDelta;

use crate::{
    Phrase, Say,
    flow::{login, lost},
    hear::{self, About, Heard},
    state::{Album, Asking, At, Slot, Where, Wish},
    turn::Turn,
};

/// She wants to send more.
pub(crate) fn add(turn: &mut Turn<'_>, number: TrackingNumber) {
    turn.asks(Asking::Photos(number, Album::default()));
}

/// The photos, please.
pub(crate) fn ask(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.hope(Turn::about(Say::AskMorePhotos, number), Vec::new(), Wanted::Photo);
}

/// Takes a photo that is for a report which is filed: one was asked for, or its caption names it.
/// Says whether it was one.
pub(crate) fn takes(
    turn: &mut Turn<'_>,
    source: &str,
    caption: Option<&str>,
    settle_after: TimeDelta,
) -> bool {
    if let Some(number) = caption.and_then(|caption| named(turn, caption)) {
        let begun = begun(turn);
        turn.state.at = At::Asking { what: Asking::Photos(number, begun), filing: None };
    }
    let At::Asking { what: Asking::Photos(_, album), .. } = &mut turn.state.at else {
        return false;
    };
    album.add(source);
    turn.settle(settle_after);
    true
}

/// The report a caption names, outside a report in the making.
fn named(turn: &Turn<'_>, caption: &str) -> Option<TrackingNumber> {
    let free = match &turn.state.at {
        At::Rest => true,
        At::Filing(filing) => {
            let draft = &filing.draft;
            filing.slot == Slot::Quiet && draft.words.is_none() && draft.place == Where::Unasked
        }
        _ => false,
    };
    match hear::said(caption, &turn.state, turn.scene) {
        Heard::About(About::See | About::AddPhotos, number, _) if free => Some(number),
        _ => None,
    }
}

/// Photos of the same album that came before the one with the caption.
fn begun(turn: &mut Turn<'_>) -> Album {
    Album(turn.state.leave().map(|filing| filing.draft.photos).unwrap_or_default())
}

/// Nothing more came. Says whether there was anything to add.
pub(crate) fn went_quiet(turn: &mut Turn<'_>) -> bool {
    let At::Asking { what: Asking::Photos(number, album), .. } = &mut turn.state.at else {
        return false;
    };
    if album.0.is_empty() {
        return false;
    }
    let (number, album) = (number.clone(), std::mem::take(album));
    turn.answered();
    login::grant(turn, Wish::AddPhotos(number, album));
    true
}

/// Words instead of photos, or right after them.
pub(crate) fn words(turn: &mut Turn<'_>) {
    if !went_quiet(turn) {
        lost::not_understood(turn);
    }
}

/// They are added.
pub(crate) fn done(turn: &mut Turn<'_>, number: &TrackingNumber, added: Added) {
    let phrase = Turn::about(Say::PhotosAdded, number).number("count", added.photos);
    if let At::Answer { .. } = turn.state.at {
        turn.lead_with(phrase);
        turn.prompt();
    } else {
        turn.finish(phrase, Vec::new());
    }
    if added.left_out > 0 {
        turn.add_lines(vec![
            Phrase::new(Say::PhotosLeftOut).number("most", Complaint::PHOTOS_IN_ALL),
        ]);
    }
}
