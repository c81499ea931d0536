//! Signing in without a code: she sends us one instead, from a chat that proves whose it is. A link
//! opens that chat with the message in it; she confirms there, and goes on here.
//!
//! ```transcript id
//! * the city is on WhatsApp and Telegram too
//! * Sari has agreed
//! Sari: laporan saya
//! bot: Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//!      Atau masuk tanpa kode, lewat chat Anda yang lain:
//!      [Lewat WhatsApp] [Lewat Telegram]
//! Sari: [Lewat WhatsApp]
//! bot: Buka tautan ini, lalu kirim pesan yang sudah terisi di sana: https://wa.me/6281100000000?text=masuk%20BFM6-F673
//!
//!      Berlaku 10 menit, untuk sekali masuk. Setelah Anda menyetujuinya di sana, Anda langsung masuk di sini.
//! * Sari lets this chat in from there
//! bot: Berhasil masuk.
//!
//!      Tampilkan laporan Anda sekarang?
//!      [Ya, lanjut] [Batal]
//! Sari: ya
//! bot: Belum ada laporan di akun ini. Ketik masalahnya untuk membuat laporan pertama.
//!      [Menu]
//! ```
//!
//! ```transcript en
//! * the city is on WhatsApp and Telegram too
//! * Sari has agreed
//! Sari: login
//! bot: To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//!      Or sign in without a code, from another chat of yours:
//!      [By WhatsApp] [By Telegram]
//! Sari: telegram
//! bot: Open this link, then send the message that is filled in there: https://t.me/lapor_lestari_bot?start=l_BFM6-F673
//!
//!      Good for 10 minutes, for signing in once. When you have agreed there, you are signed in here at once.
//! Sari: whatsapp
//! bot: Open this link, then send the message that is filled in there: https://wa.me/6281100000000?text=sign%20in%20PA8K-GP33
//!
//!      Good for 10 minutes, for signing in once. When you have agreed there, you are signed in here at once.
//! Sari: sari@example.com
//! bot: If that address can receive codes, a 6-digit code was sent to *s•••@example.com*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! ```
//!
//! ```transcript id
//! * Sari is signed in
//! * a page in a browser wants to be let in: RWX8-D7P8
//! Sari: masuk RWX8-D7P8
//! bot: Izinkan chat web yang menampilkan kode itu masuk ke akun Anda? Laporan Anda akan bisa dilihat di sana. Bila bukan Anda yang memintanya, pilih *Batal*.
//!      [Ya, izinkan] [Batal]
//! Sari: [Ya, izinkan]
//! bot: Anda sudah masuk di chat web. Bukan Anda? Ketik *sesi* untuk mengakhirinya.
//! Sari: masuk RWX8-D7P8
//! bot: Kode itu tidak berlaku. Minta yang baru: lewat tombol di chat web, atau ketik *hubungkan chat* di chat yang sudah terhubung.
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * a page in a browser wants to be let in: RWX8-D7P8
//! Sari: sign in rwx8d7p8
//! bot: Let the web chat that shows that code in to your account? Your reports can be seen there then. If you did not ask for this, choose *Cancel*.
//!      [Yes, let it in] [Cancel]
//! Sari: [Cancel]
//! bot: All right, nothing has changed.
//! Sari: sign in rwx8d7p8
//! bot: Let the web chat that shows that code in to your account? Your reports can be seen there then. If you did not ask for this, choose *Cancel*.
//!      [Yes, let it in] [Cancel]
//! Sari: yes
//! bot: You are signed in on the web chat now. Not you? Type *sessions* to end it.
//! Sari: login
//! bot: You are already signed in to this chat.
//! ```
//!
//! ```transcript id
//! * a page in a browser wants to be let in: RWX8-D7P8
//! Sari: masuk RWX8-D7P8
//! bot: Halo! 👋 Ini layanan pengaduan warga *Kota Lestari*. Saya asisten otomatis.
//!
//!      Supaya laporan bisa ditangani, kami menyimpan akun chat Anda, isi laporan, foto, dan lokasinya. Yang tampil untuk umum tidak memuat nama Anda.
//!
//!      Keadaan darurat? Hubungi *112*.
//!      Setuju dan lanjut?
//!      [Setuju, lanjut] [English] [Tidak setuju]
//! Sari: [Setuju, lanjut]
//! bot: Izinkan chat web yang menampilkan kode itu masuk ke akun Anda? Laporan Anda akan bisa dilihat di sana. Bila bukan Anda yang memintanya, pilih *Batal*.
//!      [Ya, izinkan] [Batal]
//! Sari: ya
//! bot: Anda sudah masuk di chat web. Bukan Anda? Ketik *sesi* untuk mengakhirinya.
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * a page in a browser wants to be let in: RWX8-D7P8
//! * Sari signed out of this chat before
//! Sari: sign in RWX8-D7P8
//! bot: Sign in to this chat first, then send the code once more.
//!
//!      To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! ```

use aduan::{
    domain::{Channel, LinkCode},
    verbs::LinkOffered,
};

use crate::{
    Deed, Phrase, Say,
    flow::{login, lost},
    state::{At, Pick, Until},
    turn::Turn,
};

/// The chats from which she could be let in here.
pub(crate) fn picks(turn: &Turn<'_>) -> Vec<Pick> {
    turn.scene.links.channels().map(Pick::By).collect()
}

/// She wants to be let in from a chat on that channel.
pub(crate) fn ask(turn: &mut Turn<'_>, channel: Channel) {
    turn.act(Deed::OfferLink, Until::LetInBy(channel));
}

/// This is the link to it. What was asked before stays where it is.
pub(crate) fn offered(turn: &mut Turn<'_>, channel: Channel, offered: &LinkOffered) {
    let verb = Say::LetInVerb.plain(turn.language());
    match turn.scene.links.with_code(channel, &verb, &offered.code) {
        Some(url) => turn.say(Phrase::new(Say::LetInLink).text("url", url)),
        None => lost::stale(turn),
    }
}

/// Does she want the chat that shows the code to be let in?
pub(crate) fn confirm(turn: &mut Turn<'_>, code: LinkCode, channel: Channel) {
    let phrase = naming(turn, Say::LetInConfirm, channel);
    turn.offer(phrase, vec![Pick::LetIn(code), Pick::LeaveIt]);
}

/// It is let in, and whoever was not known here before is now.
pub(crate) fn done(turn: &mut Turn<'_>, channel: Channel) {
    turn.signed_in = true;
    let phrase = naming(turn, Say::LetInDone, channel);
    if let At::Login { .. } = turn.state.at {
        turn.lead_with(phrase);
        login::signed_in(turn);
    } else {
        turn.but_with(phrase);
    }
}

/// She was let in here, from another chat.
pub(crate) fn inside(turn: &mut Turn<'_>) {
    if turn.signed_in {
        login::signed_in(turn);
    }
}

/// Whom nobody knows here can let nobody in.
pub(crate) fn sign_in_first(turn: &mut Turn<'_>) {
    turn.lead(Say::LetInSignInFirst);
    login::start(turn);
}

fn naming(turn: &Turn<'_>, say: Say, channel: Channel) -> Phrase {
    let channel = Phrase::new(Say::Channel).text("channel", channel.name());
    Phrase::new(say).text("channel", channel.words(turn.language()))
}
