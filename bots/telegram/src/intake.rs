//! Taking updates: they are remembered first, and only then is anybody told that we have them.

use std::sync::Arc;

use aduan::ports::Clock;
use aduan_gateway::{GatewayError, Inbound, Listener};
use serde::Deserialize as _;
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::{
    Telegram,
    heard::{Meant, Tap, meant},
    update::Update,
};

/// How many taps are acknowledged at once; the others wait, and their owners with them.
const ACKNOWLEDGED: usize = 16;

/// Takes what Telegram brings, by a webhook or by polling. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Intake {
    pub(crate) telegram: Telegram,
    listener: Arc<dyn Listener>,
    clock: Arc<dyn Clock>,
    hands: Arc<Semaphore>,
}

impl Intake {
    /// Takes what comes in on `telegram`, for `listener` to hear.
    pub fn new(telegram: Telegram, listener: Arc<dyn Listener>, clock: Arc<dyn Clock>) -> Self {
        Self { telegram, listener, clock, hands: Arc::new(Semaphore::new(ACKNOWLEDGED)) }
    }

    /// Takes updates. They are durable when it returns; after an error Telegram is to bring them
    /// again. An update that cannot be read is let go: it would be brought again for a day, and
    /// nothing else of its chat.
    pub(crate) async fn take(&self, updates: Vec<Value>) -> Result<(), GatewayError> {
        let (mut messages, mut taps): (Vec<Inbound>, Vec<Tap>) = (Vec::new(), Vec::new());
        for update in updates {
            let Ok(update) = Update::deserialize(update) else {
                tracing::warn!("telegram.update_unreadable");
                continue;
            };
            match meant(update, self.telegram.api().bot_id(), self.clock.now()) {
                Meant::Message(message) => messages.push(message),
                Meant::Tap(tap, said) => {
                    taps.push(tap);
                    messages.extend(said);
                }
                Meant::Nothing => tracing::debug!("telegram.update_ignored"),
            }
        }
        if !messages.is_empty() {
            self.listener.hear(&messages).await.inspect_err(|error| {
                tracing::error!(error = error as &dyn std::error::Error, "telegram.not_taken");
            })?;
        }
        // One that comes again may have been cut off before it was acknowledged.
        for tap in taps {
            let (telegram, hands) = (self.telegram.clone(), Arc::clone(&self.hands));
            tokio::spawn(async move {
                let _hand = hands.acquire().await;
                telegram.acknowledge(&tap).await;
            });
        }
        Ok(())
    }
}
