//! A copy of the medium names nobody.
//!
//! Records are written here as the verbs write them, with the domain's own sealing; then
//! everything that is stored is searched, in every encoding, for what must not be there.

use aduan::{
    batch::{Batch, Guard, Member, Set, Write},
    domain::{
        Challenge, Channel, Citizen, CitizenId, Consent, Drawer, Email, Handle, Language, Note,
        Original, Peer, PersonName, Phone, Reporter, Session, Words,
    },
    log::{By, Entry, Event},
    queue::{Queue, Queued},
    record::{Key, Name, Row},
    seal::{KeyRing, Scope, Sealed, Token},
    stub::SeededEntropy,
};
use chrono::TimeDelta;
use serde::Serialize;

use crate::{
    Medium,
    fixture::{Town, anyway, complaint_with, id, now, number, on_queued, put, queued_id},
    search::{found_in_clear, holds},
};

/// What is planted, and must not be found. The number is searched without its country code, so
/// that it is found however it was written.
pub(crate) const PLANTED: [(&str, &str); 6] = [
    ("phone", "81234567890"),
    ("name", "Sari Wulandari"),
    ("e-mail", "sari.wulandari@contoh.id"),
    ("chat id", "telegram-7719930442"),
    ("provider message id", "wamid.HBgNNjI4MTIzNDU2Nzg5MFUCABEYEjQ3"),
    ("what she wrote", "rumah saya nomor empat belas"),
];

/// What is public, and shows that the search looks at what is stored.
const PUBLIC: &str = "Lampu jalan mati di depan sekolah";

/// Somebody who seals: the keys of the city, and its chance.
pub(crate) struct Sealer {
    keys: KeyRing,
    entropy: SeededEntropy,
}

impl Sealer {
    pub(crate) fn new() -> Self {
        let entropy = SeededEntropy::new(14);
        Self { keys: KeyRing::generate(&entropy), entropy }
    }

    fn seal<T: Serialize>(&self, belongs_to: &str, value: &T) -> Sealed<T> {
        Sealed::seal(&self.keys, &self.entropy, belongs_to, value)
    }

    fn bytes<T: Serialize>(&self, belongs_to: &str, value: &T) -> Box<[u8]> {
        self.seal(belongs_to, value).as_bytes().into()
    }

    /// A record whose body is sealed, whole.
    fn row<T: Serialize>(&self, key: Key, names: Vec<Name>, value: &T) -> Row {
        let body = self.bytes(&key.path(), value);
        Row { key, body, names, facets: None }
    }

    fn token(&self, scope: Scope, value: &str) -> Token {
        self.keys.token(scope, value.as_bytes())
    }

    /// Opens what this sealer sealed: what no storage can do.
    pub(crate) fn open(&self, row: &Row) -> Option<String> {
        let sealed = Sealed::<serde_json::Value>::from_bytes(row.body.clone());
        sealed.open(&self.keys, &row.key.path()).ok().map(|value| value.to_string())
    }
}

fn planted(what: &str) -> &'static str {
    PLANTED.iter().find(|(name, _)| *name == what).unwrap().1
}

fn sari(citizen: CitizenId) -> (Citizen, Peer) {
    let peer = Peer::new(Channel::Telegram, planted("chat id"));
    let phone = Phone::parse(&format!("+62{}", planted("phone"))).unwrap();
    let citizen = Citizen {
        name: Some(PersonName::parse(planted("name")).unwrap()),
        handles: vec![
            Handle::Phone(phone),
            Handle::Email(Email::parse(planted("e-mail")).unwrap()),
            Handle::Chat(peer.clone()),
        ],
        consent: Some(Consent { at: now(), version: 1 }),
        sessions: vec![Session { peer: peer.clone(), since: now(), ended: false }],
        ..Citizen::new(citizen, Language::Indonesian)
    };
    (citizen, peer)
}

/// An inbound message is remembered, and the conversation goes on.
async fn she_writes(town: &Town<'_>, by: &Sealer, peer: &Peer) {
    let lane = by.token(Scope::Lane, &peer.address);
    let row = queued_id("inbound");
    let path = Key::Queued(row).path();
    let words = [planted("what she wrote"), planted("phone"), planted("provider message id")];
    let message = (peer, words);
    let once = by.token(Scope::Inbound, planted("provider message id"));
    let mut batch = Batch::new();
    batch.guard(Guard::Once(once, Box::default())).write(Write::Enqueue(Queued {
        id: row,
        queue: Queue::Inbox,
        lane,
        due: now(),
        replaces: None,
        body: by.bytes(&path, &message),
    }));
    town.apply(batch).await;

    let conversation = Key::Conversation(by.token(Scope::Conversation, &peer.address));
    let mut turn = on_queued(Write::Finish(row), row, 1);
    turn.put(by.row(conversation, Vec::new(), &message), 0);
    let page = Key::Page(by.token(Scope::Page, &peer.address));
    turn.put(by.row(page, Vec::new(), &message), 0);
    let owed = queued_id("reply");
    turn.write(Write::Enqueue(Queued {
        id: owed,
        queue: Queue::Outbox,
        lane,
        due: now(),
        replaces: Some(by.token(Scope::Lane, "reply")),
        body: by.bytes(&Key::Queued(owed).path(), &message),
    }));
    town.apply(turn).await;
    town.apply(on_queued(Write::Bury(owed, "blocked by its receiver".into()), owed, 1)).await;
}

