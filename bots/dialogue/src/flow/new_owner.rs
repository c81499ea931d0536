//! The number of this chat is known, but as that of a person who never wrote from here. Perhaps it is
//! she, with a new account; perhaps the number was given to somebody else. So nothing of that person
//! is shown: whoever she is proves it by something else of hers, or begins anew.
//!
//! ```transcript id
//! * Sari has agreed
//! * the number of this chat is known as another's: +6281234567890
//! Sari: masuk
//! bot: Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! Sari: 0812 3456 7890
//! bot: Bila alamat itu dapat menerima kode, kode 6 angka sudah dikirim ke *+62•••••••••90*. Balas dengan kodenya. Berlaku 5 menit; jangan berikan kepada siapa pun, termasuk petugas.
//!      [Kirim ulang kode] [Ganti alamat]
//! Sari: 123456
//! bot: Nomor ini pernah dipakai di layanan aduan *Kota Lestari*. Untuk membuka laporan yang lama, verifikasi dulu lewat e-mail atau chat lain. Atau mulai sebagai pengguna baru.
//!      [Verifikasi] [Pengguna baru]
//! Sari: [Verifikasi]
//! bot: Pakai e-mail yang terhubung dengan akun lama itu. Atau ketik *hubungkan chat* di chat lain yang masih terhubung, lalu ketik kodenya di sini.
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
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * the number of this chat is known as another's: +6281234567890
//! * the channel proves who Sari is
//! Sari: my reports
//! bot: This number was used in the complaint service of *Kota Lestari* before. To open the old reports, verify by e-mail or another chat first. Or begin as a new user.
//!      [Verify] [New user]
//! Sari: [New user]
//! bot: You are signed in.
//!
//!      Show your reports now?
//!      [Yes, go on] [Cancel]
//! Sari: yes
//! bot: No reports in this account yet. Type the problem to make the first one.
//!      [Menu]
//! ```
//!
//! ```transcript id
//! * Sari has agreed
//! * the number of this chat is known as another's: +6281234567890
//! * the channel proves who Sari is
//! Sari: masuk
//! bot: Nomor ini pernah dipakai di layanan aduan *Kota Lestari*. Untuk membuka laporan yang lama, verifikasi dulu lewat e-mail atau chat lain. Atau mulai sebagai pengguna baru.
//!      [Verifikasi] [Pengguna baru]
//! Sari: verifikasi
//! bot: Pakai e-mail yang terhubung dengan akun lama itu. Atau ketik *hubungkan chat* di chat lain yang masih terhubung, lalu ketik kodenya di sini.
//!
//!      Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * the number of this chat is known as another's: +6281234567890
//! Sari: login
//! bot: To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! Sari: (her contact +6281234567890)
//! bot: This number was used in the complaint service of *Kota Lestari* before. To open the old reports, verify by e-mail or another chat first. Or begin as a new user.
//!      [Verify] [New user]
//! Sari: [New user]
//! bot: You are signed in.
//!
//!      How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [New report] Roads, lights, waste, flooding and more
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Account] Linked contacts, sessions, signing out
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! ```

use crate::{
    Deed, Phrase, Say,
    flow::login,
    prove::proving,
    state::{At, Login, Pick, Then, Until},
    turn::Turn,
};

/// Was it she?
pub(crate) fn ask(turn: &mut Turn<'_>) {
    if let Some((_, step)) = proving(turn) {
        *step = Login::Address;
    }
    let city = turn.scene.city.name.as_ref();
    let phrase = Phrase::new(Say::PossibleNewOwner).text("city", city);
    turn.offer(phrase, vec![Pick::Verify, Pick::StartAnew]);
}

/// It was, and she can prove it otherwise.
pub(crate) fn verify(turn: &mut Turn<'_>) {
    let then = match std::mem::replace(&mut turn.state.at, At::Rest) {
        At::Login { then, .. } => then,
        At::Ready { wish, filing } => Then { filing, wish: Some(wish) },
        other => {
            turn.state.at = other;
            Then { filing: turn.state.leave(), wish: None }
        }
    };
    turn.lead(Say::VerifyElsewhere);
    login::ask_address(turn, then);
}

/// It was not.
pub(crate) fn start_anew(turn: &mut Turn<'_>) {
    turn.act(Deed::StartAnew, Until::Recognised);
}
