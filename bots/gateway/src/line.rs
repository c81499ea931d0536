//! A channel as the courier uses it: how fast it may be used, and whether it works.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use aduan::{
    domain::{Channel, Handle},
    ports::{CodeLetter, Delivery, DeliveryError, FetchError, Messenger},
};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Semaphore;

use crate::{
    Settings,
    breaker::Breaker,
    ladder::Ladder,
    pace::{Limiter, Urgency},
};

/// How long a message waits that finds all hands of a channel full.
const ALL_HANDS_FULL: TimeDelta = TimeDelta::seconds(1);

/// How a channel is doing; for whoever watches over the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelHealth {
    /// The channel.
    pub channel: Channel,
    /// Until when it is left alone, since it kept failing; then one message tries it.
    pub rests_until: Option<DateTime<Utc>>,
    /// How many messages and codes it took since the process began.
    pub sent: u64,
    /// How many it did not take.
    pub failed: u64,
}

/// What became of a message.
#[derive(Debug)]
pub(crate) enum Sent {
    /// The channel took it, and calls it so, if it tells.
    Done(Option<Box<str>>),
    /// It was not tried: come back at this time.
    NotNow(DateTime<Utc>),
    /// The channel did not take it.
    Failed(DeliveryError),
}

/// A channel, and what is known of it.
pub(crate) struct Line {
    messenger: Arc<dyn Messenger>,
    known: Mutex<Known>,
    /// How many messages may be on their way at once: a channel that hangs never holds up all
    /// who carry.
    hands: Semaphore,
    patience: Duration,
}

struct Known {
    breaker: Breaker,
    limiter: Option<Limiter>,
    ladder: Ladder,
    sent: u64,
    failed: u64,
}

impl Line {
    pub(crate) fn new(messenger: Arc<dyn Messenger>, settings: &Settings) -> Self {
        let limiter = settings.paces.get(&messenger.channel()).copied().map(Limiter::new);
        let (breaker, ladder) = (Breaker::Closed(0), Ladder::default());
        Self {
            messenger,
            known: Mutex::new(Known { breaker, limiter, ladder, sent: 0, failed: 0 }),
            hands: Semaphore::new((settings.lanes / 2).max(1)),
            patience: settings.send_timeout,
        }
    }

    pub(crate) fn channel(&self) -> Channel {
        self.messenger.channel()
    }

    pub(crate) fn carries_codes_to(&self, handle: &Handle) -> bool {
        self.messenger.carries_codes_to(handle)
    }

    /// What is known, which is whole between any two lines of this file.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn health(&self) -> ChannelHealth {
        let Known { breaker, sent, failed, .. } = &*self.known();
        let rests_until = breaker.rests_until();
        ChannelHealth { channel: self.channel(), rests_until, sent: *sent, failed: *failed }
    }

    /// Sends what is owed, unless it has to wait.
    pub(crate) async fn send(
        &self,
        delivery: &Delivery<'_>,
        urgency: Urgency,
        now: impl Fn() -> DateTime<Utc> + Send + Sync,
    ) -> Sent {
        let Ok(_hand) = self.hands.try_acquire() else {
            return Sent::NotNow(now() + ALL_HANDS_FULL);
        };
        let chat = &delivery.to.address;
        if let Err(until) = self.admit(now(), chat, urgency) {
            return Sent::NotNow(until);
        }
        match self.watched(self.messenger.deliver(delivery), &now).await {
            Ok(id) => {
                self.known().ladder.took(chat);
                Sent::Done(id)
            }
            Err(error @ DeliveryError::TooMuch) => {
                let after = self.known().ladder.too_much(now(), chat).to_std().ok();
                Sent::Failed(DeliveryError::Later { after, source: Some(error.into()) })
            }
            Err(error) => Sent::Failed(error),
        }
    }

    /// Brings a photo, beside all that is sent: jobs are patient by themselves.
    pub(crate) async fn fetch(&self, source: &str, limit: u64) -> Result<Box<[u8]>, FetchError> {
        self.messenger.fetch(source, limit).await
    }

    /// Sends a code, which waits for nothing: neither for messages, nor for a channel to rest.
    pub(crate) async fn send_code(
        &self,
        letter: &CodeLetter,
        now: impl Fn() -> DateTime<Utc> + Send,
    ) -> Result<(), DeliveryError> {
        if let Some(limiter) = &mut self.known().limiter {
            limiter.overtake(now());
        }
        self.watched(self.messenger.send_code(letter), now).await
    }

    fn admit(&self, now: DateTime<Utc>, chat: &str, urgency: Urgency) -> Result<(), DateTime<Utc>> {
        let Known { breaker, limiter, ladder, .. } = &mut *self.known();
        // Whoever would have to wait for the pace is no probe.
        let rests = breaker.rests_until().filter(|until| now < *until);
        if let Some(until) = rests.or_else(|| ladder.rests_until(now, chat)) {
            return Err(until);
        }
        if let Some(limiter) = limiter {
            limiter.take(now, chat, urgency)?;
        }
        breaker.admit(now)
    }

    /// Waits for the channel as long as our patience lasts, and takes note of how it did.
    async fn watched<T: Send>(
        &self,
        sending: impl Future<Output = Result<T, DeliveryError>> + Send,
        now: impl Fn() -> DateTime<Utc> + Send,
    ) -> Result<T, DeliveryError> {
        let sent = match tokio::time::timeout(self.patience, sending).await {
            Ok(sent) => sent,
            Err(elapsed) => Err(DeliveryError::Later { after: None, source: Some(elapsed.into()) }),
        };
        let known = &mut *self.known();
        match &sent {
            Ok(_) => known.sent += 1,
            Err(_) => known.failed += 1,
        }
        match &sent {
            Err(DeliveryError::Later { after: None, .. } | DeliveryError::InDoubt) => {
                known.breaker.failed(now());
            }
            // Whoever asks us to wait, or says no, is alive.
            _ => known.breaker.answered(),
        }
        sent
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.health(), f)
    }
}
