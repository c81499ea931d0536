//! How long a filing takes while five thousand followers of another complaint are told, beside how
//! long it takes when nobody is. `cargo run --release -p bench --bin fan-out` prints the table.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use aduan::{
    batch::{Batch, Write},
    facts::Want,
    ports::{CodeLetter, DeliveryError, Message, Messenger},
    prelude::*,
    record::Name,
};
use aduan_gateway::{Gateway, Settings};
use aduan_sqlite::SqliteStorage;
use anyhow::Result;
use async_trait::async_trait;
use bench::timed;
use futures::executor::block_on;

const FOLLOWERS: usize = 5_000;
/// How many people file at once, each waiting for her acknowledgement, and then a little more.
const CALLERS: usize = 4;
const BETWEEN: Duration = Duration::from_millis(20);
/// How many filings are timed while nobody is told anything.
const FILINGS: usize = 4_000;

/// A channel that takes everything at once: the courier is as busy as it can be.
#[derive(Debug, Default)]
struct Quick(AtomicUsize);

#[async_trait]
impl Messenger for Quick {
    fn channel(&self) -> Channel {
        Channel::Webchat
    }
    async fn send(&self, _: &Peer, _: &Message) -> Result<(), DeliveryError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
    fn carries_codes_to(&self, _: &Handle) -> bool {
        false
    }
    async fn send_code(&self, _: &CodeLetter) -> Result<(), DeliveryError> {
        Err(DeliveryError::Unreachable)
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (path, keys) = (folder.path().join("city.db"), KeyRing::generate(&SystemEntropy));
    let (number, officer, people) = sow(&path, &keys)?;
    let desk = open(&path, &keys, TimeDelta::minutes(5))?;
    let quick = Arc::new(Quick::default());
    let gateway = Gateway::new(desk.clone(), vec![Arc::clone(&quick) as _], Settings::default());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(async move {
        gateway.run(async move { drop(stopped.await) }).await;
    });

    let files = |enough: Enough| {
        let (desk, people) = (desk.clone(), people.clone());
        tokio::task::spawn_blocking(move || file(&desk, &people, &enough))
    };
    println!("{:<26} {:>8} {:>9} {:>9} {:>9}", "", "filings", "p50 ms", "p95 ms", "p99 ms");
    report("nobody is told", files(Enough::Filed(FILINGS)).await??);
    desk.start(&officer, number).await?;
    let told = files(Enough::Told(Arc::clone(&quick))).await??;
    report("five thousand are told", told);
    report("nobody is told, after", files(Enough::Filed(FILINGS)).await??);
    drop(stop);
    running.await?;
    println!("{} deliveries", quick.0.load(Ordering::Relaxed));
    Ok(())
}

fn open(path: &Path, keys: &KeyRing, undo: TimeDelta) -> Result<Desk> {
    let mut city = City::new("lestari", "Kota Lestari", "LP")?;
    city.login.insert(Channel::Webchat, Login::Channel);
    (city.limits.filings_a_day, city.limits.undo) = (u32::MAX, undo);
    let storage = SqliteStorage::open(path, &city.jurisdiction)?;
    let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    Ok(Desk::new(Arc::new(storage), clock, chance, keys.clone(), city))
}

/// A city with people who file, and one published complaint that many follow.
fn sow(path: &Path, keys: &KeyRing) -> Result<(TrackingNumber, Actor, Vec<CitizenId>)> {
    let desk = open(path, keys, TimeDelta::zero())?;
    let catalogue = include_str!("../../../../examples/embed/catalogue.json").parse()?;
    block_on(desk.set_catalogue(&Actor::System, catalogue))?;
    let add = AddOfficer {
        name: PersonName::parse("Dewi")?,
        email: Email::parse("dewi@lestari.id")?,
        role: Role::Agent,
        department: Some("pju".parse()?),
    };
    let officer = Actor::Officer(block_on(desk.run(&Actor::System, &add))?.answer);
    let people = (0..64)
        .map(|n| block_on(desk.recognise(Recognise::new(Channel::Webchat, &format!("warga {n}")))))
        .collect::<Result<Vec<_>, _>>()?;
    let number = block_on(desk.file(&Actor::Citizen(people[0]), complaint(&desk)?))?.number;
    block_on(desk.assign(&Actor::System, number.clone(), "pju".parse()?))?;

    let want = Want::Named(Name::Number(number.clone()));
    let facts = block_on(desk.storage().load(&[want]))?;
    let followed = aduan::book::complaint_named(&facts, &number)?.value.id;
    let room = desk.room();
    let names: Vec<usize> = (0..FOLLOWERS).collect();
    for some in names.chunks(100) {
        let mut batch = Batch::new();
        for n in some {
            let mut citizen = Citizen::new(CitizenId::random(&SystemEntropy), Language::Indonesian);
            citizen.sign_in(&Peer::new(Channel::Webchat, format!("pengikut {n}")), room.now);
            room.put_citizen(&mut batch, &citizen, 0);
            batch.write(Write::Join(room.follower(followed, citizen.id)));
        }
        block_on(desk.commit(batch))?;
    }
    Ok((number, officer, people))
}

fn complaint(desk: &Desk) -> Result<File> {
    let words = Words::parse("Lampu penerangan jalan umum mati sejak tiga hari yang lalu")?;
    Ok(File::new(desk.reserve(), "lampu".parse()?, words))
}

/// When it is enough.
enum Enough {
    /// After so many filings.
    Filed(usize),
    /// Once all followers were told.
    Told(Arc<Quick>),
}

/// Files from several callers until it is enough, and says how long each filing took.
fn file(desk: &Desk, people: &[CitizenId], enough: &Enough) -> Result<Vec<Duration>> {
    let goes_on = |filed: usize| match enough {
        Enough::Filed(all) => filed < all / CALLERS,
        Enough::Told(quick) => quick.0.load(Ordering::Relaxed) < FOLLOWERS,
    };
    std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                let by = Actor::Citizen(people[caller]);
                scope.spawn(move || -> Result<Vec<Duration>> {
                    let mut took = Vec::new();
                    let (_silent, metronome) = mpsc::channel::<()>();
                    while goes_on(took.len()) {
                        let file = complaint(desk)?;
                        let (time, filed) = timed(|| block_on(desk.file(&by, file)));
                        filed?;
                        took.push(time);
                        let _ = metronome.recv_timeout(BETWEEN);
                    }
                    Ok(took)
                })
            })
            .collect();
        let mut all = Vec::new();
        for caller in callers {
            all.extend(caller.join().map_err(|_| anyhow::anyhow!("a caller panicked"))??);
        }
        Ok(all)
    })
}

fn report(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |percent: usize| {
        let index = (took.len() * percent / 100).min(took.len().saturating_sub(1));
        took.get(index).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    };
    println!("{what:<26} {:>8} {:>9.2} {:>9.2} {:>9.2}", took.len(), at(50), at(95), at(99));
}
