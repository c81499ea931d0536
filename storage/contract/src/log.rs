//! The log has no gaps, and nobody misses an entry.

use std::sync::mpsc::channel;

use aduan::{
    batch::{Committed, Set, Write},
    domain::ComplaintId,
    log::{Digest, Entry, Recorded, digest, link},
    query::{Item, Select},
};

use crate::{
    Medium,
    fixture::{Town, anyway, complaint, entry, id, join, officer, once, put, record, token},
};

impl Town<'_> {
    /// What happened to a complaint.
    pub(crate) async fn history(&self, complaint: ComplaintId) -> Vec<Entry> {
        let entry = |item| match item {
            Item::Entry(recorded) => Entry::from_bytes(&recorded.body).unwrap(),
            other => panic!("no entry: {other:?}"),
        };
        self.list(Select::History(complaint)).await.into_iter().map(entry).collect()
    }

    async fn say(&self, numbers: impl IntoIterator<Item = usize>) {
        let mut batch = anyway();
        for number in numbers {
            batch.log(entry(None, number));
        }
        self.apply(batch).await;
    }
}

/// Positions without gaps, digests of the bodies, and links of the digests.
fn verify(log: &[Recorded]) {
    let mut previous = Digest::default();
    for (entry, position) in log.iter().zip(1..) {
        assert_eq!(entry.position, position);
        assert_eq!(entry.digest, digest(&entry.body), "the digest of {position}");
        assert_eq!(entry.link, link(&previous, &entry.digest), "the link of {position}");
        previous = entry.link;
    }
}

fn entries(log: &[Recorded]) -> Vec<Entry> {
    log.iter().map(|recorded| Entry::from_bytes(&recorded.body).unwrap()).collect()
}

pub async fn positions_are_one_two_three(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    assert_eq!(town.log().await, []);
    town.say([1]).await;
    town.say([2, 3, 4]).await;
    town.reopen().await;
    town.say([]).await;
    town.say([5]).await;
    let log = town.log().await;
    verify(&log);
    assert_eq!(entries(&log), [1, 2, 3, 4, 5].map(|of| entry(None, of)));
    assert_eq!(town.storage().figures(crate::fixture::now()).await.unwrap().log, 5);
}

pub async fn an_entry_is_kept_to_the_byte(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let said = entry(Some(id(1)), 7);
    town.apply({
        let mut batch = anyway();
        batch.log(said.clone());
        batch
    })
    .await;
    assert_eq!(town.log().await[0].body, said.to_bytes());
}

pub async fn what_was_not_applied_leaves_no_gap(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for of in 0..4 {
        let mut batch = once(&(of / 2).to_string(), "");
        batch.log(entry(None, of));
        let said = town.commit(batch).await;
        assert_eq!(said == Committed::Applied, of % 2 == 0);
        let mut stale = put(record(officer(1), "late"), 9);
        stale.log(entry(None, 99));
        assert_eq!(town.commit(stale).await, Committed::Conflict);
    }
    let log = town.log().await;
    verify(&log);
    assert_eq!(entries(&log), [0, 2].map(|of| entry(None, of)));
}

pub async fn the_log_is_read_in_pieces(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.say(0..10).await;
    let log = town.log().await;
    assert_eq!(town.storage().log(0, 4).await.unwrap(), log[..4]);
    assert_eq!(town.storage().log(4, 4).await.unwrap(), log[4..8]);
    assert_eq!(town.storage().log(8, 4).await.unwrap(), log[8..]);
    assert_eq!(town.storage().log(10, 4).await.unwrap(), []);
    assert_eq!(town.storage().log(u64::from(u32::MAX), 4).await.unwrap(), []);
    assert_eq!(town.storage().log(0, 0).await.unwrap(), []);
}

