//! An album gets one answer, when nothing more came for a while.

use chrono::TimeDelta;

use super::stage::Stage;
use crate::Heard;

pub(super) fn photo(n: u8) -> Heard {
    Heard::SentMedia {
        source: n.to_string().into(),
        caption: None,
        settle_after: TimeDelta::seconds(5),
    }
}

#[tokio::test]
async fn four_photos_get_one_answer() {
    let stage = Stage::new().await;
    for n in 0..4 {
        stage.gateway.receive(&[stage.inbound("sari", &n.to_string(), photo(n))]).await.unwrap();
        stage.gateway.settle().await.unwrap();
        stage.clock.advance(TimeDelta::seconds(3));
    }
    assert!(stage.told("sari").is_empty());
    stage.clock.advance(TimeDelta::seconds(3));
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.told("sari"), ["foto diterima"]);
    stage.play().await;
    assert_eq!(stage.told("sari").len(), 1);
}

#[tokio::test]
async fn a_later_message_silences_the_timer() {
    let stage = Stage::new().await;
    stage.gateway.receive(&[stage.inbound("sari", "1", photo(1))]).await.unwrap();
    stage.gateway.receive(&[stage.said("sari", "2", "halo")]).await.unwrap();
    stage.play().await;
    assert_eq!(stage.told("sari"), ["halo"]);
}
