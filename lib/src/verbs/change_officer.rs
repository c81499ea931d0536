//! Changing what an officer is trusted with.

use serde_json::json;

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    book,
    domain::{DepartmentId, FieldChange, OfficerId, Role},
    facts::{Facts, Want},
    log::{By, Event},
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::{door, setup};

/// Changes an officer's role or department, from her next click on. Nobody does it to herself, so
/// a city that has an administrator always has one.
#[derive(Clone, Debug)]
pub struct ChangeOfficer {
    /// The edition of the set-up it was changed in.
    pub seen: setup::Edition,
    /// Whose.
    pub officer: OfficerId,
    /// What she is trusted with from now on.
    pub role: Role,
    /// Where she works from now on.
    pub department: Option<DepartmentId>,
}

impl Verb for ChangeOfficer {
    type Answer = ();

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = setup::wants(actor);
        wants.push(Want::Record(Key::Officer(self.officer)));
        Ok(wants)
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<()>, No> {
        let by = super::staff(actor, Deed::Configure, facts, room)?;
        if by == Some(self.officer) {
            return Err(Refusal::Oneself.into());
        }
        if self.seen != facts.version(&Key::Changes) {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let mut seen = door::other(facts, self.officer, room)?;
        let (hers, catalogue) = (&mut seen.value, book::catalogue(facts)?);
        if self.department != hers.department
            && let Some(department) = &self.department
        {
            catalogue.active(department).ok_or(Refusal::UnknownDepartment)?;
        }
        let fields: Vec<_> = [
            FieldChange::of("role", &json!(hers.role), &json!(self.role)),
            FieldChange::of("department", &json!(hers.department), &json!(self.department)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if fields.is_empty() {
            return Ok(Planned::only(()));
        }
        hers.role = self.role;
        hers.department.clone_from(&self.department);
        let mut batch = Batch::new();
        door::put(&mut batch, &seen.value, seen.version, room);
        let by = by.map_or(By::System, By::Officer);
        let changed = Event::OfficerChanged { officer: self.officer, fields };
        setup::tell(&mut batch, by, changed, facts, room)?;
        Ok(Planned { batch, answer: (), after: Vec::new() })
    }
}
