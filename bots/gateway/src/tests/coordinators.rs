//! What waits for a coordinator is told to all of them by e-mail, and to nobody else.

use aduan::{
    authority::Actor,
    domain::{Channel, Ground, Note, Role, TrackingNumber, Words},
    facts::Want,
    record::Key,
    verbs::{Appeal, ChangeOfficer, File, Reject, Retire},
};
use chrono::TimeDelta;

use super::stage::Stage;

impl Stage {
    async fn asks_the_city(&self, who: &Actor) -> TrackingNumber {
        let desk = self.gateway.desk();
        let words = Words::parse("Kapan kantor kelurahan buka?").unwrap();
        desk.file(who, File::question(desk.reserve(), words)).await.unwrap().number
    }
}

const COORDINATORS: [&str; 2] = ["rina@lestari.id", "wulan@lestari.id"];

#[tokio::test]
async fn a_question_and_an_appeal_reach_every_coordinator_once_and_at_once() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram, Channel::Email]).await;
    let sari = Actor::Citizen(stage.citizen("sari").await);
    let rina = stage.hires("rina", Role::Coordinator).await;
    for (name, role) in [
        ("dewi", Role::Agent),
        ("wulan", Role::Coordinator),
        ("adi", Role::Admin),
        ("tono", Role::Auditor),
    ] {
        stage.hires(name, role).await;
    }
    let question = stage.asks_the_city(&sari).await;
    stage.gateway.settle().await.unwrap();
    for who in COORDINATORS {
        assert_eq!(all[1].told(who), [question.as_str()], "{who}");
    }

    let desk = stage.gateway.desk();
    let words = Words::parse("Lampu jalan mati").unwrap();
    let lamp = File::new(desk.reserve(), "lampu".parse().unwrap(), words);
    let number = desk.file(&sari, lamp).await.unwrap().number;
    stage.clock.advance(TimeDelta::minutes(5));
    let reason = |words| Note::parse(words).unwrap();
    let (ground, of) = (Ground::NotOurs, number.clone());
    let reject = Reject { number: of, ground, reason: reason("Milik perumahan") };
    desk.run(&rina, &reject).await.unwrap();
    let appeal = Appeal { number: number.clone(), reason: reason("Milik kota") };
    desk.run(&sari, &appeal).await.unwrap();
    stage.play().await;
    for who in COORDINATORS {
        assert_eq!(all[1].told(who), [question.as_str(), number.as_str()], "{who}");
    }
    assert_eq!(all[1].out().len(), 4, "and nobody else");
}

#[tokio::test]
async fn who_is_no_coordinator_any_more_is_not_told_what_was_on_its_way() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram, Channel::Email]).await;
    let sari = Actor::Citizen(stage.citizen("sari").await);
    let (rina, wulan) = (
        stage.hires("rina", Role::Coordinator).await,
        stage.hires("wulan", Role::Coordinator).await,
    );
    stage.asks_the_city(&sari).await;
    stage.gateway.drain_jobs(8).await.unwrap();
    let (Actor::Officer(rina), Actor::Officer(wulan)) = (rina, wulan) else { unreachable!() };
    let desk = stage.gateway.desk();
    let facts = stage.storage.load(&[Want::Record(Key::Changes)]).await.unwrap();
    let seen = facts.version(&Key::Changes);
    let change = ChangeOfficer { seen, officer: wulan, role: Role::Auditor, department: None };
    desk.run(&Actor::System, &change).await.unwrap();
    desk.run(&Actor::System, &Retire { officer: rina }).await.unwrap();
    stage.play().await;
    assert_eq!(all[1].out(), []);
}
