//! Commits a batch in one round trip, and finds out what became of one whose connection broke.
//!
//! Each commit holds a *slot* of this process and carries a number, which `batch_commit` notes in
//! the same transaction. If the answer is lost, `batch_applied` looks at the slot on another
//! connection: the number is there and the batch is applied; or it is not, and is now marked so that
//! it never will be, however late the lost statement arrives. Either way somebody knows, so that the
//! batch can be sent again in good faith.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use aduan::{
    batch::{Batch, Committed, Guard, Write},
    ports::{StorageError, StorageErrorKind},
    record::Key,
};
use postgres_types::ToSql;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use crate::{
    complaint::Put,
    connection::House,
    convert::{sixteen, words},
    error::{Fate, Fault, NAME_TAKEN, TRIES, fate},
    failpoint::pass,
    guards::{Checks, answer},
    log::Unsealed,
    members::Move,
    queue::Task,
};

/// The type `batch_learned`.
#[derive(Debug, ToSql)]
#[postgres(name = "batch_learned")]
pub(crate) struct Learns<'b> {
    category: &'b str,
    words: Vec<&'b [u8]>,
    step: i16,
}

/// A batch as `batch_commit` takes it.
#[derive(Debug)]
struct Parcel<'b> {
    checks: Checks<'b>,
    tallies: Vec<Uuid>,
    puts: Vec<Put<'b>>,
    moves: Vec<Move<'b>>,
    tasks: Vec<Task<'b>>,
    learns: Vec<Learns<'b>>,
    entries: Vec<Unsealed>,
}

impl<'b> Parcel<'b> {
    fn of(batch: &'b Batch) -> Result<Self, Fault> {
        let mut parcel = Self {
            checks: Checks::of(batch),
            tallies: Vec::new(),
            puts: Vec::new(),
            moves: Vec::new(),
            tasks: Vec::new(),
            learns: Vec::new(),
            entries: batch.entries().iter().map(Unsealed::of).collect(),
        };
        for write in batch.writes() {
            parcel.add(write)?;
        }
        let guarded = batch.guards().iter().filter_map(|guard| match guard {
            Guard::Tally(complaint, ..) => Some(sixteen(complaint.as_bytes())),
            // A complaint that is put again moves what stands with its tally.
            Guard::Version(Key::Complaint(complaint), seen) if *seen > 0 => {
                let id = sixteen(complaint.as_bytes());
                parcel.puts.iter().any(|put| put.is_of(id)).then_some(id)
            }
            _ => None,
        });
        parcel.tallies = parcel.moves.iter().map(|of| of.complaint).chain(guarded).collect();
        parcel.tallies.sort_unstable();
        parcel.tallies.dedup();
        Ok(parcel)
    }

    fn add(&mut self, write: &'b Write) -> Result<(), Fault> {
        match write {
            Write::Put(row) => self.puts.push(Put::of(row)?),
            Write::Erase(Key::Queued(id)) | Write::Finish(id) => self.tasks.push(Task::finish(*id)),
            Write::Erase(key) => self.puts.push(Put::erase(key)),
            Write::Join(member) => self.moves.push(Move::join(member)),
            Write::Leave(of, set, who) => self.moves.push(Move::leave(of, *set, who)),
            Write::Enqueue(row) => self.tasks.push(Task::enqueue(row)),
            Write::Retry(id) => self.tasks.push(Task::retry(*id)),
            Write::Bury(id, reason) => self.tasks.push(Task::bury(*id, reason)),
            Write::Release(queue, lane, until) => {
                self.tasks.push(Task::release(*queue, lane, *until));
            }
            Write::Learn { category, words: of, by } => self.learns.push(Learns {
                category: category.as_str(),
                words: words(of),
                step: i16::from(*by),
            }),
        }
        Ok(())
    }
}

/// The slots of a process: as many as it ever had commits under way.
#[derive(Debug)]
pub(crate) struct Slots {
    process: Uuid,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    free: Vec<i32>,
    made: i32,
    number: i64,
}

/// A slot, until it is dropped, and the number of the batch in it.
#[derive(Debug)]
struct Slot<'s> {
    of: &'s Slots,
    at: i32,
    number: i64,
}

impl Slots {
    pub(crate) fn new(process: Uuid) -> Self {
        Self { process, state: Mutex::default() }
    }

    fn take(&self) -> Slot<'_> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.number += 1;
        let at = state.free.pop().unwrap_or_else(|| {
            state.made += 1;
            state.made
        });
        Slot { of: self, at, number: state.number }
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        let mut state = self.of.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.free.push(self.at);
    }
}

