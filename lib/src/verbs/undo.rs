//! Taking a filing back.

use crate::{
    authority::Actor,
    batch::{Batch, Write},
    book,
    domain::{Identity, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Takes a filing back while only its reporter sees it. It leaves no trace but a log entry.
#[derive(Clone, Debug)]
pub struct Undo {
    /// Which.
    pub number: TrackingNumber,
}

impl Verb for Undo {
    type Answer = ();

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(book::wants_named(known, &self.number, |_| match actor {
            Actor::Citizen(citizen) => vec![Want::Record(room.drawer(*citizen))],
            _ => Vec::new(),
        }))
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<()>, No> {
        let seen = book::complaint_named(facts, &self.number)?;
        let citizen = super::case::reporter(actor, &seen.value, room)?;
        let complaint = &seen.value;
        if room.now >= complaint.settles_at {
            return Err(Refusal::TooLate.into());
        }
        let mut batch = Batch::new();
        batch.erase(Key::Complaint(complaint.id), seen.version);
        if complaint.identity == Identity::HiddenFromStaff {
            let mut drawer = room.hidden_reports(facts, citizen)?;
            drawer.value.complaints.retain(|id| *id != complaint.id);
            let row = room.sealed_row(room.drawer(citizen), &drawer.value, Vec::new());
            batch.put(row, drawer.version);
        }
        let words = room.features(room.original(complaint)?.words.as_str());
        batch.write(Write::Learn { category: complaint.category.clone(), words, by: -1 });
        room.log(&mut batch, complaint, room.by_citizen(complaint, citizen), Event::Undone);
        Ok(Planned { batch, answer: (), after: Vec::new() })
    }
}
