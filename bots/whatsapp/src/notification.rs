//! What Meta brings to a webhook, as far as we look at it (Graph API v26.0, "Webhooks, messages").
//!
//! A body holds entries, those hold changes, and those hold messages: up to a thousand in all. Each
//! is read by itself, so that one which is odd costs none beside it; and every field of each may be
//! missing, or be something else than it should be.

use aduan_gateway::tolerant;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

/// A body, whose entries are not read yet.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(default, borrow)]
    entry: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(default, borrow)]
    changes: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Change<'a> {
    #[serde(default, borrow)]
    field: Option<&'a RawValue>,
    #[serde(default, borrow)]
    value: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct Listed<'a> {
    #[serde(default, borrow)]
    metadata: Option<&'a RawValue>,
    #[serde(default, borrow)]
    contacts: Option<&'a RawValue>,
    #[serde(default, borrow)]
    messages: Option<&'a RawValue>,
    #[serde(default, borrow)]
    statuses: Option<&'a RawValue>,
    #[serde(default, borrow)]
    user_preferences: Option<&'a RawValue>,
    #[serde(default, borrow)]
    errors: Option<&'a RawValue>,
    #[serde(default, borrow)]
    event: Option<&'a RawValue>,
}

/// What happened, of one kind.
#[derive(Default)]
pub(crate) struct Happened {
    /// The kind, such as `messages`.
    pub(crate) field: Box<str>,
    /// The number of ours that it is about, if it is about one.
    pub(crate) phone_number_id: Option<Box<str>>,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) messages: Vec<Message>,
    pub(crate) statuses: Vec<Status>,
    pub(crate) preferences: Vec<Preference>,
    pub(crate) errors: Vec<Error>,
    /// What became of an account or a template, such as `APPROVED`.
    pub(crate) event: Option<Box<str>>,
}

/// All that happened, if the body is one at all.
pub(crate) fn read(body: &[u8]) -> Option<Vec<Happened>> {
    let body: Body = serde_json::from_slice(body).ok()?;
    let entries = each::<Entry>(body.entry);
    let changes = entries.iter().flat_map(|entry| each::<Change>(entry.changes));
    Some(changes.map(|change| happened(&change)).collect())
}

fn happened(change: &Change<'_>) -> Happened {
    let listed: Listed = one(change.value).unwrap_or_default();
    let metadata: Option<Metadata> = one(listed.metadata);
    Happened {
        field: one(change.field).unwrap_or_default(),
        phone_number_id: metadata.and_then(|metadata| metadata.phone_number_id),
        contacts: each(listed.contacts),
        messages: each(listed.messages),
        statuses: each(listed.statuses),
        preferences: each(listed.user_preferences),
        errors: each(listed.errors),
        event: one(listed.event),
    }
}

/// What is there, if it can be read.
fn one<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>) -> Option<T> {
    serde_json::from_str(raw?.get()).ok()
}

/// Those of a list that can be read.
fn each<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>) -> Vec<T> {
    let all: Vec<&RawValue> = one(raw).unwrap_or_default();
    let read = all.iter().filter_map(|item| one(Some(item)));
    let read: Vec<T> = read.collect();
    if read.len() < all.len() {
        tracing::warn!(whatsapp.items = all.len() - read.len(), "whatsapp.item_unreadable");
    }
    read
}

/// The items of a list inside of a message.
pub(crate) fn items<T: DeserializeOwned>(list: Option<Vec<serde_json::Value>>) -> Vec<T> {
    let all = list.unwrap_or_default().into_iter();
    all.filter_map(|item| serde_json::from_value(item).ok()).collect()
}

impl Status {
    /// What went wrong with the message.
    pub(crate) fn errors(&self) -> Vec<Error> {
        items(self.errors.clone())
    }
}

tolerant! {
    /// Which of our numbers it came to.
    Metadata {
        phone_number_id: Box<str>,
    }
    /// Who wrote: of the ids at least one.
    Contact {
        /// The number, without its sign. It has been seen to hold the business-scoped id.
        wa_id: Box<str>,
        user_id: Box<str>,
    }
    /// A message.
    Message {
        id: Box<str>,
        /// Unix time as a string, in seconds; milliseconds have been seen.
        timestamp: Box<str>,
        r#type: Box<str>,
        from: Box<str>,
        from_user_id: Box<str>,
        group_id: Box<str>,
        context: Context,
        text: Text,
        image: Media,
        document: Media,
        location: Location,
        contacts: Vec<serde_json::Value>,
        interactive: Interactive,
        button: TemplateButton,
        system: System,
    }
    /// What it replies to.
    Context {
        id: Box<str>,
    }
    /// Words.
    Text {
        body: Box<str>,
    }
    /// A photo, or a file.
    Media {
        id: Box<str>,
        mime_type: Box<str>,
        caption: Box<str>,
    }
    /// A point, in degrees.
    Location {
        latitude: f64,
        longitude: f64,
    }
    /// A card with numbers.
    Card {
        /// `contact_request`, if it is her own and she gave it when asked.
        origin: Box<str>,
        phones: Vec<serde_json::Value>,
    }
    /// One number on a card.
    CardPhone {
        #[serde(rename = "phone")]
        number: Box<str>,
        wa_id: Box<str>,
    }
    /// A tap on a button or a row that we offered.
    Interactive {
        button_reply: Choice,
        list_reply: Choice,
    }
    /// What was tapped.
    Choice {
        id: Box<str>,
    }
    /// A tap on a button of a template.
    TemplateButton {
        payload: Box<str>,
        text: Box<str>,
    }
    /// What WhatsApp tells about an account.
    System {
        r#type: Box<str>,
        /// The new number.
        wa_id: Box<str>,
        /// The new id.
        user_id: Box<str>,
        previous_user_id: Box<str>,
    }
    /// What became of a message of ours.
    Status {
        id: Box<str>,
        #[serde(rename = "status")]
        became: Box<str>,
        biz_opaque_callback_data: Box<str>,
        pricing: Pricing,
        errors: Vec<serde_json::Value>,
    }
    /// What it costs.
    Pricing {
        billable: bool,
        category: Box<str>,
    }
    /// What went wrong.
    Error {
        code: u32,
    }
    /// What somebody wants to be told.
    Preference {
        wa_id: Box<str>,
        user_id: Box<str>,
        /// `stop` or `resume`.
        value: Box<str>,
        /// Unix time; a number here.
        timestamp: i64,
    }
}
