//! What a conversation may ask for, as verbs of the desk.

use aduan::{
    Desk, DeskError,
    authority::Actor,
    batch::Batch,
    domain::{CitizenId, Consent, Language, Peer, Phone},
    refusal::Refusal,
    seal::Token,
    verb::{After, No, Planned, Room, Verb},
    verbs::{
        AccountOf, AddPhotos, Answer, Appeal, AskDeletion, CommentOn, Confirm, CopyReports,
        Dispute, EnterCode, Follow, Listing, LookAlike, MyReports, Nearby, OfferLink,
        OpenQuestions, Rate, Recognise, Rename, Reopen, RequestCode, Search, SetNews, ShareContact,
        SignOut, StartAnew, Suggest, Support, TakeLink, TellStaff, Track, Uncomment, Undo,
        UndoDeletion, Unfollow, Unsupport, Withdraw, WithdrawConsent,
    },
};
use aduan_dialogue::{Chats, Deed, Did, Found, Read};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{GatewayError, error::told};

/// Who asks for a deed, and from where.
pub(crate) struct Asker {
    pub(crate) peer: Peer,
    pub(crate) citizen: Option<CitizenId>,
    pub(crate) language: Language,
    pub(crate) consent: Option<Consent>,
    pub(crate) phone: Option<Phone>,
    pub(crate) network: Option<Box<str>>,
    /// What is the same whenever this message is dealt with, and different for every other.
    pub(crate) once: Token,
}

impl Asker {
    pub(crate) fn actor(&self) -> Actor {
        self.citizen.map_or(Actor::Visitor, Actor::Citizen)
    }
}

/// What the conversation is told of its deed.
pub(crate) type Outcome = Result<Did, Refusal>;

/// A deed that is decided but not committed.
pub(crate) struct Decided {
    pub(crate) batch: Batch,
    pub(crate) outcome: Outcome,
    pub(crate) after: Vec<After>,
}

/// A verb whose answer the conversation understands.
#[async_trait]
pub(crate) trait Doable: Send + Sync {
    /// What the verb is called: `File`.
    fn name(&self) -> &'static str;
    /// Decides; a refusal is an outcome like any other.
    async fn decide(&self, desk: &Desk, actor: &Actor) -> Result<Decided, GatewayError>;
    /// The outcome, when the verb's batch was committed before.
    fn again(&self, receipt: &[u8], actor: &Actor, room: &Room<'_>) -> Result<Outcome, No>;
    /// The outcome, when a quota of its batch is used up.
    fn too_often(&self, until: DateTime<Utc>) -> Outcome;
}

/// A verb, and what its answer is to the conversation.
struct Doing<V: Verb>(V, fn(V::Answer) -> Did);

#[async_trait]
impl<V: Verb> Doable for Doing<V> {
    fn name(&self) -> &'static str {
        let path = std::any::type_name::<V>();
        path.rsplit("::").next().unwrap_or(path)
    }

    async fn decide(&self, desk: &Desk, actor: &Actor) -> Result<Decided, GatewayError> {
        match desk.plan(actor, &self.0).await {
            Ok(Planned { batch, answer, after }) => {
                Ok(Decided { batch, outcome: Ok((self.1)(answer)), after })
            }
            Err(DeskError::Refused(refusal)) => {
                Ok(Decided { batch: Batch::new(), outcome: Err(refusal), after: Vec::new() })
            }
            Err(error) => Err(error.into()),
        }
    }

    fn again(&self, receipt: &[u8], actor: &Actor, room: &Room<'_>) -> Result<Outcome, No> {
        match self.0.again(receipt, actor, room) {
            Ok(answer) => Ok(Ok((self.1)(answer))),
            Err(No::Refused(refusal)) => Ok(Err(refusal)),
            Err(broken) => Err(broken),
        }
    }

    fn too_often(&self, until: DateTime<Utc>) -> Outcome {
        Err(Refusal::TooOften { what: self.0.counts(), until })
    }
}

fn doing<V: Verb + 'static>(verb: V, did: fn(V::Answer) -> Did) -> Box<dyn Doable> {
    Box::new(Doing(verb, did))
}

