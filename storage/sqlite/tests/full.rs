//! A full disk: writing stops, reading goes on, and writing goes on when there is room.

mod common;

use aduan::{
    batch::{Batch, Committed},
    ports::{Storage, StorageErrorKind},
    query::{Filter, Order},
    record::{Key, Row},
    seal::Token,
};
use aduan_sqlite::Options;
use common::*;
use futures::executor::block_on;

fn big(n: u64) -> Key {
    Key::Conversation(Token::from_bytes(bytes(7, n)))
}

#[test]
fn a_full_disk_is_said_and_survived() {
    let house = House::new();
    let options = Options { readers: 1, max_pages: Some(150), ..Options::default() };
    let storage = house.open_with("kota-lestari", options);
    apply(&storage, filing(1));

    let mut stored = vec![];
    let refused = loop {
        let key = big(stored.len() as u64);
        let body = vec![7; 20_000].into();
        let mut batch = Batch::new();
        batch.put(Row { key: key.clone(), body, names: vec![], facets: None }, 0);
        match commit(&storage, batch) {
            Ok(Committed::Applied) => stored.push(key),
            Ok(other) => panic!("{other:?}"),
            Err(error) => break error,
        }
    };
    assert_eq!(refused.kind(), StorageErrorKind::Full);
    assert_eq!(refused.to_string(), "the disk is full");
    assert!(stored.len() > 3);

    assert_eq!(all(&storage, &Filter::default(), Order::Newest), ids([1]));
    let wants = [aduan::facts::Want::Record(big(stored.len() as u64))];
    assert_eq!(block_on(storage.load(&wants)).unwrap().version(&big(stored.len() as u64)), 0);

    // Room is made, and writing goes on without a restart.
    let mut erase = Batch::new();
    for key in stored {
        erase.erase(key, 1);
    }
    apply(&storage, erase);
    apply(&storage, filing(2));
    assert_eq!(all(&storage, &Filter::default(), Order::Newest), ids([2, 1]));
    assert_eq!(log_is_whole(&storage), 2);
}
