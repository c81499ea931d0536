//! Somebody is deleted. Then whoever holds the storage, its log, its photos and the key too finds
//! nothing of her: not there, and not in yesterday's copy once the list of deletions was applied
//! to it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

use std::sync::Arc;

use aduan::{
    Desk,
    authority::Actor,
    book,
    domain::{
        BlobId, Catalogue, Channel, CitizenId, Code, Department, Email, Handle, Language, Note,
        Peer, PersonName, Photo, Picture, Preset, Purpose, Role, StageKind, TrackingNumber, Words,
    },
    erasure,
    facts::Want,
    log::Entry,
    memory::MemoryStorage,
    ports::{BlobStore, Entropy, Storage},
    query::{Filter, Index, Item, Order, Query, Select},
    queue::Queue,
    record::{Key, Name, RecordKind},
    seal::{KeyRing, Sealed},
    stub::{MemoryBlobs, MemoryErasures, RecordingMessenger, SeededEntropy, StoppedClock},
    transfer::{Check, Export, Import},
    verb::After,
    verbs::{
        AddOfficer, Assign, Confirm, EnterCode, File, Rename, RequestCode, Resolve, Start, Verdict,
    },
};
use aduan_gateway::{Gateway, Heard, Inbound, Settings};
use aduan_postgres::{Options, PostgresStorage};
use aduan_sqlite::SqliteStorage;
use chrono::TimeDelta;
use own_storage::JournalStorage;
use serde_json::Value;
use stories::city;
use test_postgres::Server;

/// Everything that names her, in her chat, her record and her private words.
const HERS: [&str; 7] = [
    "sari.wulandari@contoh.id",
    "Sari Wulandari",
    "sari-77",
    "Joko Susanto",
    "Gang Kenanga 14",
    "foto-rahasia",
    "draf yang belum jadi",
];
/// The words of the private report, which nobody but the staff may find.
const PRIVATE: &str = "Tetangga saya Joko Susanto di Gang Kenanga 14 membakar sampah";
/// What others may go on reading.
const PUBLIC: &str = "Lampu jalan depan SDN 3 mati total";
/// A photo.
const PHOTO: &[u8] = include_bytes!("../../browser/photo.jpg");

/// A city at work over one storage.
struct Town {
    desk: Desk,
    gateway: Gateway,
    clock: Arc<StoppedClock>,
    blobs: Arc<MemoryBlobs>,
    erasures: Arc<MemoryErasures>,
    keys: KeyRing,
}

