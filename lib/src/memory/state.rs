//! What is kept of one city, and what can be read of it at a glance.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    batch::{Member, Set},
    domain::{ComplaintId, QueuedId},
    facts::{Fact, Facts, Learned, Tally, Want},
    log::{Position, Recorded},
    ports::Figures,
    queue::{Lane, Queue, Waiting},
    record::{Key, Name, Row, Versioned},
    seal::Token,
};

/// Everything that is kept of one city.
#[derive(Default)]
pub(super) struct State {
    /// Counts what was ever added, so that things can be listed in that order.
    pub(super) added: u64,
    /// Records, and when they were added.
    pub(super) records: BTreeMap<Key, (u64, Versioned<Row>)>,
    pub(super) names: BTreeMap<Name, Key>,
    pub(super) receipts: BTreeMap<Token, Kept>,
    pub(super) quotas: BTreeMap<Window, u32>,
    /// Members, and when they were added. A tally is counted, so it cannot be wrong.
    pub(super) members: BTreeMap<(ComplaintId, Set, Token), (u64, Member)>,
    /// Rows in the order in which they were added.
    pub(super) queued: BTreeMap<u64, Waiting>,
    pub(super) queued_by_id: BTreeMap<QueuedId, u64>,
    /// Lanes nobody may claim before a time, be they leased or resting.
    pub(super) closed_lanes: BTreeMap<(Queue, Lane), DateTime<Utc>>,
    pub(super) learned: Learned,
    pub(super) log: Vec<Recorded>,
}

/// A receipt, and the time of the first upkeep that saw it.
pub(super) struct Kept {
    pub(super) receipt: Box<[u8]>,
    pub(super) seen: Option<DateTime<Utc>>,
}

/// A window of a quota: what is counted, for how many seconds, and the second it begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Window {
    key: Token,
    seconds: i64,
    begins: i64,
}

impl Window {
    /// The window of `length` that holds `now`.
    pub(super) fn holding(key: Token, length: TimeDelta, now: DateTime<Utc>) -> Self {
        let seconds = length.num_seconds().max(1);
        Self { key, seconds, begins: now.timestamp().div_euclid(seconds) * seconds }
    }

    pub(super) fn ends(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.begins + self.seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

impl State {
    pub(super) fn load(&self, wants: &[Want]) -> Facts {
        let mut facts = Facts::none();
        for want in wants {
            facts.insert(want.clone(), self.answer(want));
        }
        facts
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
                Fact::Quota(self.used(Window::holding(*key, *length, *now)))
            }
            Want::Queued(id) => Fact::Queued(self.waiting(*id).cloned()),
            Want::Learned(words) => {
                let known = words.iter().filter_map(|word| self.learned.counts.get_key_value(word));
                Fact::Learned(Learned {
                    totals: self.learned.totals.clone(),
                    counts: known.map(|(word, counts)| (word.clone(), counts.clone())).collect(),
                })
            }
        }
    }

    pub(super) fn record(&self, key: &Key) -> Option<&Versioned<Row>> {
        self.records.get(key).map(|(_, record)| record)
    }

    pub(super) fn waiting(&self, id: QueuedId) -> Option<&Waiting> {
        self.queued.get(self.queued_by_id.get(&id)?)
    }

    pub(super) fn used(&self, window: Window) -> u32 {
        self.quotas.get(&window).copied().unwrap_or_default()
    }

    /// The members of a set, in no order that means anything.
    pub(super) fn members(
        &self,
        complaint: ComplaintId,
        set: Set,
    ) -> impl Iterator<Item = &(u64, Member)> {
        let [first, last] = [0, u8::MAX].map(|byte| Token::from_bytes([byte; 16]));
        self.members.range((complaint, set, first)..=(complaint, set, last)).map(|(_, of)| of)
    }

    pub(super) fn tally(&self, complaint: ComplaintId) -> Tally {
        let mut tally = Tally::default();
        for set in Set::ALL {
            *tally.of_mut(set) = count(self.members(complaint, set));
        }
        tally
    }

    pub(super) fn last(&self) -> Position {
        count(self.log.iter())
    }

    pub(super) fn figures(&self, now: DateTime<Utc>) -> Figures {
        let mut stages = BTreeMap::new();
        for facets in self.records.values().filter_map(|(_, record)| record.value.facets.as_ref()) {
            *stages.entry(facets.stage).or_default() += 1;
        }
        let queues = Queue::ALL.map(|queue| {
            let (buried, waiting): (Vec<_>, Vec<_>) = (self.queued.values())
                .filter(|waiting| waiting.row.queue == queue)
                .partition(|waiting| waiting.buried.is_some());
            let oldest = waiting.iter().map(|waiting| waiting.row.due).filter(|due| *due <= now);
            (queue, count(waiting.iter()), count(buried.iter()), oldest.min())
        });
        Figures {
            complaints: stages.into_iter().collect(),
            queues: queues.into(),
            log: self.last(),
        }
    }

    /// Receipts carry no time, so their age is counted from the first upkeep that sees them.
    pub(super) fn upkeep(&mut self, now: DateTime<Utc>) {
        self.quotas.retain(|window, _| window.ends() > now);
        self.closed_lanes.retain(|_, until| *until > now);
        self.receipts.retain(|_, kept| {
            now.signed_duration_since(*kept.seen.get_or_insert(now)) <= TimeDelta::days(30)
        });
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

/// How many there are.
pub(super) fn count<T>(of: impl Iterator<Item = T>) -> u64 {
    of.fold(0, |count, _| count + 1)
}
