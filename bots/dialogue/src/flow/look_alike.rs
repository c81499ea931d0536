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
//!      Status: Diproses, dilaporkan 19 November 2026, 3 dukungan
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
//!      Status: In progress, reported on 19 November 2026, 3 supporters
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
//! bot: That button is no longer valid. Please go on from here.
//!
//!      Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! ```
//!
//! ```transcript id
//! * Sari is signed in
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * Budi reported LP-5TQR-AZ7G: "Lampu taman dekat SDN 3 berkedip terus."
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: [Lampu jalan]
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! Sari: (location -6.2266, 106.8585)
//! bot: Ada beberapa laporan mirip. Apakah salah satunya masalah yang sama?
//!      • *LP-4F2H-B6DS*: Lampu jalan depan SDN 3 mati total.
//!      • *LP-5TQR-AZ7G*: Lampu taman dekat SDN 3 berkedip terus.
//!      ☰ Lihat pilihan
//!        [LP-4F2H-B6DS] 40 m · Diproses · 19 November 2026
//!        [LP-5TQR-AZ7G] 40 m · Diproses · 19 November 2026
//!        [Beda, lanjutkan]
//! Sari: [LP-5TQR-AZ7G]
//! bot: *LP-5TQR-AZ7G* · Lampu jalan
//!      Lampu taman dekat SDN 3 berkedip terus.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 3
//!      Apakah laporan *LP-5TQR-AZ7G* ini masalah yang sama?
//!      [Ya, dukung] [Beda, lanjutkan]
//! Sari: [Beda, lanjutkan]
//! bot: Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * Budi reported LP-5TQR-AZ7G: "Lampu taman dekat SDN 3 berkedip terus."
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: [Street light]
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! Sari: (location -6.2266, 106.8585)
//! bot: There are similar reports. Is one of them the same problem?
//!      • *LP-4F2H-B6DS*: Lampu jalan depan SDN 3 mati total.
//!      • *LP-5TQR-AZ7G*: Lampu taman dekat SDN 3 berkedip terus.
//!      ☰ Show choices
//!        [LP-4F2H-B6DS] 40 m · In progress · 19 November 2026
//!        [LP-5TQR-AZ7G] 40 m · In progress · 19 November 2026
//!        [No, continue]
//! Sari: 1
//! bot: *LP-4F2H-B6DS* · Street light
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *In progress*, reported on 19 November 2026
//!      Handled by: Public Works
//!      To be mended by: 3 December 2026
//!      So far: Forwarded 19/11 → In progress 20/11
//!      Supporters: 3
//!      Is report *LP-4F2H-B6DS* about the same problem?
//!      [Yes, support it] [No, continue]
//! Sari: [Yes, support it]
//! bot: 👍 Your support of *LP-4F2H-B6DS* counts. Now 4 people support it. Type *unsupport LP-4F2H-B6DS* to take it back.
//!      Would you like news of this report?
//!      [Keep me posted] [No, thanks]
//! ```

use aduan::{
    domain::TrackingNumber,
    phrase,
    refusal::Refusal,
    verbs::{Alike, Progress},
};

use crate::{
    Phrase, Read, Say, clock,
    flow::{filing, login, lost, track},
    limits::quote,
    state::{Pick, Slot, Until, Wish},
    turn::Turn,
};

/// How much of somebody else's title is shown.
const TITLE: usize = 80;

/// The most reports a question offers as the same.
const MOST: usize = 3;

/// Offers them, the likest first.
pub(crate) fn found(turn: &mut Turn<'_>, mut alike: Vec<Alike>) {
    if let Some(draft) = turn.state.draft_mut() {
        draft.looked = true;
    }
    let Some(filing) = turn.filing() else { return filing::advance(turn) };
    alike.truncate(MOST);
    filing.slot = match alike.len() {
        0 => return filing::advance(turn),
        1 => Slot::Alike(alike.remove(0)),
        _ => Slot::Alikes(alike),
    };
    turn.prompt();
}

