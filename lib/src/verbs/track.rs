//! Following a complaint by its number.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::Set,
    book,
    domain::{
        CategoryId, DepartmentId, Ground, Kind, Note, Stage, StageKind, Step, TrackingNumber,
    },
    facts::{Facts, Want},
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
    words,
};

/// Asks how a complaint stands. One's own can always be seen; others' once they are published.
/// What does not exist and what may not be seen get the same answer.
#[derive(Clone, Debug)]
pub struct Track {
    /// Which.
    pub number: TrackingNumber,
}

/// How a complaint stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not by itself")]
pub struct Progress {
    /// Its number.
    pub number: TrackingNumber,
    /// Whether it is a complaint, or a question to the staff.
    pub kind: Kind,
    /// Its first sentence: masked for everyone but its reporter.
    pub title: Box<str>,
    /// What it is about.
    pub category: CategoryId,
    /// Who has it.
    pub department: Option<DepartmentId>,
    /// Where it is in its life.
    pub stage: StageKind,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// When the city means to have it mended.
    pub due_at: Option<DateTime<Utc>>,
    /// How many support it.
    pub supports: u64,
    /// Whether the one who asks supports it.
    pub supported: bool,
    /// Whether the one who asks follows it.
    pub followed: bool,
    /// Whether the public sees it, and may comment on it.
    pub published: bool,
    /// Whether its rejection was appealed; it can be once.
    pub appealed: bool,
    /// The reporter's rating of its handling, for her.
    pub rating: Option<u8>,
    /// The older complaint it goes on from, for its reporter.
    pub refers_to: Option<TrackingNumber>,
    /// The stages it came into last, oldest first.
    pub steps: Vec<Step>,
    /// Whether it is the asker's own.
    pub own: bool,
    /// What the city asked or said last; for its reporter.
    pub note: Option<Note>,
    /// On which ground the city did not take it; for its reporter.
    #[serde(default)]
    pub ground: Option<Ground>,
}

impl Verb for Track {
    type Answer = Progress;

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(book::wants_named(known, &self.number, |complaint| {
            let mut wants = vec![Want::Tally(complaint.id)];
            if let Actor::Citizen(citizen) = actor {
                let who = room.member(*citizen);
                wants.push(Want::Member(complaint.id, Set::Supports, who));
                wants.push(Want::Member(complaint.id, Set::Follows, who));
            }
            wants
        }))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Progress>, No> {
        let complaint = book::complaint_named(facts, &self.number)?.value;
        let citizen = match actor {
            Actor::Citizen(citizen) => Some(*citizen),
            _ => None,
        };
        let own = citizen.is_some() && room.reporter_of(&complaint)? == citizen;
        let title: Box<str> = match &complaint.public {
            _ if own => words::title(room.original(&complaint)?.words.as_str()).into(),
            Some(public) if complaint.is_published() => public.title.clone(),
            _ => return Err(Refusal::NotFound.into()),
        };
        let note = match &complaint.stage {
            Stage::NeedsInfo { question: note, .. }
            | Stage::Resolved { remark: note, .. }
            | Stage::Rejected { reason: note, .. }
                if own =>
            {
                Some(room.open(&Key::Complaint(complaint.id), note)?)
            }
            _ => None,
        };
        let ground = match complaint.stage {
            Stage::Rejected { ground, .. } if own => Some(ground),
            _ => None,
        };
        let is_among = |set| {
            citizen.is_some_and(|citizen| facts.is_member(complaint.id, set, room.member(citizen)))
        };
        let (supported, followed) = (is_among(Set::Supports), is_among(Set::Follows));
        Ok(Planned::only(Progress {
            kind: complaint.kind,
            title,
            category: complaint.category.clone(),
            department: complaint.stage.department().cloned(),
            stage: complaint.stage.kind(),
            filed_at: complaint.filed_at,
            due_at: complaint.due(),
            supports: facts.tally(complaint.id).supports,
            supported,
            followed,
            published: complaint.is_published(),
            appealed: complaint.appealed.is_some(),
            rating: complaint.rating.filter(|_| own),
            refers_to: complaint.refers_to.clone().filter(|_| own),
            steps: complaint.steps.clone(),
            own,
            note,
            ground,
            number: complaint.number,
        }))
    }
}
