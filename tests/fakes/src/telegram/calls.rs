//! What each call does, once it is one.

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::{
    Known,
    chats::{Line, Said},
    deliver::Hook,
    html,
};

/// A result, or an error with its code.
pub(super) type Called = Result<Value, (u16, String)>;

fn bad(says: &str) -> (u16, String) {
    (400, format!("Bad Request: {says}"))
}

fn flat(rows: &Value) -> Vec<Value> {
    rows.as_array().into_iter().flatten().filter_map(Value::as_array).flatten().cloned().collect()
}

impl Known {
    /// Does what is asked for.
    pub(super) fn call(&mut self, method: &str, given: &Map<String, Value>) -> Called {
        let text = |name: &str| given.get(name).and_then(Value::as_str).unwrap_or_default();
        match method {
            "getMe" => Ok(json!({ "id": 123_456, "is_bot": true, "first_name": "Aduan",
                "username": "AduanLestariBot" })),
            "sendMessage" => self.send_message(given),
            "editMessageReplyMarkup" => self.edit_markup(given),
            "deleteMessage" => {
                let (chat, id) = (given["chat_id"].as_i64(), given["message_id"].as_i64());
                let lines = &mut self.chats.entry(chat.unwrap()).or_default().lines;
                let before = lines.len();
                lines.retain(|line| Some(line.id) != id);
                (lines.len() < before)
                    .then_some(Value::Bool(true))
                    .ok_or_else(|| bad("message to delete not found"))
            }
            "answerCallbackQuery" => {
                let at = self.taps.iter().position(|tap| tap == text("callback_query_id"));
                let at = at.ok_or_else(|| {
                    bad("query is too old and response timeout expired or query ID is invalid")
                })?;
                self.taps.remove(at);
                Ok(true.into())
            }
            "getFile" => {
                let id = text("file_id");
                let bytes = self.files.get(id).ok_or_else(|| bad("wrong file_id"))?;
                Ok(json!({ "file_id": id, "file_unique_id": id, "file_size": bytes.len(),
                    "file_path": format!("photos/{id}.jpg") }))
            }
            "setWebhook" => {
                let (url, secret) = (text("url").to_owned(), text("secret_token").to_owned());
                self.hook = Some(Hook { url, secret });
                Ok(true.into())
            }
            "deleteWebhook" => {
                self.hook = None;
                Ok(true.into())
            }
            "setMyCommands" => {
                self.commands.insert(text("language_code").to_owned(), given["commands"].clone());
                Ok(true.into())
            }
            _ => Ok(true.into()),
        }
    }

    fn send_message(&mut self, given: &Map<String, Value>) -> Called {
        let id = given["chat_id"].as_i64().unwrap_or_default();
        let chat = self.chats.get_mut(&id).ok_or_else(|| bad("chat not found"))?;
        if chat.blocked {
            return Err((403, "Forbidden: bot was blocked by the user".to_owned()));
        }
        self.messages += 1;
        let text = given["text"].as_str().unwrap();
        let marked = given.get("parse_mode").is_some();
        let text = if marked { html::read(text).unwrap().shown } else { text.to_owned() };
        let markup = given.get("reply_markup").cloned().unwrap_or_default();
        let (buttons, keyboard) = (flat(&markup["inline_keyboard"]), flat(&markup["keyboard"]));
        if markup["remove_keyboard"] == true {
            chat.keyboard.clear();
        } else if !keyboard.is_empty() {
            chat.keyboard.clone_from(&keyboard);
        }
        let offered = buttons.clone();
        let said = Said::Bot { text: text.clone(), buttons, keyboard };
        chat.lines.push(Line { id: self.messages, said, at: Instant::now(), offered });
        Ok(json!({ "message_id": self.messages, "date": 1_790_000_000, "text": text,
            "chat": { "id": id, "type": "private" } }))
    }

    fn edit_markup(&mut self, given: &Map<String, Value>) -> Called {
        let (chat, id) =
            (given["chat_id"].as_i64().unwrap(), given["message_id"].as_i64().unwrap());
        let lines = &mut self.chats.entry(chat).or_default().lines;
        let line = lines.iter_mut().find(|line| line.id == id);
        let Some(Line { said: Said::Bot { buttons, .. }, .. }) = line else {
            return Err(bad("message to edit not found"));
        };
        let new = given
            .get("reply_markup")
            .map_or_else(Vec::new, |markup| flat(&markup["inline_keyboard"]));
        if new == *buttons {
            return Err(bad("message is not modified: specified new message content and reply \
                markup are exactly the same as a current content and reply markup of the message"));
        }
        *buttons = new;
        Ok(
            json!({ "message_id": id, "date": 1_790_000_000, "chat": { "id": chat, "type": "private" } }),
        )
    }
}
