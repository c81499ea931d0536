//! Lists and counts: everything is looked at, sorted by its place, and cut.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::state::State;
use crate::{
    domain::CategoryId,
    log::Entry,
    ports::{StorageError, StorageErrorKind},
    query::{Cursor, Item, Order, Page, Query, Select},
    record::{Facets, Key, RecordKind},
    seal::Token,
};

/// Where something stands in its list. Places are compared, never counted, so that a page goes
/// on in the right place whatever was added or removed meanwhile.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Place {
    Newest(Reverse<DateTime<Utc>>, Reverse<u64>),
    Oldest(DateTime<Utc>, u64),
    Due(DateTime<Utc>, Reverse<DateTime<Utc>>, Reverse<u64>),
    Never(Reverse<DateTime<Utc>>, Reverse<u64>),
    Nth(u64),
    Key(Token),
    Lane(Token, u64),
    Word(Box<str>, CategoryId),
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
                .filter_map(|(key, (added, record))| {
                    let Key::Complaint(id) = *key else { return None };
                    let facets =
                        record.value.facets.as_ref().filter(|facets| filter.admits(facets))?;
                    let item = Item::Complaint(record.clone(), self.tally(id));
                    Some((place(facets, *order, *added), item))
                })
                .collect(),
            Select::Members(complaint, set) => (self.members(*complaint, *set))
                .map(|(added, member)| (Place::Nth(*added), Item::Member(member.clone())))
                .collect(),
            Select::Records(RecordKind::Complaint) => (self.records.iter())
                .filter_map(|(key, (added, record))| {
                    let Key::Complaint(id) = *key else { return None };
                    let filed_at = record.value.facets.as_ref()?.filed_at;
                    let item = Item::Complaint(record.clone(), self.tally(id));
                    Some((Place::Oldest(filed_at, *added), item))
                })
                .collect(),
            Select::Officers => (self.records.values())
                .filter(|(_, record)| record.value.key.kind() == RecordKind::Officer)
                .map(|(added, record)| (Place::Nth(*added), Item::Record(record.clone())))
                .collect(),
            Select::Records(kind) => (self.records.iter())
                .filter(|(key, _)| key.kind() == *kind)
                .map(|(key, (_, record))| {
                    let place = Place::Key(Token::from_bytes(key.id()));
                    (place, Item::Record(record.clone()))
                })
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
            Select::Waiting(queue) => (self.queued.iter())
                .filter(|(_, waiting)| waiting.row.queue == *queue && waiting.buried.is_none())
                .map(|(added, waiting)| {
                    let place = Place::Lane(waiting.row.lane, *added);
                    (place, Item::Waiting(waiting.clone()))
                })
                .collect(),
            Select::Receipts => (self.receipts.iter())
                .map(|(key, kept)| (Place::Key(*key), Item::Receipt(*key, kept.receipt.clone())))
                .collect(),
            Select::Learned => (self.learned.counts.iter())
                .flat_map(|(word, counts)| counts.iter().map(move |of| (word.clone(), of)))
                .map(|(word, (category, count))| {
                    let place = Place::Word(word.clone(), category.clone());
                    (place, Item::Learned(word, category.clone(), *count))
                })
                .collect(),
        }
    }
}

fn place(facets: &Facets, order: Order, added: u64) -> Place {
    let (filed, added) = (Reverse(facets.filed_at), Reverse(added));
    match (order, facets.due_at) {
        (Order::Newest, _) => Place::Newest(filed, added),
        (Order::Due, Some(due)) => Place::Due(due, filed, added),
        (Order::Due, None) => Place::Never(filed, added),
    }
}

fn unreadable(error: serde_json::Error) -> StorageError {
    StorageError::new(StorageErrorKind::Malformed, "not a place in a list").because(error)
}