/// The verb of a deed.
pub(crate) fn doable(deed: Deed, asker: &Asker) -> Box<dyn Doable> {
    match deed {
        Deed::File(file) => doing(file, Did::Filed),
        Deed::Undo(number) => doing(Undo { number }, |()| Did::Undone),
        Deed::Support(number) => doing(Support { number }, Did::Supported),
        Deed::Unsupport(number) => doing(Unsupport { number }, Did::Supported),
        Deed::Answer(number, answer) => doing(Answer { number, answer }, |_| Did::Answered),
        Deed::TellStaff(number, words) => doing(TellStaff { number, words }, |_| Did::StaffTold),
        Deed::Confirm(number) => doing(Confirm { number }, |_| Did::Confirmed),
        Deed::Dispute(number, reason) => doing(Dispute { number, reason }, |_| Did::Disputed),
        Deed::Rate(number, stars, advice) => doing(Rate { number, stars, advice }, Did::Rated),
        Deed::Follow(number) => doing(Follow { number }, Did::Following),
        Deed::Unfollow(number) => doing(Unfollow { number }, Did::Following),
        Deed::Comment(number, comment) => {
            doing(CommentOn { number, comment, once: asker.once }, Did::Commented)
        }
        Deed::Uncomment(number, posted) => {
            doing(Uncomment { number, posted }, |_| Did::Uncommented)
        }
        Deed::Withdraw(number) => doing(Withdraw { number }, Did::Withdrawn),
        Deed::Reopen(number, reason) => doing(Reopen { number, reason }, |_| Did::Reopened),
        Deed::AddPhotos(number, photos) => doing(AddPhotos { number, photos }, Did::PhotosAdded),
        Deed::Appeal(number, reason) => doing(Appeal { number, reason }, |_| Did::Appealed),
        Deed::RequestCode(purpose, handle) => {
            let (peer, network) = (asker.peer.clone(), asker.network.clone());
            let language = asker.language;
            doing(RequestCode { peer, purpose, handle, language, network }, Did::CodeSent)
        }
        Deed::EnterCode(purpose, code) => {
            let (peer, consent) = (asker.peer.clone(), asker.consent.clone());
            let language = asker.language;
            doing(EnterCode { peer, purpose, code, language, consent }, Did::CodeTyped)
        }
        Deed::OfferLink => {
            let (peer, network) = (asker.peer.clone(), asker.network.clone());
            doing(OfferLink { peer, network }, Did::LinkOffered)
        }
        Deed::TakeLink { code, confirmed } => {
            let (peer, consent) = (asker.peer.clone(), asker.consent.clone());
            let (phone, language) = (asker.phone.clone(), asker.language);
            doing(TakeLink { peer, code, confirmed, phone, language, consent }, Did::LinkTaken)
        }
        Deed::Recognise => {
            let (peer, consent) = (asker.peer.clone(), asker.consent.clone());
            let (phone, language) = (asker.phone.clone(), asker.language);
            doing(Recognise { peer, phone, language, consent }, Did::Recognised)
        }
        Deed::StartAnew => {
            let (peer, consent) = (asker.peer.clone(), asker.consent.clone());
            let (phone, language) = (asker.phone.clone(), asker.language);
            doing(StartAnew { peer, phone, language, consent }, Did::StartedAnew)
        }
        Deed::ShareContact(purpose, phone) => {
            let (peer, consent) = (asker.peer.clone(), asker.consent.clone());
            let language = asker.language;
            doing(ShareContact { peer, purpose, phone, language, consent }, Did::ContactShared)
        }
        Deed::SignOut(Chats::Here) => doing(SignOut::Of(asker.peer.clone()), |_| Did::SignedOut),
        Deed::SignOut(Chats::There(peer)) => doing(SignOut::Of(peer), |_| Did::SessionsEnded),
        Deed::SignOut(Chats::Others) => {
            doing(SignOut::AllBut(asker.peer.clone()), |_| Did::SessionsEnded)
        }
        Deed::Rename(name) => doing(Rename { name }, |()| Did::Renamed),
        Deed::WithdrawConsent => doing(WithdrawConsent, |()| Did::ConsentWithdrawn),
        Deed::AskDeletion => doing(AskDeletion, |_| Did::DeletionAsked),
        Deed::UndoDeletion => doing(UndoDeletion, |asked| Did::DeletionUndone { asked }),
        Deed::SetNews(wanted) => {
            let peer = asker.peer.clone();
            doing(SetNews { peer, wanted }, |known| Did::NewsSet { known })
        }
    }
}

/// Looks something up. A search that fails is no reason not to answer.
pub(crate) async fn look_up(desk: &Desk, read: Read, asker: &Asker) -> Found {
    let actor = asker.actor();
    let found = match read {
        Read::Suggest(words) => {
            let planned = desk.plan(&actor, &Suggest { words }).await;
            planned.map(|planned| Found::Suggestions(planned.answer))
        }
        Read::LookAlike { category, point, words } => {
            LookAlike { category, point, words }.find(desk).await.map(Found::Alike)
        }
        Read::Track(number) => match desk.plan(&actor, &Track { number }).await {
            Ok(planned) => Ok(Found::Progress(Ok(planned.answer))),
            Err(DeskError::Refused(refusal)) => Ok(Found::Progress(Err(refusal))),
            Err(error) => Err(error),
        },
        Read::Copy(from) => CopyReports { from }.find(desk, &actor).await.map(Found::Copied),
        Read::Account => match asker.citizen {
            Some(citizen) => {
                let peer = asker.peer.clone();
                AccountOf { citizen, peer }.find(desk).await.map(Found::Account)
            }
            None => Ok(Found::Nothing),
        },
        Read::Questions => match asker.citizen {
            Some(citizen) => OpenQuestions { citizen }.find(desk).await.map(Found::Questions),
            None => Ok(Found::Questions(Vec::new())),
        },
        Read::Mine(page) => listed(MyReports { page }.find(desk, &actor).await),
        Read::Nearby(around, page) => listed(Nearby { around, page }.find(desk).await),
        Read::Search(words, page) => listed(Search { words, page }.find(desk).await),
    };
    found.unwrap_or_else(|error| {
        tracing::warn!(error = told(&error), "turn.read_failed");
        Found::Nothing
    })
}

/// A page, or why it is not shown.
fn listed(found: Result<Listing, DeskError>) -> Result<Found, DeskError> {
    match found {
        Ok(listing) => Ok(Found::Listing(Ok(listing))),
        Err(DeskError::Refused(refusal)) => Ok(Found::Listing(Err(refusal))),
        Err(error) => Err(error),
    }
}