/// She proves her number and becomes known.
async fn she_logs_in(town: &Town<'_>, by: &Sealer, citizen: &Citizen, peer: &Peer) {
    let key = Key::Challenge(by.token(Scope::Challenge, &format!("{}/login", peer.address)));
    let challenge = Challenge {
        handle: citizen.handles[0].clone(),
        hash: serde_json::from_str(&format!("{:?}", [7_u8; 32])).unwrap(),
        sent_at: now(),
        sends: 1,
        proved_at: None,
        attempts_left: 5,
    };
    let mut asked = put(by.row(key, Vec::new(), &challenge), 0);
    asked.guard(Guard::Quota {
        key: by.token(Scope::Quota, &citizen.handles[0].canonical()),
        window: TimeDelta::days(1),
        limit: 6,
        now: now(),
    });
    town.apply(asked).await;

    let name = |handle: &Handle| Name::Handle(by.token(Scope::Handle, &handle.canonical()));
    let names = citizen.handles.iter().map(name).collect();
    let mut known = put(by.row(Key::Citizen(citizen.id), names, citizen), 0);
    known.log(Entry {
        at: now(),
        by: By::Citizen(by.seal("log", &citizen.id)),
        about: None,
        what: Event::LoggedIn,
    });
    town.apply(known).await;
}

/// She files, anonymously; the complaint is published, supported, and talked about.
async fn she_files(town: &Town<'_>, by: &Sealer, citizen: &Citizen) {
    let key = Key::Complaint(id(1));
    let original = Original {
        words: Words::parse(planted("what she wrote")).unwrap(),
        place: Some(Note::parse(planted("name")).unwrap()),
    };
    let body = serde_json::json!({
        "original": by.seal(&key.path(), &original),
        "reporter": Reporter::Hidden(by.seal(&key.path(), &citizen.id)),
        "public": PUBLIC,
    });
    let words = |text: &str| -> Vec<Box<str>> {
        text.split(' ').map(|word| by.token(Scope::Word, word).short().into()).collect()
    };
    let mut row = complaint_with(1, |facets| {
        facets.published = true;
        facets.public_words = words(PUBLIC);
        facets.staff_words = words(planted("what she wrote"));
    });
    row.body = body.to_string().as_bytes().into();
    row.names = vec![number(0)];
    let drawer = by.row(
        Key::Drawer(by.token(Scope::Drawer, &citizen.id.to_string())),
        Vec::new(),
        &Drawer { complaints: vec![id(1)] },
    );
    let learn = Write::Learn {
        category: "lampu".parse().unwrap(),
        words: words(planted("what she wrote")),
        by: 1,
    };
    let about = Some(id(1));
    let answer = by.seal("log", &Note::parse(planted("what she wrote")).unwrap());
    let mut filed = put(row, 0);
    filed.put(drawer, 0).write(learn).log(Entry {
        at: now(),
        by: By::Citizen(by.seal("log", &citizen.id)),
        about,
        what: Event::Answered { answer },
    });
    town.apply(filed).await;

    let mut votes = anyway();
    for set in Set::ALL {
        let who = by.token(Scope::Member, &format!("{}/{}", set.name(), citizen.id));
        let body = by.bytes("member", &planted("name"));
        votes.write(Write::Join(Member { complaint: id(1), set, who, day: now().date_naive(), body }));
    }
    town.apply(votes).await;
}

/// Does all that, closes and opens the store, and gives all the bytes of the medium.
async fn life_of_sari(medium: &dyn Medium) -> Vec<u8> {
    let by = Sealer::new();
    let mut town = Town::open(medium).await;
    let (citizen, peer) = sari(CitizenId::random(&by.entropy));
    she_writes(&town, &by, &peer).await;
    she_logs_in(&town, &by, &citizen, &peer).await;
    she_files(&town, &by, &citizen).await;
    // Some engines write to their files only when they are closed, others only while they are open.
    let mut bytes = medium.bytes().await;
    town.reopen().await;
    bytes.extend(medium.bytes().await);
    bytes
}

pub async fn a_copy_names_nobody(medium: &dyn Medium) {
    let bytes = life_of_sari(medium).await;
    for (what, text) in PLANTED {
        assert_eq!(found_in_clear(&bytes, text), None, "the {what} can be read");
    }
}

pub async fn the_bytes_are_those_of_the_medium(medium: &dyn Medium) {
    let bytes = life_of_sari(medium).await;
    assert!(found_in_clear(&bytes, PUBLIC).is_some(), "what is public cannot be found either");
}

pub async fn a_copy_holds_no_code_and_no_key(medium: &dyn Medium) {
    let bytes = life_of_sari(medium).await;
    let by = Sealer::new();
    for line in by.keys.to_text().lines() {
        let key = line.rsplit(' ').next().unwrap();
        assert!(!holds(&bytes, key.as_bytes()), "a key lies beside what it seals");
    }
}

pub async fn a_plain_hash_would_hide_nothing_and_is_not_there(medium: &dyn Medium) {
    let bytes = life_of_sari(medium).await;
    let (citizen, _) = sari(CitizenId::random(&SeededEntropy::new(1)));
    for handle in &citizen.handles {
        let hash = aduan::log::digest(handle.canonical().as_bytes());
        assert!(!holds(&bytes, &hash[..16]), "a plain hash of a handle");
    }
}
