//! Taking what Meta brings: it is remembered first, and only then is Meta told that we have it.

use std::sync::Arc;

use aduan::ports::Clock;
use aduan_gateway::{GatewayError, Inbound, Listener, Word};
use tokio::sync::Semaphore;

use crate::{
    WhatsApp,
    heard::{Meant, meant, preferred},
    notification::{self, Error, Happened, Status},
    status::word,
    trouble::Trouble,
};

/// How many messages are shown as read at once; the others wait.
const ACKNOWLEDGED: usize = 16;

/// Takes what Meta brings for a number. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Intake {
    whatsapp: WhatsApp,
    listener: Arc<dyn Listener>,
    clock: Arc<dyn Clock>,
    hands: Arc<Semaphore>,
}

impl Intake {
    /// Takes what comes in on `whatsapp`, for `listener` to hear.
    pub fn new(whatsapp: WhatsApp, listener: Arc<dyn Listener>, clock: Arc<dyn Clock>) -> Self {
        let hands = Arc::new(Semaphore::new(ACKNOWLEDGED));
        Self { whatsapp, listener, clock, hands }
    }

    /// Takes a body that Meta signed. All in it is durable when it returns; after an error Meta is
    /// to bring it again. What cannot be read is let go: it would be brought again for a week.
    pub(crate) async fn take(&self, body: &[u8]) -> Result<(), GatewayError> {
        let Some(all) = notification::read(body) else {
            tracing::warn!("whatsapp.notification_unreadable");
            return Ok(());
        };
        let (mut messages, mut read): (Vec<Inbound>, Vec<Box<str>>) = (Vec::new(), Vec::new());
        let mut words: Vec<Word> = Vec::new();
        let now = self.clock.now();
        for happened in all.iter().filter(|happened| self.is_ours(happened)) {
            self.note(happened);
            for message in &happened.messages {
                match meant(message, happened, now) {
                    Meant::Message(message) => {
                        read.push(message.provider_id.clone());
                        messages.push(message);
                    }
                    Meant::Moved(moved) => messages.push(moved),
                    Meant::Nothing => tracing::debug!("whatsapp.message_ignored"),
                }
            }
            words.extend(happened.statuses.iter().filter_map(word));
            let wishes = happened.preferences.iter();
            messages.extend(wishes.filter_map(|wish| preferred(wish, happened, now)));
        }
        let not_taken = |error: &GatewayError| {
            tracing::error!(error = error as &dyn std::error::Error, "whatsapp.not_taken");
        };
        if !messages.is_empty() {
            self.listener.hear(&messages).await.inspect_err(not_taken)?;
        }
        if !words.is_empty() {
            self.listener.learn(&words).await.inspect_err(not_taken)?;
        }
        for message in read {
            let whatsapp = self.whatsapp.clone();
            self.beside(async move { whatsapp.acknowledge(&message).await });
        }
        Ok(())
    }

    /// Whether it is about our number: others of the same account are brought as well.
    fn is_ours(&self, happened: &Happened) -> bool {
        let number = happened.phone_number_id.as_deref();
        let ours = number.is_none_or(|number| number == self.whatsapp.graph().number());
        if !ours {
            tracing::warn!(whatsapp.field = &*happened.field, "whatsapp.other_number");
        }
        ours
    }

    /// What it tells of the account, and of messages of ours that nobody got: whoever watches over
    /// the house is to know.
    fn note(&self, happened: &Happened) {
        let of_statuses: Vec<Error> = happened.statuses.iter().flat_map(Status::errors).collect();
        for code in happened.errors.iter().chain(&of_statuses).filter_map(|error| error.code) {
            let trouble = Trouble::of(400, Some(code));
            tracing::warn!(%trouble, "whatsapp.told_of_trouble");
            self.whatsapp.graph().tells(trouble);
        }
        if let Some(event) = &happened.event {
            let field = &*happened.field;
            tracing::warn!(whatsapp.field = field, whatsapp.event = &**event, "whatsapp.account");
        }
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
