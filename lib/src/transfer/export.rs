//! Reads a storage into lines.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use serde_json::value::RawValue;

use super::{
    Body, FORMAT, Head, Header, Line, MARK, Member, Queued, Record, TransferError, check::Tally,
    head,
};
use crate::{
    batch::Set,
    domain::Jurisdiction,
    facts::{Fact, Want},
    log::{Entry, Position},
    ports::Storage,
    query::{Cursor, Item, Query, Select},
    queue::Queue,
    record::{Key, RecordKind, Row},
    seal::{KeyRing, Sealed},
};

/// So many things are read at once: few enough that a page of complaints with all their members
/// stays small.
const PAGE: usize = 100;

/// An export under way.
#[derive(Debug)]
pub struct Export<'s> {
    storage: &'s dyn Storage,
    keys: Option<&'s KeyRing>,
    header: Header,
    steps: VecDeque<Step>,
    after: Option<Cursor>,
    tally: Tally,
    done: u64,
    total: u64,
}

#[derive(Clone, Debug)]
enum Step {
    Header,
    List(Select),
    Categories,
    Log(Position),
    Footer,
}

/// Every list that is read. Officers have one of their own, which keeps their order.
fn selects() -> impl Iterator<Item = Select> {
    let records = RecordKind::ALL.into_iter().filter_map(|kind| match kind {
        RecordKind::Officer => Some(Select::Officers),
        RecordKind::Queued => None,
        kind => Some(Select::Records(kind)),
    });
    let queues =
        Queue::ALL.into_iter().flat_map(|queue| [Select::Buried(queue), Select::Waiting(queue)]);
    records.chain([Select::Receipts]).chain(queues)
}

impl<'s> Export<'s> {
    /// Begins to export the city that `storage` was opened for. With keys, the records of citizens
    /// and officers are readable; the lists of hidden reports are not even then.
    pub async fn begin(
        storage: &'s dyn Storage,
        jurisdiction: &Jurisdiction,
        now: DateTime<Utc>,
        people: Option<&'s KeyRing>,
    ) -> Result<Self, TransferError> {
        let last = storage.figures(now).await?.log;
        let header = Header {
            aduan: FORMAT,
            jurisdiction: jurisdiction.clone(),
            exported_at: now,
            people: people.is_some(),
            log: head(storage, last).await?,
        };
        let mut total = last;
        for select in selects().chain([Select::Learned]) {
            total += storage.count(&Query::new(select, 1)).await?;
        }
        let steps = [Step::Header]
            .into_iter()
            .chain(selects().map(Step::List))
            .chain([Step::Categories, Step::List(Select::Learned), Step::Log(0), Step::Footer])
            .collect();
        let (after, tally, done) = Default::default();
        Ok(Self { storage, keys: people, header, steps, after, tally, done, total })
    }

    /// How many things were read, and how many there are.
    pub fn progress(&self) -> (u64, u64) {
        (self.done, self.total)
    }

