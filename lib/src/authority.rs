//! Who may do what, as one table.

use crate::{
    domain::{Catalogue, CitizenId, Complaint, DepartmentId, Officer, OfficerId, Role},
    query::Filter,
    refusal::Refusal,
};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who has not logged in.
    Visitor,
    /// A citizen who has.
    Citizen(CitizenId),
    /// An officer.
    Officer(OfficerId),
    /// The system itself: its jobs, and the operator at the machine.
    System,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// See published complaints; ask for codes and type them; stop and start the news of a chat.
    Look,
    /// See and change what is kept of oneself: handles, sessions, password, name, consent,
    /// deletion.
    OwnAccount,
    /// File a complaint.
    File,
    /// File a complaint for somebody at the counter.
    FileFor,
    /// Support, follow, comment, and take any of it back.
    TakePart,
    /// What only the reporter does: undo, withdraw, answer, confirm, dispute, reopen, appeal,
    /// rate.
    OwnComplaint,
    /// See a complaint with all its words.
    Read,
    /// Give a complaint to a department.
    Route,
    /// Take over, ask, resolve.
    Handle,
    /// Departments, categories, officers.
    Configure,
}

impl Deed {
    /// Every deed there is.
    pub const ALL: [Self; 10] = [
        Self::Look,
        Self::OwnAccount,
        Self::File,
        Self::FileFor,
        Self::TakePart,
        Self::OwnComplaint,
        Self::Read,
        Self::Route,
        Self::Handle,
        Self::Configure,
    ];
}

/// How an actor stands to a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It is hers: she reported it.
    Reporter,
    /// Her department, or one below it, has it.
    Inside,
    /// Neither.
    Outside,
}

impl Standing {
    /// Every standing there is.
    pub const ALL: [Self; 3] = [Self::Reporter, Self::Inside, Self::Outside];
}

/// The kind of an actor, as the table knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Not logged in.
    Visitor,
    /// A citizen.
    Citizen,
    /// An officer of that role.
    Officer(Role),
    /// The system itself.
    System,
}

/// The table: whether `rank` may do `deed` where it has `standing`.
#[expect(clippy::match_same_arms, reason = "one line for one row of the table")]
pub fn allows(rank: Rank, deed: Deed, standing: Standing) -> bool {
    use Role::{Admin, Agent, Auditor, Coordinator, Supervisor};
    use Standing::{Inside, Reporter};
    match (deed, rank) {
        (Deed::Look, _) => true,
        // What the system does by itself is decided by rules, never by a person's wish: it acts
        // for nobody, so it has no account, and neither reports nor votes.
        (Deed::OwnAccount, rank) => matches!(rank, Rank::Citizen | Rank::Officer(_)),
        (Deed::File | Deed::TakePart, rank) => rank == Rank::Citizen,
        (Deed::FileFor, Rank::Officer(Agent | Supervisor | Coordinator)) => true,
        (Deed::OwnComplaint, rank) => rank == Rank::Citizen && standing == Reporter,
        (Deed::Read, Rank::Officer(Coordinator | Auditor) | Rank::System) => true,
        (Deed::Read, Rank::Officer(Agent | Supervisor)) => standing == Inside,
        (Deed::Read, Rank::Citizen) => standing == Reporter,
        (Deed::Route, Rank::Officer(Coordinator) | Rank::System) => true,
        (Deed::Handle, Rank::Officer(Agent | Supervisor)) => standing == Inside,
        (Deed::Handle, Rank::Officer(Coordinator)) => true,
        (Deed::Configure, Rank::Officer(Admin) | Rank::System) => true,
        _ => false,
    }
}

/// How far an officer reaches with a deed: a complaint opened by its number and a list or count of
/// many are asked for the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every complaint of the city.
    Everywhere,
    /// The complaints that one of these departments has.
    Departments(Vec<DepartmentId>),
    /// None.
    Nowhere,
}

