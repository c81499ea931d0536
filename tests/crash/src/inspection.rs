//! Looking at what is left.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
    time::Duration,
};

use aduan::{
    batch::Set,
    domain::{Photo, PhotoState},
    facts::Want,
    log::{self, By, Entry, Event},
    prelude::*,
    query::{Filter, Item, Order, Query, Select},
    queue::Queue,
    record::{Key, Name},
    sweep::sweep,
};
use aduan_gateway::Settings;

use crate::{Diary, open, town, victim};

/// What victims were told is done.
#[derive(Clone, Debug, Default)]
pub struct Acknowledged {
    filed: BTreeSet<TrackingNumber>,
    voted: BTreeSet<(TrackingNumber, CitizenId)>,
    commented: BTreeSet<CommentId>,
    greeted: BTreeSet<String>,
}

impl Acknowledged {
    /// Takes note of what a victim said. A last line cut short by its death says nothing.
    pub fn hear(&mut self, said: &str) {
        let whole = said.rfind('\n').map_or("", |end| &said[..end]);
        for line in whole.lines() {
            match line.split(' ').collect::<Vec<_>>().as_slice() {
                ["ack", "file", number] => {
                    self.filed.insert(number.parse().unwrap());
                }
                ["ack", "vote", number, who] => {
                    self.voted.insert((number.parse().unwrap(), who.parse().unwrap()));
                }
                ["ack", "comment", id] => {
                    self.commented.insert(id.parse().unwrap());
                }
                ["ack", "hello", who] => {
                    self.greeted.insert((*who).to_owned());
                }
                _ => {}
            }
        }
    }

    /// Takes note that somebody was told that her complaint is filed.
    pub fn file(&mut self, number: TrackingNumber) {
        self.filed.insert(number);
    }

    /// How much it is altogether.
    pub fn len(&self) -> usize {
        self.filed.len() + self.voted.len() + self.commented.len() + self.greeted.len()
    }

