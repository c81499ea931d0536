//! Stores that get a commit wrong.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Mutex,
    thread::{self, ThreadId},
};

use aduan::{
    batch::{Batch, Committed, Guard, Set, Write},
    domain::ComplaintId,
    facts::{Fact, Facts, Want},
    ports::{Storage, StorageError},
    queue::{Queue, Queued},
    record::{Key, Row},
    seal::Token,
};
use async_trait::async_trait;
use chrono::SubsecRound;

use super::{Broken, Twist, batch, lock, twisted};
use crate::fixture::anyway;

/// A store that changes each write of a batch, or leaves it out.
macro_rules! writes {
    ($(#[$doc:meta])* $name:ident($write:ident) => $changed:expr) => {
        $(#[$doc])*
        #[derive(Debug)]
        struct $name;

        #[async_trait]
        impl Twist for $name {
            async fn commit(
                &self,
                sound: &dyn Storage,
                whole: Batch,
            ) -> Result<Committed, StorageError> {
                let mut writes = Vec::new();
                for $write in whole.writes().iter().cloned() {
                    writes.extend($changed);
                }
                sound.commit(batch(whole.guards().to_vec(), writes, whole.entries())).await
            }
        }
    };
}

/// A store that changes each guard of a batch; it may ask the sound one.
macro_rules! guards {
    ($(#[$doc:meta])* $name:ident($sound:ident, $guard:ident) => $changed:expr) => {
        $(#[$doc])*
        #[derive(Debug)]
        struct $name;

        #[async_trait]
        impl Twist for $name {
            async fn commit(
                &self,
                $sound: &dyn Storage,
                whole: Batch,
            ) -> Result<Committed, StorageError> {
                let mut guards = Vec::new();
                for $guard in whole.guards().iter().cloned() {
                    guards.push($changed);
                }
                $sound.commit(batch(guards, whole.writes().to_vec(), whole.entries())).await
            }
        }
    };
}

writes! {
    /// Messages owed are never written.
    ForgetsTheOutbox(write) => {
        let owed = matches!(&write, Write::Enqueue(row) if row.queue == Queue::Outbox);
        (!owed).then_some(write)
    }
}
writes! {
    /// Tries in vain are not counted.
    CountsNoTries(write) => (!matches!(write, Write::Retry(_))).then_some(write)
}
writes! {
    /// What nobody could deal with is thrown away.
    Forgets(write) => Some(match write {
        Write::Bury(id, _) => Write::Finish(id),
        other => other,
    })
}
writes! {
    /// Newer notices stand beside older ones.
    ReplacesNothing(write) => Some(match write {
        Write::Enqueue(row) => Write::Enqueue(Queued { replaces: None, ..row }),
        other => other,
    })
}
writes! {
    /// Lanes never rest.
    NeverRests(write) => Some(match write {
        Write::Release(queue, lane, _) => Write::Release(queue, lane, crate::fixture::now()),
        other => other,
    })
}
writes! {
    /// Who joins again loses her place and her words.
    JoinsAnew(write) => match write {
        Write::Join(of) => {
            vec![Write::Leave(of.complaint, of.set, of.who), Write::Join(of)]
        }
        other => vec![other],
    }
}
writes! {
    /// Times are cut to microseconds.
    CutsTimes(write) => Some(match write {
        Write::Put(mut row) => {
            if let Some(facets) = &mut row.facets {
                facets.filed_at = facets.filed_at.trunc_subsecs(6);
                facets.due_at = facets.due_at.map(|due| due.trunc_subsecs(6));
            }
            Write::Put(row)
        }
        other => other,
    })
}
writes! {
    /// Bodies are taken for text.
    TakesBytesForText(write) => Some(match write {
        Write::Put(row) => {
            let body = String::from_utf8_lossy(&row.body).into_owned().into_bytes().into();
            Write::Put(Row { body, ..row })
        }
        other => other,
    })
}
writes! {
    /// Learned counts never go down.
    NeverUnlearns(write) => {
        let unlearns = matches!(write, Write::Learn { by, .. } if by < 0);
        (!unlearns).then_some(write)
    }
}

guards! {
    /// Whoever comes last wins.
    IgnoresAVersion(sound, guard) => match guard {
        Guard::Version(key, _) if !matches!(key, Key::Queued(_)) => {
            let facts = sound.load(&[Want::Record(key.clone())]).await?;
            Guard::Version(key.clone(), facts.version(&key))
        }
        other => other,
    }
}
guards! {
    /// Two workers finish the same row.
    IgnoresTheVersionOfARow(sound, guard) => match guard {
        Guard::Version(Key::Queued(id), _) => {
            let facts = sound.load(&[Want::Queued(id)]).await?;
            let version = match facts.get(&Want::Queued(id)) {
                Some(Fact::Queued(Some(waiting))) => waiting.version,
                _ => 0,
            };
            Guard::Version(Key::Queued(id), version)
        }
        other => other,
    }
}
guards! {
    /// Nobody knows what the first answer was.
    LosesAReceipt(sound, guard) => match guard {
        Guard::Once(key, _) => Guard::Once(key, Box::default()),
        other => other,
    }
}
guards! {
    /// Everything can be done twice.
    DoesItTwice(sound, guard) => match guard {
        Guard::Once(..) => anyway().guards()[0].clone(),
        other => other,
    }
}
guards! {
    /// Closing does not wait for the count it leans on.
    IgnoresATally(sound, guard) => match guard {
        Guard::Tally(..) => anyway().guards()[0].clone(),
        other => other,
    }
}
guards! {
    /// A window is as long as it likes, and is counted with all others of its key.
    CountsAllWindowsAsOne(sound, guard) => match guard {
        Guard::Quota { key, limit, now, .. } => {
            Guard::Quota { key, limit, now, window: chrono::TimeDelta::days(1) }
        }
        other => other,
    }
}

/// What needs no guard stays, although the batch was not applied.
#[derive(Debug)]
struct AppliesHalf;

#[async_trait]
impl Twist for AppliesHalf {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        let joins: Vec<_> = whole
            .writes()
            .iter()
            .filter(|write| matches!(write, Write::Join(_)))
            .cloned()
            .collect();
        let said = sound.commit(whole).await?;
        if said != Committed::Applied {
            sound.commit(batch(anyway().guards().to_vec(), joins, &[])).await?;
        }
        Ok(said)
    }
}

/// The log says what never happened.
#[derive(Debug)]
struct LogsWhatFailed;

#[async_trait]
impl Twist for LogsWhatFailed {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        let said = sound.commit(whole.clone()).await?;
        if said != Committed::Applied {
            sound.commit(batch(anyway().guards().to_vec(), [], whole.entries())).await?;
        }
        Ok(said)
    }
}

/// A quota is used up by what was not applied.
#[derive(Debug)]
struct CountsWhatFailed;

#[async_trait]
impl Twist for CountsWhatFailed {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        let said = sound.commit(whole.clone()).await?;
        if said != Committed::Applied {
            let quotas = whole.guards().iter().filter(|of| matches!(of, Guard::Quota { .. }));
            sound.commit(batch(quotas.cloned(), [], &[])).await.ok();
        }
        Ok(said)
    }
}

/// Guards are checked in an order of the store's own.
#[derive(Debug)]
struct SortsItsGuards;

#[async_trait]
impl Twist for SortsItsGuards {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        let mut guards = whole.guards().to_vec();
        guards.sort_by_key(|guard| !matches!(guard, Guard::Version(..)));
        sound.commit(batch(guards, whole.writes().to_vec(), whole.entries())).await
    }
}

