//! A city for which very many work: a page costs no more than where a few do.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use aduan::{
    authority::Actor,
    batch::{Batch, Committed},
    domain::*,
    facts::{Facts, Want},
    log::{Position, Recorded},
    ports::{Figures, Storage, StorageError},
    query::{Order, Page, Query},
    queue::{Claim, Leased},
    verbs::*,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use futures::executor::block_on;

use super::town::Town;

/// A storage that counts how often it is asked.
#[derive(Debug)]
struct Asked(Arc<dyn Storage>, AtomicUsize);

impl Asked {
    fn once(&self) -> &dyn Storage {
        self.1.fetch_add(1, SeqCst);
        &*self.0
    }
}

#[async_trait]
impl Storage for Asked {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        self.once().load(wants).await
    }
    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        self.once().commit(batch).await
    }
    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        self.once().list(query).await
    }
    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        self.once().count(query).await
    }
    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        self.once().claim(claim).await
    }
    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        self.once().log(after, limit).await
    }
    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        self.once().changed(seen).await
    }
    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        self.once().figures(now).await
    }
    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        self.once().upkeep(now).await
    }
}

#[test]
fn a_page_asks_as_often_however_many_work_for_the_city() {
    let (mut town, mut asked) = (Town::new(), None);
    town.desk = town.desk.with_storage(|sound| {
        let counts = Arc::new(Asked(sound, AtomicUsize::new(0)));
        asked = Some(Arc::clone(&counts));
        counts
    });
    let storage = asked.unwrap();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    town.gets_going(&number);
    let Actor::Officer(officer) = town.agent else { panic!("no officer") };
    let reads = || {
        let before = storage.1.load(SeqCst);
        let (pile, narrow, order, after) = (None, Narrow::default(), Order::Due, None);
        let list = block_on(WorklistOf { officer, pile, narrow, order, after }.find(&town.desk));
        let of = DossierOf { officer, number: number.clone() };
        let dossier = block_on(of.find(&town.desk)).unwrap();
        let names: Vec<_> = list.unwrap().colleagues.into_iter().map(|(_, name)| name).collect();
        assert_eq!(names.len(), dossier.colleagues.len());
        (names, storage.1.load(SeqCst) - before)
    };
    reads();
    let (before, few) = reads();
    let hired: Vec<_> = (0..450)
        .map(|nth| town.hires(&format!("petugas{nth}"), Role::Agent, Some("pju")))
        .collect();
    assert_eq!(reads().0.len(), before.len() + 450, "they are there at once");
    assert_eq!(reads().1, few);

    let Actor::Officer(gone) = hired[7] else { panic!("no officer") };
    town.does(&Actor::System, &Retire { officer: gone });
    let (left, _) = reads();
    assert!(
        left.len() == before.len() + 449 && left.iter().all(|name| name.as_str() != "petugas7")
    );
}
