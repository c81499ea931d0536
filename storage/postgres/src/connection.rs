//! How every connection is opened, and what a store holds while it is open.

use std::sync::Arc;

use aduan::domain::Jurisdiction;
use deadpool_postgres::{Connect, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures::future::BoxFuture;
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    task::JoinHandle,
};
use tokio_postgres::{
    AsyncMessage, Client, Config, Error, NoTls, Socket,
    config::{SslMode, TargetSessionAttrs},
    tls::{MakeTlsConnect, TlsConnect},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{
    ConnectError, Options, clock::PostgresClock, commit::Slots, error::Fault, log::Head, migrate,
    tls, url,
};

/// How long to wait for one host, unless the URL says so.
const REACH: std::time::Duration = std::time::Duration::from_secs(3);

/// After how much silence a host is asked whether it is still there.
const IDLE: std::time::Duration = std::time::Duration::from_secs(10);
/// How long all hosts together, and the greeting of the one that answers, may take.
const CREATE: std::time::Duration = std::time::Duration::from_secs(10);

/// What a store holds while it is open.
#[derive(Debug)]
pub(crate) struct House {
    pool: Pool,
    door: Door,
    pub(crate) city: i32,
    pub(crate) options: Options,
    pub(crate) slots: Slots,
    pub(crate) head: Head,
    pub(crate) clock: PostgresClock,
}

/// Tries what only reads, or what leaves no harm behind, again if the connection breaks.
macro_rules! again {
    ($house:expr, |$client:ident| $work:expr) => {{
        let mut tries: u32 = 0;
        loop {
            let done = match $house.client().await {
                Ok($client) => $work.await,
                Err(fault) => Err(fault),
            };
            match done {
                Err(fault) if fault.is_passing() && tries < crate::error::TRIES => {
                    tries += fault.weight();
                    tokio::time::sleep(std::time::Duration::from_millis(tries.into())).await;
                }
                done => break done.map_err(aduan::ports::StorageError::from),
            }
        }
    }};
}
pub(crate) use again;

impl House {
    /// Connects, migrates, and learns the number of the city.
    pub(crate) async fn open(
        url: &str,
        jurisdiction: &Jurisdiction,
        options: Options,
    ) -> Result<Self, ConnectError> {
        let (mut config, trust) = url::parse(url)?;
        prepare(&mut config);
        let tls =
            if config.get_ssl_mode() == SslMode::Disable { None } else { Some(tls::with(&trust)?) };
        let door = Door { config: config.clone(), tls, settings: settings(&options).into() };

        let (mut first, task) = door.connect_and(|| {}).await?;
        let version: i32 = first
            .query_one("SELECT current_setting('server_version_num')::int / 10000", &[])
            .await?
            .get(0);
        if version < 15 {
            return Err(ConnectError::TooOld(version));
        }
        migrate::migrate(&mut first, &options.schema).await?;
        let city = city(&first, jurisdiction).await?;
        let process = first.query_one("SELECT gen_random_uuid()", &[]).await?.get(0);
        let clock = PostgresClock::default();
        clock.follow(&first).await?;
        drop(first);
        task.abort();

        let manager = Manager::from_connect(
            config,
            door.clone(),
            ManagerConfig { recycling_method: RecyclingMethod::Fast },
        );
        let pool = Pool::builder(manager)
            .max_size(options.connections.max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(options.wait))
            .create_timeout(Some(CREATE))
            .build()
            .map_err(|error| ConnectError::Url(error.to_string().into()))?;
        let (slots, head) = (Slots::new(process), Head::default());
        Ok(Self { pool, door, city, options, slots, head, clock })
    }

    /// A connection that is ours until it is dropped.
    pub(crate) async fn client(&self) -> Result<Object, Fault> {
        Ok(self.pool.get().await?)
    }

    /// A connection of its own on which hints of other processes are heard.
    pub(crate) async fn listen(&self) -> Result<(Client, UnboundedReceiver<()>), Fault> {
        let (tell, hints) = unbounded_channel();
        let (client, _) = self.door.connect_and(move || tell.send(()).unwrap_or(())).await?;
        client.batch_execute("SET default_transaction_isolation = 'read committed'").await?;
        client.batch_execute(&format!("LISTEN \"{}\"", self.channel())).await?;
        Ok((client, hints))
    }

    /// What hints about the log of this city are sent on.
    pub(crate) fn channel(&self) -> String {
        format!("{}.{}", self.options.schema, self.city)
    }

    /// Measures the time of the database anew.
    pub(crate) async fn follow(&self, client: &Object) -> Result<(), Fault> {
        Ok(self.clock.follow(client).await?)
    }

    /// Closes every connection once it is given back.
    pub(crate) fn close(&self) {
        self.pool.close();
    }
}

/// What the URL leaves open.
fn prepare(config: &mut Config) {
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(REACH);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(std::time::Duration::from_secs(10));
    }
    // A host that vanishes in the middle of an answer would be waited for two hours.
    if config.get_keepalives_idle() > IDLE {
        config.keepalives_idle(IDLE).keepalives_interval(IDLE / 2).keepalives_retries(2);
    }
    if config.get_application_name().is_none() {
        config.application_name("aduan");
    }
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
}

