//! The courier: opens what is owed when it is sent, and marks it as sent.

use aduan::{
    batch::{Batch, Committed},
    domain::{Channel, ComplaintId, Language, Peer},
    facts::Want,
    log::{Audience, By, Event},
    owed::{Letter, Notice, Owed, Recipient, Undelivered},
    ports::{Brief, Delivery, DeliveryError, Message},
    record::Key,
};
use aduan_dialogue::{Reply, brief_news, brief_of, render_account_news};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Gateway, GatewayError,
    drain::{AT_ONCE, Turned, Work},
    failpoint::failpoint,
    line::Sent,
    pace::Urgency,
    recipient::complaint_in,
    span,
};

/// The body of a row of the outbox: what is owed, and until when it is worth sending.
#[derive(Serialize, Deserialize)]
pub(crate) struct Addressed {
    #[serde(flatten)]
    pub(crate) owed: Owed,
    #[serde(default)]
    pub(crate) expires_at: Option<DateTime<Utc>>,
    /// It was sent, and is kept until the channel tells what became of it.
    #[serde(default)]
    pub(crate) sent: bool,
    /// How often the channel took it and lost it.
    #[serde(default)]
    pub(crate) lost: u8,
    /// The channel said that it takes it in brief only.
    #[serde(default)]
    pub(crate) brief: bool,
}

impl From<Owed> for Addressed {
    fn from(owed: Owed) -> Self {
        Self { owed, expires_at: None, sent: false, lost: 0, brief: false }
    }
}

/// What the history says of news.
#[derive(Clone, Copy)]
pub(crate) enum Became {
    /// The channel took them.
    Told,
    /// It did not.
    NotTold(Undelivered),
    /// It took them, and lost them.
    Lost(Undelivered),
}

/// How long a channel has to say that it took a message, before the message is sent again: less than
/// a reply is worth sending.
const DOUBT: TimeDelta = TimeDelta::minutes(5);

/// The most news in one message.
pub(crate) const TOGETHER: u8 = 5;

/// What goes out in one message: a row, and those right behind it that say more of the same kind
/// to the same person.
struct Parcel {
    to: Peer,
    language: Language,
    first: Owed,
    along: Vec<Owed>,
    /// How often the channel took it and lost it.
    lost: u8,
}

impl Parcel {
    fn all(&self) -> impl Iterator<Item = &Owed> {
        std::iter::once(&self.first).chain(&self.along)
    }

    /// Whether it is news that a person can be told a little later.
    fn can_wait(&self) -> bool {
        notice_that_can_wait(&self.first).is_some()
    }

    /// The news in brief, for a chat that may take nothing else now; a reply has an open one.
    fn brief(&self) -> Option<Brief> {
        self.to.channel.window()?;
        match &self.first.letter {
            Letter::Notice(notice) => Some(brief_news(notice, self.language)),
            Letter::Account(news) => Some(brief_of(&render_account_news(*news, self.language))),
            Letter::Reply(_) => None,
        }
    }
}

fn notice_that_can_wait(owed: &Owed) -> Option<&Notice> {
    match &owed.letter {
        Letter::Notice(notice) if !notice.news.cannot_wait() => Some(notice),
        _ => None,
    }
}

