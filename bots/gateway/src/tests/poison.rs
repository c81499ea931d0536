//! A message that cannot be answered does not hold up the ones behind it for ever.

use aduan::queue::Queue;

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