impl Town {
    fn open(storage: Arc<dyn Storage>, clock: &Arc<StoppedClock>) -> Self {
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(7));
        let keys = KeyRing::generate(&*entropy);
        // Not the same chance again in a city that is opened again.
        let mut drawn = [0; 8];
        std::fs::File::open("/dev/urandom")
            .and_then(|mut chance| std::io::Read::read_exact(&mut chance, &mut drawn))
            .unwrap();
        let chance: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(u64::from_le_bytes(drawn)));
        let desk = Desk::new(storage, Arc::clone(clock) as _, chance, keys.clone(), city());
        let telegram = RecordingMessenger::new(Channel::Telegram);
        telegram.keep("bukti", PHOTO);
        let channels = vec![Arc::new(telegram) as _];
        let erasures = Arc::new(MemoryErasures::default());
        let blobs = Arc::new(MemoryBlobs::new(Arc::clone(clock) as _));
        let gateway = Gateway::new(desk.clone(), channels, Settings::default())
            .keeping_photos_in(Arc::clone(&blobs) as _)
            .writing_deletions_to(Arc::clone(&erasures) as _);
        Self { desk, gateway, clock: Arc::clone(clock), blobs, erasures, keys }
    }

    fn chat() -> Peer {
        Peer::new(Channel::Telegram, "sari-77")
    }

    fn email() -> Handle {
        Handle::Email(Email::parse("sari.wulandari@contoh.id").unwrap())
    }

    async fn says(&self, id: &str, text: &str) {
        self.sends(id, Heard::Said { text: text.into() }).await;
    }

    async fn sends(&self, id: &str, input: Heard) {
        let message = Inbound {
            peer: Self::chat(),
            provider_id: id.into(),
            at: self.desk.now(),
            input,
            network: None,
            language: None,
            quoted: None,
            phone: None,
        };
        self.gateway.receive(&[message]).await.unwrap();
        self.gateway.settle().await.unwrap();
    }

    /// Proves her address for a purpose.
    async fn proves(&self, by: &Actor, purpose: Purpose) -> CitizenId {
        let (peer, language) = (Self::chat(), Language::Indonesian);
        let handle = Self::email();
        let ask = RequestCode { peer: peer.clone(), purpose, handle, language, network: None };
        let done = self.desk.run(by, &ask).await.unwrap();
        let [After::SendCode(letter)] = done.after.as_slice() else { panic!("one letter") };
        let code: Code = letter.code.clone();
        let enter = EnterCode { peer, purpose, code, language, consent: None };
        match self.desk.run(by, &enter).await.unwrap().answer {
            Verdict::Right(id) => id,
            other => panic!("{other:?}"),
        }
    }

    async fn files(&self, by: &Actor, words: &str, preset: Preset) -> TrackingNumber {
        let number = self.desk.reserve();
        let words = Words::parse(words).unwrap();
        let mut file = File::new(number.clone(), "lampu-jalan".parse().unwrap(), words);
        file.preset = preset;
        file.photos = vec!["telegram:bukti".into()];
        self.desk.file(by, file).await.unwrap();
        number
    }

    async fn waits(&self, hours: i64) {
        for _ in 0..hours {
            self.clock.advance(TimeDelta::hours(1));
            self.gateway.settle().await.unwrap();
        }
    }

    /// The bytes that are kept of the photos of a report.
    async fn photos(&self, number: &TrackingNumber) -> Vec<BlobId> {
        let name = Name::Number(number.clone());
        let facts = self.desk.storage().load(&[Want::Named(name)]).await.unwrap();
        let complaint = book::complaint_named(&facts, number).unwrap().value;
        let pictures = complaint.photos.iter().filter_map(Photo::picture);
        pictures.flat_map(|picture| [picture.blob, picture.thumbnail]).collect()
    }

    /// A picture of what was mended, with its bytes in their place.
    async fn photographs(&self) -> Picture {
        let [blob, thumbnail] = [(); 2].map(|()| BlobId::random(self.desk.room().entropy));
        for id in [blob, thumbnail] {
            self.blobs.put(id, Box::from(*b"a picture")).await.unwrap();
        }
        Picture { blob, thumbnail, width: 4, height: 3, bytes: 9 }
    }

    /// Of these, those that are still there, after a sweep.
    async fn left_of(&self, blobs: &[BlobId]) -> usize {
        self.gateway.sweep_photos().await;
        let mut left = 0;
        for blob in blobs {
            left += usize::from(self.blobs.get(*blob).await.unwrap().is_some());
        }
        left
    }

    /// Everything that the holder of the key can read, one thing a line.
    async fn readable(&self) -> String {
        let mut lines = String::new();
        for kind in RecordKind::ALL.into_iter().filter(|kind| *kind != RecordKind::Queued) {
            for item in self.all(Select::Records(kind)).await {
                let (Item::Record(row) | Item::Complaint(row, _)) = item else { continue };
                lines.push_str(&self.unsealed(&row.value.key.path(), &row.value.body));
                lines.push('\n');
            }
        }
        for queue in Queue::ALL {
            for select in [Select::Waiting(queue), Select::Buried(queue)] {
                for item in self.all(select).await {
                    let Item::Waiting(waiting) = item else { continue };
                    let path = Key::Queued(waiting.row.id).path();
                    lines.push_str(&self.unsealed(&path, &waiting.row.body));
                    lines.push('\n');
                }
            }
        }
        for recorded in self.desk.storage().log(0, 10_000).await.unwrap() {
            let about = Entry::from_bytes(&recorded.body).unwrap().about;
            let path = about.map_or(Key::Catalogue, Key::Complaint).path();
            lines.push_str(&self.unsealed(&path, &recorded.body));
            lines.push('\n');
        }
        lines
    }

    /// A body as its owner reads it: opened, and so whatever is sealed inside.
    fn unsealed(&self, path: &str, body: &[u8]) -> String {
        if let Ok(value) = Sealed::<Value>::from_bytes(body).open(&self.keys, path) {
            return self.opened(path, &value);
        }
        let value = serde_json::from_slice(body).unwrap_or(Value::Null);
        self.opened(path, &value)
    }

    fn opened(&self, path: &str, value: &Value) -> String {
        match value {
            Value::Array(all) => all.iter().map(|one| self.opened(path, one) + " ").collect(),
            Value::Object(all) => all.values().map(|one| self.opened(path, one) + " ").collect(),
            Value::String(text) => {
                let sealed = serde_json::from_value::<Sealed<Value>>(value.clone());
                match sealed.map(|sealed| sealed.open(&self.keys, path)) {
                    Ok(Ok(inside)) => self.opened(path, &inside),
                    _ => text.clone(),
                }
            }
            other => other.to_string(),
        }
    }

    async fn all(&self, select: Select) -> Vec<Item> {
        let page = self.desk.storage().list(&Query::new(select, Query::LIMIT)).await.unwrap();
        assert!(page.next.is_none(), "a small town");
        page.items
    }

    /// What the staff find by a word.
    async fn found(&self, word: &str) -> usize {
        let words = Some((Index::Staff, self.desk.room().search_words(word)));
        self.all(Select::Complaints(Filter { words, ..Filter::default() }, Order::Newest))
            .await
            .len()
    }

    /// Whoever holds storage and key looks for her, whose reports are closed.
    async fn remembers_nothing_of(&self, sari: CitizenId) {
        let readable = self.readable().await;
        for secret in HERS {
            let line = readable.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{secret} stands in {line:?}");
        }
        assert!(readable.contains(PUBLIC), "what is public stays");
        for word in ["joko", "kenanga", "membakar"] {
            assert_eq!(self.found(word).await, 0, "{word} leads to her report");
        }
        let room = self.desk.room();
        let mut wants: Vec<Want> = [Self::email(), Handle::Chat(Self::chat())]
            .iter()
            .map(|handle| Want::Named(room.name_of(handle)))
            .collect();
        wants.push(Want::Record(Key::Citizen(sari)));
        wants.push(Want::Record(room.conversation(&Self::chat())));
        let facts = self.desk.storage().load(&wants).await.unwrap();
        for want in &wants {
            let found = match want {
                Want::Record(key) => facts.record(key),
                Want::Named(name) => facts.named(name),
                _ => None,
            };
            assert!(found.is_none(), "{want:?}");
        }
    }
}

