//! What somebody finds who looks into the folder.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use aduan::{
    domain::{BlobId, Jurisdiction},
    ports::BlobStore as _,
    seal::{KeyRing, SealedBlobs},
    stub::SeededEntropy,
};
use aduan_files::FileBlobs;
use chrono::{DateTime, Timelike as _, Utc};

fn lestari() -> Jurisdiction {
    "lestari".parse().unwrap()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn a_copy_shows_no_picture_no_minute_and_no_name() {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Arc::new(SeededEntropy::new(7));
    let store = Arc::new(FileBlobs::open(folder.path(), &lestari()).unwrap());
    let blobs = SealedBlobs::new(store, KeyRing::generate(&*entropy), entropy);
    let jpeg = b"\xff\xd8\xff\xe1\0\x10Exif\0\0 KAMERA SARI \xff\xd9";
    let id = blobs.put(jpeg).await.unwrap();

    let [file] = files(folder.path()).try_into().unwrap();
    let copy = fs::read(&file).unwrap();
    for told in [b"\xff\xd8\xff".as_slice(), b"Exif", b"SARI"] {
        assert!(!copy.windows(told.len()).any(|window| window == told), "{told:?}");
    }
    assert!(file.ends_with(format!("lestari/{}/{id}", &id.to_string()[..2])));
    let time = DateTime::<Utc>::from(fs::metadata(&file).unwrap().modified().unwrap());
    assert_eq!((time.minute(), time.second(), time.nanosecond()), (0, 0, 0));
    assert_eq!(blobs.get(id).await.unwrap().as_deref(), Some(jpeg.as_slice()));
}

#[tokio::test]
async fn a_file_that_was_moved_or_changed_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Arc::new(SeededEntropy::new(7));
    let store = Arc::new(FileBlobs::open(folder.path(), &lestari()).unwrap());
    let keys = KeyRing::generate(&*entropy);
    let blobs = SealedBlobs::new(Arc::clone(&store) as _, keys, entropy);
    let [one, other] = [blobs.put(b"one").await.unwrap(), blobs.put(b"other").await.unwrap()];
    let bytes = store.get(one).await.unwrap().unwrap();
    store.put(other, bytes).await.unwrap();
    assert!(blobs.get(other).await.is_err());
    assert!(blobs.get(one).await.unwrap().is_some());
}

#[tokio::test]
async fn what_a_crash_left_unfinished_is_never_seen_and_goes() {
    let folder = tempfile::tempdir().unwrap();
    let id = BlobId::random(&SeededEntropy::new(3));
    drop(FileBlobs::open(folder.path(), &lestari()).unwrap());
    let half = folder.path().join("lestari/unfinished").join(id.to_string());
    fs::write(&half, b"hal").unwrap();

    let store = FileBlobs::open(folder.path(), &lestari()).unwrap();
    assert_eq!(store.get(id).await.unwrap(), None);
    assert_eq!(store.list(None, 9).await.unwrap(), []);
    assert!(!half.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_on_the_machine_looks_in() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    FileBlobs::open(folder.path(), &lestari()).unwrap();
    let mode = fs::metadata(folder.path().join("lestari")).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
}
