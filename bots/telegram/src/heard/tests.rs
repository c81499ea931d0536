use aduan_gateway::{Heard, Quoted};
use serde_json::{Value, json};

use super::*;

fn now() -> DateTime<Utc> {
    "2026-11-21T01:30:00Z".parse().unwrap()
}

fn read(update: Value) -> Meant {
    meant(serde_json::from_value(update).unwrap(), "123456", now())
}

/// A message of Sari's, with more in it.
fn private(more: &Value) -> Value {
    let mut message = json!({
        "message_id": 5,
        "date": 1_790_000_000,
        "chat": { "id": 42, "type": "private", "first_name": "Sari" },
        "from": { "id": 42, "is_bot": false, "first_name": "Sari", "language_code": "id" },
    });
    let more = more.as_object().unwrap().clone();
    message.as_object_mut().unwrap().extend(more);
    message
}

fn heard(more: &Value) -> Option<Heard> {
    match read(json!({ "update_id": 7, "message": private(more) })) {
        Meant::Message(message) => Some(message.input),
        Meant::Tap(..) | Meant::Status(..) => panic!("no message"),
        Meant::Nothing => None,
    }
}

fn said(text: &str) -> Heard {
    Heard::Said { text: text.into() }
}

#[test]
fn words_come_with_who_wrote_them_and_what_they_reply_to() {
    let to =
        json!({ "message_id": 4, "from": { "id": 1, "is_bot": true }, "text": "Kabar LP-7K3M" });
    let message = private(&json!({ "text": "sudah", "reply_to_message": to }));
    let Meant::Message(message) = read(json!({ "update_id": 7, "message": message })) else {
        panic!("a message");
    };
    assert_eq!(&*message.peer.address, "42");
    assert_eq!(&*message.provider_id, "123456:7");
    assert_eq!(message.quoted, Some(Quoted::Words("Kabar LP-7K3M".into())));
    assert_eq!(message.language, Some(Language::Indonesian));
    assert_eq!(message.at.timestamp(), 1_790_000_000);
}

#[test]
fn commands_are_words_with_or_without_the_name_of_the_bot() {
    for (text, words) in [
        ("/menu", "/menu"),
        ("/laporan_saya@AduanLestariBot", "laporan_saya"),
        ("/start x@y", "/start"),
        ("/start c_LP-7K3M-9QXT", "LP-7K3M-9QXT"),
        ("/start l_RWX8-D7P8", "link RWX8-D7P8"),
        ("a@b", "a@b"),
    ] {
        assert_eq!(heard(&json!({ "text": text })), Some(said(words)));
    }
}

#[test]
fn the_largest_photo_that_can_be_fetched_is_taken() {
    let size = |id: &str, width: u64, bytes: u64| json!({ "file_id": id, "width": width, "height": width, "file_size": bytes });
    let photo = [size("a", 90, 1_000), size("b", 1280, 200_000), size("c", 9000, 30_000_000)];
    let media = |source: &str, caption: Option<&str>, settle_after| {
        let (source, caption) = (source.into(), caption.map(Into::into));
        Some(Heard::SentMedia { source, caption, settle_after })
    };
    assert_eq!(
        heard(&json!({ "photo": photo, "caption": "lampu", "media_group_id": "1" })),
        media("b", Some("lampu"), ALBUM)
    );
    let file = json!({ "file_id": "d", "mime_type": "image/png" });
    assert_eq!(heard(&json!({ "document": file })), media("d", None, TimeDelta::zero()));
    let file = json!({ "file_id": "d", "mime_type": "application/pdf" });
    assert_eq!(heard(&json!({ "document": file })), Some(Heard::Other));
}

#[test]
fn places_and_what_cannot_be_read() {
    let there = json!({ "latitude": -7.4, "longitude": 109.2, "live_period": 900 });
    let point = Point::new(-7.4, 109.2).ok();
    assert_eq!(heard(&json!({ "location": there })), Some(Heard::SharedPlace { point }));
    assert_eq!(
        heard(&json!({ "venue": { "location": there } })),
        Some(Heard::SharedPlace { point })
    );
    let nowhere = json!({ "latitude": 900.0, "longitude": 0.0 });
    assert_eq!(heard(&json!({ "location": nowhere })), Some(Heard::SharedPlace { point: None }));
    for (kind, read) in [
        ("voice", Heard::Voice),
        ("video_note", Heard::Voice),
        ("sticker", Heard::Sticker),
        ("animation", Heard::Sticker),
        ("video", Heard::Other),
        ("poll", Heard::Other),
        ("something_of_next_year", Heard::Other),
    ] {
        assert_eq!(heard(&json!({ kind: { "file_id": "x" } })), Some(read), "{kind}");
    }
}

