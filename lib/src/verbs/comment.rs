//! Commenting in public.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    authority::{Actor, Deed},
    batch::{Batch, Guard, Member, Set, Write},
    book,
    domain::{CitizenId, Comment, CommentId, ComplaintId, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
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
    /// A comment as everybody reads it.
    pub(super) fn said(&self, about: ComplaintId, comment: &Member) -> Result<Said, Broken> {
        let sealed = Sealed::<Stored>::from_bytes(comment.body.clone());
        let Stored { words, .. } = self.open(&Key::Complaint(about), &sealed)?;
        Ok(Said { words, day: comment.day })
    }
}

/// A comment as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    words: Box<str>,
    by: crate::log::By,
}

impl Verb for CommentOn {
    type Answer = Posted;

    const COUNTS: Counted = Counted::Comments;

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
        if words::insults(self.comment.as_str()) {
            return Err(Refusal::Insulting.into());
        }
        let id = CommentId::random(room.entropy);
        let by = room.by_citizen(&complaint, citizen);
        let stored =
            Stored { words: words::mask(self.comment.as_str()).text.into(), by: by.clone() };
        let sealed = room.seal(&Key::Complaint(complaint.id), &stored);
        let mut batch = Batch::new();
        let until = room.now + REGRET;
        let posted = Posted { id, until, proof: room.comment_proof(citizen, id, until) };
        let receipt = serde_json::to_vec(&posted).map_err(|_| Broken::Damaged)?;
        batch.guard(Guard::Once(self.once, receipt.into()));
        batch.guard(Guard::Quota {
            key: room.counted("comments", citizen.as_bytes()),
            window: TimeDelta::hours(1),
            limit: room.city.limits.comments_an_hour,
            now: room.now,
        });
        batch.write(Write::Join(Member {
            complaint: complaint.id,
            set: Set::Comments,
            who: room.comment_token(id),
            day: room.now.date_naive(),
            body: sealed.as_bytes().into(),
        }));
        room.log(&mut batch, &complaint, by, Event::Commented);
        Ok(Planned { batch, answer: posted, after: Vec::new() })
    }
}
