//! A copy of her reports, whole, as many in one message as it holds.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: salinan data
//! bot: Belum ada laporan di akun ini. Data lain yang kami simpan ada di *data saya*.
//!      [Menu]
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * Sari reported LP-8WPN-3C1Q: "Jalan berlubang di Gang Kenanga."
//! Sari: unduh data
//! bot: *Salinan laporan Anda*, 1–2 dari 2
//!
//!      Laporan *LP-4F2H-B6DS* · Lampu jalan
//!      Dilaporkan: 19 November 2026, status: Diproses, tampil: Publik
//!      Lokasi: tidak disebut. Foto: 0
//!      “Lampu jalan depan SDN 3 mati total.”
//!
//!      Laporan *LP-8WPN-3C1Q* · Jalan rusak
//!      Dilaporkan: 19 November 2026, status: Diproses, tampil: Publik
//!      Lokasi: tidak disebut. Foto: 0
//!      “Jalan berlubang di Gang Kenanga.”
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-5TQR-AZ7G: "The park lamp is out."
//! Sari: copy of my data
//! bot: *Copy of your reports*, 1–1 of 1
//!
//!      Report *LP-5TQR-AZ7G* · Road damage
//!      Reported: 19 November 2026, status: In progress, shown: Public
//!      Place: not given. Photos: 0
//!      “The park lamp is out.”
//! ```

use aduan::{
    domain::{Identity, Preset, Visibility},
    phrase,
    verbs::{Copied, CopiedReport},
};

use crate::{
    Phrase, Read, Say, clock,
    flow::{account, category},
    limits::quote,
    state::{Pick, Until, preset_name},
    turn::Turn,
};

/// How many letters of reports one message takes, within the 4,096 of the narrowest channel.
const ROOM: usize = 3_900;

/// She wants a copy, from that report on.
pub(crate) fn show(turn: &mut Turn<'_>, from: u16) {
    if account::is_known(turn) {
        turn.ask(Read::Copy(from), Until::Copy);
    }
}

/// Says as many as fit, and offers the rest.
pub(crate) fn found(turn: &mut Turn<'_>, copied: &Copied) {
    let (mut lines, mut left) = (Vec::new(), ROOM);
    for report in &copied.reports {
        let entry = entry(turn, report);
        let length = entry.words(turn.language()).encode_utf16().count();
        if length > left && !lines.is_empty() {
            break;
        }
        left = left.saturating_sub(length);
        lines.push(entry);
    }
    if lines.is_empty() {
        return turn.finish(Phrase::new(Say::NothingToCopy), vec![Pick::Menu]);
    }
    let to = copied.from.saturating_add(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    let phrase = Phrase::new(Say::Copy)
        .number("from", copied.from.saturating_add(1))
        .number("to", to)
        .number("total", copied.total);
    turn.say(phrase);
    turn.add_lines(lines);
    if usize::from(to) < copied.total {
        let rest = copied.total - usize::from(to);
        let phrase = Phrase::new(Say::CopyGoesOn).number("count", rest);
        turn.offer(phrase, vec![Pick::Copy(to), Pick::Menu]);
    }
}

fn entry(turn: &Turn<'_>, report: &CopiedReport) -> Phrase {
    let (zone, language) = (turn.scene.city.zone, turn.language());
    let preset = match (report.visibility, report.identity) {
        (Visibility::Private, _) => Preset::Private,
        (Visibility::Public, Identity::HiddenFromStaff) => Preset::Anonymous,
        (Visibility::Public, _) => Preset::Public,
    };
    let place = report.original.place.as_ref().map(|place| quote(place.as_str(), 1_000));
    Turn::about(Say::CopyEntry, &report.number)
        .text("category", category::name(turn, &report.category))
        .text("filed", clock::day(report.filed_at, zone, language))
        .text("stage", phrase::stage(language, report.stage))
        .text("preset", preset_name(preset).plain(language))
        .text("place", place.unwrap_or_else(|| Say::PlaceNone.plain(language)))
        .number("photos", report.photos)
        .text("words", quote(report.original.words.as_str(), 2_000))
}
