//! A thousand chats on Telegram, through the fake Bot API: how long Telegram waits for its 200, and
//! how long people wait for their replies. `scripts/bench-telegram` prints the tables of Aduan, and
//! of a bot in Python that does the same two steps.
//!
//! Everybody writes once, ten a second, and then taps the button she is offered: below the pace at
//! which both let calls go out (25 a second, as Telegram takes them; that the buttons are put away counts
//! as well), so that the figures are those of the bot and not of a queue before its limiter. In the last round a thousand others write at the
//! same moment: then the pace decides when the last one is answered, and the bot how soon Telegram has
//! its 200 and what a turn costs.

use std::{
    env, fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result};
use fakes::telegram::{FakeTelegram, Person, Said};

const CHATS: i64 = 1_000;
const APART: Duration = Duration::from_millis(100);
/// Longer than a test would wait: at twenty-five a second the last of a thousand waits forty seconds.
const PATIENCE: Duration = Duration::from_mins(3);
const OUTSIDE: &str = "https://lapor.example";
const SECRET: &str = "0123456789abcdef";
const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/python-telegram-bot/bot.py");

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = env::args().skip(1);
    let binary = args.next().context("telegram PATH-OF-ADUAN [PATH-OF-PYTHON]")?;
    measure("Aduan", |folder, telegram| aduan(&binary, folder, telegram)).await?;
    if let Some(python) = args.next() {
        let started = |folder: &Path, telegram: &_| in_python(&python, folder, telegram);
        measure("python-telegram-bot", started).await?;
    }
    Ok(())
}

/// A bot at work, ended with its owner.
struct Bot(Child);

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn measure(
    name: &str,
    start: impl FnOnce(&Path, &FakeTelegram) -> Result<Bot>,
) -> Result<()> {
    let (folder, telegram) = (tempfile::tempdir()?, FakeTelegram::start().await);
    let bot = start(folder.path(), &telegram)?;
    telegram.until_reached().await;
    println!("\n{name:20}   to the 200, ms      to the reply, ms      CPU, ms");
    println!("round                  p50   p95   p99     p50   p95   p99   a turn    turns/s");
    let people: Vec<Person> = (1..=CHATS).map(|id| telegram.person(id, "Sari", "id")).collect();
    let says = |person: &Person| person.says("halo");
    let taps = |person: &Person| person.taps("Setuju, lanjut");
    Round::of(&telegram, &bot, &people, APART).row("first words", 1, says).await?;
    Round::of(&telegram, &bot, &people, APART).row("a tapped button", 2, taps).await?;
    let others: Vec<Person> =
        (1..=CHATS).map(|id| telegram.person(CHATS + id, "Budi", "id")).collect();
    Round::of(&telegram, &bot, &others, Duration::ZERO).row("all at once", 1, says).await?;
    println!("memory at most: {} MB; mistakes: {}", bot.memory()?, telegram.mistakes().len());
    Ok(())
}

fn aduan(binary: &str, folder: &Path, telegram: &FakeTelegram) -> Result<Bot> {
    let (binary, address) = (fs::canonicalize(binary)?, free_address()?);
    Command::new(&binary).arg("init").current_dir(folder).output()?;
    let envs = [
        ("ADUAN_WEB__LISTEN", address.as_str()),
        ("ADUAN_WEB__PUBLIC_URL", OUTSIDE),
        ("ADUAN_TELEGRAM__TOKEN", telegram.token()),
        ("ADUAN_TELEGRAM__API_URL", telegram.url()),
        ("ADUAN_TELEGRAM__MODE", "webhook"),
        ("ADUAN_TELEGRAM__WEBHOOK_SECRET", SECRET),
    ];
    let mut serve = Command::new(binary);
    serve.arg("serve").current_dir(folder).envs(envs).stdout(Stdio::null());
    telegram.lead(OUTSIDE, &format!("http://{address}"));
    Ok(Bot(serve.spawn()?))
}

