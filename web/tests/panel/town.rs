//! A small town with a panel, and a browser to look at it.

use std::{collections::BTreeMap, sync::Arc};

use aduan::{
    Desk,
    authority::Actor,
    domain::*,
    memory::MemoryStorage,
    seal::KeyRing,
    stub::{PlainAlbum, SeededEntropy, StoppedClock},
    verbs::{AddOfficer, File, Invite, Recognise, SetCatalogue},
};
use aduan_web::{Panel, Settings};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use chrono::TimeDelta;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

pub(crate) const PASSWORD: &str = "tiga kucing di atap";

/// The town.
pub(crate) struct Town {
    pub(crate) desk: Desk,
    pub(crate) clock: Arc<StoppedClock>,
    entropy: Arc<SeededEntropy>,
    service: Router,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Where it leads.
    pub(crate) fn leads_to(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
    }

    /// The value of a hidden field.
    pub(crate) fn field(&self, name: &str) -> String {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

/// An officer and her device.
pub(crate) struct Officer {
    pub(crate) id: OfficerId,
    pub(crate) email: String,
    pub(crate) device: TotpSecret,
    pub(crate) recovery: Vec<String>,
}

impl Town {
    pub(crate) async fn new() -> Self {
        Self::with(Settings::under("/panel")).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let mut city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        city.login.insert(Channel::Terminal, Login::Channel);
        let storage = Arc::new(MemoryStorage::new(&city.jurisdiction));
        let clock = Arc::new(StoppedClock::at("2026-11-21T02:10:00Z"));
        let entropy = Arc::new(SeededEntropy::new(7));
        let keys = KeyRing::generate(&*entropy);
        let (turned, drawn) = (Arc::clone(&clock), Arc::clone(&entropy));
        let desk = Desk::new(storage, turned, drawn, keys, city);
        let department = |id: &str, in_indonesian: &str, in_english: &str| Department {
            id: id.parse().unwrap(),
            name: Localized { id: in_indonesian.into(), en: in_english.into() },
            parent: None,
            retired: false,
        };
        let lamps = Category {
            id: "lampu".parse().unwrap(),
            name: Localized { id: "Lampu jalan".into(), en: "Street light".into() },
            example: Localized { id: "Lampu mati".into(), en: "A lamp is out".into() },
            keywords: Vec::new(),
            department: "pju".parse().unwrap(),
            class: Class::Normal,
            evidence: EvidenceRule::Words,
            private: false,
            retired: false,
        };
        let departments = vec![
            department("pju", "Penerangan", "Lighting"),
            department("pupr", "Pekerjaan Umum", "Public works"),
        ];
        let categories = vec![lamps];
        let catalogue = Catalogue { departments, categories, ..Catalogue::default() };
        desk.run(&Actor::System, &SetCatalogue { catalogue }).await.unwrap();
        let panel =
            Panel::new(desk.clone(), settings).keeping_photos_in(Arc::new(PlainAlbum::new(7)));
        let service = Router::new().nest("/panel", panel.router());
        Self { desk, clock, entropy, service }
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.service.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        // What never ends is listened to elsewhere.
        let streams = parts.headers.get(header::CONTENT_TYPE);
        if streams.is_some_and(|kind| kind == "text/event-stream") {
            return Answer { status: parts.status, headers: parts.headers, body: String::new() };
        }
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// What a browser listens to, and how it is answered.
    pub(crate) async fn streams(
        &self,
        browser: &Browser<'_>,
        last: Option<u64>,
    ) -> (StatusCode, Body) {
        let cookies: Vec<_> = browser.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let mut request = Request::get("/panel/live").header(header::COOKIE, cookies.join("; "));
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = self.service.clone().oneshot(request).await.unwrap().into_parts();
        (parts.status, body)
    }

    pub(crate) async fn adds(&self, name: &str, role: Role, department: Option<&str>) -> OfficerId {
        let mut address = name.to_lowercase();
        address.retain(char::is_alphanumeric);
        let add = AddOfficer {
            name: PersonName::parse(name).unwrap(),
            email: Email::parse(&format!("{address}@lestari.id")).unwrap(),
            role,
            department: department.map(|id| id.parse().unwrap()),
        };
        self.desk.run(&Actor::System, &add).await.unwrap().answer
    }

    /// A complaint by somebody, which she cannot take back any more.
    pub(crate) async fn hears(&self, words: &str, preset: Preset) -> TrackingNumber {
        let number = TrackingNumber::random(self.desk.city(), &*self.entropy);
        let who = Recognise::new(Channel::Terminal, number.as_str());
        let sari = Actor::Citizen(self.desk.recognise(who).await.unwrap());
        let file = File {
            number: number.clone(),
            kind: Kind::Complaint,
            category: "lampu".parse().unwrap(),
            words: Words::parse(words).unwrap(),
            place: None,
            photos: Vec::new(),
            preset,
            refers_to: None,
        };
        self.desk.file(&sari, file).await.unwrap();
        self.clock.advance(TimeDelta::hours(2));
        number
    }

    /// The same, given to a department.
    pub(crate) async fn hands(&self, words: &str, to: &str) -> TrackingNumber {
        let number = self.hears(words, Preset::Private).await;
        let to = to.parse().unwrap();
        self.desk.assign(&Actor::System, number.clone(), to).await.unwrap();
        number
    }

    pub(crate) async fn invites(&self, officer: OfficerId) -> String {
        let invitation = Secret::invitation(&*self.entropy);
        let shown = invitation.reveal().to_string();
        self.desk.run(&Actor::System, &Invite { officer, invitation }).await.unwrap();
        shown
    }

    pub(crate) fn code_of(&self, officer: &Officer) -> String {
        officer.device.code(self.desk.now()).unwrap().reveal()
    }

    /// An officer who has joined in that browser.
    pub(crate) async fn joins(
        &self,
        browser: &mut Browser<'_>,
        name: &str,
        role: Role,
        department: Option<&str>,
    ) -> Officer {
        let id = self.adds(name, role, department).await;
        let invitation = self.invites(id).await;
        let page = browser.post("/join", &[("invitation", &invitation)]).await;
        let device = TotpSecret::parse(&page.field("device")).unwrap();
        let mut officer =
            Officer { id, email: page.field("username"), device, recovery: Vec::new() };
        let form = [
            ("invitation", page.field("invitation")),
            ("device", page.field("device")),
            ("password", PASSWORD.to_owned()),
            ("again", PASSWORD.to_owned()),
            ("code", self.code_of(&officer)),
        ];
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        let told = browser.post("/join/device", &form).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        let codes = told.body.split("<li class=\"code\">").skip(1);
        officer.recovery = codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
        officer
    }
}

/// A browser: it keeps cookies and says where its forms come from.
pub(crate) struct Browser<'a> {
    town: &'a Town,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) language: &'static str,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(town: &'a Town) -> Self {
        Self { town, cookies: BTreeMap::new(), language: "en" }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, Body::empty()).await
    }

    pub(crate) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let pairs: Vec<_> =
            form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.send(Method::POST, path, pairs.join("&").into()).await
    }

