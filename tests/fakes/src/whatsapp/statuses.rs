//! What becomes of messages that were taken, as webhooks tell it.

use serde_json::{Value, json};

use super::{FakeWhatsApp, Line, faults, send::Taken};

/// How statuses are brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Statuses {
    /// That it was sent, and then that it was delivered.
    #[default]
    InOrder,
    /// Twice each, and the last one first.
    Shuffled,
    /// Kept back until they are let go.
    Withheld,
}

impl FakeWhatsApp {
    /// From now on, statuses are brought like that.
    pub fn brings_statuses(&self, how: Statuses) {
        self.known().statuses = how;
    }

    /// Brings the statuses that were kept back, the newest first, in one body.
    pub fn lets_statuses_go(&self) {
        let mut withheld = std::mem::take(&mut self.known().withheld);
        withheld.reverse();
        self.happened(withheld);
    }

    /// Tells what became of a message that was taken.
    pub(super) fn tell_of(&self, taken: &Taken, body: &Value) {
        let names: &[&str] = match taken.fails {
            None => &["sent", "delivered"],
            Some(_) => &["failed"],
        };
        let mut changes: Vec<Value> =
            names.iter().map(|name| self.status(name, taken, body)).collect();
        let how = self.known().statuses;
        match how {
            Statuses::InOrder => self.happened_one_by_one(changes),
            Statuses::Shuffled => {
                changes.extend(changes.clone());
                changes.reverse();
                self.happened_one_by_one(changes);
            }
            Statuses::Withheld => self.known().withheld.extend(changes),
        }
    }

    fn status(&self, name: &str, taken: &Taken, body: &Value) -> Value {
        let mut status = json!({ "id": taken.id, "status": name,
            "timestamp": self.now().timestamp().to_string() });
        let account = taken.chat.map(|at| self.known().chats[at].account.clone());
        if let Some(to) = body["to"].as_str() {
            status["recipient_id"] = to.trim_start_matches('+').into();
        }
        if let Some(tracker) = body.get("biz_opaque_callback_data") {
            status["biz_opaque_callback_data"] = tracker.clone();
        }
        let mut value = self.value();
        if let Some(code) = taken.fails {
            status["errors"] = json!([faults::status(code)]);
        } else if let Some(account) = account {
            status["recipient_user_id"] = account.user_id.as_str().into();
            value["contacts"] = json!([account.contact()]);
            status["pricing"] = json!({ "billable": true, "pricing_model": "PMP",
                "type": "regular", "category": taken.category });
        }
        value["statuses"] = json!([status]);
        json!({ "field": "messages", "value": value })
    }

    /// That somebody has read a message of the bot.
    pub(super) fn read(&self, chat: usize, line: &Line) {
        let account = self.known().chats[chat].account.clone();
        let mut value = self.value();
        value["contacts"] = json!([account.contact()]);
        value["statuses"] = json!([{ "id": line.id, "status": "read",
            "timestamp": self.now().timestamp().to_string(),
            "recipient_user_id": account.user_id }]);
        self.happened(vec![json!({ "field": "messages", "value": value })]);
    }
}
