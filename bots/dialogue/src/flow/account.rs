//! Who she is here, and what she can do about it.
//!
//! ```transcript id
//! * Sari has agreed
//! Sari: akun
//! bot: Untuk melihat akun, masuk dulu, ya.
//!
//!      Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! Sari: sari@contoh.id
//! bot: Bila alamat itu dapat menerima kode, kode 6 angka sudah dikirim ke *s•••@contoh.id*. Balas dengan kodenya. Berlaku 5 menit; jangan berikan kepada siapa pun, termasuk petugas.
//!      [Kirim ulang kode] [Ganti alamat]
//! Sari: 123456
//! bot: Berhasil masuk.
//!
//!      Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu.
//!      ☰ Buka menu
//!        [Buat laporan] Jalan, lampu, sampah, banjir, dan lainnya
//!        [Laporan saya] Lihat status semua laporan Anda
//!        [Cek nomor laporan] Lihat status dan catatan petugas
//!        [Laporan di sekitar] Laporan publik dekat lokasi Anda
//!        [Cari laporan publik] Kata kunci, jalan, atau kelurahan
//!        [Akun] Kontak terhubung, sesi, keluar
//!        [Bahasa & kabar] Ganti bahasa, atur kabar otomatis
//!        [Bantuan]
//! Sari: [Akun]
//! bot: *Akun Anda*
//!      Nama: belum diisi
//!      Terhubung: s•••@contoh.id, WhatsApp
//!      Kabar di chat ini: hidup
//!      ☰ Lihat pilihan
//!        [Hubungkan e-mail]
//!        [Hubungkan chat lain]
//!        [Sesi aktif]
//!        [Matikan kabar]
//!        [Data saya]
//!        [Keluar]
//! Sari: [Sesi aktif]
//! bot: Anda masuk di chat ini (WhatsApp) sejak 21 November 2026.
//!      Tidak ada chat lain.
//!      [Keluar]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari is signed in on Telegram too
//! Sari: account
//! bot: *Your account*
//!      Name: not given
//!      Linked: s•••@contoh.id, Telegram, WhatsApp
//!      News in this chat: on
//!      ☰ Show choices
//!        [Link e-mail]
//!        [Link another chat]
//!        [Active sessions]
//!        [Updates off]
//!        [My data]
//!        [Sign out]
//! Sari: [Sign out]
//! bot: You are signed out. Private reports are hidden in this chat, and its news no longer come here. Type *sign in* to return.
//! ```

use aduan::{domain::Handle, verbs::Account};

use crate::{
    Phrase, Read, Say,
    flow::login,
    limits::quote,
    state::{Pick, Until},
    turn::Turn,
};

/// The longest a list of handles gets.
const HANDLES: usize = 400;

/// Who is she?
pub(crate) fn show(turn: &mut Turn<'_>) {
    look_up(turn, Until::Account);
}

/// Whether she is known; somebody unknown signs in first.
pub(crate) fn is_known(turn: &mut Turn<'_>) -> bool {
    if !turn.signed_in {
        turn.lead(Say::SignInForAccount);
        login::start(turn);
    }
    turn.signed_in
}

/// Looks up what is kept of her.
pub(crate) fn look_up(turn: &mut Turn<'_>, until: Until) {
    if is_known(turn) {
        turn.ask(Read::Account, until);
    }
}

/// This is she.
pub(crate) fn shown(turn: &mut Turn<'_>, account: &Account) {
    let phrase = describe(turn, Say::Account, account);
    turn.offer(
        phrase,
        vec![
            Pick::LinkEmail,
            Pick::LinkChat,
            Pick::Sessions,
            Pick::SetNews(!account.news),
            Pick::MyData,
            Pick::SignOut,
        ],
    );
}

/// Her name and handles, as far as she may be shown them.
pub(crate) fn describe(turn: &Turn<'_>, say: Say, account: &Account) -> Phrase {
    let language = turn.language();
    let handles: Vec<String> = account
        .handles
        .iter()
        .map(|handle| match handle {
            Handle::Chat(peer) => {
                Phrase::new(Say::Channel).text("channel", peer.channel.name()).words(language)
            }
            handle => handle.masked(),
        })
        .collect();
    let name = account.name.as_ref().map(|name| quote(name.as_str(), 80));
    Phrase::new(say)
        .text("name", name.unwrap_or_else(|| Say::Nameless.plain(language)))
        .text("handles", quote(&handles.join(", "), HANDLES))
        .text("news", if account.news { "on" } else { "off" })
}
