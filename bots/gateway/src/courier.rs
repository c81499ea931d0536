//! The courier: opens what is owed when it is sent, and marks it as sent.

use aduan::{
    DeskError,
    batch::{Batch, Committed, Set},
    book,
    domain::{Channel, CitizenId, Complaint, ComplaintId, Language, Officer, OfficerId, Peer},
    facts::{Facts, Want},
    owed::{Letter, Owed, Recipient},
    ports::{DeliveryError, Message},
    record::Key,
    refusal::Refusal,
    seal::Sealed,
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

/// A person's chat and language; or what becomes of news that cannot be told there.
type Met = Result<(Peer, Language), Way>;

impl Gateway {
    /// Sends one row of the outbox.
    pub(crate) async fn deliver(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        if !self.still_waits(work).await? {
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
            Recipient::Follower(complaint, who) => match self.follower(*complaint, who).await? {
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

    /// The chat in which the reporter of a complaint is told.
    async fn reporter(&self, complaint: ComplaintId) -> Result<Met, GatewayError> {
        let about = [Want::Record(Key::Complaint(complaint))];
        let facts = self.desk().storage().load(&about).await?;
        match Self::complaint(&facts, complaint)? {
            Some(complaint) => {
                let reporter = self.desk().room().reporter_of(&complaint);
                match reporter.map_err(DeskError::from)? {
                    Some(citizen) => self.chat_of(citizen).await,
                    None => Ok(Err(Way::Drop("left"))),
                }
            }
            None => Ok(Err(Way::Drop("undone"))),
        }
    }

    /// The chat in which somebody who follows a complaint is told, if she still does, and the
    /// public can still see it.
    async fn follower(
        &self,
        complaint: ComplaintId,
        who: &Sealed<CitizenId>,
    ) -> Result<Met, GatewayError> {
        let room = self.desk().room();
        let citizen = room.open(&Key::Complaint(complaint), who)?;
        let member = room.member(citizen);
        let wants = [
            Want::Record(Key::Complaint(complaint)),
            Want::Member(complaint, Set::Follows, member),
        ];
        let facts = self.desk().storage().load(&wants).await?;
        match Self::complaint(&facts, complaint)? {
            None => Ok(Err(Way::Drop("undone"))),
            Some(complaint) if !complaint.is_published() => Ok(Err(Way::Drop("hidden"))),
            Some(_) if !facts.is_member(complaint, Set::Follows, member) => {
                Ok(Err(Way::Drop("unfollowed")))
            }
            Some(_) => self.chat_of(citizen).await,
        }
    }

    /// A complaint; `None` if it was undone since, and nobody wants to hear of it.
    fn complaint(facts: &Facts, complaint: ComplaintId) -> Result<Option<Complaint>, GatewayError> {
        match book::complaint_at(facts, complaint) {
            Ok(complaint) => Ok(Some(complaint.value)),
            Err(No::Refused(Refusal::NotFound)) => Ok(None),
            Err(no) => Err(DeskError::from(no).into()),
        }
    }

    /// The chat in which a person was met last.
    async fn chat_of(&self, citizen: CitizenId) -> Result<Met, GatewayError> {
        let facts = self.desk().storage().load(&[Want::Record(Key::Citizen(citizen))]).await?;
        let citizen = match self.desk().room().citizen(&facts, citizen) {
            Ok(citizen) => citizen.value,
            // Deleted since: there is nobody to tell.
            Err(No::Refused(_)) => return Ok(Err(Way::Drop("deleted"))),
            Err(no) => return Err(DeskError::from(no).into()),
        };
        if citizen.chats().next().is_none() {
            return Ok(Err(Way::Bury("no chat to tell it in")));
        }
        let chat = citizen.chats().rev().find(|chat| citizen.hears_news_in(chat));
        Ok(chat.map(|peer| (peer.clone(), citizen.language)).ok_or(Way::Drop("silence wanted")))
    }

    /// The mailbox of an officer.
    async fn officer(&self, officer: OfficerId) -> Result<Option<Peer>, GatewayError> {
        let facts = self.desk().storage().load(&[Want::Record(Key::Officer(officer))]).await?;
        let Some(row) = facts.record(&Key::Officer(officer)) else { return Ok(None) };
        let officer = self.desk().room().open_row::<Officer>(row)?.value;
        Ok(Some(Peer::new(Channel::Email, officer.email.as_str())))
    }
}
