//! However many workers there are, a person is answered in the order in which she wrote.

use aduan::queue::{Claim, Queue};
use futures::future::join_all;

use super::stage::Stage;
use crate::drain::{Turned, Work};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn replies_come_in_order_per_person_with_eight_workers() {
    let stage = Stage::new().await;
    let people: Vec<_> = (0..20).map(|n| format!("warga-{n}")).collect();
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let gateway = stage.gateway.clone();
            tokio::spawn(async move {
                for _ in 0..400 {
                    gateway.drain_inbox(2).await.unwrap();
                    gateway.drain_outbox(2).await.unwrap();
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for n in 0..30 {
        let all: Vec<_> = people
            .iter()
            .map(|who| stage.said(who, &format!("{who}/{n}"), &n.to_string()))
            .collect();
        stage.gateway.receive(&all).await.unwrap();
    }
    join_all(workers).await;
    stage.play().await;
    let expected: Vec<_> = (0..30).map(|n| n.to_string()).collect();
    for who in &people {
        assert_eq!(stage.told(who), expected, "{who}");
    }
}

#[tokio::test]
async fn a_slow_courier_does_not_send_what_another_sent() {
    let stage = Stage::new().await;
    stage.gateway.receive(&[stage.said("sari", "1", "halo")]).await.unwrap();
    stage.gateway.drain_inbox(1).await.unwrap();
    let (now, lease) = (stage.gateway.desk().now(), chrono::TimeDelta::seconds(1));
    let claim = Claim { queue: Queue::Outbox, lane: None, now, lease, lanes: 1, rows: 1 };
    let leased = stage.storage.claim(&claim).await.unwrap().remove(0);
    stage.clock.advance(chrono::TimeDelta::seconds(2));
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.told("sari"), ["halo"]);

    let waiting = &leased.rows[0];
    let work = Work { queue: Queue::Outbox, lane: leased.lane, waiting, rest: &[] };
    assert_eq!(stage.gateway.deliver(&work).await.unwrap(), Turned::Gone);
    assert_eq!(stage.told("sari"), ["halo"]);
}
