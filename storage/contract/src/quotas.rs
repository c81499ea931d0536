//! A quota is exact.

use aduan::batch::{Batch, Committed, Guard};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Medium,
    fixture::{Town, minutes, now, officer, once, put, quota, record, token},
};

fn one(key: &str, limit: u32, now: DateTime<Utc>) -> Batch {
    let mut batch = Batch::new();
    batch.guard(quota(key, limit, now));
    batch
}

fn hour() -> TimeDelta {
    TimeDelta::hours(1)
}

pub async fn a_quota_ends_at_its_limit(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for used in 0..3 {
        assert_eq!(town.used(token("key"), hour(), now()).await, used);
        town.apply(one("key", 3, now())).await;
    }
    for _ in 0..2 {
        let refused = Committed::Refused { key: token("key"), until: minutes(60) };
        assert_eq!(town.commit(one("key", 3, minutes(20))).await, refused);
        assert_eq!(town.used(token("key"), hour(), minutes(59)).await, 3);
    }
    town.apply(one("key", 4, now())).await;
}

pub async fn a_quota_of_nothing_is_used_up(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let refused = Committed::Refused { key: token("key"), until: minutes(60) };
    assert_eq!(town.commit(one("key", 0, now())).await, refused);
}

pub async fn a_quota_is_exact_among_many_callers(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let said = town.together(8, async |town, _| {
        let mut applied = 0;
        for _ in 0..5 {
            match town.commit(one("key", 17, now())).await {
                Committed::Applied => applied += 1,
                Committed::Refused { until, .. } => assert_eq!(until, minutes(60)),
                other => panic!("a quota that says {other:?}"),
            }
        }
        applied
    });
    assert_eq!(said.into_iter().sum::<u32>(), 17);
    assert_eq!(town.used(token("key"), hour(), now()).await, 17);
}

pub async fn a_window_begins_at_a_multiple_of_its_length(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let last = minutes(60) - TimeDelta::nanoseconds(1);
    town.apply(one("key", 1, last)).await;
    let refused = Committed::Refused { key: token("key"), until: minutes(60) };
    assert_eq!(town.commit(one("key", 1, now())).await, refused);
    assert_eq!(town.commit(one("key", 1, last)).await, refused);
    assert_eq!(town.used(token("key"), hour(), minutes(60)).await, 0);
    town.apply(one("key", 1, minutes(60))).await;
    let refused = Committed::Refused { key: token("key"), until: minutes(120) };
    assert_eq!(town.commit(one("key", 1, minutes(119))).await, refused);
}

pub async fn windows_of_other_lengths_are_counted_apart(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let day = TimeDelta::days(1);
    let daily = Guard::Quota { key: token("key"), window: day, limit: 1, now: now() };
    town.apply(one("key", 1, now())).await;
    let mut batch = Batch::new();
    batch.guard(daily.clone());
    town.apply(batch.clone()).await;
    let midnight = minutes(16 * 60);
    assert_eq!(
        town.commit(batch).await,
        Committed::Refused { key: token("key"), until: midnight }
    );
    assert_eq!(town.used(token("key"), hour(), now()).await, 1);
    assert_eq!(town.used(token("key"), day, now()).await, 1);
}

pub async fn keys_are_counted_apart(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(one("ani", 1, now())).await;
    town.apply(one("budi", 1, now())).await;
    assert_eq!(town.used(token("cici"), hour(), now()).await, 0);
}

pub async fn what_is_not_applied_is_not_counted(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(once("used", "first")).await;
    for after in [true, false] {
        for other in [
            Guard::Once(token("used"), Box::default()),
            Guard::Version(officer(1), 5),
            quota("never", 0, now()),
        ] {
            let (first, second) = (quota("key", 9, now()), other);
            let mut batch = Batch::new();
            if after {
                batch.guard(first).guard(second);
            } else {
                batch.guard(second).guard(first);
            }
            assert_ne!(town.commit(batch).await, Committed::Applied);
        }
    }
    assert_eq!(town.used(token("key"), hour(), now()).await, 0);
}

pub async fn what_is_counted_survives_being_closed(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.apply(one("key", 2, now())).await;
    town.reopen().await;
    town.apply(one("key", 2, now())).await;
    town.reopen().await;
    assert_eq!(town.used(token("key"), hour(), now()).await, 2);
    assert_ne!(town.commit(one("key", 2, now())).await, Committed::Applied);
}

pub async fn upkeep_forgets_no_window_that_lasts(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let mut batch = put(record(officer(1), "officer"), 0);
    batch.guard(quota("key", 1, now()));
    town.apply(batch).await;
    town.storage().upkeep(minutes(59)).await.unwrap();
    assert_eq!(town.used(token("key"), hour(), minutes(59)).await, 1);
    town.storage().upkeep(minutes(61)).await.unwrap();
    town.apply(one("key", 1, minutes(61))).await;
    assert_eq!(town.version(officer(1)).await, 1);
}
