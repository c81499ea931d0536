//! A city moves: what one storage keeps is put into another, and is the same there.

use std::sync::atomic::{AtomicUsize, Ordering};

use aduan::{
    batch::{Batch, Committed, Guard, Write},
    domain::Preset,
    facts::{Facts, Want},
    log::{Position, Recorded},
    memory::MemoryStorage,
    ports::{Figures, Storage, StorageError, StorageErrorKind},
    query::{Filter, Item, Order, Page, Query, Select},
    queue::{Claim, Leased, Queue},
    record::{Key, RecordKind},
    seal::KeyRing,
    stub::SeededEntropy,
    transfer::{Check, Export, Import, TransferError, Whole},
    verbs::*,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use futures::executor::block_on;

use crate::town::{Town, note};

fn noon() -> DateTime<Utc> {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn export_with(storage: &dyn Storage, keys: Option<&KeyRing>) -> Result<String, TransferError> {
    block_on(async {
        let city = "lestari".parse().unwrap();
        let mut export = Export::begin(storage, &city, noon(), keys).await?;
        let mut text = String::new();
        while let Some(lines) = export.next().await? {
            text += &lines;
        }
        let (done, total) = export.progress();
        assert_eq!(done, total);
        Ok(text)
    })
}

fn export(storage: &dyn Storage) -> String {
    export_with(storage, None).unwrap()
}

fn check(text: &str) -> Result<Whole, TransferError> {
    let mut check = Check::default();
    for line in text.split_inclusive('\n') {
        check.line(line.as_bytes())?;
    }
    check.end(&"lestari".parse().unwrap())
}

fn import_with(
    storage: &dyn Storage,
    text: &str,
    keys: Option<&KeyRing>,
) -> Result<(), TransferError> {
    let entropy = SeededEntropy::new(99);
    let keys = keys.map(|keys| (keys, &entropy as _));
    block_on(async {
        let mut import = Import::begin(storage, check(text)?, keys).await?;
        for line in text.lines() {
            import.line(line.as_bytes()).await?;
        }
        import.finish().await
    })
}

fn import(storage: &dyn Storage, text: &str) -> Result<(), TransferError> {
    import_with(storage, text, None)
}

fn empty() -> MemoryStorage {
    MemoryStorage::new(&"lestari".parse().unwrap())
}

/// A town in which something of everything was done.
fn busy() -> Town {
    let town = Town::new();
    let people: Vec<_> =
        ["sari", "budi", "citra"].into_iter().map(|name| town.logs_in(name)).collect();
    let words = ["Lampu jalan mati", "Lampu taman berkedip", "Tiang lampu miring", "Lampu pecah"];
    let presets = [Preset::Public, Preset::Private, Preset::Anonymous];
    for (n, who) in (0..40).map(|n| town.logs_in(&format!("warga{n}"))).enumerate() {
        let number = town.files(&who, words[n % words.len()], presets[n % 3]);
        if n % 4 > 0 {
            town.gets_going(&number);
        }
        if n % 12 == 3 {
            for voter in &people {
                town.does(voter, &Support { number: number.clone() });
            }
            let question = note("Tiang nomor berapa?");
            town.does(&town.agent, &Ask { number: number.clone(), question });
        }
    }
    // A row nobody could deal with, and one that was tried.
    block_on(async {
        let storage = town.desk.storage();
        let page = storage.list(&Query::new(Select::Waiting(Queue::Outbox), 3)).await.unwrap();
        for (nth, item) in page.items.into_iter().enumerate() {
            let Item::Waiting(waiting) = item else { panic!("{item:?}") };
            let id = waiting.row.id;
            let mut batch = Batch::new();
            batch.guard(Guard::Version(Key::Queued(id), waiting.version)).write(Write::Retry(id));
            if nth == 1 {
                batch.write(Write::Bury(id, "no such chat".into()));
            }
            assert_eq!(storage.commit(batch).await.unwrap(), Committed::Applied);
        }
    });
    town
}

/// A storage that fails after so many commits.
#[derive(Debug)]
struct Fails(MemoryStorage, AtomicUsize);

#[async_trait]
impl Storage for Fails {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        self.0.load(wants).await
    }
    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        let left = self.1.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
        match left {
            Ok(_) => self.0.commit(batch).await,
            Err(_) => Err(StorageError::new(StorageErrorKind::Unavailable, "pulled the plug")),
        }
    }
    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        self.0.list(query).await
    }
    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        self.0.count(query).await
    }
    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        self.0.claim(claim).await
    }
    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        self.0.log(after, limit).await
    }
    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        self.0.changed(seen).await
    }
    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        self.0.figures(now).await
    }
    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        self.0.upkeep(now).await
    }
}

