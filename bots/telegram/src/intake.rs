//! Taking updates: they are remembered first, and only then is anybody told that we have them.

use std::sync::Arc;

use aduan::{
    domain::{Language, Peer},
    ports::{Clock, Messenger as _},
};
use aduan_gateway::{GatewayError, Inbound, Listener};
use serde::Deserialize as _;
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::{
    Reporter, Telegram,
    heard::{Meant, Tap, meant},
    reporter::Admins,
    update::Update,
};

/// How many taps are acknowledged, and questions answered, at once; the others wait.
const ACKNOWLEDGED: usize = 16;

/// Takes what Telegram brings, by a webhook or by polling. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Intake {
    pub(crate) telegram: Telegram,
    listener: Arc<dyn Listener>,
    clock: Arc<dyn Clock>,
    hands: Arc<Semaphore>,
    admins: Option<Admins>,
}

impl Intake {
    /// Takes what comes in on `telegram`, for `listener` to hear.
    pub fn new(telegram: Telegram, listener: Arc<dyn Listener>, clock: Arc<dyn Clock>) -> Self {
        let hands = Arc::new(Semaphore::new(ACKNOWLEDGED));
        Self { telegram, listener, clock, hands, admins: None }
    }

    /// The same intake, in which `/status` of these accounts is answered by `reporter`.
    #[must_use]
    pub fn reporting_to(
        self,
        ids: impl IntoIterator<Item = i64>,
        reporter: Arc<dyn Reporter>,
    ) -> Self {
        let admins = Some(Admins { ids: ids.into_iter().collect(), reporter });
        Self { admins, ..self }
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
                Meant::Status(id, message) => match self.reporter_to(id) {
                    Some(reporter) => self.report(reporter, message.peer, message.language),
                    None => messages.push(message),
                },
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
            let telegram = self.telegram.clone();
            self.beside(async move { telegram.acknowledge(&tap).await });
        }
        Ok(())
    }

    /// Who answers that account's question how the house is doing, if it may ask.
    fn reporter_to(&self, id: i64) -> Option<Arc<dyn Reporter>> {
        let admins = self.admins.as_ref().filter(|admins| admins.ids.contains(&id))?;
        Some(Arc::clone(&admins.reporter))
    }

    /// Answers it, once: whoever hears nothing asks again.
    fn report(&self, reporter: Arc<dyn Reporter>, to: Peer, language: Option<Language>) {
        let language = language.unwrap_or_default();
        let telegram = self.telegram.clone();
        self.beside(async move {
            if let Err(error) = telegram.send(&to, &reporter.status(language).await).await {
                tracing::warn!(%error, "telegram.not_reported");
            }
        });
    }

    /// Does something that nobody waits for.
    fn beside(&self, work: impl Future<Output = ()> + Send + 'static) {
        let hands = Arc::clone(&self.hands);
        tokio::spawn(async move {
            let _hand = hands.acquire().await;
            work.await;
        });
    }
}
