//! One promise each.

use std::sync::Arc;

use aduan::{
    domain::{BlobId, Jurisdiction},
    ports::{BlobStore, Entropy as _},
    stub::SeededEntropy,
};
use chrono::TimeDelta;

use super::BlobMedium;

async fn lestari(medium: &dyn BlobMedium) -> Arc<dyn BlobStore> {
    medium.open(&city("lestari")).await
}

fn city(name: &str) -> Jurisdiction {
    name.parse().unwrap()
}

fn ids(count: usize) -> Vec<BlobId> {
    let entropy = SeededEntropy::new(11);
    (0..count).map(|_| BlobId::random(&entropy)).collect()
}

/// All ids, in pages of that length.
async fn listed(store: &dyn BlobStore, page: usize) -> Vec<BlobId> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let blobs = store.list(after, page).await.unwrap();
        let more = blobs.len() == page;
        all.extend(blobs.iter().map(|blob| blob.id));
        after = all.last().copied();
        if !more {
            return all;
        }
    }
}

pub async fn what_was_put_is_got_to_the_byte(medium: &dyn BlobMedium) {
    let store = lestari(medium).await;
    let ids = ids(4);
    for (id, length) in ids.iter().zip([0, 1, 4096, 3_000_000]) {
        let mut bytes = vec![0; length];
        SeededEntropy::new(5).fill(&mut bytes);
        store.put(*id, bytes.clone().into()).await.unwrap();
        assert_eq!(store.get(*id).await.unwrap().as_deref(), Some(bytes.as_slice()));
    }
}

pub async fn what_was_never_put_is_not_there(medium: &dyn BlobMedium) {
    let store = lestari(medium).await;
    assert_eq!(store.get(ids(1)[0]).await.unwrap(), None);
    assert_eq!(store.list(None, 10).await.unwrap(), []);
}

pub async fn what_was_put_again_is_there_once(medium: &dyn BlobMedium) {
    let (store, id) = (lestari(medium).await, ids(1)[0]);
    for _ in 0..2 {
        store.put(id, b"sealed".as_slice().into()).await.unwrap();
    }
    assert_eq!(store.get(id).await.unwrap().as_deref(), Some(b"sealed".as_slice()));
    assert_eq!(listed(&*store, 10).await, [id]);
}

pub async fn what_was_deleted_is_gone_and_may_be_deleted_again(medium: &dyn BlobMedium) {
    let (store, ids) = (lestari(medium).await, ids(2));
    for id in &ids {
        store.put(*id, b"sealed".as_slice().into()).await.unwrap();
    }
    for _ in 0..2 {
        store.delete(ids[0]).await.unwrap();
        assert_eq!(store.get(ids[0]).await.unwrap(), None);
        assert_eq!(listed(&*store, 10).await, [ids[1]]);
    }
}

pub async fn what_was_put_survives_being_closed(medium: &dyn BlobMedium) {
    let id = ids(1)[0];
    lestari(medium).await.put(id, b"sealed".as_slice().into()).await.unwrap();
    let again = lestari(medium).await;
    assert_eq!(again.get(id).await.unwrap().as_deref(), Some(b"sealed".as_slice()));
    assert_eq!(listed(&*again, 10).await, [id]);
}

pub async fn a_list_is_in_the_order_of_the_ids_and_ends(medium: &dyn BlobMedium) {
    let (store, mut ids) = (lestari(medium).await, ids(40));
    for id in &ids {
        store.put(*id, b"x".as_slice().into()).await.unwrap();
    }
    ids.sort_unstable();
    for page in [1, 7, 10, 40, 41] {
        assert_eq!(listed(&*store, page).await, ids, "pages of {page}");
    }
    assert_eq!(store.list(ids.last().copied(), 10).await.unwrap(), []);
}

pub async fn a_list_goes_on_while_blobs_come_and_go(medium: &dyn BlobMedium) {
    let (store, mut ids) = (lestari(medium).await, ids(20));
    ids.sort_unstable();
    let new = ids.remove(15);
    for id in &ids {
        store.put(*id, b"x".as_slice().into()).await.unwrap();
    }
    let first = store.list(None, 10).await.unwrap();
    store.delete(ids[9]).await.unwrap(); // where the next page begins
    store.put(new, b"x".as_slice().into()).await.unwrap();
    let rest = store.list(first.last().map(|blob| blob.id), 20).await.unwrap();
    let all: Vec<_> = first.into_iter().chain(rest).map(|blob| blob.id).collect();
    assert!(ids.iter().all(|id| all.contains(id)));
    assert!(all.is_sorted());
}

pub async fn a_blob_is_as_old_as_it_is(medium: &dyn BlobMedium) {
    let (store, ids) = (lestari(medium).await, ids(2));
    for id in &ids {
        store.put(*id, b"x".as_slice().into()).await.unwrap();
    }
    let blobs = store.list(None, 10).await.unwrap();
    // By the store's own clock, which nobody here can ask; by the hour at the most coarse.
    let apart = (blobs[0].since - blobs[1].since).abs();
    assert!(apart <= TimeDelta::hours(1), "{apart}");
    assert!(blobs[0].since > chrono::DateTime::UNIX_EPOCH);
}

pub async fn cities_do_not_meet(medium: &dyn BlobMedium) {
    let (here, there, id) = (lestari(medium).await, medium.open(&city("lain")).await, ids(1)[0]);
    here.put(id, b"ours".as_slice().into()).await.unwrap();
    assert_eq!(there.get(id).await.unwrap(), None);
    assert_eq!(there.list(None, 10).await.unwrap(), []);
    there.put(id, b"theirs".as_slice().into()).await.unwrap();
    there.delete(id).await.unwrap();
    assert_eq!(here.get(id).await.unwrap().as_deref(), Some(b"ours".as_slice()));
}