/// What every session begins with. Statements and functions are written so that one index answers
/// each in its order; with the other ways off, a plan made while a table was empty stays right
/// (`tests/scale.rs` looks).
fn settings(options: &Options) -> String {
    format!(
        "SET search_path = \"{}\"; SET default_transaction_isolation = '{}'; \
         SET statement_timeout = {}; SET idle_in_transaction_session_timeout = '60s'; \
         SET jit = off; SET enable_seqscan = off; SET enable_bitmapscan = off; \
         SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off; \
         SELECT set_config('synchronous_commit', 'on', false) \
         WHERE current_setting('synchronous_commit') = 'off'",
        options.schema.replace('"', ""),
        options.isolation.name(),
        options.statement_timeout.as_millis(),
    )
}

/// The number of the city, which is given one if it is new.
async fn city(client: &Client, jurisdiction: &Jurisdiction) -> Result<i32, ConnectError> {
    let name = jurisdiction.as_str();
    let find = "SELECT city FROM city WHERE name = $1";
    if let Some(row) = client.query_opt(find, &[&name]).await? {
        return Ok(row.get(0));
    }
    client
        .execute("INSERT INTO city (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", &[&name])
        .await?;
    Ok(client.query_one(find, &[&name]).await?.get(0))
}

/// Opens connections, each with the same settings.
#[derive(Clone)]
pub(crate) struct Door {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    settings: Arc<str>,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Door") // the configuration holds a password
    }
}

impl Door {
    /// A connection that calls `hear` for every hint.
    async fn connect_and(
        &self,
        hear: impl Fn() + Send + 'static,
    ) -> Result<(Client, JoinHandle<()>), Error> {
        let (client, task) = match &self.tls {
            None => drive(&self.config, NoTls, hear).await?,
            Some(tls) => drive(&self.config, tls.clone(), hear).await?,
        };
        client.batch_execute(&self.settings).await?;
        Ok((client, task))
    }
}

impl Connect for Door {
    fn connect(&self, _: &Config) -> BoxFuture<'_, Result<(Client, JoinHandle<()>), Error>> {
        Box::pin(self.connect_and(|| {}))
    }
}

async fn drive<T>(
    config: &Config,
    tls: T,
    hear: impl Fn() + Send + 'static,
) -> Result<(Client, JoinHandle<()>), Error>
where
    T: MakeTlsConnect<Socket>,
    T::Stream: Send + 'static,
    T::TlsConnect: Send,
    <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
{
    let (client, mut connection) = config.connect(tls).await?;
    let task = tokio::spawn(async move {
        loop {
            match std::future::poll_fn(|context| connection.poll_message(context)).await {
                Some(Ok(AsyncMessage::Notification(_))) => hear(),
                Some(Ok(_)) => {}
                Some(Err(error)) => {
                    let code = error.code().map(|code| code.code().to_owned());
                    tracing::debug!(target: "aduan.postgres", ?code, "a connection broke");
                    return;
                }
                None => return,
            }
        }
    });
    Ok((client, task))
}
