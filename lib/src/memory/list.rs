//! Lists and counts: everything is looked at, sorted by its place, and cut.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::state::State;
use crate::{
    domain::ComplaintId,
    log::Entry,
    ports::{StorageError, StorageErrorKind},
    query::{Cursor, Item, Order, Page, Query, Select},
    record::{Facets, Key, RecordKind},
};

/// Where something stands in its list. Places are compared, never counted, so that a page goes
/// on in the right place whatever was added or removed meanwhile.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Place {
    Newest(Reverse<DateTime<Utc>>, ComplaintId),
    Due(DateTime<Utc>, Reverse<DateTime<Utc>>, ComplaintId),
    Never(Reverse<DateTime<Utc>>, ComplaintId),
    Nth(u64),
}

impl State {
    pub(super) fn list(&self, query: &Query) -> Result<Page, StorageError> {
        let after = match &query.after {
            None => None,
            Some(Cursor(text)) => Some(serde_json::from_str::<Place>(text).map_err(unreadable)?),
        };
        let mut items = self.all(&query.select);
        items.sort_by(|(a, _), (b, _)| a.cmp(b));
        items.retain(|(place, _)| after.as_ref().is_none_or(|after| place > after));
        let more = items.len() > query.limit.min(Query::LIMIT);
        items.truncate(query.limit.min(Query::LIMIT));
        let next = match items.last() {
            Some((place, _)) if more => {
                Some(Cursor(serde_json::to_string(place).map_err(unreadable)?.into()))
            }
            _ => None,
        };
        Ok(Page { items: items.into_iter().map(|(_, item)| item).collect(), next })
    }

    pub(super) fn count(&self, select: &Select) -> u64 {
        super::state::count(self.all(select).into_iter())
    }

    fn all(&self, select: &Select) -> Vec<(Place, Item)> {
        match select {
            Select::Complaints(filter, order) => (self.records.iter())
                .filter_map(|(key, (_, record))| {
                    let Key::Complaint(id) = *key else { return None };
                    let facets =
                        record.value.facets.as_ref().filter(|facets| filter.admits(facets))?;
                    let item = Item::Complaint(record.clone(), self.tally(id));
                    Some((place(facets, *order, id), item))
                })
                .collect(),
            Select::Members(complaint, set) => (self.members(*complaint, *set))
                .map(|(added, member)| (Place::Nth(*added), Item::Member(member.clone())))
                .collect(),
            Select::Officers => (self.records.values())
                .filter(|(_, record)| record.value.key.kind() == RecordKind::Officer)
                .map(|(added, record)| (Place::Nth(*added), Item::Record(record.clone())))
                .collect(),
            Select::History(complaint) => (self.log.iter())
                .filter(|entry| {
                    let about = Entry::from_bytes(&entry.body).and_then(|entry| entry.about);
                    about == Some(*complaint)
                })
                .map(|entry| (Place::Nth(entry.position), Item::Entry(entry.clone())))
                .collect(),
            Select::Buried(queue) => (self.queued.iter())
                .filter(|(_, waiting)| waiting.row.queue == *queue && waiting.buried.is_some())
                .map(|(added, waiting)| (Place::Nth(*added), Item::Waiting(waiting.clone())))
                .collect(),
        }
    }
}

fn place(facets: &Facets, order: Order, id: ComplaintId) -> Place {
    let filed = Reverse(facets.filed_at);
    match (order, facets.due_at) {
        (Order::Newest, _) => Place::Newest(filed, id),
        (Order::Due, Some(due)) => Place::Due(due, filed, id),
        (Order::Due, None) => Place::Never(filed, id),
    }
}

fn unreadable(error: serde_json::Error) -> StorageError {
    StorageError::new(StorageErrorKind::Malformed, "not a place in a list").because(error)
}
