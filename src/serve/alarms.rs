//! Watching over the house: what an operator should know at once is told to the chats of
//! `telegram.admins`, and by e-mail to `email.operator`, so that it arrives when Telegram is what
//! fails. Neither names a person.

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf, sync::Arc, time::Duration};

use aduan::{
    Desk,
    domain::{Channel, Language, Peer},
    ports::{Message, Messenger as _},
    queue::Queue,
};
use aduan_email::EmailMessenger;
use aduan_gateway::Gateway;
use aduan_telegram::{Reporter, Standing, Telegram};
use async_trait::async_trait;

use crate::{
    build,
    config::{Config, StorageUrl},
};

/// How often the house is looked at.
const LOOK: Duration = Duration::from_secs(30);
/// How much room a disk should have, in bytes: a day of a busy city with photos.
const ROOM: u64 = 2 << 30;

/// Whoever watches.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    desk: Desk,
    gateway: Gateway,
    telegram: Option<Telegram>,
    /// The chats that are told.
    admins: Vec<i64>,
    /// The mail, and the address that is told.
    operator: Option<(Arc<EmailMessenger>, Box<str>)>,
    /// Where everything is kept, if that is a folder.
    folder: Option<PathBuf>,
}

/// What is wrong, by a name that stays while it is.
type Alarms = BTreeMap<&'static str, String>;

impl Watch {
    /// Whoever watches over what configuration names.
    pub(super) fn over(
        gateway: &Gateway,
        telegram: Option<Telegram>,
        config: &Config,
    ) -> anyhow::Result<Self> {
        let operator = match &config.email.operator {
            Some(address) => Some((Arc::new(build::email(config)?), address.as_str().into())),
            None => None,
        };
        let folder = match config.storage() {
            StorageUrl::Sqlite(path) => path.parent().map(Into::into),
            StorageUrl::Postgres(_) => None,
        };
        let admins = config.telegram.as_ref().map(|section| section.admins.clone());
        Ok(Self {
            desk: gateway.desk().clone(),
            gateway: gateway.clone(),
            telegram,
            admins: admins.unwrap_or_default(),
            operator,
            folder,
        })
    }

    /// Looks again and again.
    pub(super) async fn keep_watching(self) {
        let mut known = Alarms::new();
        loop {
            tokio::time::sleep(LOOK).await;
            known = self.look(&known).await;
        }
    }

    /// Looks once, and tells what is newly wrong and what is well again.
    async fn look(&self, known: &Alarms) -> Alarms {
        let now = self.alarms().await;
        let new = now.iter().filter(|(name, words)| known.get(*name) != Some(words));
        let mut told: Vec<String> = new.map(|(_, words)| format!("⚠ {words}")).collect();
        let over = known.keys().filter(|name| !now.contains_key(*name));
        told.extend(over.map(|name| format!("✓ well again: {name}")));
        if !told.is_empty() {
            self.tell(&told.join("\n")).await;
        }
        now
    }

    /// What is wrong now.
    async fn alarms(&self) -> Alarms {
        let mut alarms = Alarms::new();
        match self.desk.storage().figures(self.desk.now()).await {
            Err(_) => drop(alarms.insert("storage", "the storage does not answer".to_owned())),
            Ok(figures) => {
                for (queue, _, buried, _) in figures.queues.iter().filter(|(_, _, n, _)| *n > 0) {
                    let (name, words) = match queue {
                        Queue::Inbox => ("inbox", "messages that could not be answered"),
                        Queue::Outbox => ("outbox", "messages that could not be delivered"),
                        Queue::Timers => ("timers", "timers that failed"),
                        Queue::Jobs => ("jobs", "jobs that failed"),
                    };
                    alarms.insert(name, format!("{buried} {words}; aduan {name} lists them"));
                }
            }
        }
        let now = self.desk.now();
        for line in self.gateway.health() {
            if line.rests_until.is_some_and(|until| now < until) {
                let name = line.channel.name();
                alarms.insert(name, format!("{name} keeps failing; what is owed waits"));
            }
        }
        match self.telegram.as_ref().map(Telegram::standing) {
            Some(Standing::Revoked) => {
                let words = "Telegram does not know the token; what is owed waits";
                alarms.insert("telegram.token", words.to_owned());
            }
            Some(Standing::Rival) => {
                let words = "somebody else gets the bot's updates: another process, or a webhook";
                alarms.insert("telegram.updates", words.to_owned());
            }
            Some(Standing::Fine | Standing::Away) | None => {}
        }
        if let Some(free) = self.free().filter(|free| *free < ROOM) {
            // By hundreds of megabytes, so that it is not news at each look.
            let hundreds = free / 100_000_000 * 100;
            alarms.insert("disk", format!("less than {} MB free on the disk", hundreds + 100));
        }
        alarms
    }

    /// How much room the disk has, in bytes.
    fn free(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(self.folder.as_ref()?).ok()?;
        Some(disk.f_bavail * disk.f_frsize)
    }

