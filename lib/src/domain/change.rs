//! What differs between two set-ups, as the log, the history page and an import tell it.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Setup, Thing};
use crate::log::digest;

/// One thing of the set-up that became another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What kind of thing.
    pub thing: Thing,
    /// Which: its id, or the Indonesian name of a reply; empty where it is about all of a kind.
    pub id: Box<str>,
    /// What changed in it. A new thing had nothing before, and one that is gone has nothing after.
    pub fields: Vec<FieldChange>,
}

/// A part of a thing that became another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its name, as the file writes it.
    pub field: Box<str>,
    /// What it was; `None` if it was not there, or empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<str>>,
    /// What it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Box<str>>,
}

impl FieldChange {
    /// What became of a part, if anything did.
    pub fn of(field: &str, before: &Value, after: &Value) -> Option<Self> {
        let (before, after) = (told(before), told(after));
        (before != after).then(|| Self { field: field.into(), before, after })
    }
}

/// What is longer than this many bytes is told by its digest.
const LONGEST: usize = 160;

/// How a value is told.
fn told(value: &Value) -> Option<Box<str>> {
    let text = match value {
        Value::Null | Value::Bool(false) => return None,
        Value::Array(all) if all.is_empty() => return None,
        Value::Object(all) if all.is_empty() => return None,
        // A name in both languages, as people write it.
        Value::Object(all) => match (all.get("id"), all.get("en")) {
            (Some(Value::String(id)), Some(Value::String(en))) => format!("{id} / {en}"),
            _ => value.to_string(),
        },
        Value::String(text) if text.is_empty() => return None,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.len() <= LONGEST {
        return Some(text.into());
    }
    let digest = URL_SAFE_NO_PAD.encode(&digest(text.as_bytes())[..9]);
    Some(format!("sha256:{digest}… ({} bytes)", text.len()).into())
}

/// Things of a kind as they are written, each by what it is called.
type Written = Vec<(Box<str>, Map<String, Value>)>;

fn written<T: Serialize>(things: &[T], called: impl Fn(&T) -> &str) -> Written {
    let object = |thing: &T| match serde_json::to_value(thing) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    };
    things.iter().map(|thing| (called(thing).into(), object(thing))).collect()
}

impl Setup {
    fn written(&self, thing: Thing) -> Written {
        let catalogue = &self.catalogue;
        match thing {
            Thing::Department => written(&catalogue.departments, |it| it.id.as_str()),
            Thing::Category => written(&catalogue.categories, |it| it.id.as_str()),
            Thing::Reply => written(&catalogue.replies, |it| &it.name.id),
            Thing::Area => written(&self.areas, |it| it.id.as_str()),
            Thing::Calendar => written(catalogue.calendar.as_slice(), |_| ""),
        }
    }

    /// What has to change for this to become `after`.
    pub fn changes(&self, after: &Self) -> Vec<Change> {
        let of = |thing| differences(thing, &self.written(thing), &after.written(thing));
        Thing::ALL.into_iter().flat_map(of).collect()
    }
}

fn differences(thing: Thing, before: &Written, after: &Written) -> Vec<Change> {
    let nothing = Map::new();
    let find = |all: &Written, called: &str| {
        all.iter().find(|(id, _)| **id == *called).map(|(_, object)| object.clone())
    };
    let gone = before.iter().filter(|(id, _)| find(after, id).is_none());
    let mut changes = Vec::new();
    for (id, _) in after.iter().chain(gone) {
        let was = find(before, id).unwrap_or_else(|| nothing.clone());
        let is = find(after, id).unwrap_or_else(|| nothing.clone());
        let mut names: Vec<_> = is.keys().chain(was.keys()).collect();
        names.sort_unstable();
        names.dedup();
        let of = |object: &Map<String, Value>, name| object.get(name).cloned().unwrap_or_default();
        let fields: Vec<_> = names
            .into_iter()
            .filter_map(|name| FieldChange::of(name, &of(&was, name), &of(&is, name)))
            .collect();
        if !fields.is_empty() {
            changes.push(Change { thing, id: id.clone(), fields });
        }
    }
    // The order in which they are offered, of those that were there and still are.
    let order = |all: &Written, other: &Written| -> Value {
        let kept = all.iter().filter(|(id, _)| find(other, id).is_some());
        kept.map(|(id, _)| Value::from(&**id)).collect()
    };
    let moved = FieldChange::of("order", &order(before, after), &order(after, before));
    changes.extend(moved.map(|moved| Change { thing, id: "".into(), fields: vec![moved] }));
    changes
}