#[test]
fn an_edit_is_told_apart_and_a_live_location_that_moves_is_nothing() {
    let edit = |more: &Value| read(json!({ "update_id": 8, "edited_message": private(more) }));
    assert!(matches!(
        edit(&json!({ "text": "b" })),
        Meant::Message(Inbound { input: Heard::Edited, .. })
    ));
    assert!(matches!(
        edit(&json!({ "location": { "latitude": 1.0, "longitude": 2.0 } })),
        Meant::Nothing
    ));
}

#[test]
fn a_tap_is_heard_and_its_keyboard_known_unless_it_is_too_old() {
    let tap = |date: i64, chat: &str| {
        let message = json!({ "message_id": 3, "date": date, "chat": { "id": 42, "type": chat } });
        let from = json!({ "id": 42, "is_bot": false });
        read(json!({ "update_id": 9, "callback_query": {
            "id": "q", "from": from, "data": "k3f9:1", "message": message } }))
    };
    let Meant::Tap(Tap { query, on }, Some(said)) = tap(5, "private") else { panic!("a tap") };
    assert_eq!((&*query, on), ("q", Some((42, 3))));
    assert_eq!(said.input, Heard::Chose { payload: "k3f9:1".into() });
    assert!(matches!(tap(0, "private"), Meant::Tap(Tap { on: None, .. }, Some(_))));
    assert!(matches!(tap(5, "group"), Meant::Tap(Tap { on: None, .. }, None)));
}

#[test]
fn groups_bots_and_what_a_chat_says_of_itself_are_nothing_to_us() {
    let from_bot = json!({ "text": "x", "from": { "id": 42, "is_bot": true } });
    let group = json!({ "text": "x", "chat": { "id": -1, "type": "supergroup" } });
    for more in [from_bot, group, json!({ "pinned_message": {} }), json!({ "web_app_data": {} })] {
        assert_eq!(heard(&more), None, "{more}");
    }
}

#[test]
fn a_field_that_is_not_what_it_should_be_costs_no_other() {
    let odd = json!({ "text": "lampu mati", "photo": "?", "contact": [], "date": "gestern" });
    assert_eq!(heard(&odd), Some(said("lampu mati")));
    for update in [json!({}), json!({ "update_id": "x" }), json!({ "update_id": 1, "message": 5 })]
    {
        assert!(matches!(read(update), Meant::Nothing));
    }
}

#[test]
fn every_published_update_is_understood_or_let_go() {
    let all = include_str!("../../../../tests/fixtures/telegram/inbound.json");
    let all: Vec<Value> = serde_json::from_str(all).unwrap();
    let mut kinds = [0, 0, 0];
    for published in all {
        match read(published["body"].clone()) {
            Meant::Message(_) | Meant::Status(..) => kinds[0] += 1,
            Meant::Tap(..) => kinds[1] += 1,
            Meant::Nothing => kinds[2] += 1,
        }
    }
    assert_eq!(kinds, [1, 3, 44], "a changed text, three taps, and what is for groups");
}

#[test]
fn what_a_chat_says_of_itself_is_in_the_description_of_the_api() {
    let api = include_str!("../../../../tests/fixtures/telegram/bot-api-10.3.json");
    let api: Value = serde_json::from_str(api).unwrap();
    let fields = &api["types"]["Message"]["fields"];
    let unknown: Vec<_> = SERVICE.iter().filter(|field| fields.get(field).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(SERVICE.is_sorted());
}

#[test]
fn only_her_own_card_proves_a_number() {
    let contact = |user: Value| json!({ "phone_number": "6281234567890", "user_id": user });
    let phone = Phone::parse("+6281234567890").ok();
    let card = |more: &Value| heard(more).unwrap();
    assert_eq!(card(&json!({ "contact": contact(42.into()) })), Heard::SharedContact { phone });
    let passed_on = json!({ "contact": contact(42.into()), "forward_origin": { "type": "user" } });
    for user in [7.into(), Value::Null] {
        let somebody = json!({ "contact": contact(user) });
        assert_eq!(card(&somebody), Heard::SharedContact { phone: None });
    }
    assert_eq!(card(&passed_on), Heard::SharedContact { phone: None });
}

#[test]
fn only_who_writes_it_herself_asks_for_the_status() {
    let asks = |more: Value| read(json!({ "update_id": 7, "message": private(&more) }));
    assert!(matches!(asks(json!({ "text": "/status" })), Meant::Status(42, _)));
    let passed_on = json!({ "text": "/status", "forward_origin": { "type": "user" } });
    assert!(matches!(asks(passed_on), Meant::Message(_)));
    let group = json!({ "text": "/status", "chat": { "id": -1, "type": "group" } });
    assert!(matches!(asks(group), Meant::Nothing));
    let edit =
        read(json!({ "update_id": 7, "edited_message": private(&json!({ "text": "/status" })) }));
    assert!(matches!(edit, Meant::Message(_)));
}
