//! A record changes only for those who saw its last version.

use aduan::{
    batch::{Committed, Guard},
    record::{Key, RecordKind},
    seal::Token,
};

use crate::{
    Medium,
    fixture::{Town, anyway, complaint, erase, id, officer, put, queued_id, record, token},
};

fn one_of_each_kind() -> Vec<Key> {
    let same = Token::from_bytes([7; 16]);
    let keys = vec![
        Key::Complaint(same.to_string().parse().unwrap()),
        Key::Citizen(same.to_string().parse().unwrap()),
        Key::Drawer(same),
        Key::Conversation(same),
        Key::Challenge(same),
        Key::Page(same),
        Key::Officer(same.to_string().parse().unwrap()),
        Key::Catalogue,
        Key::Areas,
        Key::Changes,
    ];
    assert!(keys.iter().all(|key| key.kind() != RecordKind::Queued));
    keys
}

pub async fn records_of_all_kinds_are_kept_apart(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for key in one_of_each_kind() {
        assert_eq!(town.row(key.clone()).await, None);
        town.apply(put(record(key.clone(), key.kind().name()), 0)).await;
    }
    for key in one_of_each_kind() {
        let (version, row) = town.row(key.clone()).await.unwrap();
        assert_eq!((version, row), (1, record(key.clone(), key.kind().name())));
    }
}

pub async fn a_version_rises_by_one(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for seen in 0..5 {
        town.apply(put(record(officer(1), &seen.to_string()), seen)).await;
        let (version, row) = town.row(officer(1)).await.unwrap();
        assert_eq!((version, &*row.body), (seen + 1, seen.to_string().as_bytes()));
    }
}

pub async fn a_stale_version_conflicts(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(put(record(officer(1), "one"), 0)).await;
    town.apply(put(record(officer(1), "two"), 1)).await;
    for stale in [0, 1, 3, u64::from(u32::MAX)] {
        let conflict = town.commit(put(record(officer(1), "late"), stale)).await;
        assert_eq!(conflict, Committed::Conflict);
    }
    let (version, row) = town.row(officer(1)).await.unwrap();
    assert_eq!((version, &*row.body), (2, &b"two"[..]));
}

pub async fn nothing_is_created_twice(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(put(complaint(1), 0)).await;
    assert_eq!(town.commit(put(complaint(1), 0)).await, Committed::Conflict);
}

pub async fn a_record_that_is_not_there_has_version_zero(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    assert_eq!(town.commit(put(complaint(1), 1)).await, Committed::Conflict);
    for key in [officer(1), Key::Queued(queued_id("none"))] {
        let mut batch = anyway();
        batch.guard(Guard::Version(key.clone(), 0));
        town.apply(batch).await;
        let mut batch = anyway();
        batch.guard(Guard::Version(key, 1));
        assert_eq!(town.commit(batch).await, Committed::Conflict);
    }
}

pub async fn an_erased_record_is_gone_and_may_come_again(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(put(record(officer(1), "one"), 0)).await;
    assert_eq!(town.commit(erase(officer(1), 2)).await, Committed::Conflict);
    town.apply(erase(officer(1), 1)).await;
    assert_eq!(town.row(officer(1)).await, None);
    assert_eq!(town.commit(put(record(officer(1), "late"), 1)).await, Committed::Conflict);
    town.apply(put(record(officer(1), "again"), 0)).await;
    assert_eq!(town.version(officer(1)).await, 1);
}

pub async fn a_version_that_is_only_looked_at_stays(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([record(officer(1), "one"), record(officer(2), "two")]).await;
    let mut batch = put(record(officer(2), "three"), 1);
    batch.guard(Guard::Version(officer(1), 1));
    town.apply(batch).await;
    assert_eq!([town.version(officer(1)).await, town.version(officer(2)).await], [1, 2]);
}

pub async fn of_many_writers_one_wins(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for seen in 0..10 {
        let said = town.together(4, async |town, thread| {
            town.commit(put(record(officer(1), &thread.to_string()), seen)).await
        });
        let winners: Vec<_> =
            (0..4).filter(|thread| said[*thread] == Committed::Applied).collect();
        let [winner] = winners[..] else { panic!("winners: {winners:?}") };
        let (version, row) = town.row(officer(1)).await.unwrap();
        assert_eq!((version, &*row.body), (seen + 1, winner.to_string().as_bytes()));
    }
}

pub async fn no_update_is_lost(medium: &dyn Medium) {
    const ROUNDS: u64 = 20;
    let town = Town::open(medium).await;
    town.together(4, async |town, _| {
        for _ in 0..ROUNDS {
            loop {
                town.go_on();
                let found = town.row(Key::Complaint(id(1))).await;
                let (seen, count) = found.map_or((0, 0), |(version, row)| {
                    (version, String::from_utf8_lossy(&row.body).parse::<u64>().unwrap())
                });
                let next = record(Key::Complaint(id(1)), &(count + 1).to_string());
                if town.commit(put(next, seen)).await == Committed::Applied {
                    break;
                }
            }
        }
    });
    let (version, row) = town.row(Key::Complaint(id(1))).await.unwrap();
    assert_eq!((version, &*row.body), (4 * ROUNDS, (4 * ROUNDS).to_string().as_bytes()));
}

pub async fn a_bystander_does_not_conflict(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let said = town.together(8, async |town, thread| {
        let key = Key::Drawer(token(&thread.to_string()));
        for seen in 0..10 {
            town.apply(put(record(key.clone(), "mine"), seen)).await;
        }
        town.version(key).await
    });
    assert_eq!(said, [10; 8]);
}
