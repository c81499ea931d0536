//! What the stories share: a folder, a city, and complaints that differ by a number.
#![allow(dead_code, clippy::allow_attributes, reason = "each story uses its part")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "to panic is how a story fails")]

use std::path::PathBuf;

use aduan::{
    batch::{Batch, Committed, Guard, Member, Set, Write},
    domain::{ComplaintId, Jurisdiction, Point, QueuedId, StageKind},
    log::{By, Entry, Event},
    ports::{Storage, StorageError},
    query::{Filter, Item, Order, Page, Query, Select},
    queue::{Queue, Queued},
    record::{Facets, Key, Name, Row},
    seal::Token,
};
use aduan_sqlite::{Options, SqliteStorage};
use chrono::{DateTime, TimeDelta, Utc};
use futures::executor::block_on;
use tempfile::TempDir;

pub(crate) struct House {
    pub(crate) folder: TempDir,
}

impl House {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("aduan.db")
    }

    pub(crate) fn open(&self) -> SqliteStorage {
        self.open_with("kota-lestari", Options { readers: 1, ..Options::default() })
    }

    pub(crate) fn open_with(&self, city: &str, options: Options) -> SqliteStorage {
        let city: Jurisdiction = city.parse().unwrap();
        SqliteStorage::open_with(&self.path(), &city, options).unwrap()
    }
}

pub(crate) fn noon() -> DateTime<Utc> {
    "2026-11-02T12:00:00Z".parse().unwrap()
}

pub(crate) fn minutes(n: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(n)
}

pub(crate) fn bytes(kind: u8, n: u64) -> [u8; 16] {
    let mut bytes = [kind; 16];
    bytes[8..].copy_from_slice(&n.to_be_bytes());
    bytes
}

pub(crate) fn token(n: u64) -> Token {
    Token::from_bytes(bytes(1, n))
}

pub(crate) fn complaint_id(n: u64) -> ComplaintId {
    ComplaintId::from_bytes(bytes(2, n))
}

pub(crate) fn queued_id(n: u64) -> QueuedId {
    QueuedId::from_bytes(bytes(3, n))
}

pub(crate) fn word(text: &str) -> Box<str> {
    text.into()
}

pub(crate) fn facets(n: u64) -> Facets {
    Facets {
        stage: StageKind::Submitted,
        category: "jalan-rusak".parse().unwrap(),
        department: None,
        owner: None,
        filed_at: minutes(i64::try_from(n).unwrap()),
        due_at: None,
        point: Some(Point::new(-6.2, 106.8).unwrap()),
        published: false,
        reporter: Some(token(1)),
        public_words: vec![],
        staff_words: vec![word("a1b2c3")],
    }
}

pub(crate) fn complaint(n: u64) -> Row {
    Row {
        key: Key::Complaint(complaint_id(n)),
        body: format!("complaint {n}").into_bytes().into(),
        names: vec![Name::Handle(token(1_000_000 + n))],
        facets: Some(facets(n)),
    }
}

pub(crate) fn entry(n: u64) -> Entry {
    Entry { at: noon(), by: By::System, about: Some(complaint_id(n)), what: Event::Supported }
}

pub(crate) fn filing(n: u64) -> Batch {
    let mut batch = Batch::new();
    batch
        .guard(Guard::Once(token(2_000_000 + n), (*b"receipt").into()))
        .put(complaint(n), 0)
        .write(Write::Enqueue(queued(n)))
        .log(entry(n));
    batch
}

pub(crate) fn queued(n: u64) -> Queued {
    Queued {
        id: queued_id(n),
        queue: Queue::Outbox,
        lane: token(n),
        due: noon(),
        replaces: None,
        body: (*b"letter").into(),
    }
}

pub(crate) fn member(n: u64, who: u64) -> Member {
    Member {
        complaint: complaint_id(n),
        set: Set::Supports,
        who: token(who),
        day: noon().date_naive(),
        body: (*b"").into(),
    }
}

pub(crate) fn commit(storage: &SqliteStorage, batch: Batch) -> Result<Committed, StorageError> {
    block_on(storage.commit(batch))
}

pub(crate) fn apply(storage: &SqliteStorage, batch: Batch) {
    assert_eq!(commit(storage, batch).unwrap(), Committed::Applied);
}

pub(crate) fn page(storage: &SqliteStorage, query: &Query) -> Page {
    block_on(storage.list(query)).unwrap()
}

/// Reads a whole list, three a page, and says which complaints are in it.
pub(crate) fn all(storage: &SqliteStorage, filter: &Filter, order: Order) -> Vec<ComplaintId> {
    let mut query = Query::new(Select::Complaints(filter.clone(), order), 3);
    let mut ids = vec![];
    loop {
        let Page { items, next } = page(storage, &query);
        ids.extend(items.iter().map(|item| match item {
            Item::Complaint(row, _) => match row.value.key {
                Key::Complaint(id) => id,
                _ => panic!("not a complaint"),
            },
            _ => panic!("not a complaint"),
        }));
        match next {
            Some(next) => query.after = Some(next),
            None => break,
        }
    }
    let count = block_on(storage.count(&query)).unwrap();
    assert_eq!(count, ids.len() as u64, "a list and its count disagree: {filter:?}");
    ids
}

pub(crate) fn ids(of: impl IntoIterator<Item = u64>) -> Vec<ComplaintId> {
    of.into_iter().map(complaint_id).collect()
}

/// Whether the log is whole: positions without gaps, each linked to the one before.
pub(crate) fn log_is_whole(storage: &SqliteStorage) -> u64 {
    let entries = block_on(storage.log(0, usize::MAX)).unwrap();
    let mut before = aduan::log::Digest::default();
    for (entry, position) in entries.iter().zip(1..) {
        assert_eq!(entry.position, position);
        assert_eq!(entry.digest, aduan::log::digest(&entry.body));
        assert_eq!(entry.link, aduan::log::link(&before, &entry.digest));
        before = entry.link;
    }
    entries.len() as u64
}
