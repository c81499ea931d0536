//! Bringing webhooks, as WhatsApp does: signed over their bytes, again and again until they are
//! taken, in whatever order that gives, and several changes in one body if they come at once.

use std::time::Duration;

use serde_json::{Value, json};

use super::{FakeWhatsApp, bytes};
use crate::wire::{self, Delivery};

/// The first pause before a body is brought again; WhatsApp's grow for a week.
const PAUSE: Duration = Duration::from_millis(50);

/// The header that proves a body.
const SIGNATURE: &str = "x-hub-signature-256";

impl FakeWhatsApp {
    /// From now on, webhooks are brought to `url`, which has to answer the handshake.
    ///
    /// # Panics
    /// If it does not.
    pub async fn subscribes(&self, url: &str) {
        let (status, body) = self.shakes_hands(url, "subscribe", self.verify_token()).await;
        assert_eq!((status, body.as_str()), (200, "1158201444"), "the challenge, bare");
        self.moves_to(url);
    }

    /// From now on, webhooks are brought to `url`, without asking.
    pub fn moves_to(&self, url: &str) {
        self.known().hook = Some(url.to_owned());
    }

    /// Asks `url` whether it is the one of that app, and gives its answer.
    pub async fn shakes_hands(&self, url: &str, mode: &str, token: &str) -> (u16, String) {
        let asked =
            format!("{url}?hub.mode={mode}&hub.challenge=1158201444&hub.verify_token={token}");
        let answer = self.inner.client.get(asked).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// What a change is about, before anything happens in it.
    pub(super) fn value(&self) -> Value {
        json!({ "messaging_product": "whatsapp", "metadata": {
            "display_phone_number": self.phone(), "phone_number_id": self.phone_number_id() } })
    }

    /// The body that brings those changes, in one or two entries.
    pub fn body(&self, changes: &[Value]) -> Value {
        let half = changes.len().div_ceil(2).max(1);
        let entries: Vec<Value> = changes
            .chunks(half)
            .map(|changes| json!({ "id": self.business_account_id(), "changes": changes }))
            .collect();
        json!({ "object": "whatsapp_business_account", "entry": entries })
    }

    /// From now on, what happens waits.
    pub fn holds(&self) {
        self.known().held.get_or_insert_default();
    }

    /// Brings what waits, in one body.
    pub fn lets_go(&self) {
        let held = self.known().held.take().unwrap_or_default();
        self.happened(held);
    }

    /// Has changes brought in one body, or keeps them for a larger one.
    pub(super) fn happened(&self, changes: Vec<Value>) {
        if changes.is_empty() || self.is_held(&changes) {
            return;
        }
        let whatsapp = self.clone();
        self.known().bodies += 1;
        tokio::spawn(async move { whatsapp.bring(&whatsapp.body(&changes)).await });
    }

    /// Has changes brought one after the other.
    pub(super) fn happened_one_by_one(&self, changes: Vec<Value>) {
        if self.is_held(&changes) {
            return;
        }
        let whatsapp = self.clone();
        self.known().bodies += changes.len();
        tokio::spawn(async move {
            for change in changes {
                whatsapp.bring(&whatsapp.body(&[change])).await;
            }
        });
    }

    fn is_held(&self, changes: &[Value]) -> bool {
        let held = &mut self.known().held;
        if let Some(held) = held {
            held.extend_from_slice(changes);
        }
        held.is_some()
    }

    /// Brings a body until it is taken.
    async fn bring(&self, body: &Value) {
        let mut pause = PAUSE;
        while self.deliver(body).await.status != Some(200) {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(2));
        }
        self.known().taken += 1;
        self.inner.news.notify_waiters();
    }

    /// Brings a body once, signed, now in the one form of its bytes and now in the other.
    pub async fn deliver(&self, body: &Value) -> Delivery {
        let plain = self.known().tries.is_multiple_of(2);
        let bytes = if plain { body.to_string().into_bytes() } else { bytes::escaped(body) };
        let signature = self.signature(&bytes);
        self.deliver_bytes(bytes, &[&signature]).await
    }

    /// Brings bytes once, with those signatures.
    pub async fn deliver_bytes(&self, bytes: Vec<u8>, signatures: &[&str]) -> Delivery {
        let url = {
            let known = &mut *self.known();
            known.tries += 1;
            known.hook.clone().unwrap_or_default()
        };
        let headers: Vec<_> = signatures.iter().map(|one| (SIGNATURE, *one)).collect();
        wire::bring(&self.inner.client, &url, &headers, bytes).await
    }

    /// What proves those bytes.
    pub fn signature(&self, bytes: &[u8]) -> String {
        bytes::signature(self.app_secret(), bytes)
    }

    /// A body in the bytes that Meta makes of it: slashes escaped, and nothing but ASCII.
    pub fn escaped(&self, body: &Value) -> Vec<u8> {
        bytes::escaped(body)
    }

    /// How many bodies were taken, and how many tries that took.
    pub fn delivered(&self) -> (usize, usize) {
        let known = self.known();
        (known.taken, known.tries)
    }

    /// Whether all that happened was taken.
    pub fn is_settled(&self) -> bool {
        let known = self.known();
        known.taken == known.bodies
    }
}
