//! The first words, and consent. What she sends before she agrees waits for half an hour and is
//! gone if she does not.
//!
//! ```transcript id
//! Sari: halo
//! bot: Halo! 👋 Ini layanan pengaduan warga *Kota Lestari*. Saya asisten otomatis.
//!
//!      Supaya laporan bisa ditangani, kami menyimpan akun chat Anda, isi laporan, foto, dan lokasinya. Yang tampil untuk umum tidak memuat nama Anda.
//!
//!      Keadaan darurat? Hubungi *112*.
//!      Setuju dan lanjut?
//!      [Setuju, lanjut] [English] [Tidak setuju]
//! Sari: [English]
//! bot: Hello! 👋 This is the citizen complaint service of *Kota Lestari*. I am an automated assistant.
//!
//!      To handle your reports we keep your chat account, the text, the photos and the place. What the public sees does not carry your name.
//!
//!      Emergency? Call *112*.
//!      Agree and continue?
//!      [Agree, continue] [Bahasa Indonesia] [I do not agree]
//! Sari: [Bahasa Indonesia]
//! bot: Halo! 👋 Ini layanan pengaduan warga *Kota Lestari*. Saya asisten otomatis.
//!
//!      Supaya laporan bisa ditangani, kami menyimpan akun chat Anda, isi laporan, foto, dan lokasinya. Yang tampil untuk umum tidak memuat nama Anda.
//!
//!      Keadaan darurat? Hubungi *112*.
//!      Setuju dan lanjut?
//!      [Setuju, lanjut] [English] [Tidak setuju]
//! Sari: [Tidak setuju]
//! bot: Baik, tidak ada yang kami simpan. Kalau berubah pikiran, sapa saya lagi kapan saja.
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Halo! 👋 Ini layanan pengaduan warga *Kota Lestari*. Saya asisten otomatis.
//!
//!      Supaya laporan bisa ditangani, kami menyimpan akun chat Anda, isi laporan, foto, dan lokasinya. Yang tampil untuk umum tidak memuat nama Anda.
//!
//!      Keadaan darurat? Hubungi *112*.
//!      Setuju dan lanjut?
//!      [Setuju, lanjut] [English] [Tidak setuju]
//! Sari: apa maksudnya?
//! bot: Sebelum lanjut, kami perlu persetujuan Anda untuk menyimpan akun chat, isi laporan, foto, dan lokasinya. Setuju?
//!      [Setuju, lanjut] [English] [Tidak setuju]
//! Sari: [Setuju, lanjut]
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! ```
//!
//! ```transcript en
//! Sari: hello
//! bot: Hello! 👋 This is the citizen complaint service of *Kota Lestari*. I am an automated assistant.
//!
//!      To handle your reports we keep your chat account, the text, the photos and the place. What the public sees does not carry your name.
//!
//!      Emergency? Call *112*.
//!      Agree and continue?
//!      [Agree, continue] [Bahasa Indonesia] [I do not agree]
//! Sari: [Bahasa Indonesia]
//! bot: Halo! 👋 Ini layanan pengaduan warga *Kota Lestari*. Saya asisten otomatis.
//!
//!      Supaya laporan bisa ditangani, kami menyimpan akun chat Anda, isi laporan, foto, dan lokasinya. Yang tampil untuk umum tidak memuat nama Anda.
//!
//!      Keadaan darurat? Hubungi *112*.
//!      Setuju dan lanjut?
//!      [Setuju, lanjut] [English] [Tidak setuju]
//! Sari: [English]
//! bot: Hello! 👋 This is the citizen complaint service of *Kota Lestari*. I am an automated assistant.
//!
//!      To handle your reports we keep your chat account, the text, the photos and the place. What the public sees does not carry your name.
//!
//!      Emergency? Call *112*.
//!      Agree and continue?
//!      [Agree, continue] [Bahasa Indonesia] [I do not agree]
//! Sari: [I do not agree]
//! bot: All right, we keep nothing. If you change your mind, just write to me again.
//! Sari: the street light at SD 3 is out since yesterday
//! bot: Hello! 👋 This is the citizen complaint service of *Kota Lestari*. I am an automated assistant.
//!
//!      To handle your reports we keep your chat account, the text, the photos and the place. What the public sees does not carry your name.
//!
//!      Emergency? Call *112*.
//!      Agree and continue?
//!      [Agree, continue] [Bahasa Indonesia] [I do not agree]
//! Sari: what does that mean?
//! bot: Before we go on, we need your consent to keep your chat account, the text of your reports, the photos and the place. Do you agree?
//!      [Agree, continue] [Bahasa Indonesia] [I do not agree]
//! Sari: [Agree, continue]
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! ```

use aduan::domain::{Consent, Language, Words};

use crate::{
    Phrase, Say,
    flow::{self, filing, link_chat},
    hear::{self, Command, Heard},
    state::{At, Draft, Filing, Pick, Slot},
    turn::Turn,
};

/// The version of the words she agrees to; raise it when their meaning changes.
pub(crate) const CONSENT_VERSION: u16 = 1;

/// Before she agreed, everything leads to the question whether she does.
pub(crate) fn meant(turn: &mut Turn<'_>, heard: Heard, text: &str) {
    match heard {
        Heard::Pick(pick) => return flow::picked(turn, pick),
        Heard::Command(
            command @ (Command::Help
            | Command::Language
            | Command::Speak(_)
            | Command::Agent
            | Command::StopNews),
        ) => return flow::commanded(turn, command, text),
        Heard::Command(Command::Cancel) => turn.state.at = At::Welcome(None),
        Heard::Stale if !is_new(turn) => turn.lead(Say::Stale),
        Heard::About(..) | Heard::LinkCode(_) => hold(turn, text),
        _ if filing::is_long(text) => hold(turn, text),
        _ => {}
    }
    again(turn);
}

/// Keeps what she wrote until she agrees. A question about the consent is not part of it.
pub(crate) fn hold(turn: &mut Turn<'_>, text: &str) {
    let now = turn.scene.now;
    let Ok(new) = Words::cut(text) else { return };
    let At::Welcome(draft) = &mut turn.state.at else { return };
    let draft = draft.get_or_insert_with(|| Draft::new(now));
    let words = match &draft.words {
        Some(_) if text.trim_end().ends_with('?') => return,
        Some(before) => Words::cut(&format!("{}\n{text}", before.as_str())),
        None => Ok(new),
    };
    draft.words = words.ok();
    draft.touched = now;
}

fn is_new(turn: &Turn<'_>) -> bool {
    turn.state.offer.picks.is_empty()
}

/// Asks for consent: at length the first time.
pub(crate) fn again(turn: &mut Turn<'_>) {
    let phrase = if is_new(turn) {
        turn.in_danger(Say::Welcome).text("city", turn.scene.city.name.as_ref())
    } else {
        Phrase::new(Say::ConsentFirst)
    };
    let other = match turn.language() {
        Language::Indonesian => Language::English,
        Language::English => Language::Indonesian,
    };
    turn.offer(phrase, vec![Pick::Agree, Pick::Speak(other), Pick::Decline]);
}

/// She agrees: on with what she came for.
pub(crate) fn agree(turn: &mut Turn<'_>) {
    turn.state.consent = Some(Consent { at: turn.scene.now, version: CONSENT_VERSION });
    let At::Welcome(held) = std::mem::replace(&mut turn.state.at, At::Rest) else {
        return turn.prompt();
    };
    let Some(draft) = held else { return flow::menu::open(turn) };
    if let Some(words) = &draft.words {
        match hear::said(words.as_str(), &turn.state, turn.scene) {
            Heard::About(about, number, rest) => {
                return flow::asked_about(turn, about, number, &rest);
            }
            Heard::LinkCode(code) => return link_chat::typed(turn, code),
            _ => {}
        }
    }
    turn.state.at = At::Filing(Filing { draft, slot: Slot::Quiet });
    filing::advance(turn);
}

/// She does not agree: nothing is kept but her language.
pub(crate) fn decline(turn: &mut Turn<'_>) {
    turn.state.at = At::Welcome(None);
    turn.state.offer = crate::state::Offer::default();
    turn.state.sent = None;
    turn.say(Phrase::new(Say::Declined));
}
