//! Talking to the Graph API: one client, which goes where configuration says and nowhere else.

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use aduan::ports::FetchError;
use aduan_gateway::tolerant;
use reqwest::{Client, Method, RequestBuilder, Response, Url, redirect::Policy};
use serde::Serialize;
use serde_json::Value;

use crate::{
    InvalidSetting, Settings,
    notification::Error,
    standing::Standing,
    trouble::{Action, Trouble},
};

/// How long an answer may take, and a connection of it. Whoever sends waits a little longer.
const PATIENCE: Duration = Duration::from_secs(15);
const CONNECT: Duration = Duration::from_secs(5);
/// The largest answer that is read: a list of templates has some kilobytes.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The Graph API for one number.
pub(crate) struct Graph {
    client: Client,
    settings: Settings,
    standing: Mutex<Standing>,
}

tolerant! {
    /// An answer that is no success.
    Refusal {
        error: Error,
    }
}

impl Graph {
    pub(crate) fn new(settings: &Settings) -> Result<Self, InvalidSetting> {
        // Whoever was first has installed the same one.
        rustls::crypto::ring::default_provider().install_default().ok();
        // A redirect would carry the token to whoever is named in it.
        let client = Client::builder().redirect(Policy::none()).connect_timeout(CONNECT);
        let client = client.timeout(PATIENCE).build().map_err(|_| InvalidSetting::Client)?;
        Ok(Self { client, settings: settings.clone(), standing: Mutex::new(Standing::Fine) })
    }

    /// The number that speaks.
    pub(crate) fn number(&self) -> &str {
        self.settings.phone_number_id.reveal()
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How we stand, which is whole at any time.
    fn known(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn standing(&self) -> Standing {
        *self.known()
    }

    /// Takes note of how a call went.
    pub(crate) fn stands(&self, trouble: Option<Trouble>) {
        let known = &mut *self.known();
        let now = known.after(trouble);
        if now != *known {
            tracing::warn!(whatsapp.standing = now.name(), "whatsapp.standing_changed");
            *known = now;
        }
    }

    /// Takes note of what is told beside any call: only that the token or the account is in trouble.
    pub(crate) fn tells(&self, trouble: Trouble) {
        if matches!(trouble.action(), Some(Action::Token | Action::Account)) {
            self.stands(Some(trouble));
        }
    }

    /// Sends something for the number, and gives back the answer.
    pub(crate) async fn post(&self, what: &(impl Serialize + Sync)) -> Result<Value, Trouble> {
        // Plain data of our own.
        let body = serde_json::to_vec(what).map_err(|_| Trouble::of(400, None))?;
        let request = self.request(Method::POST, &format!("{}/messages", self.number()));
        self.call(request.header("content-type", "application/json").body(body)).await
    }

    /// Asks for something.
    pub(crate) async fn get(&self, path: &str) -> Result<Value, Trouble> {
        self.call(self.request(Method::GET, path)).await
    }

    /// Whether the token may go there.
    pub(crate) fn may_see_the_token(&self, url: &Url) -> bool {
        let Settings { api_url, media_hosts, .. } = &self.settings;
        let api = api_url.reveal().parse::<Url>();
        let named = url.scheme() == "https"
            && url.port().is_none()
            && media_hosts.iter().any(|host| Some(host.reveal()) == url.host_str());
        named || api.is_ok_and(|api| api.origin() == url.origin())
    }

    /// Brings what is at `url`, of at most `limit` bytes.
    pub(crate) async fn download(&self, url: Url, limit: u64) -> Result<Vec<u8>, FetchError> {
        let later = || FetchError::Later { after: None, source: None };
        let request = self.client.get(url).bearer_auth(self.settings.access_token.reveal());
        let mut response = request.send().await.map_err(|_| later())?;
        // Its five minutes are over, perhaps: the next try asks anew.
        if !response.status().is_success() {
            return Err(later());
        }
        let mut bytes = Vec::new();
        while let Some(some) = response.chunk().await.map_err(|_| later())? {
            if (bytes.len() + some.len()) as u64 > limit {
                return Err(FetchError::TooLarge);
            }
            bytes.extend_from_slice(&some);
        }
        Ok(bytes)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let Settings { api_url, api_version, access_token, .. } = &self.settings;
        let base = api_url.reveal().trim_end_matches('/');
        let url = format!("{base}/{}/{path}", api_version.reveal());
        self.client.request(method, url).bearer_auth(access_token.reveal())
    }

    async fn call(&self, request: RequestBuilder) -> Result<Value, Trouble> {
        let called = exchange(request).await;
        self.stands(called.as_ref().err().copied());
        called
    }
}

async fn exchange(request: RequestBuilder) -> Result<Value, Trouble> {
    // An error of the client names the address, which holds no secret but is of no use either.
    let response = request.send().await.map_err(|error| {
        if error.is_connect() || error.is_builder() { Trouble::Away } else { Trouble::InDoubt }
    })?;
    let status = response.status();
    let body = read(response).await;
    if status.is_success() {
        // It was taken, whatever the answer says of it.
        return Ok(body.and_then(|body| serde_json::from_slice(&body).ok()).unwrap_or_default());
    }
    let refusal: Option<Refusal> = body.and_then(|body| serde_json::from_slice(&body).ok());
    let code = refusal.and_then(|refusal| refusal.error?.code);
    Err(Trouble::of(status.as_u16(), code))
}

/// The body of an answer, unless it is cut off or too long.
async fn read(mut response: Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(some) = response.chunk().await.ok()? {
        if body.len() + some.len() > MOST_BYTES {
            return None;
        }
        body.extend_from_slice(&some);
    }
    Some(body)
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Graph({}, {:?})", self.number(), self.standing())
    }
}
