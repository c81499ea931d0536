//! Builds the parts out of configuration.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::Path,
    sync::Arc,
};

use aduan::{
    Desk,
    authority::Actor,
    book,
    domain::{Jurisdiction, Officer},
    facts::Want,
    ports::{BlobStore, Clock, Entropy, Messenger, Storage},
    query::{Filter, Item, Order, Query, Select},
    record::Key,
    seal::KeyRing,
    system::SystemEntropy,
    verb::No,
    verbs::SetCatalogue,
};
use aduan_email::{EmailMessenger, InvalidSetting};
use aduan_files::FileBlobs;
use aduan_gateway::{Gateway, Settings};
use aduan_objects::ObjectBlobs;
use aduan_postgres::{Options, PostgresStorage};
use aduan_sqlite::SqliteStorage;
use aduan_telegram::Telegram;
use aduan_webchat::web::Pages;
use aduan_whatsapp::WhatsApp;
use anyhow::Context as _;

use crate::{
    config::{BlobsUrl, Config, StorageUrl},
    erasures::ErasuresFile,
    setup,
};

/// A desk over what configuration names, with a catalogue.
pub(crate) async fn desk(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Desk> {
    let city = config.city()?;
    let keys = read_keys(&config.key_file())?;
    let storage = storage(config, &city.jurisdiction).await?;
    let desk = Desk::new(storage, clock, Arc::new(SystemEntropy), keys, city);
    prove_keys(&desk).await.with_context(|| {
        format!(
            "secrets.key_file: {} opens nothing of what this city has stored, so it is the key \
             of another. Bring back the one that was in use",
            config.key_file().display()
        )
    })?;
    let facts = desk.storage().load(&[Want::Record(Key::Catalogue)]).await?;
    if facts.record(&Key::Catalogue).is_none() {
        desk.run(&Actor::System, &SetCatalogue { catalogue: setup::indonesia()? }).await?;
    }
    Ok(desk)
}

/// The storage that configuration names.
pub(crate) async fn storage(
    config: &Config,
    jurisdiction: &Jurisdiction,
) -> anyhow::Result<Arc<dyn Storage>> {
    match config.storage() {
        StorageUrl::Sqlite(path) => {
            let storage = SqliteStorage::open(&path, jurisdiction)
                .with_context(|| format!("storage.url: {}", path.display()))?;
            Ok(Arc::new(storage))
        }
        StorageUrl::Postgres(url) => {
            let storage = PostgresStorage::connect(&url, jurisdiction, Options::default())
                .await
                .context("storage.url: PostgreSQL")?;
            Ok(Arc::new(storage))
        }
    }
}

/// How many of the newest complaints, and of the officers, are tried before a key is said to be
/// wrong: one that is damaged says nothing about the key.
const TRIED: usize = 10;

/// Opens something that was sealed before, if there is anything: with another key the city would
/// begin anew among data it cannot read.
async fn prove_keys(desk: &Desk) -> anyhow::Result<()> {
    let room = desk.room();
    let mut broken = None;
    for select in [Select::Complaints(Filter::default(), Order::Newest), Select::Officers] {
        for item in desk.storage().list(&Query::new(select, TRIED)).await?.items {
            let opened = match &item {
                Item::Complaint(row, _) => book::complaint(row)
                    .and_then(|complaint| room.original(&complaint.value).map(drop)),
                Item::Record(row) => room.open_row::<Officer>(row).map(drop).map_err(No::from),
                _ => continue,
            };
            match opened {
                Ok(()) => return Ok(()),
                Err(error) => broken = Some(error),
            }
        }
    }
    broken.map_or(Ok(()), |error| Err(error.into()))
}

/// The gateway over a desk, with these channels, e-mail, and a place for photos.
pub(crate) fn gateway(
    desk: Desk,
    config: &Config,
    mut channels: Vec<Arc<dyn Messenger>>,
    settings: Settings,
) -> anyhow::Result<Gateway> {
    let email = email(config)?;
    let photos = photos(config, &desk)?;
    channels.push(Arc::new(email));
    let gateway = Gateway::new(desk, channels, settings);
    let erasures = ErasuresFile::at(config.erasures());
    Ok(gateway.keeping_photos_in(photos).writing_deletions_to(Arc::new(erasures)))
}

/// The way mail goes.
pub(crate) fn email(config: &Config) -> anyhow::Result<EmailMessenger> {
    let entropy = Arc::new(SystemEntropy);
    EmailMessenger::to(&config.mail(), &config.email.from, entropy).map_err(|error| {
        let key = if error == InvalidSetting::From { "email.from" } else { "email.url" };
        anyhow::anyhow!("{key}: {error}")
    })
}

/// The channel of the chat page, with a place for the photos that are sent in it.
pub(crate) fn pages(desk: &Desk, config: &Config) -> anyhow::Result<Pages> {
    let uploads = blobs(&config.uploads(), &desk.city().jurisdiction, "webchat.uploads")?;
    Ok(Pages::new(desk.clone()).keeping_uploads_in(uploads))
}

/// The bot on Telegram, if there is one.
pub(crate) fn telegram(config: &Config) -> anyhow::Result<Option<Telegram>> {
    let section = config.telegram.as_ref();
    section.map(|section| Telegram::new(&section.settings()).context("telegram")).transpose()
}

/// The number on WhatsApp, if there is one.
pub(crate) fn whatsapp(config: &Config) -> anyhow::Result<Option<WhatsApp>> {
    let section = config.whatsapp.as_ref();
    section.map(|section| WhatsApp::new(&section.settings()).context("whatsapp")).transpose()
}

/// Where photos are kept.
pub(crate) fn photos(config: &Config, desk: &Desk) -> anyhow::Result<Arc<dyn BlobStore>> {
    blobs(&config.photos(), &desk.city().jurisdiction, "blobs.url")
}

/// The blobs that configuration names under `key`.
pub(crate) fn blobs(
    url: &BlobsUrl,
    city: &Jurisdiction,
    key: &'static str,
) -> anyhow::Result<Arc<dyn BlobStore>> {
    Ok(match url {
        BlobsUrl::Folder(folder) => {
            let files = FileBlobs::open(folder, city)
                .with_context(|| format!("{key}: {}", folder.display()))?;
            Arc::new(files)
        }
        BlobsUrl::Bucket(bucket) => Arc::new(ObjectBlobs::in_bucket(bucket, city).context(key)?),
    })
}

pub(crate) fn read_keys(path: &Path) -> anyhow::Result<KeyRing> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => anyhow::bail!(
            "secrets.key_file: there is no key at {}. If this city has data already, bring the \
             key back from its copy: no other key opens the data. `aduan init` makes one for a \
             new city.",
            path.display()
        ),
        Err(error) => {
            return Err(error).with_context(|| format!("secrets.key_file: {}", path.display()));
        }
    };
    KeyRing::parse(&text).with_context(|| format!("secrets.key_file: {}", path.display()))
}

/// Writes a new key that only its owner can read. Refuses to touch one that is there.
pub(crate) fn write_keys(path: &Path) -> anyhow::Result<()> {
    write_new(path, KeyRing::generate(&SystemEntropy as &dyn Entropy).to_text().as_bytes())
        .with_context(|| format!("the key file {}", path.display()))
}

/// Writes a file that was not there, durably, for its owner's eyes only.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