impl Gateway {
    /// Sends one row of the outbox, and what can be told along with it.
    pub(crate) async fn deliver(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        let room = self.desk().room();
        if !self.still_waits(work.waiting).await? {
            return Ok(Turned::Gone);
        }
        let addressed: Addressed = room.open_queued(&work.waiting.row)?;
        let Addressed { owed, expires_at, sent, lost, brief: only_brief } = addressed;
        if sent {
            return self.heard_nothing(work).await;
        }
        if expires_at.is_some_and(|expires_at| room.now >= expires_at) {
            return self.not_sent(work, &owed, Undelivered::Expired).await;
        }
        let (to, language) = match self.meet(&owed).await? {
            Ok(met) => met,
            Err(why) => return self.not_sent(work, &owed, why).await,
        };
        span::say("channel.name", to.channel.name());
        let Some(line) = self.line(to.channel) else {
            return self.not_sent(work, &owed, Undelivered::NoChannel).await;
        };
        let mut parcel = Parcel { to, language, first: owed, along: Vec::new(), lost };
        let brief = parcel.brief();
        // A reply answers what she has just written.
        let is_reply = matches!(parcel.first.letter, Letter::Reply(_));
        let open = is_reply || !only_brief && self.is_open(&parcel.to).await?;
        if !open && brief.is_none() {
            return self.not_sent(work, &parcel.first, Undelivered::Closed).await;
        }
        if parcel.can_wait() {
            if let Some(morning) = self.quiet_until(parcel.to.channel) {
                return self.rest(work, morning).await;
            }
            // What is remembered by its id has to go out under its own, and a brief has room for one
            // piece of news.
            if open && !parcel.to.channel.remembers() {
                parcel.along = self.along_with(&parcel, work).await?;
            }
        }
        let Some(message) = self.in_words(&parcel) else {
            return self.not_sent(work, &parcel.first, Undelivered::Unreadable).await;
        };
        let urgency = match parcel.first.letter {
            Letter::Notice(_) => Urgency::News,
            Letter::Account(_) | Letter::Reply(_) => Urgency::Reply,
        };
        let channel = parcel.to.channel.name();
        let (id, to) = (work.waiting.row.id, &parcel.to);
        let delivery = Delivery { id, to, message: &message, brief: brief.as_ref(), open };
        match line.send(&delivery, urgency, || self.desk().now()).await {
            Sent::Done(id) => {
                tracing::debug!(channel.name = channel, "delivery.sent");
                failpoint!("outbox.after_send");
                let turned = self.sent(work, &parcel).await?;
                if let Some(id) = id {
                    self.remember_said(parcel.to.channel, &id, &message.text).await?;
                }
                Ok(turned)
            }
            Sent::NotNow(until) => self.rest(work, until).await,
            Sent::Failed(error) => {
                tracing::warn!(channel.name = channel, %error, "delivery.failed");
                self.failed(work, &parcel.first, &error).await
            }
        }
    }

    /// Until when no phone should ring for news, if it is night and the channel makes one ring.
    fn quiet_until(&self, channel: Channel) -> Option<DateTime<Utc>> {
        let city = self.desk().city();
        let quiet = city.quiet.filter(|_| channel.rings())?;
        quiet.until(self.desk().now(), city.zone)
    }

    /// The rows right behind this one that can be told in the same message: news for the same
    /// chat, up to one that asks something.
    async fn along_with(
        &self,
        parcel: &Parcel,
        work: &Work<'_>,
    ) -> Result<Vec<Owed>, GatewayError> {
        let mut along: Vec<Owed> = Vec::new();
        for waiting in work.rest.iter().take(usize::from(TOGETHER) - 1) {
            let last = along.last().unwrap_or(&parcel.first);
            let asks = matches!(&last.letter, Letter::Notice(notice) if notice.news.asks());
            if asks || !self.still_waits(waiting).await? {
                break;
            }
            let Addressed { owed, sent, .. } = self.desk().room().open_queued(&waiting.row)?;
            if sent || notice_that_can_wait(&owed).is_none() {
                break;
            }
            match self.meet(&owed).await? {
                Ok((to, _)) if to == parcel.to => along.push(owed),
                _ => break,
            }
        }
        Ok(along)
    }

    /// What it says; `None` if another release wrote it in a way this one cannot read. The next
    /// message of its chat gets the prompt again.
    fn in_words(&self, parcel: &Parcel) -> Option<Message> {
        match &parcel.first.letter {
            Letter::Reply(reply) => {
                let reply = serde_json::from_value::<Reply>(reply.clone()).ok()?;
                Some((self.inner.talk.reply)(&reply, parcel.language))
            }
            Letter::Account(news) => Some(render_account_news(*news, parcel.language)),
            Letter::Notice(_) => {
                let notices: Vec<&Notice> = parcel.all().filter_map(notice_of).collect();
                let (last, earlier) = notices.split_last()?;
                Some((self.inner.talk.news)(earlier, last, parcel.language))
            }
        }
    }