    async fn tell(&self, text: &str) {
        if let Some(telegram) = &self.telegram {
            for admin in &self.admins {
                let peer = Peer::new(Channel::Telegram, admin.to_string());
                // By e-mail as well, where there is an address.
                telegram.send(&peer, &plain(text)).await.ok();
            }
        }
        if let Some((mail, address)) = &self.operator {
            let peer = Peer::new(Channel::Email, address.clone());
            let text = format!("Aduan: something to look at\n\n{text}");
            if let Err(error) = mail.send(&peer, &plain(&text)).await {
                tracing::error!(%error, "watch.not_told");
            }
        }
    }
}

fn plain(text: &str) -> Message {
    let (language, buttons) = (Language::English, Vec::new());
    Message { text: text.into(), language, buttons, list_label: None, wanted: None }
}

#[async_trait]
impl Reporter for Watch {
    async fn status(&self) -> Message {
        let alarms = self.alarms().await;
        let mut text =
            if alarms.is_empty() { "*All is well*" } else { "*Something is wrong*" }.to_owned();
        for words in alarms.values() {
            write!(text, "\n⚠ {words}").ok();
        }
        if let Ok(figures) = self.desk.storage().figures(self.desk.now()).await {
            text.push_str("\n\n*Waiting*");
            for (queue, waiting, buried, _) in &figures.queues {
                write!(text, "\n{}: {waiting}, given up: {buried}", queue.name()).ok();
            }
            text.push_str("\n\n*Complaints*");
            for (stage, count) in &figures.complaints {
                write!(text, "\n{}: {count}", stage.name().replace('_', " ")).ok();
            }
        }
        text.push_str("\n\n*Since the start*");
        for line in self.gateway.health() {
            let (name, sent, failed) = (line.channel.name(), line.sent, line.failed);
            write!(text, "\n{name}: {sent} sent, {failed} failed").ok();
        }
        plain(&text)
    }
}

#[cfg(test)]
mod tests {
    use aduan::{
        domain::City,
        memory::MemoryStorage,
        seal::KeyRing,
        stub::{SeededEntropy, StoppedClock},
    };
    use aduan_gateway::Settings;
    use fakes::telegram::{FakeTelegram, Fault};

    use super::*;

    fn watch_over(fake: &FakeTelegram, mail: &std::path::Path) -> Watch {
        let city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        let storage = Arc::new(MemoryStorage::new(&city.jurisdiction));
        let (clock, entropy) = (StoppedClock::at("2026-11-21T02:00:00Z"), SeededEntropy::new(7));
        let keys = KeyRing::generate(&entropy);
        let desk = Desk::new(storage, Arc::new(clock), Arc::new(entropy), keys, city);
        let settings = aduan_telegram::Settings {
            token: fake.token().parse().unwrap(),
            api_url: fake.url().parse().unwrap(),
        };
        let telegram = Telegram::new(&settings).unwrap();
        let channels = vec![Arc::new(telegram.clone()) as _];
        let gateway = Gateway::new(desk.clone(), channels, Settings::default());
        let (url, from) = (format!("file:{}", mail.display()), "Aduan <a@lestari.example>");
        let entropy = Arc::new(SeededEntropy::new(8));
        let mail = EmailMessenger::open(&url, from, entropy).unwrap();
        let operator = Some((Arc::new(mail), "it@lestari.example".into()));
        let (telegram, admins) = (Some(telegram), vec![7]);
        Watch { desk, gateway, telegram, admins, operator, folder: None }
    }

    /// What was mailed so far.
    fn mailed(folder: &std::path::Path) -> Vec<String> {
        let files = std::fs::read_dir(folder).into_iter().flatten();
        files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
    }

    #[tokio::test]
    async fn a_token_that_is_no_more_is_told_once_by_mail_and_that_it_is_well_again() {
        let (fake, folder) = (FakeTelegram::start().await, tempfile::tempdir().unwrap());
        let watch = watch_over(&fake, folder.path());
        let admin = fake.person(7, "Admin", "id");
        fake.misbehave(None, Fault::Error(401, "Unauthorized"), usize::MAX);
        watch.telegram.as_ref().unwrap().name().await;
        let known = watch.look(&Alarms::new()).await;
        let known = watch.look(&known).await;
        let mails = mailed(folder.path());
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert!(mails[0].contains("does not know the token"), "{}", mails[0]);

        fake.behave();
        watch.telegram.as_ref().unwrap().name().await;
        watch.look(&known).await;
        assert_eq!(mailed(folder.path()).len(), 2);
        assert_eq!(admin.heard().len(), 1, "now Telegram takes it as well");
    }

    #[tokio::test]
    async fn the_status_names_nobody_and_says_what_waits() {
        let (fake, folder) = (FakeTelegram::start().await, tempfile::tempdir().unwrap());
        let status = watch_over(&fake, folder.path()).status().await;
        assert!(status.text.starts_with("*All is well*"), "{}", status.text);
        assert!(status.text.contains("outbox: 0, given up: 0"), "{}", status.text);
    }
}
