//! A message is remembered once, and so are its siblings.

use futures::future::join_all;

use super::stage::Stage;
use crate::Received::{Again, New};

#[tokio::test]
async fn the_same_message_a_hundred_times_does_one_thing() {
    let stage = Stage::new().await;
    let message = stage.said("sari", "1", "halo");
    for at in 0..100 {
        let received = stage.gateway.receive(std::slice::from_ref(&message)).await.unwrap();
        assert_eq!(received, [if at == 0 { New } else { Again }]);
        if at % 10 == 0 {
            stage.gateway.settle().await.unwrap();
        }
    }
    stage.play().await;
    assert_eq!(stage.told("sari"), ["halo"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_message_a_hundred_times_at_once_does_one_thing() {
    let stage = Stage::new().await;
    let message = stage.said("sari", "1", "lapor lampu mati");
    let logs_in = stage.said("sari", "0", "masuk");
    stage.gateway.receive(&[logs_in]).await.unwrap();
    stage.play().await;
    let tries = (0..100).map(|_| {
        let (gateway, message) = (stage.gateway.clone(), message.clone());
        tokio::spawn(async move {
            let received = gateway.receive(&[message]).await.unwrap();
            gateway.settle().await.unwrap();
            received[0]
        })
    });
    let received: Vec<_> = join_all(tries).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(received.iter().filter(|received| **received == New).count(), 1);
    stage.play().await;
    let told = stage.told("sari");
    assert_eq!(told.iter().filter(|text| text.starts_with("terkirim LP-")).count(), 1, "{told:?}");
}

#[tokio::test]
async fn a_duplicate_never_loses_its_siblings() {
    let stage = Stage::new().await;
    let [a, b, c] = ["a", "b", "c"].map(|text| stage.said("sari", text, text));
    let first = stage.gateway.receive(std::slice::from_ref(&b)).await.unwrap();
    assert_eq!(first, [New]);
    let all = [a.clone(), b, c.clone(), a];
    assert_eq!(stage.gateway.receive(&all).await.unwrap(), [New, Again, New, Again]);
    stage.play().await;
    assert_eq!(stage.told("sari"), ["b", "a", "c"]);
}

#[tokio::test]
async fn a_webhook_of_a_thousand_messages_is_remembered_whole() {
    let stage = Stage::new().await;
    let all: Vec<_> =
        (0..1_000).map(|n| stage.said("sari", &n.to_string(), &n.to_string())).collect();
    let odd: Vec<_> = all.iter().skip(1).step_by(2).cloned().collect();
    assert_eq!(stage.gateway.receive(&odd).await.unwrap(), vec![New; 500]);
    let received = stage.gateway.receive(&all).await.unwrap();
    assert_eq!(received.iter().filter(|received| **received == New).count(), 500);
    stage.play().await;
    assert_eq!(stage.told("sari").len(), 1_000);
}
