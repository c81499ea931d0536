//! Deleting a person: first she, in one commit, and then what is left of her, in pieces.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    batch::{Batch, Guard, Write},
    domain::{Citizen, CitizenId, ComplaintId, Drawer, QueuedId},
    erasure::Erasure,
    facts::{Fact, Want},
    log::Event,
    query::{Filter, Item, Order, Query, Select},
    queue::{Lane, Queue},
    record::Key,
    verb::Room,
};

use super::{BlankReport, Job, Step};

/// Deletes a person who asked for it, if she still wants it when the time has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeletePerson {
    /// Whom.
    pub citizen: CitizenId,
    /// The time that was set when she asked: another one is another wish, with a job of its own.
    pub due: DateTime<Utc>,
}

/// Finishes a deletion: the rows and reports that are left, once it is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FinishDeletion {
    /// What was destroyed.
    pub erasure: Erasure,
    /// Whether it stands in the list of deletions.
    pub written: bool,
    /// Rows of queues that are still to go.
    pub rows: Vec<QueuedId>,
    /// Her reports, whose words are to go once they are closed.
    pub known: Vec<ComplaintId>,
    /// Those hidden from staff.
    pub hidden: Vec<ComplaintId>,
}

/// How many rows or reports one commit deals with: each takes a guard and a write.
const PAGE: usize = 200;
/// Over which time the reports that are hidden from staff are blanked, each in its own commit, so
/// that nobody sees them change together: with the day for regret it ends within the 72 hours of
/// the design.
const SPREAD: TimeDelta = TimeDelta::hours(40);

impl DeletePerson {
    /// Deletes her; nothing, if she changed her mind or is gone already.
    pub async fn step(&self, desk: &Desk) -> Result<Step, DeskError> {
        let facts = desk.storage().load(&[Want::Record(Key::Citizen(self.citizen))]).await?;
        let Some(row) = facts.record(&Key::Citizen(self.citizen)) else {
            return Ok(Step::last(Batch::new()));
        };
        let citizen: Citizen = desk.room().open_row(row)?.value;
        if citizen.deletion != Some(self.due) {
            return Ok(Step::last(Batch::new()));
        }
        let erasure = Erasure::of(&citizen, &desk.room());
        let (batch, finish) = destroy(desk, erasure, row.version).await?;
        Ok(Step { batch, next: Some((Job::FinishDeletion(finish), desk.now())) })
    }
}

/// Destroys the record and the names of a person, her conversations and codes, and says what is
/// left to do. Her record was seen in version `seen`, 0 if there is none: undoing the deletion
/// changes it, so exactly one of the two happens.
pub(crate) async fn destroy(
    desk: &Desk,
    erasure: Erasure,
    seen: u64,
) -> Result<(Batch, FinishDeletion), DeskError> {
    let (storage, room) = (desk.storage(), desk.room());
    let id = erasure.citizen;
    let drawer = room.drawer(id);
    let keys = erasure.keys.iter().chain([&drawer]);
    let wants: Vec<_> = keys.cloned().map(Want::Record).collect();
    let facts = storage.load(&wants).await?;

    let mut batch = Batch::new();
    batch.guard(Guard::Version(Key::Citizen(id), seen));
    if seen > 0 {
        batch.write(Write::Erase(Key::Citizen(id)));
    }
    for key in &erasure.keys {
        if let Some(row) = facts.record(key) {
            batch.erase(key.clone(), row.version);
        }
    }
    // An empty drawer stays: a hidden filing that is on its way finds it changed, and nobody.
    let hidden = room.hidden_reports(&facts, id)?;
    batch.put(room.sealed_row(drawer, &Drawer::default(), Vec::new()), hidden.version);
    room.log_person(&mut batch, id, Event::Deleted);

    let finish = FinishDeletion {
        rows: rows_in(desk, &erasure.lanes).await?,
        known: reports_of(desk, id).await?,
        hidden: hidden.value.complaints,
        written: false,
        erasure,
    };
    Ok((batch, finish))
}

/// The rows of her lanes, waiting or buried.
async fn rows_in(desk: &Desk, lanes: &[Lane]) -> Result<Vec<QueuedId>, DeskError> {
    let mut rows = Vec::new();
    for queue in [Queue::Inbox, Queue::Outbox, Queue::Timers] {
        for select in [Select::Waiting(queue), Select::Buried(queue)] {
            rows.extend(all(desk, select).await?.into_iter().filter_map(|item| match item {
                Item::Waiting(waiting) if lanes.contains(&waiting.row.lane) => Some(waiting.row.id),
                _ => None,
            }));
        }
    }
    Ok(rows)
}

/// The reports staff may know to be hers.
async fn reports_of(desk: &Desk, citizen: CitizenId) -> Result<Vec<ComplaintId>, DeskError> {
    let reporter = Some(desk.room().reporter(citizen));
    let filter = Filter { reporter, ..Filter::default() };
    let items = all(desk, Select::Complaints(filter, Order::Newest)).await?;
    let ids = items.into_iter().filter_map(|item| match item {
        Item::Complaint(row, _) => match row.value.key {
            Key::Complaint(id) => Some(id),
            _ => None,
        },
        _ => None,
    });
    Ok(ids.collect())
}

/// A whole list.
async fn all(desk: &Desk, select: Select) -> Result<Vec<Item>, DeskError> {
    let mut query = Query::new(select, Query::LIMIT);
    let mut items = Vec::new();
    loop {
        let page = desk.storage().list(&query).await?;
        items.extend(page.items);
        match page.next {
            Some(next) => query.after = Some(next),
            None => return Ok(items),
        }
    }
}

impl FinishDeletion {
    /// Does the next piece. Whoever works it off has written it down before.
    pub async fn step(&self, desk: &Desk) -> Result<Step, DeskError> {
        let mut left = Self { written: true, ..self.clone() };
        let room = desk.room();
        let mut batch = Batch::new();
        if !left.rows.is_empty() {
            let rows = left.rows.split_off(left.rows.len().saturating_sub(PAGE));
            let wants: Vec<_> = rows.iter().copied().map(Want::Queued).collect();
            let facts = desk.storage().load(&wants).await?;
            for (want, id) in wants.iter().zip(rows) {
                if let Some(Fact::Queued(Some(waiting))) = facts.get(want) {
                    batch.guard(Guard::Version(Key::Queued(id), waiting.version));
                    batch.write(Write::Finish(id));
                }
            }
        } else if let Some(complaint) = left.hidden.pop() {
            BlankReport::job(complaint).enqueue(&mut batch, room.now + spread(&room), &room);
        } else {
            let known = left.known.split_off(left.known.len().saturating_sub(PAGE));
            for complaint in known {
                BlankReport::job(complaint).enqueue(&mut batch, room.now, &room);
            }
        }
        let done = left.rows.is_empty() && left.known.is_empty() && left.hidden.is_empty();
        let next = (!done).then_some((Job::FinishDeletion(left), room.now));
        Ok(Step { batch, next })
    }
}

/// A time drawn by chance.
fn spread(room: &Room<'_>) -> TimeDelta {
    let mut drawn = [0; 2];
    room.entropy.fill(&mut drawn);
    SPREAD * i32::from(u16::from_le_bytes(drawn)) / i32::from(u16::MAX)
}
