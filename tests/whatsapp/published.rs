//! What is published of the bodies that Meta brings, all of it.

use std::time::Duration;

use fakes::whatsapp::{Account, FakeWhatsApp, Person};
use serde_json::{Value, json};

use super::City;

/// The published bodies as they are.
fn published() -> Vec<Value> {
    let all: Vec<Value> =
        serde_json::from_str(include_str!("../fixtures/whatsapp/inbound.json")).unwrap();
    all.into_iter().map(|published| published["body"].clone()).collect()
}

fn each(array: &mut Value) -> impl Iterator<Item = &mut Value> {
    array.as_array_mut().into_iter().flatten()
}

/// A published body as if somebody of our own had caused it.
struct Ours {
    body: Value,
    person: Person,
    /// Whether it is answered.
    answered: bool,
}

impl Ours {
    fn of(mut body: Value, nth: u64, whatsapp: &FakeWhatsApp) -> Self {
        let person = whatsapp.person(700 + nth, "Sari");
        let Account { phone, user_id, .. } = person.account();
        let mut answered = false;
        for change in each(&mut body["entry"]).flat_map(|entry| each(&mut entry["changes"])) {
            let value = &mut change["value"];
            if value.get("metadata").is_some() {
                value["metadata"]["phone_number_id"] = whatsapp.phone_number_id().into();
            }
            if value.get("contacts").is_some() {
                each(&mut value["contacts"])
                    .for_each(|one| is_of(one, "wa_id", phone.as_deref(), &user_id));
            }
            if value.get("statuses").is_some() {
                let id = format!("wamid.ours{nth}");
                each(&mut value["statuses"]).for_each(|status| status["id"] = id.as_str().into());
            }
            if value.get("user_preferences").is_some() {
                each(&mut value["user_preferences"])
                    .for_each(|one| is_of(one, "wa_id", phone.as_deref(), &user_id));
            }
            if value.get("messages").is_none() {
                continue;
            }
            for message in each(&mut value["messages"]) {
                let id = format!("wamid.theirs{nth}");
                person.wrote(&id);
                message["id"] = id.into();
                is_of(message, "from", phone.as_deref(), &user_id);
                let kind = message["type"].as_str().unwrap();
                answered = !["reaction", "edit", "revoke", "system"].contains(&kind);
            }
        }
        Self { body, person, answered }
    }
}

/// It is hers, wherever it says whose it is.
fn is_of(value: &mut Value, number: &str, phone: Option<&str>, user_id: &str) {
    let id = if number == "from" { "from_user_id" } else { "user_id" };
    if value.get(number).is_some() {
        value[number] = json!(phone);
    }
    if value.get(id).is_some() {
        value[id] = user_id.into();
    }
}

