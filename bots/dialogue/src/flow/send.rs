//! The summary, sending, and taking back. The number is reserved at the summary, so that a second
//! tap on *Kirim* sends nothing twice.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: ya
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! Sari: depan SDN 3, Jalan Melati
//! bot: Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: 2
//! bot: *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: depan SDN 3, Jalan Melati
//!      Foto: 0
//!      Tampil: Privat
//!
//!      “lampu jalan depan SD 3 mati dari kemarin”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! Sari: kirim
//! bot: ✅ Laporan *LP-YTX4-5TWT* kami terima.
//!      Target selesai: 5 Desember 2026.
//!
//!      Kabarnya kami kirim ke chat ini. Salah kirim? Masih bisa diurungkan selama 5 menit.
//!      [Urungkan] [Menu]
//! Sari: kirim
//! bot: Laporan ini sudah terkirim sebagai *LP-YTX4-5TWT*, dan tidak dikirim dua kali.
//! Sari: [Urungkan]
//! bot: Laporan *LP-YTX4-5TWT* diurungkan; tidak ada yang diteruskan ke petugas. Drafnya masih ada: lanjutkan, atau hapus?
//!      [Lanjutkan draf] [Batal]
//! Sari: lanjut
//! bot: *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: depan SDN 3, Jalan Melati
//!      Foto: 0
//!      Tampil: Privat
//!
//!      “lampu jalan depan SD 3 mati dari kemarin”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: yes
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! Sari: in front of SDN 3, Jalan Melati
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: 2
//! bot: *Check your report*
//!      Category: Street light
//!      Place: in front of SDN 3, Jalan Melati
//!      Photos: 0
//!      Seen by: Private
//!
//!      “the street light at SD 3 is out since yesterday”
//!
//!      Send it now?
//!      [Send] [Edit] [Cancel]
//! Sari: send
//! bot: ✅ We have received report *LP-YTX4-5TWT*.
//!      To be mended by 5 December 2026.
//!
//!      News will come to this chat. Sent by mistake? You can undo it for 5 minutes.
//!      [Undo] [Menu]
//! * 6 minutes later
//! Sari: undo
//! bot: The report is with the staff already, so it can no longer be undone. You can still withdraw it: type *withdraw*.
//!
//!      Withdraw report *LP-YTX4-5TWT*? If others support it, it stays open for them, without you.
//!      [Yes, go on] [Cancel]
//! Sari: yes
//! bot: Report *LP-YTX4-5TWT* is withdrawn and closed. Changed your mind? Type *reopen LP-YTX4-5TWT* within 30 days.
//! Sari: undo
//! bot: There is nothing to cancel. Type the problem, or *menu* for more.
//! ```
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: lampu jalan mati dari kemarin, petugasnya goblok
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: [Lampu jalan]
//! bot: Di mana lokasinya? Kirim lokasi, atau ketik alamat/patokan (contoh: depan SDN 3 Tebet). Tidak tahu? Ketik *lewati*.
//!      [Lewati] [📍]
//! Sari: depan SDN 3, Jalan Melati
//! bot: Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: [Publik]
//! bot: Ada kata kasar di dalamnya, padahal laporan publik dibaca semua orang. Ubah dulu isinya, atau jadikan privat.
//!
//!      *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: depan SDN 3, Jalan Melati
//!      Foto: 0
//!      Tampil: Publik
//!
//!      “lampu jalan mati dari kemarin, petugasnya goblok”
//!
//!      Ubah isinya, atau jadikan privat?
//!      [Jadikan privat] [Ubah] [Batal]
//! Sari: kirim
//! bot: Maaf, saya belum paham.
//!
//!      Ada kata kasar di dalamnya, padahal laporan publik dibaca semua orang. Ubah dulu isinya, atau jadikan privat.
//!
//!      *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: depan SDN 3, Jalan Melati
//!      Foto: 0
//!      Tampil: Publik
//!
//!      “lampu jalan mati dari kemarin, petugasnya goblok”
//!
//!      Ubah isinya, atau jadikan privat?
//!      [Jadikan privat] [Ubah] [Batal]
//! Sari: [Jadikan privat]
//! bot: *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: depan SDN 3, Jalan Melati
//!      Foto: 0
//!      Tampil: Privat
//!
//!      “lampu jalan mati dari kemarin, petugasnya goblok”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! Sari: [Kirim]
//! bot: ✅ Laporan *LP-YTX4-5TWT* kami terima.
//!      Target selesai: 5 Desember 2026.
//!
//!      Kabarnya kami kirim ke chat ini. Salah kirim? Masih bisa diurungkan selama 5 menit.
//!      [Urungkan] [Menu]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: the fucking street light is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: [Street light]
//! bot: Where is it? Send a location, or type an address or landmark (e.g. in front of SDN 3 Tebet). Not sure? Type *skip*.
//!      [Skip] [📍]
//! Sari: in front of SDN 3, Jalan Melati
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: [Public]
//! bot: There are insults in it, and everybody reads a public report. Please edit it first, or make it private.
//!
//!      *Check your report*
//!      Category: Street light
//!      Place: in front of SDN 3, Jalan Melati
//!      Photos: 0
//!      Seen by: Public
//!
//!      “the fucking street light is out since yesterday”
//!
//!      Edit the text, or make it private?
//!      [Make it private] [Edit] [Cancel]
//! Sari: [Edit]
//! bot: Which part would you like to change?
//!      ☰ Show choices
//!        [Text]
//!        [Category]
//!        [Place]
//!        [Photos] Remove all, then send again
//!        [Who may see it]
//!        [Back]
//! ```
//!
//! ```transcript id
//! * Sari is signed in
//! * the city leaves no time to undo
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: ya
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! Sari: ya
//! bot: Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: [Publik]
//! bot: *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: depan SD 3
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
//!      Kabarnya kami kirim ke chat ini.
//!      [Menu]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * the city leaves no time to undo
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: yes
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! Sari: yes
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: [Public]
//! bot: *Check your report*
//!      Category: Street light
//!      Place: SD 3
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
//!      News will come to this chat.
//!      [Menu]
//! ```

