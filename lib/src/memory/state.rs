//! What is kept of one city, and what can be read of it at a glance.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::{
    batch::{Member, Set},
    domain::ComplaintId,
    facts::{Fact, Facts, Kept, Learned, Tally, Want, Window},
    log::{Position, Recorded},
    ports::Figures,
    query::{Item, Select},
    queue::{Lane, Queue, Waiting},
    record::{Key, Name, RecordKind, Row, Versioned},
    seal::Token,
};

/// Everything that is kept of one city.
#[derive(Default)]
pub(super) struct State {
    /// Counts what was ever added, so that things can be listed in that order.
    pub(super) added: u64,
    pub(super) records: BTreeMap<Key, Record>,
    pub(super) names: BTreeMap<Name, Key>,
    pub(super) receipts: BTreeMap<Token, Kept>,
    pub(super) quotas: BTreeMap<Window, u32>,
    /// Members, and when they were added. A tally is counted, so it cannot be wrong.
    pub(super) members: BTreeMap<(ComplaintId, Set, Token), (u64, Member)>,
    /// Rows in the order in which they were added.
    pub(super) queued: BTreeMap<u64, Waiting>,
    /// Lanes nobody may claim before a time, be they leased or resting.
    pub(super) closed_lanes: BTreeMap<(Queue, Lane), DateTime<Utc>>,
    pub(super) learned: Learned,
    pub(super) log: Vec<Recorded>,
}

/// A record, and when it was added.
pub(super) type Record = (u64, Versioned<Row>);

impl State {
    pub(super) fn load(&self, wants: &[Want]) -> Facts {
        wants.iter().map(|want| (want.clone(), self.answer(want))).collect()
    }

    fn answer(&self, want: &Want) -> Fact {
        match want {
            Want::Record(key) => Fact::Record(self.record(key).cloned()),
            Want::Named(name) => {
                Fact::Record(self.names.get(name).and_then(|key| self.record(key)).cloned())
            }
            Want::Receipt(key) => {
                Fact::Receipt(self.receipts.get(key).map(|kept| kept.receipt.clone()))
            }
            Want::Member(complaint, set, who) => {
                Fact::Member(self.members.contains_key(&(*complaint, *set, *who)))
            }
            Want::Tally(complaint) => Fact::Tally(self.tally(*complaint)),
            Want::Quota(key, length, now) => {
                let used = self.quotas.get(&Window::holding(*key, *length, *now));
                Fact::Quota(used.copied().unwrap_or_default())
            }
            Want::Queued(id) => {
                Fact::Queued(self.queued.values().find(|waiting| waiting.row.id == *id).cloned())
            }
            Want::Learned(words) => Fact::Learned(self.learned.of(words)),
        }
    }

    fn record(&self, key: &Key) -> Option<&Versioned<Row>> {
        self.records.get(key).map(|(_, record)| record)
    }

    /// The members of a set, in no order that means anything.
    fn members(&self, complaint: ComplaintId, set: Set) -> impl Iterator<Item = &(u64, Member)> {
        let [first, last] = [0, u8::MAX].map(|byte| Token::from_bytes([byte; 16]));
        self.members.range((complaint, set, first)..=(complaint, set, last)).map(|(_, of)| of)
    }

    /// What a list may hold, each with its number.
    pub(super) fn things(&self, select: &Select) -> Box<dyn Iterator<Item = (u64, Item)> + '_> {
        match select {
            Select::Complaints(..) | Select::Records(RecordKind::Complaint) => {
                Box::new(self.records.iter().filter_map(|(key, (added, record))| {
                    let Key::Complaint(id) = *key else { return None };
                    Some((*added, Item::Complaint(record.clone(), self.tally(id))))
                }))
            }
            Select::Members(complaint, set) => Box::new(
                (self.members(*complaint, *set))
                    .map(|(added, member)| (*added, Item::Member(member.clone()))),
            ),
            Select::Officers | Select::Records(_) => Box::new(
                (self.records.values())
                    .map(|(added, record)| (*added, Item::Record(record.clone()))),
            ),
            Select::History(_) => {
                Box::new(self.log.iter().map(|entry| (entry.position, Item::Entry(entry.clone()))))
            }
            Select::Buried(_) | Select::Waiting(_) => Box::new(
                (self.queued.iter())
                    .map(|(added, waiting)| (*added, Item::Waiting(waiting.clone()))),
            ),
            Select::Receipts => Box::new(
                (self.receipts.iter())
                    .map(|(key, kept)| (0, Item::Receipt(*key, kept.receipt.clone()))),
            ),
            Select::Learned => Box::new(self.learned.items().map(|item| (0, item))),
        }
    }

    fn tally(&self, complaint: ComplaintId) -> Tally {
        Tally::by(|set| self.members(complaint, set).fold(0, |count, _| count + 1))
    }

    pub(super) fn last(&self) -> Position {
        self.log.last().map_or(0, |last| last.position)
    }

    pub(super) fn figures(&self, now: DateTime<Utc>) -> Figures {
        let rows = self.records.values().map(|(_, record)| record);
        Figures::count(rows, self.queued.values(), self.last(), now)
    }

    pub(super) fn upkeep(&mut self, now: DateTime<Utc>) {
        self.quotas.retain(|window, _| window.ends() > now);
        self.closed_lanes.retain(|_, until| *until > now);
        self.receipts.retain(|_, kept| !kept.is_over(now));
    }

    /// Writes everything, one thing after another.
    pub(super) fn write_to(&self, bytes: &mut Vec<u8>) {
        for (_, record) in self.records.values() {
            let Row { key, body, names, facets } = &record.value;
            bytes.extend_from_slice(format!("{} {names:?} {facets:?}", key.path()).as_bytes());
            bytes.extend_from_slice(body);
        }
        for (key, kept) in &self.receipts {
            bytes.extend_from_slice(key.as_bytes());
            bytes.extend_from_slice(&kept.receipt);
        }
        for (_, member) in self.members.values() {
            bytes.extend_from_slice(format!("{member:?}").as_bytes());
            bytes.extend_from_slice(&member.body);
        }
        for waiting in self.queued.values() {
            bytes.extend_from_slice(format!("{waiting:?}").as_bytes());
            bytes.extend_from_slice(&waiting.row.body);
        }
        for entry in &self.log {
            bytes.extend_from_slice(&entry.body);
        }
        bytes.extend_from_slice(format!("{:?} {:?}", self.learned, self.closed_lanes).as_bytes());
    }
}
