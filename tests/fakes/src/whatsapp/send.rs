//! Taking a message that is one, as far as the person, the template and the hour allow.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{
    Known,
    chats::{Bubble, Choice, Line, Said},
    faults,
};

/// For how long somebody can be written to in one's own words after she wrote (Cloud API, "Customer
/// service windows").
const WINDOW: TimeDelta = TimeDelta::hours(24);
/// One message in so long to one person (Cloud API, "Pair rate limits").
const PAIR: TimeDelta = TimeDelta::seconds(6);
/// So many can be sent within that time; then the rate has to be made up for.
const BURST: i32 = 45;

/// A message that was taken.
pub(super) struct Taken {
    pub(super) id: String,
    /// In whose chat it is; none, if nobody has that number.
    pub(super) chat: Option<usize>,
    pub(super) category: String,
    /// Why it does not arrive, if it does not.
    pub(super) fails: Option<i64>,
}

/// An error in an answer, and whether only a bot that does not keep the rules meets it.
struct Refused {
    code: i64,
    says: String,
    mistake: bool,
}

fn refused(code: i64, says: impl Into<String>) -> Refused {
    Refused { code, says: says.into(), mistake: true }
}

impl Known {
    /// Takes a message, or answers with a status and an error.
    pub(super) fn take(
        &mut self,
        body: &Value,
        now: DateTime<Utc>,
        fails: Option<i64>,
    ) -> Result<Taken, (u16, Value)> {
        self.try_take(body, now, fails).map_err(|refused| {
            let Refused { code, says, mistake } = refused;
            if mistake {
                self.mistakes.push(format!("{code}: {says}: {body}"));
            }
            faults::answer(code, &says)
        })
    }

    fn try_take(
        &mut self,
        body: &Value,
        now: DateTime<Utc>,
        fails: Option<i64>,
    ) -> Result<Taken, Refused> {
        let bubble = match body.get("template") {
            Some(message) => self.template_bubble(message, body)?,
            None => Bubble::of(body),
        };
        self.media_are_known(body)?;
        let chat = self.chat_of(body);
        if let Some(at) = chat {
            let chat = &mut self.chats[at];
            let open = chat.wrote.is_some_and(|wrote| now < wrote + WINDOW);
            if !open && bubble.template.is_none() {
                return Err(refused(131_047, "nobody wrote within a day"));
            }
            if !self.unhurried && !within_rate(&mut chat.burst, now) {
                // Waiting and trying again is an answer to it.
                return Err(Refused { mistake: false, ..refused(131_056, "too many at once") });
            }
        } else if bubble.template.is_none() {
            return Err(refused(131_047, "nobody of that number wrote"));
        }
        let unreachable = chat.is_none_or(|at| self.chats[at].blocked).then_some(131_026);
        let fails = fails.or(unreachable);
        let whom = body["to"].as_str().or(body["recipient"].as_str()).unwrap_or_default();
        let (id, category) = (self.message_id(whom), bubble.category.clone());
        if let (Some(at), None) = (chat, fails) {
            let line = Line { id: id.clone(), said: Said::Bot(bubble), at: now };
            self.chats[at].lines.push(line);
            *self.billed.entry(category.clone()).or_default() += 1;
        }
        self.sent.push(body.clone());
        Ok(Taken { id, chat, category, fails })
    }

