//! Commenting in public.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    authority::{Actor, Deed},
    batch::{Batch, Guard, Member, Set, Write},
    book,
    domain::{CitizenId, Comment, CommentId, Complaint, ComplaintId, OfficerId, TrackingNumber},
    facts::{Facts, Want},
    log::{By, Event},
    query::{Item, Query, Select},
    record::Key,
    refusal::{Counted, Refusal},
    seal::{Broken, Scope, Sealed, Token},
    verb::{No, Planned, Room, Verb},
    words,
};

/// Adds a comment to a published complaint. The public reads its masked words; who wrote them
/// and how can be read with the key only.
#[derive(Clone, Debug)]
pub struct CommentOn {
    /// Which.
    pub number: TrackingNumber,
    /// What.
    pub comment: Comment,
    /// What keeps a comment that is sent twice from standing there twice, such as the id of the
    /// message that brought it.
    pub once: Token,
}

/// A comment that was posted, and what its writer needs to take it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The comment.
    pub id: CommentId,
    /// Until when she can.
    pub until: DateTime<Utc>,
    /// That it is hers: nothing else tells, since its row names nobody.
    pub proof: Token,
}

/// A comment as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its words, masked.
    pub words: Box<str>,
    /// The day on which it was written.
    pub day: NaiveDate,
    /// The officer who wrote it: to her colleagues by name, to everybody else she is the city.
    pub officer: Option<OfficerId>,
}

/// How long a comment can be taken back: as long as a filing.
const REGRET: TimeDelta = TimeDelta::minutes(5);

impl Room<'_> {
    /// What proves that a comment is somebody's, and until when she can take it back.
    pub(super) fn comment_proof(
        &self,
        writer: CitizenId,
        id: CommentId,
        until: DateTime<Utc>,
    ) -> Token {
        let until = until.timestamp().to_be_bytes();
        let of = [b"comment/", writer.as_bytes().as_slice(), id.as_bytes(), &until].concat();
        self.keys.token(Scope::Once, &of)
    }

    /// The comment as a member of the set of comments.
    pub(super) fn comment_token(&self, id: CommentId) -> Token {
        self.keys.token(Scope::Member, id.as_bytes())
    }
}

impl Room<'_> {
    /// Adds a comment with its words masked; not one that insults.
    pub(super) fn post(
        &self,
        batch: &mut Batch,
        complaint: &Complaint,
        by: By,
        comment: &Comment,
    ) -> Result<CommentId, Refusal> {
        if words::insults(comment.as_str()) {
            return Err(Refusal::Insulting);
        }
        let id = CommentId::random(self.entropy);
        let stored = Stored { words: words::mask(comment.as_str()).text.into(), by };
        let sealed = self.seal(&Key::Complaint(complaint.id), &stored);
        batch.write(Write::Join(Member {
            complaint: complaint.id,
            set: Set::Comments,
            who: self.comment_token(id),
            day: self.now.date_naive(),
            body: sealed.as_bytes().into(),
        }));
        Ok(id)
    }

    /// A comment as everybody reads it.
    fn said(&self, about: ComplaintId, comment: &Member) -> Result<Said, Broken> {
        let sealed = Sealed::<Stored>::from_bytes(comment.body.clone());
        let Stored { words, by } = self.open(&Key::Complaint(about), &sealed)?;
        let officer = if let By::Officer(officer) = by { Some(officer) } else { None };
        Ok(Said { words, day: comment.day, officer })
    }
}

/// What was said of a complaint, oldest first, at most [`Query::LIMIT`] of it.
pub(super) async fn said_of(desk: &Desk, about: ComplaintId) -> Result<Vec<Said>, DeskError> {
    let comments = Select::Members(about, Set::Comments);
    let comments = desk.storage().list(&Query::new(comments, Query::LIMIT)).await?;
    let room = desk.room();
    let said = comments.items.iter().filter_map(|item| match item {
        Item::Member(member) => Some(room.said(about, member)),
        _ => None,
    });
    Ok(said.collect::<Result<_, _>>()?)
}

/// A comment as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    words: Box<str>,
    by: By,
}

impl Verb for CommentOn {
    type Answer = Posted;

    fn counts(&self) -> Counted {
        Counted::Comments
    }

    fn wants(&self, actor: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        super::citizen(actor, Deed::TakePart)?;
        Ok(book::wants_named(known, &self.number, |_| Vec::new()))
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<Posted>, No> {
        let citizen = super::citizen(actor, Deed::TakePart)?;
        let complaint = book::complaint_named(facts, &self.number)?.value;
        if !complaint.is_published() && room.reporter_of(&complaint)? != Some(citizen) {
            return Err(Refusal::NotFound.into());
        }
        let by = room.by_citizen(&complaint, citizen);
        let mut batch = Batch::new();
        let id = room.post(&mut batch, &complaint, by.clone(), &self.comment)?;
        let until = room.now + REGRET;
        let posted = Posted { id, until, proof: room.comment_proof(citizen, id, until) };
        let receipt = serde_json::to_vec(&posted).map_err(|_| Broken::Damaged)?;
        batch.guard(Guard::Once(self.once, receipt.into()));
        let (hour, limit) = (TimeDelta::hours(1), room.city.limits.comments_an_hour);
        batch.guard(room.quota("comments", citizen.as_bytes(), hour, limit));
        room.log(&mut batch, &complaint, by, Event::Commented);
        Ok(Planned { batch, answer: posted, after: Vec::new() })
    }
}
