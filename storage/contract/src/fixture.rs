//! What cases are written with: a town, its clock, and short words for its records.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{Arc, Barrier, Mutex},
    task::{Poll, Waker},
};

use aduan::{
    batch::{Batch, Committed, Guard, Member, Set, Write},
    domain::{CategoryId, ComplaintId, Jurisdiction, Point, QueuedId, StageKind, TrackingNumber},
    facts::{Fact, Tally, Want},
    log::{By, Entry, Event, Position, Recorded, digest},
    ports::{Storage, StorageErrorKind},
    query::{Filter, Item, Order, Page, Query, Select},
    queue::{Claim, Lane, Leased, Queue, Queued, Waiting},
    record::{Facets, Key, Name, Row},
    seal::Token,
};
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::{Either, select};

use crate::Medium;

/// A city on a medium, with its store open.
pub(crate) struct Town<'m> {
    medium: &'m dyn Medium,
    jurisdiction: Jurisdiction,
    storage: Option<Arc<dyn Storage>>,
    given_up: Mutex<GivenUp>,
}

/// Whether a thread gave up, and who else has to know.
#[derive(Default)]
struct GivenUp {
    is: bool,
    waiting: Vec<Waker>,
}

impl<'m> Town<'m> {
    pub(crate) async fn open(medium: &'m dyn Medium) -> Self {
        Self::named(medium, "kota-lestari").await
    }

    pub(crate) async fn named(medium: &'m dyn Medium, name: &str) -> Self {
        let jurisdiction = name.parse().unwrap();
        let storage = Some(medium.open(&jurisdiction).await);
        Self { medium, jurisdiction, storage, given_up: Mutex::default() }
    }

    /// Closes the store and opens it again.
    pub(crate) async fn reopen(&mut self) {
        drop(self.storage.take());
        self.storage = Some(self.medium.open(&self.jurisdiction).await);
    }

    pub(crate) fn storage(&self) -> &dyn Storage {
        self.storage.as_deref().unwrap()
    }

