//! Withdrawing what she agreed to.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: tarik persetujuan
//! bot: Bila persetujuan ditarik, Anda keluar dari semua chat. Laporan baru bisa dikirim setelah Anda setuju lagi. Laporan yang sudah ada tetap ditangani, dan kabarnya tetap dikirim. Lanjutkan?
//!      [Ya, tarik] [Batal]
//! Sari: [Ya, tarik]
//! bot: Persetujuan Anda sudah ditarik. Laporan yang sudah ada tetap ditangani. Untuk mulai lagi, sapa saja saya. Untuk menghapus semuanya, masuk lalu ketik *hapus data*.
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Halo! 👋 Ini layanan pengaduan warga *Kota Lestari*. Saya asisten otomatis.
//!
//!      Supaya laporan bisa ditangani, kami menyimpan akun chat Anda, isi laporan, foto, dan lokasinya. Yang tampil untuk umum tidak memuat nama Anda.
//!
//!      Keadaan darurat? Hubungi *112*.
//!      Setuju dan lanjut?
//!      [Setuju, lanjut] [English] [Tidak setuju]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: withdraw consent
//! bot: If you withdraw your consent, you are signed out of all chats. You can send new reports once you agree again. Existing reports are still handled, and you still get their news. Go on?
//!      [Yes, withdraw] [Cancel]
//! Sari: [Cancel]
//! bot: All right, nothing has changed.
//! Sari: withdraw consent
//! bot: If you withdraw your consent, you are signed out of all chats. You can send new reports once you agree again. Existing reports are still handled, and you still get their news. Go on?
//!      [Yes, withdraw] [Cancel]
//! Sari: yes
//! bot: Your consent is withdrawn. Existing reports are still handled. To start again, just write to me. To delete everything, sign in and type *delete my data*.
//! Sari: hello
//! bot: Hello! 👋 This is the citizen complaint service of *Kota Lestari*. I am an automated assistant.
//!
//!      To handle your reports we keep your chat account, the text, the photos and the place. What the public sees does not carry your name.
//!
//!      Emergency? Call *112*.
//!      Agree and continue?
//!      [Agree, continue] [Bahasa Indonesia] [I do not agree]
//! ```

use crate::{
    Deed, Phrase, Say,
    flow::{account, welcome},
    state::{At, Draft, Offer, Pick, Until},
    turn::Turn,
};

/// Does she know what follows?
pub(crate) fn ask(turn: &mut Turn<'_>) {
    if account::is_known(turn) {
        turn.offer(Phrase::new(Say::AskWithdraw), vec![Pick::WithdrawNow, Pick::LeaveIt]);
    }
}

/// She does.
pub(crate) fn withdraw(turn: &mut Turn<'_>) {
    turn.act(Deed::WithdrawConsent, Until::ConsentWithdrawn);
}

/// It is withdrawn, and everything begins anew.
pub(crate) fn withdrawn(turn: &mut Turn<'_>) {
    forget(turn, None);
    turn.say(Phrase::new(Say::ConsentWithdrawn));
}

/// It was withdrawn in another chat: here she has to agree again, too, and her draft waits for it.
pub(crate) fn needed(turn: &mut Turn<'_>) {
    let draft = turn.state.leave().map(|filing| filing.draft);
    forget(turn, draft);
    welcome::again(turn);
}

fn forget(turn: &mut Turn<'_>, draft: Option<Draft>) {
    turn.signed_in = false;
    turn.state.consent = None;
    turn.state.sent = None;
    turn.state.at = At::Welcome(draft);
    turn.state.offer = Offer::default();
}
