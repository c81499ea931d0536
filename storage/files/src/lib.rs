//! Blobs as files in a folder: `FOLDER/CITY/3f/3f9a…`, where the second name is the first two
//! symbols of the third. It reads nothing of what it keeps.
//!
//! A file is written under a temporary name, flushed, renamed, and its folder is flushed: after a
//! crash or a power cut it is there whole, or not at all. Its time is that of the hour, so that a
//! copy of the folder does not tell when a report that hides its reporter was made.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use aduan::{
    domain::{BlobId, Jurisdiction, by_the_hour},
    ports::{Blob, BlobError, BlobStore},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// Blobs in a folder. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct FileBlobs {
    city: Arc<Path>,
}

/// The folder of what is not whole yet.
const UNFINISHED: &str = "unfinished";

impl FileBlobs {
    /// Opens the blobs of a city under `folder`, which is made if it is not there. What a crash
    /// left unfinished is removed.
    ///
    /// # Errors
    /// If the folder cannot be made, or not be written.
    pub fn open(folder: &Path, city: &Jurisdiction) -> io::Result<Self> {
        let city = folder.join(city.as_str());
        let unfinished = city.join(UNFINISHED);
        fs::create_dir_all(&unfinished)?;
        only_ours(&city)?;
        for file in fs::read_dir(&unfinished)? {
            fs::remove_file(file?.path())?;
        }
        flush(folder)?;
        Ok(Self { city: city.into() })
    }

    fn place(&self, id: BlobId) -> (PathBuf, PathBuf) {
        let name = id.to_string();
        let shard = self.city.join(&name[..2]);
        let file = shard.join(name);
        (shard, file)
    }

    fn write(&self, id: BlobId, bytes: &[u8]) -> io::Result<()> {
        let (shard, place) = self.place(id);
        let unfinished = self.city.join(UNFINISHED).join(id.to_string());
        let mut file = fs::File::create(&unfinished)?;
        io::Write::write_all(&mut file, bytes)?;
        let hour = by_the_hour(DateTime::<Utc>::from(file.metadata()?.modified()?));
        file.set_modified(hour.into())?;
        file.sync_all()?;
        if !shard.is_dir() {
            fs::create_dir_all(&shard)?;
            flush(&self.city)?;
        }
        fs::rename(&unfinished, &place)?;
        flush(&shard)
    }

    fn page(&self, after: Option<BlobId>, limit: usize) -> io::Result<Vec<Blob>> {
        let from = after.map(|id| id.to_string()).unwrap_or_default();
        let mut blobs = Vec::new();
        for shard in names(&self.city)? {
            if shard.len() != 2 || shard.as_str() < from.get(..2).unwrap_or_default() {
                continue;
            }
            let shard = self.city.join(shard);
            for name in names(&shard)?.into_iter().filter(|name| *name > from) {
                if blobs.len() == limit {
                    return Ok(blobs);
                }
                let Ok(id) = name.parse() else { continue };
                match fs::metadata(shard.join(&name)) {
                    Ok(found) => blobs.push(Blob { id, since: found.modified()?.into() }),
                    // Deleted while this was read.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(blobs)
    }

    /// Does blocking work where it holds up nobody.
    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(Self) -> io::Result<T> + Send + 'static,
    ) -> Result<T, BlobError> {
        let this = self.clone();
        let done = tokio::task::spawn_blocking(move || work(this)).await;
        done.map_err(|error| BlobError(error.into()))?.map_err(|error| BlobError(error.into()))
    }
}

/// The names in a folder, in order.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort_unstable();
    Ok(names)
}

/// Makes what was created or renamed in a folder durable.
fn flush(folder: &Path) -> io::Result<()> {
    // Other systems know no such thing as a folder that is opened, and flush it with its file.
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Lets nobody else on the machine look into a folder.
fn only_ours(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    let _ = folder;
    Ok(())
}

/// What is not there is `None`.
fn if_there<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

#[async_trait]
impl BlobStore for FileBlobs {
    async fn put(&self, id: BlobId, bytes: Box<[u8]>) -> Result<(), BlobError> {
        self.aside(move |this| this.write(id, &bytes)).await
    }

    async fn get(&self, id: BlobId) -> Result<Option<Box<[u8]>>, BlobError> {
        let read = self.aside(move |this| if_there(fs::read(this.place(id).1))).await?;
        Ok(read.map(Into::into))
    }

    async fn delete(&self, id: BlobId) -> Result<(), BlobError> {
        self.aside(move |this| if_there(fs::remove_file(this.place(id).1))).await.map(drop)
    }

    async fn list(&self, after: Option<BlobId>, limit: usize) -> Result<Vec<Blob>, BlobError> {
        self.aside(move |this| this.page(after, limit)).await
    }
}