    /// Whether nothing was acknowledged.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Opens the city of that folder once more, lets it deliver what it owes, and says everything
/// that is wrong. `doubled` is how many deliveries may have been in doubt, and so be made twice.
pub async fn inspect(folder: &Path, told: &Acknowledged, doubled: usize) -> Vec<String> {
    let desk = open(folder);
    let mut wrong = Vec::new();
    deliver(&desk, folder, told, doubled, &mut wrong).await;

    photos(&desk, folder, &mut wrong).await;
    let mut history = Histories::read(&desk).await;
    for number in &told.filed {
        match history.filed.remove(number) {
            None => wrong.push(format!("{number} was acknowledged and is not in the log")),
            Some(1) => {}
            Some(times) => wrong.push(format!("{number} was filed {times} times")),
        }
        let name = Want::Named(Name::Number(number.clone()));
        let facts = desk.storage().load(&[name]).await.unwrap();
        if aduan::book::complaint_named(&facts, number).is_err() {
            wrong.push(format!("{number} was acknowledged and is not there"));
        }
    }
    for number in told.voted.iter().map(|(number, _)| number).collect::<BTreeSet<_>>() {
        votes(&desk, number, told, &mut wrong).await;
    }
    if history.commented < told.commented.len() {
        let (found, told) = (history.commented, told.commented.len());
        wrong.push(format!("{told} comments were acknowledged, {found} are in the log"));
    }
    wrong.extend(history.wrong);
    wrong
}

/// Lets the city work until nothing is due, and compares what it owed with the diary.
async fn deliver(
    desk: &Desk,
    folder: &Path,
    told: &Acknowledged,
    doubled: usize,
    wrong: &mut Vec<String>,
) {
    // A victim's leases outlive it: here they are over at once.
    let later = Arc::new(Later(TimeDelta::seconds(90)));
    let settings = Settings { poll: Duration::from_millis(1), ..Settings::default() };
    let gateway = town::gateway(folder, desk.with_clock(later), settings);
    gateway.settle().await.unwrap();
    let figures = desk.storage().figures(desk.now()).await.unwrap();
    for (queue, waiting, buried, _) in figures.queues {
        if queue != Queue::Timers && waiting + buried > 0 {
            wrong.push(format!("{}: {waiting} wait, {buried} are buried", queue.name()));
        }
    }
    let mut delivered = BTreeMap::<String, usize>::new();
    // Those who said hello are owed one answer each; others are told as much as there is to tell.
    for to in Diary::of(folder).read().into_iter().filter(|to| to.contains(victim::GREETER)) {
        *delivered.entry(to).or_default() += 1;
    }
    for who in &told.greeted {
        if !delivered.contains_key(who) {
            wrong.push(format!("{who} was heard and never answered"));
        }
    }
    let twice: usize = delivered.values().map(|times| times - 1).sum();
    if twice > doubled {
        wrong.push(format!("{twice} replies went out twice, {doubled} were in doubt"));
    }
}

/// A clock that is ahead.
#[derive(Debug)]
struct Later(TimeDelta);

impl aduan::ports::Clock for Later {
    fn now(&self) -> DateTime<Utc> {
        aduan::ports::Clock::now(&SystemClock) + self.0
    }
}

/// Every photo has come and can be seen, and two days later nothing is kept that is none of one.
async fn photos(desk: &Desk, folder: &Path, wrong: &mut Vec<String>) {
    let kept = desk.blobs_in(Arc::new(town::photos(folder, desk)));
    let in_two_days = desk.with_clock(Arc::new(Later(TimeDelta::days(2))));
    let mut after = None;
    loop {
        after = sweep(&in_two_days, &kept, after).await.unwrap().next;
        if after.is_none() {
            break;
        }
    }
    let mut known = 0;
    for photo in all_photos(desk).await {
        let PhotoState::Kept { picture } = photo.state else {
            wrong.push(format!("a photo did not come: {:?}", photo.state));
            continue;
        };
        for blob in [picture.blob, picture.thumbnail] {
            known += 1;
            if kept.get(blob).await.unwrap().is_none() {
                wrong.push("a photo is said to be kept and is not there".to_owned());
            }
        }
    }
    let found = kept.store().list(None, usize::MAX).await.unwrap().len();
    if found != known {
        wrong.push(format!("{found} blobs are kept, {known} have a name"));
    }
}

async fn all_photos(desk: &Desk) -> Vec<Photo> {
    let select = Select::Complaints(Filter::default(), Order::Newest);
    let (mut query, mut photos) = (Query::new(select, Query::LIMIT), Vec::new());
    loop {
        let page = desk.storage().list(&query).await.unwrap();
        for item in page.items {
            let Item::Complaint(row, _) = item else { panic!("not a complaint") };
            photos.extend(aduan::book::complaint(&row).unwrap().value.photos);
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => return photos,
        }
    }
}

/// Compares the votes of a complaint with its tally and with what was acknowledged.
async fn votes(desk: &Desk, number: &TrackingNumber, told: &Acknowledged, wrong: &mut Vec<String>) {
    let name = Want::Named(Name::Number(number.clone()));
    let facts = desk.storage().load(&[name]).await.unwrap();
    let complaint = aduan::book::complaint_named(&facts, number).unwrap().value.id;
    let query = Query::new(Select::Members(complaint, Set::Supports), 1);
    let rows = desk.storage().count(&query).await.unwrap();
    let tally = desk.storage().load(&[Want::Tally(complaint)]).await.unwrap().tally(complaint);
    if tally.supports != rows {
        wrong.push(format!("{number}: the tally says {}, there are {rows}", tally.supports));
    }
    let room = desk.room();
    for (_, who) in told.voted.iter().filter(|(of, _)| of == number) {
        let want = Want::Member(complaint, Set::Supports, room.member(*who));
        let facts = desk.storage().load(&[want]).await.unwrap();
        if !facts.is_member(complaint, Set::Supports, room.member(*who)) {
            wrong.push(format!("a vote for {number} was acknowledged and is not there"));
        }
    }
}

/// What the log says.
#[derive(Default)]
struct Histories {
    filed: BTreeMap<TrackingNumber, usize>,
    commented: usize,
    wrong: Vec<String>,
}

impl Histories {
    /// Reads the whole log, and checks its chain on the way.
    async fn read(desk: &Desk) -> Self {
        let (mut all, mut at, mut last) = (Self::default(), 0, [0; 32]);
        let mut votes = BTreeSet::new();
        loop {
            let page = desk.storage().log(at, 500).await.unwrap();
            if page.is_empty() {
                return all;
            }
            for recorded in page {
                at += 1;
                let digest = log::digest(&recorded.body);
                let sound = recorded.position == at
                    && recorded.digest == digest
                    && recorded.link == log::link(&last, &digest);
                if !sound {
                    all.wrong.push(format!("the chain is broken at {at}"));
                }
                last = recorded.link;
                let Some(entry) = Entry::from_bytes(&recorded.body) else {
                    all.wrong.push(format!("entry {at} cannot be read"));
                    continue;
                };
                all.count(desk, &entry, &mut votes);
            }
        }
    }

    fn count(
        &mut self,
        desk: &Desk,
        entry: &Entry,
        votes: &mut BTreeSet<(ComplaintId, CitizenId)>,
    ) {
        match (&entry.what, entry.about, &entry.by) {
            (Event::Filed { number, .. }, ..) => {
                *self.filed.entry(number.clone()).or_default() += 1;
            }
            (Event::Commented, ..) => self.commented += 1,
            (Event::Supported, Some(complaint), By::Citizen(sealed)) => {
                let who = desk.room().open(&Key::Complaint(complaint), sealed).unwrap();
                if !votes.insert((complaint, who)) {
                    self.wrong.push("one person's vote is in the log twice".to_owned());
                }
            }
            _ => {}
        }
    }
}
