//! Telling many people, in one life after the other.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use aduan::{
    batch::{Batch, Write},
    facts::Want,
    jobs::Tell,
    ports::Clock,
    prelude::*,
    queue::Queue,
    record::Name,
    stub::StoppedClock,
};
use aduan_gateway::{Gateway, Settings};

use crate::{Diary, open, victim::published};

fn follower(n: usize) -> String {
    format!("pengikut-{n}")
}

/// So many people follow a complaint, which an officer takes over: they are owed the news.
pub async fn owe_many(folder: &Path, followers: usize) {
    let desk = open(folder);
    let number = published(&desk).await.remove(0);
    let named = Want::Named(Name::Number(number.clone()));
    let facts = desk.storage().load(&[named]).await.unwrap();
    let complaint = aduan::book::complaint_named(&facts, &number).unwrap().value.id;
    let room = desk.room();
    for some in (0..followers).collect::<Vec<_>>().chunks(100) {
        let mut batch = Batch::new();
        for n in some {
            let mut citizen = Citizen::new(CitizenId::random(&SystemEntropy), Language::Indonesian);
            citizen.sign_in(&Peer::new(Channel::Terminal, follower(*n)), room.now);
            room.put_citizen(&mut batch, &citizen, 0);
            batch.write(Write::Join(room.follower(complaint, citizen.id)));
        }
        desk.commit(batch).await.unwrap();
    }
    let add = AddOfficer {
        name: PersonName::parse("Dewi").unwrap(),
        email: Email::parse("dewi@lestari.id").unwrap(),
        role: Role::Agent,
        department: Some("pju".parse().unwrap()),
    };
    let dewi = Actor::Officer(desk.run(&Actor::System, &add).await.unwrap().answer);
    desk.start(&dewi, number).await.unwrap();
}

/// Tells them until nothing is due, one at a time, so that at most one delivery is ever in doubt.
/// In the life of that number the leases of those before it are over.
pub async fn tell(folder: &Path, life: i32) {
    let now = SystemClock.now() + TimeDelta::minutes(2) * life;
    let clock = Arc::new(StoppedClock::at(&now.to_rfc3339()));
    let desk = open(folder).with_clock(Arc::clone(&clock) as _);
    let settings = Settings { lanes: 1, ..Settings::default() };
    let diary = Arc::new(Diary::of(folder));
    let gateway = Gateway::new(desk.clone(), vec![diary], settings);
    while is_left(&desk).await > 0 {
        gateway.settle().await.unwrap();
        clock.advance(Tell::PAUSE);
    }
}

/// How much is still to be told.
async fn is_left(desk: &Desk) -> u64 {
    let figures = desk.storage().figures(desk.now()).await.unwrap();
    let telling = figures.queues.iter().filter(|it| matches!(it.0, Queue::Jobs | Queue::Outbox));
    telling.map(|(_, waiting, buried, _)| waiting + buried).sum()
}

/// Says who was not told, and how many were told too often.
pub fn is_all_told(folder: &Path, followers: usize, in_doubt: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut told = BTreeMap::<String, usize>::new();
    for to in Diary::of(folder).read() {
        *told.entry(to).or_default() += 1;
    }
    let times = |n| told.get(&follower(n)).copied().unwrap_or_default();
    wrong.extend((0..followers).filter(|n| times(*n) == 0).map(|n| format!("{n} was not told")));
    let twice: usize = (0..followers).map(|n| times(n).saturating_sub(1)).sum();
    if twice > in_doubt {
        wrong.push(format!("{twice} were told twice, {in_doubt} were in doubt"));
    }
    wrong
}
