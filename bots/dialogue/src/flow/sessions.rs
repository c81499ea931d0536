//! Where she is signed in, and signing out: here, there, or everywhere else.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: sesi
//! bot: Anda masuk di chat ini (WhatsApp) sejak 21 November 2026.
//!      Tidak ada chat lain.
//!      [Keluar]
//! * Sari is signed in on Telegram too
//! Sari: sesi aktif
//! bot: Anda masuk di chat ini (WhatsApp) sejak 21 November 2026.
//!      1. Telegram, sejak 12 November 2026
//!      [Akhiri nomor 1] [Keluar]
//! Sari: [Akhiri nomor 1]
//! bot: Baik, chat itu sudah keluar dari akun Anda.
//! Sari: keluar
//! bot: Anda keluar. Laporan privat disembunyikan di chat ini, dan kabarnya tidak dikirim ke sini. Ketik *masuk* untuk masuk lagi.
//! Sari: keluar
//! bot: Anda belum masuk di chat ini. Ketik *masuk* bila perlu.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari is signed in on Telegram too
//! * Sari is signed in on WhatsApp too
//! Sari: sessions
//! bot: You have been signed in to this chat (WhatsApp) since 21 November 2026.
//!      1. WhatsApp, since 12 November 2026
//!      2. Telegram, since 12 November 2026
//!      ☰ Show choices
//!        [End number 1]
//!        [End number 2]
//!        [End all others]
//!        [Sign out]
//! Sari: [End all others]
//! bot: All right, that chat is signed out of your account.
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: sign out
//! bot: You are signed out. Private reports are hidden in this chat, and its news no longer come here. Type *sign in* to return.
//!
//!      This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! ```

use aduan::verbs::{Account, SignedIn};

use crate::{
    Chats, Deed, Phrase, Say, clock,
    flow::account,
    state::{Pick, Until},
    turn::Turn,
};

/// How many other chats are listed: with the two choices at the end they fill a list.
const LISTED: usize = 8;

/// Where is she signed in?
pub(crate) fn show(turn: &mut Turn<'_>) {
    account::look_up(turn, Until::Sessions);
}

/// Here, and there.
pub(crate) fn shown(turn: &mut Turn<'_>, account: &Account) {
    let (zone, language) = (turn.scene.city.zone, turn.language());
    let named = |say, session: &SignedIn| {
        let channel = Phrase::new(Say::Channel).text("channel", session.peer.channel.name());
        Phrase::new(say)
            .text("channel", channel.words(language))
            .text("since", clock::day(session.since, zone, language))
    };
    let Some(here) = account.sessions.iter().find(|session| session.here) else {
        return turn.but(Say::SignedOutBefore);
    };
    let (mut lines, mut picks) = (Vec::new(), Vec::new());
    let others = account.sessions.iter().rev().filter(|session| !session.here);
    for (nth, session) in (1_u8..).zip(others.take(LISTED)) {
        lines.push(named(Say::Session, session).number("nth", nth));
        picks.push(Pick::EndSession(nth, session.peer.clone()));
    }
    match picks.len() {
        0 => lines.push(Phrase::new(Say::NoOtherSession)),
        1 => {}
        _ => picks.push(Pick::EndOthers),
    }
    picks.push(Pick::SignOut);
    turn.offer(named(Say::Sessions, here), picks);
    turn.add_lines(lines);
}

/// Signs her out.
pub(crate) fn end(turn: &mut Turn<'_>, chats: Chats) {
    if !turn.signed_in {
        return turn.but(Say::SignedOutBefore);
    }
    turn.act(Deed::SignOut(chats), Until::SignedOut);
}

/// She is signed out here.
pub(crate) fn signed_out(turn: &mut Turn<'_>) {
    turn.signed_in = false;
    turn.but(Say::SignedOut);
}
