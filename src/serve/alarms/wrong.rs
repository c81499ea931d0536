//! What is wrong now.

use std::collections::BTreeMap;

use aduan::{
    domain::{Channel, Language},
    phrase::Value,
    queue::Queue,
    verbs::CodeBudget,
};
use aduan_telegram::{Standing, Telegram};
use aduan_whatsapp::WhatsApp;

use super::{Watch, number, say};

/// How much room a disk should have, in bytes: a day of a busy city with photos.
const ROOM: u64 = 2 << 30;

/// What is wrong, by a name that stays while it is.
pub(super) type Alarms = BTreeMap<&'static str, Alarm>;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alarm {
    /// Which words say so.
    key: &'static str,
    args: Vec<(&'static str, Value)>,
}

impl Alarm {
    pub(super) fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// That it began, or that it is over.
    pub(super) fn line(&self, what: &str, language: Language) -> String {
        say(language, what, &[("what", say(language, self.key, &self.args).into())])
    }
}

impl Watch {
    /// What is wrong now.
    pub(super) async fn alarms(&self) -> Alarms {
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
}
