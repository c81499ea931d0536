//! `aduan doctor`: looks whether everything is as it should be.

use std::{
    fmt::Display,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use aduan::{
    Desk,
    domain::{Channel, Officer, Role},
    log::Entry,
    ports::Clock as _,
    query::{Item, Query, Select},
    system::SystemClock,
};
use aduan_email::MailUrl;
use aduan_gateway::{Gateway, Settings};
use aduan_whatsapp::TemplateState;
use chrono::TimeDelta;

use crate::{
    build,
    config::{BlobsUrl, Config, StorageUrl},
    whatsapp::{is_good, words},
};

/// Look whether everything is as it should be: a line for each thing, `ok`, `warn` or `FAIL`, and
/// what to do. It ends with an error if anything fails.
#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    /// The configuration; `aduan init` writes one.
    #[arg(long, value_name = "FILE", env = "ADUAN_CONFIG", default_value = "aduan.toml")]
    config: PathBuf,
    /// A copy of the key file, to prove that there is one.
    #[arg(long, value_name = "FILE")]
    key_copy: Option<PathBuf>,
}

/// Less room than this on a disk is worth a word: a day of a busy city with photos.
const LITTLE_ROOM: u64 = 2 << 30;
/// With less than this the city stops soon.
const NO_ROOM: u64 = 200 << 20;
/// How long something due may wait before that is worth a word.
const LATE: TimeDelta = TimeDelta::minutes(10);
/// How far the clock may be behind what was written last.
const BEHIND: TimeDelta = TimeDelta::minutes(1);

/// What was found so far.
#[derive(Default)]
struct Findings {
    failed: usize,
}

impl Findings {
    #[expect(clippy::unused_self, reason = "said of the same as what fails")]
    fn ok(&self, what: &str, words: impl Display) {
        say("ok", what, words);
    }

    #[expect(clippy::unused_self, reason = "said of the same as what fails")]
    fn warn(&self, what: &str, words: impl Display) {
        say("warn", what, words);
    }

    fn fail(&mut self, what: &str, words: impl Display) {
        self.failed += 1;
        say("FAIL", what, words);
    }
}

fn say(how: &str, what: &str, words: impl Display) {
    println!("{how:<4}  {what:<15}  {words}");
}

impl Doctor {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.look())
    }

    async fn look(&self) -> anyhow::Result<()> {
        let mut found = Findings::default();
        match Config::read(&self.config) {
            Ok(config) => {
                found.ok("configuration", self.config.display());
                self.key(&config, &mut found);
                places(&config, &mut found).await;
                match build::desk(&config, Arc::new(SystemClock)).await {
                    Ok(desk) => {
                        city(&desk, &mut found).await;
                        charges(&config, &desk, &mut found).await;
                    }
                    Err(error) => found.fail("storage", format!("{error:#}")),
                }
                whatsapp(&config, &mut found).await;
                mail(&config, &mut found).await;
                traces(&config, &mut found).await;
                if config.web.public_url.is_secure() || config.web.listen.ip().is_loopback() {
                    found.ok("web", format!("people reach it as {}", config.web.public_url));
                } else {
                    let words = "web.public_url is not https, and others can listen: put a proxy \
                                 that speaks https in front";
                    found.warn("web", words);
                }
            }
            Err(error) => found.fail("configuration", format!("{error:#}")),
        }
        anyhow::ensure!(found.failed == 0, "{} of these have to be seen to", found.failed);
        Ok(())
    }

    fn key(&self, config: &Config, found: &mut Findings) {
        let path = config.key_file();
        let ring = match build::read_keys(&path) {
            Ok(ring) => ring,
            Err(error) => return found.fail("key", format!("{error:#}")),
        };
        if others_may_read(&path) {
            let words = format!("others can read {}: chmod 600 it", path.display());
            found.fail("key", words);
        } else {
            found.ok("key", path.display());
        }
        match self.key_copy.as_deref().map(build::read_keys) {
            None => found.warn(
                "copy of the key",
                "nobody showed one: without the key nothing of anybody can be read again. Prove it \
                 with --key-copy FILE",
            ),
            Some(Ok(copy)) if *copy.to_text() == *ring.to_text() => {
                found.ok("copy of the key", "it is the same");
            }
            Some(Ok(_)) => found.fail("copy of the key", "it is another key: renew the copy"),
            Some(Err(error)) => found.fail("copy of the key", format!("{error:#}")),
        }
    }
}

