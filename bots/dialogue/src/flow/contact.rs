//! Sharing one's own contact instead of typing an address and a code, where the channel vouches for
//! it. It opens no account of somebody else's.
//!
//! ```transcript id
//! * Sari has agreed
//! * an address is somebody else's: +6281298765432
//! Sari: (her contact +6281234567890)
//! bot: Nomor Anda tidak diperlukan di sini.
//! Sari: masuk
//! bot: Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! Sari: (somebody's contact)
//! bot: Itu bukan kontak Anda sendiri, jadi tidak kami pakai.
//!
//!      Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! Sari: (her contact +6281298765432)
//! bot: Nomor itu milik akun lain. Untuk memakai akun itu di sini, buktikan dengan kode.
//!
//!      Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! Sari: (her contact +6281234567890)
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
//! * Sari is signed in
//! Sari: link email
//! bot: Type the e-mail address or phone number to link; we will send a 6-digit code there.
//! Sari: (somebody's contact)
//! bot: That is not your own contact, so it was not used.
//!
//!      Type the e-mail address or phone number to link; we will send a 6-digit code there.
//! Sari: (her contact +6281234567890)
//! bot: Linked. That address now signs you in to this account.
//! ```

use aduan::{
    domain::{Phone, Purpose},
    verbs::Verdict,
};

use crate::{
    Deed, Say,
    flow::{link_email, login, lost, new_owner},
    prove::proving,
    state::{Login, Until},
    turn::Turn,
};

/// She shared a contact: her own, or somebody's.
pub(crate) fn shared(turn: &mut Turn<'_>, phone: Option<Phone>) {
    let purpose = proving(turn).map(|(purpose, _)| purpose);
    match (purpose, phone) {
        (Some(purpose @ (Purpose::Login | Purpose::Link)), Some(phone)) => {
            turn.act(Deed::ShareContact(purpose, phone), Until::Contact);
        }
        (Some(_), None) => turn.but(Say::NotHerContact),
        _ => turn.but(Say::NoContactHere),
    }
}

/// The number is hers, or somebody else's account has it.
pub(crate) fn proved(turn: &mut Turn<'_>, verdict: &Verdict) {
    let Some((purpose, step)) = proving(turn) else { return turn.prompt() };
    match (verdict, purpose) {
        (Verdict::Right(_), Purpose::Login) => login::signed_in(turn),
        (Verdict::Right(_), _) => link_email::linked(turn),
        (Verdict::Taken, _) => {
            *step = Login::Address;
            turn.but(Say::ContactTaken);
        }
        (Verdict::NewOwner, _) => new_owner::ask(turn),
        (Verdict::Wrong { .. } | Verdict::Gone, _) => lost::went_wrong(turn),
    }
}
