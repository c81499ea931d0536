//! Taking back a report that is with the city already. If others support it, it stays open for
//! them, without her.
//!
//! ```transcript id
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: cabut laporan
//! bot: Cabut laporan *LP-4F2H-B6DS*? Bila ada pendukungnya, laporan tetap dibuka untuk mereka, tanpa Anda.
//!      [Ya, lanjut] [Batal]
//! Sari: batal
//! bot: Baik, dibatalkan. Ketik masalahnya, atau *menu* untuk pilihan lain.
//! Sari: LP-4F2H-B6DS
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 0
//!      [Cabut laporan] [Komentar] [Menu]
//! Sari: [Cabut laporan]
//! bot: Cabut laporan *LP-4F2H-B6DS*? Bila ada pendukungnya, laporan tetap dibuka untuk mereka, tanpa Anda.
//!      [Ya, lanjut] [Batal]
//! Sari: ya
//! bot: Laporan *LP-4F2H-B6DS* dicabut dan ditutup. Berubah pikiran? Ketik *buka lagi LP-4F2H-B6DS* dalam 30 hari.
//! Sari: cabut LP-4F2H-B6DS
//! bot: Itu tidak bisa dilakukan selama status laporan *Selesai*.
//! Sari: buka lagi LP-4F2H-B6DS ternyata masih mati
//! bot: Laporan *LP-4F2H-B6DS* dibuka kembali, dan alasan Anda diteruskan ke petugas.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * 4 people support LP-4F2H-B6DS
//! Sari: withdraw LP-4F2H-B6DS
//! bot: Withdraw report *LP-4F2H-B6DS*? If others support it, it stays open for them, without you.
//!      [Yes, go on] [Cancel]
//! Sari: [Yes, go on]
//! bot: You are no longer the reporter of *LP-4F2H-B6DS* and hear no more of it. It stays open for the 4 people who support it.
//! Sari: withdraw LP-4F2H-B6DS
//! bot: *LP-4F2H-B6DS* is not a report of this account, or you have withdrawn it already.
//! ```

use aduan::{
    domain::{StageKind, TrackingNumber},
    refusal::Refusal,
    verbs::{Progress, Withdrawn},
};

use crate::{
    Read, Say,
    flow::login,
    state::{Until, Wish},
    turn::Turn,
};

/// She wants to: can it be withdrawn?
pub(crate) fn withdraw(turn: &mut Turn<'_>, number: TrackingNumber) {
    if turn.signed_in {
        turn.ask(Read::Track(number), Until::Withdrawable);
    } else {
        login::make_sure(turn, Wish::Withdraw(number));
    }
}

/// If it can: that is easily typed and hard to mend, so she is asked once more.
pub(crate) fn found(turn: &mut Turn<'_>, progress: Result<Progress, Refusal>) {
    match progress {
        Ok(Progress { number, own: false, .. }) => {
            turn.but_with(Turn::about(Say::NotHers, &number));
        }
        Ok(Progress { number, stage, .. }) if StageKind::OPEN.contains(&stage) => {
            login::make_sure(turn, Wish::Withdraw(number));
        }
        Ok(Progress { stage, .. }) => turn.but_refused(&Refusal::NotNow { stage }),
        Err(refusal) => turn.but_refused(&refusal),
    }
}

/// It is too late to undo a filing, but not to withdraw it.
pub(crate) fn instead_of_undoing(turn: &mut Turn<'_>, refusal: &Refusal) {
    turn.refuse(refusal);
    match turn.state.sent.as_ref().map(|sent| sent.number.clone()) {
        Some(number) => login::make_sure(turn, Wish::Withdraw(number)),
        None => turn.prompt(),
    }
}

/// It is closed, or goes on without her.
pub(crate) fn done(turn: &mut Turn<'_>, number: &TrackingNumber, withdrawn: Withdrawn) {
    // What was sent is no longer there to be undone.
    turn.state.sent.take_if(|sent| sent.number == *number);
    let phrase = Turn::about(Say::Withdrawn, number).number("supports", withdrawn.supports);
    turn.finish(phrase, Vec::new());
}
