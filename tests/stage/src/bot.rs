//! The channel that is played besides the page, if one is.

use std::sync::Arc;

use aduan::{domain::City, ports::Messenger, stub::StoppedClock};
use aduan_gateway::Listener;
use aduan_telegram::Telegram;
use aduan_whatsapp::WhatsApp;
use axum::Router;

/// What the arguments ask for.
pub(crate) enum Bot {
    None,
    Telegram(Telegram, Option<(String, String)>),
    WhatsApp(WhatsApp, String, String),
}

impl Bot {
    pub(crate) fn of(args: &[&str]) -> Self {
        match *args {
            [] => Self::None,
            ["telegram", api_url, token, ref webhook @ ..] => {
                let (api_url, token) = (api_url.parse().unwrap(), token.parse().unwrap());
                let settings = aduan_telegram::Settings { api_url, token };
                let webhook = webhook.first_chunk::<2>();
                let webhook = webhook.map(|[url, secret]| ((*url).into(), (*secret).into()));
                Self::Telegram(Telegram::new(&settings).unwrap(), webhook)
            }
            ["whatsapp", api_url, token, number, secret, verify] => {
                let settings = aduan_whatsapp::Settings {
                    access_token: token.parse().unwrap(),
                    phone_number_id: number.parse().unwrap(),
                    api_url: api_url.parse().unwrap(),
                    api_version: aduan_whatsapp::ApiVersion::default(),
                    templates: aduan_whatsapp::Templates::default(),
                    media_hosts: Vec::new(),
                };
                Self::WhatsApp(WhatsApp::new(&settings).unwrap(), secret.into(), verify.into())
            }
            _ => panic!("no channel is played by {args:?}"),
        }
    }

    pub(crate) fn messenger(&self) -> Option<Arc<dyn Messenger>> {
        match self {
            Self::None => None,
            Self::Telegram(telegram, _) => Some(Arc::new(telegram.clone())),
            Self::WhatsApp(whatsapp, ..) => Some(Arc::new(whatsapp.clone())),
        }
    }

    /// Begins to take what comes in; where it is brought, if it is.
    pub(crate) fn listen(
        self,
        listener: Arc<dyn Listener>,
        clock: Arc<StoppedClock>,
        city: City,
    ) -> Router {
        match self {
            Self::None => Router::new(),
            Self::Telegram(telegram, webhook) => {
                let intake = aduan_telegram::Intake::new(telegram, listener, clock);
                let Some((url, secret)) = webhook else {
                    tokio::spawn(async move { intake.poll(&city, std::future::pending()).await });
                    return Router::new();
                };
                let routes = intake.webhook(secret.parse().unwrap());
                let secret = secret.parse().unwrap();
                tokio::spawn(async move { intake.be_brought(&url, &secret, &city).await });
                Router::new().nest("/webhooks/telegram", routes)
            }
            Self::WhatsApp(whatsapp, secret, verify) => {
                let intake = aduan_whatsapp::Intake::new(whatsapp, listener, clock);
                let routes = intake.webhook(secret.parse().unwrap(), verify.parse().unwrap());
                Router::new().nest("/webhooks/whatsapp", routes)
            }
        }
    }
}
