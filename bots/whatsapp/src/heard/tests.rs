use serde_json::{Value, json};

use super::*;
use crate::notification;

fn now() -> DateTime<Utc> {
    "2026-11-21T01:30:00Z".parse().unwrap()
}

/// What a body means, message by message.
fn read(body: &Value) -> Vec<Meant> {
    let all = notification::read(body.to_string().as_bytes()).unwrap();
    let of = |one: &Happened| one.messages.iter().map(|m| meant(m, one, now())).collect::<Vec<_>>();
    all.iter().flat_map(of).collect()
}

/// A body with one change.
fn body(value: &Value) -> Value {
    json!({ "object": "whatsapp_business_account",
        "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": value }] }] })
}

/// A message of Sari's, with more in it.
fn message(more: &Value) -> Value {
    let mut message =
        json!({ "from": "6281234567890", "id": "wamid.1", "timestamp": "1790000000" });
    message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    message
}

fn only(value: &Value) -> Option<Inbound> {
    match read(&body(value)).pop()? {
        Meant::Message(message) | Meant::Moved(message) => Some(message),
        Meant::Nothing => None,
    }
}

fn heard(more: &Value) -> Option<Heard> {
    only(&json!({ "messages": [message(more)] })).map(|message| message.input)
}

fn said(text: &str) -> Heard {
    Heard::Said { text: text.into() }
}

fn chose(payload: &str) -> Heard {
    Heard::Chose { payload: payload.into() }
}

const ID: &str = "ID.1350120865530274191";

#[test]
fn people_are_known_by_their_id_and_whatsapp_vouches_for_the_number_beside_it() {
    let text = json!({ "type": "text", "text": { "body": "halo" } });
    let with_number = json!([{ "wa_id": "6281234567890", "user_id": ID }]);
    let without = json!({ "id": "wamid.1", "type": "text", "text": { "body": "halo" } });
    let with_id =
        json!({ "from_user_id": ID, "id": "wamid.1", "type": "text", "text": { "body": "x" } });
    let misplaced = json!({ "from": ID, "id": "wamid.1", "type": "text", "text": { "body": "x" } });
    let phone = Phone::parse("+6281234567890").ok();
    for (value, address, vouched) in [
        (json!({ "messages": [message(&text)], "contacts": with_number }), ID, phone.clone()),
        (json!({ "messages": [message(&text)] }), "+6281234567890", phone.clone()),
        (json!({ "messages": [without], "contacts": [{ "user_id": ID }] }), ID, None),
        (json!({ "messages": [with_id] }), ID, None),
        (json!({ "messages": [misplaced], "contacts": [{ "wa_id": ID }] }), ID, None),
    ] {
        let message = only(&value).unwrap();
        assert_eq!((&*message.peer.address, message.phone), (address, vouched), "{value}");
    }
    let nobody =
        json!({ "messages": [{ "id": "wamid.1", "type": "text", "text": { "body": "x" } }] });
    assert!(only(&nobody).is_none());
}

#[test]
fn a_card_of_somebody_else_beside_it_is_not_hers() {
    let text = json!({ "type": "text", "text": { "body": "halo" } });
    let other = json!([{ "wa_id": "628999", "user_id": "ID.2" }]);
    let message = only(&json!({ "messages": [message(&text)], "contacts": other })).unwrap();
    assert_eq!(&*message.peer.address, "+6281234567890");
}

#[test]
fn taps_are_heard_by_their_ids_and_stop_is_a_word() {
    let tap = |kind: &str, of: Value| heard(&json!({ "type": kind, kind: of }));
    let reply = json!({ "type": "button_reply", "button_reply": { "id": "k3:1", "title": "Ya" } });
    assert_eq!(tap("interactive", reply), Some(chose("k3:1")));
    let row = json!({ "type": "list_reply", "list_reply": { "id": "k3:7", "title": "Lampu" } });
    assert_eq!(tap("interactive", row), Some(chose("k3:7")));
    assert_eq!(
        tap("button", json!({ "payload": "see:LP-7K3M-9QXT", "text": "Lihat" })),
        Some(chose("see:LP-7K3M-9QXT"))
    );
    assert_eq!(tap("button", json!({ "payload": "stop", "text": "Berhenti" })), Some(said("stop")));
    let flow = json!({ "type": "nfm_reply", "nfm_reply": { "response_json": "{" } });
    assert_eq!(tap("interactive", flow), Some(Heard::Other));
}

