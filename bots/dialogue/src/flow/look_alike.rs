//! Somebody may have reported the same: supporting that is better than a second report.
//!
//! ```transcript id
//! * Sari is signed in
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: [Lampu jalan]
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! Sari: (location -6.2266, 106.8585)
//! bot: Ada laporan mirip, sekitar 40 m dari sana:
//!      Laporan *LP-4F2H-B6DS*: Lampu jalan depan SDN 3 mati total.
//!      Status: Diproses, 3 dukungan
//!
//!      Apakah ini masalah yang sama?
//!      [Ya, dukung] [Beda, lanjutkan] [Lihat dulu]
//! Sari: [Lihat dulu]
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 3
//!      Apakah laporan *LP-4F2H-B6DS* ini masalah yang sama?
//!      [Ya, dukung] [Beda, lanjutkan]
//! Sari: [Ya, dukung]
//! bot: 👍 Dukungan Anda untuk *LP-4F2H-B6DS* dicatat. Sekarang 4 orang mendukung. Ketik *batal dukung LP-4F2H-B6DS* untuk menariknya.
//!      Mau dikabari perkembangannya?
//!      [Kabari saya] [Tidak perlu]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: [Street light]
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! Sari: (location -6.2266, 106.8585)
//! bot: There is a similar report, about 40 m from there:
//!      Report *LP-4F2H-B6DS*: Lampu jalan depan SDN 3 mati total.
//!      Status: In progress, 3 supporters
//!
//!      Is it the same problem?
//!      [Yes, support it] [No, continue] [Show it first]
//! Sari: [No, continue]
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: back
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! Sari: skip
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: [Yes, support it]
//! bot: That button is no longer valid.
//!
//!      Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! ```

use aduan::{
    phrase,
    refusal::Refusal,
    verbs::{Alike, Progress},
};

use crate::{
    Read, Say,
    flow::{filing, login, lost, track},
    limits::quote,
    state::{Pick, Slot, Until, Wish},
    turn::Turn,
};

/// How much of somebody else's title is shown.
const TITLE: usize = 80;

/// Offers the likest.
pub(crate) fn found(turn: &mut Turn<'_>, alike: Vec<Alike>) {
    if let Some(draft) = turn.state.draft_mut() {
        draft.looked = true;
    }
    match (alike.into_iter().next(), turn.filing()) {
        (Some(likest), Some(filing)) => {
            filing.slot = Slot::Alike(likest);
            turn.prompt();
        }
        _ => filing::advance(turn),
    }
}

/// Is it the same?
pub(crate) fn ask(turn: &mut Turn<'_>, alike: &Alike) {
    let say = if alike.metres.is_some() { Say::AlikeNear } else { Say::AlikeSomewhere };
    let mut phrase = Turn::about(say, &alike.number)
        .text("title", quote(&alike.title, TITLE))
        .text("stage", phrase::stage(turn.language(), alike.stage))
        .number("supports", alike.supports);
    if let Some(metres) = alike.metres {
        phrase = phrase.number("metres", metres);
    }
    turn.offer(phrase, vec![Pick::Same, Pick::Different, Pick::Show]);
}

fn offered(turn: &mut Turn<'_>) -> Option<Alike> {
    match &turn.filing()?.slot {
        Slot::Alike(alike) => Some(alike.clone()),
        _ => None,
    }
}

/// It is: she supports it, and her draft ends.
pub(crate) fn same(turn: &mut Turn<'_>) {
    let Some(alike) = offered(turn) else { return lost::stale(turn) };
    login::grant(turn, Wish::SupportInstead(alike.number));
}

/// It is not: on with her own.
pub(crate) fn different(turn: &mut Turn<'_>) {
    if offered(turn).is_none() {
        return lost::stale(turn);
    }
    turn.touch();
    filing::advance(turn);
}

/// She wants to see it first.
pub(crate) fn show(turn: &mut Turn<'_>) {
    let Some(alike) = offered(turn) else { return lost::stale(turn) };
    turn.ask(Read::Track(alike.number), Until::Shown);
}

/// Shows it, and asks again.
pub(crate) fn shown(turn: &mut Turn<'_>, progress: Result<Progress, Refusal>) {
    match (progress, offered(turn)) {
        (Ok(progress), Some(alike)) => {
            let (headline, mut lines) =
                (track::headline(turn, &progress), track::lines(turn, &progress));
            lines.push(Turn::about(Say::AskSame, &alike.number));
            turn.offer(headline, vec![Pick::Same, Pick::Different]);
            turn.add_lines(lines);
        }
        (Err(refusal), Some(_)) => {
            turn.refuse(&refusal);
            filing::advance(turn);
        }
        _ => turn.prompt(),
    }
}
