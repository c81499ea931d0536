//! Who works here.

use crate::{
    Desk, DeskError,
    authority::{Actor, Deed},
    domain::{DepartmentId, Email, OfficerId, PersonName, Role},
    roster::everybody,
};

/// Asks who works here, for those who may change it.
#[derive(Clone, Debug)]
pub struct StaffList {
    /// Who asks.
    pub by: Actor,
}

/// Somebody who works here, without what she proves herself with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Her id.
    pub id: OfficerId,
    /// Her name.
    pub name: PersonName,
    /// Her address.
    pub email: Email,
    /// What she is trusted with.
    pub role: Role,
    /// Where she works.
    pub department: Option<DepartmentId>,
    /// Whether she works here no more.
    pub retired: bool,
    /// Whether she has taken her invitation.
    pub joined: bool,
}

impl StaffList {
    /// Everybody, in the order in which they were added.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](crate::refusal::Refusal::NotAllowed) for whoever may not change it.
    pub async fn find(&self, desk: &Desk) -> Result<Vec<Colleague>, DeskError> {
        let (storage, room) = (desk.storage(), desk.room());
        let facts = storage.load(&super::officer_wants(&self.by)).await?;
        super::staff(&self.by, Deed::Configure, &facts, &room)?;
        let staff = everybody(desk).await?.into_iter().map(|officer| Colleague {
            joined: officer.credentials.password.is_some(),
            id: officer.id,
            name: officer.name,
            email: officer.email,
            role: officer.role,
            department: officer.department,
            retired: officer.retired,
        });
        Ok(staff.collect())
    }
}