#[test]
fn photos_are_taken_and_the_rest_gets_a_polite_answer_or_none() {
    let photo = json!({ "type": "image", "image": { "id": "77", "caption": "lampu" } });
    let (source, caption) = ("77".into(), Some("lampu".into()));
    let media = Heard::SentMedia { source, caption, settle_after: ALBUM };
    assert_eq!(heard(&photo), Some(media));
    let file = json!({ "type": "document", "document": { "id": "7", "mime_type": "image/png" } });
    assert!(matches!(heard(&file), Some(Heard::SentMedia { .. })));
    for (kind, read) in [
        ("video", Some(Heard::Other)),
        ("document", Some(Heard::Other)),
        ("audio", Some(Heard::Voice)),
        ("sticker", Some(Heard::Sticker)),
        ("order", Some(Heard::Other)),
        ("unsupported", Some(Heard::Other)),
        ("something_of_next_year", Some(Heard::Other)),
        ("request_welcome", Some(said("/start"))),
        ("reaction", None),
        ("edit", None),
        ("revoke", None),
    ] {
        assert_eq!(heard(&json!({ "type": kind, kind: { "id": "x" } })), read, "{kind}");
    }
    let group = json!({ "type": "text", "text": { "body": "x" }, "group_id": "G" });
    assert_eq!(heard(&group), None);
}

#[test]
fn a_place_is_read_and_one_that_is_none_is_said_to_be() {
    let place = |latitude: f64| json!({ "type": "location", "location": { "latitude": latitude, "longitude": 109.2 } });
    let point = Point::new(-7.4, 109.2).ok();
    assert_eq!(heard(&place(-7.4)), Some(Heard::SharedPlace { point }));
    assert_eq!(heard(&place(900.0)), Some(Heard::SharedPlace { point: None }));
}

#[test]
fn only_the_card_that_was_asked_for_proves_a_number() {
    let card = |origin: Value| {
        let phones = json!([{ "phone": "+62 812-3456-7890", "wa_id": "6281234567890" }]);
        heard(&json!({ "type": "contacts", "contacts": [{ "origin": origin, "phones": phones }] }))
    };
    let phone = Phone::parse("+6281234567890").ok();
    assert_eq!(card("contact_request".into()), Some(Heard::SharedContact { phone }));
    for origin in ["other".into(), Value::Null, 7.into()] {
        assert_eq!(card(origin), Some(Heard::SharedContact { phone: None }));
    }
}

#[test]
fn another_number_or_another_id_is_told_with_who_she_was() {
    let system = json!({ "type": "system", "system": { "type": "user_changed_number",
        "wa_id": "6281999999999", "user_id": "ID.2", "previous_user_id": ID } });
    let moved = only(&json!({ "messages": [message(&system)] })).unwrap();
    assert_eq!((&*moved.peer.address, moved.phone), ("ID.2", Phone::parse("+6281999999999").ok()));
    let phone = Phone::parse("+6281234567890").ok();
    assert_eq!(moved.input, Heard::Moved { from: Peer::new(Channel::WhatsApp, ID), phone });

    let only_id = json!({ "id": "wamid.2", "from_user_id": ID, "type": "system",
        "system": { "type": "user_changed_user_id", "user_id": "ID.2", "previous_user_id": ID } });
    let moved = only(&json!({ "messages": [only_id] })).unwrap();
    assert_eq!((&*moved.peer.address, moved.phone), ("ID.2", None));
    let other = json!({ "type": "system", "system": { "type": "customer_identity_changed" } });
    assert_eq!(heard(&other), None);
}

#[test]
fn without_a_new_id_another_number_is_that_of_the_account_she_had() {
    let changed = |more: Value| {
        let mut system = json!({ "type": "user_changed_number", "wa_id": "6281999999999" });
        system.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let of = json!({ "type": "system", "system": system });
        let contacts = json!([{ "wa_id": "6281234567890", "user_id": ID }]);
        [json!([]), contacts].map(|contacts| {
            only(&json!({ "messages": [message(&of)], "contacts": contacts })).unwrap()
        })
    };
    let [old, new] = ["+6281234567890", "+6281999999999"].map(|number| Phone::parse(number).ok());
    let from = |address: &str| {
        let from = Peer::new(Channel::WhatsApp, address);
        Heard::Moved { from, phone: old.clone() }
    };
    // Her id is told as the one before, or beside it, or not at all: then all that is known is
    // numbers.
    let [alone, beside] = changed(json!({ "previous_user_id": ID }));
    let [nothing, only_beside] = changed(json!({}));
    for (moved, was, is) in [
        (alone, ID, ID),
        (beside, ID, ID),
        (only_beside, ID, ID),
        (nothing, "+6281234567890", "+6281999999999"),
    ] {
        assert_eq!((&*moved.peer.address, &moved.phone, &moved.input), (is, &new, &from(was)));
    }
}

