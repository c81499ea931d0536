//! Linking another chat: a code is shown in one and typed in the other, which sees whose account it
//! is and confirms. The first chat is told.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: hubungkan chat
//! bot: Untuk memakai akun ini di chat lain (WhatsApp, Telegram, atau web), ketik di sana: *hubungkan SNPC-PFYW*
//!
//!      Berlaku 10 menit, untuk satu chat. Jangan berikan kepada siapa pun, termasuk petugas.
//! * the code is typed on Telegram
//! bot: Akun Anda baru saja dihubungkan dengan chat lain (Telegram). Bukan Anda? Ketik *sesi* untuk mengakhirinya.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: link telegram
//! bot: To use this account in another chat (WhatsApp, Telegram, or web), type there: *link SNPC-PFYW*
//!
//!      Good for 10 minutes and one chat. Give it to nobody, not even staff.
//! * the code is typed on Telegram
//! bot: Your account was just linked with another chat (Telegram). Not you? Type *sessions* to end it.
//! * another chat shows the code of budi@contoh.id: RWX8-D7P8
//! Sari: link RWX8-D7P8
//! bot: The code is right, but this chat belongs to another account, and two accounts cannot be joined yet. Nothing has changed. To use that account here: type *sign out*, then *sign in* with an address of that account.
//! ```
//!
//! ```transcript id
//! * Sari has agreed
//! Sari: hubungkan 7k3m 9qx2
//! bot: Kode itu tidak berlaku. Minta yang baru: lewat tombol di chat web, atau ketik *hubungkan chat* di chat yang sudah terhubung.
//! * another chat shows the code of sari.lain@contoh.id: RWX8-D7P8
//! Sari: saya
//! bot: Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! Sari: hubungkan RWX8-D7P8
//! bot: Hubungkan akun *s•••@contoh.id* dengan chat ini? Bila bukan Anda yang meminta, pilih *Batal*.
//!      [Hubungkan] [Batal]
//! Sari: [Hubungkan]
//! bot: Terhubung. Laporan akun itu kini bisa dilihat di sini. Chat yang menampilkan kode tadi juga kami kabari.
//!
//!      Berhasil masuk.
//!
//!      Tampilkan laporan Anda sekarang?
//!      [Ya, lanjut] [Batal]
//! Sari: hubungkan RWX8-D7P8
//! bot: Kode itu tidak berlaku. Minta yang baru: lewat tombol di chat web, atau ketik *hubungkan chat* di chat yang sudah terhubung.
//!
//!      Tampilkan laporan Anda sekarang?
//!      [Ya, lanjut] [Batal]
//! ```
//!
//! ```transcript en
//! * another chat shows the code of sari.lain@contoh.id: RWX8-D7P8
//! Sari: link RWX8-D7P8
//! bot: Hello! 👋 This is the citizen complaint service of *Kota Lestari*. I am an automated assistant.
//!
//!      To handle your reports we keep your chat account, the text, the photos and the place. What the public sees does not carry your name.
//!
//!      Emergency? Call *112*.
//!      Agree and continue?
//!      [Agree, continue] [Bahasa Indonesia] [I do not agree]
//! Sari: [Agree, continue]
//! bot: Link account *s•••@contoh.id* with this chat? If you did not ask for this, choose *Cancel*.
//!      [Link] [Cancel]
//! Sari: [Cancel]
//! bot: All right, nothing has changed.
//! ```

use aduan::{
    domain::LinkCode,
    verbs::{LinkOffered, LinkVerdict},
};

use crate::{
    Deed, Phrase, Say,
    flow::{account, let_in, login},
    state::{At, Pick, Until},
    turn::Turn,
};

/// She wants a code for another chat.
pub(crate) fn start(turn: &mut Turn<'_>) {
    if account::is_known(turn) {
        turn.act(Deed::OfferLink, Until::LinkOffered);
    }
}

/// This is the code. What was asked before stays where it is.
pub(crate) fn offered(turn: &mut Turn<'_>, offered: &LinkOffered) {
    turn.say(Phrase::new(Say::LinkCode).text("code", offered.code.reveal()));
}

/// She typed the code of another chat, or something like one.
pub(crate) fn typed(turn: &mut Turn<'_>, code: Option<LinkCode>) {
    match code {
        Some(code) => take(turn, code, false),
        None => turn.but(Say::LinkFailed),
    }
}

/// Asks whose account it is, or links this chat to it.
pub(crate) fn take(turn: &mut Turn<'_>, code: LinkCode, confirmed: bool) {
    turn.act(Deed::TakeLink { code: code.clone(), confirmed }, Until::LinkTaken(code));
}

/// What the code comes to.
pub(crate) fn verdict(turn: &mut Turn<'_>, code: LinkCode, verdict: LinkVerdict) {
    match verdict {
        LinkVerdict::Offered { masked, channel } => {
            let name = Phrase::new(Say::Channel).text("channel", channel.name());
            let address = masked.map_or_else(|| name.words(turn.language()), String::from);
            let phrase = Phrase::new(Say::LinkConfirm).text("address", address);
            turn.offer(phrase, vec![Pick::LinkHere(code), Pick::LeaveIt]);
        }
        LinkVerdict::Asked { channel } => let_in::confirm(turn, code, channel),
        LinkVerdict::LetIn { chat, .. } => let_in::done(turn, chat.channel),
        LinkVerdict::Linked(_) => {
            turn.signed_in = true;
            if let At::Login { .. } = turn.state.at {
                turn.lead(Say::LinkDone);
                login::signed_in(turn);
            } else {
                turn.but(Say::LinkDone);
            }
        }
        LinkVerdict::Taken => turn.but(Say::ChatTaken),
        LinkVerdict::Gone => turn.but(Say::LinkFailed),
    }
}
