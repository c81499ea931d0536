//! One complaint in the panel: read as a story, worked on by form after form, by two at once.

use aduan::{authority::Actor, domain::*, seal::Token, verbs::*};
use axum::http::StatusCode;
use chrono::TimeDelta;

use super::town::{Answer as Page, Browser, Town};

/// What somebody would write who wants a page to do what it should not; each would show in a page
/// that does not escape it.
pub(crate) const NASTY: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "'><svg onload=alert(3)>",
    "</textarea><script>alert(4)</script>",
    "</title><style>*{display:none}</style>",
    "{{7*7}} javascript:alert(5) &lt;b&gt;",
];

impl Town {
    /// Departments, a category, and replies.
    pub(crate) async fn settles(&self) {
        let both = |text: &str| Localized { id: text.into(), en: text.into() };
        let department = |id: &str, name: &str| Department {
            id: id.parse().unwrap(),
            name: both(name),
            parent: None,
            retired: false,
        };
        let lamp = Category {
            id: "lampu".parse().unwrap(),
            // As long as a button is.
            name: both("<svg onload=alert()>"),
            example: both(""),
            keywords: vec!["lampu".into()],
            department: "pju".parse().unwrap(),
            class: Class::Normal,
            evidence: EvidenceRule::Words,
            private: false,
            retired: false,
        };
        let reply = |purpose, text: &str| ReplyTemplate {
            name: both(&format!("Name {text}")),
            purpose,
            text: both(text),
        };
        let catalogue = Catalogue {
            departments: vec![department("pju", "Lighting"), department("pupr", NASTY[1])],
            categories: vec![lamp],
            replies: vec![
                reply(ReplyPurpose::Ask, "Which pole is it?"),
                reply(ReplyPurpose::Resolve, NASTY[3]),
            ],
            calendar: None,
        };
        self.desk.run(&Actor::System, &SetCatalogue { catalogue }).await.unwrap();
    }

    /// A citizen who is known.
    pub(crate) async fn knows(&self, name: &str) -> Actor {
        let who = Recognise::new(Channel::Terminal, name);
        let citizen = self.desk.run(&Actor::Visitor, &who).await.unwrap().answer;
        let actor = Actor::Citizen(citizen);
        let name = PersonName::parse(name).ok();
        self.desk.run(&actor, &Rename { name }).await.unwrap();
        actor
    }

    /// The browser of an agent who has joined her department.
    async fn agent(&self, name: &str, department: &str) -> Browser<'_> {
        let mut browser = Browser::new(self);
        self.joins(&mut browser, name, Role::Agent, Some(department)).await;
        browser
    }

    /// A complaint that the lighting department has.
    pub(crate) async fn hands_over(
        &self,
        by: &Actor,
        words: &str,
        preset: Preset,
    ) -> TrackingNumber {
        let number = self.desk.reserve();
        let place =
            Some(Place::Both(Point::new(-6.9, 107.6).unwrap(), Note::parse(NASTY[4]).unwrap()));
        let words = Words::parse(words).unwrap();
        let new = File::new(number.clone(), "lampu".parse().unwrap(), words);
        let file = File { place, preset, ..new };
        self.desk.run(by, &file).await.unwrap();
        self.clock.advance(TimeDelta::hours(2));
        let assign = Assign { number: number.clone(), to: "pju".parse().unwrap() };
        self.desk.run(&Actor::System, &assign).await.unwrap();
        number
    }
}

impl Page {
    /// The page has these words, in this order.
    fn tells(&self, words: &[&str]) {
        let mut rest = self.body.as_str();
        for words in words {
            assert!(rest.contains(words), "no {words:?} in {rest}");
            rest = rest.split_once(words).unwrap().1;
        }
    }
}

fn at(number: &TrackingNumber, rest: &str) -> String {
    format!("/complaints/{number}{rest}")
}

/// A town that is settled, and Sari, who lives there.
async fn settled() -> (Town, Actor) {
    let town = Town::new().await;
    town.settles().await;
    let sari = town.knows("Sari").await;
    (town, sari)
}

