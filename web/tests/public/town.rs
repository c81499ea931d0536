//! A small town with a public site and a panel, its people, and a reader who looks at it.

use std::sync::Arc;

use aduan::{
    Desk, DeskError,
    authority::Actor,
    batch::{Batch, Guard, Write},
    book,
    domain::*,
    facts::Want,
    jobs::{FetchPhotos, Hitch, Job},
    memory::MemoryStorage,
    query::{Item, Query, Select},
    queue::Queue,
    record::{Key, Name, Versioned},
    seal::{KeyRing, Scope, SealedBlobs},
    stub::{MemoryBlobs, SeededEntropy, StoppedClock},
    verbs::*,
};
use aduan_web::{Panel, Settings, Site, Ways};
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use chrono::TimeDelta;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// What somebody would write who wants a page to do what it should not.
pub(crate) const NASTY: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "'><svg onload=alert(3)>",
    "</textarea><script>alert(4)</script>",
    "</title><style>*{display:none}</style>",
    "{{7*7}} javascript:alert(5) &lt;b&gt;",
];

/// The town.
pub(crate) struct Town {
    pub(crate) desk: Desk,
    pub(crate) clock: Arc<StoppedClock>,
    blobs: SealedBlobs,
    service: Router,
    coordinator: Actor,
    agent: Actor,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
    pub(crate) body: String,
}

impl Answer {
    /// Where it leads.
    pub(crate) fn leads_to(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
    }
}

fn both(text: &str) -> Localized {
    Localized { id: text.into(), en: text.into() }
}

impl Town {
    /// A town whose category and department are called that.
    pub(crate) async fn named(category: &str, department: &str) -> Self {
        let mut city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        city.login.insert(Channel::Terminal, Login::Channel);
        let clock = Arc::new(StoppedClock::at("2026-11-21T02:10:00Z"));
        let entropy = Arc::new(SeededEntropy::new(7));
        let keys = KeyRing::generate(&*entropy);
        let storage = Arc::new(MemoryStorage::new(&city.jurisdiction));
        let desk = Desk::new(storage, Arc::clone(&clock) as _, entropy, keys, city);
        let department = |id: &str| Department {
            id: id.parse().unwrap(),
            name: both(department),
            parent: None,
            retired: false,
        };
        let lamp = Category {
            id: "lampu".parse().unwrap(),
            name: both(category),
            example: both(""),
            keywords: Vec::new(),
            department: "pju".parse().unwrap(),
            class: Class::Normal,
            evidence: EvidenceRule::Words,
            private: false,
            retired: false,
        };
        let departments = vec![department("pju"), department("pupr")];
        let catalogue = Catalogue { departments, categories: vec![lamp], ..Catalogue::default() };
        desk.run(&Actor::System, &SetCatalogue { catalogue }).await.unwrap();
        let mut officers = Vec::new();
        for (name, role, department) in
            [("Rina", Role::Coordinator, None), ("Dewi", Role::Agent, Some("pju"))]
        {
            let add = AddOfficer {
                name: PersonName::parse(name).unwrap(),
                email: Email::parse(&format!("{name}@lestari.id")).unwrap(),
                role,
                department: department.map(|id| id.parse().unwrap()),
            };
            officers.push(Actor::Officer(desk.run(&Actor::System, &add).await.unwrap().answer));
        }
        let [coordinator, agent] = officers.try_into().unwrap();
        let store = Arc::new(MemoryBlobs::new(Arc::clone(&clock) as _));
        let blobs = desk.blobs_in(Arc::clone(&store) as _);
        let ways = Ways {
            chat: Some("/chat".into()),
            links: ChatLinks {
                whatsapp: Some("6281100000000".into()),
                telegram: Some("lapor_lestari_bot".into()),
            },
            ..Ways::at("https://lapor.example")
        };
        let site = Site::new(desk.clone(), Settings::under(""), ways).showing_photos_from(store);
        let panel = Panel::new(desk.clone(), Settings::under("/panel"));
        let service = Router::new().nest("/panel", panel.router()).fallback_service(site.router());
        Self { desk, clock, blobs, service, coordinator, agent }
    }

    pub(crate) async fn new() -> Self {
        Self::named("Lampu jalan", "Penerangan").await
    }

    /// A citizen who is known.
    pub(crate) async fn knows(&self, name: &str) -> Actor {
        let who = Recognise::new(Channel::Terminal, name);
        Actor::Citizen(self.desk.run(&Actor::Visitor, &who).await.unwrap().answer)
    }

