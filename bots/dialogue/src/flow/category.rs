//! What a report is about: a suggestion first, then the list, nine at a time.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: [Kategori lain]
//! bot: Pilih kategori yang paling sesuai:
//!      ☰ Lihat pilihan
//!        [Lampu jalan] Contoh: laporan tentang lampu jalan
//!        [Jalan rusak] Contoh: laporan tentang jalan rusak
//!        [Saluran air] Contoh: laporan tentang saluran air
//!        [Banjir] Contoh: laporan tentang banjir
//!        [Sampah] Contoh: laporan tentang sampah
//!        [Pohon] Contoh: laporan tentang pohon
//!        [Air bersih] Contoh: laporan tentang air bersih
//!        [Trotoar] Contoh: laporan tentang trotoar
//!        [Lalu lintas] Contoh: laporan tentang lalu lintas
//!        [Kategori berikutnya] Tampilkan kategori lain
//! Sari: [Kategori berikutnya]
//! bot: Pilih kategori yang paling sesuai:
//!      [Parkir liar] [Kebakaran] [Pelayanan]
//! Sari: kembali
//! bot: Pilih kategori yang paling sesuai:
//!      ☰ Lihat pilihan
//!        [Lampu jalan] Contoh: laporan tentang lampu jalan
//!        [Jalan rusak] Contoh: laporan tentang jalan rusak
//!        [Saluran air] Contoh: laporan tentang saluran air
//!        [Banjir] Contoh: laporan tentang banjir
//!        [Sampah] Contoh: laporan tentang sampah
//!        [Pohon] Contoh: laporan tentang pohon
//!        [Air bersih] Contoh: laporan tentang air bersih
//!        [Trotoar] Contoh: laporan tentang trotoar
//!        [Lalu lintas] Contoh: laporan tentang lalu lintas
//!        [Kategori berikutnya] Tampilkan kategori lain
//! Sari: jalan rusak
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: [Other category]
//! bot: Pick the category that fits best:
//!      ☰ Show choices
//!        [Street light] Example: a report about street light
//!        [Road damage] Example: a report about road damage
//!        [Drains] Example: a report about drains
//!        [Flooding] Example: a report about flooding
//!        [Waste] Example: a report about waste
//!        [Trees] Example: a report about trees
//!        [Water supply] Example: a report about water supply
//!        [Pavements] Example: a report about pavements
//!        [Traffic] Example: a report about traffic
//!        [More categories] Show further categories
//! Sari: [More categories]
//! bot: Pick the category that fits best:
//!      [Illegal parking] [Fire hazard] [Public service]
//! Sari: back
//! bot: Pick the category that fits best:
//!      ☰ Show choices
//!        [Street light] Example: a report about street light
//!        [Road damage] Example: a report about road damage
//!        [Drains] Example: a report about drains
//!        [Flooding] Example: a report about flooding
//!        [Waste] Example: a report about waste
//!        [Trees] Example: a report about trees
//!        [Water supply] Example: a report about water supply
//!        [Pavements] Example: a report about pavements
//!        [Traffic] Example: a report about traffic
//!        [More categories] Show further categories
//! Sari: road damage
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! ```

use aduan::{
    domain::{CategoryId, Language},
    verbs::Suggestion,
};

use crate::{
    Phrase, Say,
    flow::{filing, lost},
    hear::fold,
    state::{At, Pick, Slot},
    turn::Turn,
};

/// Less likely than this, a suggestion is a guess, and the list is better.
const LIKELY: f64 = 0.2;
/// How many are suggested: two, and the way to the others.
const SUGGESTED: usize = 2;
/// How many stand on a page of the list, besides the way to the next.
const PAGE: usize = 9;

/// Offers what the words sound like.
pub(crate) fn suggest(turn: &mut Turn<'_>, suggestions: &[Suggestion]) {
    let known = |suggestion: &&Suggestion| turn.scene.catalogue.offers(&suggestion.category);
    let mut likely: Vec<CategoryId> = Vec::new();
    if suggestions.iter().find(known).is_some_and(|first| first.score >= LIKELY) {
        for suggestion in suggestions.iter().filter(known) {
            if !likely.contains(&suggestion.category) && likely.len() < SUGGESTED {
                likely.push(suggestion.category.clone());
            }
        }
    }
    let slot = if likely.is_empty() { Slot::Category(0) } else { Slot::Suggested(likely) };
    if let Some(filing) = turn.filing() {
        filing.slot = slot;
    }
    turn.prompt();
}

/// Asks whether it is about the first of these.
pub(crate) fn ask_whether(turn: &mut Turn<'_>, categories: &[CategoryId]) {
    let Some(first) = categories.first() else { return ask(turn, 0) };
    let name = name(turn, first);
    let mut picks: Vec<Pick> = categories.iter().cloned().map(Pick::Category).collect();
    picks.push(Pick::Categories(0));
    turn.offer(Phrase::new(Say::Suggested).text("category", name), picks);
}

/// The name of a category.
pub(crate) fn name(turn: &Turn<'_>, id: &CategoryId) -> String {
    if *id == CategoryId::question() {
        return Say::CategoryQuestion.plain(turn.language());
    }
    let category = turn.scene.catalogue.category(id);
    category.map_or_else(|| id.to_string(), |known| known.name.get(turn.language()).to_owned())
}

/// Shows a page of the list.
pub(crate) fn ask(turn: &mut Turn<'_>, page: u8) {
    let from = usize::from(page) * PAGE;
    let mut rest = turn.scene.catalogue.offered().skip(from);
    let mut picks: Vec<Pick> =
        rest.by_ref().take(PAGE).map(|c| Pick::Category(c.id.clone())).collect();
    if rest.next().is_some() {
        picks.push(Pick::Categories(page.saturating_add(1)));
    }
    if picks.is_empty() {
        return if page == 0 { none(turn) } else { list(turn, 0) };
    }
    turn.offer(Phrase::new(Say::AskCategory), picks);
}

/// Goes to a page of the list.
pub(crate) fn list(turn: &mut Turn<'_>, page: u8) {
    let Some(filing) = turn.filing() else { return lost::stale(turn) };
    filing.slot = Slot::Category(page);
    turn.prompt();
}

/// A city without categories takes no reports.
pub(crate) fn none(turn: &mut Turn<'_>) {
    turn.state.at = At::Rest;
    turn.say(Phrase::new(Say::NoCategories).text("city", turn.scene.city.name.as_ref()));
}

/// She chose one.
pub(crate) fn chosen(turn: &mut Turn<'_>, category: CategoryId) {
    if turn.filing().is_none() || !turn.scene.catalogue.offers(&category) {
        return lost::stale(turn);
    }
    if let Some(draft) = turn.touch() {
        draft.category = Some(category);
        draft.looked = false;
    }
    filing::advance(turn);
}

/// She typed something: the name of one, or more about the matter.
pub(crate) fn typed(turn: &mut Turn<'_>, text: &str) {
    let folded = fold(text);
    let known = turn.scene.catalogue.offered().find(|category| {
        Language::ALL.iter().any(|language| fold(category.name.get(*language)) == folded)
    });
    match known {
        Some(category) => chosen(turn, category.id.clone()),
        None => filing::add(turn, text),
    }
}
