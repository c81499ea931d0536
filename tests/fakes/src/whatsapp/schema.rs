//! Whether a body is a message that may be sent: by the schema, and by what a schema cannot say.

use std::{collections::BTreeSet, sync::LazyLock};

use jsonschema::Validator;
use serde_json::Value;

/// One schema for each type of message, by its name; the one of a mark of reading has none.
static KINDS: LazyLock<Vec<(String, Validator)>> = LazyLock::new(|| {
    let text = include_str!("../../../fixtures/whatsapp/outbound.schema.json");
    let schema: Value = serde_json::from_str(text).unwrap();
    let kinds = schema["oneOf"].as_array().unwrap().iter();
    let name =
        |kind: &Value| kind["properties"]["type"]["const"].as_str().unwrap_or_default().to_owned();
    kinds.map(|kind| (name(kind), jsonschema::validator_for(kind).unwrap())).collect()
});

/// The most rows of a list, in all its sections (Cloud API, "Interactive list messages").
const ROWS: usize = 10;

/// Checks a body for `POST /{phone number}/messages`, and says what is wrong with it.
///
/// # Errors
/// What the real one would refuse, or read otherwise than it is meant.
pub fn check(body: &Value) -> Result<(), String> {
    let kind = body["type"].as_str().unwrap_or_default();
    let Some((_, schema)) = KINDS.iter().find(|(name, _)| name == kind) else {
        return Err(format!("no message is of type {kind:?}"));
    };
    if let Some(error) = schema.iter_errors(body).next() {
        return Err(format!("{error} at {}", error.instance_path()));
    }
    if let Some(to) = body["to"].as_str() {
        if body.get("recipient").is_some() {
            return Err("either to or recipient".to_owned());
        }
        if !to.starts_with('+') {
            return Err("a number without + may be taken for one of our own country".to_owned());
        }
    }
    blank(&body["text"]["body"])?;
    let interactive = &body["interactive"];
    blank(&interactive["body"]["text"])?;
    let action = &interactive["action"];
    let buttons: Vec<&Value> = each(&action["buttons"]).map(|button| &button["reply"]).collect();
    let sections: Vec<&Value> = each(&action["sections"]).collect();
    let rows: Vec<&Value> = sections.iter().flat_map(|section| each(&section["rows"])).collect();
    unique("id", &buttons)?;
    unique("title", &buttons)?;
    unique("id", &rows)?;
    if rows.len() > ROWS {
        return Err(format!("{} rows in all", rows.len()));
    }
    if sections.len() > 1 && sections.iter().any(|section| section.get("title").is_none()) {
        return Err("one of several sections has no title".to_owned());
    }
    Ok(())
}

fn each(array: &Value) -> impl Iterator<Item = &Value> {
    array.as_array().into_iter().flatten()
}

fn blank(text: &Value) -> Result<(), String> {
    let blank = text.as_str().is_some_and(|text| text.trim().is_empty());
    if blank { Err("words without a word".to_owned()) } else { Ok(()) }
}

fn unique(name: &str, all: &[&Value]) -> Result<(), String> {
    let different: BTreeSet<&str> = all.iter().filter_map(|one| one[name].as_str()).collect();
    if different.len() == all.len() { Ok(()) } else { Err(format!("the same {name} twice")) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(body: &str) -> Value {
        json!({ "messaging_product": "whatsapp", "to": "+628123456789", "type": "text",
            "text": { "body": body } })
    }

    fn buttons(all: &[(&str, &str)]) -> Value {
        let button = |(id, title): &(&str, &str)| json!({ "type": "reply", "reply": { "id": id, "title": title } });
        let buttons: Vec<Value> = all.iter().map(button).collect();
        json!({ "messaging_product": "whatsapp", "recipient": "ID.1350120865530274191",
            "type": "interactive", "interactive": { "type": "button",
            "body": { "text": "?" }, "action": { "buttons": buttons } } })
    }

    fn list(sections: &[usize]) -> Value {
        let row = |at: usize| json!({ "id": at.to_string(), "title": "Jalan" });
        let mut at = 0;
        let mut section = |rows: &usize| {
            let rows: Vec<Value> = (at..at + rows).map(row).collect();
            at += rows.len();
            json!({ "title": "Satu", "rows": rows })
        };
        let sections: Vec<Value> = sections.iter().map(&mut section).collect();
        json!({ "messaging_product": "whatsapp", "to": "+628123456789", "type": "interactive",
            "interactive": { "type": "list", "body": { "text": "?" },
            "action": { "button": "Pilih", "sections": sections } } })
    }

    #[test]
    fn what_whatsapp_takes_passes() {
        for body in [
            text("halo"),
            text(&"a".repeat(4096)),
            buttons(&[("1", "Ya"), ("2", "Tidak"), ("3", "Menu")]),
            list(&[10]),
            list(&[4, 6]),
            json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1" }),
        ] {
            assert_eq!(check(&body), Ok(()), "{body}");
        }
    }

    #[test]
    fn what_whatsapp_refuses_does_not() {
        let mut plain = text("halo");
        plain["to"] = "628123456789".into();
        let mut both = text("halo");
        both["recipient"] = "ID.1350120865530274191".into();
        let mut untitled = list(&[4, 6]);
        untitled["interactive"]["action"]["sections"][1].as_object_mut().unwrap().remove("title");
        let mut odd = text("halo");
        odd["text"]["colour"] = "red".into();
        for (body, mistake) in [
            (text(""), "shorter than 1"),
            (text(" \n"), "without a word"),
            (text(&"a".repeat(4097)), "longer than 4096"),
            (plain, "without +"),
            (both, "either to or recipient"),
            (odd, "colour"),
            (buttons(&[]), "less than 1"),
            (buttons(&[("1", "Ya"), ("1", "Tidak")]), "the same id twice"),
            (buttons(&[("1", "Ya"), ("2", "Ya")]), "the same title twice"),
            (list(&[6, 6]), "12 rows"),
            (untitled, "no title"),
            (json!({ "type": "poll" }), "no message is of type"),
        ] {
            let told = check(&body).unwrap_err();
            let fits = told.contains(mistake) || told.contains("oneOf");
            assert!(fits, "{mistake}: {told}");
        }
    }
}
