//! Guards, as `batch_commit` takes them: in the order in which their rows are locked, each with its
//! place among the guards of the batch, since the first that fails decides.

use std::collections::{BTreeMap, BTreeSet};

use aduan::{
    batch::{Batch, Committed, Guard, Write},
    facts::Tally,
    record::Key,
    seal::Token,
};
use chrono::{DateTime, TimeDelta, Utc};
use postgres_types::ToSql;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    convert::{sixteen, token, wide},
    error::Fault,
};

/// A window of a quota, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Window {
    pub(crate) seconds: i64,
    pub(crate) begins: i64,
}

impl Window {
    /// The window of that length that holds `now`.
    pub(crate) fn holding(length: TimeDelta, now: DateTime<Utc>) -> Self {
        let seconds = length.num_seconds().max(1);
        Self { seconds, begins: now.timestamp().div_euclid(seconds).saturating_mul(seconds) }
    }

    fn ends(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.begins.saturating_add(self.seconds), 0)
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

/// The type `batch_guard`.
#[derive(Debug, ToSql)]
#[postgres(name = "batch_guard")]
pub(crate) struct Check<'b> {
    nth: i32,
    what: &'static str,
    kind: Option<&'static str>,
    id: Uuid,
    n: i64,
    writes: bool,
    earlier: i64,
    seconds: i64,
    begins: i64,
    receipt: Option<&'b [u8]>,
}

/// What a batch leans on.
#[derive(Debug)]
pub(crate) struct Checks<'b> {
    /// What must stay absent; see `batch_commit`.
    pub(crate) absences: Vec<i32>,
    pub(crate) checks: Vec<Check<'b>>,
}

/// How many locks there are on what is absent. Who only looks at something absent locks one alone,
/// who makes something shares one; so makers never wait for each other.
const ABSENCES: i32 = 256;

impl<'b> Checks<'b> {
    pub(crate) fn of(batch: &'b Batch) -> Self {
        let written: BTreeSet<Key> = batch.writes().iter().filter_map(written).collect();
        let mut absences = BTreeSet::new();
        let mut checks = Vec::<Check<'b>>::with_capacity(batch.guards().len());
        let mut counted = BTreeMap::<(Token, Window), i64>::new();
        let mut keys = BTreeMap::<Token, usize>::new();
        for (nth, guard) in (0..).zip(batch.guards()) {
            let plain = Check {
                nth,
                what: "version",
                kind: None,
                id: Uuid::nil(),
                n: 0,
                writes: false,
                earlier: 0,
                seconds: 0,
                begins: 0,
                receipt: None,
            };
            match guard {
                Guard::Version(key, seen) => {
                    let writes = written.contains(key);
                    if *seen == 0 {
                        absences.insert(absence(key) * 2 + i32::from(writes));
                    }
                    let (kind, id) = (Some(key.kind().name()), sixteen(&key.id()));
                    checks.push(Check { kind, id, n: wide(*seen), writes, ..plain });
                }
                // The same key twice in one batch held when it was checked; the later receipt stays.
                Guard::Once(key, receipt) => {
                    if let Some(at) = keys.get(key) {
                        checks[*at].receipt = Some(receipt);
                        continue;
                    }
                    keys.insert(*key, checks.len());
                    let (id, receipt) = (token(key), Some(&**receipt));
                    checks.push(Check { what: "once", id, receipt, ..plain });
                }
                Guard::Quota { key, window, limit, now } => {
                    let window = Window::holding(*window, *now);
                    let counted = counted.entry((*key, window)).or_default();
                    let Window { seconds, begins } = window;
                    let (id, n, earlier) = (token(key), i64::from(*limit), *counted);
                    checks.push(Check { what: "quota", id, n, earlier, seconds, begins, ..plain });
                    *counted += 1;
                }
                Guard::Tally(complaint, set, size) => {
                    let (kind, id) = (Some(set.name()), sixteen(complaint.as_bytes()));
                    checks.push(Check { what: "tally", kind, id, n: wide(*size), ..plain });
                }
            }
        }
        checks.sort_by_key(|of| {
            let rank = match of.what {
                "version" => 0,
                "once" => 1,
                "quota" => 2,
                _ => 3,
            };
            (rank, of.kind, of.id, of.seconds, of.begins, of.nth)
        });
        Self { absences: absences.into_iter().collect(), checks }
    }
}

/// The record a write changes.
fn written(write: &Write) -> Option<Key> {
    match write {
        Write::Put(row) => Some(row.key.clone()),
        Write::Erase(key) => Some(key.clone()),
        Write::Finish(id) | Write::Retry(id) | Write::Bury(id, _) => Some(Key::Queued(*id)),
        _ => None,
    }
}

fn absence(key: &Key) -> i32 {
    let kind = key.kind().name().bytes().fold(0, u8::wrapping_add);
    i32::from(key.id().into_iter().fold(kind, |folded, byte| folded.rotate_left(1) ^ byte))
        % ABSENCES
}

/// What the first guard that did not hold makes of the batch.
pub(crate) fn answer(guard: &Guard, receipt: Option<Vec<u8>>) -> Committed {
    match guard {
        Guard::Version(..) | Guard::Tally(..) => Committed::Conflict,
        Guard::Once(key, _) => Committed::Duplicate(*key, receipt.unwrap_or_default().into()),
        Guard::Quota { key, window, now, .. } => {
            Committed::Refused { key: *key, until: Window::holding(*window, *now).ends() }
        }
    }
}

pub(crate) const RECEIPT: &str = "SELECT receipt FROM once WHERE city = $1 AND key = $2";
pub(crate) const RECEIPTS: &str =
    "SELECT key, receipt FROM once WHERE city = $1 AND key >= $2 ORDER BY key LIMIT $3";
pub(crate) const COUNT_RECEIPTS: &str = "SELECT count(*) FROM once WHERE city = $1";
pub(crate) const USED: &str = "SELECT used FROM quota \
     WHERE city = $1 AND key = $2 AND seconds = $3 AND begins = $4";
pub(crate) const TALLY: &str = "SELECT supports, follows, comments, confirmations FROM tally \
     WHERE city = $1 AND complaint = $2";

/// Reads a tally from four columns, the first of which is `at`; nulls where there is no row.
pub(crate) fn tally(row: &Row, at: usize) -> Result<Tally, Fault> {
    let count = |nth: usize| -> Result<u64, Fault> {
        Ok(row.try_get::<_, Option<i64>>(at + nth)?.unwrap_or(0).max(0).unsigned_abs())
    };
    Ok(Tally {
        supports: count(0)?,
        follows: count(1)?,
        comments: count(2)?,
        confirmations: count(3)?,
    })
}
