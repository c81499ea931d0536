//! A message as WhatsApp takes it: `POST /<number>/messages` (Graph API v26.0), within the limits of
//! each kind whatever is to be said.

use aduan::{
    domain::{Peer, QueuedId},
    ports::{Button, Message, Wanted},
};
use serde::Serialize;

use crate::{template::Filled, words};

/// A message, ready to be sent.
#[derive(Serialize)]
pub(crate) struct Outgoing<'a> {
    messaging_product: &'static str,
    recipient_type: &'static str,
    #[serde(flatten)]
    to: To<'a>,
    #[serde(flatten)]
    content: Content<'a>,
    /// Comes back with each status of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    biz_opaque_callback_data: Option<String>,
}

/// To whom.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum To<'a> {
    /// A number with its `+`: without it, the country of the business would be put before it.
    To(&'a str),
    /// An id for this business.
    Recipient(&'a str),
}

/// What.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Content<'a> {
    Text { text: Text },
    Interactive { interactive: Interactive<'a> },
    Template { template: Filled<'a> },
}

#[derive(Serialize)]
pub(crate) struct Text {
    body: String,
    preview_url: bool,
}

/// Words with something to tap.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Interactive<'a> {
    Button { body: Body, action: Buttons<'a> },
    List { body: Body, action: List<'a> },
    LocationRequestMessage { body: Body, action: Named },
    RequestContactInfo { body: Body, action: Named },
}

#[derive(Serialize)]
pub(crate) struct Body {
    text: String,
}

#[derive(Serialize)]
pub(crate) struct Buttons<'a> {
    buttons: Vec<ReplyButton<'a>>,
}

#[derive(Serialize)]
struct ReplyButton<'a> {
    r#type: &'static str,
    reply: Reply<'a>,
}

#[derive(Serialize)]
struct Reply<'a> {
    id: &'a str,
    title: String,
}

#[derive(Serialize)]
pub(crate) struct List<'a> {
    button: String,
    sections: [Section<'a>; 1],
}

#[derive(Serialize)]
struct Section<'a> {
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Named {
    name: &'static str,
}

/// The longest texts, in characters (Cloud API, "Text messages", "Interactive reply buttons",
/// "Interactive lists", "Location request"): alone, and with something to tap.
const TEXT: usize = 4096;
const BODY: usize = 1024;
/// The most buttons under a message, and rows in a list.
const BUTTONS: usize = 3;
const ROWS: usize = 10;
/// The longest titles of a button and of a row, and the longest description of a row.
const BUTTON: usize = 20;
const ROW: usize = 24;
const DESCRIPTION: usize = 72;
/// The longest id of a row, in bytes; a button takes more.
const ID: usize = 200;

impl<'a> Outgoing<'a> {
    /// `content`, to `to`. What comes back with its statuses names the delivery.
    pub(crate) fn new(to: &'a Peer, content: Content<'a>, delivery: Option<QueuedId>) -> Self {
        let address = to.address.as_ref();
        Self {
            messaging_product: "whatsapp",
            recipient_type: "individual",
            to: if address.starts_with('+') { To::To(address) } else { To::Recipient(address) },
            content,
            biz_opaque_callback_data: delivery.map(|id| id.to_string()),
        }
    }
}

/// A message of the conversation as WhatsApp shows it.
pub(crate) fn render(message: &Message) -> Content<'_> {
    let choices = tappable(&message.buttons);
    let interactive = match message.wanted {
        Some(Wanted::Location) => Interactive::LocationRequestMessage {
            body: body(&with_typed_choices(message)),
            action: Named { name: "send_location" },
        },
        Some(Wanted::Contact) => Interactive::RequestContactInfo {
            body: body(&with_typed_choices(message)),
            action: Named { name: "request_contact_info" },
        },
        _ if choices.is_empty() => {
            let text = Text { body: cut(&message.text, TEXT), preview_url: false };
            return Content::Text { text };
        }
        _ if message.list_label.is_none() && choices.len() <= BUTTONS => Interactive::Button {
            body: body(&message.text),
            action: Buttons { buttons: buttons(&choices) },
        },
        _ => Interactive::List {
            body: body(&message.text),
            action: list(message.list_label.as_deref().unwrap_or("☰"), &choices),
        },
    };
    Content::Interactive { interactive }
}

/// The choices that can be told apart when they come back.
fn tappable(all: &[Button]) -> Vec<&Button> {
    let mut fit: Vec<&Button> = Vec::new();
    for button in all {
        let known = fit.iter().any(|other| other.payload == button.payload);
        if (1..=ID).contains(&button.payload.len()) && !known && fit.len() < ROWS {
            fit.push(button);
        }
    }
    fit
}

/// What asks for a place or a contact has no buttons, so its choices are to be typed.
fn with_typed_choices(message: &Message) -> String {
    let labels: Vec<String> =
        message.buttons.iter().map(|button| format!("*{}*", button.label)).collect();
    if labels.is_empty() {
        return message.text.to_string();
    }
    let or = words::say(message.language, "or-type", &[("choices", labels.join(" · ").into())]);
    let room = BODY.saturating_sub(or.chars().count() + 2);
    format!("{}\n\n{or}", cut(&message.text, room))
}

fn body(text: &str) -> Body {
    Body { text: cut(text, BODY) }
}

fn buttons<'a>(all: &[&'a Button]) -> Vec<ReplyButton<'a>> {
    let titled = all.iter().zip(titles(all, BUTTON));
    let replies = titled.map(|(button, title)| Reply { id: &button.payload, title });
    replies.map(|reply| ReplyButton { r#type: "reply", reply }).collect()
}

fn list<'a>(label: &str, all: &[&'a Button]) -> List<'a> {
    let titled = all.iter().zip(titles(all, ROW));
    let rows = titled.map(|(button, title)| Row {
        id: &button.payload,
        title,
        description: button.hint.as_deref().map(|hint| cut(hint, DESCRIPTION)),
    });
    List { button: cut(label, BUTTON), sections: [Section { rows: rows.collect() }] }
}

/// The labels, no two of which may be the same in one message.
fn titles(all: &[&Button], most: usize) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for button in all {
        let mut title = cut(&button.label, most);
        let mut which = 2;
        while titles.contains(&title) {
            let number = format!(" {which}");
            title = cut(&button.label, most - number.len()) + &number;
            which += 1;
        }
        titles.push(title);
    }
    titles
}

/// As much of it as fits; something, since WhatsApp takes no empty text.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let cut: String = text.chars().take(most).collect();
    if cut.trim().is_empty() { "…".to_owned() } else { cut }
}
