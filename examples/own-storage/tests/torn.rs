//! What the power cut short was never acknowledged, and is not there.

use std::{fs::OpenOptions, io::Write};

use aduan::{
    batch::{Batch, Committed},
    ports::{Storage, StorageErrorKind},
    record::{Key, Row},
};
use aduan_storage_contract::Medium;
use own_storage::JournalStorage;

fn catalogue(body: &[u8], seen: u64) -> Batch {
    let row = Row { key: Key::Catalogue, body: body.into(), names: Vec::new(), facets: None };
    let mut batch = Batch::new();
    batch.put(row, seen);
    batch
}

#[test]
fn a_torn_line_is_forgotten_and_a_wrong_one_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let city = "kota".parse().unwrap();
    let commit = |seen| {
        let storage = JournalStorage::open(folder.path(), &city)?;
        let mut said = None;
        aduan::memory::MemoryMedium::default().run(Box::pin(async {
            said = Some(storage.commit(catalogue(b"{}", seen)).await);
        }));
        said.unwrap()
    };
    let append = |bytes| {
        let path = folder.path().join("kota.journal");
        OpenOptions::new().append(true).open(path).unwrap().write_all(bytes).unwrap();
    };
    assert_eq!(commit(0).unwrap(), Committed::Applied);
    append(br#"{"record/catalogue/0000"#);
    assert_eq!(commit(1).unwrap(), Committed::Applied);
    assert_eq!(commit(2).unwrap(), Committed::Applied);
    append(b"not a line\n");
    assert_eq!(commit(3).unwrap_err().kind(), StorageErrorKind::Damaged);
}
