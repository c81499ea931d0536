//! Photos that do not come as they were announced: the report is filed all the same, she is told once,
//! nobody asks for ever, and nobody but Meta is shown the token.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use aduan::prelude::TimeDelta;
use fakes::whatsapp::{FakeWhatsApp, Fault, Line, Person};
use serde_json::json;
use tokio::net::TcpListener;

use super::{A_MOMENT, City, acts, does};

const PHOTO: &[u8] = include_bytes!("../browser/photo.jpg");

/// How often a photo is asked for that may come later.
const PATIENT: usize = 9;
/// Longer than any pause between two of those.
const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// A server that is not Meta's, which counts who comes.
struct Elsewhere {
    url: String,
    visits: Arc<AtomicUsize>,
}

impl Elsewhere {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let visits = Arc::<AtomicUsize>::default();
        let counted = Arc::clone(&visits);
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { url, visits }
    }
}

/// What goes wrong with a photo of that id, and how often it is asked for.
type Wrong = (&'static str, fn(&FakeWhatsApp, &str, &Elsewhere), usize);

/// The last one stays as it is.
const WRONG: [Wrong; 7] = [
    (
        "other bytes",
        |whatsapp, id, _| {
            let mut other = PHOTO.to_vec();
            *other.last_mut().unwrap() ^= 1;
            whatsapp.spoils_media(id, &other);
        },
        PATIENT,
    ),
    ("too few bytes", |whatsapp, id, _| whatsapp.spoils_media(id, &PHOTO[..900]), PATIENT),
    (
        "an address whose time is over, each time",
        |whatsapp, _, _| whatsapp.misbehave(Some("download"), Fault::Page(404), usize::MAX),
        PATIENT,
    ),
    (
        "led elsewhere by the address",
        |whatsapp, _, there| {
            whatsapp.misbehave(Some("download"), Fault::Redirect(there.url.clone()), usize::MAX);
        },
        PATIENT,
    ),
    (
        "led elsewhere by the Graph API",
        |whatsapp, _, there| {
            whatsapp.misbehave(Some("look-up"), Fault::Redirect(there.url.clone()), usize::MAX);
        },
        1,
    ),
    ("kept no longer", |whatsapp, _, _| whatsapp.forgets_media(), 1),
    ("an address of somebody else's", |whatsapp, _, there| whatsapp.keeps_media_at(&there.url), 1),
];

/// Waits until the photo of somebody was asked for so often, and that try is over: whoever is answered
/// now is answered after it.
async fn is_asked_for(city: &City, times: usize) {
    let enough = |whatsapp: &FakeWhatsApp| (asked(whatsapp) >= times).then_some(());
    city.whatsapp.until(&format!("asked {times} times"), enough).await;
    let nobody_yet = 1_000 + u64::try_from(times).unwrap();
    does(city, &city.whatsapp.person(nobody_yet, "Budi"), "halo").await;
}

/// How often a photo was asked for.
fn asked(whatsapp: &FakeWhatsApp) -> usize {
    whatsapp.calls().iter().filter(|call| *call == "look-up").count()
}

/// How often she was told that a photo got lost.
fn told(sari: &Person) -> usize {
    let heard = sari.heard();
    heard.iter().filter(|line| line.words().unwrap().contains("tidak bisa kami terima")).count()
}

/// She reports something with a photo, with which something is wrong by the time it is fetched.
async fn reports(city: &City, sari: &Person, spoil: impl FnOnce(&str)) {
    for act in
        ["halo", "[Setuju, lanjut]", "lampu jalan depan SD 3 mati", "[Lampu jalan]", "Lewati"]
    {
        does(city, sari, act).await;
    }
    let heard = sari.heard().len();
    city.time.passes(A_MOMENT);
    // It is told with what is said next.
    let photo = sari.sends_photo(PHOTO, &json!({}));
    city.whatsapp.until("taken", |whatsapp| whatsapp.is_settled().then_some(())).await;
    // Nobody is asked whether hers is the same.
    acts(sari, "[Privat]");
    sari.hears(heard + 1).await;
    spoil(&photo);
    does(city, sari, "[Kirim]").await;
    let heard = sari.heard();
    let filed = |line: &Line| line.words().unwrap().starts_with("✅");
    assert!(heard.iter().any(filed), "{heard:#?}");
}

#[tokio::test]
async fn a_photo_that_does_not_come_is_told_once_and_the_token_goes_nowhere_else() {
    let (city, there) = (City::start().await, Elsewhere::start().await);
    let whatsapp = &city.whatsapp;
    let mut people = Vec::new();
    for ((what, spoil, times), nth) in WRONG.into_iter().zip(1..) {
        let sari = whatsapp.person(nth, "Sari");
        let before = asked(whatsapp);
        reports(&city, &sari, |photo| spoil(whatsapp, photo, &there)).await;
        for time in 1..=times {
            is_asked_for(&city, before + time).await;
            city.time.passes(PAUSE);
        }
        whatsapp.until(what, |_| (told(&sari) == 1).then_some(())).await;
        // Nobody asks any more, however long it takes: what is due is done before what is filed next.
        city.time.passes(PAUSE);
        whatsapp.behave();
        people.push((what, sari, before + times));
    }
    for ((what, sari, after), next) in people.iter().zip(people.iter().skip(1)) {
        assert_eq!(told(sari), 1, "{what}: {whatsapp:?}");
        let times = WRONG.iter().find(|(of, ..)| *of == next.0).unwrap().2;
        assert_eq!(next.2 - times, *after, "{what}: asked for once more");
    }
    assert_eq!(there.visits.load(Ordering::SeqCst), 0, "somebody else saw the token");
    assert_eq!(whatsapp.mistakes(), [""; 0]);
}

/// How many files there are under a folder.
fn files(folder: &Path) -> usize {
    let inside = std::fs::read_dir(folder).into_iter().flatten().map(|file| file.unwrap().path());
    inside.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn an_address_whose_time_is_over_is_asked_for_anew() {
    let city = City::start().await;
    let (whatsapp, sari) = (&city.whatsapp, city.whatsapp.person(1, "Sari"));
    whatsapp.misbehave(Some("download"), Fault::Page(404), 1);
    reports(&city, &sari, |_| {}).await;
    is_asked_for(&city, 1).await;
    // Not for so long that a department gets the report in the same moment: then it is brought again.
    city.time.passes(A_MOMENT);
    // The photo and the small one that is made of it.
    let kept = || files(&city.folder().join("photos/lestari"));
    whatsapp.until("the photo", |_| (kept() == 2).then_some(())).await;
    assert_eq!((asked(whatsapp), told(&sari)), (2, 0), "{whatsapp:?}");
    assert_eq!(whatsapp.mistakes(), [""; 0]);
}