    fn template_bubble(&self, message: &Value, body: &Value) -> Result<Bubble, Refused> {
        let language = message["language"]["code"].as_str().unwrap_or_default();
        let found = self.templates.iter().find(|template| {
            message["name"] == template.name.as_str() && template.language == language
        });
        let Some(template) = found else {
            return Err(refused(132_001, format!("{} in {language}", message["name"])));
        };
        let paused = |code| Err(Refused { mistake: false, ..refused(code, &*template.name) });
        match template.status.as_str() {
            "APPROVED" => {}
            "PAUSED" => return paused(132_015),
            "DISABLED" => return paused(132_016),
            _ => return paused(132_001),
        }
        if template.is_authentication() && body.get("to").is_none() {
            return Err(refused(131_062, "a code goes to a number"));
        }
        let text = template.filled(message).map_err(|(code, says)| refused(code, says))?;
        let buttons = template.buttons().into_iter().enumerate();
        let choice = |(at, button): (usize, Value)| {
            let label = button["text"].as_str().unwrap_or_default().to_owned();
            Choice { id: payload(message, at).unwrap_or_else(|| label.clone()), label, hint: None }
        };
        let quick = buttons.filter(|(_, button)| button["type"] == "QUICK_REPLY");
        Ok(Bubble {
            text,
            choices: quick.map(choice).collect(),
            template: Some(template.name.clone()),
            category: template.category.to_lowercase(),
            ..Bubble::default()
        })
    }

    fn media_are_known(&self, body: &Value) -> Result<(), Refused> {
        let id = body[body["type"].as_str().unwrap_or_default()]["id"].as_str();
        match id {
            Some(id) if !self.media.has(id) => Err(refused(131_053, "no such medium")),
            _ => Ok(()),
        }
    }

    /// The chat with the number or the person that a message is for.
    fn chat_of(&self, body: &Value) -> Option<usize> {
        let to = body["to"].as_str().map(|to| to.trim_start_matches('+'));
        self.chats.iter().position(|chat| match to {
            Some(to) => chat.account.phone.as_deref() == Some(to),
            None => body["recipient"] == chat.account.user_id.as_str(),
        })
    }

    /// What a message that was taken is answered with.
    pub(super) fn answer(&self, body: &Value, taken: &Taken) -> Value {
        let input = body["to"].as_str().or(body["recipient"].as_str()).unwrap_or_default();
        let mut contact = json!({ "input": input });
        match taken.chat.map(|at| &self.chats[at].account) {
            Some(account) => {
                contact["user_id"] = account.user_id.as_str().into();
                if body.get("to").is_some() {
                    contact["wa_id"] = input.trim_start_matches('+').into();
                }
            }
            None => contact["wa_id"] = input.trim_start_matches('+').into(),
        }
        json!({ "messaging_product": "whatsapp", "contacts": [contact],
            "messages": [{ "id": taken.id, "message_status": "accepted" }] })
    }
}

/// What the quick reply in that place brings back, if the message says.
fn payload(message: &Value, at: usize) -> Option<String> {
    let all = message["components"].as_array()?.iter();
    let mut mine = all.filter(|one| {
        one["sub_type"] == "quick_reply"
            && (one["index"] == at || one["index"] == at.to_string().as_str())
    });
    mine.next()?["parameters"][0]["payload"].as_str().map(str::to_owned)
}

/// Counts a message to somebody, unless there were too many.
fn within_rate(burst: &mut Option<(DateTime<Utc>, i32)>, now: DateTime<Utc>) -> bool {
    match burst {
        Some((began, count)) if now < *began + PAIR => {
            *count += 1;
            *count <= BURST
        }
        Some((began, count)) if now < *began + PAIR * *count => false,
        _ => {
            *burst = Some((now, 1));
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_has_to_be_made_up_for() {
        let began = DateTime::UNIX_EPOCH;
        let (mut burst, at) = (None, |second| began + TimeDelta::seconds(second));
        assert!((0..3).all(|second| within_rate(&mut burst, at(second))));
        assert!(!within_rate(&mut burst, at(6)), "three are paid for after eighteen seconds");
        assert!(!within_rate(&mut burst, at(17)));
        assert!(within_rate(&mut burst, at(18)));
        assert!(within_rate(&mut burst, at(24)));
        assert!((0..44).all(|_| within_rate(&mut burst, at(25))));
        assert!(!within_rate(&mut burst, at(25)), "forty-six in six seconds");
    }
}
