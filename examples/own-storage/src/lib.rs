//! A storage of one's own: a B-tree map in a file, written as somebody outside would write it.
//!
//! `map` knows nothing of complaints; here is what stands where in it. What every storage would
//! write again is taken from `aduan`. It is short rather than quick: it looks at all it lists.

mod map;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use aduan::{
    batch::{Batch, Committed, Write},
    domain::{ComplaintId, Jurisdiction},
    facts::{Fact, Facts, Kept, Learned, Tally, Want, Window},
    log::{Bell, Position, Recorded},
    ports::{Figures, Storage},
    query::{Item, Page, Query, Select},
    queue::{Claim, Leased, Waiting},
    record::{Key, Row, Versioned},
    seal::Token,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

use self::map::{Answer, Map};

/// A storage that keeps one city in one file.
#[derive(Debug)]
pub struct JournalStorage {
    map: Mutex<Map>,
    grown: Bell,
}

impl JournalStorage {
    /// Opens the journal of that city in a folder, and begins one if there is none.
    pub fn open(folder: &Path, jurisdiction: &Jurisdiction) -> Answer<Self> {
        let map = Map::open(folder, &format!("{jurisdiction}.journal"))?;
        Ok(Self { map: Mutex::new(map), grown: Bell::default() })
    }

    /// The map for one caller at a time, who so sees whole changes only.
    fn map(&self) -> MutexGuard<'_, Map> {
        self.map.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a change and keeps it, or takes it back.
    fn change<T>(&self, change: impl FnOnce(&mut Map) -> Answer<T>) -> Answer<T> {
        let mut map = self.map();
        let said = change(&mut map).and_then(|said| map.keep().map(|()| said));
        map.undo(); // of what was kept there is nothing to undo
        said
    }
}

#[async_trait]
impl Storage for JournalStorage {
    async fn load(&self, wants: &[Want]) -> Answer<Facts> {
        self.map().load(wants)
    }

    async fn commit(&self, batch: Batch) -> Answer<Committed> {
        batch.check()?;
        let said = self.change(|map| map.commit(&batch))?;
        self.grown.ring();
        Ok(said)
    }

    async fn list(&self, query: &Query) -> Answer<Page> {
        query.cut(self.map().items(&query.select)?)
    }

    async fn count(&self, query: &Query) -> Answer<u64> {
        Ok(query.select.choose(self.map().items(&query.select)?).count() as u64)
    }

    async fn claim(&self, claim: &Claim) -> Answer<Vec<Leased>> {
        let path = |lane| format!("lane/{}/{lane}", claim.queue);
        self.change(|map| {
            let leased = claim.choose(&map.all("waiting/")?, |lane| map.get(&path(lane)))?;
            for Leased { lane, .. } in &leased {
                map.set(path(*lane), &claim.until())?;
            }
            Ok(leased)
        })
    }

    async fn log(&self, after: Position, limit: usize) -> Answer<Vec<Recorded>> {
        let log = self.map().all::<Recorded>("log/")?.into_iter();
        Ok(log.skip_while(|entry| entry.position <= after).take(limit).collect())
    }

    async fn changed(&self, seen: Position) -> Answer<Position> {
        self.grown.beyond(seen, || Ok(self.map().count("log/"))).await
    }

    async fn figures(&self, now: DateTime<Utc>) -> Answer<Figures> {
        let map = self.map();
        let (records, rows) = (map.all("complaint/")?, map.all("waiting/")?);
        Ok(Figures::count(&records, &rows, map.count("log/"), now))
    }

    async fn upkeep(&self, now: DateTime<Utc>) -> Answer<()> {
        self.change(|map| {
            map.retain("quota/", |(window, _): &mut (Window, u32)| window.ends() > now)?;
            map.retain("lane/", |until: &mut DateTime<Utc>| *until > now)?;
            map.retain("once/", |(_, kept): &mut (Token, Kept)| !kept.is_over(now))
        })
    }
}

impl Map {
    fn load(&self, wants: &[Want]) -> Answer<Facts> {
        wants.iter().map(|want| Ok((want.clone(), self.answer(want)?))).collect()
    }

    fn answer(&self, want: &Want) -> Answer<Fact> {
        Ok(match want {
            Want::Record(key) => Fact::Record(self.get(&key.path())?),
            Want::Named(name) => {
                let key: Option<Key> = self.get(&format!("name/{name}"))?;
                Fact::Record(key.map_or(Ok(None), |key| self.get(&key.path()))?)
            }
            Want::Receipt(key) => {
                let receipt = |(_, kept): (Token, Kept)| kept.receipt;
                Fact::Receipt(self.get(&format!("once/{key}"))?.map(receipt))
            }
            Want::Member(of, set, who) => {
                Fact::Member(self.count(&format!("member/{of}/{set}/{who}")) > 0)
            }
            Want::Tally(complaint) => Fact::Tally(self.tally(*complaint)),
            Want::Quota(key, length, now) => {
                let window = Window::holding(*key, *length, *now);
                let counted: Option<(Window, u32)> = self.get(&format!("quota/{window}"))?;
                Fact::Quota(counted.map_or(0, |(_, used)| used))
            }
            Want::Queued(id) => Fact::Queued(self.get(&format!("waiting/{id}"))?),
            Want::Learned(words) => Fact::Learned(self.learned()?.of(words)),
        })
    }