#[cfg(unix)]
fn others_may_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_may_read(_: &Path) -> bool {
    false
}

/// The folders things are kept in: whether they can be written to, and whether there is room.
async fn places(config: &Config, found: &mut Findings) {
    let mut folders = Vec::new();
    if let StorageUrl::Sqlite(file) = config.storage() {
        folders.push(("storage.url", parent(&file)));
    }
    folders.push(("erasures", parent(&config.erasures())));
    let city = match config.city() {
        Ok(city) => city.jurisdiction,
        Err(error) => return found.fail("city", format!("{error:#}")),
    };
    for (key, url) in [("blobs.url", config.photos()), ("webchat.uploads", config.uploads())] {
        match &url {
            BlobsUrl::Folder(folder) => folders.push((key, folder.clone())),
            BlobsUrl::Bucket(_) => match build::blobs(&url, &city, key) {
                Ok(bucket) => match bucket.list(None, 1).await {
                    Ok(_) => found.ok(key, "the bucket answers"),
                    Err(error) => found.fail(key, format!("the bucket does not answer: {error}")),
                },
                Err(error) => found.fail(key, format!("{error:#}")),
            },
        }
    }
    for (key, folder) in folders {
        let shown = folder.display();
        let tried = fs::create_dir_all(&folder).and_then(|()| tempfile::tempfile_in(&folder));
        if let Err(error) = tried {
            found.fail(key, format!("{shown} cannot be written to: {error}"));
            continue;
        }
        match rustix::fs::statvfs(&folder).map(|disk| disk.f_bavail * disk.f_frsize) {
            Ok(room) if room < NO_ROOM => {
                found.fail(key, format!("{shown} has {} MB left: make room", room >> 20));
            }
            Ok(room) if room < LITTLE_ROOM => {
                found.warn(key, format!("{shown} has {} MB left", room >> 20));
            }
            Ok(room) => found.ok(key, format!("{shown}, {} GB left", room >> 30)),
            Err(error) => found.warn(key, format!("{shown}: nobody knows the room left: {error}")),
        }
    }
}