    /// Sends a form with a file in the field `photo`, of that name.
    pub(crate) async fn uploads(
        &mut self,
        path: &str,
        form: &[(&str, &str)],
        (name, photo): (&str, &[u8]),
    ) -> Answer {
        let part = "--edge\r\nContent-Disposition: form-data; name=";
        let mut body = Vec::new();
        for (name, value) in form {
            body.extend(format!("{part}\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        body.extend(format!("{part}\"photo\"; filename=\"{name}\"\r\n\r\n").into_bytes());
        body.extend(photo);
        body.extend(b"\r\n--edge--\r\n");
        self.send_as(Method::POST, path, body.into(), "multipart/form-data; boundary=edge").await
    }

    pub(crate) async fn send(&mut self, method: Method, path: &str, body: Body) -> Answer {
        self.send_as(method, path, body, "application/x-www-form-urlencoded").await
    }

    async fn send_as(&mut self, method: Method, path: &str, body: Body, kind: &str) -> Answer {
        // The first page has no slash of its own.
        let first = |rest: &&str| rest.is_empty() || rest.starts_with('?');
        let cookies: Vec<_> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(format!("/panel{}", path.strip_prefix('/').filter(first).unwrap_or(path)))
            .header(header::HOST, "lapor.example")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin");
        let answer = self.town.ask(request.body(body).unwrap()).await;
        for line in answer.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Types an address and a password.
    pub(crate) async fn knocks(&mut self, email: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("email", email), ("password", password)]).await
    }
}

fn encoded(value: &str) -> String {
    let bytes: Vec<_> = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}
