//! Making a report: free text first, and only what is missing is asked. This file holds the order
//! of the questions; each question has a file of its own.
//!
//! A report of somebody known takes five messages.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: [Lampu jalan]
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! Sari: depan SDN 3, Jalan Melati
//! bot: Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: [Publik]
//! bot: *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: depan SDN 3, Jalan Melati
//!      Foto: 0
//!      Tampil: Publik
//!
//!      “lampu jalan depan SD 3 mati dari kemarin”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! Sari: [Kirim]
//! bot: ✅ Laporan *LP-YTX4-5TWT* kami terima.
//!      Target selesai: 5 Desember 2026.
//!
//!      Kabarnya kami kirim ke chat ini. Salah kirim? Masih bisa diurungkan selama 5 menit.
//!      [Urungkan] [Menu]
//! * 2 seconds later
//! Sari: [Kirim]
//! bot: Laporan ini sudah terkirim sebagai *LP-YTX4-5TWT*, dan tidak dikirim dua kali.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: [Street light]
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! Sari: in front of SDN 3, Jalan Melati
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: [Public]
//! bot: *Check your report*
//!      Category: Street light
//!      Place: in front of SDN 3, Jalan Melati
//!      Photos: 0
//!      Seen by: Public
//!
//!      “the street light at SD 3 is out since yesterday”
//!
//!      Send it now?
//!      [Send] [Edit] [Cancel]
//! Sari: [Send]
//! bot: ✅ We have received report *LP-YTX4-5TWT*.
//!      To be mended by 5 December 2026.
//!
//!      News will come to this chat. Sent by mistake? You can undo it for 5 minutes.
//!      [Undo] [Menu]
//! * 2 seconds later
//! Sari: [Send]
//! bot: This report was sent already as *LP-YTX4-5TWT*, and is not sent twice.
//! ```

use aduan::{
    domain::{Complaint, Login, Note, Preset, Words},
    ports::Wanted,
    words::{Purpose, purpose},
};

use crate::{
    Deed, Phrase, Read, Say,
    flow::{category, edit, help, look_alike, lost, menu, photos, place, send},
    hear::{Command, fold, is_danger},
    state::{At, Draft, Filing, IDLE, Login as SigningIn, Slot, Until, Where},
    turn::Turn,
};

/// A message longer than this, outside a flow, begins a report.
const LONG: usize = 15;

/// Whether a text is long enough to begin a report.
pub(crate) fn is_long(text: &str) -> bool {
    text.trim().chars().count() > LONG
}

impl Filing {
    /// Whether what was asked last takes any words for an answer.
    pub(crate) fn takes_words(&self) -> bool {
        self.slot == Slot::Place
    }
}

/// Reads words for a report, and says so if they are too long.
pub(crate) fn read_words(turn: &mut Turn<'_>, text: &str) -> Option<Words> {
    let words = Words::cut(text).ok()?;
    if text.trim().chars().count() > Words::LIMIT {
        turn.lead(Say::WordsCut);
    }
    Some(words)
}

/// Words at rest: perhaps the answer to a question of the city, else a report.
pub(crate) fn or_answer(turn: &mut Turn<'_>, text: &str) {
    let Some(words) = read_words(turn, text) else { return lost::not_understood(turn) };
    if turn.signed_in {
        turn.ask(Read::Questions, Until::Questions(words));
    } else {
        begin(turn, words);
    }
}

/// Words that begin a report, if they are long enough to be one.
pub(crate) fn begin(turn: &mut Turn<'_>, words: Words) {
    if is_danger(words.as_str()) {
        return begin_with(turn, words);
    }
    // A question begins a report too: better one tap too many than a report that is lost.
    match purpose(words.as_str()) {
        Purpose::Thanks => help::you_are_welcome(turn),
        Purpose::Other if is_long(words.as_str()) => menu::open(turn),
        Purpose::Report | Purpose::Question if is_long(words.as_str()) => begin_with(turn, words),
        _ => lost::not_understood(turn),
    }
}

