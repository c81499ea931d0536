//! People who use the bot.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    FakeTelegram,
    chats::{Line, Said},
};

/// A person with a chat. Cloning her is cheap.
#[derive(Clone, Debug)]
pub struct Person {
    telegram: FakeTelegram,
    id: i64,
    name: String,
    language: String,
}

impl FakeTelegram {
    /// A person who has pressed *Start*: the bot may write to her. Her account is set to that
    /// language.
    pub fn person(&self, id: i64, name: &str, language: &str) -> Person {
        self.known().chats.entry(id).or_default();
        let (name, language) = (name.to_owned(), language.to_owned());
        Person { telegram: self.clone(), id, name, language }
    }
}

impl Person {
    /// Sends a message with that in it; `reads` is how it stands in the chat.
    pub fn sends(&self, reads: &str, more: &Value) {
        let message = self.telegram.message(self.id, &self.name, &self.language, more);
        let (id, said) = (message["message_id"].as_i64().unwrap(), Said::Person(reads.into()));
        let line = Line { id, said, at: Instant::now(), offered: Vec::new() };
        self.telegram.known().chats.entry(self.id).or_default().lines.push(line);
        self.telegram.happened(json!({ "message": message }));
    }

    /// Writes something.
    pub fn says(&self, text: &str) {
        self.sends(text, &json!({ "text": text }));
    }

    /// Writes something in reply to the newest message of the bot that says `quoted`.
    pub fn replies(&self, quoted: &str, text: &str) {
        self.sends(text, &json!({ "text": text, "reply_to_message": self.quoting(quoted) }));
    }

    /// The newest message of the bot that says `quoted`, as a reply brings it.
    pub fn quoting(&self, quoted: &str) -> Value {
        let lines = self.lines();
        let line = lines.iter().rev().find(|line| line.words().is_some_and(|w| w.contains(quoted)));
        let (id, text) = line.map_or((0, quoted), |line| (line.id, line.words().unwrap()));
        json!({ "message_id": id, "date": 1, "text": text,
            "chat": { "id": self.id, "type": "private" },
            "from": { "id": 123_456, "is_bot": true, "first_name": "Aduan" } })
    }

    /// Changes what she wrote last.
    pub fn edits(&self, text: &str) {
        let mut message = self.telegram.message(self.id, &self.name, &self.language, &json!({}));
        message["text"] = text.into();
        message["edit_date"] = 1_790_000_001.into();
        self.telegram.happened(json!({ "edited_message": message }));
    }

    /// Sends a photo with those bytes.
    pub fn sends_photo(&self, bytes: &[u8], more: &Value) {
        let id = {
            let known = &mut *self.telegram.known();
            let id = format!("file{}", known.files.len() + 1);
            known.files.insert(id.clone(), bytes.to_vec());
            id
        };
        let size = |width: u32| {
            json!({ "file_id": id, "file_unique_id": id, "width": width, "height": width,
                "file_size": bytes.len() })
        };
        let mut message = json!({ "photo": [size(90), size(1280)] });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.sends("(photo)", &message);
    }

    /// Taps the newest choice of that label: one of the keyboard, or a button that is or was under
    /// a message.
    ///
    /// # Panics
    /// If there is none.
    pub fn taps(&self, label: &str) {
        let lines = self.lines();
        let under = lines.iter().rev().find_map(|line| {
            let button = line.offered.iter().find(|button| button["text"] == label)?;
            Some((line.id, button["callback_data"].as_str()?.to_owned()))
        });
        let keys = self.telegram.known().chats[&self.id].keyboard.clone();
        let key = keys.iter().any(|key| key["text"] == label);
        match under {
            _ if key => self.says(label),
            Some((message, payload)) => self.taps_on(message, &payload),
            None => {
                #[expect(clippy::panic, reason = "a test says so by failing")]
                {
                    panic!("no choice says {label}: {:?}", self.telegram);
                }
            }
        }
    }

    /// Taps a button with that payload, which may never have been there.
    pub fn taps_on(&self, message: i64, payload: &str) {
        let query = {
            let known = &mut *self.telegram.known();
            let query = format!("q{}", known.updates + 1);
            known.taps.push(query.clone());
            let (said, at) = (Said::Person(format!("[{payload}]")), Instant::now());
            let line = Line { id: 0, said, at, offered: Vec::new() };
            known.chats.entry(self.id).or_default().lines.push(line);
            query
        };
        let from = json!({ "id": self.id, "is_bot": false, "first_name": self.name,
            "language_code": self.language });
        let message = json!({ "message_id": message, "date": 1_790_000_000,
            "chat": { "id": self.id, "type": "private", "first_name": self.name } });
        self.telegram.happened(json!({ "callback_query": { "id": query, "from": from,
            "message": message, "chat_instance": "1", "data": payload } }));
    }

    /// Blocks the bot, or lets it in again.
    pub fn blocks(&self, blocked: bool) {
        self.telegram.known().chats.entry(self.id).or_default().blocked = blocked;
        let status = if blocked { "kicked" } else { "member" };
        let bot = json!({ "id": 123_456, "is_bot": true, "first_name": "Aduan" });
        let from = json!({ "id": self.id, "is_bot": false, "first_name": self.name });
        self.telegram.happened(json!({ "my_chat_member": {
            "chat": { "id": self.id, "type": "private" }, "from": from, "date": 1_790_000_000,
            "old_chat_member": { "status": "member", "user": bot },
            "new_chat_member": { "status": status, "user": bot } } }));
    }

    /// Her id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// What was said in her chat.
    pub fn lines(&self) -> Vec<Line> {
        self.telegram.known().chats.get(&self.id).map(|chat| chat.lines.clone()).unwrap_or_default()
    }

    /// What the bot said in her chat.
    pub fn heard(&self) -> Vec<Line> {
        self.lines().into_iter().filter(|line| line.words().is_some()).collect()
    }

    /// Waits until the bot has said at least so many things, and gives them all.
    pub async fn hears(&self, at_least: usize) -> Vec<Line> {
        let hope = format!("{at_least} messages to {}", self.name);
        self.telegram
            .until(&hope, |_| Some(self.heard()).filter(|heard| heard.len() >= at_least))
            .await
    }
}
