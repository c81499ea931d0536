//! The primary dies under load and a standby takes over: behind a synchronous standby nothing that
//! was acknowledged is lost, and behind an asynchronous one it is.
#![expect(clippy::unwrap_used, clippy::panic, reason = "to panic is how a story fails")]

mod common;

use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use aduan::{
    batch::{Batch, Committed},
    facts::Want,
    ports::{Storage, StorageErrorKind},
};
use aduan_postgres::{Options, PostgresStorage};
use futures::future::join_all;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    time::Instant,
};
use tokio_postgres::Client;

use test_postgres::{Server, as_postgres, programs, temporary_folder};

use self::common::{
    Clients as _, RUNTIME,
    batches::{entry, numbers, officer, once, record},
    city, connect,
};

/// A wire between the two servers that can be held.
struct Wire {
    port: u16,
    held: Arc<AtomicBool>,
}

impl Wire {
    async fn to(primary: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let held = Arc::new(AtomicBool::new(false));
        let grip = Arc::clone(&held);
        tokio::spawn(async move {
            while let Ok((standby, _)) = listener.accept().await {
                let Ok(primary) = TcpStream::connect(("127.0.0.1", primary)).await else {
                    continue;
                };
                let (from_standby, to_standby) = standby.into_split();
                let (from_primary, to_primary) = primary.into_split();
                tokio::spawn(carry(from_standby, to_primary, Arc::default()));
                tokio::spawn(carry(from_primary, to_standby, Arc::clone(&grip)));
            }
        });
        Self { port, held }
    }
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, held: Arc<AtomicBool>) {
    let mut bytes = vec![0; 1 << 16];
    while let Ok(many @ 1..) = from.read(&mut bytes).await {
        // What is held when the wire breaks never arrives.
        if held.load(Ordering::Relaxed) || to.write_all(&bytes[..many]).await.is_err() {
            while held.load(Ordering::Relaxed)
                && !matches!(from.read(&mut bytes).await, Ok(0) | Err(_))
            {}
            return;
        }
    }
}

/// A primary, a standby that follows it, and the wire between them.
struct Pair {
    primary: Server,
    standby: Server,
    wire: Wire,
}

impl Pair {
    async fn start(synchronous: bool) -> Self {
        let primary =
            tokio::task::spawn_blocking(|| Server::start("-c max_connections=100")).await.unwrap();
        let wire = Wire::to(primary.port).await;
        let folder = temporary_folder();
        let from =
            format!("host=127.0.0.1 port={} user=postgres application_name=standby", wire.port);
        let mut copy = as_postgres(programs().join("pg_basebackup").to_str().unwrap());
        copy.args(["-R", "-X", "stream", "-c", "fast", "-d", &from, "-D"])
            .arg(folder.join("data"))
            .current_dir("/");
        let copied = tokio::task::spawn_blocking(move || copy.output().unwrap()).await.unwrap();
        assert!(copied.status.success(), "{}", String::from_utf8_lossy(&copied.stderr));
        let standby =
            tokio::task::spawn_blocking(|| Server::keep(folder, "-c max_connections=100"))
                .await
                .unwrap();
        let client = primary.client("postgres").await;
        if synchronous {
            client
                .batch_execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
                .await
                .unwrap();
            client.batch_execute("SELECT pg_reload_conf()").await.unwrap();
        }
        let expected = if synchronous { "sync" } else { "async" };
        wait_for(&client, "SELECT sync_state FROM pg_stat_replication", expected).await;
        Self { primary, standby, wire }
    }

    fn url(&self) -> String {
        format!(
            "postgres://postgres@127.0.0.1:{},127.0.0.1:{}/postgres?sslmode=disable\
             &target_session_attrs=read-write",
            self.primary.port, self.standby.port
        )
    }

    /// Kills the primary and all that belongs to it, at once.
    fn kill_primary(&self) {
        let lock = self.primary.folder.join("data/postmaster.pid");
        let father: u32 =
            std::fs::read_to_string(lock).unwrap().lines().next().unwrap().parse().unwrap();
        let children = Command::new("ps")
            .args(["-o", "pid=", "--ppid", &father.to_string()])
            .output()
            .unwrap();
        let children = String::from_utf8(children.stdout).unwrap();
        let killed = Command::new("kill")
            .args(["-9", &father.to_string()])
            .args(children.split_whitespace())
            .stderr(std::process::Stdio::null())
            .status();
        drop(killed);
    }

    async fn promote(&self) {
        let client = self.standby.client("postgres").await;
        let promoted = client.query_one("SELECT pg_promote(true, 30)", &[]).await.unwrap();
        assert!(promoted.get::<_, bool>(0));
    }
}

async fn wait_for(client: &Client, sql: &str, expected: &str) {
    for _ in 0..200 {
        let found = client.query_opt(sql, &[]).await.unwrap();
        if found.is_some_and(|row| row.get::<_, &str>(0) == expected) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not {expected} in time");
}

fn batch(n: u64) -> Batch {
    let mut batch = once(n);
    batch.put(record(officer(n), "here"), 0).log(entry(n));
    batch
}

/// What became of a batch, as its caller was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Stored,
    NotStored,
    Unknown,
}

