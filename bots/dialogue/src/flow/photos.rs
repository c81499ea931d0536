//! Photos. An album gets one answer: the conversation waits until nothing more comes. While a
//! question stands on the screen photos are taken silently and told with the next message, unless
//! she waits for a word too.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: (photo)
//! Sari: (photo)
//! * 8 seconds later
//! bot: 📷 2 foto masuk.
//!
//!      Masalahnya apa? Ceritakan singkat: apa, di mana persisnya, sejak kapan.
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: [Lampu jalan]
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! Sari: [Lewati]
//! bot: Siapa yang boleh melihat laporan ini?
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: (photo)
//! Sari: (photo)
//! Sari: (photo)
//! Sari: (photo)
//! Sari: (photo)
//! Sari: (photo)
//! Sari: (photo)
//! Sari: (photo)
//! Sari: (photo)
//! * 30 seconds later
//! bot: 📷 10 foto masuk.
//!
//!      Paling banyak 10 foto; yang selebihnya tidak dilampirkan.
//!
//!      Siapa yang boleh melihat laporan ini?
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: [Anonim]
//! bot: *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: tidak disebut
//!      Foto: 10
//!      Tampil: Anonim
//!
//!      “lampu jalan depan SD 3 mati dari kemarin”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: (photo) the street light at SD 3 is out since yesterday
//! Sari: (photo)
//! * 8 seconds later
//! bot: 📷 2 photos received.
//!
//!      This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: [Street light]
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! Sari: (photo)
//! Sari: [Skip]
//! bot: 📷 3 photos received.
//!
//!      Who may see this report?
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: [Anonymous]
//! bot: *Check your report*
//!      Category: Street light
//!      Place: not given
//!      Photos: 3
//!      Seen by: Anonymous
//!
//!      “the street light at SD 3 is out since yesterday”
//!
//!      Send it now?
//!      [Send] [Edit] [Cancel]
//! ```

use aduan::{domain::Preset, ports::Wanted};
use chrono::TimeDelta;

use crate::{
    Phrase, Say,
    flow::{add_photos, filing, replied, welcome},
    hear,
    state::{At, Draft, Filing, Pick, Slot},
    turn::Turn,
};

/// How long photos are taken silently while a question stands on the screen.
const PATIENCE: TimeDelta = TimeDelta::seconds(30);

/// She sent a photo.
pub(crate) fn sent(
    turn: &mut Turn<'_>,
    source: Box<str>,
    caption: Option<&str>,
    settle_after: TimeDelta,
) {
    if add_photos::takes(turn, &source, caption, settle_after)
        || replied::takes(turn, &source, caption, settle_after)
    {
        return;
    }
    let now = turn.scene.now;
    match &mut turn.state.at {
        At::Welcome(held) => {
            held.get_or_insert_with(|| Draft::new(now));
        }
        At::Rest => turn.state.at = quiet(Draft::new(now)),
        At::Questions { words, .. } => {
            // A photo shows that it is a report.
            let mut draft = Draft::new(now);
            draft.words = Some(words.clone());
            turn.state.at = quiet(draft);
        }
        At::Filing(_) | At::Resuming { .. } => {}
        _ => {
            return turn.but(Say::NoPhotoHere);
        }
    }
    if let Some(draft) = turn.touch() {
        draft.add_photo(source);
    }
    if let Some(caption) = caption {
        take_caption(turn, caption);
    }
    let collecting = match turn.filing().map(|filing| &filing.slot) {
        Some(slot) => matches!(slot, Slot::Quiet | Slot::Words | Slot::Photos),
        None => true,
    };
    turn.settle(if collecting { settle_after } else { settle_after.max(PATIENCE) });
}

fn quiet(draft: Draft) -> At {
    At::Filing(Filing { draft, slot: Slot::Quiet })
}

/// What is written under a photo is the report, unless there is one already.
fn take_caption(turn: &mut Turn<'_>, caption: &str) {
    let missing = turn.state.draft_mut().is_some_and(|draft| draft.words.is_none());
    if !missing || caption.chars().filter(|c| c.is_alphabetic()).count() <= 3 {
        return;
    }
    if let At::Welcome(_) = turn.state.at {
        welcome::hold(turn, caption);
    } else if let Some(words) = filing::read_words(turn, caption)
        && let Some(draft) = turn.touch()
    {
        draft.words = Some(words);
    }
    if hear::is_danger(caption) {
        // This cannot wait for the rest of an album.
        turn.say(turn.in_danger(Say::Danger));
    }
}

/// Nothing more came: photos she was not told of are acknowledged, all at once.
pub(crate) fn went_quiet(turn: &mut Turn<'_>) {
    if add_photos::went_quiet(turn) || replied::went_quiet(turn) {
        return;
    }
    let untold =
        turn.state.draft_mut().is_some_and(|draft| draft.photos.len() > draft.told || draft.full);
    if !untold {
        return;
    }
    tell(turn, false);
    match turn.filing().map(|filing| &filing.slot) {
        Some(Slot::Quiet | Slot::Photos) => filing::advance(turn),
        _ => turn.prompt(),
    }
}

/// Says how many photos there are, if she was not told; a summary tells it by itself.
pub(crate) fn tell(turn: &mut Turn<'_>, told_anyway: bool) {
    let Some(draft) = turn.state.draft_mut() else { return };
    let (count, full) = (draft.photos.len(), std::mem::take(&mut draft.full));
    let news = count > draft.told;
    draft.told = count;
    if news && !told_anyway {
        turn.lead_with(Phrase::new(Say::PhotosArrived).number("count", count));
    }
    if full {
        turn.lead(Say::PhotosFull);
    }
}

/// Asks for photos and who may see it, which belong together. Where the category is for the staff
/// only, there is nothing else to choose.
pub(crate) fn ask_preset(turn: &mut Turn<'_>) {
    let category = turn.filing().and_then(|filing| filing.draft.category.clone());
    let category = category.and_then(|id| turn.scene.catalogue.category(&id));
    let private = category.is_some_and(|category| category.private);
    let fits = |preset: &Preset| !private || *preset == Preset::Private;
    let picks = Preset::ALL.into_iter().filter(fits).map(Pick::Preset).collect();
    let photos = turn.filing().is_some_and(|filing| !filing.draft.photos.is_empty());
    let say = if photos { Say::AskPresetOnly } else { Say::AskPreset };
    turn.hope(Phrase::new(say), picks, Wanted::Photo);
}