/// A copy of a city, as a backup holds it.
async fn copy(town: &Town) -> String {
    let (storage, jurisdiction) = (town.desk.storage(), city().jurisdiction);
    let mut export = Export::begin(storage, &jurisdiction, town.desk.now(), None).await.unwrap();
    let mut lines = String::new();
    while let Some(some) = export.next().await.unwrap() {
        lines.push_str(&some);
    }
    lines
}

/// Puts the photos of a city beside a copy of it.
async fn copy_photos(from: &MemoryBlobs, to: &MemoryBlobs) {
    for blob in from.list(None, 100).await.unwrap() {
        let bytes = from.get(blob.id).await.unwrap().unwrap();
        to.put(blob.id, bytes).await.unwrap();
    }
}

/// Puts a copy into a storage.
async fn restore(copy: &str, storage: &dyn Storage) {
    let mut check = Check::default();
    for line in copy.split_inclusive('\n') {
        check.line(line.as_bytes()).unwrap();
    }
    let whole = check.end(&city().jurisdiction).unwrap();
    let mut import = Import::begin(storage, whole, None).await.unwrap();
    for line in copy.split_inclusive('\n') {
        import.line(line.as_bytes()).await.unwrap();
    }
    import.finish().await.unwrap();
}

async fn tell(storage: Arc<dyn Storage>, restored: Arc<dyn Storage>) {
    let clock = Arc::new(StoppedClock::at("2026-11-21T02:10:00Z"));
    let town = Town::open(storage, &clock);
    let catalogue: Catalogue =
        toml::from_str(include_str!("../../../lib/catalogue/indonesia.toml")).unwrap();
    let department: Department = catalogue.departments[0].clone();
    town.desk.set_catalogue(&Actor::System, catalogue).await.unwrap();
    let add = AddOfficer {
        name: PersonName::parse("Rina").unwrap(),
        email: Email::parse("rina@lestari.example").unwrap(),
        role: Role::Coordinator,
        department: None,
    };
    let rina = Actor::Officer(town.desk.run(&Actor::System, &add).await.unwrap().answer);

    // She talks, is known, files three reports, which are dealt with, and leaves a draft.
    town.says("1", "halo").await;
    town.says("2", "setuju").await;
    let sari = town.proves(&Actor::Visitor, Purpose::Login).await;
    let by = Actor::Citizen(sari);
    let name = Some(PersonName::parse("Sari Wulandari").unwrap());
    town.desk.run(&by, &Rename { name }).await.unwrap();
    let private = town.files(&by, PRIVATE, Preset::Private).await;
    let hidden = town.files(&by, "Kabel listrik terbuka di pasar", Preset::Anonymous).await;
    let public = town.files(&by, PUBLIC, Preset::Public).await;
    town.waits(2).await;
    for number in [&private, &hidden, &public] {
        let to = department.id.clone();
        let _ = town.desk.run(&rina, &Assign { number: number.clone(), to }).await;
        town.desk.run(&rina, &Start { number: number.clone(), owner: None }).await.unwrap();
        let remark = Note::parse("Sudah ditangani").unwrap();
        let after = Some(town.photographs().await);
        let resolve = Resolve { number: number.clone(), remark, after };
        town.desk.run(&rina, &resolve).await.unwrap();
        let stage = town.desk.run(&by, &Confirm { number: number.clone() }).await.unwrap().answer;
        assert_eq!(stage, StageKind::Closed);
    }
    town.says("3", "ada draf yang belum jadi tentang jalan rusak").await;
    let (source, settle_after) = ("foto-rahasia".into(), TimeDelta::seconds(2));
    town.sends("4", Heard::SentMedia { source, caption: None, settle_after }).await;
    let before = town.readable().await;
    for secret in HERS {
        assert!(before.contains(secret), "{secret} is not where it should be");
    }
    assert_eq!(town.found("joko").await, 1);
    let mut pictures = Vec::new();
    for number in [&private, &hidden, &public] {
        pictures.push(town.photos(number).await);
    }
    assert!(pictures.iter().all(|blobs| blobs.len() == 4), "hers, and what it became");
    let yesterday = copy(&town).await;
    let photos_of_yesterday = MemoryBlobs::new(Arc::clone(&clock) as _);
    copy_photos(&town.blobs, &photos_of_yesterday).await;

    // She has herself deleted. A day later it is done, and three days later everything is.
    assert_eq!(town.proves(&by, Purpose::Erase).await, sari);
    town.waits(72).await;
    town.remembers_nothing_of(sari).await;
    assert_eq!(town.left_of(&pictures[0]).await, 0, "the photo that only the staff could see");
    assert_eq!(town.left_of(&pictures.concat()).await, 8, "what is public stays");
    let lines = town.erasures.lines();
    assert_eq!(lines.len(), 1);
    let written = serde_json::to_string(&lines).unwrap();
    for secret in HERS {
        assert!(!written.contains(secret), "{secret} stands in the list of deletions");
    }

    // Yesterday's copy remembers her, until the list is applied to it.
    restore(&yesterday, &*restored).await;
    let town = Town::open(restored, &clock);
    copy_photos(&photos_of_yesterday, &town.blobs).await;
    assert!(town.readable().await.contains("Sari Wulandari"));
    assert_eq!(town.left_of(&pictures.concat()).await, 12);
    let applied = erasure::apply(&town.desk, &lines).await.unwrap();
    assert_eq!((applied.done, applied.known), (1, 0));
    town.waits(72).await;
    town.remembers_nothing_of(sari).await;
    assert_eq!(town.left_of(&pictures[0]).await, 0);
    assert_eq!(town.left_of(&pictures.concat()).await, 8);
    assert!(town.erasures.lines().is_empty(), "it stands there already");

    // Whoever has her chat now is somebody new, whom the list does not touch.
    town.says("9", "halo").await;
    let new = town.proves(&Actor::Visitor, Purpose::Login).await;
    assert_ne!(new, sari);
    let applied = erasure::apply(&town.desk, &lines).await.unwrap();
    assert_eq!((applied.done, applied.known), (0, 1));
    let name = town.desk.room().name_of(&Town::email());
    let facts = town.desk.storage().load(&[Want::Named(name.clone())]).await.unwrap();
    assert!(matches!(facts.named(&name).unwrap().value.key, Key::Citizen(id) if id == new));
}

#[tokio::test]
async fn in_memory() {
    let storage = || Arc::new(MemoryStorage::new(&city().jurisdiction));
    tell(storage(), storage()).await;
}

#[tokio::test]
async fn on_sqlite_and_its_files_name_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str| {
        let path = folder.path().join(name);
        Arc::new(SqliteStorage::open(&path, &city().jurisdiction).unwrap())
    };
    tell(open("today.db"), open("restored.db")).await;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for secret in HERS {
            let found = aduan_storage_contract::found_in_clear(&bytes, secret);
            assert_eq!(found, None, "{secret} stands in {}", path.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql() {
    let servers = [(); 2].map(|()| Server::start("-c fsync=off -c max_connections=30"));
    let open = async |server: &Server| {
        let (url, city) = (server.url("postgres"), city().jurisdiction);
        Arc::new(PostgresStorage::connect(&url, &city, Options::default()).await.unwrap())
    };
    tell(open(&servers[0]).await, open(&servers[1]).await).await;
}

#[tokio::test]
async fn on_a_storage_of_ones_own() {
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let [today, restored] = folders
        .each_ref()
        .map(|folder| Arc::new(JournalStorage::open(folder.path(), &city().jurisdiction).unwrap()));
    tell(today, restored).await;
}
