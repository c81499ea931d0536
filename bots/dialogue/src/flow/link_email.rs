//! Linking another address, which she proves by a code.
//!
//! ```transcript id
//! * Sari is signed in
//! * an address is somebody else's: budi@contoh.id
//! Sari: akun
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
//! Sari: [Hubungkan e-mail]
//! bot: Ketik alamat e-mail atau nomor HP yang ingin dihubungkan; kami kirimkan kode 6 angka ke sana.
//! Sari: budi@contoh.id
//! bot: Bila alamat itu dapat menerima kode, kode 6 angka sudah dikirim ke *b•••@contoh.id*. Balas dengan kodenya. Berlaku 5 menit; jangan berikan kepada siapa pun, termasuk petugas.
//!      [Kirim ulang kode] [Ganti alamat]
//! Sari: 123456
//! bot: Kodenya benar, tetapi alamat itu milik akun lain, dan dua akun belum bisa digabung. Tidak ada yang berubah. Untuk memakai akun itu di sini: ketik *keluar*, lalu *masuk* dengan alamat itu.
//! Sari: hubungkan email
//! bot: Ketik alamat e-mail atau nomor HP yang ingin dihubungkan; kami kirimkan kode 6 angka ke sana.
//! Sari: sari.baru@contoh.id
//! bot: Bila alamat itu dapat menerima kode, kode 6 angka sudah dikirim ke *s•••@contoh.id*. Balas dengan kodenya. Berlaku 5 menit; jangan berikan kepada siapa pun, termasuk petugas.
//!      [Kirim ulang kode] [Ganti alamat]
//! Sari: 111111
//! bot: Kode salah. Sisa percobaan: 4.
//!      [Kirim ulang kode] [Ganti alamat]
//! Sari: 123456
//! bot: Terhubung. Alamat itu kini bisa dipakai untuk masuk ke akun ini.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: link email
//! bot: Type the e-mail address or phone number to link; we will send a 6-digit code there.
//! Sari: my address
//! bot: That is not a complete e-mail address or phone number. Examples: *sari@example.com* or *0812 3456 7890*.
//!
//!      Type the e-mail address or phone number to link; we will send a 6-digit code there.
//! Sari: sari@work.example
//! bot: If that address can receive codes, a 6-digit code was sent to *s•••@work.example*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! Sari: [Other address]
//! bot: Type the e-mail address or phone number to link; we will send a 6-digit code there.
//! Sari: cancel
//! bot: All right, cancelled. Type the problem, or *menu* for more.
//! ```

use aduan::domain::Purpose;

use crate::{Say, flow::account, prove, turn::Turn};

/// She wants to link another address.
pub(crate) fn start(turn: &mut Turn<'_>) {
    if account::is_known(turn) {
        prove::begin(turn, Purpose::Link, None);
    }
}

/// It is hers now.
pub(crate) fn linked(turn: &mut Turn<'_>) {
    back(turn, Say::AddressLinked);
}

/// It belongs to somebody else, and stays there.
pub(crate) fn taken(turn: &mut Turn<'_>) {
    back(turn, Say::AddressTaken);
}

fn back(turn: &mut Turn<'_>, say: Say) {
    let filing = turn.state.leave();
    turn.state.return_to(filing);
    turn.but(say);
}