fn in_python(python: &str, folder: &Path, telegram: &FakeTelegram) -> Result<Bot> {
    let address = free_address()?;
    let port = address.rsplit(':').next().context("a port")?;
    let mut bot = Command::new(python);
    bot.arg(PYTHON).envs([
        ("STORE", folder.join("bot.db").to_str().context("a path in UTF-8")?),
        ("TOKEN", telegram.token()),
        ("API_URL", telegram.url()),
        ("PORT", port),
        ("PUBLIC_URL", OUTSIDE),
        ("SECRET", SECRET),
    ]);
    telegram.lead(OUTSIDE, &format!("http://{address}"));
    Ok(Bot(bot.spawn()?))
}

/// An address on which nobody listens yet.
fn free_address() -> Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// Everybody does something.
struct Round<'a> {
    telegram: &'a FakeTelegram,
    bot: &'a Bot,
    people: &'a [Person],
    apart: Duration,
}

impl<'a> Round<'a> {
    fn of(telegram: &'a FakeTelegram, bot: &'a Bot, people: &'a [Person], apart: Duration) -> Self {
        Self { telegram, bot, people, apart }
    }

    /// One after the other, until each has heard her `nth` message; prints what it took.
    async fn row(&self, name: &str, nth: usize, does: impl Fn(&Person)) -> Result<()> {
        let (brought, worked) = (self.telegram.took().len(), self.bot.worked()?);
        let (took, answered) = bench::timed_async(async {
            for person in self.people {
                does(person);
                if !self.apart.is_zero() {
                    tokio::time::sleep(self.apart).await;
                }
            }
            self.all_answered(nth).await
        })
        .await;
        answered?;
        let taken = parts(self.telegram.took().split_off(brought));
        let replied = self.people.iter().filter_map(|person| waited(person, nth));
        let replied = parts(replied.collect());
        let turn = self.bot.worked()?.saturating_sub(worked).as_secs_f64() * 1e3 / self.count();
        let rate = self.count() / took.as_secs_f64();
        println!("{name:20} {taken}   {replied} {turn:8.2} {rate:10.1}");
        Ok(())
    }

    #[expect(clippy::cast_precision_loss, reason = "a bench counts thousands")]
    fn count(&self) -> f64 {
        self.people.len() as f64
    }

    async fn all_answered(&self, nth: usize) -> Result<()> {
        let all = async {
            for person in self.people {
                while person.heard().len() < nth {
                    tokio::time::sleep(APART).await;
                }
            }
        };
        tokio::time::timeout(PATIENCE, all).await.context("not everybody was answered")
    }
}

/// The 50th, 95th and 99th of a hundred, in milliseconds.
fn parts(mut took: Vec<Duration>) -> String {
    took.sort_unstable();
    let last = took.len().saturating_sub(1);
    let of =
        |part: usize| took.get((took.len() * part / 100).min(last)).map_or(0, Duration::as_millis);
    [50, 95, 99].map(|part| format!("{:5}", of(part))).join(" ")
}

/// How long she waited for the `nth` reply, from what she did before it.
fn waited(person: &Person, nth: usize) -> Option<Duration> {
    let lines = person.lines();
    let of = |bot: bool| {
        let theirs = |said: &Said| matches!(said, Said::Bot { .. }) == bot;
        lines.iter().filter(move |line| theirs(&line.said)).nth(nth - 1)
    };
    Some(of(true)?.at - of(false)?.at)
}

impl Bot {
    /// The most memory it held, in megabytes.
    fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("VmHWM")?;
        Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? / 1024)
    }

    /// The time a core has worked for it.
    fn worked(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0.id()))?;
        // Behind the name, which may hold anything: the state, and eleven others before these two.
        let behind = stat.rsplit(')').next().context("the name")?;
        let ticks = behind.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
        let ticks = ticks.sum::<Result<u64, _>>()?;
        // A tick is a hundredth of a second on every Linux (`USER_HZ`).
        Ok(Duration::from_millis(ticks * 10))
    }
}
