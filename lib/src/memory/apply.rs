//! Applies a batch: first every guard, then what can still clash, then what cannot fail.

use std::collections::BTreeMap;

use super::state::{Kept, State, Window};
use crate::{
    batch::{Batch, Committed, Guard, Write},
    log::{Digest, Entry, Recorded, digest, link},
    queue::{Queued, Waiting},
    record::{Key, Row, Versioned},
};

impl State {
    pub(super) fn commit(&mut self, batch: &Batch) -> Committed {
        if let Some(failed) = self.first_failing(batch.guards()) {
            return failed;
        }
        if !self.write_records(batch.writes()) {
            return Committed::Conflict;
        }
        for guard in batch.guards() {
            self.keep(guard);
        }
        for write in batch.writes() {
            self.write(write);
        }
        for entry in batch.entries() {
            self.append(entry);
        }
        Committed::Applied
    }

    /// What the first guard that does not hold makes of the batch.
    fn first_failing(&self, guards: &[Guard]) -> Option<Committed> {
        let mut counting = BTreeMap::<Window, u32>::new();
        guards.iter().find_map(|guard| match guard {
            Guard::Version(key, seen) => {
                (self.version(key) != *seen).then_some(Committed::Conflict)
            }
            Guard::Once(key, _) => {
                let kept = self.receipts.get(key)?;
                Some(Committed::Duplicate(*key, kept.receipt.clone()))
            }
            Guard::Quota { key, window, limit, now } => {
                let window = Window::holding(*key, *window, *now);
                let counted = counting.entry(window).or_insert_with(|| self.used(window));
                if *counted >= *limit {
                    return Some(Committed::Refused { key: *key, until: window.ends() });
                }
                *counted += 1;
                None
            }
            Guard::Tally(complaint, set, size) => {
                (self.tally(*complaint).of(*set) != *size).then_some(Committed::Conflict)
            }
        })
    }

    fn version(&self, key: &Key) -> u64 {
        match key {
            Key::Queued(id) => self.waiting(*id).map_or(0, |waiting| waiting.version),
            key => self.record(key).map_or(0, |record| record.version),
        }
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
            let taken = next.is_some_and(|row| {
                row.names.iter().any(|name| self.names.get(name).is_some_and(|of| of != key))
            });
            if taken {
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

    fn next_version(
        &mut self,
        old: Option<&(u64, Versioned<Row>)>,
        row: &Row,
    ) -> (u64, Versioned<Row>) {
        let (added, version) = match old {
            Some((added, old)) => (*added, old.version + 1),
            None => (self.next(), 1),
        };
        (added, Versioned { version, value: row.clone() })
    }

    fn set(&mut self, key: &Key, record: Option<(u64, Versioned<Row>)>) {
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

    /// Keeps what a guard that held leaves behind: a receipt, or one more that was counted.
    fn keep(&mut self, guard: &Guard) {
        match guard {
            Guard::Once(key, receipt) => {
                self.receipts.insert(*key, Kept { receipt: receipt.clone(), seen: None });
            }
            Guard::Quota { key, window, now, .. } => {
                *self.quotas.entry(Window::holding(*key, *window, *now)).or_default() += 1;
            }
            Guard::Version(..) | Guard::Tally(..) => {}
        }
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
            Write::Enqueue(row) => self.enqueue(row),
            Write::Finish(id) => {
                let at = self.queued_by_id.remove(id);
                at.and_then(|at| self.queued.remove(&at));
            }
            Write::Retry(id) => {
                if let Some(waiting) = self.waiting_mut(*id) {
                    waiting.version += 1;
                }
            }
            Write::Bury(id, reason) => {
                if let Some(waiting) = self.waiting_mut(*id) {
                    waiting.buried = Some(reason.clone());
                }
            }
            Write::Release(queue, lane, until) => {
                self.closed_lanes.insert((*queue, *lane), *until);
            }
            Write::Learn { category, words, by } => {
                let move_by = |count: &mut u64, by: i64| *count = count.saturating_add_signed(by);
                let (complaints, total) = self.learned.totals.entry(category.clone()).or_default();
                for word in words {
                    let counts = self.learned.counts.entry(word.clone()).or_default();
                    move_by(counts.entry(category.clone()).or_default(), i64::from(*by));
                    move_by(total, i64::from(*by));
                }
                move_by(complaints, i64::from(*by));
            }
        }
    }

    fn enqueue(&mut self, row: &Queued) {
        let replaced = |waiting: &Waiting| {
            row.replaces.is_some()
                && waiting.buried.is_none()
                && (waiting.row.queue, waiting.row.lane, waiting.row.replaces)
                    == (row.queue, row.lane, row.replaces)
        };
        let old = self.queued.iter().find(|(_, waiting)| replaced(waiting)).map(|(at, _)| *at);
        if let Some(old) = old.and_then(|at| self.queued.remove(&at)) {
            self.queued_by_id.remove(&old.row.id);
        }
        let at = self.next();
        self.queued_by_id.insert(row.id, at);
        self.queued.insert(at, Waiting { row: row.clone(), version: 1, buried: None });
    }

    fn append(&mut self, entry: &Entry) {
        let body = entry.to_bytes();
        let digest = digest(&body);
        let previous = self.log.last().map_or(Digest::default(), |last| last.link);
        let position = self.last() + 1;
        self.log.push(Recorded { position, body, digest, link: link(&previous, &digest) });
    }
}