/// Words that begin a report.
pub(crate) fn begin_with(turn: &mut Turn<'_>, words: Words) {
    let mut draft = Draft::new(turn.scene.now);
    draft.words = Some(words);
    turn.state.at = At::Filing(Filing { draft, slot: Slot::Quiet });
    advance(turn);
}

/// A new report, asked for by the menu. It replaces a draft.
pub(crate) fn start(turn: &mut Turn<'_>) {
    if turn.scene.catalogue.offered().next().is_none() {
        return category::none(turn);
    }
    if let At::Resuming { words: Some(words), .. } = &turn.state.at {
        let words = words.clone();
        return begin(turn, words);
    }
    let draft = Draft::new(turn.scene.now);
    turn.state.at = At::Filing(Filing { draft, slot: Slot::Words });
    turn.prompt();
}

/// A new report, asked for by a word, which does not throw away a draft.
pub(crate) fn start_or_resume(turn: &mut Turn<'_>) {
    match turn.state.leave() {
        Some(filing) if !filing.draft.is_empty() => {
            turn.state.at = At::Resuming { filing, words: None };
            turn.prompt();
        }
        _ => start(turn),
    }
}

/// Words while a report is made.
pub(crate) fn words(turn: &mut Turn<'_>, text: &str) {
    let now = turn.scene.now;
    let idle = turn.filing().is_some_and(|filing| now - filing.draft.touched > IDLE);
    if idle && let Some(filing) = turn.state.leave() {
        let words = read_words(turn, text);
        turn.state.at = At::Resuming { filing, words };
        return turn.prompt();
    }
    fill(turn, text);
}

/// Takes words for the answer to what was asked last.
pub(crate) fn fill(turn: &mut Turn<'_>, text: &str) {
    let Some(filing) = turn.filing() else { return turn.prompt() };
    match filing.slot {
        Slot::Quiet | Slot::Words => {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let is_command = Command::read(&fold(text)).is_some();
            let words = if letters > 3 && !is_command { read_words(turn, text) } else { None };
            let Some(words) = words else { return lost::not_understood(turn) };
            if let Some(draft) = turn.touch() {
                draft.words = Some(words);
            }
            advance(turn);
        }
        Slot::Suggested(_) | Slot::Category(_) => category::typed(turn, text),
        Slot::Place => place::described(turn, text),
        _ => add(turn, text),
    }
}

/// Adds to the words of the report what fits no question.
pub(crate) fn add(turn: &mut Turn<'_>, text: &str) {
    let before = turn.filing().and_then(|filing| filing.draft.words.clone());
    let Some(before) = before.filter(|_| is_long(text)) else {
        return lost::not_understood(turn);
    };
    let words = read_words(turn, &format!("{}\n{}", before.as_str(), text.trim()));
    if let Some(draft) = turn.touch() {
        draft.words = words.or(Some(before));
    }
    turn.lead(Say::WordsAdded);
    turn.prompt();
}

/// She chose who may see it.
pub(crate) fn preset(turn: &mut Turn<'_>, preset: Preset) {
    if turn.filing().is_none() {
        return lost::stale(turn);
    }
    if let Some(draft) = turn.touch() {
        draft.preset = Some(preset);
    }
    advance(turn);
}

/// Asks what is missing, or shows what will be sent.
pub(crate) fn advance(turn: &mut Turn<'_>) {
    let (signed_in, login) = (turn.signed_in, turn.scene.login);
    let done = turn.is_done();
    let no_categories = turn.scene.catalogue.offered().next().is_none();
    let Some(Filing { draft, .. }) = turn.filing() else { return turn.prompt() };
    let slot = match (&draft.words, &draft.category) {
        (None, _) => Slot::Words,
        (Some(_), None) if no_categories => return category::none(turn),
        (Some(words), None) => {
            let read = Read::Suggest(words.as_str().into());
            if done {
                return category::list(turn, 0);
            }
            return turn.ask(read, Until::Suggestions);
        }
        (Some(_), Some(_)) if draft.place == Where::Unasked => Slot::Place,
        (Some(_), Some(category)) if !draft.looked && !done => {
            let point = draft.place.place().and_then(aduan::domain::Place::point);
            let (category, words) = (category.clone(), draft.all_words());
            draft.looked = true;
            return turn.ask(Read::LookAlike { category, point, words }, Until::Alike);
        }
        _ if draft.preset.is_none() => Slot::Preset,
        // Where the channel proves who she is, that is done before she is asked to send it.
        _ if !signed_in && login == Login::Channel && !done => {
            if let Some(filing) = turn.filing() {
                filing.slot = Slot::Summary;
            }
            return turn.act(Deed::Recognise, Until::Recognised);
        }
        _ => Slot::Summary,
    };
    if let Some(filing) = turn.filing() {
        filing.slot = slot;
    }
    turn.prompt();
}