impl Reach {
    /// How far `officer` reaches with `deed`: what the table allows her outside her department, or
    /// inside it, which for who leads one includes those below it.
    pub fn of(officer: &Officer, deed: Deed, catalogue: &Catalogue) -> Self {
        let may = |standing| allows(Rank::Officer(officer.role), deed, standing);
        if may(Standing::Outside) {
            return Self::Everywhere;
        }
        let Some(hers) = officer.department.as_ref().filter(|_| may(Standing::Inside)) else {
            return Self::Nowhere;
        };
        let mut departments = vec![hers.clone()];
        if officer.role == Role::Supervisor {
            let ids = catalogue.departments.iter().map(|department| &department.id);
            let below = ids.filter(|id| *id != hers && catalogue.is_within(id, hers));
            departments.extend(below.cloned());
        }
        Self::Departments(departments)
    }

    /// Whether anything is within both.
    pub fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nowhere, _) | (_, Self::Nowhere) => false,
            (Self::Everywhere, _) | (_, Self::Everywhere) => true,
            (Self::Departments(hers), Self::Departments(his)) => {
                hers.iter().any(|department| his.contains(department))
            }
        }
    }

    /// Whether that complaint is within.
    pub fn holds(&self, complaint: &Complaint) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Departments(hers) => {
                complaint.stage.department().is_some_and(|has| hers.contains(has))
            }
            Self::Nowhere => false,
        }
    }

    /// What of `filter` is within; `None` if nothing can be.
    pub fn narrow(&self, mut filter: Filter) -> Option<Filter> {
        match self {
            Self::Everywhere => {}
            Self::Departments(hers) if filter.departments.is_empty() => {
                filter.departments.clone_from(hers);
            }
            Self::Departments(hers) => {
                filter.departments.retain(|asked| hers.contains(asked));
                // No department named would mean them all.
                if filter.departments.is_empty() {
                    return None;
                }
            }
            Self::Nowhere => return None,
        }
        Some(filter)
    }
}

/// Whether an officer who still works here may do `deed` wherever in the city.
pub fn may_everywhere(officer: &Officer, deed: Deed) -> bool {
    !officer.retired && allows(Rank::Officer(officer.role), deed, Standing::Outside)
}

/// Refuses what the table does not allow an officer on a complaint.
///
/// # Errors
/// [`Refusal::NotAllowed`], or [`Refusal::NotFound`] if she may not even read it.
pub fn officer_may(
    catalogue: &Catalogue,
    officer: &Officer,
    deed: Deed,
    complaint: &Complaint,
) -> Result<(), Refusal> {
    let reaches = |deed| Reach::of(officer, deed, catalogue).holds(complaint);
    if reaches(deed) {
        Ok(())
    } else if reaches(Deed::Read) {
        Err(Refusal::NotAllowed)
    } else {
        Err(Refusal::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(deed: Deed, standing: Standing) -> String {
        let ranks = [Rank::Visitor, Rank::Citizen, Rank::System]
            .into_iter()
            .chain(Role::ALL.map(Rank::Officer));
        ranks.map(|rank| if allows(rank, deed, standing) { 'x' } else { '.' }).collect()
    }

    #[test]
    fn the_whole_table_is_as_the_design_says() {
        // Columns: visitor, citizen, system, agent, supervisor, coordinator, admin, auditor,
        // custodian. Rows: as the reporter, inside her department, outside it.
        let table = [
            (Deed::Look, ["xxxxxxxxx", "xxxxxxxxx", "xxxxxxxxx"]),
            (Deed::OwnAccount, [".x.xxxxxx", ".x.xxxxxx", ".x.xxxxxx"]),
            (Deed::File, [".x.......", ".x.......", ".x......."]),
            (Deed::FileFor, ["...xxx...", "...xxx...", "...xxx..."]),
            (Deed::TakePart, [".x.......", ".x.......", ".x......."]),
            (Deed::OwnComplaint, [".x.......", ".........", "........."]),
            (Deed::Read, [".xx..x.x.", "..xxxx.x.", "..x..x.x."]),
            (Deed::Route, ["..x..x...", "..x..x...", "..x..x..."]),
            (Deed::Handle, [".....x...", "...xxx...", ".....x..."]),
            (Deed::Configure, ["..x...x..", "..x...x..", "..x...x.."]),
        ];
        assert_eq!(table.len(), Deed::ALL.len());
        for (deed, rows) in table {
            for (standing, expected) in Standing::ALL.into_iter().zip(rows) {
                assert_eq!(row(deed, standing), expected, "{deed:?} {standing:?}");
            }
        }
    }
}
