//! What Meta tells later of a message, late, twice and in any order: what was said to have arrived
//! stays so, and what got lost is said to be.

use aduan::{domain::TrackingNumber, prelude::TimeDelta};
use fakes::whatsapp::{Person, Statuses};
use serde_json::{Value, json};
use tokio::task::block_in_place;

use super::{
    City, does,
    officer::{Officer, story},
};

/// What the history says of news in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Arrived,
    Unreachable,
}

/// A code that says that nobody is there, and one that says that it may work another time.
const NOBODY: Option<i64> = Some(131_026);
const LATER: Option<i64> = Some(131_000);

/// What is told of one message, in that order; what the history says then; and how often the news
/// are sent.
type Course = (&'static [(&'static str, Option<i64>)], Told, usize);

const COURSES: [Course; 8] = [
    (&[("sent", None), ("delivered", None), ("read", None)], Told::Arrived, 1),
    (&[("read", None), ("delivered", None), ("sent", None)], Told::Arrived, 1),
    (
        &[
            ("delivered", None),
            ("sent", None),
            ("delivered", None),
            ("read", None),
            ("sent", None),
            ("read", None),
        ],
        Told::Arrived,
        1,
    ),
    // Nothing takes back that it arrived.
    (&[("delivered", None), ("failed", NOBODY), ("sent", None)], Told::Arrived, 1),
    (&[("read", None), ("failed", LATER), ("failed", LATER)], Told::Arrived, 1),
    // Nor is what got lost found again by a status of before.
    (&[("sent", None), ("failed", NOBODY), ("failed", NOBODY)], Told::Unreachable, 1),
    (&[("failed", NOBODY), ("sent", None)], Told::Unreachable, 1),
    // What may work another time is sent once more, however often it is said to be lost.
    (&[("failed", LATER), ("sent", None), ("failed", LATER)], Told::Arrived, 2),
];

/// What the newest message to her is called: by Meta, and by us.
fn newest(city: &City, sari: &Person) -> (String, Value) {
    let id = sari.heard().last().unwrap().id.clone();
    let number = format!("+{}", sari.account().phone.unwrap());
    let hers =
        |body: &&Value| body["to"] == *number || body["recipient"] == *sari.account().user_id;
    let sent = city.whatsapp.sent();
    let ours = sent.iter().rfind(hers).unwrap()["biz_opaque_callback_data"].clone();
    (id, ours)
}

/// The body that tells what became of a message.
fn status(city: &City, (id, ours): &(String, Value), became: &str, code: Option<i64>) -> Value {
    let now = aduan::ports::Clock::now(&*city.time).timestamp().to_string();
    let mut status = json!({ "id": id, "status": became, "timestamp": now,
        "biz_opaque_callback_data": ours });
    if let Some(code) = code {
        status["errors"] = json!([{ "code": code, "title": "lost" }]);
    }
    if matches!(became, "delivered" | "read") {
        status["pricing"] = json!({ "billable": true, "pricing_model": "PMP", "type": "regular",
            "category": "utility" });
    }
    city.whatsapp.body(&[json!({ "field": "messages", "value": {
        "messaging_product": "whatsapp", "statuses": [status],
        "metadata": { "phone_number_id": city.whatsapp.phone_number_id() } } })])
}

/// She reports something, and is told who has it; its number.
async fn reports(city: &City, sari: &Person) -> TrackingNumber {
    for act in [
        "halo",
        "[Setuju, lanjut]",
        "lampu jalan depan SD 3 mati",
        "[Lampu jalan]",
        "Lewati",
        // Nobody is asked whether hers is the same.
        "[Privat]",
        "[Kirim]",
    ] {
        does(city, sari, act).await;
    }
    let heard = sari.heard();
    let receipt = heard.last().unwrap().words().unwrap();
    let number = receipt.split('*').find_map(|word| word.parse().ok());
    number.unwrap_or_else(|| panic!("{receipt}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrived_stays_arrived_and_what_is_lost_is_said_to_be() {
    let city = City::start().await;
    let whatsapp = &city.whatsapp;
    let dewi = block_in_place(|| Officer::join(&city.place, "Dewi", "perhubungan"));
    whatsapp.brings_statuses(Statuses::Withheld);
    let mut reported = Vec::new();
    for nth in (1..).take(COURSES.len()) {
        let sari = whatsapp.person(nth, "Sari");
        let number = reports(&city, &sari).await;
        reported.push((sari, number));
    }
    // Once there is no undoing it, it goes to its department, and each is told.
    city.time.passes(TimeDelta::minutes(11));
    let mut news = Vec::new();
    for (sari, _) in &reported {
        let heard = sari.hears(8).await.len();
        assert_eq!(heard, 8, "{whatsapp:?}");
        news.push(newest(&city, sari));
    }
    // Half a day later.
    city.time.passes(TimeDelta::hours(8));
    for ((course, ..), message) in COURSES.iter().zip(&news) {
        for (became, code) in *course {
            let body = status(&city, message, became, *code);
            assert_eq!(whatsapp.deliver(&body).await.status, Some(200), "{course:?}");
        }
    }
    city.time.passes(TimeDelta::minutes(11));
    let budi = whatsapp.person(99, "Budi");
    does(&city, &budi, "halo").await;
    for ((course, told, times), (sari, number)) in COURSES.iter().zip(&reported) {
        sari.hears(7 + times).await;
        assert_eq!(sari.heard().len(), 7 + times, "{course:?}: {whatsapp:?}");
        let page = block_in_place(|| dewi.reads(number)).unwrap();
        let history = story(&page);
        assert_eq!(history.contains("The reporter was told"), *told == Told::Arrived, "{course:?}");
        let why = "The reporter was not told: The person cannot be reached on that channel";
        assert_eq!(history.contains(why), *told == Told::Unreachable, "{course:?}: {history}");
    }
    // Each that arrived is paid for once.
    let arrived = COURSES.iter().filter(|(course, ..)| {
        course.iter().any(|(became, _)| matches!(*became, "delivered" | "read"))
    });
    let charged = format!(
        "aduan_charged_messages{{channel=\"whatsapp\",category=\"utility\"}} {}",
        arrived.count()
    );
    let figures = block_in_place(|| city.figures());
    assert!(figures.contains(&charged), "{charged}: {figures}");
    assert_eq!(whatsapp.mistakes(), [""; 0]);
}
