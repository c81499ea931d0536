//! Everything one officer may see of one complaint.

mod acts;
mod story;

use std::collections::BTreeMap;

use crate::{
    Desk, DeskError,
    authority::{self, Actor, Deed},
    book,
    domain::{
        Area, Catalogue, Citizen, Complaint, Note, Officer, OfficerId, Original, PersonName,
        Reporter, Speaker, Stage, TrackingNumber,
    },
    facts::{Facts, Tally, Want},
    record::{Key, Name, Versioned},
    refusal::Refusal,
};

pub use acts::Act;
pub use story::{Delivery, Happening, Who};

use super::{
    comment::{Said, said_of},
    look::Deadline,
};

/// Asks for everything an officer may see of a complaint. What she may not read is to her like
/// what does not exist; so is what its reporter can still take back.
#[derive(Clone, Debug)]
pub struct DossierOf {
    /// Who asks.
    pub officer: OfficerId,
    /// About which.
    pub number: TrackingNumber,
}

/// A complaint as the staff see it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The complaint. What could name a person stays sealed in it.
    pub complaint: Complaint,
    /// The version that was read; what is decided on it is decided [as seen](super::AsSeen).
    pub version: u64,
    /// The part of the city it is in, if its point lies in one.
    pub area: Option<Box<str>>,
    /// What its reporter wrote.
    pub original: Original,
    /// What became of its deadline.
    pub deadline: Deadline,
    /// How many support it, follow it, and so on.
    pub tally: Tally,
    /// What its reporter is called, if she said so and does not hide from the staff.
    pub reporter: Option<PersonName>,
    /// What the city asked or said last: a question that waits, a remark, a reason.
    pub note: Option<Note>,
    /// What the reporter suggests besides her rating.
    pub advice: Option<Note>,
    /// What happened, oldest first.
    pub story: Vec<Happening>,
    /// What was said to and fro, if it is a question, oldest first.
    pub talk: Vec<(Who, chrono::DateTime<chrono::Utc>, Note)>,
    /// What everybody reads below it, oldest first.
    pub comments: Vec<Said>,
    /// What she may do with it now.
    pub acts: Vec<Act>,
    /// Who else may own it.
    pub colleagues: Vec<(OfficerId, PersonName)>,
    /// What officers are called, those who work here no more among them.
    pub officers: BTreeMap<OfficerId, PersonName>,
    /// The names of everything, and what the staff write again and again.
    pub catalogue: Catalogue,
}

impl DossierOf {
    /// Reads it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is none, or none for her.
    pub async fn find(&self, desk: &Desk) -> Result<Dossier, DeskError> {
        let (facts, seen) = self.open(desk).await?;
        let (room, catalogue) = (desk.room(), book::catalogue(&facts)?);
        let Versioned { version, value: complaint } = seen;
        let key = Key::Complaint(complaint.id);
        let tally = Want::Tally(complaint.id);
        let reporter = match complaint.reporter {
            Reporter::Known(citizen) => Some(Key::Citizen(citizen)),
            Reporter::Hidden(_) | Reporter::Left => None,
        };
        let areas = complaint.point.map(|_| Key::Areas);
        let more = reporter.iter().cloned().chain(areas).map(Want::Record).chain([tally]);
        let more = more.collect::<Vec<_>>();
        let more = desk.storage().load(&more).await?;
        let areas = book::areas(&more)?;
        let area = complaint.point.and_then(|point| Area::holding(&areas, point));
        let reporter = reporter.as_ref().and_then(|key| more.record(key));
        let reporter = reporter.map(|row| room.open_row::<Citizen>(row)).transpose()?;
        let open = |note| room.open(&key, note);
        let note = match &complaint.stage {
            Stage::NeedsInfo { question: note, .. }
            | Stage::Resolved { remark: note, .. }
            | Stage::Rejected { reason: note, .. } => Some(open(note)?),
            Stage::Open(_) | Stage::Closed { .. } | Stage::Merged { .. } => None,
        };
        let said = complaint.talk.utterances().iter().map(|said| {
            let who = match said.by {
                Speaker::Officer(officer) => Who::Officer(officer),
                Speaker::Reporter => Who::Reporter,
            };
            Ok((who, said.at, open(&said.words)?))
        });
        let officers = desk.officers(&facts).await?;
        let acts = Act::possible(self, &complaint, &facts, &room)?;
        let works = |officer: &&Officer| {
            officer.id != self.officer
                && !officer.retired
                && authority::officer_may(&catalogue, officer, Deed::Handle, &complaint).is_ok()
        };
        let colleagues = if acts.contains(&Act::Hand) {
            officers.iter().filter(works).map(|it| (it.id, it.name.clone())).collect()
        } else {
            Vec::new()
        };
        Ok(Dossier {
            version,
            area: area.map(|area| area.name.clone()),
            original: room.original(&complaint)?,
            deadline: Deadline::of(&complaint, room.now),
            tally: more.tally(complaint.id),
            reporter: reporter.and_then(|citizen| citizen.value.name),
            note,
            advice: complaint.advice.as_ref().map(open).transpose()?,
            talk: said.collect::<Result<_, DeskError>>()?,
            story: story::of(desk, &complaint).await?,
            comments: said_of(desk, complaint.id).await?,
            acts,
            colleagues,
            officers: officers.iter().map(|it| (it.id, it.name.clone())).collect(),
            catalogue,
            complaint,
        })
    }

    /// The complaint, and what her verbs want to know of it.
    async fn open(&self, desk: &Desk) -> Result<(Facts, Versioned<Complaint>), DeskError> {
        let wants = [
            Want::Named(Name::Number(self.number.clone())),
            Want::Record(Key::Catalogue),
            Want::Record(Key::Changes),
            Want::Record(Key::Officer(self.officer)),
        ];
        let facts = desk.storage().load(&wants).await?;
        let room = desk.room();
        let officer = room.officer(&facts, self.officer)?;
        let seen = book::complaint_named(&facts, &self.number)?;
        authority::officer_may(&book::catalogue(&facts)?, &officer, Deed::Read, &seen.value)?;
        if room.now < seen.value.settles_at {
            return Err(Refusal::NotFound.into());
        }
        Ok((facts, seen))
    }

    fn actor(&self) -> Actor {
        Actor::Officer(self.officer)
    }
}