pub async fn a_follower_misses_nothing_that_was_committed_late(medium: &dyn Medium) {
    const EACH: usize = 25;
    const WRITERS: usize = 4;
    let town = Town::open(medium).await;
    let said = town.together(WRITERS + 1, async |town, thread| {
        let mut seen = Vec::new();
        if thread < WRITERS {
            for of in 0..EACH {
                // Long and short batches, so that some begin before others and end after them.
                let mut batch = anyway();
                for more in 0..if thread == 0 { 60 } else { 0 } {
                    let who = format!("{of} {more}");
                    batch.write(join(id(1), Set::Follows, &who));
                }
                batch.log(entry(Some(id(thread)), thread * EACH + of));
                town.apply(batch).await;
            }
        } else {
            // As long as there is a position to come; more turns than that are a store's mistake.
            for _ in 0..1_000 {
                let last = seen.last().map_or(0, |entry: &Recorded| entry.position);
                if last >= u64::try_from(WRITERS * EACH).unwrap() {
                    break;
                }
                let more = town.storage().log(last, 7).await.unwrap();
                if more.is_empty() {
                    town.changed(last).await;
                }
                seen.extend(more);
            }
        }
        seen
    });
    let seen = &said[WRITERS];
    verify(seen);
    assert_eq!(*seen, town.log().await);
    for thread in 0..WRITERS {
        let expected: Vec<_> =
            (0..EACH).map(|of| entry(Some(id(thread)), thread * EACH + of)).collect();
        assert_eq!(town.history(id(thread)).await, expected, "writer {thread}");
    }
}

pub async fn a_complaint_has_its_history(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    for of in 0..9 {
        let mut batch = anyway();
        batch.log(entry([None, Some(id(1)), Some(id(2))][of % 3], of));
        town.apply(batch).await;
    }
    town.reopen().await;
    assert_eq!(town.history(id(1)).await, [1, 4, 7].map(|of| entry(Some(id(1)), of)));
    assert_eq!(town.history(id(2)).await, [2, 5, 8].map(|of| entry(Some(id(2)), of)));
    assert_eq!(town.history(id(3)).await, []);
    let log = town.log().await;
    let items = town.list(Select::History(id(1))).await;
    assert_eq!(items[1], Item::Entry(log[4].clone()), "with its place in the log");
}

pub async fn history_outlives_its_complaint(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let mut filed = put(complaint(1), 0);
    filed.log(entry(Some(id(1)), 1));
    town.apply(filed).await;
    let mut undone = crate::fixture::erase(aduan::record::Key::Complaint(id(1)), 1);
    undone.log(entry(Some(id(1)), 2));
    town.apply(undone).await;
    assert_eq!(town.history(id(1)).await, [1, 2].map(|of| entry(Some(id(1)), of)));
}

pub async fn who_is_behind_is_told_at_once(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.say(0..3).await;
    assert_eq!(town.log().await.len(), 3);
    assert_eq!(town.storage().changed(0).await.unwrap(), 3);
    assert_eq!(town.storage().changed(2).await.unwrap(), 3);
    town.reopen().await;
    assert_eq!(town.log().await.len(), 3);
    assert_eq!(town.storage().changed(1).await.unwrap(), 3);
}

pub async fn who_waits_is_woken(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for round in 0..10 {
        let (waits, waiting) = channel();
        let waits = std::sync::Mutex::new((Some(waits), Some(waiting)));
        town.together(2, async |town, thread| {
            if thread == 0 {
                let told = waits.lock().unwrap().0.take().unwrap();
                told.send(()).unwrap();
                while town.changed(round).await <= round {}
            } else {
                let waiting = waits.lock().unwrap().1.take().unwrap();
                waiting.recv().unwrap();
                town.say([0]).await;
            }
        });
    }
}

pub async fn committers_together_get_positions_of_their_own(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.together(8, async |town, thread| {
        for of in 0..10 {
            let mut batch = anyway();
            batch.write(Write::Leave(id(1), Set::Follows, token("nobody")));
            batch.log(entry(None, thread)).log(entry(None, of));
            town.apply(batch).await;
        }
    });
    let log = town.log().await;
    verify(&log);
    assert_eq!(log.len(), 160);
    for pair in log.chunks(2) {
        assert!(entries(pair)[1].at < crate::fixture::minutes(1), "a batch stays together");
    }
}
