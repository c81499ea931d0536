//! Adding an officer.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    book,
    domain::{DepartmentId, Email, Handle, Officer, OfficerId, PersonName, Role},
    facts::{Facts, Want},
    log::{By, Entry, Event},
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Adds an officer.
#[derive(Clone, Debug)]
pub struct AddOfficer {
    /// Her name.
    pub name: PersonName,
    /// Where notices reach her.
    pub email: Email,
    /// What she is trusted with.
    pub role: Role,
    /// Where she works.
    pub department: Option<DepartmentId>,
}

impl Verb for AddOfficer {
    type Answer = OfficerId;

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(super::officer_wants(actor))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<OfficerId>, No> {
        let by = super::staff(actor, Deed::Configure, facts, room)?;
        if let Some(department) = &self.department {
            book::catalogue(facts)?.department(department).ok_or(Refusal::UnknownDepartment)?;
        }
        let id = OfficerId::random(room.entropy);
        let officer = Officer {
            id,
            name: self.name.clone(),
            email: self.email.clone(),
            role: self.role,
            department: self.department.clone(),
        };
        // An officer may also be a citizen with the same address: as an officer she is found by
        // another name.
        let handle = Handle::Email(officer.email.clone());
        let name = crate::record::Name::Handle(room.keys.token(
            crate::seal::Scope::Handle,
            format!("officer/{}", handle.canonical()).as_bytes(),
        ));
        let mut batch = Batch::new();
        batch.put(room.sealed_row(Key::Officer(id), &officer, vec![name]), 0);
        let by = by.map_or(By::System, By::Officer);
        let added = Event::OfficerAdded { officer: id };
        batch.log(Entry { at: room.now, by, about: None, what: added });
        Ok(Planned { batch, answer: id, after: Vec::new() })
    }
}
