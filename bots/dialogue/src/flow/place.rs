//! Where it is: a point, words, or neither.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: (location 95.0000, 106.8000)
//! bot: Lokasi itu tidak terbaca. Coba kirim ulang, atau ketik alamatnya.
//! Sari: (location -6.2266, 106.8585)
//! bot: 📍 Lokasi masuk.
//!
//!      Masalahnya apa? Ceritakan singkat: apa, di mana persisnya, sejak kapan.
//! Sari: saluran air di sini mampet, baunya sampai ke rumah
//! bot: Sepertinya ini tentang *Saluran air*. Benar?
//!      [Saluran air] [Banjir] [Kategori lain]
//! Sari: [Saluran air]
//! bot: Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: kembali
//! bot: Di mana lokasinya? Kirim lokasi, atau ketik alamat/patokan (contoh: depan SDN 3 Tebet). Tidak tahu? Ketik *lewati*.
//!      [Lewati] [📍]
//! Sari: lewati
//! bot: Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: batal
//! bot: Dibatalkan, draf dihapus. Ketik masalahnya kapan saja untuk mulai lagi.
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: [Lampu jalan]
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! Sari: iya
//! bot: Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: (location 95.0000, 106.8000)
//! bot: I could not read that location. Send it again, or type the address.
//! Sari: (location -6.2266, 106.8585)
//! bot: 📍 Location received.
//!
//!      What is the problem? Tell me briefly: what, where exactly, since when.
//! Sari: the drain here is blocked and smells
//! bot: This looks like *Drains*. Is that right?
//!      [Drains] [Other category]
//! Sari: [Drains]
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: back
//! bot: Where is it? Send a location, or type an address or landmark (e.g. in front of SDN 3 Tebet). Not sure? Type *skip*.
//!      [Skip] [📍]
//! Sari: skip
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: cancel
//! bot: Cancelled, the draft is deleted. Type the problem any time to start again.
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: [Street light]
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! Sari: [Yes, there]
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! ```

use aduan::{
    domain::{Place, Point},
    ports::Wanted,
    words::place,
};

use crate::{
    Phrase, Say,
    flow::{answer, filing, lost, nearby, staff, welcome},
    limits::quote,
    state::{Asking, At, Draft, Filing, Pick, Slot, Where},
    turn::Turn,
};

/// Asks where; whether it is there, if her words name a place.
pub(crate) fn ask(turn: &mut Turn<'_>) {
    let (phrase, picks) = match named(turn) {
        Some(place) => {
            let place = quote(&place, SHOWN);
            (Phrase::new(Say::AskPlaceNamed).text("place", place), vec![Pick::There, Pick::Skip])
        }
        None => (Phrase::new(Say::AskPlace), vec![Pick::Skip]),
    };
    turn.hope(phrase, picks, Wanted::Location);
}

/// The place that the words of the report name, unless she told one already.
fn named(turn: &mut Turn<'_>) -> Option<String> {
    let draft = &turn.filing()?.draft;
    draft.words.as_ref().filter(|_| draft.place == Where::Unasked).and_then(|it| place(it.as_str()))
}

/// It is where her words say.
pub(crate) fn there(turn: &mut Turn<'_>) {
    match named(turn) {
        Some(place) => described(turn, &place),
        None => lost::stale(turn),
    }
}

/// She shared a place.
pub(crate) fn shared(turn: &mut Turn<'_>, point: Option<Point>) {
    let Some(point) = point else {
        return turn.but(Say::BadPlace);
    };
    let now = turn.scene.now;
    match &mut turn.state.at {
        At::Welcome(held) => {
            held.get_or_insert_with(|| Draft::new(now)).put_at(point);
            welcome::again(turn);
        }
        At::Rest => {
            let mut draft = Draft::new(now);
            draft.put_at(point);
            turn.state.at = At::Filing(Filing { draft, slot: Slot::Words });
            turn.lead(Say::PlaceArrived);
            turn.prompt();
        }
        At::Filing(Filing { draft, slot }) => {
            draft.put_at(point);
            draft.touched = now;
            let elsewhere =
                matches!(slot, Slot::Words | Slot::Suggested(_) | Slot::Category(_) | Slot::Photos);
            if elsewhere {
                turn.lead(Say::PlaceArrived);
                turn.prompt();
            } else {
                filing::advance(turn);
            }
        }
        At::Asking { what: Asking::Place, .. } => nearby::at(turn, point),
        At::WithStaff { .. } => staff::words(turn, &for_staff(point)),
        At::Answer { .. } => answer::words(turn, &for_staff(point)),
        _ => {
            turn.but(Say::NoPlaceHere);
        }
    }
}

/// A point, in words that the staff can put into a map.
pub(crate) fn for_staff(point: Point) -> String {
    format!("📍 {:.6}, {:.6}", point.latitude(), point.longitude())
}

/// She described a place.
pub(crate) fn described(turn: &mut Turn<'_>, text: &str) {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let note = if letters > 2 { filing::read_note(turn, text) } else { None };
    let Some(note) = note else { return lost::not_understood(turn) };
    if let Some(draft) = turn.touch() {
        draft.describe_place(note);
    }
    filing::advance(turn);
}

/// She does not say where, or sends no new photos.
pub(crate) fn skip(turn: &mut Turn<'_>) {
    let Some(filing) = turn.filing() else { return lost::stale(turn) };
    if filing.slot == Slot::Place {
        filing.draft.skip_place();
    }
    turn.touch();
    filing::advance(turn);
}

/// How much of a place in words the summary shows.
const SHOWN: usize = 120;

/// The place, in words.
pub(crate) fn words(place: &Where, turn: &Turn<'_>) -> String {
    let language = turn.language();
    match place.place() {
        None => Say::PlaceNone.plain(language),
        Some(Place::Point(_)) => Say::PlacePoint.plain(language),
        Some(Place::Words(words)) => quote(words.as_str(), SHOWN),
        Some(Place::Both(_, words)) => {
            Say::PlaceBoth.with(language, &[("words", quote(words.as_str(), SHOWN).into())])
        }
    }
}
