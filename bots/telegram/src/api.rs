//! Talking to the Bot API: teloxide says what is asked and how, and the answer is read here.
//!
//! teloxide's own `send` reads answers into types of its release, loses the code of an error it
//! does not know, and sleeps ten seconds over every 5xx (docs/decisions/0017). Of an answer we need
//! little: that it was one, and a field or two.

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use aduan_gateway::lenient;
use futures::StreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use teloxide::{
    Bot,
    net::{default_reqwest_settings, download_file_stream},
    requests::{HasPayload, Payload},
};

use crate::{InvalidSetting, Settings, standing::Standing, trouble::Trouble};

/// How long an answer may take, besides what the call itself asks to wait.
const PATIENCE: Duration = Duration::from_secs(15);
/// The largest answer that is read: a hundred updates of four kilobytes, and room to spare.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The Bot API for one bot.
pub(crate) struct Api {
    bot: Bot,
    standing: Mutex<Standing>,
}

/// What every call is answered with.
#[derive(Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "lenient")]
    ok: Option<bool>,
    #[serde(default)]
    result: Value,
    #[serde(default, deserialize_with = "lenient")]
    error_code: Option<u16>,
    #[serde(default, deserialize_with = "lenient")]
    description: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    #[serde(default, deserialize_with = "lenient")]
    retry_after: Option<u64>,
}

impl Api {
    pub(crate) fn new(settings: &Settings) -> Result<Self, InvalidSetting> {
        let client = default_reqwest_settings().build().map_err(|_| InvalidSetting::Client)?;
        let url = settings.api_url.as_str().parse().map_err(|_| InvalidSetting::Url)?;
        let bot = Bot::with_client(settings.token.reveal(), client).set_api_url(url);
        Ok(Self { bot, standing: Mutex::new(Standing::Fine) })
    }

    /// What requests are made with.
    pub(crate) fn bot(&self) -> &Bot {
        &self.bot
    }

    /// The id of the bot: what comes before the colon of its token.
    pub(crate) fn bot_id(&self) -> &str {
        self.bot.token().split(':').next().unwrap_or_default()
    }

    /// How we stand, which is whole at any time.
    fn known(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn standing(&self) -> Standing {
        *self.known()
    }

    /// Nobody else gets the updates: they came here.
    pub(crate) fn polled(&self) {
        let known = &mut *self.known();
        if *known == Standing::Rival {
            *known = Standing::Fine;
        }
    }

    /// Makes a call, and gives back its result.
    pub(crate) async fn call<R>(&self, request: &R) -> Result<Value, Trouble>
    where
        R: HasPayload + Sync,
        R::Payload: Payload + Serialize + Sync,
    {
        let called = self.exchange(request.payload_ref()).await;
        let known = &mut *self.known();
        let now = known.after(called.as_ref().err());
        if now != *known {
            tracing::warn!(telegram.standing = now.name(), "telegram.standing_changed");
            *known = now;
        }
        called
    }

    async fn exchange<P: Payload + Serialize + Sync>(&self, payload: &P) -> Result<Value, Trouble> {
        let body = serde_json::to_vec(payload)
            .map_err(|_| Trouble::Ours { code: 0, says: "not plain data".into() })?;
        let mut url = self.bot.api_url();
        // The scheme was looked at when it was read: such an address has segments.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.push(&format!("bot{}", self.bot.token())).push(P::NAME);
        }
        let patience = PATIENCE + payload.timeout_hint().unwrap_or_default();
        let request = self.bot.client().post(url).timeout(patience);
        let request = request.header("content-type", "application/json").body(body);
        // An error of the client names the address, and with it the token: it is let go.
        let mut response = request.send().await.map_err(|_| Trouble::Away)?;
        let status = response.status().as_u16();
        let mut body = Vec::new();
        while let Some(some) = response.chunk().await.map_err(|_| Trouble::Away)? {
            if body.len() + some.len() > MOST_BYTES {
                return Err(Trouble::Away);
            }
            body.extend_from_slice(&some);
        }
        let Ok(answer) = serde_json::from_slice::<Answer>(&body) else {
            // Whoever stands before Telegram, a proxy perhaps, answers in words of its own.
            return Err(if status == 429 { Trouble::of(429, "", None) } else { Trouble::Away });
        };
        if answer.ok == Some(true) {
            return Ok(answer.result);
        }
        let retry_after = answer.parameters.and_then(|parameters| parameters.retry_after);
        let code = answer.error_code.unwrap_or(status);
        Err(Trouble::of(code, &answer.description.unwrap_or_default(), retry_after))
    }

    /// Brings the bytes of a file, unless there are more than `limit`.
    pub(crate) async fn download(&self, path: &str, limit: u64) -> Result<Vec<u8>, NotBrought> {
        let (client, url) = (self.bot.client(), self.bot.api_url());
        let mut stream = Box::pin(download_file_stream(client, url, self.bot.token(), path));
        let mut bytes = Vec::new();
        while let Some(some) = stream.next().await {
            // What went wrong would name the address, and with it the token.
            let some = some.map_err(|_| NotBrought::Trouble(Trouble::Away))?;
            if (bytes.len() + some.len()) as u64 > limit {
                return Err(NotBrought::TooLarge);
            }
            bytes.extend_from_slice(&some);
        }
        Ok(bytes)
    }
}

/// Why a file did not come.
pub(crate) enum NotBrought {
    TooLarge,
    Trouble(Trouble),
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Api({}, {:?})", self.bot_id(), self.standing())
    }
}
