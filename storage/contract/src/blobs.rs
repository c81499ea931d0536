//! The promises of [`BlobStore`], as a suite of their own.

#[expect(missing_docs, reason = "the name of a case is the promise it holds")]
pub mod cases;

use std::{collections::BTreeMap, sync::Arc, sync::Mutex};

use aduan::{
    domain::Jurisdiction,
    ports::BlobStore,
    stub::{MemoryBlobs, StoppedClock},
};
use async_trait::async_trait;
use futures::{executor::block_on, future::LocalBoxFuture};

/// What blob stores are opened on: a folder, a bucket. Each case is given a fresh one, and what
/// it leaves behind is gone when it is dropped.
#[async_trait]
pub trait BlobMedium: Send + Sync {
    /// Opens what the medium keeps of a city. A store that was dropped counts as closed, and
    /// opening its city again shows all that was put.
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn BlobStore>;

    /// Runs a future to its end. A backend that needs its runtime around it does this itself.
    fn run(&self, future: LocalBoxFuture<'_, ()>) {
        block_on(future);
    }
}

/// Blobs in memory, of any number of cities.
#[derive(Debug, Default)]
pub struct MemoryShelf(Mutex<BTreeMap<Jurisdiction, Arc<MemoryBlobs>>>);

#[async_trait]
impl BlobMedium for MemoryShelf {
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn BlobStore> {
        let clock = StoppedClock::at("2026-11-21T09:00:00Z");
        let mut cities = self.0.lock().unwrap();
        let blobs = cities.entry(jurisdiction.clone());
        Arc::clone(blobs.or_insert_with(|| Arc::new(MemoryBlobs::new(Arc::new(clock))))) as _
    }
}

/// Makes a test of every case, each on a medium of its own, which the expression, called without
/// arguments, makes: `blob_suite!(Mine::new);`.
#[macro_export]
macro_rules! blob_suite {
    ($new:expr) => {
        $crate::blob_suite! { $new;
            what_was_put_is_got_to_the_byte
            what_was_never_put_is_not_there
            what_was_put_again_is_there_once
            what_was_deleted_is_gone_and_may_be_deleted_again
            what_was_put_survives_being_closed
            a_list_is_in_the_order_of_the_ids_and_ends
            a_list_goes_on_while_blobs_come_and_go
            a_blob_is_as_old_as_it_is
            cities_do_not_meet
        }
    };
    ($new:expr; $($case:ident)*) => {$(
        #[test]
        fn $case() {
            let medium = ($new)();
            $crate::BlobMedium::run(&medium, Box::pin($crate::blobs::cases::$case(&medium)));
        }
    )*};
}
