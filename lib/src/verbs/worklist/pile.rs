//! The lists of an officer's work.

use serde::{Deserialize, Serialize};

use crate::{
    authority::{self, Deed, Rank, Reach, Standing},
    domain::{Officer, StageKind},
    query::{Filter, Index},
    verb::Room,
};

/// A list of complaints to work through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pile {
    /// She owns them and works on them.
    Mine,
    /// Nobody owns them yet; those no department has either, for those who see the whole city.
    Unassigned,
    /// Her department has them, and they are not over.
    Department,
    /// The city should have mended them by now.
    Overdue,
    /// The city waits for the reporter's answer.
    Waiting,
    /// Their reporters said that they are not mended, and they are at work again.
    Disputed,
    /// All she may read.
    All,
}

impl Pile {
    /// Every list there is, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Mine,
        Self::Unassigned,
        Self::Department,
        Self::Overdue,
        Self::Waiting,
        Self::Disputed,
        Self::All,
    ];

    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Department => "department",
            Self::Overdue => "overdue",
            Self::Waiting => "waiting",
            Self::Disputed => "disputed",
            Self::All => "all",
        }
    }

    /// The lists of an officer who reads that far.
    pub(super) fn of(officer: &Officer, reads: &Reach) -> Vec<Self> {
        let handles =
            authority::allows(Rank::Officer(officer.role), Deed::Handle, Standing::Inside);
        let has = |pile: &Self| match pile {
            _ if *reads == Reach::Nowhere => false,
            Self::Mine => handles,
            Self::Department => officer.department.is_some(),
            _ => true,
        };
        Self::ALL.into_iter().filter(has).collect()
    }

    /// What is in it, wherever the officer may look.
    pub(super) fn filter(self, officer: &Officer, room: &Room<'_>) -> Filter {
        use StageKind::{Assigned, InProgress, NeedsInfo, Resolved, Submitted};
        let of = |stages: &[StageKind]| Filter { stages: stages.to_vec(), ..Filter::default() };
        match self {
            Self::Mine => Filter { owner: Some(officer.id), ..of(&[InProgress, NeedsInfo]) },
            Self::Unassigned => of(&[Submitted, Assigned]),
            Self::Department => Filter {
                departments: officer.department.iter().cloned().collect(),
                ..of(&[Assigned, InProgress, NeedsInfo, Resolved])
            },
            Self::Overdue => {
                Filter { due_before: Some(room.now), ..of(&[Submitted, Assigned, InProgress]) }
            }
            Self::Waiting => of(&[NeedsInfo]),
            Self::Disputed => {
                let mut filter = Filter::default();
                filter.say(room.disputed());
                filter
            }
            Self::All => Filter::default(),
        }
    }
}

impl Filter {
    /// Asks for words that have to be there too, as staff find them.
    pub(super) fn say(&mut self, words: Vec<Box<str>>) {
        self.words.get_or_insert((Index::Staff, Vec::new())).1.extend(words);
    }
}
