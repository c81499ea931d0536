//! The named failpoints: each can be made to fail, and nothing is lost.

use super::stage::Stage;

#[tokio::test(flavor = "current_thread")]
async fn a_failure_at_any_failpoint_loses_nothing() {
    for point in [
        "inbox.before_commit",
        "inbox.after_commit",
        "turn.before_commit",
        "turn.after_commit",
        "outbox.leased",
        "outbox.after_send",
        "outbox.before_mark",
    ] {
        let stage = Stage::new().await;
        fail::cfg(point, "1*return(error)->off").unwrap();
        let message = stage.said("sari", "1", "halo");
        let mut failures = 0;
        for _ in 0..3 {
            let received = stage.gateway.receive(std::slice::from_ref(&message)).await;
            failures += usize::from(received.is_err());
            failures += usize::from(stage.gateway.settle().await.is_err());
            stage.clock.advance(chrono::TimeDelta::seconds(70));
        }
        assert_eq!(failures, 1, "{point}");
        let told = stage.told("sari");
        assert!(!told.is_empty() && told.iter().all(|text| text == "halo"), "{point}: {told:?}");
    }
}