#[test]
fn a_city_is_the_same_where_it_moved() {
    let town = busy();
    let text = export(town.desk.storage());
    for kind in
        ["header", "record", "member", "receipt", "queued", "category", "word", "entry", "footer"]
    {
        assert!(text.contains(&format!("{{\"{kind}\":")), "{kind}\n{text}");
    }
    let there = empty();
    import(&there, &text).unwrap();
    assert_eq!(export(&there), text);

    let [here, there] = [town.desk.storage(), &there as &dyn Storage];
    let selects = [
        Select::Complaints(Filter::default(), Order::Due),
        Select::Officers,
        Select::Records(RecordKind::Citizen),
        Select::Waiting(Queue::Outbox),
        Select::Learned,
    ];
    for select in selects {
        let list = |of: &dyn Storage| block_on(of.list(&Query::new(select.clone(), 200))).unwrap();
        assert_eq!(list(here).items.len(), list(there).items.len(), "{select:?}");
        assert!(!list(here).items.is_empty(), "{select:?}");
    }
    let log = |of: &dyn Storage| block_on(of.log(0, 1_000)).unwrap();
    assert_eq!(log(here), log(there));
    let learned = |of: &dyn Storage| block_on(of.load(&[Want::Learned(vec![])])).unwrap();
    assert_eq!(learned(here), learned(there));
    assert_eq!(block_on(here.figures(noon())).unwrap(), block_on(there.figures(noon())).unwrap());
}

#[test]
fn an_interrupted_import_goes_on_and_no_other_does() {
    let text = export(busy().desk.storage());
    let commits = (1..100)
        .find(|commits| import(&Fails(empty(), AtomicUsize::new(*commits)), &text).is_ok())
        .unwrap();
    assert!(commits > 2);
    for plug in 1..commits {
        let there = Fails(empty(), AtomicUsize::new(plug));
        assert!(matches!(import(&there, &text), Err(TransferError::Storage(_))));
        let there = there.0;
        let other = export(Town::new().desk.storage());
        assert!(matches!(import(&there, &other), Err(TransferError::NotEmpty)));
        import(&there, &text).unwrap();
        import(&there, &text).unwrap(); // nothing is left to do
        assert_eq!(export(&there), text);
    }
}

#[test]
fn what_is_not_whole_is_refused_before_anything_is_written() {
    let text = export(busy().desk.storage());
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        let mut without = lines.clone();
        without.remove(at);
        assert!(check(&without.concat()).is_err(), "without line {}", at + 1);
        let mut cut = lines[..at].concat();
        cut += &lines[at][..lines[at].len() / 2];
        match check(&cut).unwrap_err() {
            TransferError::Line(line, _) => assert_eq!(line, at as u64 + 1),
            other => panic!("{other}"),
        }
        if at > 0 {
            let mut twice = lines.clone();
            twice.insert(at, lines[at]);
            assert!(check(&twice.concat()).is_err(), "line {} twice", at + 1);
        }
    }
    assert!(matches!(check(&lines[..3].concat()), Err(TransferError::Cut(3))));
    let changed = text.replacen("\"filed\"", "\"undone\"", 1);
    assert!(matches!(check(&changed), Err(TransferError::Line(..) | TransferError::Changed)));
    assert!(matches!(
        check(&text.replacen("\"aduan\":1", "\"aduan\":2", 1)),
        Err(TransferError::Newer(2))
    ));
    assert!(matches!(
        check(&text.replacen("\"lestari\"", "\"sentosa\"", 1)),
        Err(TransferError::Elsewhere(..))
    ));
    let town = Town::new();
    assert!(matches!(import(town.desk.storage(), &text), Err(TransferError::NotEmpty)));
}

#[test]
fn people_are_named_only_to_whoever_asks_with_the_key() {
    let town = busy();
    let sealed = export(town.desk.storage());
    let names = ["sari@contoh.id", "rina@lestari.id"];
    for name in names {
        assert!(!sealed.contains(name), "{name}");
    }
    let keys = town.desk.room().keys.clone();
    let open = export_with(town.desk.storage(), Some(&keys)).unwrap();
    for name in names {
        assert!(open.contains(name), "{name}");
    }
    assert!(matches!(import(&empty(), &open), Err(TransferError::NoKey)));
    let other = KeyRing::generate(&SeededEntropy::new(5));
    let there = empty();
    assert!(import_with(&there, &open, Some(&other)).is_err());

    // Sealed anew, with the newest key of the ring.
    let mut rotated = keys.clone();
    rotated.rotate(&SeededEntropy::new(6));
    let there = empty();
    import_with(&there, &open, Some(&rotated)).unwrap();
    assert!(matches!(export_with(&there, Some(&keys)), Err(TransferError::Sealed(..))));
    assert_eq!(export_with(&there, Some(&rotated)).unwrap(), open);
}
