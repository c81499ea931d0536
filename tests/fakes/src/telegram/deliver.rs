//! Bringing updates, as Telegram does: those of one chat and kind one after the other, each until it
//! is taken; taps beside messages, so that either may overtake the other.

use std::time::Duration;

use serde_json::{Value, json};

use super::FakeTelegram;
use crate::wire::{self, Delivery};

/// Where updates are brought, and what they prove themselves with.
#[derive(Clone, Debug)]
pub(super) struct Hook {
    pub(super) url: String,
    pub(super) secret: String,
}

/// The number before that of the first update: those of a bot begin anywhere.
const FIRST: i64 = 800_000_000;
/// The first pause before an update is brought again; Telegram's are two seconds and more.
const PAUSE: Duration = Duration::from_millis(50);

impl FakeTelegram {
    /// Gives `update` a number and has it brought, or keeps it until it is asked for.
    pub(super) fn happened(&self, mut update: Value) -> i64 {
        let (id, hooked) = {
            let known = &mut *self.known();
            known.updates += 1;
            let id = FIRST + known.updates;
            update["update_id"] = id.into();
            if known.hook.is_none() {
                known.waiting.push_back(update.clone());
            }
            (id, known.hook.is_some())
        };
        self.inner.news.notify_waiters();
        if hooked {
            let telegram = self.clone();
            tokio::spawn(async move { telegram.bring(update).await });
        }
        id
    }

    /// Brings an update until it is taken.
    async fn bring(&self, update: Value) {
        let mut pause = PAUSE;
        while self.deliver(&update).await.status != Some(200) {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(2));
        }
        self.known().taken += 1;
        self.inner.news.notify_waiters();
    }

    /// Brings an update once, as it is, with the secret.
    pub async fn deliver(&self, update: &Value) -> Delivery {
        let secret = self.known().hook.as_ref().map(|hook| hook.secret.clone());
        self.deliver_with(&secret.unwrap_or_default(), update.to_string()).await
    }

    /// Brings a body once, with a secret of one's own.
    pub async fn deliver_with(&self, secret: &str, body: String) -> Delivery {
        let url = {
            let known = &mut *self.known();
            let url = known.hook.as_ref().map(|hook| hook.url.clone()).unwrap_or_default();
            let road = known.roads.iter().find(|(outside, _)| url.starts_with(outside.as_str()));
            road.map_or(url.clone(), |(outside, inside)| url.replacen(outside, inside, 1))
        };
        let proof = [("x-telegram-bot-api-secret-token", secret)];
        let delivery = wire::bring(&self.inner.client, &url, &proof, body.into_bytes()).await;
        self.known().took.push(delivery.took);
        delivery
    }

    /// How long each try took.
    pub fn took(&self) -> Vec<Duration> {
        self.known().took.clone()
    }

    /// Whether all that happened was taken.
    pub fn is_settled(&self) -> bool {
        let known = self.known();
        i64::try_from(known.taken).unwrap() == known.updates
    }

    /// Waits until updates are brought somewhere, or asked for.
    pub async fn until_reached(&self) {
        self.until("a bot", |telegram| {
            let known = telegram.known();
            (known.hook.is_some() || known.polled).then_some(())
        })
        .await;
    }

    /// A message of that person, as Telegram words it.
    pub(super) fn message(&self, chat: i64, name: &str, language: &str, more: &Value) -> Value {
        let id = {
            let known = &mut *self.known();
            known.messages += 1;
            known.messages
        };
        let mut message = json!({
            "message_id": id,
            "date": 1_790_000_000,
            "chat": { "id": chat, "type": "private", "first_name": name },
            "from": { "id": chat, "is_bot": false, "first_name": name, "language_code": language },
        });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        message
    }
}
