//! A code is guessed at five times at most, however many guesses come at once.

use aduan::queue::{Claim, Queue};
use chrono::TimeDelta;
use futures::future::join_all;

use super::stage::Stage;
use crate::drain::Work;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_guesses_at_once_give_at_most_five_verdicts() {
    let stage = Stage::new().await;
    let ask = stage.said("sari", "0", "kode sari@contoh.id");
    stage.gateway.receive(&[ask]).await.unwrap();
    stage.gateway.settle().await.unwrap();
    let right = stage.telegram.codes()[0].code.reveal();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let guesses: Vec<_> =
        (1..=64).map(|n| stage.said("sari", &n.to_string(), &format!("tebak {wrong}"))).collect();
    stage.gateway.receive(&guesses).await.unwrap();

    // As if sixty-four workers held the lane at once: leases only save work.
    let claim = Claim {
        queue: Queue::Inbox,
        lane: None,
        now: stage.gateway.desk().now(),
        lease: TimeDelta::seconds(1),
        lanes: 1,
        rows: 64,
    };
    let leased = stage.storage.claim(&claim).await.unwrap().remove(0);
    let lane = leased.lane;
    let all = leased.rows.into_iter().map(|waiting| {
        let gateway = stage.gateway.clone();
        tokio::spawn(async move {
            let work = Work { queue: Queue::Inbox, lane, waiting: &waiting, rest: &[] };
            let _ = gateway.turn(&work).await;
        })
    });
    join_all(all).await;
    stage.play().await;
    let told = stage.told("sari");
    let verdicts = told.iter().filter(|text| text.contains("Wrong")).count();
    assert_eq!(verdicts, 5, "{told:?}");
    assert!(told.iter().filter(|text| text.contains("Gone")).count() >= 50);
}

#[tokio::test]
async fn a_code_is_sent_once_and_logs_in_once() {
    let stage = Stage::new().await;
    let ask = stage.said("sari", "0", "kode sari@contoh.id");
    stage.gateway.receive(&[ask]).await.unwrap();
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.telegram.codes().len(), 1);
    let code = stage.telegram.codes()[0].code.reveal();
    let again = [1, 2].map(|n| stage.said("sari", &n.to_string(), &format!("tebak {code}")));
    stage.gateway.receive(&again).await.unwrap();
    let file = stage.said("sari", "3", "lapor lampu mati");
    stage.gateway.receive(&[file]).await.unwrap();
    stage.gateway.settle().await.unwrap();
    let told = stage.told("sari");
    assert!(told[1].contains("Right"), "{told:?}");
    assert!(told[2].contains("Gone"), "{told:?}");
    assert!(told[3].starts_with("terkirim LP-"), "{told:?}");
}
