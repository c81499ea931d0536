//! A process in which people file, vote, comment and chat at once.

use std::path::Path;

use aduan::{
    prelude::*,
    query::{Filter, Item, Order, Query, Select},
    seal::Scope,
};
use aduan_gateway::{Gateway, Heard, Inbound, Settings};

use crate::{
    open,
    town::{complaint, gateway, person},
};

/// How much each of them does.
#[derive(Clone, Copy, Debug)]
pub enum Amount {
    /// So many things, and then an end.
    Times(usize),
    /// More and more, until somebody kills them.
    Endless,
}

impl Amount {
    fn rounds(self) -> std::ops::Range<usize> {
        match self {
            Self::Times(times) => 0..times,
            Self::Endless => 0..usize::MAX,
        }
    }
}

/// What the names of those who say hello have in common.
pub(crate) const GREETER: &str = "-warga-";

/// Says one line. Lines are whole, and leave the process at once.
fn say(line: std::fmt::Arguments<'_>) {
    println!("{line}");
}

/// Somebody about to live in a city: its doors are open and its people known.
#[derive(Debug)]
pub struct Victim {
    name: String,
    desk: Desk,
    gateway: Gateway,
    numbers: Vec<TrackingNumber>,
    reporters: Vec<Actor>,
    writer: Actor,
}

impl Victim {
    /// Opens the city of that folder. `name` keeps this victim's people apart from others'.
    pub async fn ready(folder: &Path, name: &str) -> Self {
        let desk = open(folder);
        let gateway = gateway(folder, desk.clone(), Settings::default());
        let numbers = published(&desk).await;
        let known = |who: String| person(&desk, &format!("{name}-{who}"));
        let reporters = (0..3).map(|n| known(format!("pelapor-{n}"))).collect();
        let writer = known("penulis".to_owned());
        Self { name: name.to_owned(), gateway, numbers, reporters, writer, desk }
    }

    /// Lives. A panic that a failpoint planted ends one of the people; the others live on.
    pub async fn live(self, amount: Amount) {
        say(format_args!("ready"));
        let Self { name, desk, gateway, numbers, reporters, writer } = self;
        let mut people = Vec::new();
        for (nth, by) in reporters.into_iter().enumerate() {
            // One of them has a camera.
            let photos = if nth == 0 { vec!["terminal:foto".into()] } else { Vec::new() };
            people.push(tokio::spawn(file_on(desk.clone(), by, photos, amount)));
        }
        let voters = format!("{name}-pemilih");
        people.push(tokio::spawn(vote_on(desk.clone(), voters, numbers.clone(), amount)));
        people.push(tokio::spawn(comment_on(desk, writer, numbers, amount)));
        for n in 0..2 {
            let greeter = format!("{name}{GREETER}{n}");
            people.push(tokio::spawn(chat_on(gateway.clone(), greeter, amount)));
        }
        for one in people {
            let _ = one.await;
        }
        let _ = tokio::spawn(async move { gateway.settle().await.is_ok() }).await;
        say(format_args!("done"));
    }
}

pub(crate) async fn published(desk: &Desk) -> Vec<TrackingNumber> {
    let filter = Filter { published: true, ..Filter::default() };
    let query = Query::new(Select::Complaints(filter, Order::Newest), 10);
    let page = desk.storage().list(&query).await.unwrap();
    let number = |item: &Item| match item {
        Item::Complaint(row, _) => aduan::book::complaint(row).unwrap().value.number,
        _ => panic!("not a complaint"),
    };
    page.items.iter().map(number).collect()
}

/// Files, each time with these photos.
async fn file_on(desk: Desk, by: Actor, photos: Vec<Box<str>>, amount: Amount) {
    for _ in amount.rounds() {
        let mut file = complaint(desk.reserve());
        file.photos.clone_from(&photos);
        let number = file.number.clone();
        // Told "not stored", or nothing, a client tries again with the same number.
        for _ in 0..3 {
            let (desk, by, file) = (desk.clone(), by.clone(), file.clone());
            let filed = tokio::spawn(async move { desk.file(&by, file).await }).await;
            if matches!(filed, Ok(Ok(_))) {
                say(format_args!("ack file {number}"));
                break;
            }
        }
    }
}

async fn vote_on(desk: Desk, name: String, numbers: Vec<TrackingNumber>, amount: Amount) {
    for n in amount.rounds() {
        let who = Recognise::new(Channel::Terminal, &format!("{name}-{n}"));
        let Ok(citizen) = desk.recognise(who).await else { continue };
        for number in &numbers {
            let voted = {
                let (desk, number) = (desk.clone(), number.clone());
                tokio::spawn(async move { desk.support(&Actor::Citizen(citizen), number).await })
            };
            if matches!(voted.await, Ok(Ok(_))) {
                say(format_args!("ack vote {number} {citizen}"));
            }
        }
    }
}

async fn comment_on(desk: Desk, by: Actor, numbers: Vec<TrackingNumber>, amount: Amount) {
    for n in amount.rounds() {
        let number = numbers[n % numbers.len()].clone();
        let id = format!("{by:?}/{n}");
        let once = desk.room().keys.token(Scope::Inbound, id.as_bytes());
        for _ in 0..3 {
            let comment = Comment::parse("Betul, masih mati").unwrap();
            let (desk, by, number) = (desk.clone(), by.clone(), number.clone());
            let wrote =
                tokio::spawn(async move { desk.comment(&by, number, comment, once).await }).await;
            if let Ok(Ok(posted)) = wrote {
                say(format_args!("ack comment {}", posted.id));
                break;
            }
        }
    }
}

/// Each person says hello once: every hello that was taken is owed an answer.
async fn chat_on(gateway: Gateway, name: String, amount: Amount) {
    for n in amount.rounds() {
        let address = format!("{name}-{n}");
        let hello = Inbound {
            peer: Peer::new(Channel::Terminal, address.clone()),
            provider_id: address.clone().into(),
            at: gateway.desk().now(),
            input: Heard::Said { text: "halo".into() },
            quoted: None,
            phone: None,
            network: None,
            language: None,
        };
        let taken = {
            let gateway = gateway.clone();
            tokio::spawn(async move { gateway.receive(&[hello]).await })
        };
        if matches!(taken.await, Ok(Ok(_))) {
            say(format_args!("ack hello {address}"));
        }
        let gateway = gateway.clone();
        let _ = tokio::spawn(async move { gateway.settle().await.is_ok() }).await;
    }
}