    /// Files a complaint with a photo, which nobody has yet.
    pub(crate) async fn files(
        &self,
        who: &Actor,
        words: &str,
        place: &str,
        preset: Preset,
    ) -> TrackingNumber {
        let number = self.desk.reserve();
        let point = Point::new(-6.9, 107.6).unwrap();
        let file = File {
            place: Some(Place::Both(point, Note::parse(place).unwrap())),
            photos: vec!["terminal:photo".into()],
            preset,
            ..File::new(number.clone(), "lampu".parse().unwrap(), Words::parse(words).unwrap())
        };
        self.desk.run(who, &file).await.unwrap();
        self.fetches().await;
        self.clock.advance(TimeDelta::hours(2));
        number
    }

    /// Has the lamp department start on a complaint, so that it is published if it may be.
    pub(crate) async fn starts(&self, number: &TrackingNumber) {
        let assign = Assign { number: number.clone(), to: "pju".parse().unwrap() };
        self.desk.run(&self.coordinator, &assign).await.unwrap();
        let start = Start { number: number.clone(), owner: None };
        self.desk.run(&self.agent, &start).await.unwrap();
    }

    /// Files a complaint and has it published, if it may be.
    pub(crate) async fn publishes(&self, who: &Actor, words: &str) -> TrackingNumber {
        let number = self.files(who, words, "Jalan Melati", Preset::Public).await;
        self.starts(&number).await;
        number
    }

    pub(crate) async fn comments(&self, who: &Actor, number: &TrackingNumber, words: &str) {
        let id = format!("{number}/{words}");
        let once = self.desk.room().keys.token(Scope::Inbound, id.as_bytes());
        let comment = Comment::parse(words).unwrap();
        let comment = CommentOn { number: number.clone(), comment, once };
        self.desk.run(who, &comment).await.unwrap();
    }

    pub(crate) async fn resolves(&self, number: &TrackingNumber) {
        let remark = Note::parse("Sudah diganti").unwrap();
        let resolve = Resolve { number: number.clone(), remark, after: None };
        self.desk.run(&self.agent, &resolve).await.unwrap();
    }

    /// Makes a complaint private, as its reporter or staff would.
    pub(crate) async fn hides(&self, number: &TrackingNumber) {
        let Versioned { version, mut value } = self.complaint(number).await;
        value.visibility = Visibility::Private;
        let mut batch = Batch::new();
        self.desk.room().put_complaint(&mut batch, &value, version).unwrap();
        self.desk.commit(batch).await.unwrap();
    }

    async fn complaint(&self, number: &TrackingNumber) -> Versioned<Complaint> {
        let wants = [Want::Named(Name::Number(number.clone()))];
        let facts = self.desk.storage().load(&wants).await.unwrap();
        book::complaint_named(&facts, number).unwrap()
    }

    /// The ids of the photos of a complaint, whoever may see them.
    pub(crate) async fn photos(&self, number: &TrackingNumber) -> Vec<PhotoId> {
        self.complaint(number).await.value.photos.iter().map(|photo| photo.id).collect()
    }

    /// Brings every photo that is waited for.
    async fn fetches(&self) {
        let waiting = Query::new(Select::Waiting(Queue::Jobs), 200);
        for item in self.desk.storage().list(&waiting).await.unwrap().items {
            let Item::Waiting(waiting) = item else { panic!("a row") };
            let job = self.desk.room().open_queued::<Job>(&waiting.row).unwrap();
            let Job::FetchPhotos(job) = job else { continue };
            let mut batch = self.fetch(&job).await;
            batch.guard(Guard::Version(Key::Queued(waiting.row.id), waiting.version));
            batch.write(Write::Finish(waiting.row.id));
            self.desk.commit(batch).await.unwrap();
        }
    }

    async fn fetch(&self, job: &FetchPhotos) -> Batch {
        let bring = async |_| {
            let blob = self.blobs.put(b"a photo").await.unwrap();
            let thumbnail = self.blobs.put(b"small").await.unwrap();
            let picture = Picture { blob, thumbnail, width: 4, height: 3, bytes: 7 };
            Ok::<_, DeskError>(Ok::<_, Hitch>(picture))
        };
        job.step(&self.desk, bring).await.unwrap().batch
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.service.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, bytes, body }
    }

    /// What a reader of that language gets who has no cookie.
    pub(crate) async fn reads(&self, path: &str, language: &str) -> Answer {
        let request = Request::builder()
            .method(Method::GET)
            .uri(path)
            .header(header::HOST, "lapor.example")
            .header(header::ACCEPT_LANGUAGE, language);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.reads(path, "en").await
    }
}

/// Text as a part of an address or a form.
pub(crate) fn encoded(text: &str) -> String {
    let bytes: Vec<_> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}
