//! Watching over the house: what an operator should know at once is told to the chats of
//! `telegram.admins`, and by e-mail to `email.operator`, so that it arrives when Telegram is what
//! fails. In both languages, since nobody knows which an operator reads; neither names a person.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use aduan::{
    Desk,
    batch::{Batch, Committed, Guard},
    domain::{Channel, Language, Peer},
    phrase::{self, Value},
    ports::{Message, Messenger as _},
    queue::Queue,
    seal::Scope,
    verbs::CodeBudget,
};
use aduan_email::EmailMessenger;
use aduan_gateway::Gateway;
use aduan_telegram::{Reporter, Standing, Telegram};
use aduan_whatsapp::WhatsApp;
use async_trait::async_trait;

use super::words::say;
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
    whatsapp: Option<WhatsApp>,
    /// How many messages a month WhatsApp may charge for.
    budget: Option<u32>,
    /// The chats that are told.
    admins: Vec<i64>,
    /// The mail, and the address that is told.
    operator: Option<(Arc<EmailMessenger>, Box<str>)>,
    /// Where everything is kept, if that is a folder.
    folder: Option<PathBuf>,
}

/// What is wrong, by a name that stays while it is.
type Alarms = BTreeMap<&'static str, Alarm>;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq)]
struct Alarm {
    /// Which words say so.
    key: &'static str,
    args: Vec<(&'static str, Value)>,
}

impl Alarm {
    fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// That it began, or that it is over.
    fn line(&self, what: &str, language: Language) -> String {
        say(language, what, &[("what", say(language, self.key, &self.args).into())])
    }
}

const LANGUAGES: [Language; 2] = [Language::Indonesian, Language::English];

impl Watch {
    /// Whoever watches over what configuration names.
    pub(super) fn over(
        gateway: &Gateway,
        telegram: Option<Telegram>,
        whatsapp: Option<WhatsApp>,
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
            whatsapp,
            budget: config.whatsapp.as_ref().and_then(|section| section.monthly_budget),
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

    /// Looks once, and tells what is newly wrong and what is over.
    async fn look(&self, known: &Alarms) -> Alarms {
        let now = self.alarms().await;
        let new = now.iter().filter(|(name, alarm)| known.get(*name) != Some(alarm));
        let over = known.iter().filter(|(name, _)| !now.contains_key(*name));
        let new = new.map(|(_, alarm)| ("trouble", alarm));
        let mut told = Vec::new();
        for (what, alarm) in new.chain(over.map(|(_, alarm)| ("over", alarm))) {
            if self.is_first_to_tell(&alarm.line(what, Language::English)).await {
                told.push((what, alarm));
            }
        }
        if !told.is_empty() {
            let lines = |language| {
                let lines = told.iter().map(|(what, alarm)| alarm.line(what, language));
                lines.collect::<Vec<_>>().join("\n")
            };
            self.tell(&LANGUAGES.map(lines).join("\n\n")).await;
        }
        now
    }

    /// Whether no other process told the same since it looked last. Each look is a slot of time, and
    /// whoever tells takes two: her own, and the next, in which the others look. If nobody can
    /// know, each tells.
    async fn is_first_to_tell(&self, line: &str) -> bool {
        let room = self.desk.room();
        let slot = room.now.timestamp() / i64::try_from(LOOK.as_secs()).unwrap_or(i64::MAX);
        let mut batch = Batch::new();
        for slot in [slot, slot + 1] {
            let key = room.keys.token(Scope::Once, format!("alarm/{slot}/{line}").as_bytes());
            batch.guard(Guard::Once(key, Box::default()));
        }
        !matches!(self.desk.commit(batch).await, Ok(Committed::Duplicate(..)))
    }

    /// What is wrong now.
    async fn alarms(&self) -> Alarms {
        let mut alarms = Alarms::new();
        match self.desk.storage().figures(self.desk.now()).await {
            Err(_) => drop(alarms.insert("storage", Alarm::new("storage"))),
            Ok(figures) => {
                for (queue, _, buried, _) in figures.queues.iter().filter(|(_, _, n, _)| *n > 0) {
                    let key = match queue {
                        Queue::Inbox => "buried-inbox",
                        Queue::Outbox => "buried-outbox",
                        Queue::Timers => "buried-timers",
                        Queue::Jobs => "buried-jobs",
                    };
                    alarms.insert(key, Alarm::new(key).with("count", number(*buried)));
                }
            }
        }
        match CodeBudget::today(&self.desk).await {
            Ok(budget) if budget.is_spent() => {
                alarms.insert("codes", Alarm::new("codes-spent"));
            }
            Ok(budget) if budget.is_nearly_spent() => {
                alarms.insert("codes", Alarm::new("codes-nearly-spent"));
            }
            _ => {}
        }
        let now = self.desk.now();
        for line in self.gateway.health() {
            if line.rests_until.is_some_and(|until| now < until) {
                let name = line.channel.name();
                alarms.insert(name, Alarm::new("channel").with("name", name));
            }
        }
        match self.telegram.as_ref().map(Telegram::standing) {
            Some(Standing::Revoked) => drop(alarms.insert("token", Alarm::new("token"))),
            Some(Standing::Rival) => drop(alarms.insert("rival", Alarm::new("rival"))),
            Some(Standing::Fine | Standing::Away) | None => {}
        }
        match self.whatsapp.as_ref().map(WhatsApp::standing) {
            Some(aduan_whatsapp::Standing::Revoked) => {
                alarms.insert("whatsapp-token", Alarm::new("whatsapp-token"));
            }
            Some(aduan_whatsapp::Standing::Blocked) => {
                alarms.insert("whatsapp-account", Alarm::new("whatsapp-account"));
            }
            Some(aduan_whatsapp::Standing::Fine | aduan_whatsapp::Standing::Away) | None => {}
        }
        if let Some(alarm) = self.over_budget().await {
            alarms.insert("whatsapp-budget", alarm);
        }
        if let Some(free) = self.free().filter(|free| *free < ROOM) {
            // By hundreds of megabytes, so that it is not news at each look.
            let hundreds = free / 100_000_000 * 100;
            alarms.insert("disk", Alarm::new("disk").with("free", number(hundreds + 100)));
        }
        alarms
    }

    /// Whether WhatsApp charges for more this month than was expected, by tenths of the budget, so
    /// that it is not news at each look.
    async fn over_budget(&self) -> Option<Alarm> {
        let budget = u64::from(self.budget.filter(|budget| *budget > 0)?);
        let charged = self.gateway.charged(Channel::WhatsApp).await.ok()?;
        let all: u64 = charged.values().copied().map(u64::from).sum();
        let tenths = all * 10 / budget;
        let alarm = Alarm::new("whatsapp-budget").with("percent", number(tenths * 10));
        (tenths >= 8).then(|| alarm.with("budget", number(budget)))
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
                telegram.send(&peer, &plain(text, Language::English)).await.ok();
            }
        }
        if let Some((mail, address)) = &self.operator {
            let peer = Peer::new(Channel::Email, address.clone());
            let subject = LANGUAGES.map(|language| say(language, "subject", &[])).join(" / ");
            let text = format!("Aduan: {subject}\n\n{text}");
            if let Err(error) = mail.send(&peer, &plain(&text, Language::English)).await {
                tracing::error!(%error, "watch.not_told");
            }
        }
    }
}

