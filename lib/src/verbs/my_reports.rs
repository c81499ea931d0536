//! Finding one's own complaints.

use crate::{
    Desk, DeskError,
    authority::{Actor, Deed, Standing},
};

use super::listed::{Listed, Listing, reported_by};

/// Asks for one's own complaints, the newest first, with those that are hidden from staff.
#[derive(Clone, Copy, Debug)]
pub struct MyReports {
    /// Which page, from 0.
    pub page: u8,
}

impl MyReports {
    /// Looks for them.
    ///
    /// # Errors
    /// [`LogInFirst`](crate::refusal::Refusal::LogInFirst) to somebody unknown, and
    /// [`NotAllowed`](crate::refusal::Refusal::NotAllowed) to whoever is no citizen.
    pub async fn find(&self, desk: &Desk, actor: &Actor) -> Result<Listing, DeskError> {
        let citizen = super::citizen_as(actor, Deed::Read, Standing::Reporter)?;
        let all = reported_by(desk, citizen, &[]).await?;
        let total = Some(all.len());
        Ok(Listing { total, ..Listing::cut(all.into_iter().map(Listed::new), self.page) })
    }
}
