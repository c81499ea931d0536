//! A PostgreSQL of our own: one server for a test binary, in a temporary folder on a free port of the
//! loopback, stopped and removed when the tests end; and a database for each story.
#![allow(dead_code, clippy::allow_attributes, reason = "each story uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "to panic is how a story fails")]

pub(crate) mod batches;

use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        LazyLock, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use aduan::domain::Jurisdiction;
use aduan_postgres::{Options, PostgresStorage};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls};

/// What all stories of a binary run on.
pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// A running server. The shell around it stops it and removes its folder once our end of the pipe
/// is closed, even if the tests are killed.
pub(crate) struct Server {
    pub(crate) folder: PathBuf,
    pub(crate) port: u16,
    keeper: Child,
}

/// The programs of the server; says how to get them if there are none.
pub(crate) fn programs() -> PathBuf {
    let found = (15..=30).rev().map(|of| PathBuf::from(format!("/usr/lib/postgresql/{of}/bin")));
    match found.into_iter().find(|folder| folder.join("initdb").exists()) {
        Some(folder) => folder,
        None => panic!(
            "\n\nNo PostgreSQL here, so nothing of this package is tested.\n\
             Run scripts/postgres-for-tests first.\n"
        ),
    }
}

/// A command as the user `postgres` if we are root, whom the server refuses to serve.
pub(crate) fn as_postgres(program: &str) -> Command {
    let id = Command::new("id").arg("-u").output().unwrap();
    if id.stdout == b"0\n" {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", program]);
        command
    } else {
        Command::new(program)
    }
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub(crate) fn temporary_folder() -> PathBuf {
    let made = as_postgres("mktemp").args(["-d", "/tmp/aduan-postgres.XXXXXXXX"]).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    PathBuf::from(String::from_utf8(made.stdout).unwrap().trim())
}

const KEEP: &str = r#"
cd "$1"
"$2/postgres" -D "$1/data" -p "$3" -c unix_socket_directories="$1" \
    -c listen_addresses=127.0.0.1 $4 >> "$1/log" 2>&1 &
server=$!
cat > /dev/null
kill -INT $server
wait $server
rm -rf "$1"
"#;

impl Server {
    /// Makes a cluster and starts it.
    pub(crate) fn start(settings: &str) -> Self {
        let folder = temporary_folder();
        let made = as_postgres(programs().join("initdb").to_str().unwrap())
            .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(folder.join("data"))
            .current_dir("/")
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self::keep(folder, settings)
    }

    /// Starts the cluster in a folder.
    pub(crate) fn keep(folder: PathBuf, settings: &str) -> Self {
        let port = free_port();
        let keeper = as_postgres("sh")
            .args(["-c", KEEP, "sh", folder.to_str().unwrap(), programs().to_str().unwrap()])
            .args([&port.to_string(), settings])
            .current_dir("/")
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let server = Self { folder, port, keeper };
        for _ in 0..600 {
            let ready = Command::new(programs().join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &server.port.to_string()])
                .status()
                .unwrap();
            if ready.success() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(server.folder.join("log")).unwrap_or_default();
        panic!("the server does not start: {log}");
    }

    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}?sslmode=disable", self.port)
    }

    /// A connection without any of our settings.
    pub(crate) async fn client(&self, database: &str) -> Client {
        connect(&self.url(database)).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        drop(self.keeper.wait());
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
