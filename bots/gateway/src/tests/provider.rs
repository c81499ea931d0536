//! A provider with moods, to see how the courier bears with it.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use aduan::{
    domain::{Channel, Handle, Peer, QueuedId},
    ports::{Clock, CodeLetter, Delivery, DeliveryError, Message, Messenger},
    stub::StoppedClock,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// What the provider does with what it is given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mood {
    /// It takes it.
    Fine,
    /// It answers nothing at all.
    Silent,
    /// It fails at once.
    Failing,
    /// It asks us to wait (429).
    Busy(Duration),
    /// It was too much for this person.
    TooMuchFor(&'static str),
    /// It says that the person cannot be reached.
    Unreachable,
    /// It refuses the message.
    Refusing,
    /// Its answer gets lost.
    Doubtful,
}

/// What went out, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Out {
    pub(super) at: DateTime<Utc>,
    pub(super) who: String,
    /// The words; of a code that it is one.
    pub(super) what: String,
}

#[derive(Debug)]
pub(super) struct Provider {
    channel: Channel,
    clock: Arc<StoppedClock>,
    mood: Mutex<Mood>,
    tried: Mutex<usize>,
    out: Mutex<Vec<Out>>,
    /// Under which ids it was asked to deliver, and whether the chat was said to be open.
    deliveries: Mutex<Vec<(QueuedId, bool)>>,
}

impl Provider {
    pub(super) fn new(channel: Channel, clock: &Arc<StoppedClock>) -> Arc<Self> {
        Arc::new(Self {
            channel,
            clock: Arc::clone(clock),
            mood: Mutex::new(Mood::Fine),
            tried: Mutex::default(),
            out: Mutex::default(),
            deliveries: Mutex::default(),
        })
    }

    pub(super) fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// How often it was asked.
    pub(super) fn tried(&self) -> usize {
        *self.tried.lock().unwrap()
    }

    /// What it took, in order.
    pub(super) fn out(&self) -> Vec<Out> {
        self.out.lock().unwrap().clone()
    }

    /// Under which ids it was asked to deliver, and whether the chat was said to be open.
    pub(super) fn deliveries(&self) -> Vec<(QueuedId, bool)> {
        self.deliveries.lock().unwrap().clone()
    }

    /// What that person was told, in order.
    pub(super) fn told(&self, who: &str) -> Vec<String> {
        self.out().into_iter().filter(|out| out.who == who).map(|out| out.what).collect()
    }

    async fn take(&self, who: &str, what: &str) -> Result<(), DeliveryError> {
        *self.tried.lock().unwrap() += 1;
        let mood = *self.mood.lock().unwrap();
        let later = |after| Err(DeliveryError::Later { after, source: None });
        match mood {
            Mood::TooMuchFor(her) if her == who => Err(DeliveryError::TooMuch),
            Mood::Fine | Mood::TooMuchFor(_) => {
                let (who, what) = (who.to_owned(), what.to_owned());
                self.out.lock().unwrap().push(Out { at: self.clock.now(), who, what });
                Ok(())
            }
            Mood::Silent => std::future::pending().await,
            Mood::Failing => later(None),
            Mood::Busy(after) => later(Some(after)),
            Mood::Unreachable => Err(DeliveryError::Unreachable),
            Mood::Refusing => Err(DeliveryError::Refused(None)),
            Mood::Doubtful => Err(DeliveryError::InDoubt),
        }
    }
}

#[async_trait]
impl Messenger for Provider {
    fn channel(&self) -> Channel {
        self.channel
    }

    async fn send(&self, to: &Peer, message: &Message) -> Result<(), DeliveryError> {
        self.take(&to.address, &message.text).await
    }

    async fn deliver(&self, delivery: &Delivery<'_>) -> Result<Option<Box<str>>, DeliveryError> {
        let nth = {
            let mut deliveries = self.deliveries.lock().unwrap();
            deliveries.push((delivery.id, delivery.open));
            deliveries.len()
        };
        self.send(delivery.to, delivery.message).await?;
        let names = self.channel == Channel::WhatsApp;
        Ok(names.then(|| format!("wamid.ours{nth}").into()))
    }

    fn carries_codes_to(&self, _: &Handle) -> bool {
        true
    }

    async fn send_code(&self, _: &CodeLetter) -> Result<(), DeliveryError> {
        self.take("whoever asked", "a code").await
    }
}
