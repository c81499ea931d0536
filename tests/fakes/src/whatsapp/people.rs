//! People who write to the number.

use serde_json::{Value, json};

use super::{
    FakeWhatsApp, Statuses,
    chats::{Chat, Line, Said},
};

/// An account on WhatsApp.
#[derive(Clone, Debug)]
pub struct Account {
    /// The name of the profile.
    pub name: String,
    /// The number, as it is dialled, without `+`; none, if WhatsApp does not tell it to us.
    pub phone: Option<String>,
    /// The id under which our business knows the person: `ID.1350120865530274191`.
    pub user_id: String,
    /// The name that is shown in the place of a number.
    pub username: Option<String>,
}

impl Account {
    /// As webhooks show it.
    pub(super) fn contact(&self) -> Value {
        let mut contact = json!({ "profile": { "name": self.name }, "user_id": self.user_id });
        if let Some(phone) = &self.phone {
            contact["wa_id"] = phone.as_str().into();
        }
        if let Some(username) = &self.username {
            contact["profile"]["username"] = username.as_str().into();
        }
        contact
    }
}

/// A person with a chat. Cloning her is cheap.
#[derive(Clone, Debug)]
pub struct Person {
    whatsapp: FakeWhatsApp,
    chat: usize,
}

impl FakeWhatsApp {
    /// Somebody whose number WhatsApp tells: the `nth` in Indonesia.
    pub fn person(&self, nth: u64, name: &str) -> Person {
        let phone = Some((628_120_000_000 + nth).to_string());
        let user_id = format!("ID.{}", 1_350_120_865_530_270_000 + nth);
        self.joins(Account { name: name.to_owned(), phone, user_id, username: None })
    }

    /// Somebody with that account. Whoever had the number before has it no more.
    pub fn joins(&self, account: Account) -> Person {
        let known = &mut *self.known();
        let had = |chat: &&mut Chat| account.phone.is_some() && chat.account.phone == account.phone;
        known.chats.iter_mut().filter(had).for_each(|chat| chat.account.phone = None);
        let (lines, blocked, wrote, burst) = (Vec::new(), false, None, None);
        known.chats.push(Chat { account, lines, blocked, wrote, burst });
        Person { whatsapp: self.clone(), chat: known.chats.len() - 1 }
    }
}

impl Person {
    /// Sends a message with that in it; `reads` is how it stands in the chat. Gives its id.
    pub fn sends(&self, reads: &str, more: &Value) -> String {
        let (account, now) = (self.account(), self.whatsapp.now());
        let whom = account.phone.clone().unwrap_or_else(|| account.user_id.clone());
        let id = self.whatsapp.known().message_id(&whom);
        let mut message = json!({ "id": id, "timestamp": now.timestamp().to_string(),
            "from_user_id": account.user_id });
        if let Some(phone) = &account.phone {
            message["from"] = phone.as_str().into();
        }
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        {
            let known = &mut *self.whatsapp.known();
            known.incoming.insert(id.clone());
            let chat = &mut known.chats[self.chat];
            chat.wrote = Some(now);
            chat.lines.push(Line { id: id.clone(), said: Said::Person(reads.to_owned()), at: now });
        }
        let mut value = self.whatsapp.value();
        value["contacts"] = json!([account.contact()]);
        value["messages"] = json!([message]);
        self.happens(&value);
        id
    }

    /// A message of hers is on its way, however it is brought: the window is open.
    pub fn wrote(&self, id: &str) {
        let now = self.whatsapp.now();
        let known = &mut *self.whatsapp.known();
        known.incoming.insert(id.to_owned());
        known.chats[self.chat].wrote = Some(now);
    }

    fn happens(&self, value: &Value) {
        self.whatsapp.happened(vec![json!({ "field": "messages", "value": value })]);
    }

    /// Writes something.
    pub fn says(&self, text: &str) {
        self.sends(text, &json!({ "type": "text", "text": { "body": text } }));
    }

    /// Writes something in reply to the newest message of the bot that says `quoted`.
    pub fn replies(&self, quoted: &str, text: &str) {
        self.sends(
            text,
            &json!({ "type": "text", "text": { "body": text },
            "context": self.quoting(quoted) }),
        );
    }

    /// The newest message of the bot that says `quoted`, as a reply brings it: by its id alone.
    pub fn quoting(&self, quoted: &str) -> Value {
        let heard = self.heard();
        let line = heard.iter().rev().find(|line| line.words().is_some_and(|w| w.contains(quoted)));
        json!({ "from": self.whatsapp.phone(), "id": line.map_or("wamid.gone", |line| &line.id) })
    }

    /// Sends a photo with those bytes. Gives the id of the photo.
    pub fn sends_photo(&self, bytes: &[u8], more: &Value) -> String {
        let (id, mut image) = {
            let media = &mut self.whatsapp.known().media;
            let id = media.keep("image/jpeg", bytes);
            let announced = media.announced(&id);
            (id, announced)
        };
        image.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.sends("(photo)", &json!({ "type": "image", "image": image }));
        id
    }

    /// Sends a place.
    pub fn shares_place(&self, latitude: f64, longitude: f64) {
        let location = json!({ "latitude": latitude, "longitude": longitude });
        self.sends("(place)", &json!({ "type": "location", "location": location }));
    }

