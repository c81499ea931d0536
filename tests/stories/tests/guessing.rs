//! Whoever guesses at a code gets five verdicts, however he goes about it: one guess after the other
//! or all at once, through restarts, from chats on every channel, and from several processes over one
//! PostgreSQL. And whoever has codes sent to others comes to an end soon.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

use std::{
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use aduan::{
    Desk, DeskError,
    authority::Actor,
    domain::{Channel, City, Code, Email, Handle, Language, Limits, Peer, Phone, Purpose},
    ports::Storage,
    refusal::{Counted, Refusal},
    seal::KeyRing,
    stub::{SeededEntropy, StoppedClock},
    verb::After,
    verbs::{CodeBudget, EnterCode, RequestCode, Verdict},
};
use aduan_postgres::{Options, PostgresStorage};
use aduan_sqlite::SqliteStorage;
use chrono::TimeDelta;
use test_postgres::Server;

/// The city of the guesses, with the keys it has whoever opens it, over one storage.
struct Town {
    desk: Desk,
    clock: Arc<StoppedClock>,
}

fn town(storage: Arc<dyn Storage>, city: City, seed: u64) -> Town {
    let keys = KeyRing::generate(&SeededEntropy::new(7));
    let clock = Arc::new(StoppedClock::at("2026-11-21T02:10:00Z"));
    let entropy = Arc::new(SeededEntropy::new(seed));
    let desk = Desk::new(storage, Arc::clone(&clock) as _, entropy, keys, city);
    Town { desk, clock }
}

/// A city of that name, one for each attack.
fn city(name: &str) -> City {
    City::new(name, "Kota Lestari", "LP").unwrap()
}

fn sqlite(folder: &Path, city: &City) -> Arc<dyn Storage> {
    let file = folder.join(format!("{}.db", city.jurisdiction));
    Arc::new(SqliteStorage::open(&file, &city.jurisdiction).unwrap())
}

async fn postgres(url: &str, city: &City) -> Arc<dyn Storage> {
    let connected = PostgresStorage::connect(url, &city.jurisdiction, Options::default()).await;
    Arc::new(connected.unwrap())
}

/// Where people write; an account of one name on each has nothing to do with the others.
const CHANNELS: [Channel; 4] =
    [Channel::Terminal, Channel::Webchat, Channel::Telegram, Channel::WhatsApp];

fn on(channel: Channel, name: &str) -> Peer {
    Peer::new(channel, name)
}

fn chat(name: &str) -> Peer {
    on(Channel::Terminal, name)
}

fn email(name: &str) -> Handle {
    Handle::Email(Email::parse(&format!("{name}@contoh.id")).unwrap())
}

fn wrong(code: &Code) -> Code {
    let other = if code.reveal() == "000000" { "000001" } else { "000000" };
    Code::find(other).unwrap()
}

impl Town {
    async fn asks(&self, peer: Peer, handle: Handle, network: &str) -> Result<Code, Refusal> {
        let (purpose, language) = (Purpose::Login, Language::Indonesian);
        let ask = RequestCode { peer, purpose, handle, language, network: Some(network.into()) };
        match self.desk.run(&Actor::Visitor, &ask).await {
            Ok(done) => {
                let [After::SendCode(letter)] = &done.after[..] else { panic!("one letter") };
                Ok(letter.code.clone())
            }
            Err(DeskError::Refused(refusal)) => Err(refusal),
            Err(error) => panic!("{error}"),
        }
    }

    /// Has a code sent to somebody, which the guesser does not see.
    async fn sends_a_code(&self) -> Code {
        self.asks(chat("penebak"), email("sari"), "192.0.2").await.unwrap()
    }

    async fn guesses(&self, peer: Peer, purpose: Purpose, code: &Code) -> Option<Verdict> {
        let (code, language) = (code.clone(), Language::Indonesian);
        let guess = EnterCode { peer, purpose, code, language, consent: None };
        self.desk.run(&Actor::Visitor, &guess).await.ok().map(|done| done.answer)
    }

    /// Whether a guess got a verdict.
    async fn is_told(&self, code: &Code) -> bool {
        self.is_told_in(chat("penebak"), code).await
    }

    async fn is_told_in(&self, peer: Peer, code: &Code) -> bool {
        let told = self.guesses(peer, Purpose::Login, code).await;
        matches!(told, Some(Verdict::Right(_) | Verdict::Wrong { .. }))
    }

    /// How many of sixty-four guesses at once get a verdict: from where the code was asked for, and
    /// from accounts of the same name on every other channel.
    async fn storms(&self, code: &Code) -> usize {
        let channels = CHANNELS.into_iter().cycle().take(64);
        let guesses = channels.map(|channel| self.is_told_in(on(channel, "penebak"), code));
        futures::future::join_all(guesses).await.into_iter().filter(|told| *told).count()
    }
}

/// Guesses one after the other, each in a process of its own.
async fn one_by_one(towns: impl AsyncFn() -> Town) {
    let code = towns().await.sends_a_code().await;
    let mut told = 0;
    for _ in 0..8 {
        told += usize::from(towns().await.is_told(&wrong(&code)).await);
    }
    assert_eq!(told, 5);
    assert!(!towns().await.is_told(&code).await, "the right one comes too late");
}

/// Guesses all at once, from two at a time.
async fn at_once(one: &Town, other: &Town) {
    let code = one.sends_a_code().await;
    let wrong = wrong(&code);
    let (here, there) = tokio::join!(one.storms(&wrong), other.storms(&wrong));
    assert!((1..=5).contains(&(here + there)), "{here} and {there} verdicts");
    // Those who met each other were told to come back, so the rest of the five is still theirs.
    for _ in 0..5 {
        one.is_told(&wrong).await;
    }
    assert!(!one.is_told(&code).await, "the right one comes too late");
}

/// A code is good once, in its chat, for its purpose, and until the next.
async fn good_for_one_thing(town: &Town) {
    let first = town.sends_a_code().await;
    let in_chat = async |purpose, code: &Code| town.guesses(chat("penebak"), purpose, code).await;
    for channel in CHANNELS {
        let elsewhere = town.guesses(on(channel, "lain"), Purpose::Login, &first).await;
        assert_eq!(elsewhere, Some(Verdict::Gone), "in another chat on {channel:?}");
    }
    for channel in CHANNELS.into_iter().skip(1) {
        let elsewhere = town.guesses(on(channel, "penebak"), Purpose::Login, &first).await;
        assert_eq!(elsewhere, Some(Verdict::Gone), "of that name on {channel:?}");
    }
    assert_eq!(in_chat(Purpose::Link, &first).await, Some(Verdict::Gone));
    assert_eq!(in_chat(Purpose::Erase, &first).await, Some(Verdict::Gone));
    town.clock.advance(TimeDelta::seconds(30));
    let second = town.sends_a_code().await;
    assert_ne!(first.reveal(), second.reveal(), "by this seed");
    let void = in_chat(Purpose::Login, &first).await;
    assert_eq!(void, Some(Verdict::Wrong { left: 4 }));
    let right = in_chat(Purpose::Login, &second).await;
    assert!(matches!(right, Some(Verdict::Right(_))), "{right:?}");
    assert_eq!(in_chat(Purpose::Login, &second).await, Some(Verdict::Gone));
    for channel in CHANNELS {
        let again = town.guesses(on(channel, "lain"), Purpose::Login, &second).await;
        assert_eq!(again, Some(Verdict::Gone), "replayed on {channel:?}");
    }
}

/// Codes to one address, asked for on one channel after the other, are codes to one address: five
/// verdicts each, and ten a day.
async fn on_every_channel(town: &Town) {
    let (mut told, mut last) = (Vec::new(), None);
    for channel in CHANNELS.into_iter().take(3) {
        let peer = on(channel, "penebak");
        let code = town.asks(peer.clone(), email("sari"), "192.0.2").await.unwrap();
        let mut verdicts = 0;
        for _ in 0..8 {
            verdicts += usize::from(town.is_told_in(peer.clone(), &wrong(&code)).await);
        }
        told.push(verdicts);
        last = Some((peer, code));
    }
    assert_eq!(told, [5, 5, 0]);
    let (peer, code) = last.unwrap();
    let right = town.guesses(peer, Purpose::Login, &code).await;
    assert_eq!(right, None, "whoever may guess no more cannot have guessed right");
    let fourth = town.asks(on(CHANNELS[3], "penebak"), email("sari"), "192.0.2").await;
    assert!(matches!(fourth, Err(Refusal::TooOften { what: Counted::Codes, .. })), "{fourth:?}");
}

/// How many codes are sent to `handle` number 0, 1, 2 … by a new chat each, from a new network each,
/// until one is refused.
async fn flood(town: &Town, most: u32, handle: impl Fn(u32) -> Handle) -> u32 {
    for nth in 0..most {
        // No chat asks twice.
        let (peer, network) =
            (chat(&format!("{} {nth}", handle(nth).canonical())), format!("203.0.{nth}"));
        match town.asks(peer, handle(nth), &network).await {
            Ok(_) => {}
            Err(Refusal::TooOften { what: Counted::Codes, .. }) => return nth,
            Err(refusal) => panic!("{refusal}"),
        }
    }
    most
}

fn sending_few(city: City) -> City {
    let limits = Limits { codes_a_city_day: 60, codes_a_block_hour: 20, ..Limits::default() };
    City { limits, ..city }
}

/// Whoever floods comes to the cap of what he floods: a handle, a block of numbers, a network, the city.
async fn floods_end(town: &Town) {
    let budget = async || CodeBudget::today(&town.desk).await.unwrap();
    assert_eq!(flood(town, 9, |_| email("sari")).await, 3, "a handle");
    let in_block =
        |nth| Handle::Phone(Phone::parse(&format!("+62812345{:05}", 60_000 + nth)).unwrap());
    assert_eq!(flood(town, 40, in_block).await, 20, "a block of numbers");
    for nth in 0..11 {
        let asked = town.asks(chat(&format!("n{nth}")), email(&format!("n{nth}")), "198.51.100");
        assert_eq!(asked.await.is_ok(), nth < 10, "a network, number {nth}");
    }
    assert!(!budget().await.is_nearly_spent());
    assert_eq!(flood(town, 99, |nth| email(&format!("x{nth}"))).await, 60 - 33, "the city");
    assert!(budget().await.is_nearly_spent());
    assert_eq!(budget().await, CodeBudget { sent: 60, limit: 60 });
    town.clock.advance(TimeDelta::days(1));
    assert_eq!(budget().await.sent, 0, "and tomorrow it begins anew");
}

/// Plays every attack, over storages that are opened anew for a city as often as they are asked for.
async fn attack(open: impl AsyncFn(&City) -> Arc<dyn Storage>) {
    let here = city("restarts");
    one_by_one(async || town(open(&here).await, here.clone(), 1)).await;
    let here = city("storm");
    let storage = open(&here).await;
    let one = town(Arc::clone(&storage), here.clone(), 2);
    at_once(&one, &town(storage, here, 3)).await;
    let here = city("once");
    good_for_one_thing(&town(open(&here).await, here, 4)).await;
    let here = city("channels");
    on_every_channel(&town(open(&here).await, here, 9)).await;
    let here = sending_few(city("flood"));
    floods_end(&town(open(&here).await, here, 5)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    attack(async |city: &City| sqlite(folder.path(), city)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_postgresql() {
    let server = Server::start("-c fsync=off");
    let url = server.url("postgres");
    attack(async |city: &City| postgres(&url, city).await).await;
    two_processes(&url).await;
}

/// Where a process that guesses finds its storage and the wrong code.
const GUESSER: &str = "ADUAN_TEST_GUESSER";

/// Guesses at once from two processes.
async fn two_processes(url: &str) {
    let here = city("processes");
    let town = town(postgres(url, &here).await, here, 6);
    let code = town.sends_a_code().await;
    let guesser = || {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_process_that_guesses", "--ignored", "--nocapture"])
            .env(GUESSER, format!("{} {url}", wrong(&code).reveal()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let told: usize = [guesser(), guesser()]
        .into_iter()
        .map(|process| {
            let out = String::from_utf8(process.wait_with_output().unwrap().stdout).unwrap();
            let verdicts = out.lines().find_map(|line| line.split_once("verdicts: "));
            verdicts.unwrap_or_else(|| panic!("{out}")).1.trim().parse::<usize>().unwrap()
        })
        .sum();
    assert!((1..=5).contains(&told), "{told} verdicts");
}

#[tokio::test]
#[ignore = "one of the processes of another test"]
async fn a_process_that_guesses() {
    let Some(told) = std::env::var_os(GUESSER) else { return };
    let told = told.into_string().unwrap();
    let (code, url) = told.split_once(' ').unwrap();
    let here = city("processes");
    let town = town(postgres(url, &here).await, here, 8);
    println!("verdicts: {}", town.storms(&Code::find(code).unwrap()).await);
}
