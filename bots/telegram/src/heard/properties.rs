//! Whatever comes, nothing panics, and what is said stays within limits. `fuzz/` does the same for as
//! long as one likes.

use aduan::{
    domain::Language,
    ports::{Button, Message as Said, Wanted},
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::render::render;

const KEYS: [&str; 24] = [
    "update_id",
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "from",
    "chat",
    "id",
    "type",
    "is_bot",
    "text",
    "caption",
    "photo",
    "location",
    "latitude",
    "longitude",
    "contact",
    "phone_number",
    "user_id",
    "data",
    "document",
    "mime_type",
    "reply_to_message",
    "date",
];

/// Any JSON, most of whose keys are those of updates.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        prop_oneof!["private", "/start p_1_2", "/start c_LP", "image/png", ".*"]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
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
        let value = if wrapped { json!({ "update_id": 1, "message": value }) } else { value };
        if let Ok(update) = serde_json::from_value::<Update>(value) {
            drop(meant(update, "1", now));
        }
    }

    #[test]
    fn whatever_is_said_fits(text in ".{0,5000}", labels in proptest::collection::vec(".{1,24}", 0..10)) {
        let button = |(at, label): (usize, String)| Button {
            payload: format!("k3f9:{at}").into(),
            hint: (at % 2 == 0).then(|| label.chars().rev().collect::<String>().into()),
            label: label.into(),
        };
        let buttons = labels.into_iter().enumerate().map(button).collect();
        for wanted in [None, Some(Wanted::Location)] {
            let said = Said {
                text: text.as_str().into(),
                language: Language::Indonesian,
                buttons: Vec::clone(&buttons),
                list_label: None,
                wanted,
            };
            let html = render(&said).html;
            let bare = html.replace("<b>", "").replace("</b>", "");
            prop_assert!(!bare.contains(['<', '>']), "{html}");
            prop_assert_eq!(html.matches("<b>").count(), html.matches("</b>").count());
            let read = bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            prop_assert!(read.encode_utf16().count() <= 4096);
        }
    }
}
