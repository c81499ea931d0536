//! What a reporter still does once her complaint is with the city: she withdraws it, has it taken
//! up again, appeals, refers to it, rates it.

use aduan::{authority::Actor, domain::*, facts::Want, record::Name, refusal::Refusal, verbs::*};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::{Town, note};

impl Town {
    fn stored(&self, number: &TrackingNumber) -> Complaint {
        let wants = [Want::Named(Name::Number(number.clone()))];
        let facts = block_on(self.desk.storage().load(&wants)).unwrap();
        aduan::book::complaint_named(&facts, number).unwrap().value
    }

    fn stage(&self, who: &Actor, number: &TrackingNumber) -> StageKind {
        self.does(who, &Track { number: number.clone() }).stage
    }

    fn mends(&self, who: &Actor, number: &TrackingNumber) {
        let remark = note("Sudah diganti");
        self.does(&self.agent, &Resolve { number: number.clone(), remark, after: None });
        self.does(who, &Confirm { number: number.clone() });
    }
}

#[test]
fn what_nobody_else_wants_is_closed_when_it_is_withdrawn_and_can_be_reopened() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let withdraw = Withdraw { number: number.clone() };
    assert_eq!(town.refusal(&budi, &withdraw), Refusal::NotAllowed);
    assert_eq!(town.refusal(&Actor::Visitor, &withdraw), Refusal::LogInFirst);
    assert_eq!(town.does(&sari, &withdraw).supports, 0);
    assert_eq!(town.stage(&sari, &number), StageKind::Closed);
    assert_eq!(town.refusal(&sari, &withdraw), Refusal::NotNow { stage: StageKind::Closed });
    town.does(&sari, &Reopen { number: number.clone(), reason: note("Ternyata mati lagi") });
    assert_eq!(town.stage(&sari, &number), StageKind::InProgress, "its owner has it again");
}

#[test]
fn what_others_support_stays_open_without_its_reporter() {
    for preset in [Preset::Public, Preset::Anonymous] {
        let town = Town::new();
        let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
        let number = town.files(&sari, "Lampu jalan mati", preset);
        town.gets_going(&number);
        town.does(&budi, &Support { number: number.clone() });
        town.does(&town.agent, &Ask { number: number.clone(), question: note("Tiang mana?") });

        assert_eq!(town.does(&sari, &Withdraw { number: number.clone() }).supports, 1);
        let seen = town.does(&sari, &Track { number: number.clone() });
        assert_eq!((seen.stage, seen.own), (StageKind::InProgress, false));
        assert_eq!(town.stored(&number).reporter, Reporter::Left);
        let mine = block_on(MyReports { page: 0 }.find(&town.desk, &sari)).unwrap();
        assert_eq!(mine.rows, [], "it is in no list of hers");
        let again = Withdraw { number: number.clone() };
        assert_eq!(town.refusal(&sari, &again), Refusal::NotAllowed);
        // It goes on for the others: she may support it now like anybody.
        assert_eq!(town.does(&sari, &Support { number }).supports, 2);
    }
}

#[test]
fn what_nobody_had_yet_goes_back_to_where_it_was() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    town.does(&sari, &Withdraw { number: number.clone() });
    town.does(&sari, &Reopen { number: number.clone(), reason: note("Salah tekan") });
    assert_eq!(town.stage(&sari, &number), StageKind::Submitted);
}

#[test]
fn a_reporter_reopens_within_thirty_days_and_a_coordinator_at_any_time() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    town.mends(&sari, &number);
    let reopen = Reopen { number: number.clone(), reason: note("Mati lagi") };
    assert_eq!(town.refusal(&budi, &reopen), Refusal::NotAllowed);
    assert_eq!(town.refusal(&town.agent, &reopen), Refusal::NotAllowed);
    town.later(TimeDelta::days(31));
    assert_eq!(town.refusal(&sari, &reopen), Refusal::Over { days: 30 });
    assert_eq!(town.does(&town.coordinator, &reopen), StageKind::InProgress);
}

#[test]
fn a_new_complaint_refers_to_an_old_one_of_hers_and_never_uncovers_a_hidden_one() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let old = town.files(&sari, "Lampu jalan mati", Preset::Public);
    let hidden = town.files(&sari, "Pungutan liar di loket", Preset::Anonymous);
    let going_on = |preset, from: &TrackingNumber| File {
        refers_to: Some(from.clone()),
        ..town.draft("Mati lagi seperti dulu", preset)
    };
    for (preset, from, kept) in [
        (Preset::Private, &old, true),
        (Preset::Anonymous, &hidden, true),
        (Preset::Anonymous, &old, false),
        (Preset::Public, &hidden, false),
    ] {
        let number = town.does(&sari, &going_on(preset, from)).number;
        let refers_to = town.stored(&number).refers_to;
        assert_eq!(refers_to, kept.then(|| from.clone()), "{preset:?}");
    }
    assert_eq!(town.refusal(&budi, &going_on(Preset::Public, &old)), Refusal::NotFound);
}

#[test]
fn a_rejection_is_appealed_once_and_judged_by_somebody_else() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    let appeal = Appeal { number: number.clone(), reason: note("Ini jalan umum") };
    assert_eq!(town.refusal(&sari, &appeal), Refusal::NotNow { stage: StageKind::Submitted });
    let (ground, reason) = (Ground::NotOurs, note("Bukan jalan kota"));
    let reject = Reject { number: number.clone(), ground, reason };
    town.does(&town.coordinator, &reject);
    assert_eq!(town.does(&sari, &appeal), StageKind::Submitted);
    assert_eq!(town.refusal(&town.coordinator, &reject), Refusal::JudgedBefore);
    let another = town.hires("tono", Role::Coordinator, None);
    town.does(&another, &reject);
    assert_eq!(town.refusal(&sari, &appeal), Refusal::AppealedBefore);
}

#[test]
fn advice_beside_the_stars_is_sealed_and_replaced_with_them() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    town.mends(&sari, &number);
    let rate = |stars, advice: Option<&str>| Rate {
        number: number.clone(),
        stars,
        advice: advice.map(note),
    };
    town.does(&sari, &rate(4, Some("Beri kabar lebih cepat")));
    let stored = town.stored(&number);
    let advice =
        town.desk.room().open(&aduan::record::Key::Complaint(stored.id), &stored.advice.unwrap());
    assert_eq!(advice.unwrap(), note("Beri kabar lebih cepat"));
    town.does(&sari, &rate(5, None));
    assert_eq!(town.stored(&number).advice, None);
    assert_eq!(town.does(&sari, &Track { number }).rating, Some(5));
}

#[test]
fn its_last_steps_are_told_and_no_more_than_eight() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let told = |who: &Actor| {
        let steps = town.does(who, &Track { number: number.clone() }).steps;
        steps.iter().map(|step| step.to).collect::<Vec<_>>()
    };
    assert_eq!(told(&budi), [StageKind::Assigned, StageKind::InProgress]);
    for _ in 0..6 {
        town.does(&town.agent, &Ask { number: number.clone(), question: note("Yang mana?") });
        town.does(&sari, &Answer { number: number.clone(), answer: note("Yang itu") });
    }
    assert_eq!(told(&sari).len(), 8);
}
