//! A server that speaks S3 keeps every promise of a blob store. Not run every day: `docs/testing.md`
//! says how, with which server.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]
#![expect(clippy::disallowed_methods, reason = "only the environment knows a server")]

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use aduan::{domain::Jurisdiction, ports::BlobStore};
use aduan_objects::ObjectBlobs;
use aduan_storage_contract::{BlobMedium, async_trait, blobs::cases};

/// A prefix of its own in the bucket that `ADUAN_S3_BUCKET` names.
struct Bucket(String);

impl Bucket {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let bucket = std::env::var("ADUAN_S3_BUCKET").unwrap();
        let (process, next) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Self(format!("s3://{bucket}/{process}/{next}"))
    }
}

#[async_trait]
impl BlobMedium for Bucket {
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn BlobStore> {
        Arc::new(ObjectBlobs::in_bucket(&self.0.parse().unwrap(), jurisdiction).unwrap())
    }

    fn run(&self, future: Pin<Box<dyn Future<Output = ()> + '_>>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(future);
    }
}

macro_rules! on_a_server {
    ($($case:ident)*) => {$(
        #[test]
        #[ignore = "needs a server that speaks S3"]
        fn $case() {
            let bucket = Bucket::new();
            bucket.run(Box::pin(cases::$case(&bucket)));
        }
    )*};
}

on_a_server! {
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
