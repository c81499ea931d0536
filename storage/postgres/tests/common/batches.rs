//! Batches that differ by a number.

use aduan::{
    batch::{Batch, Guard, Member, Set, Write},
    domain::{ComplaintId, OfficerId, QueuedId, StageKind},
    log::{By, Entry, Event},
    queue::{Queue, Queued},
    record::{Facets, Key, Row},
    seal::Token,
};
use chrono::{DateTime, TimeDelta, Utc};

pub(crate) fn noon() -> DateTime<Utc> {
    "2026-11-02T12:00:00Z".parse().unwrap()
}

fn bytes(kind: u8, n: u64) -> [u8; 16] {
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

pub(crate) fn officer(n: u64) -> Key {
    Key::Officer(OfficerId::from_bytes(bytes(4, n)))
}

pub(crate) fn record(key: Key, body: &str) -> Row {
    Row { key, body: body.as_bytes().into(), names: vec![], facets: None }
}

pub(crate) fn complaint(n: u64) -> Row {
    let facets = Facets {
        stage: StageKind::Submitted,
        category: "jalan-rusak".parse().unwrap(),
        department: None,
        owner: None,
        filed_at: noon() + TimeDelta::seconds(i64::try_from(n).unwrap()),
        due_at: None,
        point: None,
        published: false,
        reporter: None,
        public_words: vec![],
        staff_words: vec![format!("{:016x}", n % 7).into()],
    };
    Row { facets: Some(facets), ..record(Key::Complaint(complaint_id(n)), "complaint") }
}

/// An entry that is known by its number.
pub(crate) fn entry(n: u64) -> Entry {
    let at = noon() + TimeDelta::seconds(i64::try_from(n).unwrap());
    Entry { at, by: By::System, about: Some(complaint_id(0)), what: Event::Supported }
}

/// The numbers of entries, as they stand in the log.
pub(crate) fn numbers(log: &[aduan::log::Recorded]) -> Vec<u64> {
    let number = |entry: Entry| u64::try_from((entry.at - noon()).num_seconds()).unwrap();
    log.iter().map(|of| number(Entry::from_bytes(&of.body).unwrap())).collect()
}

pub(crate) fn once(n: u64) -> Batch {
    let mut batch = Batch::new();
    batch.guard(Guard::Once(token(n), n.to_string().into_bytes().into()));
    batch
}

pub(crate) fn join(n: u64, set: Set, who: u64) -> Write {
    let (complaint, who, day) = (complaint_id(n), token(who), noon().date_naive());
    Write::Join(Member { complaint, set, who, day, body: (*b"").into() })
}

pub(crate) fn enqueue(n: u64, lane: u64) -> Write {
    Write::Enqueue(Queued {
        id: queued_id(n),
        queue: Queue::Outbox,
        lane: token(lane),
        due: noon(),
        replaces: None,
        body: (*b"letter").into(),
    })
}

pub(crate) fn quota(n: u64, limit: u32) -> Guard {
    Guard::Quota { key: token(n), window: TimeDelta::hours(1), limit, now: noon() }
}

/// Numbers that look drawn and are the same every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    pub(crate) fn shuffle<T>(&mut self, of: &mut [T]) {
        for at in (1..of.len()).rev() {
            of.swap(at, usize::try_from(self.below(at as u64 + 1)).unwrap());
        }
    }
}