fn plain(text: &str, language: Language) -> Message {
    Message { text: text.into(), language, buttons: Vec::new(), list_label: None, wanted: None }
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[async_trait]
impl Reporter for Watch {
    async fn status(&self, language: Language) -> Message {
        let say = |key, args: &[(&str, Value)]| say(language, key, args);
        let alarms = self.alarms().await;
        let head = if alarms.is_empty() { "all-well" } else { "something-wrong" };
        let mut lines = vec![say(head, &[])];
        lines.extend(alarms.values().map(|alarm| alarm.line("trouble", language)));
        if let Ok(figures) = self.desk.storage().figures(self.desk.now()).await {
            lines.extend([String::new(), say("waiting", &[])]);
            lines.extend(figures.queues.iter().map(|(queue, waiting, buried, _)| {
                let counts = [("waiting", number(*waiting)), ("buried", number(*buried))];
                let [waiting, buried] = counts.map(|(name, count)| (name, count.into()));
                say("queue", &[("name", queue.name().into()), waiting, buried])
            }));
            lines.extend([String::new(), say("complaints", &[])]);
            let stages = figures.complaints.iter();
            lines.extend(
                stages
                    .map(|(stage, count)| format!("{}: {count}", phrase::stage(language, *stage))),
            );
        }
        if let Ok(CodeBudget { sent, limit }) = CodeBudget::today(&self.desk).await {
            let [sent, limit] = [("sent", sent), ("limit", limit)]
                .map(|(name, count)| (name, i64::from(count).into()));
            lines.extend([String::new(), say("codes-today", &[sent, limit])]);
        }
        lines.extend([String::new(), say("since-start", &[])]);
        lines.extend(self.gateway.health().iter().map(|line| {
            let counts = [("sent", number(line.sent)), ("failed", number(line.failed))];
            let [sent, failed] = counts.map(|(name, count)| (name, count.into()));
            say("sent", &[("name", line.channel.name().into()), sent, failed])
        }));
        plain(&lines.join("\n"), language)
    }
}

#[cfg(test)]
mod tests {
    use aduan::{
        authority::Actor,
        domain::{City, Email, Handle, Purpose},
        memory::MemoryStorage,
        seal::KeyRing,
        stub::{SeededEntropy, StoppedClock},
        verbs::RequestCode,
    };
    use aduan_gateway::Settings;
    use fakes::telegram::{FakeTelegram, Fault};

    use super::*;

    fn watch_over(fake: &FakeTelegram, mail: &std::path::Path) -> Watch {
        let mut city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        city.limits.codes_a_city_day = 10;
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
        let (whatsapp, budget) = (None, None);
        Watch { desk, gateway, telegram, whatsapp, budget, admins, operator, folder: None }
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
        for words in ["tidak mengenal tokennya", "does not know the token"] {
            assert!(mails[0].contains(words), "{}", mails[0]);
        }

        fake.behave();
        watch.telegram.as_ref().unwrap().name().await;
        watch.look(&known).await;
        assert_eq!(mailed(folder.path()).len(), 2);
        assert_eq!(admin.heard().len(), 1, "now Telegram takes it as well");
    }

    #[tokio::test]
    async fn of_two_processes_that_see_the_same_one_tells() {
        let (fake, folder) = (FakeTelegram::start().await, tempfile::tempdir().unwrap());
        let one = watch_over(&fake, folder.path());
        fake.misbehave(None, Fault::Error(401, "Unauthorized"), usize::MAX);
        one.telegram.as_ref().unwrap().name().await;
        let other = one.clone();
        one.look(&Alarms::new()).await;
        other.look(&Alarms::new()).await;
        assert_eq!(mailed(folder.path()).len(), 1);
    }

    #[tokio::test]
    async fn the_status_names_nobody_and_says_what_waits() {
        let (fake, folder) = (FakeTelegram::start().await, tempfile::tempdir().unwrap());
        let watch = watch_over(&fake, folder.path());
        for (language, words) in [
            (Language::Indonesian, ["*Semua baik*", "outbox: 0, menyerah: 0"]),
            (Language::English, ["*All is well*", "outbox: 0, given up: 0"]),
        ] {
            let status = watch.status(language).await;
            assert!(words.iter().all(|words| status.text.contains(words)), "{}", status.text);
        }
    }

    #[tokio::test]
    async fn a_flood_of_codes_is_told_before_none_is_left_and_the_status_counts_them() {
        let (fake, folder) = (FakeTelegram::start().await, tempfile::tempdir().unwrap());
        let watch = watch_over(&fake, folder.path());
        let spend = async |codes: std::ops::Range<u8>| {
            for nth in codes {
                let ask = RequestCode {
                    peer: Peer::new(Channel::Webchat, nth.to_string()),
                    purpose: Purpose::Login,
                    handle: Handle::Email(Email::parse(&format!("x{nth}@contoh.id")).unwrap()),
                    language: Language::Indonesian,
                    network: None,
                };
                watch.desk.run(&Actor::Visitor, &ask).await.unwrap();
            }
        };
        spend(0..3).await;
        let known = watch.look(&Alarms::new()).await;
        assert_eq!(known, Alarms::new());
        let status = watch.status(Language::English).await.text;
        assert!(status.contains("Codes asked for today: 3 of 10"), "{status}");
        spend(3..8).await;
        let known = watch.look(&known).await;
        assert_eq!(known["codes"], Alarm::new("codes-nearly-spent"));
        assert!(mailed(folder.path())[0].contains("four fifths"));
        spend(8..10).await;
        let known = watch.look(&known).await;
        assert_eq!(known["codes"], Alarm::new("codes-spent"));
        assert_eq!(mailed(folder.path()).len(), 2);
    }
}
