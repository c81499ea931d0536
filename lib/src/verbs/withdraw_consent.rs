//! Withdrawing what one agreed to.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    facts::{Facts, Want},
    log::Event,
    record::Key,
    verb::{No, Planned, Room, Verb},
};

/// Withdraws her consent: she files nothing more until she agrees again, and is signed out
/// everywhere. What she filed stays, and she is still told of it.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawConsent;

impl Verb for WithdrawConsent {
    type Answer = ();

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let citizen = super::citizen(actor, Deed::OwnAccount)?;
        Ok(vec![Want::Record(Key::Citizen(citizen))])
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<()>, No> {
        let id = super::citizen(actor, Deed::OwnAccount)?;
        let mut seen = room.citizen(facts, id)?;
        let citizen = &mut seen.value;
        citizen.consent = None;
        citizen.withdrew = Some(room.now);
        // Not ended, which would silence the news there: only no longer open.
        citizen.sessions.retain(|session| session.ended);
        let mut batch = Batch::new();
        room.put_citizen(&mut batch, citizen, seen.version);
        room.log_person(&mut batch, id, Event::ConsentWithdrawn);
        Ok(Planned { batch, answer: (), after: Vec::new() })
    }
}
