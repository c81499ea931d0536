//! Who works for the city, kept at hand: pages name officers again and again, who change seldom.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{
    Desk, DeskError,
    domain::{Credentials, Officer},
    facts::Facts,
    query::{Item, Query, Select},
    record::Key,
    verbs::Edition,
};

/// Everybody who works for the city or did, as they were in an edition of the set-up, which every
/// officer moves who is added, changed or retired. What they sign in with is not kept.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    known: Mutex<Option<(Edition, Arc<[Officer]>)>>,
}

impl Roster {
    /// They in the edition that `facts` tell of, for which [`Key::Changes`] was wanted, or a later
    /// one; in the order in which they were added. They are read if another was known.
    pub(crate) async fn of(&self, facts: &Facts, desk: &Desk) -> Result<Arc<[Officer]>, DeskError> {
        let edition = facts.version(&Key::Changes);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, officers)) = known.filter(|(known, _)| *known == edition) {
            return Ok(officers);
        }
        let mut officers = everybody(desk).await?;
        for officer in &mut officers {
            officer.credentials = Credentials::default();
        }
        let officers: Arc<[Officer]> = officers.into();
        let known = Some((edition, Arc::clone(&officers)));
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = known;
        Ok(officers)
    }
}

/// Everybody who works for the city or did, in the order in which they were added.
pub(crate) async fn everybody(desk: &Desk) -> Result<Vec<Officer>, DeskError> {
    let (room, mut officers) = (desk.room(), Vec::new());
    let mut query = Query::new(Select::Officers, Query::LIMIT);
    loop {
        let page = desk.storage().list(&query).await?;
        for item in page.items {
            if let Item::Record(row) = item {
                officers.push(room.open_row::<Officer>(&row)?.value);
            }
        }
        query.after = page.next;
        if query.after.is_none() {
            return Ok(officers);
        }
    }
}
