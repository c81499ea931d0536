//! A new complaint finds its department by rule, once its reporter cannot undo it any more.

use aduan::{
    authority::Actor,
    domain::{CitizenId, Kind, Preset, StageKind, TrackingNumber, Words},
    facts::Want,
    queue::Queue,
    record::Name,
    verbs::{File, Receipt},
};
use chrono::TimeDelta;

use super::stage::Stage;

impl Stage {
    async fn files(&self, by: CitizenId, words: &str, kind: Kind, preset: Preset) -> Receipt {
        let desk = self.gateway.desk();
        let category = "lampu".parse().unwrap();
        let mut file = File::new(desk.reserve(), category, Words::parse(words).unwrap());
        (file.kind, file.preset) = (kind, preset);
        desk.file(&Actor::Citizen(by), file).await.unwrap()
    }

    /// The stage it is in, and whether the public can see it.
    async fn stands(&self, number: &TrackingNumber) -> (StageKind, bool) {
        let want = Want::Named(Name::Number(number.clone()));
        let facts = self.storage.load(&[want]).await.unwrap();
        let complaint = aduan::book::complaint_named(&facts, number).unwrap().value;
        (complaint.stage.kind(), complaint.is_published())
    }
}

#[tokio::test]
async fn it_is_passed_on_when_it_cannot_be_undone_any_more_and_not_before() {
    let stage = Stage::new().await;
    let sari = stage.citizen("sari").await;
    let filed = stage.files(sari, "Lampu jalan mati", Kind::Complaint, Preset::Public).await;
    stage.clock.advance(filed.settles_at - stage.gateway.desk().now() - TimeDelta::seconds(1));
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.stands(&filed.number).await, (StageKind::Submitted, false));
    stage.clock.advance(TimeDelta::seconds(1));
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.stands(&filed.number).await, (StageKind::Assigned, true));
    assert_eq!(stage.told("sari"), [filed.number.as_str()], "she is told once");
}

#[tokio::test]
async fn private_details_and_insults_in_public_words_and_questions_wait_for_a_coordinator() {
    let stage = Stage::new().await;
    let sari = stage.citizen("sari").await;
    let words = "Lampu mati, hubungi 0812-3456-7890";
    let public = stage.files(sari, words, Kind::Complaint, Preset::Public).await;
    let rude = "Lampu mati, petugasnya goblok";
    let rude = stage.files(sari, rude, Kind::Complaint, Preset::Public).await;
    let private = stage.files(sari, words, Kind::Complaint, Preset::Private).await;
    let question = stage.files(sari, "Kapan diperbaiki?", Kind::Question, Preset::Private).await;
    stage.clock.advance(TimeDelta::hours(2));
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.stands(&public.number).await, (StageKind::Submitted, false));
    assert_eq!(stage.stands(&rude.number).await, (StageKind::Submitted, false));
    assert_eq!(stage.stands(&private.number).await, (StageKind::Assigned, false));
    assert_eq!(stage.stands(&question.number).await, (StageKind::Submitted, false));
}

#[tokio::test]
async fn what_was_undone_or_passed_on_by_hand_is_left_alone() {
    let stage = Stage::new().await;
    let sari = stage.citizen("sari").await;
    let undone = stage.files(sari, "Lampu jalan mati", Kind::Complaint, Preset::Public).await;
    stage.gateway.desk().undo(&Actor::Citizen(sari), undone.number).await.unwrap();
    let number = stage.published(sari).await;
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.stands(&number).await, (StageKind::Assigned, true));
    assert_eq!(stage.told("sari"), [number.as_str()]);
    assert_eq!(stage.waiting(Queue::Jobs).await, (0, 0));
}