use aduan::{
    domain::{Login, Preset, Visibility, Words},
    refusal::{Refusal, minutes_until},
    verbs::{File, Receipt},
    words::{insults, mask},
};
use chrono::TimeDelta;

use crate::{
    Deed, Phrase, Say, clock,
    flow::{category, lost, menu, place},
    limits::quote,
    state::{At, Filing, Login as SigningIn, Pick, Sent, Slot, Then, Until, preset_name},
    turn::Turn,
};

/// How much of the report the summary shows.
const SHOWN: usize = 400;

/// Shows what will be sent, and reserves its number.
pub(crate) fn summary(turn: &mut Turn<'_>) {
    let fresh = turn.scene.fresh.number.clone();
    let Some(filing) = turn.filing() else { return menu::open(turn) };
    filing.draft.number.get_or_insert(fresh);
    let draft = filing.draft.clone();
    let preset = draft.preset.unwrap_or(Preset::Private);
    let words = draft.all_words();
    let is_public = preset.visibility() == Visibility::Public;
    let is_insulting = is_public && insults(&words);
    if is_insulting {
        turn.lead(Say::PublicInsults);
    } else if is_public && !mask(&words).found.is_empty() {
        turn.lead(Say::PublicMasked);
    }
    let category = draft.category.as_ref().map(|id| category::name(turn, id)).unwrap_or_default();
    let words = draft.words.as_ref().map(|words| quote(words.as_str(), SHOWN)).unwrap_or_default();
    // What insults is not sent to everybody as it is: a coordinator would have to hold it back.
    let (next, first) =
        if is_insulting { ("private", Pick::MakePrivate) } else { ("send", Pick::Send) };
    let phrase = Phrase::new(Say::Summary)
        .text("category", category)
        .text("place", place::words(&draft.place, turn))
        .number("photos", draft.photos.len())
        .text("preset", preset_name(preset).plain(turn.language()))
        .text("words", words)
        .text("next", next);
    // What hides her from staff is not linked to what does not.
    if let Some(older) = draft.refers_to.filter(|_| preset != Preset::Anonymous) {
        turn.lead_with(Turn::about(Say::DetailRefers, &older));
    }
    turn.offer(phrase, vec![first, Pick::Edit, Pick::Cancel]);
}

