//! Having everything about her deleted, with a day to change her mind.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: hapus data
//! bot: Nama, kontak, sesi, dan obrolan akan dihapus. Laporan publik tetap ada tanpa identitas Anda; isi laporan privat dan fotonya dihapus begitu laporannya selesai. Bisa dibatalkan dalam 24 jam. Lanjutkan?
//!      [Ya, hapus] [Batal]
//! Sari: [Ya, hapus]
//! bot: Bila alamat itu dapat menerima kode, kode 6 angka sudah dikirim ke *s•••@contoh.id*. Balas dengan kodenya. Berlaku 5 menit; jangan berikan kepada siapa pun, termasuk petugas.
//!      [Kirim ulang kode] [Batal]
//! Sari: 123456
//! bot: Penghapusan dijadwalkan 22 November 2026, pukul 08.30. Batalkan dengan ketik *batal hapus*.
//!      [Batal hapus] [Menu]
//! Sari: hapus data
//! bot: Penghapusan dijadwalkan 22 November 2026, pukul 08.30. Batalkan dengan ketik *batal hapus*.
//!      [Batal hapus] [Menu]
//! Sari: batal hapus
//! bot: Penghapusan dibatalkan. Tidak ada data yang dihapus.
//! Sari: batal hapus
//! bot: Tidak ada penghapusan yang dijadwalkan.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * nothing but this chat leads to Sari
//! Sari: delete my data
//! bot: Name, contacts, sessions and chats will be deleted. Public reports stay without your identity; the words and photos of private ones go once they are closed. You can undo this within 24 hours. Go on?
//!      [Yes, delete] [Cancel]
//! Sari: [Cancel]
//! bot: All right, nothing has changed.
//! Sari: delete my data
//! bot: Name, contacts, sessions and chats will be deleted. Public reports stay without your identity; the words and photos of private ones go once they are closed. You can undo this within 24 hours. Go on?
//!      [Yes, delete] [Cancel]
//! Sari: [Yes, delete]
//! bot: Deletion is scheduled for 22 November 2026, 08:30. Type *undo delete* to cancel.
//!      [Undo delete] [Menu]
//! Sari: my data
//! bot: *Your data*
//!      Name: not given
//!      Contacts: WhatsApp
//!      Reports: 0
//!      Consent: version 1, 21 November 2026, 08:30
//!      Support and comments are kept with their reports, with no list per person.
//!
//!      Your rights (Law 27/2022): get a copy, correct, withdraw consent, or delete.
//!      Deletion is scheduled for 22 November 2026, 08:30.
//!      ☰ Show choices
//!        [Copy of my data]
//!        [Change name]
//!        [Withdraw consent]
//!        [Undo delete]
//! Sari: [Undo delete]
//! bot: The deletion is cancelled. Nothing was deleted.
//! ```

use aduan::{
    domain::{Handle, Purpose},
    verbs::Account,
};

use crate::{
    Deed, Phrase, Say, clock,
    flow::account,
    prove,
    state::{Pick, Until},
    turn::Turn,
};

/// She wants to be deleted.
pub(crate) fn ask(turn: &mut Turn<'_>) {
    account::look_up(turn, Until::Erase);
}

/// Does she know what follows?
pub(crate) fn found(turn: &mut Turn<'_>, account: &Account) {
    let (zone, language) = (turn.scene.city.zone, turn.language());
    if let Some(due) = account.deletion {
        let when = clock::moment(due, zone, language);
        let phrase = Phrase::new(Say::DeletionScheduled).text("when", when);
        return turn.offer(phrase, vec![Pick::UndoDeletion, Pick::Menu]);
    }
    let hours = turn.scene.city.limits.regret.num_hours();
    let phrase = Phrase::new(Say::AskErase).number("hours", hours);
    turn.offer(phrase, vec![Pick::EraseNow(account.code_handle.clone()), Pick::LeaveIt]);
}

/// She does; a code proves that it is she, where one can reach her.
pub(crate) fn prove(turn: &mut Turn<'_>, handle: Option<Handle>) {
    match handle {
        Some(handle) => prove::begin(turn, Purpose::Erase, Some(handle)),
        None => turn.act(Deed::AskDeletion, Until::Scheduled),
    }
}

/// It will be done.
pub(crate) fn scheduled(turn: &mut Turn<'_>) {
    let filing = turn.state.leave();
    turn.state.return_to(filing);
    let due = turn.scene.now + turn.scene.city.limits.regret;
    let when = clock::moment(due, turn.scene.city.zone, turn.language());
    let phrase = Phrase::new(Say::DeletionScheduled).text("when", when);
    turn.finish(phrase, vec![Pick::UndoDeletion, Pick::Menu]);
}

/// She wants to stay after all.
pub(crate) fn undo(turn: &mut Turn<'_>) {
    if account::is_known(turn) {
        turn.act(Deed::UndoDeletion, Until::DeletionUndone);
    }
}

/// She stays, or never wanted to go.
pub(crate) fn undone(turn: &mut Turn<'_>, asked: bool) {
    turn.but(if asked { Say::DeletionUndone } else { Say::NoDeletion });
}
