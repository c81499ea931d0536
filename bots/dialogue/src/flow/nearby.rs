//! What others reported around a place, near to far, as far as the public can see it.
//!
//! ```transcript id
//! * Sari has agreed
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * Budi reported LP-8WPN-3C1Q: "Jalan berlubang di Gang Kenanga."
//! Sari: sekitar
//! bot: Kirim lokasi untuk melihat laporan publik dalam 500 m, atau ketik nama jalan atau kelurahan.
//!      [📍]
//! Sari: (location -6.2, 106.8)
//! bot: 2 laporan publik dalam 500 m, yang terdekat di atas.
//!      ☰ Lihat pilihan
//!        [LP-8WPN-3C1Q] 50 m · Diproses · Jalan rusak
//!        [LP-4F2H-B6DS] 100 m · Diproses · Lampu jalan
//! Sari: [LP-4F2H-B6DS]
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 3
//!      [Dukung] [Komentar] [Menu]
//! Sari: laporan di sekitar kenanga
//! bot: Laporan publik yang menyebut “kenanga”, yang terbaru di atas. Kirim lokasi untuk melihat yang terdekat.
//!      ☰ Lihat pilihan
//!        [LP-8WPN-3C1Q] Jalan rusak · Diproses · 19 November 2026
//! Sari: sekitar
//! bot: Kirim lokasi untuk melihat laporan publik dalam 500 m, atau ketik nama jalan atau kelurahan.
//!      [📍]
//! Sari: jalan mawar
//! bot: Tidak ada laporan publik yang masih berjalan di sana. Buat laporan baru?
//!      [Buat laporan] [Laporan di sekitar] [Menu]
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: menu
//! bot: How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [New report] Roads, lights, waste, flooding and more
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Sign in] With a code, just once
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! Sari: [Reports nearby]
//! bot: Send your location to see public reports within 500 m, or type a street or a district.
//!      [📍]
//! Sari: back
//! bot: How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [New report] Roads, lights, waste, flooding and more
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Sign in] With a code, just once
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! Sari: nearby SDN 3
//! bot: Public reports that mention “SDN 3”, the newest first. Send a location to see the nearest.
//!      ☰ Show choices
//!        [LP-4F2H-B6DS] Street light · In progress · 19 November 2026
//! ```

use aduan::{
    domain::{Note, Point},
    ports::Wanted,
    verbs::{Around, Listing},
};

use crate::{
    Phrase, Read, Say,
    flow::lost,
    listing,
    state::{Asking, ListOf, Pick, Until},
    turn::Turn,
};

/// Asks around where.
pub(crate) fn open(turn: &mut Turn<'_>) {
    turn.asks(Asking::Place);
}

/// Around where?
pub(crate) fn ask(turn: &mut Turn<'_>) {
    turn.hope(Phrase::new(Say::AskWhere), Vec::new(), Wanted::Location);
}

/// She shared the place.
pub(crate) fn at(turn: &mut Turn<'_>, point: Point) {
    look(turn, Around::Point(point));
}

/// She named the place.
pub(crate) fn named(turn: &mut Turn<'_>, text: &str) {
    match Note::cut(text) {
        Ok(words) => look(turn, Around::Words(words)),
        Err(_) => lost::not_understood(turn),
    }
}

fn look(turn: &mut Turn<'_>, around: Around) {
    turn.answered();
    page(turn, around, 0);
}

/// Looks a page up.
pub(crate) fn page(turn: &mut Turn<'_>, around: Around, page: u8) {
    turn.ask(Read::Nearby(around.clone(), page), Until::Listing(ListOf::Around(around)));
}

/// Shows a page.
pub(crate) fn found(turn: &mut Turn<'_>, around: Around, listing: &Listing) {
    if listing.rows.is_empty() {
        let picks = vec![Pick::New, Pick::Nearby, Pick::Menu];
        return turn.finish(Phrase::new(Say::NothingAround), picks);
    }
    let phrase = match &around {
        Around::Point(_) => Phrase::new(Say::AroundPoint)
            .number("total", listing.total.unwrap_or(listing.rows.len()))
            .number("within", listing.within.unwrap_or_default()),
        Around::Words(words) => {
            Phrase::new(Say::AroundWords).text("words", listing::asked_for(words.as_str()))
        }
    };
    listing::show(turn, phrase, ListOf::Around(around), listing);
}
