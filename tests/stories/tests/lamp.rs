//! The lamp: reported, supported, asked about, mended, confirmed and rated; in Indonesian and in
//! English, over every storage, word for word the same.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::{fs, path::Path, process::Command, sync::Arc};

use aduan::{domain::Language, memory::MemoryStorage, ports::Storage};
use aduan_postgres::{Options, PostgresStorage};
use aduan_sqlite::SqliteStorage;
use aduan_storage_contract::found_in_clear;
use own_storage::JournalStorage;
use stories::city;
use test_postgres::{Server, programs};

/// Everything in the story that could name somebody.
const SECRETS: [&str; 12] = [
    "Sari",
    "Budi",
    "sari@contoh.id",
    "budi@contoh.id",
    "contoh.id",
    "6281299991234",
    "81299991234",
    "0812-9999-1234",
    "lampu.jpg",
    "lamp.jpg",
    "gerbang sekolah",
    "school gate",
];

fn script(language: Language) -> &'static str {
    match language {
        Language::Indonesian => include_str!("../scripts/lamp.id.txt"),
        Language::English => include_str!("../scripts/lamp.en.txt"),
    }
}

async fn tell(storage: Arc<dyn Storage>, language: Language) {
    stories::tell("lamp", storage, script(language), language).await;
}

#[tokio::test]
async fn in_memory() {
    for language in Language::ALL {
        tell(Arc::new(MemoryStorage::new(&city().jurisdiction)), language).await;
    }
}

#[tokio::test]
async fn on_sqlite_and_a_copy_of_its_files_names_nobody() {
    for language in Language::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aduan.db");
        let storage = Arc::new(SqliteStorage::open(&path, &city().jurisdiction).unwrap());
        tell(Arc::clone(&storage) as _, language).await;
        // The database and its write-ahead log, while it is open and after it was closed.
        names_nobody(folder.path());
        drop(storage);
        names_nobody(folder.path());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql() {
    let server = Server::start("-c fsync=off -c max_connections=30");
    for language in Language::ALL {
        let url = server.url("postgres");
        // A city of its own for each language, in one database.
        let city = format!("lestari-{language}").parse().unwrap();
        let storage = PostgresStorage::connect(&url, &city, Options::default()).await.unwrap();
        tell(Arc::new(storage), language).await;
    }
    let dump = Command::new(programs().join("pg_dump")).arg(server.url("postgres")).output();
    let dump = dump.unwrap();
    assert!(dump.status.success() && dump.stdout.len() > 10_000);
    bytes_name_nobody(&dump.stdout, "the dump");
}

#[tokio::test]
async fn on_a_storage_of_ones_own() {
    for language in Language::ALL {
        let folder = tempfile::tempdir().unwrap();
        tell(
            Arc::new(JournalStorage::open(folder.path(), &city().jurisdiction).unwrap()),
            language,
        )
        .await;
    }
}

fn names_nobody(folder: &Path) {
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        bytes_name_nobody(&fs::read(&path).unwrap(), &path.display().to_string());
    }
}

fn bytes_name_nobody(bytes: &[u8], place: &str) {
    for secret in SECRETS {
        assert_eq!(found_in_clear(bytes, secret), None, "{secret} stands in {place}");
    }
}