#[test]
fn time_is_read_in_seconds_and_in_milliseconds_and_is_never_ahead() {
    let at = |timestamp: &str| {
        let text = json!({ "type": "text", "text": { "body": "x" }, "timestamp": timestamp });
        only(&json!({ "messages": [message(&text)] })).unwrap().at
    };
    assert_eq!(at("1790000000").timestamp(), 1_790_000_000);
    assert_eq!(at("1790000000500").timestamp(), 1_790_000_000);
    for odd in ["9999999999", "gestern", "-5", "0"] {
        assert_eq!(at(odd), now(), "{odd}");
    }
}

#[test]
fn one_that_cannot_be_read_costs_no_other() {
    let good = message(&json!({ "type": "text", "text": { "body": "lampu mati" } }));
    let odd = message(&json!({ "type": "text", "text": { "body": 7 }, "context": [] }));
    let value = json!({ "messages": [5, null, good, odd, { "type": [] }], "contacts": "?", "statuses": {} });
    let mut notification = body(&value);
    notification["entry"].as_array_mut().unwrap().insert(0, json!({ "changes": [7, {}] }));
    let heard: Vec<Meant> = read(&notification);
    let said = heard.iter().filter(|meant| matches!(meant, Meant::Message(_))).count();
    assert_eq!(said, 1, "of {}", heard.len());

    // Deeper than any reader follows.
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let text = notification.to_string().replace("\"?\"", &deep);
    let happened = notification::read(text.as_bytes()).unwrap();
    assert_eq!(happened.last().unwrap().messages.len(), 3);
}

#[test]
fn every_published_body_is_understood_or_let_go() {
    let all = include_str!("../../../../tests/fixtures/whatsapp/inbound.json");
    let all: Vec<Value> = serde_json::from_str(all).unwrap();
    let mut kinds = [0, 0, 0];
    for published in &all {
        for meant in read(&published["body"]) {
            match meant {
                Meant::Message(_) => kinds[0] += 1,
                Meant::Moved(_) => kinds[1] += 1,
                Meant::Nothing => kinds[2] += 1,
            }
        }
    }
    assert_eq!(all.len(), 57);
    assert_eq!(kinds, [35, 2, 6], "answered, moved, and what needs no answer");
}

/// What a body says of the wishes of the one person in it.
fn wished(value: &Value) -> Option<Inbound> {
    let all = notification::read(body(value).to_string().as_bytes()).unwrap();
    preferred(&all[0].preferences[0], &all[0], now())
}

#[test]
fn a_wish_for_no_news_is_no_message() {
    let wish = |value: &str| {
        let wish = json!({ "wa_id": "6281234567890", "value": value, "timestamp": 1_790_000_000 });
        wished(&json!({ "user_preferences": [wish] }))
    };
    assert_eq!(wish("stop").unwrap().input, Heard::SetNews { wanted: false });
    assert_eq!(wish("resume").unwrap().input, Heard::SetNews { wanted: true });
    assert!(wish("perhaps").is_none());
    let [stop, resume] = ["stop", "resume"].map(|value| wish(value).unwrap().provider_id);
    assert_ne!(stop, resume, "each of one second is heard");
}

#[test]
fn a_wish_is_hers_whose_card_stands_beside_it_whenever_it_was_made() {
    for timestamp in [json!(1_790_000_000), json!("gestern"), json!(null)] {
        let wish = json!({ "wa_id": "6281234567890", "value": "stop", "timestamp": timestamp });
        let card = json!({ "wa_id": "6281234567890", "user_id": ID });
        let wish = wished(&json!({ "user_preferences": [wish], "contacts": [card] })).unwrap();
        assert_eq!(&*wish.peer.address, ID, "{timestamp}");
    }
}

#[test]
fn a_reply_names_what_it_replies_to_and_a_tap_does_not() {
    let with = |kind: &str, of: Value, context: Value| {
        only(&json!({ "messages": [message(&json!({ "type": kind, kind: of, "context": context }))] }))
            .unwrap()
            .quoted
    };
    let ours = || json!({ "from": "15550783881", "id": "wamid.ours" });
    let quoted = Some(Quoted::Message { id: "wamid.ours".into() });
    assert_eq!(with("text", json!({ "body": "nomor 14" }), ours()), quoted);
    assert_eq!(with("image", json!({ "id": "7" }), ours()), quoted);
    let reply = json!({ "button_reply": { "id": "k3:1", "title": "Ya" } });
    assert_eq!(with("interactive", reply, ours()), None);
    assert_eq!(with("button", json!({ "payload": "stop" }), ours()), None);
    for none in [json!({ "forwarded": true }), json!([]), json!({ "id": "" })] {
        assert_eq!(with("text", json!({ "body": "x" }), none), None);
    }
}
