//! A verb that lacks its number: with several reports it could be about, she is asked which.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: cabut laporan
//! bot: Laporan yang mana? Sertakan nomornya, contoh *LP-7K3M-9QXT*.
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * Sari reported LP-8WPN-3C1Q: "Jalan berlubang di Gang Kenanga."
//! Sari: cabut laporan
//! bot: Laporan yang mana?
//!      ☰ Lihat pilihan
//!        [LP-8WPN-3C1Q] Jalan rusak · Diproses · 19 November 2026
//!        [LP-4F2H-B6DS] Lampu jalan · Diproses · 19 November 2026
//! Sari: 2
//! bot: Cabut laporan *LP-4F2H-B6DS*? Bila ada pendukungnya, laporan tetap dibuka untuk mereka, tanpa Anda.
//!      [Ya, lanjut] [Batal]
//! Sari: batal
//! bot: Baik, dibatalkan. Ketik masalahnya, atau *menu* untuk pilihan lain.
//! * LP-4F2H-B6DS is closed
//! Sari: buka lagi
//! bot: Apa yang belum beres pada *LP-4F2H-B6DS*? Ceritakan singkat.
//! Sari: batal
//! bot: Baik, dibatalkan. Ketik masalahnya, atau *menu* untuk pilihan lain.
//! Sari: ikuti
//! bot: Laporan yang mana? Sertakan nomornya, contoh *LP-7K3M-9QXT*.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * the staff of LP-4F2H-B6DS say it is fixed: "Lampu sudah diganti."
//! bot: The staff say that report *LP-4F2H-B6DS* is resolved:
//!      “Lampu sudah diganti.”
//!
//!      Is it fixed? You can also type *fixed LP-4F2H-B6DS* or *not fixed LP-4F2H-B6DS*.
//!      [It is fixed] [Not fixed]
//! Sari: fixed
//! bot: Is report *LP-4F2H-B6DS* really fixed?
//!      [Yes, go on] [Cancel]
//! Sari: yes
//! bot: Good to hear! Report *LP-4F2H-B6DS* is closed. How was it handled?
//!      ☰ Show choices
//!        [1 – Very poor]
//!        [2 – Poor]
//!        [3 – Fair]
//!        [4 – Satisfied]
//!        [5 – Very satisfied]
//! ```

use aduan::{
    domain::{StageKind, TrackingNumber},
    refusal::Refusal,
    verbs::{Listed, Listing},
};

use crate::{
    Phrase, Read, Say,
    flow::{self, login, track},
    hear::About,
    listing,
    state::{Pick, Until, Wish},
    turn::Turn,
};

/// In which stages a report of hers may be meant; none, if it is one of somebody else.
fn stages(about: About) -> &'static [StageKind] {
    match about {
        About::Confirm | About::Dispute => &[StageKind::Resolved],
        About::Answer => &[StageKind::NeedsInfo],
        About::Rate | About::Reopen => &[StageKind::Closed],
        About::Appeal => &[StageKind::Rejected],
        About::Withdraw | About::AddPhotos => &StageKind::OPEN,
        About::See
        | About::Support
        | About::Unsupport
        | About::Follow
        | About::Unfollow
        | About::Comment
        | About::Reply => &[],
    }
}

/// Looks which report she may mean.
pub(crate) fn ask(turn: &mut Turn<'_>, about: About) {
    if turn.signed_in && !stages(about).is_empty() {
        turn.ask(Read::Mine(0), Until::Which(about));
    } else {
        track::which(turn);
    }
}

/// Her newest reports: one of them, or which?
pub(crate) fn found(turn: &mut Turn<'_>, about: About, mine: Result<Listing, Refusal>) {
    let mut rows = mine.map(|listing| listing.rows).unwrap_or_default();
    rows.retain(|row| stages(about).contains(&row.stage));
    match rows.as_slice() {
        [] => track::which(turn),
        [one] => chosen(turn, about, one.number.clone()),
        several => {
            let pick =
                |row: &Listed| Pick::Which(about, row.number.clone(), listing::hint(turn, row));
            let picks = several.iter().take(Listing::ROWS).map(pick).collect();
            turn.offer(Phrase::new(Say::ChooseReport), picks);
        }
    }
}

/// That one. What would close it at once is asked once more.
pub(crate) fn chosen(turn: &mut Turn<'_>, about: About, number: TrackingNumber) {
    match about {
        About::Confirm => login::make_sure(turn, Wish::Confirm(number)),
        _ => flow::asked_about(turn, about, number, ""),
    }
}
