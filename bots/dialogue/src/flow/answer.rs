//! A question of the city. While one is open, what she writes outside a flow is offered as its
//! answer first.
//!
//! ```transcript id
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * the staff ask about LP-4F2H-B6DS: "Tiang nomor berapa?"
//! bot: Petugas bertanya tentang laporan *LP-4F2H-B6DS*:
//!      “Tiang nomor berapa?”
//!
//!      Ketuk Jawab, atau ketik *jawab LP-4F2H-B6DS* diikuti jawaban Anda.
//!      [Jawab]
//! Sari: tiang nomor 14, di sebelah warung
//! bot: Petugas bertanya tentang *LP-4F2H-B6DS* (Lampu jalan depan SDN 3 mati total.):
//!      “Tiang nomor berapa?”
//!
//!      Apakah pesan Anda tadi jawabannya?
//!      [Ya, itu jawabannya] [Bukan, laporan baru]
//! Sari: [Ya, itu jawabannya]
//! bot: Terima kasih, jawaban untuk *LP-4F2H-B6DS* sudah diteruskan ke petugas.
//! Sari: jawab LP-4F2H-B6DS tiang nomor 14
//! bot: Itu tidak bisa dilakukan selama status laporan *Diproses*.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * Sari reported LP-8WPN-3C1Q: "Jalan berlubang di Gang Kenanga."
//! * the staff ask about LP-4F2H-B6DS: "Tiang nomor berapa?"
//! bot: The staff ask about report *LP-4F2H-B6DS*:
//!      “Tiang nomor berapa?”
//!
//!      Tap Answer, or type *answer LP-4F2H-B6DS* followed by your answer.
//!      [Answer]
//! * the staff ask about LP-8WPN-3C1Q: "Dekat nomor rumah berapa?"
//! bot: The staff ask about report *LP-8WPN-3C1Q*:
//!      “Dekat nomor rumah berapa?”
//!
//!      Tap Answer, or type *answer LP-8WPN-3C1Q* followed by your answer.
//!      [Answer]
//! Sari: number 14, next to the shop
//! bot: 2 questions of the staff are waiting. Which one does your message answer?
//!      [LP-4F2H-B6DS] [LP-8WPN-3C1Q] [No, a new report]
//! Sari: 2
//! bot: Thank you, your answer about *LP-8WPN-3C1Q* went to the staff.
//! Sari: [Answer]
//! bot: Write your answer about report *LP-8WPN-3C1Q*.
//! Sari: pole number 7
//! bot: That is not possible while the status of the report is *In progress*.
//! ```

use aduan::{
    domain::{TrackingNumber, Words},
    ports::Wanted,
    verbs::Question,
};

use crate::{
    Phrase, Say,
    flow::{filing, login, lost},
    limits::quote,
    state::{Asked, At, Pick, Wish},
    turn::Turn,
};

/// How many questions are offered: a list has ten rows, and one is for a new report.
const MOST: usize = 9;
/// How much of a question is shown.
const QUESTION: usize = 500;

/// The open questions are known: is one of them answered?
pub(crate) fn found(turn: &mut Turn<'_>, words: Words, questions: Vec<Question>) {
    if questions.is_empty() {
        return filing::begin(turn, words);
    }
    let asked = questions.into_iter().take(MOST).map(Asked::from).collect();
    turn.state.at = At::Questions { words, asked };
    turn.prompt();
}

/// Is it the answer to this, or to which?
pub(crate) fn offer(turn: &mut Turn<'_>) {
    let At::Questions { asked, .. } = &turn.state.at else { return turn.prompt() };
    let phrase = match asked.as_slice() {
        [one] => Turn::about(Say::IsThisTheAnswer, &one.number)
            .text("title", quote(&one.title, 80))
            .text("question", quote(one.question.as_str(), QUESTION)),
        several => Phrase::new(Say::WhichQuestion).number("count", several.len()),
    };
    let mut picks: Vec<Pick> =
        asked.iter().map(|asked| Pick::IsTheAnswer(asked.number.clone())).collect();
    picks.push(Pick::NewReport);
    turn.offer(phrase, picks);
}

/// It is the answer to that one.
pub(crate) fn is_the_answer(turn: &mut Turn<'_>, number: TrackingNumber) {
    let At::Questions { words, .. } = &turn.state.at else { return lost::stale(turn) };
    let words = words.clone();
    turn.state.at = At::Rest;
    answer(turn, number, words.as_str());
}

/// It is none: it begins a report, however short.
pub(crate) fn is_a_report(turn: &mut Turn<'_>) {
    let At::Questions { words, .. } = &turn.state.at else { return lost::stale(turn) };
    let words = words.clone();
    filing::begin_with(turn, words);
}

/// She answers, or is asked for the answer.
pub(crate) fn answer(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    let filing = turn.state.leave();
    if let Some(note) = filing::read_note(turn, text) {
        turn.state.return_to(filing);
        login::grant(turn, Wish::Answer(number, note));
    } else {
        turn.state.at = At::Answer { number, filing };
        turn.prompt();
    }
}

/// The answer, please.
pub(crate) fn ask(turn: &mut Turn<'_>) {
    let At::Answer { number, .. } = &turn.state.at else { return turn.prompt() };
    let phrase = Turn::about(Say::AskAnswer, number);
    turn.hope(phrase, Vec::new(), Wanted::Text);
}

/// Her answer.
pub(crate) fn words(turn: &mut Turn<'_>, text: &str) {
    let At::Answer { number, .. } = &turn.state.at else { return turn.prompt() };
    let number = number.clone();
    if filing::read_note(turn, text).is_some() {
        answer(turn, number, text);
    } else {
        lost::not_understood(turn);
    }
}

/// It arrived.
pub(crate) fn answered(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.finish(Turn::about(Say::Answered, number), Vec::new());
}
