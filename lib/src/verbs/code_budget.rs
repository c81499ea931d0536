//! How much is left of the codes of a day.

use crate::{
    Desk,
    batch::Guard,
    facts::{Fact, Want},
    ports::StorageError,
};

use super::limiter;

/// The codes that the city was asked for today, and how many it sends at most. A day is one of UTC.
///
/// It names nobody, and is for those who run the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeBudget {
    /// How many were asked for.
    pub sent: u32,
    /// How many there are.
    pub limit: u32,
}

impl CodeBudget {
    /// Looks it up.
    pub async fn today(desk: &Desk) -> Result<Self, StorageError> {
        let guard = limiter::city_day(&desk.room());
        let want: Want = guard.want();
        let facts = desk.storage().load(std::slice::from_ref(&want)).await?;
        let sent = match facts.get(&want) {
            Some(Fact::Quota(sent)) => *sent,
            _ => 0,
        };
        let limit = match guard {
            Guard::Quota { limit, .. } => limit,
            _ => 0,
        };
        Ok(Self { sent, limit })
    }

    /// Whether four fifths of it are gone, so that somebody should look at who asks.
    pub fn is_nearly_spent(&self) -> bool {
        u64::from(self.sent) * 5 >= u64::from(self.limit) * 4
    }

    /// Whether there is nothing left: nobody gets a code until the day is over.
    pub fn is_spent(&self) -> bool {
        self.sent >= self.limit
    }
}
