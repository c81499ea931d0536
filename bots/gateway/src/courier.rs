//! The courier: opens what is owed when it is sent, and marks it as sent.

use aduan::{
    DeskError,
    batch::{Batch, Committed},
    book,
    domain::{Channel, CitizenId, ComplaintId, Handle, Language, Officer, OfficerId, Peer},
    facts::{Fact, Want},
    owed::{Letter, Owed, Recipient},
    ports::{DeliveryError, Message},
    record::Key,
    refusal::Refusal,
    verb::No,
};
use aduan_dialogue::Reply;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Gateway, GatewayError,
    drain::{Turned, Work},
    failpoint::failpoint,
};

/// The body of a row of the outbox: what is owed, and until when it is worth sending.
#[derive(Serialize, Deserialize)]
pub(crate) struct Addressed {
    #[serde(flatten)]
    pub(crate) owed: Owed,
    #[serde(default)]
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

/// Where something owed goes, once its recipient is opened.
enum Way {
    /// To this account.
    To(Peer, Message),
    /// Nowhere: it is not worth sending any more.
    Drop(&'static str),
    /// Nowhere, which an operator should know.
    Bury(&'static str),
}

impl Gateway {
    /// Sends one row of the outbox.
    pub(crate) async fn deliver(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        if !self.is_still_owed(work).await? {
            return Ok(Turned::Gone);
        }
        let addressed: Addressed = self.desk().room().open_queued(&work.waiting.row)?;
        let (peer, message) = match self.open(&addressed).await? {
            Way::To(peer, message) => (peer, message),
            Way::Drop(why) => {
                tracing::info!(delivery.reason = why, "delivery.dropped");
                return self.sent(work).await;
            }
            Way::Bury(why) => return self.bury(work, why).await,
        };
        let Some(messenger) = self.messenger(peer.channel) else {
            return self.bury(work, "no such channel here").await;
        };
        let sending = messenger.send(&peer, &message);
        let sent = match tokio::time::timeout(self.settings().send_timeout, sending).await {
            Ok(sent) => sent,
            Err(elapsed) => Err(DeliveryError::Later { after: None, source: Some(elapsed.into()) }),
        };
        let channel = peer.channel.name();
        match sent {
            Ok(()) => {
                tracing::debug!(channel.name = channel, "delivery.sent");
                failpoint!("outbox.after_send");
                self.sent(work).await
            }
            Err(error) => {
                tracing::warn!(channel.name = channel, %error, "delivery.failed");
                match error {
                    DeliveryError::Later { after, .. } => {
                        let after = after.and_then(|after| TimeDelta::from_std(after).ok());
                        let why = "the channel never took it";
                        self.try_later(work, why, after, self.settings().deliveries).await
                    }
                    DeliveryError::Unreachable => {
                        self.bury(work, "the person cannot be reached on this channel").await
                    }
                    DeliveryError::Refused(_) => {
                        self.bury(work, "the channel refuses the message").await
                    }
                }
            }
        }
    }

    /// Whether the row still waits as it was leased: newer news may have taken its place, and
    /// another courier may have sent it when this one was slow.
    async fn is_still_owed(&self, work: &Work<'_>) -> Result<bool, GatewayError> {
        let row = Want::Queued(work.waiting.row.id);
        let facts = self.desk().storage().load(std::slice::from_ref(&row)).await?;
        Ok(match facts.get(&row) {
            Some(Fact::Queued(Some(waiting))) => waiting == work.waiting,
            _ => false,
        })
    }

    /// Marks a row as sent.
    async fn sent(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        failpoint!("outbox.before_mark");
        let mut batch = Batch::new();
        work.finish(work.waiting.version, &mut batch);
        Ok(match self.desk().commit(batch).await? {
            Committed::Applied => Turned::Done,
            // Newer news took its place, or another courier was quicker.
            _ => Turned::Gone,
        })
    }

    /// Finds out whom it is owed to, whether that may be told now, and in which words.
    async fn open(&self, addressed: &Addressed) -> Result<Way, GatewayError> {
        if addressed.expires_at.is_some_and(|expires_at| self.desk().now() >= expires_at) {
            return Ok(Way::Drop("expired"));
        }
        let (peer, language) = match &addressed.owed.to {
            Recipient::Chat(peer, language) => (peer.clone(), *language),
            Recipient::Reporter(complaint) => match self.reporter(*complaint).await? {
                Ok(found) => found,
                Err(way) => return Ok(way),
            },
            Recipient::Officer(officer) => match self.officer(*officer).await? {
                Some(peer) => (peer, self.settings().language),
                None => return Ok(Way::Bury("no such officer")),
            },
        };
        let message = match &addressed.owed.letter {
            Letter::Notice(notice) => (self.inner.talk.notice)(notice, language),
            Letter::Reply(reply) => match serde_json::from_value::<Reply>(reply.clone()) {
                Ok(reply) => (self.inner.talk.reply)(&reply, language),
                // Written by another release; the next message gets the prompt again.
                Err(_) => return Ok(Way::Bury("a reply of another release")),
            },
        };
        Ok(Way::To(peer, message))
    }

    /// The chat in which the reporter of a complaint was met last.
    async fn reporter(
        &self,
        complaint: ComplaintId,
    ) -> Result<Result<(Peer, Language), Way>, GatewayError> {
        let storage = self.desk().storage();
        let facts = storage.load(&[Want::Record(Key::Complaint(complaint))]).await?;
        let complaint = match book::complaint_at(&facts, complaint) {
            Ok(complaint) => complaint.value,
            // Undone since: nobody wants to hear of it.
            Err(No::Refused(Refusal::NotFound)) => return Ok(Err(Way::Drop("undone"))),
            Err(no) => return Err(DeskError::from(no).into()),
        };
        let citizen: CitizenId =
            self.desk().room().reporter_of(&complaint).map_err(DeskError::from)?;
        let facts = storage.load(&[Want::Record(Key::Citizen(citizen))]).await?;
        let citizen = match self.desk().room().citizen(&facts, citizen) {
            Ok(citizen) => citizen.value,
            // Deleted since: there is nobody to tell.
            Err(No::Refused(_)) => return Ok(Err(Way::Drop("deleted"))),
            Err(no) => return Err(DeskError::from(no).into()),
        };
        let chat = citizen.handles.iter().rev().find_map(|handle| match handle {
            Handle::Chat(peer) => Some(peer.clone()),
            _ => None,
        });
        Ok(chat.map(|peer| (peer, citizen.language)).ok_or(Way::Bury("no chat to tell it in")))
    }

    /// The mailbox of an officer.
    async fn officer(&self, officer: OfficerId) -> Result<Option<Peer>, GatewayError> {
        let facts = self.desk().storage().load(&[Want::Record(Key::Officer(officer))]).await?;
        let Some(row) = facts.record(&Key::Officer(officer)) else { return Ok(None) };
        let officer = self.desk().room().open_row::<Officer>(row)?.value;
        Ok(Some(Peer::new(Channel::Email, officer.email.as_str())))
    }
}
