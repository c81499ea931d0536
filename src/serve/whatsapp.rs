//! The number on WhatsApp, beside what is served.

use std::sync::Arc;

use aduan::system::SystemClock;
use aduan_gateway::Gateway;
use aduan_whatsapp::{Intake, WhatsApp};
use axum::Router;

use crate::config::Config;

/// Where Meta brings what happened, if configuration names a number.
pub(super) fn routes(whatsapp: Option<WhatsApp>, config: &Config, gateway: &Gateway) -> Router {
    let (Some(whatsapp), Some(section)) = (whatsapp, &config.whatsapp) else {
        return Router::new();
    };
    let intake = Intake::new(whatsapp, Arc::new(gateway.clone()), Arc::new(SystemClock));
    let webhook = intake.webhook(section.app_secret.clone(), section.verify_token.clone());
    Router::new().nest("/webhooks/whatsapp", webhook)
}
