//! The bot on Telegram, beside what is served.

use std::sync::Arc;

use aduan::{domain::City, system::SystemClock};
use aduan_gateway::Gateway;
use aduan_telegram::{Intake, Telegram};
use axum::Router;
use tokio::sync::watch;

use super::alarms::Watch;
use crate::config::{Config, Way};

/// What takes its updates, and how they come.
pub(super) struct Bot {
    intake: Intake,
    way: Way,
    city: City,
}

impl Bot {
    /// The bot, if configuration names one.
    pub(super) fn new(
        telegram: Option<Telegram>,
        config: &Config,
        gateway: &Gateway,
        watch: &Watch,
    ) -> anyhow::Result<Option<Self>> {
        let (Some(telegram), Some(section)) = (telegram, &config.telegram) else {
            return Ok(None);
        };
        let intake = Intake::new(telegram, Arc::new(gateway.clone()), Arc::new(SystemClock))
            .reporting_to(section.admins.iter().copied(), Arc::new(watch.clone()));
        let city = gateway.desk().city().clone();
        Ok(Some(Self { intake, way: section.way(&config.web)?, city }))
    }

    /// Where Telegram brings updates, if it does.
    pub(super) fn routes(&self) -> Router {
        match &self.way {
            Way::Polling => Router::new(),
            Way::Webhook(_, secret) => {
                Router::new().nest("/webhooks/telegram", self.intake.webhook(secret.clone()))
            }
        }
    }

    /// Tells Telegram where to bring updates, or asks for them until somebody wants it to end.
    pub(super) async fn run(self, mut stopping: watch::Receiver<bool>) {
        let stopped = async move { drop(stopping.wait_for(|stop| *stop).await) };
        match &self.way {
            Way::Polling => self.intake.poll(&self.city, stopped).await,
            Way::Webhook(url, secret) => tokio::select! {
                () = stopped => {}
                () = self.intake.be_brought(url, secret, &self.city) => {}
            },
        }
    }
}
