//! What a batch does, as texts that are to replace others.

use std::collections::BTreeMap;

use aduan::{
    batch::{Batch, Committed, Guard, Set, Write},
    domain::{ComplaintId, QueuedId},
    facts::{Fact, Learned, Tally, Want},
    log::{Entry, Recorded, digest, link},
    queue::{Lane, Queue, Queued, Waiting},
    record::{Key, Name, Row, Versioned},
    seal::Token,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Serialize, de::DeserializeOwned};

/// The ordered map: paths such as `record/complaint/…` and what stands there, as JSON.
pub(crate) type Map = BTreeMap<String, String>;

/// What is to stand there instead; `None` if nothing.
pub(crate) type Over = BTreeMap<String, Option<String>>;

/// The map as it will be.
pub(crate) struct Change<'m> {
    pub(crate) map: &'m Map,
    pub(crate) over: Over,
}

pub(crate) fn record(key: &Key) -> String {
    format!("record/{}", key.path())
}

pub(crate) fn set(complaint: ComplaintId, set: Set) -> String {
    format!("{complaint}/{}", set.name())
}

pub(crate) fn lane(queue: Queue, lane: Lane) -> String {
    format!("lane/{}/{lane}", queue.name())
}

fn queued(id: QueuedId) -> String {
    format!("queued-by-id/{id}")
}

/// Where a window is counted, and when it ends.
fn window(key: Token, length: TimeDelta, now: DateTime<Utc>) -> (String, DateTime<Utc>) {
    let length = length.num_seconds().max(1);
    let ends = (now.timestamp().div_euclid(length) + 1) * length;
    let ends = DateTime::from_timestamp(ends, 0).unwrap_or(DateTime::<Utc>::MAX_UTC);
    (format!("quota/{key}/{length}/{}", ends.timestamp()), ends)
}

