//! Inviting an officer to sign in.

use chrono::{DateTime, Utc};

use crate::{
    Desk, DeskError,
    authority::{Actor, Deed},
    batch::Batch,
    domain::{Email, Invitation, OfficerId, Secret},
    facts::{Facts, Want},
    log::{By, Event},
    record::Key,
    verb::{No, Planned, Room, Verb},
};

use super::{
    door::{self, Use},
    setup,
};

/// Invites an officer to choose her password and her device: the first time, or anew when she
/// lost one of them. Until she [joins](super::Join), what she had stays good; an invitation voids
/// the one before.
#[derive(Clone, Debug)]
pub struct Invite {
    /// Whom.
    pub officer: OfficerId,
    /// The invitation, drawn by whoever hands it on: an answer may be stored, and it must not be.
    pub invitation: Secret,
}

impl Verb for Invite {
    /// How long the invitation is good for.
    type Answer = DateTime<Utc>;

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = setup::wants(actor);
        wants.push(Want::Record(Key::Officer(self.officer)));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<DateTime<Utc>>, No> {
        let by = super::staff(actor, Deed::Configure, facts, room)?;
        let mut invited = door::other(facts, self.officer, room)?;
        let until = room.now + room.city.limits.invitation;
        let token = door::token(Use::Invitation, &self.invitation, room);
        invited.value.credentials.invitation = Some(Invitation { token, until });
        let mut batch = Batch::new();
        door::put(&mut batch, &invited.value, invited.version, room);
        let by = by.map_or(By::System, By::Officer);
        setup::tell(&mut batch, by, Event::OfficerInvited { officer: self.officer }, facts, room)?;
        Ok(Planned { batch, answer: until, after: Vec::new() })
    }
}

/// Asks who has an address, to invite or retire her by it.
#[derive(Clone, Debug)]
pub struct OfficerOf {
    /// The address.
    pub email: Email,
}

impl OfficerOf {
    /// Looks her up; `None` if nobody who works here has it.
    pub async fn find(&self, desk: &Desk) -> Result<Option<OfficerId>, DeskError> {
        let room = desk.room();
        let name = door::name_of(&self.email, &room);
        let facts = desk.storage().load(&[Want::Named(name.clone())]).await?;
        Ok(door::named(&facts, &name, &room)?.map(|officer| officer.value.id))
    }
}
