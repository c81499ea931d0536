//! The one function.

use aduan::{
    domain::{
        CategoryId, Code, Comment, Handle, LinkCode, Note, Peer, PersonName, Phone, Point, Purpose,
        TrackingNumber,
    },
    verbs::{Around, File, Posted},
};
use chrono::TimeDelta;

use crate::{Input, Reply, Scene, State, flow, state::At, turn::Turn};

/// What one step comes to.
#[derive(Clone, Debug)]
#[must_use]
pub struct Step {
    /// Where the conversation is now.
    pub state: State,
    /// What to say.
    pub replies: Vec<Reply>,
    /// What the conversation needs before it can go on.
    pub next: Next,
    /// After how long without a message it wants to be told, by [`Input::WentQuiet`]; a new wish
    /// replaces the old. It is told once, and an older wish that rings anyway does no harm.
    pub wake_after: Option<TimeDelta>,
}

/// What comes next. In one turn there are reads first, at most eight, then at most one verb, then
/// nothing but replies: so a turn is one commit.
#[derive(Clone, Debug)]
pub enum Next {
    /// Nothing: it is her turn.
    Rest,
    /// Look something up and come back with [`Input::Found`].
    Ask(Read),
    /// Do something and come back with [`Input::Did`].
    Do(Deed),
}

/// Something to look up.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// Which categories these words sound like.
    Suggest(Box<str>),
    /// Which reports may be of the same thing.
    LookAlike {
        /// Of which category.
        category: CategoryId,
        /// Where.
        point: Option<Point>,
        /// The words, with the place in words.
        words: Box<str>,
    },
    /// How a complaint stands.
    Track(TrackingNumber),
    /// What the city waits to be told by her.
    Questions,
    /// What is kept of her.
    Account,
    /// A copy of her reports, from that one on.
    Copy(u16),
    /// A page of her own reports, from 0.
    Mine(u8),
    /// A page of the published reports around a place.
    Nearby(Around, u8),
    /// A page of the published reports that hold these words.
    Search(Note, u8),
}

/// Something to do.
#[derive(Clone, Debug)]
pub enum Deed {
    /// File a complaint.
    File(File),
    /// Take a filing back.
    Undo(TrackingNumber),
    /// Support a complaint.
    Support(TrackingNumber),
    /// Withdraw support.
    Unsupport(TrackingNumber),
    /// Answer the city's question.
    Answer(TrackingNumber, Note),
    /// Write on about a question to the staff.
    TellStaff(TrackingNumber, Note),
    /// Agree that it is mended.
    Confirm(TrackingNumber),
    /// Say that it is not mended.
    Dispute(TrackingNumber, Note),
    /// Rate the handling, 1 to 5, and say what could be better.
    Rate(TrackingNumber, u8, Option<Note>),
    /// Follow a complaint.
    Follow(TrackingNumber),
    /// Cease to follow it.
    Unfollow(TrackingNumber),
    /// Comment on a complaint in public.
    Comment(TrackingNumber, Comment),
    /// Take a comment back.
    Uncomment(TrackingNumber, Posted),
    /// Withdraw a complaint.
    Withdraw(TrackingNumber),
    /// Have a closed complaint taken up again.
    Reopen(TrackingNumber, Note),
    /// Appeal against a rejection.
    Appeal(TrackingNumber, Note),
    /// Add photos the channel keeps to a report.
    AddPhotos(TrackingNumber, Vec<Box<str>>),
    /// Send a code.
    RequestCode(Purpose, Handle),
    /// Try a code.
    EnterCode(Purpose, Code),
    /// Make a code by which another chat can be linked, or this one be let in from there.
    OfferLink,
    /// Link this chat by a code that another showed.
    TakeLink {
        /// The code.
        code: LinkCode,
        /// Whether she has seen whose account it is, and wants it here.
        confirmed: bool,
    },
    /// Log in by what the channel proves by itself.
    Recognise,
    /// Begin as a new person, whose number was another's.
    StartAnew,
    /// Prove a number by her own contact.
    ShareContact(Purpose, Phone),
    /// End sessions.
    SignOut(Chats),
    /// Stop the news here, or start them again.
    SetNews(bool),
    /// Change her name, or take it away.
    Rename(Option<PersonName>),
    /// Withdraw her consent.
    WithdrawConsent,
    /// Delete her, whom no code can reach elsewhere.
    AskDeletion,
    /// Do not delete her after all.
    UndoDeletion,
}

/// In which of her chats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chats {
    /// In this one.
    Here,
    /// In that one.
    There(Peer),
    /// In all but this.
    Others,
}

/// Takes one step. It is pure and total: no clock, no chance, no I/O, and an answer to anything.
pub fn step(mut state: State, input: Input, scene: &Scene<'_>) -> Step {
    state.forget(scene.now);
    let mut turn = Turn::new(state, scene);
    match input {
        Input::Found(found) => flow::found(&mut turn, found),
        Input::Did(outcome) => flow::did(&mut turn, outcome),
        Input::WentQuiet => flow::photos::went_quiet(&mut turn),
        act => {
            // A turn that was cut off is over; what she does now begins another.
            turn.state.waiting = None;
            if act == Input::LetIn {
                flow::let_in::inside(&mut turn);
                return turn.finished();
            }
            turn.state.misses = 0;
            turn.state.haste.heard(scene.now);
            let expired = turn
                .state
                .consent
                .as_ref()
                .is_none_or(|consent| consent.version < flow::welcome::CONSENT_VERSION);
            if expired && !matches!(turn.state.at, At::Welcome(_)) {
                turn.state.at = At::Welcome(None);
                turn.state.offer = crate::state::Offer::default();
            }
            if std::mem::take(&mut turn.state.forgotten) {
                turn.lead(crate::Say::Forgotten);
            }
            flow::begin(&mut turn, act);
        }
    }
    turn.finished()
}
