//! The narrowest limits of all channels, written down once more: a mistake in one place shows in
//! the other (WhatsApp Cloud API v26; Telegram Bot API 10.3).

use aduan::ports::{Message, Wanted};

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Checks a message, and says what is wrong with it.
pub(crate) fn check(message: &Message) -> Result<(), String> {
    let text = &message.text;
    let plain = message.buttons.is_empty() && message.wanted != Some(Wanted::Location);
    let room = if plain { 4_096 } else { 1_024 };
    if text.trim().is_empty() || units(text) > room {
        return Err(format!("{} units of text: {text}", units(text)));
    }
    let list = message.list_label.is_some();
    if message.buttons.len() > 10 || (message.buttons.len() > 3 && !list) {
        return Err(format!("{} buttons: {text}", message.buttons.len()));
    }
    if let Some(label) = &message.list_label
        && (label.is_empty() || units(label) > 20)
    {
        return Err(format!("a list is opened by {label}"));
    }
    for (at, button) in message.buttons.iter().enumerate() {
        let label = if list { 24 } else { 20 };
        if button.label.is_empty() || units(&button.label) > label {
            return Err(format!("a button says {}", button.label));
        }
        if button.payload.is_empty() || button.payload.len() > 64 {
            return Err(format!("a payload is {}", button.payload));
        }
        if button.hint.as_ref().is_some_and(|hint| !list || hint.is_empty() || units(hint) > 72) {
            return Err(format!("a hint is {:?}", button.hint));
        }
        if message.buttons[..at].iter().any(|other| other.payload == button.payload) {
            return Err(format!("two buttons mean {}", button.payload));
        }
    }
    Ok(())
}
