//! What a deletion destroys, and how it is done again in a copy that still remembers.
//!
//! A [`Line`] says nothing of a person to whoever lacks the key, and to whoever has it only which
//! ids and tokens belonged together until they were destroyed.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    batch::Committed,
    domain::{Citizen, CitizenId, Peer, Purpose},
    facts::Want,
    jobs::{Job, destroy},
    log::{By, Entry, Event},
    queue::Lane,
    record::Key,
    seal::{Broken, Sealed},
    verb::Room,
};

/// Where a person left traces, apart from the reports that were hers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// Who she was.
    pub citizen: CitizenId,
    /// The records of her chats: conversations, pages and codes.
    pub keys: Vec<Key>,
    /// The lanes of her chats.
    pub lanes: Vec<Lane>,
}

impl Erasure {
    /// The traces of a person.
    pub fn of(citizen: &Citizen, room: &Room<'_>) -> Self {
        let keys = citizen.chats().flat_map(|peer| keys_of(peer, room)).collect();
        let lanes = citizen.chats().map(|peer| room.chat_lane(peer)).collect();
        Self { citizen: citizen.id, keys, lanes }
    }

    /// Adds the traces that another copy knows of.
    pub fn add(&mut self, other: Self) {
        let Self { citizen: _, keys, lanes } = other;
        self.keys.extend(keys);
        self.lanes.extend(lanes);
        self.keys.sort_unstable();
        self.keys.dedup();
        self.lanes.sort_unstable();
        self.lanes.dedup();
    }
}

fn keys_of(peer: &Peer, room: &Room<'_>) -> impl Iterator<Item = Key> {
    let codes = Purpose::ALL.map(|purpose| room.code_key(peer, purpose));
    [room.conversation(peer), room.page(peer), room.link_key(peer)].into_iter().chain(codes)
}

/// A deletion as it is written down: one line of `erasures.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The version of this form.
    pub v: u32,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// What was destroyed, readable with the city's key only.
    pub erasure: Sealed<Erasure>,
}

/// What a line is sealed as a part of.
const BELONGS_TO: &str = "erasures";

impl Line {
    /// The form this release writes, and the newest it reads.
    pub const VERSION: u32 = 1;

    /// The line of a deletion that was just done.
    pub fn now(erasure: &Erasure, room: &Room<'_>) -> Self {
        let erasure = Sealed::seal(room.keys, room.entropy, BELONGS_TO, erasure);
        Self { v: Self::VERSION, at: room.now, erasure }
    }

    /// What was destroyed.
    ///
    /// # Errors
    /// [`Broken`], if it was written with another key, or damaged.
    pub fn open(&self, room: &Room<'_>) -> Result<Erasure, Broken> {
        self.erasure.open(room.keys, BELONGS_TO)
    }
}

/// What came of applying a list of deletions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Deletions that were done again.
    pub done: usize,
    /// Deletions that had happened before the copy was made.
    pub known: usize,
}

/// How often a deletion is planned again after a conflict.
const TRIES: usize = 5;

/// Deletes again whom a restored copy still remembers. A deletion that stands in the copy's own
/// log is left alone, since whoever has the same chat today is somebody new. The words of reports
/// go when the server works off its jobs.
///
/// # Errors
/// [`Broken`], if a line was written with another key; nothing is deleted then.
pub async fn apply(desk: &Desk, lines: &[Line]) -> Result<Applied, DeskError> {
    let room = desk.room();
    let erasures: Vec<_> = lines.iter().map(|line| line.open(&room)).collect::<Result<_, _>>()?;
    let mut gone = deleted_in(desk).await?;
    let mut applied = Applied::default();
    for erasure in erasures {
        if gone.insert(erasure.citizen) {
            erase(desk, erasure).await?;
            applied.done += 1;
        } else {
            applied.known += 1;
        }
    }
    Ok(applied)
}

/// Whom the log says to be deleted.
async fn deleted_in(desk: &Desk) -> Result<BTreeSet<CitizenId>, DeskError> {
    const PAGE: usize = 1_000;
    let (mut gone, mut after) = (BTreeSet::new(), 0);
    loop {
        let page = desk.storage().log(after, PAGE).await?;
        for recorded in &page {
            if let Some(Entry { by: By::Citizen(who), what: Event::Deleted, .. }) =
                Entry::from_bytes(&recorded.body)
            {
                gone.insert(desk.room().open(&Key::Catalogue, &who)?);
            }
        }
        match page.last() {
            Some(last) => after = last.position,
            None => return Ok(gone),
        }
    }
}

async fn erase(desk: &Desk, erasure: Erasure) -> Result<(), DeskError> {
    for _ in 0..TRIES {
        let person = Key::Citizen(erasure.citizen);
        let facts = desk.storage().load(&[Want::Record(person.clone())]).await?;
        let mut traces = erasure.clone();
        if let Some(row) = facts.record(&person) {
            let citizen: Citizen = desk.room().open_row(row)?.value;
            traces.add(Erasure::of(&citizen, &desk.room()));
        }
        let (mut batch, mut finish) = destroy(desk, traces, facts.version(&person)).await?;
        finish.written = true;
        Job::FinishDeletion(finish).enqueue(&mut batch, desk.now(), &desk.room());
        match desk.commit(batch).await? {
            Committed::Applied => return Ok(()),
            Committed::Conflict | Committed::Duplicate(..) | Committed::Refused { .. } => {}
        }
    }
    Err(DeskError::Busy)
}