/// What came of sending a batch once.
enum Sent {
    /// It was applied, or this guard did not hold.
    Answered(Option<(usize, Option<Vec<u8>>)>),
    NameTaken,
    /// It was not applied, and may be sent again.
    Again(Fault),
    /// It was not applied.
    Failed(Fault),
    /// The connection broke while it was under way.
    Lost,
}

pub(crate) const COMMIT: &str = "SELECT failed, receipt \
     FROM batch_commit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
pub(crate) const APPLIED: &str = "SELECT batch_applied($1, $2, $3)";

/// Commits a batch, whatever it takes to know that it is.
pub(crate) async fn commit(house: &House, batch: &Batch) -> Result<Committed, StorageError> {
    let parcel = Parcel::of(batch)?;
    let mut tries = 0;
    loop {
        let slot = house.slots.take();
        let why = match send(house, &slot, &parcel).await {
            Sent::Answered(None) => return Ok(Committed::Applied),
            Sent::Answered(Some((nth, receipt))) => {
                let failed = batch.guards().get(nth).ok_or(Fault::Damaged("a guard unheard of"))?;
                return Ok(answer(failed, receipt));
            }
            Sent::NameTaken => return Ok(Committed::Conflict),
            Sent::Failed(fault) => return Err(fault.into()),
            Sent::Again(fault) => fault,
            Sent::Lost if find_out(house, &slot).await? => return Ok(Committed::Applied),
            Sent::Lost => Fault::Broken,
        };
        tries += why.weight();
        if tries >= TRIES {
            return Err(why.into());
        }
        // Those who met once would meet again if they all waited as long.
        let pause = u64::from(tries.min(20)) * (slot.number.unsigned_abs() * 37 % 400);
        drop(slot);
        sleep(Duration::from_micros(pause)).await;
    }
}

async fn send(house: &House, slot: &Slot<'_>, parcel: &Parcel<'_>) -> Sent {
    // Nothing is under way before the statement is sent.
    let client = match house.client().await {
        Ok(client) => client,
        Err(fault) if fault.is_passing() => return Sent::Again(fault),
        Err(fault) => return Sent::Failed(fault),
    };
    let statement = match client.prepare_cached(COMMIT).await {
        Ok(statement) => statement,
        Err(error) if fate(&error) == Fate::RolledBack => return Sent::Failed(error.into()),
        Err(error) => return Sent::Again(error.into()),
    };
    let Parcel { checks, tallies, puts, moves, tasks, learns, entries } = parcel;
    if pass("postgres.before_commit") {
        return Sent::Lost;
    }
    let values: [&(dyn ToSql + Sync); 12] = [
        &house.city,
        &slot.of.process,
        &slot.at,
        &slot.number,
        &checks.absences,
        &checks.checks,
        tallies,
        puts,
        moves,
        tasks,
        learns,
        entries,
    ];
    let said = client.query_one(&statement, &values).await;
    if pass("postgres.after_commit") {
        return Sent::Lost;
    }
    let row = match said {
        Ok(row) => row,
        Err(error) => {
            if error.code().is_some_and(|code| code.code() == NAME_TAKEN) {
                return Sent::NameTaken;
            }
            return match fate(&error) {
                Fate::TryAgain => Sent::Again(error.into()),
                Fate::RolledBack => Sent::Failed(error.into()),
                Fate::Unknown => Sent::Lost,
            };
        }
    };
    match (row.try_get::<_, Option<i32>>(0), row.try_get(1)) {
        (Ok(None), _) => Sent::Answered(None),
        (Ok(Some(nth)), Ok(receipt)) => {
            Sent::Answered(Some((usize::try_from(nth).unwrap_or(usize::MAX), receipt)))
        }
        _ => Sent::Lost,
    }
}

/// Whether a batch whose answer was lost was applied; if not, it never will be.
async fn find_out(house: &House, slot: &Slot<'_>) -> Result<bool, StorageError> {
    let end = Instant::now() + house.options.find_out;
    loop {
        let why = match ask(house, slot).await {
            Ok(applied) => return Ok(applied),
            Err(fault) => fault,
        };
        if Instant::now() >= end {
            tracing::warn!(target: "aduan.postgres", "the outcome of a batch could not be found out");
            let message = "the connection broke, and nobody knows whether the batch is stored";
            return Err(StorageError::new(StorageErrorKind::Unknown, message)
                .because(StorageError::from(why)));
        }
        sleep(Duration::from_millis(50)).await;
    }
}

async fn ask(house: &House, slot: &Slot<'_>) -> Result<bool, Fault> {
    let client = house.client().await?;
    let statement = client.prepare_cached(APPLIED).await?;
    let row = client.query_one(&statement, &[&slot.of.process, &slot.at, &slot.number]).await?;
    Ok(row.try_get(0)?)
}
