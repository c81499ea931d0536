//! Having a closed report taken up again; after thirty days, a new one that refers to it.
//!
//! ```transcript id
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * LP-4F2H-B6DS is closed
//! Sari: LP-4F2H-B6DS
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Selesai*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Selesai 20/11
//!      Dukungan: 0
//!      [Beri nilai] [Buka lagi] [Menu]
//! Sari: [Buka lagi]
//! bot: Apa yang belum beres pada *LP-4F2H-B6DS*? Ceritakan singkat.
//! Sari: lampunya mati lagi sejak semalam
//! bot: Laporan *LP-4F2H-B6DS* dibuka kembali, dan alasan Anda diteruskan ke petugas.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * LP-4F2H-B6DS is closed
//! * 31 days later
//! Sari: reopen LP-4F2H-B6DS
//! bot: What is not fixed about *LP-4F2H-B6DS*? Tell us briefly.
//! Sari: the street light is out again
//! bot: *LP-4F2H-B6DS* can no longer be reopened: the 30 days for that are over. Make a new report that refers to it?
//!      [Yes, a new report] [Menu]
//! Sari: [Yes, a new report]
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: 1
//! bot: Where is it? Send a location, or type an address or landmark (e.g. in front of SDN 3 Tebet). Not sure? Type *skip*.
//!      [Skip] [📍]
//! Sari: skip
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: public
//! bot: Follows up on: LP-4F2H-B6DS
//!
//!      *Check your report*
//!      Category: Street light
//!      Place: not given
//!      Photos: 0
//!      Seen by: Public
//!
//!      “the street light is out again”
//!
//!      Send it now?
//!      [Send] [Edit] [Cancel]
//! ```

use aduan::{
    domain::{Note, TrackingNumber, Words},
    ports::Wanted,
};

use crate::{
    Say,
    flow::{filing, login, lost},
    state::{Asking, At, Draft, Filing, Pick, Slot, Wish},
    turn::Turn,
};

/// She wants it taken up again, or is asked why.
pub(crate) fn reopen(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    match filing::read_note(turn, text) {
        Some(why) => login::grant(turn, Wish::Reopen(number, why)),
        None => turn.asks(Asking::Reopening(number)),
    }
}

/// Why?
pub(crate) fn ask(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.hope(Turn::about(Say::AskReopening, number), Vec::new(), Wanted::Text);
}

/// That is why.
pub(crate) fn words(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    match filing::read_note(turn, text) {
        Some(why) => {
            turn.answered();
            login::grant(turn, Wish::Reopen(number, why));
        }
        None => lost::not_understood(turn),
    }
}

/// It is taken up again.
pub(crate) fn done(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.finish(Turn::about(Say::Reopened, number), Vec::new());
}

/// It is too late for that: a new one, in the same words?
pub(crate) fn too_late(turn: &mut Turn<'_>, number: &TrackingNumber, why: &Note, days: u16) {
    let phrase = Turn::about(Say::ReopenLate, number).number("days", days);
    turn.offer(phrase, vec![Pick::Refer(number.clone(), why.clone()), Pick::Menu]);
}

/// A new report that refers to the old one.
pub(crate) fn refer(turn: &mut Turn<'_>, number: TrackingNumber, why: &Note) {
    let mut draft = Draft::new(turn.scene.now);
    draft.words = Words::parse(why.as_str()).ok();
    draft.refers_to = Some(number);
    turn.state.at = At::Filing(Filing { draft, slot: Slot::Quiet });
    filing::advance(turn);
}