    /// Sends a contact: her own by the button that asks for it (`contact_request`), or any (`other`).
    pub fn shares_contact(&self, phone: &str, origin: &str) {
        let digits = phone.trim_start_matches('+');
        let contact = json!({ "origin": origin, "name": { "formatted_name": "Sari" },
            "phones": [{ "phone": phone, "wa_id": digits, "type": "CELL" }] });
        self.sends("(contact)", &json!({ "type": "contacts", "contacts": [contact] }));
    }

    /// Taps the newest choice of that label.
    ///
    /// # Panics
    /// If there is none.
    pub fn taps(&self, label: &str) {
        let heard = self.heard();
        let found = heard.iter().rev().find_map(|line| {
            let bubble = line.bubble()?;
            let choice = bubble.choices.iter().find(|choice| choice.label == label)?;
            Some((line, bubble, choice))
        });
        let Some((line, bubble, choice)) = found else {
            #[expect(clippy::panic, reason = "a test says so by failing")]
            {
                panic!("no choice says {label}: {:?}", self.whatsapp);
            }
        };
        let context = json!({ "from": self.whatsapp.phone(), "id": line.id });
        let mut reply = json!({ "id": choice.id, "title": choice.label });
        if let Some(hint) = &choice.hint {
            reply["description"] = hint.as_str().into();
        }
        let tapped = match (&bubble.template, &bubble.list) {
            (Some(_), _) => {
                json!({ "type": "button", "button": { "payload": choice.id, "text": label } })
            }
            (None, Some(_)) => tap("list_reply", &reply),
            (None, None) => tap("button_reply", &reply),
        };
        let mut more = tapped;
        more["context"] = context;
        self.sends(&format!("[{label}]"), &more);
    }

    /// Taps a button with that payload, which may never have been there.
    pub fn taps_on(&self, payload: &str) {
        let reply = json!({ "id": payload, "title": "?" });
        self.sends(&format!("{{{payload}}}"), &tap("button_reply", &reply));
    }

    /// Has another number from now on, and with it another id, of which WhatsApp tells.
    pub fn changes_number(&self, phone: &str, user_id: &str) {
        let before = self.account();
        let system = json!({ "type": "user_changed_number", "wa_id": phone, "user_id": user_id,
            "previous_user_id": before.user_id,
            "body": format!("User {} changed to {phone}", before.name) });
        let from = before.phone.clone();
        self.becomes(Account { phone: Some(phone.into()), user_id: user_id.into(), ..before });
        self.changed(from, &system);
    }

    /// Has another id from now on, of which WhatsApp tells without a number.
    pub fn changes_user_id(&self, user_id: &str) {
        let before = self.account();
        let system = json!({ "type": "user_changed_user_id", "user_id": user_id,
            "previous_user_id": before.user_id, "body": "User changed" });
        self.becomes(Account { user_id: user_id.into(), ..before });
        self.changed(None, &system);
    }

    fn becomes(&self, account: Account) {
        self.whatsapp.known().chats[self.chat].account = account;
    }

    fn changed(&self, from: Option<String>, system: &Value) {
        let id = self.whatsapp.known().message_id("system");
        let mut message = json!({ "id": id, "type": "system", "system": system,
            "timestamp": self.whatsapp.now().timestamp().to_string() });
        if let Some(from) = from {
            message["from"] = from.into();
        }
        let mut value = self.whatsapp.value();
        value["messages"] = json!([message]);
        self.happens(&value);
    }

    /// Wants no more, or wants again, what the business sends by itself.
    pub fn prefers(&self, value: &str) {
        let account = self.account();
        let preference = json!({ "wa_id": account.phone, "user_id": account.user_id,
            "category": "marketing_messages", "value": value, "detail": "User requested",
            "timestamp": self.whatsapp.now().timestamp() });
        let mut change = self.whatsapp.value();
        change["contacts"] = json!([account.contact()]);
        change["user_preferences"] = json!([preference]);
        let change = json!({ "field": "user_preferences", "value": change });
        self.whatsapp.happened(vec![change]);
    }

    /// Has read what the bot said last.
    pub fn reads(&self) {
        let heard = self.heard();
        let shown = self.whatsapp.known().statuses != Statuses::Withheld;
        if let Some(line) = heard.last().filter(|_| shown) {
            self.whatsapp.read(self.chat, line);
        }
    }

    /// Blocks the number, or lets it in again; nobody is told.
    pub fn blocks(&self, blocked: bool) {
        self.whatsapp.known().chats[self.chat].blocked = blocked;
    }

    /// Her account as it is now.
    pub fn account(&self) -> Account {
        self.whatsapp.known().chats[self.chat].account.clone()
    }

    /// What was said in her chat.
    pub fn lines(&self) -> Vec<Line> {
        self.whatsapp.known().chats[self.chat].lines.clone()
    }

    /// What the bot said in her chat.
    pub fn heard(&self) -> Vec<Line> {
        self.lines().into_iter().filter(|line| line.bubble().is_some()).collect()
    }

    /// Waits until the bot has said at least so many things, and gives them all.
    pub async fn hears(&self, at_least: usize) -> Vec<Line> {
        let hope = format!("{at_least} messages to {}", self.account().name);
        self.whatsapp
            .until(&hope, |_| Some(self.heard()).filter(|heard| heard.len() >= at_least))
            .await
    }
}

fn tap(kind: &str, reply: &Value) -> Value {
    json!({ "type": "interactive", "interactive": { "type": kind, kind: reply } })
}
