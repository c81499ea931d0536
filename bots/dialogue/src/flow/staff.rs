//! A person, please: a question to the city, and the talk with its staff. While it lasts the
//! assistant is quiet; what she writes goes to the staff, and what they write comes as news.
//!
//! ```transcript id
//! * Sari is signed in
//! * it is Monday, nine o'clock
//! Sari: petugas
//! bot: Tulis pertanyaan atau pesan Anda untuk petugas Kota Lestari. Petugas melayani Senin–Jumat, pukul 08.00–16.00.
//!      Keadaan darurat? Hubungi *112*.
//! Sari: kapan kantor kelurahan buka?
//! bot: Percakapan ini diteruskan ke petugas dengan nomor *LP-BFM6-F673*. Petugas melayani Senin–Jumat, pukul 08.00–16.00.
//!      Tulis saja di sini. Selama itu saya tidak menjawab; ketik *bot* untuk kembali ke saya.
//!      [Kembali ke asisten]
//! Sari: saya mau urus KTP
//! * the staff reply to LP-BFM6-F673: "Senin sampai Jumat, pukul 08.00 sampai 15.00."
//! bot: Balasan petugas untuk pertanyaan *LP-BFM6-F673*:
//!      “Senin sampai Jumat, pukul 08.00 sampai 15.00.”
//!      [Balas]
//! Sari: terima kasih
//! Sari: (photo) KTP lama saya
//! bot: Foto belum bisa dilampirkan di sini.
//! Sari: bot
//! bot: Anda kembali ke asisten otomatis. Balasan petugas tetap datang ke chat ini.
//!
//!      Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu.
//!      ☰ Buka menu
//!        [Buat laporan] Jalan, lampu, sampah, banjir, dan lainnya
//!        [Laporan saya] Lihat status semua laporan Anda
//!        [Cek nomor laporan] Lihat status dan catatan petugas
//!        [Laporan di sekitar] Laporan publik dekat lokasi Anda
//!        [Cari laporan publik] Kata kunci, jalan, atau kelurahan
//!        [Akun] Kontak terhubung, sesi, keluar
//!        [Bahasa & kabar] Ganti bahasa, atur kabar otomatis
//!        [Bantuan]
//! * the staff reply to LP-BFM6-F673: "Sama-sama. Bawa kartu keluarga, ya."
//! bot: Balasan petugas untuk pertanyaan *LP-BFM6-F673*:
//!      “Sama-sama. Bawa kartu keluarga, ya.”
//!      [Balas]
//! Sari: [Balas]
//! bot: Percakapan ini diteruskan ke petugas dengan nomor *LP-BFM6-F673*. Petugas melayani Senin–Jumat, pukul 08.00–16.00.
//!      Tulis saja di sini. Selama itu saya tidak menjawab; ketik *bot* untuk kembali ke saya.
//!      [Kembali ke asisten]
//! Sari: siap, tolong ada kebakaran di pasar!
//! bot: 🚨 Bila ada bahaya jiwa, hubungi *112* sekarang. Chat ini bukan layanan darurat.
//! * the staff say goodbye to LP-BFM6-F673: "Selesai."
//! bot: Percakapan *LP-BFM6-F673* dengan petugas sudah selesai. Terima kasih sudah bertanya. Asisten otomatis siap membantu lagi; ketik *menu* bila perlu.
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: petugas
//! bot: Tulis pertanyaan atau pesan Anda untuk petugas Kota Lestari. Petugas melayani Senin–Jumat, pukul 08.00–16.00.
//!      Keadaan darurat? Hubungi *112*.
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! Sari: agent
//! bot: Write your question or message to the staff of Kota Lestari. They answer Monday–Friday, 08:00–16:00.
//!      Emergency? Call *112*.
//! Sari: when is the office open?
//! bot: To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! Sari: sari@contoh.id
//! bot: If that address can receive codes, a 6-digit code was sent to *s•••@contoh.id*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! Sari: 123456
//! bot: You are signed in.
//!
//!      Send your message to the staff?
//!      [Yes, go on] [Cancel]
//! Sari: [Yes, go on]
//! bot: You are talking with the staff now, as *LP-BFM6-F673*. They will answer in their service hours: Monday–Friday, 08:00–16:00.
//!      Just write here. Meanwhile I do not answer; type *bot* to come back to me.
//!      Emergency? Call *112*.
//!      [Back to assistant]
//! Sari: I need a new identity card
//! * 2 days later
//! Sari: anybody there?
//! bot: You are talking with the staff now, as *LP-BFM6-F673*. They answer Monday–Friday, 08:00–16:00.
//!      Just write here. Meanwhile I do not answer; type *bot* to come back to me.
//!      [Back to assistant]
//! Sari: agent
//! bot: You are talking with the staff now, as *LP-BFM6-F673*. They answer Monday–Friday, 08:00–16:00.
//!      Just write here. Meanwhile I do not answer; type *bot* to come back to me.
//!      [Back to assistant]
//! Sari: menu
//! bot: You are back with the assistant. Replies of the staff still come to this chat.
//!
//!      How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [New report] Roads, lights, waste, flooding and more
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Account] Linked contacts, sessions, signing out
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! Sari: agent
//! bot: You are talking with the staff now, as *LP-BFM6-F673*. They answer Monday–Friday, 08:00–16:00.
//!      Just write here. Meanwhile I do not answer; type *bot* to come back to me.
//!      [Back to assistant]
//! Sari: [Back to assistant]
//! bot: You are back with the assistant. Replies of the staff still come to this chat.
//!
//!      How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [New report] Roads, lights, waste, flooding and more
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Account] Linked contacts, sessions, signing out
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! ```

use aduan::{
    domain::{Note, StageKind, TrackingNumber},
    ports::Wanted,
    refusal::Refusal,
    verbs::{Progress, Receipt},
};
use chrono::TimeDelta;

use crate::{
    Deed, Phrase, Read, Say, clock,
    flow::{self, filing, login, lost},
    hear::{Command, Heard},
    state::{Asking, At, Pick, Until, Wish},
    turn::Turn,
};

/// After so long without a word of hers, she is reminded whom she writes to.
const PAUSE: TimeDelta = TimeDelta::hours(12);

/// She wants a person: on with the question she has, or what is the question?
pub(crate) fn reach(turn: &mut Turn<'_>) {
    match &turn.state.at {
        At::Welcome(_) => turn.but_with(hours(turn, Say::StaffLater)),
        At::WithStaff { .. } => turn.prompt(),
        _ => match turn.state.question.clone() {
            Some(number) => {
                let until = Until::Talk(number.clone(), None);
                turn.ask(Read::Track(number), until);
            }
            None => turn.asks(Asking::Question),
        },
    }
}

/// The question, please.
pub(crate) fn ask(turn: &mut Turn<'_>) {
    let city = turn.scene.city.name.as_ref();
    let phrase = hours(turn, Say::AskQuestion).text("city", city);
    turn.hope(phrase, Vec::new(), Wanted::Text);
}

/// The question.
pub(crate) fn question(turn: &mut Turn<'_>, text: &str) {
    let Some(words) = filing::read_words(turn, text) else { return lost::not_understood(turn) };
    turn.answered();
    login::grant(turn, Wish::AskStaff(turn.scene.fresh.number.clone(), words));
}

/// It is with the staff now.
pub(crate) fn handed_over(turn: &mut Turn<'_>, receipt: &Receipt) {
    join(turn, receipt.number.clone());
    turn.prompt();
}

/// Leaves whatever is going on for the talk with the staff. A draft waits.
fn join(turn: &mut Turn<'_>, number: TrackingNumber) {
    let filing = turn.state.leave();
    turn.state.question = Some(number.clone());
    turn.state.at = At::WithStaff { number, filing, heard_at: turn.scene.now };
}

/// Whose turn it is, when they answer, and how the assistant is had back.
pub(crate) fn prompt(turn: &mut Turn<'_>) {
    let At::WithStaff { number, .. } = &turn.state.at else { return turn.prompt() };
    let number = number.clone();
    let open = turn.scene.catalogue.is_open(turn.scene.city, turn.scene.now);
    let say = if open { Say::WithStaff } else { Say::StaffClosed };
    let phrase = hours(turn, say).text("number", number.as_str());
    turn.offer(phrase, vec![Pick::Assistant]);
}

fn hours(turn: &Turn<'_>, say: Say) -> Phrase {
    let hours = clock::hours(turn.scene.catalogue.hours(turn.scene.city), turn.language());
    turn.in_danger(say).text("hours", hours)
}

/// Takes what she does for the staff, unless it is for the assistant; then it is not taken, and the
/// talk is left if something else begins.
pub(crate) fn took(turn: &mut Turn<'_>, heard: &Heard, text: &str) -> bool {
    let tapped = text.is_empty();
    match heard {
        Heard::Command(Command::Cancel | Command::Back | Command::Assistant) => assistant(turn),
        Heard::Command(
            Command::Agent
            | Command::Language
            | Command::Speak(_)
            | Command::StopNews
            | Command::StartNews,
        )
        | Heard::Pick(Pick::Assistant | Pick::Speak(_) | Pick::Repeat)
            if tapped || !is_digits(text) =>
        {
            return false;
        }
        Heard::Command(command) if command.is_everywhere() => {
            leave(turn);
            return false;
        }
        // A code is for nobody's eyes, not even those of the staff.
        Heard::LinkCode(_) => {
            leave(turn);
            return false;
        }
        // Buttons say what they do; a number that is typed answers the staff.
        Heard::Pick(_) if tapped => {
            leave(turn);
            return false;
        }
        Heard::Stale | Heard::SentBefore(_) | Heard::About(..) if tapped => return false,
        _ => words(turn, text),
    }
    true
}

fn is_digits(text: &str) -> bool {
    text.trim().chars().all(|c| c.is_ascii_digit())
}

/// She goes back to her draft, or to rest, and hears that the assistant is back.
fn leave(turn: &mut Turn<'_>) {
    let filing = turn.state.leave();
    turn.state.return_to(filing);
    turn.lead(Say::StaffLeft);
}

/// She goes back to the assistant by asking for it.
pub(crate) fn assistant(turn: &mut Turn<'_>) {
    if let At::WithStaff { .. } = turn.state.at {
        leave(turn);
    }
    turn.prompt();
}

/// She sends a photo, which the staff cannot be shown here; its words they get.
pub(crate) fn photo(turn: &mut Turn<'_>, caption: Option<&str>) {
    turn.say(Phrase::new(Say::NoPhotoHere));
    if let Some(caption) = caption {
        words(turn, caption);
    }
}

/// She writes on. First it is seen whether the talk still goes on.
pub(crate) fn words(turn: &mut Turn<'_>, text: &str) {
    let At::WithStaff { number, .. } = &turn.state.at else { return turn.prompt() };
    let number = number.clone();
    let Some(note) = filing::read_note(turn, text) else { return };
    turn.ask(Read::Track(number.clone()), Until::Talk(number, Some(note)));
}

/// A reply of the staff is answered from its notice, or by its number.
pub(crate) fn reopen(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    let note = filing::read_note(turn, text);
    turn.ask(Read::Track(number.clone()), Until::Talk(number, note));
}

/// The question is known to be open, or closed since.
pub(crate) fn found(
    turn: &mut Turn<'_>,
    number: TrackingNumber,
    words: Option<Note>,
    progress: Option<&Result<Progress, Refusal>>,
) {
    let is_over = match progress {
        Some(Ok(progress)) => progress.stage == StageKind::Closed,
        Some(Err(_)) => true,
        // Whether it is over could not be found out, so the staff's side decides.
        None => false,
    };
    let was_here = matches!(&turn.state.at, At::WithStaff { .. });
    if is_over {
        turn.state.question = None;
        return match words {
            Some(words) if was_here => {
                let filing = turn.state.leave();
                turn.state.return_to(filing);
                flow::words(turn, words.as_str());
            }
            Some(words) => question(turn, words.as_str()),
            None => turn.asks(Asking::Question),
        };
    }
    let paused = match &turn.state.at {
        At::WithStaff { heard_at, .. } => turn.scene.now - *heard_at > PAUSE,
        _ => true,
    };
    join(turn, number.clone());
    match words {
        Some(words) => turn.act(Deed::TellStaff(number, words), Until::StaffTold { paused }),
        None => turn.prompt(),
    }
}

/// The staff have it; there is nothing to say, unless she may have forgotten to whom she writes.
pub(crate) fn told(turn: &mut Turn<'_>, paused: bool) {
    if paused {
        turn.prompt();
    }
}