/// Writes from eight callers at once until the end is rung.
struct Load {
    end: Arc<AtomicBool>,
    /// The number of the last batch that was acknowledged, and of how many were.
    acknowledged: Arc<AtomicU64>,
    callers: Vec<tokio::task::JoinHandle<Vec<(u64, Told)>>>,
}

impl Load {
    fn begin(storage: &Arc<PostgresStorage>) -> Self {
        let end = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(AtomicU64::new(0));
        let callers = (0..8_u64)
            .map(|caller| {
                let (storage, end) = (Arc::clone(storage), Arc::clone(&end));
                let acknowledged = Arc::clone(&acknowledged);
                tokio::spawn(async move {
                    let mut told = Vec::new();
                    let mut n = caller;
                    while !end.load(Ordering::Relaxed) {
                        told.push(match storage.commit(batch(n)).await.map_err(|of| of.kind()) {
                            Ok(Committed::Applied) => {
                                acknowledged.fetch_add(1, Ordering::Relaxed);
                                (n, Told::Stored)
                            }
                            Err(StorageErrorKind::Unknown) => (n, Told::Unknown),
                            Err(_) => {
                                tokio::time::sleep(Duration::from_millis(20)).await;
                                (n, Told::NotStored)
                            }
                            other => panic!("{n}: {other:?}"),
                        });
                        n += 8;
                    }
                    told
                })
            })
            .collect();
        Self { end, acknowledged, callers }
    }

    fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    async fn end(self) -> Vec<(u64, Told)> {
        self.end.store(true, Ordering::Relaxed);
        join_all(self.callers).await.into_iter().flat_map(|told| told.unwrap()).collect()
    }
}

/// The batches whose caller was not told the truth.
async fn untold(storage: &PostgresStorage, told: &[(u64, Told)]) -> (Vec<u64>, Vec<u64>) {
    let (mut lost, mut ghosts) = (Vec::new(), Vec::new());
    for (n, said) in told {
        let facts = storage.load(&[Want::Record(officer(*n))]).await.unwrap();
        match (facts.version(&officer(*n)), said) {
            (0, Told::Stored) => lost.push(*n),
            (1, Told::NotStored) => ghosts.push(*n),
            _ => {}
        }
    }
    (lost, ghosts)
}

#[test]
fn behind_a_synchronous_standby_nothing_acknowledged_is_lost() {
    RUNTIME.block_on(async {
        let pair = Pair::start(true).await;
        let storage = PostgresStorage::connect(&pair.url(), &city(), Options::default()).await;
        let storage = Arc::new(storage.unwrap());
        let load = Load::begin(&storage);
        tokio::time::sleep(Duration::from_secs(2)).await;

        let before = load.acknowledged();
        assert!(before > 100, "{before}");
        let killed = Instant::now();
        pair.kill_primary();
        tokio::time::sleep(Duration::from_millis(200)).await;
        let behind = load.acknowledged();
        pair.promote().await;
        while load.acknowledged() <= behind {
            assert!(killed.elapsed() < Duration::from_secs(15), "no write within fifteen seconds");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let pause = killed.elapsed();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let told = load.end().await;

        let (lost, ghosts) = untold(&storage, &told).await;
        let count = |of| told.iter().filter(|(_, told)| *told == of).count();
        println!(
            "{before} writes before, {} in all; first write after {pause:?}; {} unknown, {} refused",
            count(Told::Stored),
            count(Told::Unknown),
            count(Told::NotStored),
        );
        assert_eq!((lost, ghosts), (vec![], vec![]));
        assert_eq!(count(Told::Unknown), 0);
        let mut logged = numbers(&storage.log(0, 1_000_000).await.unwrap());
        let many = logged.len();
        logged.sort_unstable();
        logged.dedup();
        assert_eq!((logged.len(), many), (count(Told::Stored), many), "each once");
        drop(connect(&pair.standby.url("postgres")).await);
    });
}

#[test]
fn behind_an_asynchronous_standby_what_was_on_its_way_is_lost() {
    RUNTIME.block_on(async {
        let pair = Pair::start(false).await;
        let storage = PostgresStorage::connect(&pair.url(), &city(), Options::default()).await;
        let storage = Arc::new(storage.unwrap());
        let load = Load::begin(&storage);
        tokio::time::sleep(Duration::from_secs(1)).await;
        pair.wire.held.store(true, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_secs(1)).await;
        pair.kill_primary();
        pair.wire.held.store(false, Ordering::Relaxed);
        pair.promote().await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let told = load.end().await;
        let (lost, _) = untold(&storage, &told).await;
        println!("{} acknowledged writes of {} were lost", lost.len(), told.len());
        assert!(!lost.is_empty(), "the control loses nothing, so the other story proves nothing");
    });
}