fn parent(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// What is stored.
async fn city(desk: &Desk, found: &mut Findings) {
    let now = SystemClock.now();
    let figures = match desk.storage().figures(now).await {
        Ok(figures) => figures,
        Err(error) => return found.fail("storage", error),
    };
    let complaints: u64 = figures.complaints.iter().map(|(_, count)| count).sum();
    found.ok("storage", format!("{complaints} complaints, {} entries in the log", figures.log));
    let last = desk.storage().log(figures.log.saturating_sub(1), 1).await;
    let written = last.ok().and_then(|last| Entry::from_bytes(&last.first()?.body));
    match written.map(|entry| entry.at) {
        Some(at) if at > now + BEHIND => {
            found.fail("clock", format!("it is {now}, and something was written at {at}: set it"));
        }
        _ => found.ok("clock", now.with_timezone(&desk.city().zone)),
    }
    for (queue, waiting, buried, oldest) in figures.queues {
        let late = oldest.map(|oldest| now - oldest).filter(|age| *age > LATE);
        if buried > 0 {
            let words = format!("{buried} are buried: `aduan {queue}` lists them and why");
            found.warn(queue.name(), words);
        } else if let Some(late) = late {
            let words =
                format!("due for {} minutes: is `aduan serve` running?", late.num_minutes());
            found.warn(queue.name(), words);
        } else {
            found.ok(queue.name(), format!("{waiting} wait"));
        }
    }
    match administrators(desk).await {
        Ok(0) => found.warn("officers", "nobody can configure: `aduan officer add --role admin`"),
        Ok(count) => found.ok("officers", format!("{count} can configure")),
        Err(error) => found.fail("officers", format!("{error:#}")),
    }
}

/// How many officers can sign in and configure.
async fn administrators(desk: &Desk) -> anyhow::Result<usize> {
    let mut query = Query::new(Select::Officers, Query::LIMIT);
    let mut count = 0;
    loop {
        let page = desk.storage().list(&query).await?;
        for item in page.items {
            let Item::Record(row) = item else { continue };
            let officer: Officer = desk.room().open_row(&row)?.value;
            let here = !officer.retired && officer.credentials.password.is_some();
            count += usize::from(here && officer.role == Role::Admin);
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => return Ok(count),
        }
    }
}

/// Whether Meta knows the token, the number and the templates.
async fn whatsapp(config: &Config, found: &mut Findings) {
    let Some(section) = &config.whatsapp else { return };
    let whatsapp = match build::whatsapp(config) {
        Ok(Some(whatsapp)) => whatsapp,
        Ok(None) => return,
        Err(error) => return found.fail("whatsapp", format!("{error:#}")),
    };
    match whatsapp.number().await {
        Ok(number) => {
            let name = number.name.as_deref().unwrap_or("without a name");
            match number.quality.as_deref() {
                Some("RED") => {
                    found.warn("whatsapp", format!("{name}: people block it or complain"));
                }
                _ => found.ok("whatsapp", format!("the number answers: {name}")),
            }
        }
        Err(error) => return found.fail("whatsapp", error),
    }
    let Some(account) = &section.business_account_id else {
        let words = "nobody knows: say whatsapp.business_account_id";
        return found.warn("templates", words);
    };
    match whatsapp.templates(account).await {
        Ok(states) => {
            for state in states.iter().filter(|state| !is_good(state)) {
                let TemplateState { name, language, .. } = state;
                found.warn("templates", format!("{name} ({language}): {}", words(state)));
            }
            if states.iter().all(is_good) {
                found.ok("templates", format!("all {} can be used", states.len()));
            }
        }
        Err(error) => found.fail("templates", error),
    }
}

/// What Meta charged for this month.
async fn charges(config: &Config, desk: &Desk, found: &mut Findings) {
    let Some(section) = &config.whatsapp else { return };
    let gateway = Gateway::new(desk.clone(), Vec::new(), Settings::default());
    let charged = match gateway.charged(Channel::WhatsApp).await {
        Ok(charged) => charged,
        Err(error) => return found.fail("charges", error),
    };
    let all: u32 = charged.values().sum();
    let each = charged.iter().filter(|(_, count)| **count > 0);
    let each: Vec<String> = each.map(|(of, count)| format!("{} {count}", of.name())).collect();
    let words = format!("{all} messages this month: {}", each.join(", "));
    match section.monthly_budget {
        Some(budget) if all >= budget => {
            found.warn("charges", format!("{words}; the budget is {budget}"));
        }
        _ => found.ok("charges", words.trim_end_matches(": ")),
    }
}

/// Whether mail can be handed over.
async fn mail(config: &Config, found: &mut Findings) {
    let email = match build::email(config) {
        Ok(email) => email,
        Err(error) => return found.fail("email", format!("{error:#}")),
    };
    match (config.mail(), email.try_out().await) {
        (MailUrl::Folder(folder), _) => {
            let words = format!("it goes to the folder {}, and to nobody", folder.display());
            found.warn("email", words);
        }
        (MailUrl::Server(_), Ok(())) => found.ok("email", "the server lets us in"),
        (MailUrl::Server(_), Err(error)) => {
            found.fail("email", format!("the server does not take mail: {error}"));
        }
    }
}

/// Whether the collector takes traces. A city is served without it, so nothing fails.
async fn traces(config: &Config, found: &mut Findings) {
    let Some(traces) = config.traces.clone() else { return };
    match tokio::task::spawn_blocking(move || traces.try_out()).await {
        Ok(Ok(())) => found.ok("traces", "the collector takes them"),
        Ok(Err(error)) => {
            found.warn("traces", format!("the collector does not take them: {error:#}"));
        }
        Err(error) => found.warn("traces", error),
    }
}
