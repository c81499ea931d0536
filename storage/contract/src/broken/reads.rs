//! Stores that get a read or a claim wrong.

use std::{collections::BTreeSet, sync::Mutex, thread};

use aduan::{
    facts::{Facts, Want},
    log::{Position, Recorded},
    ports::{Storage, StorageError},
    query::{Cursor, Filter, Index, Order, Page, Query, Select},
    queue::{Claim, Leased},
};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use super::{Broken, Twist, lock, twisted};

/// A store that lists by another filter than the one it was given.
macro_rules! filters {
    ($(#[$doc:meta])* $name:ident($filter:ident) => $change:expr) => {
        $(#[$doc])*
        #[derive(Debug)]
        struct $name;

        #[async_trait]
        impl Twist for $name {
            async fn list(&self, sound: &dyn Storage, of: &Query) -> Result<Page, StorageError> {
                sound.list(&refiltered(of, |$filter| $change)).await
            }
            async fn count(&self, sound: &dyn Storage, of: &Query) -> Result<u64, StorageError> {
                sound.count(&refiltered(of, |$filter| $change)).await
            }
        }
    };
}

fn refiltered(query: &Query, change: impl FnOnce(&mut Filter)) -> Query {
    let mut query = query.clone();
    if let Select::Complaints(filter, _) = &mut query.select {
        change(filter);
    }
    query
}

filters! {
    /// The public finds what only staff may know.
    SearchesTheWrongWords(filter) => {
        filter.words.iter_mut().for_each(|(index, _)| *index = Index::Staff);
    }
}
filters! {
    /// One word of several is enough.
    FindsByOneWord(filter) => filter.words.iter_mut().for_each(|(_, words)| words.truncate(1))
}
filters! {
    /// A circle is taken for the box around it.
    TakesACircleForABox(filter) => filter.near.iter_mut().for_each(|(_, metres)| *metres *= 1.4)
}
filters! {
    /// Everybody sees everything.
    ShowsWhatIsNotPublished(filter) => filter.published = false
}

/// Votes move nothing.
#[derive(Debug)]
struct RanksByFiling;

#[async_trait]
impl Twist for RanksByFiling {
    async fn list(&self, sound: &dyn Storage, query: &Query) -> Result<Page, StorageError> {
        let mut query = query.clone();
        if let Select::Complaints(_, order @ Order::Supported) = &mut query.select {
            *order = Order::Newest;
        }
        sound.list(&query).await
    }
}

/// Lists and counts are two pieces of code.
#[derive(Debug)]
struct CountsSomethingElse;

#[async_trait]
impl Twist for CountsSomethingElse {
    async fn count(&self, sound: &dyn Storage, query: &Query) -> Result<u64, StorageError> {
        sound.count(&refiltered(query, |filter| *filter = Filter::default())).await
    }
}

/// A place in a list is a number of rows to skip.
#[derive(Debug)]
struct PagesUnstably;

#[async_trait]
impl Twist for PagesUnstably {
    async fn list(&self, sound: &dyn Storage, query: &Query) -> Result<Page, StorageError> {
        let skip = query.after.as_ref().and_then(|Cursor(text)| text.parse().ok()).unwrap_or(0);
        let mut all =
            sound.list(&Query { after: None, limit: Query::LIMIT, ..query.clone() }).await?;
        all.items.drain(..skip.min(all.items.len()));
        let more = all.items.len() > query.limit;
        all.items.truncate(query.limit);
        let next = more.then(|| Cursor((skip + query.limit).to_string().into()));
        Ok(Page { next, ..all })
    }
}

/// The last page is not the last.
#[derive(Debug)]
struct PromisesAnotherPage;

#[async_trait]
impl Twist for PromisesAnotherPage {
    async fn list(&self, sound: &dyn Storage, query: &Query) -> Result<Page, StorageError> {
        let page = sound.list(query).await?;
        if page.items.len() < query.limit || page.next.is_some() {
            return Ok(page);
        }
        let one_less = sound.list(&Query { limit: query.limit - 1, ..query.clone() }).await?;
        Ok(Page { next: one_less.next, ..page })
    }
}

/// Two workers get the same lane.
#[derive(Debug)]
struct LeasesTwice;

#[async_trait]
impl Twist for LeasesTwice {
    async fn claim(&self, sound: &dyn Storage, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        sound.claim(&Claim { lease: TimeDelta::zero(), ..*claim }).await
    }
}

/// What fell to somebody who died is never done.
#[derive(Debug)]
struct LeasesForEver;

#[async_trait]
impl Twist for LeasesForEver {
    async fn claim(&self, sound: &dyn Storage, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        sound.claim(&Claim { lease: TimeDelta::days(365), ..*claim }).await
    }
}

/// Rows come in the order of their random ids.
#[derive(Debug)]
struct MixesUpALane;

#[async_trait]
impl Twist for MixesUpALane {
    async fn claim(&self, sound: &dyn Storage, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        let mut leased = sound.claim(claim).await?;
        for lane in &mut leased {
            lane.rows.sort_by_key(|waiting| waiting.row.id);
        }
        Ok(leased)
    }
}

/// Timers ring an hour early.
#[derive(Debug)]
struct CannotWait;

#[async_trait]
impl Twist for CannotWait {
    async fn claim(&self, sound: &dyn Storage, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        let early = claim.now + TimeDelta::hours(1);
        sound.claim(&Claim { now: early, lease: claim.lease - TimeDelta::hours(1), ..*claim }).await
    }
}

/// An entry shows only after one with a higher position did.
#[derive(Debug, Default)]
struct SkipsAnEntryThatCommittedLate(Mutex<BTreeSet<Position>>);

#[async_trait]
impl Twist for SkipsAnEntryThatCommittedLate {
    async fn log(
        &self,
        sound: &dyn Storage,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, StorageError> {
        let mut entries = sound.log(after, limit).await?;
        let last = entries.last().map_or(0, |entry| entry.position);
        let mut shown = lock(&self.0);
        entries.retain(|entry| !shown.insert(entry.position) || entry.position == last);
        Ok(entries)
    }
}

/// Positions count from zero.
#[derive(Debug)]
struct CountsFromZero;

#[async_trait]
impl Twist for CountsFromZero {
    async fn log(
        &self,
        sound: &dyn Storage,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, StorageError> {
        let mut entries = sound.log(after, limit).await?;
        for entry in &mut entries {
            entry.position -= 1;
        }
        Ok(entries)
    }
}

/// Each want is answered from a moment of its own.
#[derive(Debug)]
struct TearsASnapshot;

#[async_trait]
impl Twist for TearsASnapshot {
    async fn load(&self, sound: &dyn Storage, wants: &[Want]) -> Result<Facts, StorageError> {
        let mut facts = Facts::none();
        for want in wants {
            facts.extend(sound.load(std::slice::from_ref(want)).await?);
            for _ in 0..20 {
                thread::yield_now();
            }
        }
        Ok(facts)
    }
}

/// Housework throws away what is still needed.
#[derive(Debug)]
struct TidiesTooMuch;

#[async_trait]
impl Twist for TidiesTooMuch {
    async fn upkeep(&self, sound: &dyn Storage, now: DateTime<Utc>) -> Result<(), StorageError> {
        sound.upkeep(now).await?;
        sound.upkeep(now + TimeDelta::days(31)).await
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
    "searches the wrong words", "words::the_public_and_the_staff_find_their_own_words", SearchesTheWrongWords;
    "finds by one word", "words::all_words_have_to_be_there", FindsByOneWord;
    "takes a circle for a box", "lists::near_means_metres_over_ground", TakesACircleForABox;
    "shows what is not published", "lists::the_public_sees_what_is_published", ShowsWhatIsNotPublished;
    "ranks by filing", "ranks::the_most_supported_are_listed_first", RanksByFiling;
    "counts something else", "lists::stages_are_filtered", CountsSomethingElse;
    "pages unstably", "pages::pages_of_the_newest_are_stable", PagesUnstably;
    "promises another page", "pages::the_last_page_says_so", PromisesAnotherPage;
    "leases twice", "lanes::a_lease_excludes_until_it_ends", LeasesTwice;
    "leases for ever", "lanes::a_lease_excludes_until_it_ends", LeasesForEver;
    "mixes up a lane", "lanes::a_lane_keeps_its_order", MixesUpALane;
    "cannot wait", "lanes::what_is_not_due_waits", CannotWait;
    "skips an entry that committed late", "log::a_follower_misses_nothing_that_was_committed_late", SkipsAnEntryThatCommittedLate::default();
    "counts from zero", "log::positions_are_one_two_three", CountsFromZero;
    "tears a snapshot", "atomicity::a_reader_never_sees_half_a_batch", TearsASnapshot;
    "tidies too much", "once::a_receipt_is_kept_for_thirty_days", TidiesTooMuch;
};