/// A batch is taken for one, whatever it is.
#[derive(Debug)]
struct TakesAnything;

#[async_trait]
impl Twist for TakesAnything {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        if whole.check().is_err() { Ok(Committed::Applied) } else { sound.commit(whole).await }
    }
}

/// The tally moves by what was asked, not by what was inserted.
#[derive(Debug, Default)]
struct CountsAVoteItDidNotInsert(Mutex<BTreeMap<(ComplaintId, Set), u64>>);

#[async_trait]
impl Twist for CountsAVoteItDidNotInsert {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        for write in whole.writes() {
            let Write::Join(of) = write else { continue };
            let facts = sound.load(&[Want::Member(of.complaint, of.set, of.who)]).await?;
            if facts.is_member(of.complaint, of.set, of.who) {
                *lock(&self.0).entry((of.complaint, of.set)).or_default() += 1;
            }
        }
        sound.commit(whole).await
    }

    async fn load(&self, sound: &dyn Storage, wants: &[Want]) -> Result<Facts, StorageError> {
        let mut facts = sound.load(wants).await?;
        for ((complaint, set), more) in &*lock(&self.0) {
            let mut tally = facts.tally(*complaint);
            *tally.of_mut(*set) += more;
            facts.insert(Want::Tally(*complaint), Fact::Tally(tally));
        }
        Ok(facts)
    }
}