/// Is it the same?
pub(crate) fn ask(turn: &mut Turn<'_>, alike: &Alike) {
    let say = if alike.metres.is_some() { Say::AlikeNear } else { Say::AlikeSomewhere };
    let mut phrase = Turn::about(say, &alike.number)
        .text("title", quote(&alike.title, TITLE))
        .text("stage", phrase::stage(turn.language(), alike.stage))
        .text("filed", filed(turn, alike))
        .number("supports", alike.supports);
    if let Some(metres) = alike.metres {
        phrase = phrase.number("metres", metres);
    }
    turn.offer(phrase, vec![Pick::Same, Pick::Different, Pick::Show]);
}

/// Is one of them the same?
pub(crate) fn ask_which(turn: &mut Turn<'_>, alike: &[Alike]) {
    let row = |alike: &Alike| Pick::Likely(alike.number.clone(), hint(turn, alike));
    let mut picks: Vec<Pick> = alike.iter().map(row).collect();
    picks.push(Pick::Different);
    let line = |alike: &Alike| {
        Turn::about(Say::AlikeLine, &alike.number).text("title", quote(&alike.title, TITLE))
    };
    let lines = alike.iter().map(line).collect();
    turn.offer(Phrase::new(Say::AlikeSeveral), picks);
    turn.add_lines(lines);
}

/// What its row says besides its number: how far away, in which stage, since when.
fn hint(turn: &Turn<'_>, alike: &Alike) -> Box<str> {
    let language = turn.language();
    let stage = phrase::stage(language, alike.stage).into();
    let filed = filed(turn, alike).into();
    match alike.metres {
        Some(metres) => {
            let metres = i64::from(metres).into();
            let args = [("metres", metres), ("stage", stage), ("filed", filed)];
            Say::RowAlikeNear.with(language, &args)
        }
        None => Say::RowAlikeSomewhere.with(language, &[("stage", stage), ("filed", filed)]),
    }
    .into()
}

fn filed(turn: &Turn<'_>, alike: &Alike) -> String {
    clock::day(alike.filed_at, turn.scene.city.zone, turn.language())
}

/// The reports that a question offers as the same.
pub(crate) fn offered(slot: &Slot) -> &[Alike] {
    match slot {
        Slot::Alike(alike) => std::slice::from_ref(alike),
        Slot::Alikes(alike) => alike,
        _ => &[],
    }
}

/// The one report she is asked about.
fn asked(turn: &mut Turn<'_>) -> Option<Alike> {
    match &turn.filing()?.slot {
        Slot::Alike(alike) => Some(alike.clone()),
        _ => None,
    }
}

/// One of several may be it: she is shown that one, and asked about it alone.
pub(crate) fn likely(turn: &mut Turn<'_>, number: &TrackingNumber) {
    let Some(filing) = turn.filing() else { return lost::stale(turn) };
    let Some(chosen) = offered(&filing.slot).iter().find(|alike| alike.number == *number) else {
        return lost::stale(turn);
    };
    filing.slot = Slot::Alike(chosen.clone());
    show(turn);
}

/// It is: she supports it, and her draft ends.
pub(crate) fn same(turn: &mut Turn<'_>) {
    let Some(alike) = asked(turn) else { return lost::stale(turn) };
    login::grant(turn, Wish::SupportInstead(alike.number));
}

/// It is not: on with her own.
pub(crate) fn different(turn: &mut Turn<'_>) {
    if turn.filing().is_none_or(|filing| offered(&filing.slot).is_empty()) {
        return lost::stale(turn);
    }
    turn.touch();
    filing::advance(turn);
}

/// She wants to see it first.
pub(crate) fn show(turn: &mut Turn<'_>) {
    let Some(alike) = asked(turn) else { return lost::stale(turn) };
    turn.ask(Read::Track(alike.number), Until::Shown);
}

/// Shows it, and asks again.
pub(crate) fn shown(turn: &mut Turn<'_>, progress: Result<Progress, Refusal>) {
    match (progress, asked(turn)) {
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
