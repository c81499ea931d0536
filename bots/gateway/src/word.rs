//! What a channel tells later of a message that it took: that it arrived, or that it did not.
//!
//! News that such a channel took stay in the outbox under an id of their own, asleep, until it says
//! that they arrived or two days are over. Those it lost are owed again from there; or their history
//! says why nobody was told, and an operator can read it. A reply that got lost is not sent again: the
//! next message of its chat gets the prompt.

use aduan::{
    batch::{Batch, Guard, Write},
    domain::{Channel, QueuedId},
    facts::{Fact, Want},
    owed::{Letter, Owed, Undelivered},
    queue::{Queue, Queued, Waiting},
    record::Key,
    seal::Scope,
};
use chrono::TimeDelta;
use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::{
    Gateway, GatewayError,
    bill::Charge,
    courier::{Addressed, Became, TOGETHER, can_be_mended, notice_of},
    drain::{AT_ONCE, Turned, Work},
};

/// What a channel tells of a message of ours.
#[derive(Clone, Debug)]
pub struct Word {
    /// The channel.
    pub channel: Channel,
    /// The message, as the provider names it.
    pub provider_id: Box<str>,
    /// Which delivery it was, if the channel says.
    pub delivery: Option<QueuedId>,
    /// What became of it.
    pub fate: Fate,
    /// What it is charged as, if it is.
    pub charge: Option<Charge>,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is on its way.
    Sent,
    /// It arrived.
    Arrived,
    /// It did not, and may another time.
    LostForNow,
    /// It did not, and will not; for that reason.
    Lost(Undelivered),
}

/// How many words are listened to at once: each is a commit, and those share a flush.
const AT_A_TIME: usize = 64;
/// How long what was sent stays, for a word that it did not arrive.
const KEPT: TimeDelta = TimeDelta::days(2);
/// How often what got lost is owed again.
const AGAIN: u8 = 3;
/// How long it waits before that.
const PAUSE: TimeDelta = TimeDelta::minutes(2);

impl Gateway {
    /// Listens to what a channel tells of messages that it took. It returns when what follows is
    /// durable; the same word may come again, and in any order.
    pub async fn learn(&self, words: &[Word]) -> Result<(), GatewayError> {
        let learning: Vec<_> = words.iter().map(|word| self.learn_one(word)).collect();
        stream::iter(learning).buffer_unordered(AT_A_TIME).try_collect().await
    }

    async fn learn_one(&self, word: &Word) -> Result<(), GatewayError> {
        if let (Fate::Arrived, Some(charge)) = (word.fate, word.charge) {
            self.charge(word.channel, &word.provider_id, charge).await?;
        }
        let Some(delivery) = word.delivery else { return Ok(()) };
        if matches!(word.fate, Fate::Sent | Fate::Arrived) {
            self.no_doubt(delivery, word).await?;
        }
        if word.fate == Fate::Sent {
            return Ok(());
        }
        for which in 0..TOGETHER {
            let Some(kept) = self.row(self.kept_id(delivery, which)).await? else { break };
            self.end_keeping(&kept, word.fate).await?;
        }
        Ok(())
    }

    /// Ends a row that nobody knew the fate of: it was sent.
    async fn no_doubt(&self, delivery: QueuedId, word: &Word) -> Result<(), GatewayError> {
        // In its first version it is in the hands of a courier who knows.
        let Some(waiting) = self.row(delivery).await?.filter(|row| row.version > 1) else {
            return Ok(());
        };
        let Addressed { owed, .. } = self.desk().room().open_queued(&waiting.row)?;
        let Queued { id, queue, lane, .. } = waiting.row;
        let mut batch = Batch::new();
        batch.guard(Guard::Version(Key::Queued(id), waiting.version));
        batch.write(Write::Finish(id));
        batch.write(Write::Release(queue, lane, AT_ONCE));
        self.note(&mut batch, &owed, Became::Told).await?;
        // If it changed meanwhile, somebody knows better.
        self.desk().commit(batch).await?;
        self.ring();
        if let Some(notice) = notice_of(&owed) {
            self.remember_said(word.channel, &word.provider_id, notice.number.as_str()).await?;
        }
        Ok(())
    }

