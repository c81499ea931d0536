//! What open pages are told. Time stands still but for the timers of the streams, which ring as
//! soon as there is nothing else to do.

use aduan::{authority::Actor, domain::*, verbs::Retire};
use axum::{body::Body, http::StatusCode};
use http_body_util::BodyExt as _;

use super::town::{Browser, Town};

/// An event: its position, its kind and what it says.
type Heard = (u64, String, String);

/// The next event, if the stream does not end before.
async fn hears(body: &mut Body) -> Option<Heard> {
    loop {
        let frame = body.frame().await?.unwrap().into_data().unwrap();
        let text = String::from_utf8(frame.to_vec()).unwrap();
        let part = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.trim_start_matches(':').trim().to_owned())
        };
        // A line without a name is the heartbeat.
        if let Some(id) = part("id") {
            let (kind, said) = (part("event").unwrap(), part("data").unwrap_or_default());
            return Some((id.parse().unwrap(), kind, said));
        }
    }
}

async fn change(body: &mut Body) -> String {
    let (_, kind, number) = hears(body).await.unwrap();
    assert_eq!(kind, "change");
    number
}

#[tokio::test(start_paused = true)]
async fn each_hears_of_what_she_may_read_its_number_only_and_goes_on_where_she_was() {
    let town = Town::new().await;
    let (mut hers, mut city) = (Browser::new(&town), Browser::new(&town));
    town.joins(&mut hers, "Dewi", Role::Agent, Some("pju")).await;
    town.joins(&mut city, "Rina", Role::Coordinator, None).await;
    let (status, mut dewi) = town.streams(&hers, None).await;
    assert_eq!(status, StatusCode::OK);
    let (_, mut rina) = town.streams(&city, None).await;
    let (start, kind, said) = hears(&mut dewi).await.unwrap();
    assert_eq!((&*kind, &*said), ("here", ""));
    assert_eq!(hears(&mut rina).await.unwrap().1, "here");

    let foreign = town.hands("Trotoar pecah", "pupr").await;
    let mine = town.hands("Lampu mati", "pju").await;
    assert_eq!(change(&mut dewi).await, mine.as_str(), "and nothing of another department");
    let told = [change(&mut rina).await, change(&mut rina).await];
    assert_eq!(told, [foreign.as_str(), mine.as_str()]);

    drop(dewi);
    let other = town.hands("Lampu lain mati", "pju").await;
    let (_, mut again) = town.streams(&hers, Some(start)).await;
    assert_eq!(
        [change(&mut again).await, change(&mut again).await],
        [mine.as_str(), other.as_str()]
    );
    let (_, mut stranger) = town.streams(&hers, Some(1_000_000)).await;
    assert_eq!(hears(&mut stranger).await.unwrap().1, "here", "a position of another log");
}

#[tokio::test(start_paused = true)]
async fn whoever_is_out_hears_no_more() {
    let town = Town::new().await;
    let (mut hers, mut again) = (Browser::new(&town), Browser::new(&town));
    let dewi = town.joins(&mut hers, "Dewi", Role::Agent, Some("pju")).await;
    let (_, mut ended) = town.streams(&hers, None).await;
    assert_eq!(hears(&mut ended).await.unwrap().1, "here");
    hers.post("/sign-out", &[]).await;
    assert_eq!(hears(&mut ended).await, None, "her session is over");
    assert_eq!(town.streams(&hers, None).await.0, StatusCode::SEE_OTHER);

    town.clock.advance(chrono::TimeDelta::seconds(60));
    again.knocks(&dewi.email, super::town::PASSWORD).await;
    again.post("/sign-in/code", &[("code", &town.code_of(&dewi))]).await;
    let (_, mut retired) = town.streams(&again, None).await;
    assert_eq!(hears(&mut retired).await.unwrap().1, "here");
    town.desk.run(&Actor::System, &Retire { officer: dewi.id }).await.unwrap();
    assert_eq!(hears(&mut retired).await, None, "she works here no more");
}

#[tokio::test(start_paused = true)]
async fn nobody_opens_more_streams_than_pages_are_read_and_each_that_ends_makes_room() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
    let mut open = Vec::new();
    for _ in 0..8 {
        let (status, body) = town.streams(&browser, None).await;
        assert_eq!(status, StatusCode::OK);
        open.push(body);
    }
    assert_eq!(town.streams(&browser, None).await.0, StatusCode::SERVICE_UNAVAILABLE);
    open.pop();
    assert_eq!(town.streams(&browser, None).await.0, StatusCode::OK);
}
