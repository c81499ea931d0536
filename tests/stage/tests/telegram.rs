//! Every transcript of every flow, played on Telegram: the world behind the built stage, the product
//! between them, and a strict Bot API before it; by polling and by a webhook.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod transcripts;

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use fakes::telegram::{FakeTelegram, Person, Said};
use serde_json::{Value, json};

use transcripts::{Answer, Transcript, all};

/// The stage as a process, ended with its owner.
struct Stage {
    child: Child,
    url: String,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Stage {
    fn start(args: &[&str]) -> Self {
        let mut stage = Command::new(env!("CARGO_BIN_EXE_chat-stage"));
        let mut child = stage.args(args).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Listening on ").unwrap();
        Self { url: format!("http://{address}"), child }
    }

    async fn post(&self, path: &str, body: Value) {
        let request = fakes::client().post(format!("{}/stage/{path}", self.url));
        let request = request.header("content-type", "application/json").body(body.to_string());
        assert!(request.send().await.unwrap().status().is_success(), "{path}: {body}");
    }

    async fn happens(&self, line: &str) {
        self.post("happens", json!({ "line": line })).await;
    }
}

#[tokio::test]
async fn every_transcript_by_polling() {
    let telegram = FakeTelegram::start().await;
    let stage = Stage::start(&[telegram.url(), telegram.token()]);
    play_all(&telegram, &stage).await;
}

#[tokio::test]
async fn every_transcript_by_a_webhook() {
    let telegram = FakeTelegram::start().await;
    let url = "https://lapor.example/webhooks/telegram";
    let stage = Stage::start(&[telegram.url(), telegram.token(), url, "0123456789abcdef"]);
    telegram.lead("https://lapor.example", &stage.url);
    play_all(&telegram, &stage).await;
}

async fn play_all(telegram: &FakeTelegram, stage: &Stage) {
    telegram.until_reached().await;
    let all = all();
    assert!(all.len() > 80, "{} transcripts", all.len());
    for (transcript, id) in all.iter().zip(1000..) {
        play(telegram, stage, transcript, &telegram.person(id, "Sari", &transcript.language)).await;
    }
    telegram.until("every tap answered", |t| (t.unanswered_taps() == 0).then_some(())).await;
    assert_eq!(telegram.mistakes(), [""; 0]);
    assert_eq!(telegram.commands().keys().collect::<Vec<_>>(), ["", "en"]);
}

async fn play(telegram: &FakeTelegram, stage: &Stage, transcript: &Transcript, sari: &Person) {
    let Transcript { flow, language, steps } = transcript;
    let prelude = steps[0].does.starts_with("* ");
    stage.post("begin", json!({ "language": language, "prelude": prelude })).await;
    if prelude {
        // Her first words were before the transcript; here they only tell who she is.
        sari.says("halo");
        settled(telegram).await;
    }
    for step in steps {
        let before = sari.heard().len();
        match step.does.strip_prefix("Sari: ") {
            Some(act) if before > 0 || !act.starts_with('[') => acts(sari, act),
            // It happens, or she taps what was said before the transcript begins.
            _ => stage.happens(&step.does).await,
        }
        settled(telegram).await;
        let heard: Vec<Answer> =
            sari.heard()[before..].iter().map(|line| shown(&line.said)).collect();
        let expected: Vec<Answer> =
            step.answers.iter().map(|answer| answer.on_telegram(language)).collect();
        assert_eq!(heard, expected, "{flow} ({language}): {}", step.does);
    }
}

async fn settled(telegram: &FakeTelegram) {
    telegram.until("the update taken", |telegram| telegram.is_settled().then_some(())).await;
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

/// Does what a line of a transcript says she does.
fn acts(sari: &Person, act: &str) {
    if let Some(label) = act.strip_prefix('[').and_then(|act| act.strip_suffix(']')) {
        return sari.taps(label);
    }
    if let Some(payload) = act.strip_prefix('{').and_then(|act| act.strip_suffix('}')) {
        let newest = sari.heard().last().map_or(1, |line| line.id);
        return sari.taps_on(newest, payload);
    }
    if act == "(changes what she wrote)" {
        return sari.edits("lain");
    }
    let (mut more, act) = match act.strip_prefix("(to ").and_then(|act| act.split_once(") ")) {
        Some((number, act)) => (json!({ "reply_to_message": sari.quoting(number) }), act),
        None => (json!({}), act),
    };
    if let Some(caption) = act.strip_prefix("(photo)") {
        if !caption.is_empty() {
            more["caption"] = caption.trim().into();
        }
        return sari.sends_photo(b"no photo", &more);
    }
    if let Some(place) = act.strip_prefix("(location ") {
        let (latitude, longitude) = place.trim_end_matches(')').split_once(", ").unwrap();
        let [latitude, longitude] = [latitude, longitude].map(|d| d.parse::<f64>().unwrap());
        more["location"] = json!({ "latitude": latitude, "longitude": longitude });
        return sari.sends(act, &more);
    }
    if let Some(phone) = act.strip_prefix("(her contact ") {
        let phone = phone.trim_end_matches(')').trim_start_matches('+');
        more["contact"] = json!({ "phone_number": phone, "user_id": sari.id() });
        return sari.sends(act, &more);
    }
    match act {
        "(somebody's contact)" => {
            more["contact"] = json!({ "phone_number": "081298765432", "user_id": 7 });
        }
        "(voice note)" => more["voice"] = json!({ "file_id": "v", "duration": 3 }),
        "(sticker)" => more["sticker"] = json!({ "file_id": "s", "emoji": "👍" }),
        "(something else)" => more["poll"] = json!({ "id": "p", "question": "?" }),
        text => more["text"] = text.into(),
    }
    sari.sends(act, &more);
}
