//! Officers and their roles.

use serde::{Deserialize, Serialize};

use super::{Credentials, DepartmentId, Email, OfficerId, PersonName};

/// What an officer is trusted with. The table of who may do what is in
/// [`authority`](crate::authority).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Handles the complaints of her department.
    Agent,
    /// Leads a department and those below it.
    Supervisor,
    /// Verifies and routes for the whole city.
    Coordinator,
    /// Configures.
    Admin,
    /// Reads everything and changes nothing.
    Auditor,
    /// Gives the second approval for unmasking.
    Custodian,
}

impl Role {
    /// Every role there is.
    pub const ALL: [Self; 6] = [
        Self::Agent,
        Self::Supervisor,
        Self::Coordinator,
        Self::Admin,
        Self::Auditor,
        Self::Custodian,
    ];
}

/// Somebody who works for the city. Stored sealed, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Her id.
    pub id: OfficerId,
    /// Her name.
    pub name: PersonName,
    /// Where notices reach her.
    pub email: Email,
    /// What she is trusted with.
    pub role: Role,
    /// Where she works; coordinators and above may belong to no department.
    pub department: Option<DepartmentId>,
    /// Whether she works here no more. Her name stays on what she did.
    #[serde(default)]
    pub retired: bool,
    /// What she proves herself with, and where she is signed in.
    #[serde(default)]
    pub credentials: Credentials,
}
