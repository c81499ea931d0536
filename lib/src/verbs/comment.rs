//! Commenting in public.

use chrono::TimeDelta;

use crate::{
    authority::{Actor, Deed},
    batch::{Batch, Guard, Member, Set, Write},
    book,
    domain::{Comment, CommentId, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    record::Key,
    refusal::{Counted, Refusal},
    seal::{Scope, Token},
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

/// A comment as it is stored.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Stored {
    words: Box<str>,
    by: crate::log::By,
}

impl Verb for CommentOn {
    type Answer = CommentId;

    const COUNTS: Counted = Counted::Comments;

    fn wants(&self, actor: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        super::citizen(actor, Deed::TakePart)?;
        Ok(book::wants_named(known, &self.number, |_| Vec::new()))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<CommentId>, No> {
        let citizen = super::citizen(actor, Deed::TakePart)?;
        let complaint = book::complaint_named(facts, &self.number)?.value;
        if !complaint.is_published() && room.reporter_of(&complaint)? != citizen {
            return Err(Refusal::NotFound.into());
        }
        let id = CommentId::random(room.entropy);
        let by = room.by_citizen(&complaint, citizen);
        let stored =
            Stored { words: words::mask(self.comment.as_str()).text.into(), by: by.clone() };
        let sealed = room.seal(&Key::Complaint(complaint.id), &stored);
        let mut batch = Batch::new();
        let receipt = serde_json::to_vec(&id).map_err(|_| crate::seal::Broken::Damaged)?;
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
            who: room.keys.token(Scope::Member, id.as_bytes()),
            day: room.now.date_naive(),
            body: sealed.as_bytes().into(),
        }));
        room.log(&mut batch, &complaint, by, Event::Commented);
        Ok(Planned { batch, answer: id, after: Vec::new() })
    }
}