/// The report as it will be filed, if nothing is missing.
fn report(turn: &mut Turn<'_>) -> Option<File> {
    let draft = turn.touch()?;
    Some(File {
        number: draft.number.clone()?,
        kind: aduan::domain::Kind::Complaint,
        category: draft.category.clone()?,
        words: draft.words.clone()?,
        place: draft.place.place().cloned(),
        photos: draft.photos.clone(),
        preset: draft.preset?,
        refers_to: draft.refers_to.clone(),
    })
}

/// She sends it. Who is not known yet signs in first, and the draft waits.
pub(crate) fn send(turn: &mut Turn<'_>) {
    if turn.filing().is_none_or(|filing| filing.slot != Slot::Summary) {
        return lost::stale(turn);
    }
    let Some(file) = report(turn) else { return super::filing::advance(turn) };
    match (turn.signed_in, turn.scene.login) {
        (true, _) => turn.act(Deed::File(file), Until::Filed),
        (false, Login::Channel) => turn.act(Deed::Recognise, Until::Recognised),
        (false, Login::Otp) => sign_in_first(turn),
    }
}

fn sign_in_first(turn: &mut Turn<'_>) {
    let filing = turn.state.leave();
    turn.state.at = At::Login { step: SigningIn::Address, then: Then { filing, wish: None } };
    turn.prompt();
}

/// It is filed.
pub(crate) fn sent(turn: &mut Turn<'_>, receipt: &Receipt) {
    let draft = turn.state.leave().map(|filing| filing.draft);
    turn.state.sent = Some(Sent {
        number: receipt.number.clone(),
        nonce: turn.state.offer.nonce,
        at: turn.scene.now,
        draft,
    });
    // A city may leave no time to undo, and then there is no word of it. Between hearing her and
    // filing for her a moment has passed.
    let (minutes, picks) = if receipt.settles_at - turn.scene.now < TimeDelta::minutes(1) {
        (0, vec![Pick::Menu])
    } else {
        (minutes_until(receipt.settles_at, turn.scene.now), vec![Pick::Undo, Pick::Menu])
    };
    let phrase = Turn::about(Say::Filed, &receipt.number)
        .text("due", clock::day(receipt.due_at, turn.scene.city.zone, turn.language()))
        .number("minutes", minutes);
    turn.offer(phrase, picks);
}

/// It is not filed; the draft stays, and what can be mended is.
pub(crate) fn refused(turn: &mut Turn<'_>, refusal: &Refusal) {
    if *refusal == Refusal::LogInFirst && turn.scene.login == Login::Otp {
        return sign_in_first(turn);
    }
    turn.refuse(refusal);
    let fresh = turn.scene.fresh.number.clone();
    if let Some(Filing { draft, slot }) = turn.filing() {
        match refusal {
            Refusal::UnknownCategory => {
                draft.category = None;
                *slot = Slot::Category(0);
            }
            Refusal::NumberTaken => draft.number = Some(fresh),
            Refusal::TooManyPhotos => draft.photos.truncate(super::filing::PHOTOS),
            _ => {}
        }
    }
    turn.prompt();
}

/// It was filed before.
pub(crate) fn before(turn: &mut Turn<'_>, number: &aduan::domain::TrackingNumber) {
    turn.finish(Turn::about(Say::FiledBefore, number), Vec::new());
}

/// She takes it back.
pub(crate) fn undo(turn: &mut Turn<'_>) {
    match turn.state.sent.as_ref().map(|sent| sent.number.clone()) {
        Some(number) => turn.act(Deed::Undo(number), Until::Undone),
        None => lost::nothing_to_cancel(turn),
    }
}

/// It is taken back; what it was made of is a draft again, unless she is at another.
pub(crate) fn undone(turn: &mut Turn<'_>) {
    let Some(sent) = turn.state.sent.take() else { return turn.prompt() };
    let phrase = Turn::about(Say::Undone, &sent.number);
    match sent.draft {
        Some(mut draft) if turn.state.at == At::Rest => {
            draft.number = None;
            draft.touched = turn.scene.now;
            let filing = Filing { draft, slot: Slot::Summary };
            turn.state.at = At::Resuming { filing, words: None };
            turn.offer(phrase, vec![Pick::Continue, Pick::Cancel]);
        }
        _ => turn.finish(phrase, vec![Pick::Menu]),
    }
}

/// The beginning of a report, as a reminder of it.
pub(crate) fn reminder(words: Option<&Words>) -> String {
    words.map_or_else(|| "📷".to_owned(), |words| quote(words.as_str(), 120))
}
