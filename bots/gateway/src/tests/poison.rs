//! A message that cannot be answered does not hold up the ones behind it for ever.

use aduan::{
    buried::{Remedy, buried, mend},
    queue::Queue,
};

use super::stage::Stage;

#[tokio::test]
async fn a_poison_message_is_buried_and_the_lane_goes_on() {
    let stage = Stage::new().await;
    let all = ["halo", "racun", "masih di sini"].map(|text| stage.said("sari", text, text));
    stage.gateway.receive(&all).await.unwrap();
    stage.play().await;
    let told = stage.told("sari");
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(told[0], "halo");
    assert!(told[1].starts_with("Maaf"), "{told:?}");
    assert_eq!(told[2], "masih di sini");

    let figures = stage.storage.figures(stage.gateway.desk().now()).await.unwrap();
    let inbox = figures.queues.iter().find(|(queue, ..)| *queue == Queue::Inbox).unwrap();
    assert_eq!((inbox.1, inbox.2), (0, 1));
}

#[tokio::test]
async fn others_do_not_wait_for_a_poison_message() {
    let stage = Stage::new().await;
    let poison = stage.said("sari", "1", "racun");
    let fine = stage.said("budi", "2", "halo");
    stage.gateway.receive(&[poison, fine]).await.unwrap();
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.told("budi"), ["halo"]);
    assert!(stage.told("sari").is_empty());
}

#[tokio::test]
async fn a_conversation_that_never_stops_asking_is_a_poison_too() {
    let stage = Stage::new().await;
    stage.gateway.receive(&[stage.said("sari", "1", "bingung")]).await.unwrap();
    stage.play().await;
    assert!(stage.told("sari")[0].starts_with("Maaf"));
}

#[tokio::test]
async fn a_reply_that_waited_too_long_is_not_sent() {
    let stage = Stage::new().await;
    stage.gateway.receive(&[stage.said("sari", "1", "halo")]).await.unwrap();
    stage.gateway.drain_inbox(8).await.unwrap();
    stage.clock.advance(chrono::TimeDelta::minutes(11));
    stage.play().await;
    assert!(stage.told("sari").is_empty());
}

#[tokio::test]
async fn what_is_buried_is_listed_with_its_reason_tried_again_and_let_go() {
    let stage = Stage::new().await;
    stage.gateway.receive(&[stage.said("sari", "1", "racun")]).await.unwrap();
    stage.play().await;
    let desk = stage.gateway.desk();
    let rows = buried(desk, Queue::Inbox).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].tries > 1 && !rows[0].why.is_empty() && !rows[0].why.contains("racun"));
    assert!(buried(desk, Queue::Outbox).await.unwrap().is_empty());

    assert!(!mend(desk, Queue::Outbox, rows[0].id, Remedy::Drop).await.unwrap(), "not there");
    assert!(mend(desk, Queue::Inbox, rows[0].id, Remedy::Retry).await.unwrap());
    assert!(buried(desk, Queue::Inbox).await.unwrap().is_empty());
    stage.play().await;
    let again = buried(desk, Queue::Inbox).await.unwrap();
    assert_eq!(again.len(), 1, "it is as poisonous as before");
    assert_ne!(again[0].id, rows[0].id);

    assert!(mend(desk, Queue::Inbox, again[0].id, Remedy::Drop).await.unwrap());
    assert!(!mend(desk, Queue::Inbox, again[0].id, Remedy::Drop).await.unwrap(), "gone");
    let figures = stage.storage.figures(desk.now()).await.unwrap();
    assert!(figures.queues.iter().all(|(_, _, buried, _)| *buried == 0));
}
