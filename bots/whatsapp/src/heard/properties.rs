//! Whatever comes, nothing panics, and what is said stays within limits. `fuzz/` does the same for as
//! long as one likes.

use aduan::{
    domain::Language,
    ports::{Button, Message as Said, Wanted},
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::{
    notification,
    outgoing::{Outgoing, render},
    status::word,
};

const KEYS: [&str; 34] = [
    "entry",
    "changes",
    "field",
    "value",
    "metadata",
    "phone_number_id",
    "contacts",
    "messages",
    "statuses",
    "user_preferences",
    "errors",
    "wa_id",
    "user_id",
    "id",
    "timestamp",
    "type",
    "from",
    "from_user_id",
    "text",
    "body",
    "image",
    "location",
    "latitude",
    "longitude",
    "interactive",
    "button_reply",
    "list_reply",
    "button",
    "payload",
    "system",
    "previous_user_id",
    "status",
    "pricing",
    "code",
];

/// Any JSON, most of whose keys are those of notifications.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        prop_oneof!["text", "system", "contacts", "628[0-9]{9}", "ID\\.[0-9]{5}", ".*"]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 80, 8, |inner| {
        let key =
            prop_oneof![proptest::sample::select(&KEYS[..]).prop_map(str::to_owned), "[a-z_]{1,9}"];
        let object = proptest::collection::vec((key, inner.clone()), 0..8);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Value::from),
            object.prop_map(|all| Value::Object(all.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_let_go(value in anything(), wrapped in any::<bool>()) {
        let now = "2026-11-21T01:30:00Z".parse().unwrap();
        let body = if wrapped {
            json!({ "entry": [{ "changes": [{ "field": "messages", "value": value }] }] })
        } else {
            value
        };
        for happened in notification::read(body.to_string().as_bytes()).unwrap_or_default() {
            for message in &happened.messages {
                drop(meant(message, &happened, now));
            }
            happened.statuses.iter().for_each(|status| drop(word(status)));
            happened.preferences.iter().for_each(|wish| drop(preferred(wish, &happened, now)));
        }
    }

    #[test]
    fn whatever_is_no_json_is_let_go(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        drop(notification::read(&bytes));
    }

    #[test]
    fn whatever_is_said_fits(text in ".{0,5000}", labels in proptest::collection::vec("(Ya|.{0,30})", 0..13)) {
        let button = |(at, label): (usize, String)| Button {
            payload: format!("k3f9:{}", at % 11).into(),
            hint: (at % 2 == 0).then(|| label.chars().rev().collect::<String>().into()),
            label: label.into(),
        };
        let buttons: Vec<Button> = labels.into_iter().enumerate().map(button).collect();
        for (wanted, list) in [(None, false), (None, true), (Some(Wanted::Location), false), (Some(Wanted::Contact), true)] {
            let said = Said {
                text: text.as_str().into(),
                language: Language::Indonesian,
                buttons: buttons.clone(),
                list_label: list.then(|| "Pilih".into()),
                wanted,
            };
            let peer = Peer::new(Channel::WhatsApp, "+6281234567890");
            let sent = serde_json::to_value(Outgoing::new(&peer, render(&said), None)).unwrap();
            prop_assert_eq!(within_limits(&sent), Ok(()), "{}", sent);
        }
    }
}

/// Whether it is a message that WhatsApp takes (Cloud API, the pages of each kind).
fn within_limits(sent: &Value) -> Result<(), &'static str> {
    let fits = |value: &Value, most: usize| {
        value.as_str().is_some_and(|text| (1..=most).contains(&text.chars().count()))
    };
    let different = |titles: Vec<&Value>| {
        let all = titles.iter().enumerate();
        all.into_iter().all(|(at, title)| !titles[..at].contains(title))
    };
    if sent["type"] == "text" {
        return if fits(&sent["text"]["body"], 4096) { Ok(()) } else { Err("text") };
    }
    let (interactive, action) = (&sent["interactive"], &sent["interactive"]["action"]);
    if !fits(&interactive["body"]["text"], 1024) {
        return Err("body");
    }
    match interactive["type"].as_str() {
        Some("button") => {
            let all = action["buttons"].as_array().unwrap();
            let replies: Vec<&Value> = all.iter().map(|button| &button["reply"]).collect();
            let good = (1..=3).contains(&replies.len())
                && replies.iter().all(|one| fits(&one["title"], 20) && fits(&one["id"], 256))
                && different(replies.iter().map(|one| &one["title"]).collect())
                && different(replies.iter().map(|one| &one["id"]).collect());
            if good { Ok(()) } else { Err("buttons") }
        }
        Some("list") => {
            let rows = action["sections"][0]["rows"].as_array().unwrap();
            let hint = |row: &Value| row.get("description").is_none_or(|hint| fits(hint, 72));
            let good = (1..=10).contains(&rows.len())
                && fits(&action["button"], 20)
                && rows
                    .iter()
                    .all(|row| fits(&row["title"], 24) && fits(&row["id"], 200) && hint(row))
                && different(rows.iter().map(|row| &row["id"]).collect());
            if good { Ok(()) } else { Err("list") }
        }
        Some("location_request_message") if action["name"] == "send_location" => Ok(()),
        Some("request_contact_info") if action["name"] == "request_contact_info" => Ok(()),
        _ => Err("kind"),
    }
}
