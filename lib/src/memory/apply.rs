//! Applies a batch: first every guard, then what can still clash, then what cannot fail.

use super::state::{Record, State};
use crate::{
    batch::{Batch, Committed, Write},
    log::Recorded,
    ports::StorageError,
    queue::{Claim, Leased, Waiting},
    record::{Key, Row, Versioned},
};

impl State {
    pub(super) fn commit(&mut self, batch: &Batch) -> Committed {
        let facts = self.load(&batch.wants());
        if let Some(failed) = batch.first_failing(&facts) {
            return failed;
        }
        if !self.write_records(batch.writes()) {
            return Committed::Conflict;
        }
        self.receipts.extend(batch.receipts());
        self.quotas.extend(batch.windows(&facts));
        for write in batch.writes() {
            self.write(write);
        }
        for entry in batch.entries() {
            self.log.push(Recorded::next(self.log.last(), entry));
        }
        Committed::Applied
    }

    /// Puts and erases in their order; at a name that belongs to another record, takes all of it
    /// back.
    fn write_records(&mut self, writes: &[Write]) -> bool {
        let mut before = Vec::new();
        for write in writes {
            let (key, next) = match write {
                Write::Put(row) => (&row.key, Some(row)),
                Write::Erase(key) => (key, None),
                _ => continue,
            };
            let of_another = |name| self.names.get(name).is_some_and(|of| of != key);
            if next.is_some_and(|row| row.names.iter().any(of_another)) {
                for (key, record) in before.into_iter().rev() {
                    self.set(&key, record);
                }
                return false;
            }
            let old = self.records.get(key).cloned();
            let next = next.map(|row| self.next_version(old.as_ref(), row));
            self.set(key, next);
            before.push((key.clone(), old));
        }
        true
    }

    fn next_version(&mut self, old: Option<&Record>, row: &Row) -> Record {
        let (added, version) =
            old.map_or_else(|| (self.next(), 1), |(added, old)| (*added, old.version + 1));
        (added, Versioned { version, value: row.clone() })
    }

    fn set(&mut self, key: &Key, record: Option<Record>) {
        if let Some((_, old)) = self.records.remove(key) {
            for name in &old.value.names {
                self.names.remove(name);
            }
        }
        if let Some(record) = record {
            let names = record.1.value.names.iter().cloned();
            self.names.extend(names.map(|name| (name, key.clone())));
            self.records.insert(key.clone(), record);
        }
    }

    fn next(&mut self) -> u64 {
        self.added += 1;
        self.added
    }

    fn write(&mut self, write: &Write) {
        match write {
            Write::Put(_) | Write::Erase(_) => {} // done by `write_records`
            Write::Join(member) => {
                let added = self.next();
                (self.members.entry((member.complaint, member.set, member.who)))
                    .or_insert_with(|| (added, member.clone()));
            }
            Write::Leave(complaint, set, who) => {
                self.members.remove(&(*complaint, *set, *who));
            }
            Write::Enqueue(row) => {
                self.queued.retain(|_, waiting| waiting.stays(write));
                let added = self.next();
                self.queued.insert(added, Waiting::new(row.clone()));
            }
            Write::Finish(_) | Write::Retry(_) | Write::Bury(..) => {
                self.queued.retain(|_, waiting| waiting.stays(write));
            }
            Write::Release(queue, lane, until) => {
                self.closed_lanes.insert((*queue, *lane), *until);
            }
            Write::Learn { category, words, by } => self.learned.learn(category, words, *by),
        }
    }

    pub(super) fn claim(&mut self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        let closed = |lane| Ok(self.closed_lanes.get(&(claim.queue, lane)).copied());
        let leased = claim.choose(self.queued.values(), closed)?;
        let lanes = leased.iter().map(|leased| (claim.queue, leased.lane));
        self.closed_lanes.extend(lanes.map(|lane| (lane, claim.until())));
        Ok(leased)
    }
}
