//! Every transcript of every flow, played on WhatsApp: the world behind the built stage, the product
//! between them, and a strict Graph API before it, which counts what each message costs.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

mod transcripts;

use std::sync::Arc;

use aduan::stub::StoppedClock;
use fakes::whatsapp::{FakeWhatsApp, Line, Person};
use serde_json::{Value, json};

use transcripts::{
    Answer, all,
    play::{Chat, Stage, play},
};

#[tokio::test]
async fn every_transcript() {
    let clock = StoppedClock::at("2026-11-21T01:30:00Z");
    let whatsapp = FakeWhatsApp::start(Arc::new(clock)).await;
    whatsapp.is_unhurried();
    let stage = Stage::start(&[
        "whatsapp",
        whatsapp.url(),
        whatsapp.token(),
        whatsapp.phone_number_id(),
        whatsapp.app_secret(),
        whatsapp.verify_token(),
    ]);
    whatsapp.subscribes(&format!("{}/webhooks/whatsapp", stage.url)).await;
    let all = all();
    assert!(all.len() > 80, "{} transcripts", all.len());
    for (transcript, nth) in all.iter().zip(1..) {
        let sari = whatsapp.person(nth, "Sari");
        play(&stage, transcript, &OnWhatsApp { whatsapp: &whatsapp, sari }).await;
    }
    assert_eq!(whatsapp.mistakes(), [""; 0]);
    assert!(whatsapp.calls().iter().any(|call| call == "typing"), "what is answered was read");
}

struct OnWhatsApp<'w> {
    whatsapp: &'w FakeWhatsApp,
    sari: Person,
}

impl Chat for OnWhatsApp<'_> {
    fn can(&self, act: &str) -> bool {
        // What was said before the transcript begins is not there to be tapped or replied to.
        let heard = self.sari.heard();
        if let Some((number, act)) = reply(act) {
            let said = heard.iter().filter_map(Line::words).any(|words| words.contains(number));
            return said && !act.starts_with(['(', '[']);
        }
        act != "(changes what she wrote)" && (!act.starts_with('[') || !heard.is_empty())
    }

    fn does(&self, act: &str) {
        acts(&self.sari, act);
    }

    async fn is_settled(&self) {
        self.whatsapp.until("the message taken", |w| w.is_settled().then_some(())).await;
    }

    fn heard(&self) -> Vec<Answer> {
        self.sari.heard().iter().map(shown).collect()
    }

    fn expected(&self, answer: &Answer, _: &str) -> Answer {
        answer.clone()
    }
}

/// A message as it is compared. What asks for a place or a contact has no buttons, so that its
/// choices stand in the words, to be typed; that a contact can be asked for stands in no transcript.
fn shown(line: &Line) -> Answer {
    let bubble = line.bubble().unwrap();
    let mut text = bubble.text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let mut choices: Vec<(String, Option<String>)> =
        bubble.choices.iter().map(|choice| (choice.label.clone(), choice.hint.clone())).collect();
    let typed = ["\n\nAtau ketik: ", "\n\nOr type: "].into_iter().find(|or| text.contains(or));
    if let Some(or) = typed.filter(|_| bubble.asks_place || bubble.asks_contact) {
        let (words, labels) = text.split_once(or).unwrap();
        let label = |label: &str| (label.trim_matches('*').to_owned(), None);
        choices = labels.split(" · ").map(label).collect();
        text = words.to_owned();
    }
    let (labels, hints) = choices.into_iter().unzip();
    Answer { text, labels, hints, place: bubble.asks_place }
}

/// The number in what she replies to, and her reply.
fn reply(act: &str) -> Option<(&str, &str)> {
    act.strip_prefix("(to ")?.split_once(") ")
}

/// Does what a line of a transcript says she does.
fn acts(sari: &Person, act: &str) {
    if let Some((number, text)) = reply(act) {
        return sari.replies(number, text);
    }
    if let Some(label) = act.strip_prefix('[').and_then(|act| act.strip_suffix(']')) {
        let heard = sari.heard();
        let bubbles = heard.iter().filter_map(Line::bubble);
        let shown = bubbles.flat_map(|bubble| &bubble.choices).any(|choice| choice.label == label);
        return if shown { sari.taps(label) } else { sari.says(label) };
    }
    if let Some(payload) = act.strip_prefix('{').and_then(|act| act.strip_suffix('}')) {
        return sari.taps_on(payload);
    }
    if let Some(caption) = act.strip_prefix("(photo)") {
        let caption = Some(caption.trim()).filter(|caption| !caption.is_empty());
        let more = caption.map_or_else(|| json!({}), |caption| json!({ "caption": caption }));
        sari.sends_photo(b"no photo", &more);
        return;
    }
    if let Some(place) = act.strip_prefix("(location ") {
        let (latitude, longitude) = place.trim_end_matches(')').split_once(", ").unwrap();
        return sari.shares_place(latitude.parse().unwrap(), longitude.parse().unwrap());
    }
    if let Some(phone) = act.strip_prefix("(her contact ") {
        return sari.shares_contact(phone.trim_end_matches(')'), "contact_request");
    }
    let media = |kind: &str| -> Value { json!({ "type": kind, kind: { "id": "1" } }) };
    match act {
        "(somebody's contact)" => sari.shares_contact("+6281298765432", "other"),
        "(voice note)" => drop(sari.sends(act, &media("audio"))),
        "(sticker)" => drop(sari.sends(act, &media("sticker"))),
        "(something else)" => drop(sari.sends(act, &json!({ "type": "unsupported" }))),
        text => sari.says(text),
    }
}
