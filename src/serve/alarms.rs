//! Watching over the house: what an operator should know at once is told to the chats of
//! `telegram.admins`, and by e-mail to `email.operator`, so that it arrives when Telegram is what
//! fails. In both languages, since nobody knows which an operator reads; neither names a person.

mod status;
#[cfg(test)]
mod tests;
mod wrong;

use std::{path::PathBuf, sync::Arc, time::Duration};

use aduan::{
    Desk,
    batch::{Batch, Committed, Guard},
    domain::{Channel, Language, Peer},
    ports::{Message, Messenger as _},
    seal::Scope,
};
use aduan_email::EmailMessenger;
use aduan_gateway::Gateway;
use aduan_telegram::Telegram;
use aduan_whatsapp::WhatsApp;

use self::wrong::Alarms;
use super::words::say;
use crate::{
    build,
    config::{Config, StorageUrl},
};

/// How often the house is looked at.
const LOOK: Duration = Duration::from_secs(30);

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