/// Each connection remembers the version of a tally and leans on it when somebody votes.
#[derive(Debug, Default)]
struct AVoteConflictsWithAVote {
    votes: Mutex<u64>,
    known: Mutex<HashMap<ThreadId, u64>>,
}

#[async_trait]
impl Twist for AVoteConflictsWithAVote {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        if whole.writes().iter().any(|write| matches!(write, Write::Join(_))) {
            let mut votes = lock(&self.votes);
            let known = lock(&self.known).insert(thread::current().id(), *votes + 1);
            if known.unwrap_or(0) != *votes {
                lock(&self.known).insert(thread::current().id(), *votes);
                return Ok(Committed::Conflict);
            }
            *votes += 1;
        }
        sound.commit(whole).await
    }
}

/// A vote rewrites the complaint's row, tally and all.
#[derive(Debug)]
struct AVoteConflictsWithAnOfficer;

#[async_trait]
impl Twist for AVoteConflictsWithAnOfficer {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        let mut more = whole.clone();
        for write in whole.writes() {
            let Write::Join(of) = write else { continue };
            let key = Key::Complaint(of.complaint);
            let facts = sound.load(&[Want::Record(key.clone())]).await?;
            if let Some(row) = facts.record(&key) {
                more.put(row.value.clone(), row.version);
            }
        }
        sound.commit(more).await
    }
}

/// Each connection counts for itself.
#[derive(Debug, Default)]
struct TwoCallersOverrunAQuota(Mutex<HashMap<(ThreadId, Token), u32>>);

#[async_trait]
impl Twist for TwoCallersOverrunAQuota {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        let mut guards = whole.guards().to_vec();
        for guard in &mut guards {
            let Guard::Quota { key, window, limit, now } = guard else { continue };
            let facts = sound.load(&[Want::Quota(*key, *window, *now)]).await?;
            let used = facts.quota(*key, *window, *now);
            let mut known = lock(&self.0);
            let known = known.entry((thread::current().id(), *key)).or_insert(0);
            if *known < *limit && used >= *limit {
                *limit = u32::MAX;
            }
            *known += 1;
        }
        sound.commit(batch(guards, whole.writes().to_vec(), whole.entries())).await
    }
}

/// What a record was once called still finds it.
#[derive(Debug)]
struct KeepsOldNames;

#[async_trait]
impl Twist for KeepsOldNames {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        let mut writes = whole.writes().to_vec();
        for write in &mut writes {
            let Write::Put(row) = write else { continue };
            let facts = sound.load(&[Want::Record(row.key.clone())]).await?;
            let old = facts.record(&row.key).map(|old| old.value.names.clone());
            row.names.extend(old.unwrap_or_default());
        }
        sound.commit(batch(whole.guards().to_vec(), writes, whole.entries())).await
    }
}