    /// Some more lines, each with its end; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<String>, TransferError> {
        let mut text = String::new();
        while text.is_empty() {
            let Some(step) = self.steps.pop_front() else { return Ok(None) };
            match step {
                Step::Header => text = Line::Header(self.header.clone()).to_text(),
                Step::List(select) => self.page(select, &mut text).await?,
                Step::Categories => self.categories(&mut text).await?,
                Step::Log(after) => self.log(after, &mut text).await?,
                Step::Footer => text = self.footer().await?,
            }
        }
        Ok(Some(text))
    }

    fn say(&mut self, line: &Line, text: &mut String) {
        let said = line.to_text();
        self.tally.add(line.kind(), said.as_bytes());
        text.push_str(&said);
    }

    async fn page(&mut self, select: Select, text: &mut String) -> Result<(), TransferError> {
        let query = Query { after: self.after.take(), ..Query::new(select.clone(), PAGE) };
        let page = self.storage.list(&query).await?;
        for item in page.items {
            self.item(item, text).await?;
            self.done += 1;
        }
        if page.next.is_some() {
            self.after = page.next;
            self.steps.push_front(Step::List(select));
        }
        Ok(())
    }

    async fn item(&mut self, item: Item, text: &mut String) -> Result<(), TransferError> {
        let line = match item {
            Item::Complaint(row, tally) => {
                let key = row.value.key.clone();
                self.say(&Line::Record(Record::of(row.value)), text);
                if let Key::Complaint(id) = key {
                    for set in Set::ALL.into_iter().filter(|set| tally.of(*set) > 0) {
                        self.members(Select::Members(id, set), text).await?;
                    }
                }
                return Ok(());
            }
            Item::Record(row) => Line::Record(self.record(row.value)?),
            Item::Member(member) => Line::Member(Member::of(&member)),
            Item::Receipt(_, receipt) if *receipt == *MARK => return Ok(()),
            Item::Receipt(key, receipt) => Line::Receipt { key, receipt: Body::of(&receipt) },
            Item::Waiting(waiting) => Line::Queued(Queued::of(&waiting)),
            Item::Learned(_, _, 0) | Item::Entry(_) => return Ok(()), // entries are read as the log
            Item::Learned(word, category, complaints) => Line::Word { word, category, complaints },
        };
        self.say(&line, text);
        Ok(())
    }

    async fn members(&mut self, select: Select, text: &mut String) -> Result<(), TransferError> {
        let mut query = Query::new(select, Query::LIMIT);
        loop {
            let page = self.storage.list(&query).await?;
            for item in page.items {
                if let Item::Member(member) = item {
                    self.say(&Line::Member(Member::of(&member)), text);
                }
            }
            match page.next {
                None => return Ok(()),
                next => query.after = next,
            }
        }
    }

    /// A record, opened if it is somebody's and there is the key.
    fn record(&self, row: Row) -> Result<Record, TransferError> {
        let Some(keys) = self.keys.filter(|_| is_somebody(&row.key)) else {
            return Ok(Record::of(row));
        };
        let path = row.key.path();
        let opened = Sealed::<Box<RawValue>>::from_bytes(row.body.clone()).open(keys, &path);
        let body = Body::Opened(opened.map_err(|error| TransferError::Sealed(path, error))?);
        Ok(Record { body, ..Record::of(row) })
    }

    async fn categories(&mut self, text: &mut String) -> Result<(), TransferError> {
        let want = Want::Learned(Vec::new());
        let facts = self.storage.load(std::slice::from_ref(&want)).await?;
        if let Some(Fact::Learned(learned)) = facts.get(&want) {
            for (category, (complaints, words)) in &learned.totals {
                let (category, complaints, words) = (category.clone(), *complaints, *words);
                self.say(&Line::Category { category, complaints, words }, text);
            }
        }
        Ok(())
    }

    async fn log(&mut self, after: Position, text: &mut String) -> Result<(), TransferError> {
        let last = self.header.log.position;
        let rest = usize::try_from(last.saturating_sub(after)).unwrap_or(PAGE);
        let entries = self.storage.log(after, rest.min(PAGE)).await?;
        for recorded in &entries {
            let entry = Entry::from_bytes(&recorded.body)
                .filter(|entry| entry.to_bytes() == recorded.body)
                .ok_or(TransferError::Entry(recorded.position))?;
            self.say(&Line::Entry(entry), text);
            self.done += 1;
        }
        if let Some(entry) = entries.last().filter(|entry| entry.position < last) {
            self.steps.push_front(Step::Log(entry.position));
        }
        Ok(())
    }

    async fn footer(&mut self) -> Result<String, TransferError> {
        let last = self.storage.figures(self.header.exported_at).await?.log;
        let now: Head = head(self.storage, last).await?;
        if now != self.header.log {
            return Err(TransferError::AtWork);
        }
        Ok(Line::Footer(std::mem::take(&mut self.tally).footer()).to_text())
    }
}

/// Whether the record is a person, to be read by whoever has the key and asks.
pub(super) fn is_somebody(key: &Key) -> bool {
    matches!(key.kind(), RecordKind::Citizen | RecordKind::Officer)
}