    /// Marks a parcel as sent. After news the lane rests a while, so that what happens meanwhile
    /// is told together.
    async fn sent(&self, work: &Work<'_>, parcel: &Parcel) -> Result<Turned, GatewayError> {
        failpoint!("outbox.before_mark");
        let rests = parcel.can_wait() && parcel.to.channel.rings();
        let until = if rests { self.desk().now() + self.settings().merge } else { AT_ONCE };
        let mut batch = Batch::new();
        work.finish_with(parcel.along.len(), until, &mut batch);
        for (which, owed) in (0..).zip(parcel.all()) {
            self.note(&mut batch, owed, Became::Told).await?;
            if parcel.to.channel.tells_later() {
                self.keep(work, which, owed, parcel.lost, &mut batch);
            }
        }
        Ok(match self.desk().commit(batch).await? {
            Committed::Applied => Turned::Done(parcel.along.len()),
            // Newer news took its place, or another courier was quicker.
            _ => Turned::Gone,
        })
    }

    /// What becomes of a row that the channel did not take.
    async fn failed(
        &self,
        work: &Work<'_>,
        owed: &Owed,
        error: &DeliveryError,
    ) -> Result<Turned, GatewayError> {
        let why = match error {
            DeliveryError::Later { .. } | DeliveryError::TooMuch | DeliveryError::InDoubt
                if work.waiting.version >= self.settings().deliveries =>
            {
                Undelivered::GaveUp
            }
            DeliveryError::Later { after, .. } => {
                let after = after.and_then(|after| TimeDelta::from_std(after).ok());
                return self.retry(work, after).await;
            }
            DeliveryError::TooMuch => return self.retry(work, None).await,
            DeliveryError::InDoubt => return self.retry(work, Some(DOUBT)).await,
            DeliveryError::Closed => Undelivered::Closed,
            DeliveryError::Unreachable => Undelivered::Unreachable,
            DeliveryError::Refused(_) => Undelivered::Refused,
        };
        self.not_sent(work, owed, why).await
    }

    /// Ends a row without sending it: it is kept for an operator, if one can do something about
    /// it.
    async fn not_sent(
        &self,
        work: &Work<'_>,
        owed: &Owed,
        why: Undelivered,
    ) -> Result<Turned, GatewayError> {
        span::say("delivery.reason", why.name());
        let mut batch = Batch::new();
        self.note(&mut batch, owed, Became::NotTold(why)).await?;
        if can_be_mended(owed, why) {
            tracing::error!(delivery.reason = why.name(), "delivery.buried");
            return self.bury_with(work, why.name(), batch).await;
        }
        tracing::info!(delivery.reason = why.name(), "delivery.dropped");
        work.finish(work.waiting.version, &mut batch);
        Ok(match self.desk().commit(batch).await? {
            Committed::Applied => Turned::Done(0),
            _ => Turned::Gone,
        })
    }

    /// Says in the log whether news of a complaint reached its reporter or owner, so that its
    /// history can show it. Of followers it would say too much, and of whoever is one of many too
    /// often.
    pub(crate) async fn note(
        &self,
        batch: &mut Batch,
        owed: &Owed,
        became: Became,
    ) -> Result<(), GatewayError> {
        let to = match &owed.to {
            Recipient::Reporter(_) => Audience::Reporter,
            Recipient::Officer(_) => Audience::Owner,
            Recipient::Chat(..) | Recipient::Follower(..) | Recipient::Coordinator(_) => {
                return Ok(());
            }
        };
        let Some(notice) = notice_of(owed) else { return Ok(()) };
        let about: ComplaintId = notice.complaint;
        let facts = self.desk().storage().load(&[Want::Record(Key::Complaint(about))]).await?;
        if let Some(complaint) = complaint_in(&facts, about)? {
            let event = match became {
                Became::Told => Event::Told { to },
                Became::NotTold(because) => Event::NotTold { to, because, after_all: false },
                Became::Lost(because) => Event::NotTold { to, because, after_all: true },
            };
            self.desk().room().log(batch, &complaint, By::System, event);
        }
        Ok(())
    }
}

/// Whether an operator can do something about it. That one of many followers has left the channel is no
/// such thing.
pub(crate) fn can_be_mended(owed: &Owed, why: Undelivered) -> bool {
    let lost_follower = matches!(owed.to, Recipient::Follower(..))
        && !matches!(why, Undelivered::Refused | Undelivered::Unreadable);
    why.can_be_mended() && !lost_follower
}

pub(crate) fn notice_of(owed: &Owed) -> Option<&Notice> {
    match &owed.letter {
        Letter::Notice(notice) => Some(notice),
        Letter::Account(_) | Letter::Reply(_) => None,
    }
}