/// What is no longer public is still found by the public.
#[derive(Debug)]
struct NarrowsWithoutUnindexing;

#[async_trait]
impl Twist for NarrowsWithoutUnindexing {
    async fn commit(&self, sound: &dyn Storage, whole: Batch) -> Result<Committed, StorageError> {
        let mut writes = whole.writes().to_vec();
        for write in &mut writes {
            let Write::Put(row) = write else { continue };
            let facts = sound.load(&[Want::Record(row.key.clone())]).await?;
            let old = facts.record(&row.key).and_then(|old| old.value.facets.clone());
            if let (Some(facets), Some(old)) = (&mut row.facets, old)
                && facets.public_words.is_empty()
            {
                facets.public_words = old.public_words;
            }
        }
        sound.commit(batch(whole.guards().to_vec(), writes, whole.entries())).await
    }
}

macro_rules! broken {
    ($($name:literal, $caught_by:literal, $twist:expr;)*) => {
        &[$(Broken {
            name: $name,
            caught_by: $caught_by,
            open: |medium, city| twisted(medium, city, $twist),
        },)*]
    };
}

#[rustfmt::skip]
pub(super) const ALL: &[Broken] = broken! {
    "forgets the outbox", "atomicity::a_batch_is_applied_whole", ForgetsTheOutbox;
    "counts no tries", "queues::tries_are_counted_in_the_version", CountsNoTries;
    "forgets what nobody could deal with", "queues::a_buried_row_is_out_of_its_lane_and_listed", Forgets;
    "replaces nothing", "queues::a_newer_row_replaces_an_older", ReplacesNothing;
    "never rests", "lanes::a_released_lane_rests_until_its_time", NeverRests;
    "joins anew", "sets::who_joins_twice_counts_once", JoinsAnew;
    "cuts times", "fidelity::times_keep_their_precision", CutsTimes;
    "takes bytes for text", "fidelity::a_body_is_bytes", TakesBytesForText;
    "never unlearns", "learned::what_was_wrong_is_taken_back", NeverUnlearns;
    "ignores a version", "versions::a_stale_version_conflicts", IgnoresAVersion;
    "ignores the version of a queued row", "queues::tries_are_counted_in_the_version", IgnoresTheVersionOfARow;
    "loses a receipt", "once::a_duplicate_gives_the_first_receipt", LosesAReceipt;
    "does it twice", "once::of_many_callers_one_does_it_and_all_get_its_receipt", DoesItTwice;
    "ignores a tally", "sets::a_tally_that_is_leaned_on_holds", IgnoresATally;
    "counts all windows as one", "quotas::a_window_begins_at_a_multiple_of_its_length", CountsAllWindowsAsOne;
    "applies half", "atomicity::a_stale_version_leaves_nothing", AppliesHalf;
    "logs what failed", "log::what_was_not_applied_leaves_no_gap", LogsWhatFailed;
    "counts what failed", "quotas::what_is_not_applied_is_not_counted", CountsWhatFailed;
    "sorts its guards", "atomicity::the_first_guard_that_fails_decides", SortsItsGuards;
    "takes anything", "limits::a_batch_that_leans_on_nothing_is_refused", TakesAnything;
    "counts a vote it did not insert", "sets::who_joins_twice_counts_once", CountsAVoteItDidNotInsert::default();
    "a vote conflicts with a vote", "sets::votes_and_an_officer_never_conflict", AVoteConflictsWithAVote::default();
    "a vote conflicts with an officer", "sets::a_vote_moves_no_version", AVoteConflictsWithAnOfficer;
    "two callers overrun a quota", "quotas::a_quota_is_exact_among_many_callers", TwoCallersOverrunAQuota::default();
    "keeps old names", "names::names_are_replaced_with_their_record", KeepsOldNames;
    "narrows without un-indexing", "words::narrowing_removes_the_words_at_once", NarrowsWithoutUnindexing;
};
