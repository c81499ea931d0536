//! What a backend has to say about itself.

use std::sync::Arc;

use aduan::{
    domain::Jurisdiction,
    memory::{MemoryMedium, MemoryStorage},
    ports::Storage,
};
use async_trait::async_trait;
use futures::{executor::block_on, future::LocalBoxFuture};

/// What stores are opened on: a folder, a database, a server. Each case is given a fresh one,
/// and what it leaves behind is gone when it is dropped.
#[async_trait]
pub trait Medium: Send + Sync {
    /// Opens what the medium keeps of a city.
    ///
    /// A store that was dropped counts as closed, and opening its city again shows all that was
    /// committed. The suite never has two stores of one city open, but it has several cities open
    /// at once.
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn Storage>;

    /// Everything that is stored, as somebody reads it who stole the medium: all files, journals
    /// and temporary files, neither compressed nor decrypted.
    async fn bytes(&self) -> Vec<u8>;

    /// Runs a future to its end. A backend that needs its runtime around it does this itself; it
    /// is called from several threads at once.
    fn run(&self, future: LocalBoxFuture<'_, ()>) {
        block_on(future);
    }
}

#[async_trait]
impl Medium for MemoryMedium {
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn Storage> {
        Arc::new(MemoryStorage::open(self, jurisdiction))
    }

    async fn bytes(&self) -> Vec<u8> {
        self.bytes()
    }
}
