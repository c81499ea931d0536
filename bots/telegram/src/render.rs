//! A message of the conversation as Telegram shows it: words in Telegram's HTML, choices as buttons
//! under it, and a place or a contact asked for by the keyboard.

use aduan::ports::{Message, Wanted};
use teloxide::types::{
    ButtonRequest, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup,
    KeyboardRemove, ReplyMarkup,
};

use crate::words;

/// A message, ready to be sent.
#[derive(Debug)]
pub(crate) struct Rendered {
    /// Telegram's HTML, at most 4,096 UTF-16 units when it is read.
    pub(crate) html: String,
    pub(crate) keyboard: Keyboard,
}

/// What can be tapped.
#[derive(Debug)]
pub(crate) enum Keyboard {
    /// Nothing: whatever keyboard there was goes away.
    None,
    /// Buttons under the message.
    Inline(InlineKeyboardMarkup),
    /// Buttons in the place of the letters, which Telegram wants for sharing a place or a contact.
    Shared(KeyboardMarkup),
}

impl Keyboard {
    pub(crate) fn markup(self) -> ReplyMarkup {
        match self {
            Self::None => ReplyMarkup::KeyboardRemove(KeyboardRemove::new()),
            Self::Inline(buttons) => ReplyMarkup::InlineKeyboard(buttons),
            Self::Shared(buttons) => ReplyMarkup::Keyboard(buttons),
        }
    }
}

/// The longest text, in UTF-16 units after its marks are read (Bot API, `sendMessage`).
const TEXT: usize = 4096;
/// The longest payload of a button, in bytes (Bot API, `InlineKeyboardButton`).
const PAYLOAD: usize = 64;
/// The most characters on buttons that stand beside each other: more are cut on a small phone.
const BESIDE: usize = 26;

pub(crate) fn render(message: &Message) -> Rendered {
    let shared = match message.wanted {
        Some(Wanted::Location) => Some(("share-place", ButtonRequest::Location)),
        Some(Wanted::Contact) => Some(("share-contact", ButtonRequest::Contact)),
        Some(Wanted::Text | Wanted::Photo) | None => None,
    };
    let keyboard = match shared {
        Some((key, request)) => {
            let label = words::say(message.language, key, &[]);
            Keyboard::Shared(shared_keyboard(message, label, request))
        }
        None if message.buttons.is_empty() => Keyboard::None,
        None => Keyboard::Inline(inline(message)),
    };
    Rendered { html: html(&cut(&whole(message))), keyboard }
}

/// The words and, where choices tell more about themselves, that: buttons have no room for it.
fn whole(message: &Message) -> String {
    let mut text = message.text.to_string();
    let mut gap = "\n\n";
    for button in &message.buttons {
        if let Some(hint) = &button.hint {
            text.extend([gap, "*", &button.label, "*: ", hint]);
            gap = "\n";
        }
    }
    text
}

fn inline(message: &Message) -> InlineKeyboardMarkup {
    let buttons = message.buttons.iter().filter(|button| button.payload.len() <= PAYLOAD);
    let buttons: Vec<InlineKeyboardButton> = buttons
        .map(|button| InlineKeyboardButton::callback(&*button.label, &*button.payload))
        .collect();
    let letters: usize = message.buttons.iter().map(|button| button.label.chars().count()).sum();
    if message.list_label.is_none() && letters <= BESIDE {
        InlineKeyboardMarkup::new([buttons])
    } else {
        InlineKeyboardMarkup::new(buttons.into_iter().map(|button| [button]))
    }
}

/// Tapping one of its choices types the label, which the conversation understands as well.
fn shared_keyboard(message: &Message, label: String, request: ButtonRequest) -> KeyboardMarkup {
    let share = KeyboardButton::new(label).request(request);
    let labels = message.buttons.iter().map(|button| KeyboardButton::new(&*button.label));
    let rows = std::iter::once(share).chain(labels).map(|button| [button]);
    KeyboardMarkup::new(rows).resize_keyboard().one_time_keyboard()
}

/// As much of it as fits. Marks count, though Telegram does not count them.
fn cut(text: &str) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= TEXT
    };
    text.chars().take_while(fits).collect()
}

/// Words as Telegram's HTML: `*…*` is bold within a line, and what people wrote stays what it is.
fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        embolden(line, &mut out);
    }
    out
}

fn embolden(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('*') {
        escape(before, out);
        match after.split_once('*') {
            Some((inside, after)) if !inside.is_empty() => {
                out.push_str("<b>");
                escape(inside, out);
                out.push_str("</b>");
                rest = after;
            }
            _ => {
                out.push('*');
                rest = after;
            }
        }
    }
    escape(rest, out);
}

/// The three characters that mean something to Telegram (Bot API, "HTML style").
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use aduan::{domain::Language, ports::Button};

    use super::*;

    fn message(text: &str, labels: &[&str], wanted: Option<Wanted>) -> Message {
        let button = |label: &&str| Button {
            payload: format!("k3f9:{label}").into(),
            label: (*label).into(),
            hint: None,
        };
        Message {
            text: text.into(),
            language: Language::English,
            buttons: labels.iter().map(button).collect(),
            list_label: None,
            wanted,
        }
    }

    fn shown(message: &Message) -> String {
        serde_json::to_string(&render(message).keyboard.markup()).unwrap()
    }

    #[test]
    fn what_people_wrote_is_no_mark_of_ours() {
        for (text, expected) in [
            ("Halo *Sari*!", "Halo <b>Sari</b>!"),
            ("<b>1 & 2</b>", "&lt;b&gt;1 &amp; 2&lt;/b&gt;"),
            ("2 * 3\n* satu", "2 * 3\n* satu"),
            ("**", "**"),
            ("*a\nb*", "*a\nb*"),
            ("*<a>* &amp;", "<b>&lt;a&gt;</b> &amp;amp;"),
        ] {
            assert_eq!(html(text), expected);
        }
    }

    #[test]
    fn choices_are_buttons_under_the_message() {
        assert_eq!(
            shown(&message("?", &["Yes", "No"], None)),
            r#"{"inline_keyboard":[[{"text":"Yes","callback_data":"k3f9:Yes"},{"text":"No","callback_data":"k3f9:No"}]]}"#
        );
        let long = shown(&message("?", &["Share the number", "Something else"], None));
        assert!(long.contains("]],[[") || long.contains("],["), "{long}");
        assert_eq!(shown(&message("Halo", &[], None)), r#"{"remove_keyboard":true}"#);
    }

    #[test]
    fn a_place_is_asked_for_by_the_keyboard_and_choices_stand_beside_it() {
        let asked = shown(&message("Where?", &["Skip"], Some(Wanted::Location)));
        assert!(asked.contains(r#"{"text":"📍 Send my location","request_location":true}"#));
        assert!(asked.contains(r#"[{"text":"Skip"}]"#), "{asked}");
        let asked = shown(&message("Who?", &[], Some(Wanted::Contact)));
        assert!(asked.contains(r#""request_contact":true"#), "{asked}");
    }

    #[test]
    fn what_a_choice_tells_of_itself_stands_in_the_words() {
        let mut asked = message("Which?", &["One", "Two"], None);
        asked.buttons[0].hint = Some("the first".into());
        assert_eq!(render(&asked).html, "Which?\n\n<b>One</b>: the first");
    }

    #[test]
    fn no_text_is_too_long() {
        let long = "🔥".repeat(3000);
        assert_eq!(render(&message(&long, &[], None)).html.encode_utf16().count(), TEXT);
    }
}
