//! The limits that are in the prose of the description, not in its fields.

use serde_json::{Map, Value};

use super::html;

/// The ports that Telegram brings updates to (Bot API, `setWebhook`).
const PORTS: [&str; 4] = ["443", "80", "88", "8443"];

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn within(name: &str, length: usize, least: usize, most: usize) -> Result<(), String> {
    let fits = (least..=most).contains(&length);
    fits.then_some(()).ok_or_else(|| format!("{name} has {length}, not {least} to {most}"))
}

/// Checks a call that is one by its fields, and says what is wrong with it.
pub(super) fn check(method: &str, given: &Map<String, Value>) -> Result<(), String> {
    let text = |name: &str| given.get(name).and_then(Value::as_str).unwrap_or_default();
    match method {
        "sendMessage" => {
            let plain = match text("parse_mode") {
                "" => text("text").to_owned(),
                "HTML" => html::read(text("text"))?.plain,
                other => return Err(format!("{other} is not read here")),
            };
            within("text", units(plain.trim()), 1, 4096)?;
        }
        "answerCallbackQuery" => within("text", units(text("text")), 0, 200)?,
        "setMyDescription" => within("description", units(text("description")), 0, 512)?,
        "setMyShortDescription" => {
            within("short_description", units(text("short_description")), 0, 120)?;
        }
        "setMyCommands" => commands(&given["commands"])?,
        "setWebhook" => webhook(text("url"), text("secret_token"))?,
        "getUpdates" => {
            let timeout = given.get("timeout").and_then(Value::as_u64).unwrap_or_default();
            within("timeout", usize::try_from(timeout).unwrap(), 0, 50)?;
        }
        _ => {}
    }
    given.get("reply_markup").map_or(Ok(()), keyboard)
}

fn commands(commands: &Value) -> Result<(), String> {
    let commands = commands.as_array().unwrap();
    within("commands", commands.len(), 0, 100)?;
    for command in commands {
        let name = command["command"].as_str().unwrap();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        within("command", name.len(), 1, 32)?;
        within("description", units(command["description"].as_str().unwrap()), 1, 256)?;
        if !name.chars().all(plain) {
            return Err(format!("{name} is no command"));
        }
    }
    Ok(())
}

fn webhook(url: &str, secret: &str) -> Result<(), String> {
    let host = url.strip_prefix("https://").ok_or("a webhook is https")?;
    let host = host.split('/').next().unwrap_or_default();
    if host.split_once(':').is_some_and(|(_, port)| !PORTS.contains(&port)) {
        return Err(format!("{host} is at no port that Telegram goes to"));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    within("secret_token", secret.len(), 0, 256)?;
    secret.chars().all(plain).then_some(()).ok_or_else(|| "the secret is none".to_owned())
}

fn keyboard(markup: &Value) -> Result<(), String> {
    for button in rows(&markup["inline_keyboard"]) {
        within("label", units(button["text"].as_str().unwrap()), 1, 512)?;
        if let Some(data) = button["callback_data"].as_str() {
            within("callback_data", data.len(), 1, 64)?;
        }
        let style = ["text", "icon_custom_emoji_id", "style"];
        let actions =
            button.as_object().unwrap().keys().filter(|key| !style.contains(&key.as_str()));
        within("the actions of a button", actions.count(), 1, 1)?;
    }
    for button in rows(&markup["keyboard"]) {
        within("label", units(button["text"].as_str().unwrap_or_default()), 1, 512)?;
    }
    if markup.get("keyboard").is_some() {
        within("keyboard", rows(&markup["keyboard"]).count(), 1, 300)?;
    }
    Ok(())
}

fn rows(keyboard: &Value) -> impl Iterator<Item = &Value> {
    let rows = keyboard.as_array().into_iter().flatten();
    rows.filter_map(Value::as_array).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_too_long_or_ambiguous_is_a_mistake() {
        let button = |more: Value| {
            json!({ "chat_id": 1, "text": "?", "reply_markup": {
            "inline_keyboard": [[more]] } })
        };
        for (method, given, fits) in [
            ("sendMessage", json!({ "text": "🔥".repeat(2048) }), true),
            ("sendMessage", json!({ "text": "🔥".repeat(2049) }), false),
            ("sendMessage", json!({ "text": " " }), false),
            ("sendMessage", json!({ "text": "<b>x", "parse_mode": "HTML" }), false),
            ("sendMessage", button(json!({ "text": "a", "callback_data": "x".repeat(64) })), true),
            ("sendMessage", button(json!({ "text": "a", "callback_data": "x".repeat(65) })), false),
            (
                "sendMessage",
                button(json!({ "text": "a", "callback_data": "x", "url": "y" })),
                false,
            ),
            ("sendMessage", button(json!({ "text": "a" })), false),
            ("answerCallbackQuery", json!({ "text": "x".repeat(201) }), false),
            ("setWebhook", json!({ "url": "https://a.example:8443/x" }), true),
            ("setWebhook", json!({ "url": "https://a.example:8080/x" }), false),
            ("setWebhook", json!({ "url": "http://a.example/x" }), false),
            ("setWebhook", json!({ "url": "https://a.example", "secret_token": "a b" }), false),
        ] {
            assert_eq!(check(method, given.as_object().unwrap()).is_ok(), fits, "{method} {given}");
        }
    }
}