    /// Keeps what was sent, until the channel tells what became of it.
    pub(crate) fn keep(
        &self,
        work: &Work<'_>,
        which: u8,
        sent: &Owed,
        lost: u8,
        batch: &mut Batch,
    ) {
        if !matches!(sent.letter, Letter::Notice(_)) {
            return;
        }
        let room = self.desk().room();
        let kept = Addressed { sent: true, lost, ..Addressed::from(sent.clone()) };
        let id = self.kept_id(work.waiting.row.id, which);
        let row = room.queue_under(id, Queue::Outbox, work.lane, &kept);
        batch.write(Write::Enqueue(Queued { due: room.now + KEPT, ..row }));
    }

    /// Lets go of what was kept and of which nothing was heard.
    pub(crate) async fn heard_nothing(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        let mut batch = Batch::new();
        work.finish(work.waiting.version, &mut batch);
        self.desk().commit(batch).await?;
        Ok(Turned::Done(0))
    }

    async fn end_keeping(&self, kept: &Waiting, fate: Fate) -> Result<(), GatewayError> {
        let room = self.desk().room();
        let Addressed { owed, lost, .. } = room.open_queued(&kept.row)?;
        let mut batch = Batch::new();
        batch.guard(Guard::Version(Key::Queued(kept.row.id), kept.version));
        batch.write(Write::Finish(kept.row.id));
        let closed = fate == Fate::Lost(Undelivered::Closed);
        match fate {
            Fate::Sent | Fate::Arrived => {}
            Fate::LostForNow | Fate::Lost(Undelivered::Closed) if lost < AGAIN => {
                let again = Addressed { brief: closed, lost: lost + 1, ..Addressed::from(owed) };
                let row = room.queue(Queue::Outbox, kept.row.lane, None, &again);
                let pause = if closed { TimeDelta::zero() } else { PAUSE };
                batch.write(Write::Enqueue(Queued { due: room.now + pause, ..row }));
            }
            Fate::LostForNow => self.lost(&kept.row, owed, Undelivered::GaveUp, &mut batch).await?,
            Fate::Lost(why) => self.lost(&kept.row, owed, why, &mut batch).await?,
        }
        // If it is gone meanwhile, the same word was heard before.
        self.desk().commit(batch).await?;
        self.ring();
        Ok(())
    }

    /// Says why nobody was told; if an operator can do something about it, what was owed is kept for
    /// one, as if it had never been sent.
    async fn lost(
        &self,
        kept: &Queued,
        owed: Owed,
        why: Undelivered,
        batch: &mut Batch,
    ) -> Result<(), GatewayError> {
        self.note(batch, &owed, Became::Lost(why)).await?;
        if !can_be_mended(&owed, why) {
            tracing::info!(delivery.reason = why.name(), "delivery.lost");
            return Ok(());
        }
        tracing::error!(delivery.reason = why.name(), "delivery.buried");
        let anew = Addressed::from(owed);
        let row = self.desk().room().queue(Queue::Outbox, kept.lane, None, &anew);
        let id = row.id;
        batch.guard(Guard::Version(Key::Queued(id), 0));
        batch.write(Write::Enqueue(row));
        batch.write(Write::Bury(id, why.name().into()));
        Ok(())
    }

    /// A row of the outbox that waits.
    async fn row(&self, id: QueuedId) -> Result<Option<Waiting>, GatewayError> {
        let want = Want::Queued(id);
        let facts = self.desk().storage().load(std::slice::from_ref(&want)).await?;
        Ok(match facts.get(&want) {
            Some(Fact::Queued(Some(waiting))) => Some(waiting.clone())
                .filter(|waiting| waiting.buried.is_none() && waiting.row.queue == Queue::Outbox),
            _ => None,
        })
    }

    /// Under which id the news in that place of a delivery are kept.
    fn kept_id(&self, delivery: QueuedId, which: u8) -> QueuedId {
        let of = [b"kept/".as_slice(), delivery.as_bytes(), &[which]].concat();
        let token = self.desk().room().keys.token(Scope::Once, &of);
        let mut id = [0; 16];
        for (byte, drawn) in id.iter_mut().zip(token.as_bytes()) {
            *byte = *drawn;
        }
        QueuedId::from_bytes(id)
    }
}