    fn tally(&self, complaint: ComplaintId) -> Tally {
        Tally::by(|set| self.count(&format!("member/{complaint}/{set}/")))
    }

    fn learned(&self) -> Answer<Learned> {
        Ok(self.get("learned")?.unwrap_or_default())
    }

    fn commit(&mut self, batch: &Batch) -> Answer<Committed> {
        let facts = self.load(&batch.wants())?;
        if let Some(failed) = batch.first_failing(&facts) {
            return Ok(failed);
        }
        for (key, kept) in batch.receipts() {
            self.set(format!("once/{key}"), &(key, kept))?;
        }
        for (window, used) in batch.windows(&facts) {
            self.set(format!("quota/{window}"), &(window, used))?;
        }
        for write in batch.writes() {
            if !self.write(write)? {
                self.undo();
                return Ok(Committed::Conflict);
            }
        }
        for entry in batch.entries() {
            let last: Option<Recorded> = self.get(&format!("log/{:020}", self.count("log/")))?;
            let next = Recorded::next(last.as_ref(), entry);
            self.set(format!("log/{:020}", next.position), &next)?;
        }
        Ok(Committed::Applied)
    }

    /// Says no at a name that belongs to another record.
    fn write(&mut self, write: &Write) -> Answer<bool> {
        match write {
            Write::Put(row) => return self.put(&row.key, Some(row)),
            Write::Erase(key) => return self.put(key, None),
            Write::Join(member) => {
                let path = format!("member/{}/{}/{}", member.complaint, member.set, member.who);
                if self.count(&path) == 0 {
                    self.set(path, member)?;
                }
            }
            Write::Leave(of, set, who) => self.remove(format!("member/{of}/{set}/{who}")),
            Write::Enqueue(row) => {
                self.retain("waiting/", |old: &mut Waiting| old.stays(write))?;
                self.set(format!("waiting/{}", row.id), &Waiting::new(row.clone()))?;
            }
            Write::Finish(id) | Write::Retry(id) | Write::Bury(id, _) => {
                self.retain(&format!("waiting/{id}"), |row: &mut Waiting| row.stays(write))?;
            }
            Write::Release(queue, of, until) => self.set(format!("lane/{queue}/{of}"), until)?,
            Write::Learn { category, words, by } => {
                let mut learned = self.learned()?;
                learned.learn(category, words, *by);
                self.set("learned".into(), &learned)?;
            }
        }
        Ok(true)
    }

    /// Puts a row, or nothing, in the place of a record.
    fn put(&mut self, key: &Key, row: Option<&Row>) -> Answer<bool> {
        let old: Option<Versioned<Row>> = self.get(&key.path())?;
        let version = old.as_ref().map_or(0, |old| old.version) + 1;
        for name in old.iter().flat_map(|old| &old.value.names) {
            self.remove(format!("name/{name}"));
        }
        for name in row.iter().flat_map(|row| &row.names).map(|name| format!("name/{name}")) {
            if self.get(&name)?.is_some_and(|of: Key| of != *key) {
                return Ok(false);
            }
            self.set(name, key)?;
        }
        match row {
            Some(value) => self.set(key.path(), &Versioned { version, value })?,
            None => self.remove(key.path()),
        }
        Ok(true)
    }

    /// What a list may hold.
    fn items(&self, select: &Select) -> Answer<Vec<(u64, Item)>> {
        let record = |row: Versioned<Row>| {
            let Key::Complaint(id) = row.value.key else { return Item::Record(row) };
            Item::Complaint(row, self.tally(id))
        };
        let receipt = |(key, of): (Token, Kept)| Item::Receipt(key, of.receipt);
        match select {
            Select::Complaints(..) => self.numbered("complaint/", record),
            Select::Members(of, set) => self.numbered(&format!("member/{of}/{set}/"), Item::Member),
            Select::Officers => self.numbered("officer/", record),
            Select::Records(kind) => self.numbered(&format!("{}/", kind.name()), record),
            Select::History(_) => self.numbered("log/", Item::Entry),
            Select::Buried(_) | Select::Waiting(_) => self.numbered("waiting/", Item::Waiting),
            Select::Receipts => self.numbered("once/", receipt),
            Select::Learned => Ok(self.learned()?.items().map(|item| (0, item)).collect()),
        }
    }
}
