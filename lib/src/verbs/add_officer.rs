//! Adding an officer.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    book,
    domain::{Credentials, DepartmentId, Email, Officer, OfficerId, PersonName, Role},
    facts::{Facts, Want},
    log::{By, Event},
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::{door, setup};

/// Adds an officer, who cannot sign in before she is [invited](super::Invite).
#[derive(Clone, Debug)]
pub struct AddOfficer {
    /// Her name.
    pub name: PersonName,
    /// Where notices reach her, and by what she signs in.
    pub email: Email,
    /// What she is trusted with.
    pub role: Role,
    /// Where she works.
    pub department: Option<DepartmentId>,
}

impl Verb for AddOfficer {
    type Answer = OfficerId;

    fn wants(&self, actor: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = setup::wants(actor);
        wants.push(Want::Named(door::name_of(&self.email, room)));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<OfficerId>, No> {
        let by = super::staff(actor, Deed::Configure, facts, room)?;
        if let Some(department) = &self.department {
            book::catalogue(facts)?.active(department).ok_or(Refusal::UnknownDepartment)?;
        }
        if facts.named(&door::name_of(&self.email, room)).is_some() {
            return Err(Refusal::AddressTaken.into());
        }
        let id = OfficerId::random(room.entropy);
        let officer = Officer {
            id,
            name: self.name.clone(),
            email: self.email.clone(),
            role: self.role,
            department: self.department.clone(),
            retired: false,
            credentials: Credentials::default(),
        };
        let mut batch = Batch::new();
        door::put(&mut batch, &officer, 0, room);
        let by = by.map_or(By::System, By::Officer);
        setup::tell(&mut batch, by, Event::OfficerAdded { officer: id }, facts, room)?;
        Ok(Planned { batch, answer: id, after: Vec::new() })
    }
}
