//! Every transcript of every flow, played on Telegram: the world behind the built stage, the product
//! between them, and a strict Bot API before it; by polling and by a webhook.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod acts;
mod transcripts;

use fakes::telegram::{FakeTelegram, Person, Said};

use acts::acts;
use transcripts::{
    Answer, all,
    play::{Chat, Stage, play},
};

#[tokio::test]
async fn every_transcript_by_polling() {
    let telegram = FakeTelegram::start().await;
    let stage = Stage::start(&["telegram", telegram.url(), telegram.token()]);
    play_all(&telegram, &stage).await;
}

#[tokio::test]
async fn every_transcript_by_a_webhook() {
    let telegram = FakeTelegram::start().await;
    let url = "https://lapor.example/webhooks/telegram";
    let stage =
        Stage::start(&["telegram", telegram.url(), telegram.token(), url, "0123456789abcdef"]);
    telegram.lead("https://lapor.example", &stage.url);
    play_all(&telegram, &stage).await;
}

async fn play_all(telegram: &FakeTelegram, stage: &Stage) {
    telegram.until_reached().await;
    let all = all();
    assert!(all.len() > 80, "{} transcripts", all.len());
    for (transcript, id) in all.iter().zip(1000..) {
        let sari = telegram.person(id, "Sari", &transcript.language);
        play(stage, transcript, &OnTelegram { telegram, sari }).await;
    }
    telegram.until("every tap answered", |t| (t.unanswered_taps() == 0).then_some(())).await;
    assert_eq!(telegram.mistakes(), [""; 0]);
    assert_eq!(telegram.commands().keys().collect::<Vec<_>>(), ["", "en"]);
}

struct OnTelegram<'t> {
    telegram: &'t FakeTelegram,
    sari: Person,
}

impl Chat for OnTelegram<'_> {
    fn can(&self, act: &str) -> bool {
        // She taps what was said before the transcript begins.
        !act.starts_with('[') || !self.sari.heard().is_empty()
    }

    fn does(&self, act: &str) {
        acts(&self.sari, act);
    }

    async fn is_settled(&self) {
        self.telegram.until("the update taken", |t| t.is_settled().then_some(())).await;
    }

    fn heard(&self) -> Vec<Answer> {
        self.sari.heard().iter().map(|line| shown(&line.said)).collect()
    }

    fn expected(&self, answer: &Answer, language: &str) -> Answer {
        told(answer, language)
    }
}

/// The same as Telegram shows it: hints stand in the words, and a place is asked for by the
/// keyboard, above the other choices.
fn told(answer: &Answer, language: &str) -> Answer {
    let mut told = answer.text.clone();
    let mut gap = "\n\n";
    for (label, hint) in answer.labels.iter().zip(&answer.hints) {
        if let Some(hint) = hint {
            told.extend([gap, "*", label, "*: ", hint]);
            gap = "\n";
        }
    }
    let share = if language == "id" { "📍 Kirim lokasi saya" } else { "📍 Send my location" };
    let share = answer.place.then(|| share.to_owned());
    Answer {
        text: told,
        labels: share.into_iter().chain(answer.labels.clone()).collect(),
        ..Answer::default()
    }
}

/// A message as it is compared: its words without spaces at the ends of lines, and its labels. That
/// Telegram can ask for a contact stands in no transcript.
fn shown(said: &Said) -> Answer {
    let Said::Bot { text, buttons, keyboard } = said else { panic!("the bot's") };
    let shown = if keyboard.is_empty() { buttons } else { keyboard };
    let told = shown.iter().filter(|button| button.get("request_contact").is_none());
    let labels = told.map(|button| button["text"].as_str().unwrap().to_owned()).collect();
    let text = text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    Answer { text, labels, ..Answer::default() }
}
