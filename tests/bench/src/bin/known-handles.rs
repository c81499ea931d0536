//! How long somebody waits who asks for a code to an address, or guesses at the code, if the address is
//! somebody's and if it is nobody's: through the whole conversation, on SQLite.
//! `cargo run --release -p bench --bin known-handles [SAMPLES]` prints the table. Why there is no
//! difference to see is what `bots/gateway/src/tests/known_handles.rs` shows.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use aduan::{
    ports::{CodeLetter, DeliveryError, Message, Messenger},
    prelude::*,
    verb::After,
};
use aduan_gateway::{Gateway, Heard, Inbound, Settings};
use aduan_sqlite::SqliteStorage;
use anyhow::{Context as _, Result, bail, ensure};
use async_trait::async_trait;
use bench::timed_async;

/// How many addresses of each kind are asked about.
const SAMPLES: usize = 2_000;
/// How many chats are brought to that point at once.
const TOGETHER: usize = 200;
/// What is said in a chat until an address is asked for.
const BEFORE: [&str; 3] = ["halo", "setuju", "masuk"];

/// A page that counts what is said on it, and keeps the last code.
#[derive(Debug, Default)]
struct Counting {
    said: AtomicUsize,
    code: Mutex<Option<Code>>,
}

#[async_trait]
impl Messenger for Counting {
    fn channel(&self) -> Channel {
        Channel::Webchat
    }
    async fn send(&self, _: &Peer, _: &Message) -> Result<(), DeliveryError> {
        self.said.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
    fn carries_codes_to(&self, _: &Handle) -> bool {
        true
    }
    async fn send_code(&self, letter: &CodeLetter) -> Result<(), DeliveryError> {
        let mut last = self.code.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(letter.code.clone());
        Ok(())
    }
}

/// A city with a page on which people log in by a code.
struct Town {
    gateway: Gateway,
    page: Arc<Counting>,
    said: usize,
}

/// The address of that number: of each other one, nobody is known.
fn address(nth: usize) -> String {
    format!("warga{nth:06}@contoh.id")
}

#[tokio::main]
async fn main() -> Result<()> {
    let samples = std::env::args().nth(1).map_or(Ok(SAMPLES), |count| count.parse())?;
    let folder = tempfile::tempdir()?;
    let city = City {
        limits: Limits { codes_a_city_day: u32::MAX, ..Limits::default() },
        ..City::new("lestari", "Kota Lestari", "LP")?
    };
    let storage = SqliteStorage::open(&folder.path().join("city.db"), &city.jurisdiction)?;
    let keys = KeyRing::generate(&SystemEntropy);
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let desk = Desk::new(Arc::new(storage), clock, entropy, keys, city);
    let page = Arc::new(Counting::default());
    let gateway = Gateway::new(desk, vec![Arc::clone(&page) as _], Settings::default());
    let mut town = Town { gateway, page, said: 0 };

    for nth in (0..samples * 2).step_by(2) {
        town.makes_known(nth).await?;
    }
    let everybody: Vec<usize> = (0..samples * 2).collect();
    for some in everybody.chunks(TOGETHER) {
        for text in BEFORE {
            let messages: Vec<Inbound> = some.iter().map(|nth| town.said(*nth, text)).collect();
            town.hear(&messages).await?;
        }
    }
    let (mut asked, mut guessed) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for nth in everybody {
        asked[nth % 2].push(town.waits(nth, &address(nth)).await?);
        let wrong = town.page.other_than_the_code()?;
        guessed[nth % 2].push(town.waits(nth, wrong).await?);
    }
    println!("{:<30} {:>8} {:>9} {:>9}", "", "samples", "p50 ms", "p95 ms");
    for (what, [known, unknown]) in [("asks for a code", asked), ("guesses at it", guessed)] {
        let known = report(&format!("{what}, known"), known);
        let unknown = report(&format!("{what}, unknown"), unknown);
        println!("{:<30} {:>8} {:>9.3}", "  difference", "", (known - unknown).abs());
    }
    Ok(())
}

impl Counting {
    /// A code that is not the one which was sent last.
    fn other_than_the_code(&self) -> Result<&'static str> {
        let mut last = self.code.lock().unwrap_or_else(PoisonError::into_inner);
        let code = last.take().context("no code was sent")?;
        Ok(if code.reveal() == "000000" { "000001" } else { "000000" })
    }
}

impl Town {
    /// Somebody with that address has proved it once, in a chat of her own.
    async fn makes_known(&self, nth: usize) -> Result<()> {
        let (purpose, language) = (Purpose::Login, Language::Indonesian);
        let peer = Peer::new(Channel::Webchat, format!("warga-{nth}"));
        let handle = Handle::Email(Email::parse(&address(nth))?);
        let ask = RequestCode { peer: peer.clone(), purpose, handle, language, network: None };
        let sent = self.gateway.desk().run(&Actor::Visitor, &ask).await?.after;
        let Some(After::SendCode(letter)) = sent.into_iter().next() else { bail!("no code") };
        let enter = EnterCode { peer, purpose, code: letter.code, language, consent: None };
        let Verdict::Right(_) = self.gateway.desk().run(&Actor::Visitor, &enter).await?.answer
        else {
            bail!("not known");
        };
        Ok(())
    }

    /// A message in the chat of whoever asks about that address.
    fn said(&mut self, nth: usize, text: &str) -> Inbound {
        self.said += 1;
        Inbound {
            peer: Peer::new(Channel::Webchat, format!("penanya-{nth}")),
            provider_id: self.said.to_string().into(),
            at: self.gateway.desk().now(),
            input: Heard::Said { text: text.into() },
            quoted: None,
            phone: None,
            network: None,
            language: None,
        }
    }

    async fn hear(&self, messages: &[Inbound]) -> Result<()> {
        self.gateway.receive(messages).await?;
        self.gateway.settle().await?;
        Ok(())
    }

    /// How long it takes until a message is answered.
    async fn waits(&mut self, nth: usize, text: &str) -> Result<Duration> {
        let message = self.said(nth, text);
        let told = self.page.said.load(Ordering::Relaxed);
        let (time, heard) = timed_async(self.hear(std::slice::from_ref(&message))).await;
        heard?;
        ensure!(self.page.said.load(Ordering::Relaxed) == told + 1, "{text} was not answered");
        Ok(time)
    }
}

/// Prints how long it took, and gives the median in milliseconds.
fn report(what: &str, mut took: Vec<Duration>) -> f64 {
    took.sort_unstable();
    let at = |percent: usize| {
        let index = (took.len() * percent / 100).min(took.len().saturating_sub(1));
        took.get(index).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    };
    println!("{what:<30} {:>8} {:>9.3} {:>9.3}", took.len(), at(50), at(95));
    at(50)
}
