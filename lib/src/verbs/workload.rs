//! How much there is to do.

use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    authority::{Deed, Reach},
    book,
    domain::{OfficerId, StageKind},
    facts::Want,
    query::{Filter, Order, Query, Select},
    record::Key,
};

/// Asks how much there is to do for an officer.
#[derive(Clone, Debug)]
pub struct WorkloadOf {
    /// Whom.
    pub officer: OfficerId,
}

/// A pile of complaints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pile {
    /// She owns them and works on them.
    Mine,
    /// They wait for a department; for those only who see the whole city.
    Unrouted,
    /// A department has them, and nobody owns them.
    Unowned,
    /// Somebody works on them.
    InProgress,
    /// The city waits for the reporter's answer.
    NeedsInfo,
    /// They are said to be mended, and the reporter has not said so yet.
    Resolved,
}

impl WorkloadOf {
    /// Counts the piles of the complaints she may read; none for who may read none.
    pub async fn find(&self, desk: &Desk) -> Result<Vec<(Pile, u64)>, DeskError> {
        let room = desk.room();
        let wants = [Want::Record(Key::Officer(self.officer)), Want::Record(Key::Catalogue)];
        let facts = desk.storage().load(&wants).await?;
        let officer = room.officer(&facts, self.officer)?;
        let reads = Reach::of(&officer, Deed::Read, &book::catalogue(&facts)?);
        let of = |stages: &[StageKind]| Filter { stages: stages.to_vec(), ..Filter::default() };
        let working = [StageKind::InProgress, StageKind::NeedsInfo];
        let mut piles = vec![
            (Pile::Mine, Filter { owner: Some(self.officer), ..of(&working) }),
            (Pile::Unowned, of(&[StageKind::Assigned])),
            (Pile::InProgress, of(&[StageKind::InProgress])),
            (Pile::NeedsInfo, of(&[StageKind::NeedsInfo])),
            (Pile::Resolved, of(&[StageKind::Resolved])),
        ];
        if reads == Reach::Everywhere {
            piles.insert(1, (Pile::Unrouted, of(&[StageKind::Submitted])));
        }
        let mut counted = Vec::with_capacity(piles.len());
        for (pile, filter) in piles {
            let Some(filter) = reads.narrow(filter) else { continue };
            let query = Query::new(Select::Complaints(filter, Order::Due), 1);
            counted.push((pile, desk.storage().count(&query).await?));
        }
        Ok(counted)
    }
}