impl Change<'_> {
    pub(crate) fn get<T: DeserializeOwned>(&self, path: &str) -> Option<T> {
        let text = match self.over.get(path) {
            Some(over) => over.as_ref(),
            None => self.map.get(path),
        };
        serde_json::from_str(text?).ok()
    }

    /// What is counted there.
    fn number(&self, path: &str) -> u64 {
        self.get(path).unwrap_or_default()
    }

    pub(crate) fn set(&mut self, path: impl Into<String>, value: &impl Serialize) {
        self.over.insert(path.into(), serde_json::to_string(value).ok());
    }

    fn remove(&mut self, path: String) {
        self.over.insert(path, None);
    }

    /// The next of all numbers, by which things are listed in the order they came.
    fn next(&mut self) -> u64 {
        let next = self.number("added") + 1;
        self.set("added", &next);
        next
    }

    fn row(&self, path: &str) -> Option<(u64, Versioned<Row>)> {
        self.get(path)
    }

    fn waiting(&self, id: QueuedId) -> Option<(String, Waiting)> {
        let path: String = self.get(&queued(id))?;
        let waiting = self.get(&path)?;
        Some((path, waiting))
    }

    pub(crate) fn last(&self) -> u64 {
        self.number("last")
    }

    pub(crate) fn tally(&self, complaint: ComplaintId) -> Tally {
        let mut tally = Tally::default();
        for of in Set::ALL {
            *tally.of_mut(of) = self.number(&format!("tally/{}", set(complaint, of)));
        }
        tally
    }

    pub(crate) fn answer(&self, want: &Want) -> Fact {
        let row = |path: &str| self.row(path).map(|(_, row)| row);
        match want {
            Want::Record(key) => Fact::Record(row(&record(key))),
            Want::Named(name) => {
                let path: Option<String> = self.get(&format!("name/{name}"));
                Fact::Record(path.and_then(|path| row(&path)))
            }
            Want::Receipt(key) => Fact::Receipt(self.get(&format!("once/{key}"))),
            Want::Member(complaint, of, who) => {
                let path = format!("member/{}/{who}", set(*complaint, *of));
                Fact::Member(self.map.contains_key(&path))
            }
            Want::Tally(complaint) => Fact::Tally(self.tally(*complaint)),
            Want::Quota(key, length, now) => {
                Fact::Quota(self.get(&window(*key, *length, *now).0).unwrap_or_default())
            }
            Want::Queued(id) => Fact::Queued(self.waiting(*id).map(|(_, waiting)| waiting)),
            Want::Learned(words) => {
                let counts = words.iter().filter_map(|word| {
                    Some((word.clone(), self.get(&format!("learned/word/{word}"))?))
                });
                let totals = self.get("learned/totals").unwrap_or_default();
                Fact::Learned(Learned { totals, counts: counts.collect() })
            }
        }
    }

    pub(crate) fn apply(&mut self, batch: &Batch) -> Committed {
        for guard in batch.guards() {
            if let Err(said) = self.hold(guard) {
                return said;
            }
        }
        for write in batch.writes() {
            if self.write(write).is_err() {
                return Committed::Conflict;
            }
        }
        for entry in batch.entries() {
            self.append(entry);
        }
        Committed::Applied
    }

    /// Checks a guard, and keeps what it leaves behind.
    fn hold(&mut self, guard: &Guard) -> Result<(), Committed> {
        let holds = match guard {
            Guard::Version(Key::Queued(id), seen) => {
                self.waiting(*id).map_or(0, |(_, waiting)| waiting.version) == *seen
            }
            Guard::Version(key, seen) => {
                self.row(&record(key)).map_or(0, |(_, row)| row.version) == *seen
            }
            Guard::Tally(complaint, set, size) => self.tally(*complaint).of(*set) == *size,
            Guard::Once(key, receipt) => {
                let path = format!("once/{key}");
                if let Some(first) = self.get(&path) {
                    return Err(Committed::Duplicate(*key, first));
                }
                self.set(path, receipt);
                true
            }
            Guard::Quota { key, window: length, limit, now } => {
                let (path, until) = window(*key, *length, *now);
                let used: u32 = self.get(&path).unwrap_or_default();
                if used >= *limit {
                    return Err(Committed::Refused { key: *key, until });
                }
                self.set(path, &(used + 1));
                true
            }
        };
        if holds { Ok(()) } else { Err(Committed::Conflict) }
    }

    /// Fails only at a name that belongs to another record.
    fn write(&mut self, write: &Write) -> Result<(), TakenName> {
        match write {
            Write::Put(row) => return self.put(row),
            Write::Erase(key) => {
                self.forget_names(&record(key));
                self.remove(record(key));
            }
            Write::Join(member) => {
                let path = format!("member/{}/{}", set(member.complaint, member.set), member.who);
                if self.get::<(u64, aduan::batch::Member)>(&path).is_none() {
                    let added = self.next();
                    self.set(path, &(added, member));
                    self.move_tally(member.complaint, member.set, 1);
                }
            }
            Write::Leave(complaint, of, who) => {
                let path = format!("member/{}/{who}", set(*complaint, *of));
                if self.get::<(u64, aduan::batch::Member)>(&path).is_some() {
                    self.remove(path);
                    self.move_tally(*complaint, *of, -1);
                }
            }
            Write::Enqueue(row) => self.enqueue(row),
            Write::Finish(id) => {
                if let Some((path, waiting)) = self.waiting(*id) {
                    self.remove(path);
                    self.remove(queued(*id));
                    self.forget_replaceable(&waiting.row);
                }
            }
            Write::Retry(id) => {
                if let Some((path, waiting)) = self.waiting(*id) {
                    self.set(path, &Waiting { version: waiting.version + 1, ..waiting });
                }
            }
            Write::Bury(id, reason) => {
                if let Some((path, waiting)) = self.waiting(*id) {
                    self.forget_replaceable(&waiting.row);
                    self.set(path, &Waiting { buried: Some(reason.clone()), ..waiting });
                }
            }
            Write::Release(queue, of, until) => self.set(lane(*queue, *of), until),
            Write::Learn { category, words, by } => {
                let by = i64::from(*by);
                let mut known: Learned = Learned {
                    totals: self.get("learned/totals").unwrap_or_default(),
                    ..Learned::default()
                };
                let (complaints, total) = known.totals.entry(category.clone()).or_default();
                *complaints = complaints.saturating_add_signed(by);
                for word in words {
                    *total = total.saturating_add_signed(by);
                    let path = format!("learned/word/{word}");
                    let mut counts: BTreeMap<_, u64> = self.get(&path).unwrap_or_default();
                    let count = counts.entry(category.clone()).or_default();
                    *count = count.saturating_add_signed(by);
                    self.set(path, &counts);
                }
                self.set("learned/totals", &known.totals);
            }
        }
        Ok(())
    }

    fn put(&mut self, row: &Row) -> Result<(), TakenName> {
        let path = record(&row.key);
        let (added, version) = match self.row(&path) {
            Some((added, old)) => (added, old.version + 1),
            None => (self.next(), 1),
        };
        self.forget_names(&path);
        for name in &row.names {
            let name = format!("name/{name}");
            if self.get::<String>(&name).is_some() {
                return Err(TakenName);
            }
            self.set(name, &path);
        }
        self.set(path, &(added, Versioned { version, value: row }));
        Ok(())
    }

    fn forget_names(&mut self, path: &str) {
        let names: Vec<Name> = self.row(path).map(|(_, row)| row.value.names).unwrap_or_default();
        for name in names {
            self.remove(format!("name/{name}"));
        }
    }

    fn move_tally(&mut self, complaint: ComplaintId, of: Set, by: i64) {
        let path = format!("tally/{}", set(complaint, of));
        let size = self.number(&path).saturating_add_signed(by);
        self.set(path, &size);
    }

    fn enqueue(&mut self, row: &Queued) {
        let path = format!("queued/{}/{:020}", row.queue.name(), self.next());
        if let Some(replaceable) = replaceable(row) {
            if let Some(old) = self.get::<QueuedId>(&replaceable)
                && let Some((path, _)) = self.waiting(old)
            {
                self.remove(path);
                self.remove(queued(old));
            }
            self.set(replaceable, &row.id);
        }
        self.set(queued(row.id), &path);
        self.set(path, &Waiting { row: row.clone(), version: 1, buried: None });
    }

    /// A row that waits no more makes no room for another.
    fn forget_replaceable(&mut self, row: &Queued) {
        if let Some(path) = replaceable(row)
            && self.get::<QueuedId>(&path) == Some(row.id)
        {
            self.remove(path);
        }
    }

    fn append(&mut self, entry: &Entry) {
        let position = self.last() + 1;
        let previous: Option<Recorded> = self.get(&format!("log/{:020}", position - 1));
        let body = entry.to_bytes();
        let digest = digest(&body);
        let link = link(&previous.map_or([0; 32], |entry| entry.link), &digest);
        self.set(format!("log/{position:020}"), &Recorded { position, body, digest, link });
        self.set("last", &position);
    }
}

/// A name belongs to another record.
struct TakenName;

fn replaceable(row: &Queued) -> Option<String> {
    let key = row.replaces?;
    Some(format!("replaceable/{}/{}/{key}", row.queue.name(), row.lane))
}
