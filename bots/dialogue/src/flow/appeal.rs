//! Not accepting that a report was rejected: once, and somebody else decides.
//!
//! ```transcript id
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * LP-4F2H-B6DS is rejected
//! Sari: LP-4F2H-B6DS
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Ditolak*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Ditolak 20/11
//!      Dukungan: 0
//!      [Ajukan banding] [Menu]
//! Sari: [Ajukan banding]
//! bot: Mengapa *LP-4F2H-B6DS* seharusnya diterima? Ceritakan singkat. Banding hanya sekali, dan diputuskan petugas lain.
//! Sari: itu jalan umum, bukan jalan perumahan
//! bot: Banding untuk *LP-4F2H-B6DS* kami terima dan akan diputuskan petugas lain.
//! Sari: banding LP-4F2H-B6DS
//! bot: Mengapa *LP-4F2H-B6DS* seharusnya diterima? Ceritakan singkat. Banding hanya sekali, dan diputuskan petugas lain.
//! Sari: kenapa ditolak
//! bot: Itu tidak bisa dilakukan selama status laporan *Menunggu*.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * LP-4F2H-B6DS is rejected
//! Sari: appeal LP-4F2H-B6DS it is a public road
//! bot: We have received your appeal about *LP-4F2H-B6DS*, and somebody else will decide it.
//! ```

use aduan::{domain::TrackingNumber, ports::Wanted};

use crate::{
    Say,
    flow::{filing, login, lost},
    state::{Asking, Wish},
    turn::Turn,
};

/// She appeals, or is asked why.
pub(crate) fn appeal(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    match filing::read_note(turn, text) {
        Some(why) => login::grant(turn, Wish::Appeal(number, why)),
        None => turn.asks(Asking::Appeal(number)),
    }
}

/// Why?
pub(crate) fn ask(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.hope(Turn::about(Say::AskAppeal, number), Vec::new(), Wanted::Text);
}

/// That is why.
pub(crate) fn words(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    match filing::read_note(turn, text) {
        Some(why) => {
            turn.answered();
            login::grant(turn, Wish::Appeal(number, why));
        }
        None => lost::not_understood(turn),
    }
}

/// It is judged again.
pub(crate) fn done(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.finish(Turn::about(Say::Appealed, number), Vec::new());
}