/// Asks what was asked last.
pub(crate) fn prompt(turn: &mut Turn<'_>) {
    let Some(filing) = turn.filing() else { return menu::open(turn) };
    let slot = filing.slot.clone();
    let (has_words, is_empty) = (filing.draft.words.is_some(), filing.draft.is_empty());
    photos::tell(turn, slot == Slot::Summary);
    match slot {
        Slot::Quiet | Slot::Words => {
            let say = match (has_words, is_empty) {
                (true, _) => Say::AskOtherWords,
                (false, false) => Say::AskWordsBriefly,
                (false, true) => Say::AskWords,
            };
            turn.hope(Phrase::new(say), Vec::new(), Wanted::Text);
        }
        Slot::Suggested(categories) => category::ask_whether(turn, &categories),
        Slot::Category(page) => category::ask(turn, page),
        Slot::Place => place::ask(turn),
        Slot::Alike(alike) => look_alike::ask(turn, &alike),
        Slot::Alikes(alike) => look_alike::ask_which(turn, &alike),
        Slot::Preset => photos::ask_preset(turn),
        Slot::Summary => send::summary(turn),
        Slot::Edit => edit::ask(turn),
        Slot::Photos => edit::ask_photos(turn),
    }
}

/// One step back.
pub(crate) fn back(turn: &mut Turn<'_>) {
    match &mut turn.state.at {
        At::Welcome(_) | At::Rest | At::Questions { .. } => return menu_or_welcome(turn),
        At::Filing(Filing { draft, slot }) => match slot {
            Slot::Category(page) if *page > 0 => *page -= 1,
            // Everything else is known: she was changing one part.
            slot if draft.preset.is_some() && *slot != Slot::Summary => *slot = Slot::Summary,
            Slot::Quiet | Slot::Words | Slot::Photos | Slot::Edit => return menu::open(turn),
            Slot::Suggested(_) | Slot::Category(_) => *slot = Slot::Words,
            Slot::Place => {
                draft.category = None;
                *slot = Slot::Category(0);
            }
            Slot::Alike(_) | Slot::Alikes(_) | Slot::Preset => {
                draft.place = Where::Unasked;
                draft.looked = false;
                *slot = Slot::Place;
            }
            Slot::Summary => {
                draft.preset = None;
                *slot = Slot::Preset;
            }
        },
        At::Login { step: step @ SigningIn::Code(_), .. } => *step = SigningIn::Address,
        _ => {
            let filing = turn.state.leave();
            turn.state.return_to(filing);
        }
    }
    turn.prompt();
}

fn menu_or_welcome(turn: &mut Turn<'_>) {
    if turn.state.at == At::Rest || matches!(turn.state.at, At::Questions { .. }) {
        turn.state.at = At::Rest;
        menu::open(turn);
    } else {
        turn.prompt();
    }
}

/// Reads an answer, a reason or a place in words, and says so if it is too long.
pub(crate) fn read_note(turn: &mut Turn<'_>, text: &str) -> Option<Note> {
    let note = Note::cut(text).ok()?;
    if text.trim().chars().count() > Note::LIMIT {
        turn.lead(Say::NoteCut);
    }
    Some(note)
}

/// The most photos, for the words that name it.
pub(crate) const PHOTOS: usize = Complaint::PHOTOS;
