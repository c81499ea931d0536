//! Whom something is owed to: opened when it is sent, and not before. What may be told is looked
//! at again here, as it is now.

use aduan::{
    DeskError,
    authority::{self, Deed},
    batch::Set,
    book,
    domain::{
        Channel, CitizenId, Complaint, ComplaintId, Language, Officer, OfficerId, Peer, StageKind,
    },
    facts::{Facts, Want},
    owed::{Letter, News, Owed, Recipient, Undelivered},
    record::Key,
    refusal::Refusal,
    seal::Sealed,
    verb::No,
};

use crate::{Gateway, GatewayError};

/// A person's chat and language, or why there is none for this.
pub(crate) type Met = Result<(Peer, Language), Undelivered>;

impl Gateway {
    /// Finds out where something goes now.
    pub(crate) async fn meet(&self, owed: &Owed) -> Result<Met, GatewayError> {
        let news = match &owed.letter {
            Letter::Notice(notice) => Some(&notice.news),
            Letter::Account(_) | Letter::Reply(_) => None,
        };
        match &owed.to {
            Recipient::Chat(peer, language) => Ok(Ok((peer.clone(), *language))),
            Recipient::Reporter(complaint) => self.reporter(*complaint, news).await,
            Recipient::Follower(complaint, who) => self.follower(*complaint, who, news).await,
            Recipient::Officer(officer) => self.officer(*officer, |_| true).await,
            Recipient::Coordinator(officer) => {
                let routes = |officer: &Officer| authority::may_everywhere(officer, Deed::Route);
                self.officer(*officer, routes).await
            }
        }
    }

    async fn reporter(
        &self,
        complaint: ComplaintId,
        news: Option<&News>,
    ) -> Result<Met, GatewayError> {
        let facts = self.desk().storage().load(&[Want::Record(Key::Complaint(complaint))]).await?;
        match complaint_in(&facts, complaint)? {
            None => Ok(Err(Undelivered::Undone)),
            Some(complaint) if is_over(news, complaint.stage.kind()) => {
                Ok(Err(Undelivered::Superseded))
            }
            Some(complaint) => {
                let reporter = self.desk().room().reporter_of(&complaint);
                match reporter.map_err(DeskError::from)? {
                    Some(citizen) => self.chat_of(citizen, news).await,
                    None => Ok(Err(Undelivered::Left)),
                }
            }
        }
    }

    async fn follower(
        &self,
        complaint: ComplaintId,
        who: &Sealed<CitizenId>,
        news: Option<&News>,
    ) -> Result<Met, GatewayError> {
        let room = self.desk().room();
        let citizen = room.open(&Key::Complaint(complaint), who)?;
        let member = room.member(citizen);
        let follows = Want::Member(complaint, Set::Follows, member);
        let wants = [Want::Record(Key::Complaint(complaint)), follows];
        let facts = self.desk().storage().load(&wants).await?;
        let why = match complaint_in(&facts, complaint)? {
            None => Undelivered::Undone,
            Some(complaint) if !complaint.is_published() => Undelivered::Hidden,
            Some(complaint) if is_over(news, complaint.stage.followed()) => Undelivered::Superseded,
            Some(_) if facts.is_member(complaint, Set::Follows, member) => {
                return self.chat_of(citizen, news).await;
            }
            Some(_) => Undelivered::Unfollowed,
        };
        Ok(Err(why))
    }

    /// The mailbox of an officer, if she works here and is still whom it is for.
    async fn officer(
        &self,
        officer: OfficerId,
        is_for: impl Fn(&Officer) -> bool,
    ) -> Result<Met, GatewayError> {
        let facts = self.desk().storage().load(&[Want::Record(Key::Officer(officer))]).await?;
        let Some(row) = facts.record(&Key::Officer(officer)) else {
            return Ok(Err(Undelivered::NoOfficer));
        };
        let officer = self.desk().room().open_row::<Officer>(row)?.value;
        if officer.retired || !is_for(&officer) {
            return Ok(Err(Undelivered::NoOfficer));
        }
        Ok(Ok((Peer::new(Channel::Email, officer.email.as_str()), self.settings().language)))
    }

    /// The chat in which a person was met last, of those served here in which she wants such news.
    async fn chat_of(&self, citizen: CitizenId, news: Option<&News>) -> Result<Met, GatewayError> {
        let facts = self.desk().storage().load(&[Want::Record(Key::Citizen(citizen))]).await?;
        let citizen = match self.desk().room().citizen(&facts, citizen) {
            Ok(citizen) => citizen.value,
            Err(No::Refused(_)) => return Ok(Err(Undelivered::Deleted)),
            Err(no) => return Err(DeskError::from(no).into()),
        };
        let can_wait = news.is_some_and(|news| !news.cannot_wait());
        let mut why = Undelivered::NoChat;
        for peer in citizen.chats().rev() {
            why = if self.line(peer.channel).is_none() {
                Undelivered::NoChannel
            } else if citizen.signed_out_of(peer) {
                Undelivered::SignedOut
            } else if can_wait && citizen.opt_outs.contains(&peer.channel) {
                Undelivered::OptedOut
            } else {
                return Ok(Ok((peer.clone(), citizen.language)));
            };
        }
        Ok(Err(why))
    }
}

/// Whether news came too late to be true.
fn is_over(news: Option<&News>, stage: StageKind) -> bool {
    news.is_some_and(|news| !news.holds_in(stage))
}

/// A complaint; `None` if it was undone since, and nobody wants to hear of it.
pub(crate) fn complaint_in(
    facts: &Facts,
    complaint: ComplaintId,
) -> Result<Option<Complaint>, GatewayError> {
    match book::complaint_at(facts, complaint) {
        Ok(complaint) => Ok(Some(complaint.value)),
        Err(No::Refused(Refusal::NotFound)) => Ok(None),
        Err(no) => Err(DeskError::from(no).into()),
    }
}
