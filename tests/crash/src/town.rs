//! The city in which victims live: one database file, its keys beside it, a folder of photos, and
//! a diary of what was delivered.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use aduan::{
    domain::Handle,
    ports::{CodeLetter, DeliveryError, FetchError, Message, Messenger},
    prelude::*,
};
use aduan_files::FileBlobs;
use aduan_gateway::{Gateway, Settings};
use aduan_sqlite::SqliteStorage;
use async_trait::async_trait;
use futures::executor::block_on;

/// How many complaints are there to vote and comment on from the beginning.
const PUBLISHED: usize = 4;

/// Where the keys are, in the folder of a city: there as well if `aduan init` founded it.
const KEYS: &str = "aduan.key";

/// What every photo looks like.
const PHOTO: &[u8] = include_bytes!("../../browser/photo.jpg");

/// A channel that writes down to whom it delivered, and has any photo one asks for.
#[derive(Debug)]
pub struct Diary(PathBuf);

impl Diary {
    /// The diary of the city in that folder.
    pub fn of(folder: &Path) -> Self {
        Self(folder.join("diary"))
    }

    /// To whom was delivered, in order.
    pub fn read(&self) -> Vec<String> {
        let text = fs::read_to_string(&self.0).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

#[async_trait]
impl Messenger for Diary {
    fn channel(&self) -> Channel {
        Channel::Terminal
    }

    async fn send(&self, to: &Peer, _: &Message) -> Result<(), DeliveryError> {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.0).unwrap();
        file.write_all(format!("{}\n", to.address).as_bytes()).unwrap();
        Ok(())
    }

    fn carries_codes_to(&self, _: &Handle) -> bool {
        false
    }

    async fn send_code(&self, _: &CodeLetter) -> Result<(), DeliveryError> {
        Err(DeliveryError::Unreachable)
    }

    async fn fetch(&self, _: &str, _: u64) -> Result<Box<[u8]>, FetchError> {
        Ok(PHOTO.into())
    }
}

/// The photos of the city in that folder.
pub(crate) fn photos(folder: &Path, desk: &Desk) -> FileBlobs {
    FileBlobs::open(&folder.join("photos"), &desk.city().jurisdiction).unwrap()
}

/// The gateway of the city in that folder.
pub(crate) fn gateway(folder: &Path, desk: Desk, settings: Settings) -> Gateway {
    let (diary, photos) = (Arc::new(Diary::of(folder)), Arc::new(photos(folder, &desk)));
    Gateway::new(desk, vec![diary], settings).keeping_photos_in(photos)
}

/// Opens the city in that folder.
pub fn open(folder: &Path) -> Desk {
    let mut city = City::new("lestari", "Kota Lestari", "LP").unwrap();
    for channel in [Channel::Terminal, Channel::Telegram] {
        city.login.insert(channel, Login::Channel);
    }
    city.limits.undo = TimeDelta::zero();
    for limit in [
        &mut city.limits.filings_a_day,
        &mut city.limits.votes_an_hour,
        &mut city.limits.comments_an_hour,
    ] {
        *limit = u32::MAX;
    }
    let keys = KeyRing::parse(&fs::read_to_string(folder.join(KEYS)).unwrap()).unwrap();
    let storage = SqliteStorage::open(&folder.join("aduan.db"), &city.jurisdiction).unwrap();
    Desk::new(Arc::new(storage), Arc::new(SystemClock), Arc::new(SystemEntropy), keys, city)
}

/// Founds a city in that folder, with a few published complaints.
pub fn found(folder: &Path) {
    fs::write(folder.join(KEYS), &*KeyRing::generate(&SystemEntropy).to_text()).unwrap();
    let desk = open(folder);
    let catalogue = include_str!("../../../examples/embed/catalogue.json").parse().unwrap();
    block_on(desk.set_catalogue(&Actor::System, catalogue)).unwrap();
    let first = person(&desk, "yang pertama");
    for _ in 0..PUBLISHED {
        let number = block_on(desk.file(&first, complaint(desk.reserve()))).unwrap().number;
        let to = "pju".parse().unwrap();
        block_on(desk.assign(&Actor::System, number, to)).unwrap();
    }
}

/// A person who is known.
pub(crate) fn person(desk: &Desk, name: &str) -> Actor {
    let who = Recognise::new(Channel::Terminal, name);
    Actor::Citizen(block_on(desk.recognise(who)).unwrap())
}

/// A complaint of that number.
pub(crate) fn complaint(number: TrackingNumber) -> File {
    let words = Words::parse("Lampu jalan mati di depan SD 3").unwrap();
    File::new(number, "lampu".parse().unwrap(), words)
}