    /// Runs `work` on as many threads, which begin together, and gathers what they say.
    pub(crate) fn together<T: Send>(
        &self,
        threads: usize,
        work: impl AsyncFn(&Self, usize) -> T + Sync,
    ) -> Vec<T> {
        let start = Barrier::new(threads);
        let one = |number| {
            let mut said = None;
            start.wait();
            let work =
                || self.medium.run(Box::pin(async { said = Some(work(self, number).await) }));
            if let Err(panicked) = catch_unwind(AssertUnwindSafe(work)) {
                self.give_up();
                resume_unwind(panicked);
            }
            said.unwrap()
        };
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..threads).map(|n| scope.spawn(move || one(n))).collect();
            all.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }

    fn give_up(&self) {
        let mut given_up = self.given_up.lock().unwrap();
        given_up.is = true;
        given_up.waiting.drain(..).for_each(Waker::wake);
    }

    /// Ends this thread if another has given up, so that nobody waits for it for ever.
    pub(crate) fn go_on(&self) {
        assert!(!self.given_up.lock().unwrap().is, "another thread gave up");
    }

    /// Waits until the log is beyond `seen`, or another thread has given up.
    pub(crate) async fn changed(&self, seen: Position) -> Position {
        let given_up = poll_fn(|context| {
            let mut given_up = self.given_up.lock().unwrap();
            if given_up.is {
                return Poll::Ready(());
            }
            given_up.waiting.push(context.waker().clone());
            Poll::Pending
        });
        match select(self.storage().changed(seen), given_up).await {
            Either::Left((last, _)) => last.unwrap(),
            Either::Right(_) => panic!("another thread gave up"),
        }
    }

    pub(crate) async fn commit(&self, batch: Batch) -> Committed {
        self.storage().commit(batch).await.unwrap()
    }

    /// Commits what has to be applied.
    pub(crate) async fn apply(&self, batch: Batch) {
        assert_eq!(self.commit(batch).await, Committed::Applied);
    }

    /// Applies writes that need no guard of their own.
    pub(crate) async fn write(&self, writes: impl IntoIterator<Item = Write>) {
        let mut batch = anyway();
        for write in writes {
            batch.write(write);
        }
        self.apply(batch).await;
    }

    /// Puts records nobody has put before.
    pub(crate) async fn insert(&self, rows: impl IntoIterator<Item = Row>) {
        for row in rows {
            self.apply(put(row, 0)).await;
        }
    }

    pub(crate) async fn refused(&self, batch: Batch) -> StorageErrorKind {
        self.storage().commit(batch).await.unwrap_err().kind()
    }

    pub(crate) async fn load(&self, want: Want) -> Fact {
        let facts = self.storage().load(std::slice::from_ref(&want)).await.unwrap();
        facts.get(&want).expect_answer()
    }

    pub(crate) async fn row(&self, key: Key) -> Option<(u64, Row)> {
        match self.load(Want::Record(key)).await {
            Fact::Record(found) => found.map(|record| (record.version, record.value)),
            other => panic!("no answer to a record: {other:?}"),
        }
    }

    pub(crate) async fn version(&self, key: Key) -> u64 {
        self.row(key).await.map_or(0, |(version, _)| version)
    }

    pub(crate) async fn named_key(&self, name: Name) -> Option<Key> {
        match self.load(Want::Named(name)).await {
            Fact::Record(found) => found.map(|record| record.value.key),
            other => panic!("no answer to a name: {other:?}"),
        }
    }

    pub(crate) async fn tally(&self, complaint: ComplaintId) -> Tally {
        match self.load(Want::Tally(complaint)).await {
            Fact::Tally(tally) => tally,
            other => panic!("no answer to a tally: {other:?}"),
        }
    }

    pub(crate) async fn used(&self, key: Token, window: TimeDelta, now: DateTime<Utc>) -> u32 {
        match self.load(Want::Quota(key, window, now)).await {
            Fact::Quota(used) => used,
            other => panic!("no answer to a quota: {other:?}"),
        }
    }

    pub(crate) async fn receipt(&self, key: Token) -> Option<Box<[u8]>> {
        match self.load(Want::Receipt(key)).await {
            Fact::Receipt(receipt) => receipt,
            other => panic!("no answer to a receipt: {other:?}"),
        }
    }

    pub(crate) async fn waiting(&self, id: QueuedId) -> Option<Waiting> {
        match self.load(Want::Queued(id)).await {
            Fact::Queued(waiting) => waiting,
            other => panic!("no answer to a queued row: {other:?}"),
        }
    }

    pub(crate) async fn page(&self, query: &Query) -> Page {
        self.storage().list(query).await.unwrap()
    }

    /// The whole list, read in pages of `limit`.
    pub(crate) async fn walk(&self, select: Select, limit: usize) -> Vec<Item> {
        let mut query = Query::new(select, limit);
        let mut items = Vec::new();
        for _ in 0..1_000 {
            let page = self.page(&query).await;
            assert!(page.items.len() <= limit, "a page longer than asked for");
            items.extend(page.items);
            match page.next {
                None => return items,
                next => query.after = next,
            }
        }
        panic!("a list without an end");
    }

    /// The whole list, which has to be as long as it is counted to be.
    pub(crate) async fn list(&self, select: Select) -> Vec<Item> {
        let items = self.walk(select.clone(), Query::LIMIT).await;
        let count = self.storage().count(&Query::new(select, 1)).await.unwrap();
        assert_eq!(u64::try_from(items.len()).unwrap(), count, "list and count disagree");
        items
    }

    pub(crate) async fn complaints(&self, filter: Filter) -> Vec<ComplaintId> {
        ids(&self.list(Select::Complaints(filter, Order::Newest)).await)
    }

    pub(crate) async fn log(&self) -> Vec<Recorded> {
        self.storage().log(0, 10_000).await.unwrap()
    }

    /// Claims as many lanes and rows as there are, for a minute.
    pub(crate) async fn claim(&self, queue: Queue, now: DateTime<Utc>) -> Vec<Leased> {
        let claim =
            Claim { queue, lane: None, now, lease: TimeDelta::minutes(1), lanes: 100, rows: 100 };
        self.storage().claim(&claim).await.unwrap()
    }

    pub(crate) async fn claim_lane(
        &self,
        queue: Queue,
        lane: Lane,
        now: DateTime<Utc>,
    ) -> Vec<Leased> {
        let lane = Some(lane);
        let lease = TimeDelta::minutes(1);
        let claim = Claim { queue, lane, now, lease, lanes: 100, rows: 100 };
        self.storage().claim(&claim).await.unwrap()
    }
}

trait ExpectAnswer {
    fn expect_answer(self) -> Fact;
}

impl ExpectAnswer for Option<&Fact> {
    fn expect_answer(self) -> Fact {
        match self {
            Some(fact) => fact.clone(),
            None => panic!("a want without an answer"),
        }
    }
}

/// The time at which cases begin.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_438_400, 0).unwrap() // 2026-03-02T08:00:00Z
}