#[tokio::test]
async fn every_published_body_is_taken_within_a_second_and_happens_once() {
    let city = City::start().await;
    let whatsapp = &city.whatsapp;
    let all: Vec<Ours> =
        published().into_iter().zip(0..).map(|(body, nth)| Ours::of(body, nth, whatsapp)).collect();
    assert_eq!(all.len(), 57);

    let second = Duration::from_secs(1);
    let ours: Vec<&Value> = all.iter().map(|ours| &ours.body).collect();
    let verbatim = published();
    for body in verbatim.iter().chain(ours.iter().copied()) {
        let delivery = whatsapp.deliver(body).await;
        assert_eq!(delivery.status, Some(200), "{body}");
        assert!(delivery.took < second, "{:?}: {body}", delivery.took);
    }
    // Shuffled by a stride that meets each of them, twice and all at once.
    let shuffled = (0..ours.len()).map(|at| ours[at * 37 % ours.len()]);
    let twice = shuffled.flat_map(|body| [body, body]).map(|body| whatsapp.deliver(body));
    for delivery in futures::future::join_all(twice).await {
        assert_eq!(delivery.status, Some(200));
    }
    // All in one body.
    let entries: Vec<Value> =
        ours.iter().flat_map(|body| body["entry"].as_array().unwrap()).cloned().collect();
    let batch = json!({ "object": "whatsapp_business_account", "entry": entries });
    assert_eq!(whatsapp.deliver(&batch).await.status, Some(200));

    let answered = all.iter().filter(|ours| ours.answered).count();
    assert!(answered > 30, "{answered}");
    let heard = || all.iter().filter(|ours| !ours.person.heard().is_empty()).count();
    whatsapp.until("each answered", |_| (heard() >= answered).then_some(())).await;
    // What follows is answered behind all of it, so that whatever came twice would be here.
    let budi = whatsapp.person(42, "Budi");
    budi.says("halo");
    budi.hears(1).await;
    for Ours { body, person, answered } in &all {
        assert_eq!(person.heard().len(), usize::from(*answered), "{body}: {:?}", person.heard());
    }
    assert_eq!(whatsapp.mistakes(), [""; 0]);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_taken_and_let_go() {
    let city = City::start().await;
    let whatsapp = &city.whatsapp;
    let deep = "[".repeat(5_000);
    let long = format!("{{\"object\":\"{}\"}}", "x".repeat(2_900_000));
    let odd = [
        "",
        "{",
        "[]",
        "null",
        "\"\"",
        "{\"entry\":7}",
        "{\"entry\":[{\"changes\":{}}]}",
        &deep,
        &long,
    ];
    for body in odd {
        let bytes = body.as_bytes().to_vec();
        let signature = whatsapp.signature(&bytes);
        let delivery = whatsapp.deliver_bytes(bytes, &[&signature]).await;
        assert_eq!(delivery.status, Some(200), "{body:.40}");
    }
    // One that is larger than any of Meta's is not read at all.
    let bytes = vec![b' '; 3_500_000];
    let signature = whatsapp.signature(&bytes);
    let status = whatsapp.deliver_bytes(bytes, &[&signature]).await.status;
    assert!(matches!(status, Some(413) | None), "{status:?}");
}

#[tokio::test]
async fn whoever_stands_beside_something_odd_is_answered() {
    let city = City::start().await;
    let whatsapp = &city.whatsapp;
    let good = |nth: u64| {
        let person = whatsapp.person(nth, "Sari");
        let id = format!("wamid.good{nth}");
        person.wrote(&id);
        let Account { phone, user_id, .. } = person.account();
        let message = json!({ "id": id, "from": phone, "from_user_id": user_id,
            "timestamp": "1795226400", "type": "text", "text": { "body": "halo" } });
        (person, message)
    };
    let [(a, of_a), (b, of_b), (c, of_c)] = [1, 2, 3].map(good);
    let metadata = json!({ "phone_number_id": whatsapp.phone_number_id() });
    let odd = [
        json!(null),
        json!(7),
        json!("x"),
        json!([]),
        json!({}),
        json!({ "type": "text", "text": 5 }),
        json!({ "id": {}, "type": [], "from": -1 }),
        json!({ "id": "wamid.odd", "type": "text" }),
    ];
    let beside = |message: &Value| [&odd[..], std::slice::from_ref(message), &odd[..]].concat();
    let change = |messages: Vec<Value>| {
        json!({ "field": "messages", "value": { "metadata": metadata, "messages": messages,
            "statuses": odd, "contacts": odd, "errors": odd } })
    };
    let body = json!({ "object": "whatsapp_business_account", "entry": [
        null, 7, {}, { "changes": 7 },
        { "id": 5, "changes": [null, {}, { "field": 7, "value": 7 }, change(beside(&of_a)),
            { "field": "messages", "value": { "metadata": 7, "messages": 7 } },
            { "field": "tomorrow", "value": { "messages": [{}] } }, change(beside(&of_b))] },
        { "changes": [change(vec![of_c])] } ] });
    assert_eq!(whatsapp.deliver(&body).await.status, Some(200));
    for person in [a, b, c] {
        assert_eq!(person.hears(1).await.len(), 1);
    }
    assert_eq!(whatsapp.mistakes(), [""; 0]);
}