/// Fills the form of that name on the page of a complaint.
async fn fills(
    browser: &mut Browser<'_>,
    number: &TrackingNumber,
    name: &str,
    fields: &[(&str, &str)],
) -> Page {
    let page = browser.get(&at(number, "")).await;
    assert!(page.body.contains(&format!("/{name}\"")), "no form {name}: {}", page.body);
    let version = page.field("version");
    let all = [&[("version", version.as_str())], fields].concat();
    let path = at(number, &format!("/{name}"));
    match name {
        "resolve" => browser.uploads(&path, &all, ("", b"")).await,
        _ => browser.post(&path, &all).await,
    }
}

const PHOTO: &[u8] = b"\xff\xd8\xff a photo";

#[tokio::test]
async fn a_photo_taken_afterwards_stands_beside_those_from_before() {
    let (town, sari) = settled().await;
    let mut hers = town.agent("Dewi", "pju").await;
    let mut theirs = town.agent("Joko", "pupr").await;
    let number = town.hands_over(&sari, "Lampu jalan mati", Preset::Private).await;
    fills(&mut hers, &number, "take", &[]).await;
    let version = hers.get(&at(&number, "")).await.field("version");
    let form = [("version", version.as_str()), ("words", "A new lamp")];
    for (name, bytes) in [("x.jpg", b"<html><script>".as_slice()), ("\\\"><script>.svg", b"<svg/>")]
    {
        let told = hers.uploads(&at(&number, "/resolve"), &form, (name, bytes)).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        told.tells(&["That is no photo that can be read.", ">A new lamp</textarea>"]);
        assert!(!told.body.contains("<svg/>") && !told.body.contains("<script>"));
    }
    let large = vec![0xff; 13 * 1024 * 1024];
    let told = hers.uploads(&at(&number, "/resolve"), &form, ("x.jpg", &large)).await;
    assert_eq!(told.status, StatusCode::PAYLOAD_TOO_LARGE);

    let done = hers.uploads(&at(&number, "/resolve"), &form, ("x.jpg", PHOTO)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = hers.get(&at(&number, "")).await;
    page.tells(&["<img src=", "alt=\"Photo taken after the repair\"", "Afterwards"]);
    let (_, path) = page.body.split_once("<a href=\"/panel/complaints/").unwrap();
    let path = format!("/complaints/{}", path.split('"').next().unwrap());
    for path in [path.clone(), format!("{path}/small")] {
        let photo = hers.get(&path).await;
        assert_eq!(photo.status, StatusCode::OK, "{path}");
        assert!(photo.body.ends_with(" a photo"));
        for (name, value) in [
            ("content-type", "image/jpeg"),
            ("cache-control", "private, max-age=3600"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("x-content-type-options", "nosniff"),
            ("content-disposition", "inline"),
        ] {
            assert_eq!(photo.headers[name], value);
        }
        assert_eq!(theirs.get(&path).await.status, StatusCode::NOT_FOUND, "not his department's");
        assert_eq!(Browser::new(&town).get(&path).await.leads_to(), "/panel/sign-in");
    }
    for id in ["0".repeat(32).as_str(), "x", "..%2f..%2fetc%2fpasswd"] {
        let absent = hers.get(&at(&number, &format!("/photos/{id}"))).await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn dewi_takes_a_report_asks_is_answered_and_mends_it() {
    let (town, sari) = settled().await;
    let mut hers = town.agent("Dewi", "pju").await;
    let number = town.hands_over(&sari, "Lampu jalan mati", Preset::Public).await;
    let page = hers.get(&at(&number, "")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.tells(&["Lampu jalan mati", "-6.90000,107.60000", "Lighting", "Nobody yet", "Sari"]);
    page.tells(&["The reporter reported it", "The system gave it to Lighting", "on their way"]);
    for (name, fields) in [
        ("take", [("words", "")]),
        ("remark", [("words", "Bring the long ladder")]),
        ("ask", [("words", "Which pole?")]),
    ] {
        let done = fills(&mut hers, &number, name, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{name}: {}", done.body);
        assert_eq!(done.leads_to(), format!("/panel/complaints/{number}"));
    }
    let page = hers.get(&at(&number, "")).await;
    page.tells(&["Waiting for the reporter", "Which pole?", "You wrote a note", "only staff read"]);
    let answer = Answer { number: number.clone(), answer: Note::parse("Number 14").unwrap() };
    town.desk.run(&sari, &answer).await.unwrap();
    fills(&mut hers, &number, "resolve", &[("words", "A new lamp")]).await;
    let page = hers.get(&at(&number, "")).await;
    page.tells(&["The reporter answered", "Number 14", "You said that it is mended", "A new lamp"]);
}

#[tokio::test]
async fn a_template_is_a_link_that_fills_the_form() {
    let (town, sari) = settled().await;
    let mut hers = town.agent("Dewi", "pju").await;
    let number = town.hands_over(&sari, "Lampu jalan mati", Preset::Public).await;
    let page = hers.get(&at(&number, "")).await;
    let link = format!("/panel/complaints/{number}?act=ask&#38;template=0#ask");
    page.tells(&[&link, "Name Which pole is it?"]);
    let begun = hers.get(&at(&number, "?act=ask&template=0")).await;
    begun.tells(&["id=\"ask\" open", "<textarea", ">Which pole is it?</textarea>"]);
    // What is for something else, or is not there, fills nothing.
    for query in ["?act=ask&template=1", "?act=ask&template=9", "?act=bite&template=0", "?act=ask"]
    {
        let page = hers.get(&at(&number, query)).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert!(!page.body.contains(" open>"), "{query}");
    }
}

#[tokio::test]
async fn of_two_officers_one_wins_and_the_other_loses_no_word() {
    let (town, sari) = settled().await;
    let mut hers = town.agent("Dewi", "pju").await;
    let mut his = town.agent("Budi", "pju").await;
    let number = town.hands_over(&sari, "Lampu jalan mati", Preset::Public).await;
    fills(&mut his, &number, "take", &[]).await;
    let seen = hers.get(&at(&number, "")).await.field("version");
    fills(&mut his, &number, "resolve", &[("words", "A new lamp")]).await;
    town.clock.advance(TimeDelta::minutes(3));

    let typed = "Is it the pole in front of number 14 & 15?";
    let form = [("version", seen.as_str()), ("words", typed)];
    let told = hers.post(&at(&number, "/ask"), &form).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    told.tells(&["role=\"alert\"", "Budi said that it is mended, 3 minutes ago."]);
    told.tells(&["id=\"ask\" open", "number 14 &#38; 15?</textarea>"]);
    // Sent again from the page that came back, it is told what the stage does not allow.
    let again = [("version", told.field("version")), ("words", typed.to_owned())];
    let again = again.each_ref().map(|(name, value)| (*name, value.as_str()));
    let refused = hers.post(&at(&number, "/ask"), &again).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.tells(&["Resolved", "number 14 &#38; 15?</textarea>"]);
    // Nothing stands in the way of a note.
    let noted = fills(&mut hers, &number, "remark", &[("words", typed)]).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_went_to_another_department_while_she_typed_gives_her_words_back() {
    let (town, sari) = settled().await;
    let mut hers = town.agent("Dewi", "pju").await;
    let rina = town.adds("Rina", Role::Coordinator, None).await;
    let number = town.hands_over(&sari, "Lampu jalan mati", Preset::Private).await;
    let seen = hers.get(&at(&number, "")).await.field("version");
    let reason = Note::parse("Their pole").unwrap();
    let to = "pupr".parse().unwrap();
    let transfer = Transfer { number: number.clone(), to, reason };
    town.desk.run(&Actor::Officer(rina), &transfer).await.unwrap();
    let form = [("version", seen.as_str()), ("words", "Which pole?")];
    let gone = hers.post(&at(&number, "/ask"), &form).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    gone.tells(&["readonly", "Which pole?</textarea>"]);
    let absent = town.desk.reserve();
    let nowhere = hers.post(&at(&absent, "/ask"), &form).await;
    let plain = |page: &Page, number: &TrackingNumber| page.body.replace(number.as_str(), "…");
    assert_eq!(plain(&nowhere, &absent), plain(&gone, &number));
}

const FORMS: [&str; 12] = [
    "assign", "take", "hand", "ask", "reply", "end-talk", "resolve", "transfer", "reject",
    "reopen", "respond", "remark",
];

#[tokio::test]
async fn what_is_not_hers_is_like_what_is_not_there() {
    let (town, sari) = settled().await;
    let mut theirs = town.agent("Joko", "pupr").await;
    let absent = town.desk.reserve();
    for preset in Preset::ALL {
        let number = town.hands_over(&sari, "Lampu jalan mati", preset).await;
        let mut both = Vec::new();
        for number in [&number, &absent] {
            let page = theirs.get(&at(number, "")).await;
            both.push((page.status, page.body.replace(number.as_str(), "…")));
        }
        assert_eq!(both[0].0, StatusCode::NOT_FOUND);
        assert_eq!(both[0], both[1]);
        for name in FORMS {
            let mut both = Vec::new();
            for number in [&number, &absent] {
                let form = [("version", "2"), ("words", "Mine!"), ("to", "pupr")];
                let answer = theirs.post(&at(number, &format!("/{name}")), &form).await;
                both.push((answer.status, answer.body.replace(number.as_str(), "…")));
            }
            assert!(both[0].0.is_client_error(), "{name}");
            assert_eq!(both[0], both[1], "{name}");
        }
    }
    assert_eq!(theirs.get("/complaints/LP-0000-0000").await.status, StatusCode::NOT_FOUND);
    assert_eq!(theirs.get("/complaints/1%27--").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn foreign_ids_in_a_form_are_refused() {
    let (town, sari) = settled().await;
    let mut hers = town.agent("Dewi", "pju").await;
    let stranger = town.adds("Joko", Role::Agent, Some("pupr")).await;
    let number = town.hands_over(&sari, "Lampu jalan mati", Preset::Public).await;
    for to in [&stranger.to_string(), "0".repeat(32).as_str(), "", "' or 1=1"] {
        let answer = fills(&mut hers, &number, "hand", &[("to", to)]).await;
        assert!(answer.status.is_client_error(), "{to}");
    }
    for to in ["pju", "hantu", "", "../pupr"] {
        let form = [("to", to), ("words", "Not ours")];
        let answer = fills(&mut hers, &number, "transfer", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        answer.tells(&["id=\"transfer\" open", ">Not ours</textarea>"]);
    }
    let empty = fills(&mut hers, &number, "ask", &[("words", "  ")]).await;
    empty.tells(&["role=\"alert\"", "There are no words in it yet."]);
    let garbled = hers.post(&at(&number, "/ask"), &[("version", "x")]).await;
    assert_eq!(garbled.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn whatever_people_write_is_words_and_never_a_page() {
    let (town, _) = settled().await;
    let mut hers = town.agent("Dewi<b onclick=alert(9)>", "pju").await;
    town.adds("Budi<script>alert(8)</script>", Role::Agent, Some("pju")).await;
    for (nth, words) in (0..).zip(NASTY) {
        let sari = town.knows(&format!("Sari {words}")).await;
        let number = town.hands_over(&sari, words, Preset::Public).await;
        let comment = Comment::parse(words).unwrap();
        let once = Token::from_bytes([nth; 16]);
        town.desk.run(&sari, &CommentOn { number: number.clone(), comment, once }).await.unwrap();
        for name in ["take", "remark", "respond", "ask"] {
            let done = fills(&mut hers, &number, name, &[("words", words)]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{name}: {}", done.body);
        }
        let answer = Answer { number: number.clone(), answer: Note::parse(words).unwrap() };
        town.desk.run(&sari, &answer).await.unwrap();
        let wrong = fills(&mut hers, &number, "transfer", &[("to", words), ("words", words)]).await;
        let begun = hers.get(&at(&number, "?act=resolve&template=1")).await;
        begun.tells(&["id=\"resolve\" open"]);
        for page in [hers.get(&at(&number, "")).await, wrong, begun] {
            for nasty in NASTY.iter().filter(|nasty| nasty.contains('<')) {
                assert!(!page.body.contains(nasty), "{nasty} in {}", page.body);
            }
            for tag in ["<script>", "<img src=x", "<svg onload", "<b onclick", "<style>"] {
                assert!(!page.body.contains(tag), "{tag}: {}", page.body);
            }
        }
    }
}