pub(crate) fn minutes(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

fn sixteen(label: &str) -> [u8; 16] {
    *digest(label.as_bytes()).first_chunk().unwrap()
}

pub(crate) fn token(label: &str) -> Token {
    Token::from_bytes(sixteen(label))
}

pub(crate) fn word(label: &str) -> Box<str> {
    token(label).short().into()
}

pub(crate) fn words(labels: &[&str]) -> Vec<Box<str>> {
    labels.iter().map(|label| word(label)).collect()
}

pub(crate) fn id(number: usize) -> ComplaintId {
    token(&format!("complaint {number}")).to_string().parse().unwrap()
}

pub(crate) fn officer(number: usize) -> Key {
    Key::Officer(token(&format!("officer {number}")).to_string().parse().unwrap())
}

pub(crate) fn queued_id(label: &str) -> QueuedId {
    token(&format!("queued {label}")).to_string().parse().unwrap()
}

pub(crate) fn number(of: usize) -> Name {
    const VALID: [&str; 2] = ["LP-7K3M-9QXT", "LP-0000-0000"];
    Name::Number(VALID[of].parse::<TrackingNumber>().unwrap())
}

pub(crate) fn handle(label: &str) -> Name {
    Name::Handle(token(&format!("handle {label}")))
}

pub(crate) fn category(name: &str) -> CategoryId {
    name.parse().unwrap()
}

pub(crate) fn point(latitude: f64, longitude: f64) -> Point {
    Point::new(latitude, longitude).unwrap()
}

pub(crate) fn record(key: Key, body: &str) -> Row {
    Row { key, body: body.as_bytes().into(), names: Vec::new(), facets: None }
}

/// A complaint that was filed so many minutes after the beginning, and nothing else.
pub(crate) fn complaint(of: usize) -> Row {
    let facets = Facets {
        stage: StageKind::Submitted,
        category: category("jalan-rusak"),
        department: None,
        owner: None,
        filed_at: minutes(i64::try_from(of).unwrap()),
        due_at: None,
        point: None,
        published: false,
        reporter: None,
        public_words: Vec::new(),
        staff_words: Vec::new(),
    };
    let body = format!("complaint {of}").as_bytes().into();
    Row { key: Key::Complaint(id(of)), body, names: Vec::new(), facets: Some(facets) }
}

/// A complaint whose facets are changed by `change`.
pub(crate) fn complaint_with(of: usize, change: impl FnOnce(&mut Facets)) -> Row {
    let mut row = complaint(of);
    row.facets.as_mut().map(change).unwrap();
    row
}

pub(crate) fn queued(label: &str, lane: &str, due: DateTime<Utc>) -> Queued {
    let (id, lane) = (queued_id(label), token(lane));
    let body = label.as_bytes().into();
    Queued { id, queue: Queue::Outbox, lane, due, replaces: None, body }
}

pub(crate) fn member(complaint: ComplaintId, set: Set, who: &str) -> Member {
    let (who, body) = (token(who), who.as_bytes().into());
    Member { complaint, set, who, day: now().date_naive(), body }
}

pub(crate) fn join(complaint: ComplaintId, set: Set, who: &str) -> Write {
    Write::Join(member(complaint, set, who))
}

/// An entry that can be told from others by its number.
pub(crate) fn entry(about: Option<ComplaintId>, number: usize) -> Entry {
    let at = now() + TimeDelta::seconds(i64::try_from(number).unwrap());
    Entry { at, by: By::System, about, what: Event::Commented }
}

/// An empty batch with a guard that always holds.
pub(crate) fn anyway() -> Batch {
    let mut batch = Batch::new();
    batch.guard(Guard::Version(Key::Drawer(token("nobody")), 0));
    batch
}

pub(crate) fn put(row: Row, seen: u64) -> Batch {
    let mut batch = Batch::new();
    batch.put(row, seen);
    batch
}

pub(crate) fn erase(key: Key, seen: u64) -> Batch {
    let mut batch = Batch::new();
    batch.erase(key, seen);
    batch
}

pub(crate) fn once(key: &str, receipt: &str) -> Batch {
    let mut batch = Batch::new();
    batch.guard(Guard::Once(token(key), receipt.as_bytes().into()));
    batch
}

pub(crate) fn quota(key: &str, limit: u32, now: DateTime<Utc>) -> Guard {
    Guard::Quota { key: token(key), window: TimeDelta::hours(1), limit, now }
}

/// The write and the guard with which somebody who saw version `seen` changes a queued row.
pub(crate) fn on_queued(write: Write, id: QueuedId, seen: u64) -> Batch {
    let mut batch = Batch::new();
    batch.guard(Guard::Version(Key::Queued(id), seen)).write(write);
    batch
}

pub(crate) fn ids(items: &[Item]) -> Vec<ComplaintId> {
    let id = |item: &Item| match item {
        Item::Complaint(row, _) => match row.value.key {
            Key::Complaint(id) => id,
            ref other => panic!("no complaint: {other:?}"),
        },
        other => panic!("no complaint: {other:?}"),
    };
    items.iter().map(id).collect()
}

/// The labels of leased rows, lane by lane.
pub(crate) fn labels(leased: &[Leased]) -> Vec<Vec<String>> {
    let label = |waiting: &Waiting| String::from_utf8_lossy(&waiting.row.body).into_owned();
    leased.iter().map(|lane| lane.rows.iter().map(label).collect()).collect()
}
