//! A PostgreSQL of our own: one server for a test binary, in a temporary folder on a free port of the
//! loopback, stopped and removed when the tests end; and a database for each story.
#![allow(dead_code, clippy::allow_attributes, reason = "each story uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "to panic is how a story fails")]

pub(crate) mod batches;

use std::{
    process::{Command, Stdio},
    sync::{
        Arc, LazyLock, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use aduan::domain::Jurisdiction;
use aduan_postgres::{Isolation, Options, PostgresStorage};
use test_postgres::{Server, programs};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls};

/// What all stories of a binary run on.
pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// Connections to a server.
pub(crate) trait Clients {
    /// A connection without any of our settings.
    async fn client(&self, database: &str) -> Client;
}

impl Clients for Server {
    async fn client(&self, database: &str) -> Client {
        connect(&self.url(database)).await
    }
}

pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// The server of this binary. What it holds may be lost, so it need not wait for the disk.
pub(crate) fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let server = Server::start(
            "-c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB",
        );
        RUNTIME.block_on(async {
            server.client("postgres").await.batch_execute("CREATE DATABASE seed").await.unwrap();
            let city = "seed".parse().unwrap();
            let options = Options { connections: 1, ..Options::default() };
            drop(PostgresStorage::connect(&server.url("seed"), &city, options).await.unwrap());
        });
        server
    })
}

/// A database of its own, with the tables in it, dropped in the end.
pub(crate) struct Database {
    pub(crate) server: &'static Server,
    pub(crate) name: String,
}

impl Database {
    pub(crate) fn new() -> Self {
        Self::from("seed")
    }

    /// A database without anything in it.
    pub(crate) fn empty() -> Self {
        Self::from("template1")
    }

    fn from(template: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(1);
        let server = server();
        let name = format!("story_{}", MADE.fetch_add(1, Ordering::Relaxed));
        RUNTIME.block_on(async {
            let client = server.client("postgres").await;
            let make = format!("CREATE DATABASE {name} TEMPLATE {template}");
            let mut tries = 0;
            // Another story may be copying the template.
            while let Err(error) = client.batch_execute(&make).await {
                tries += 1;
                assert!(tries < 20, "{error:?}");
            }
        });
        Self { server, name }
    }

    pub(crate) fn url(&self) -> String {
        self.server.url(&self.name)
    }

    pub(crate) async fn client(&self) -> Client {
        let client = self.server.client(&self.name).await;
        client.batch_execute("SET search_path = aduan").await.unwrap();
        client
    }

    pub(crate) async fn open(&self, city: &Jurisdiction, options: Options) -> PostgresStorage {
        PostgresStorage::connect(&self.url(), city, options).await.unwrap()
    }

    /// A store of the usual city.
    pub(crate) async fn store(&self) -> PostgresStorage {
        self.open(&city(), Options::default()).await
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let psql = Command::new(programs().join("psql"))
            .args([&self.server.url("postgres"), "-q", "-c", &drop])
            .stderr(Stdio::null())
            .status();
        std::mem::drop(psql);
    }
}

pub(crate) fn city() -> Jurisdiction {
    "kota-lestari".parse().unwrap()
}

/// A process at an isolation.
pub(crate) async fn process(database: &Database, isolation: Isolation) -> Arc<PostgresStorage> {
    let options = Options { isolation, connections: 8, ..Options::default() };
    Arc::new(database.open(&city(), options).await)
}

/// Runs a story at both isolations with two processes.
pub(crate) fn story<F: Future<Output = ()>>(
    tell: impl Fn(Arc<Database>, Arc<PostgresStorage>, Arc<PostgresStorage>) -> F,
) {
    for isolation in [Isolation::ReadCommitted, Isolation::RepeatableRead] {
        let database = Arc::new(Database::new());
        RUNTIME.block_on(async {
            let one = process(&database, isolation).await;
            let other = process(&database, isolation).await;
            tell(Arc::clone(&database), one, other).await;
        });
    }
}

/// How many deadlocks the server had to resolve.
pub(crate) async fn deadlocks(database: &Database) -> i64 {
    let client = database.client().await;
    let sql = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    client.query_one(sql, &[]).await.unwrap().get(0)
}
