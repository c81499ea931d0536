use aduan::{authority::Actor, domain::*, refusal::Refusal, verbs::*};
use chrono::TimeDelta;

use super::town::{Town, note, slug};

#[test]
fn from_the_first_word_to_the_rating() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    let stage = |who| town.does(who, &Track { number: number.clone() }).stage;
    town.gets_going(&number);
    assert_eq!(stage(&sari), StageKind::InProgress);

    let ask = Ask { number: number.clone(), question: note("Tiang nomor berapa?") };
    town.does(&town.agent, &ask);
    let seen = town.does(&sari, &Track { number: number.clone() });
    assert_eq!(seen.note, Some(note("Tiang nomor berapa?")));
    assert_eq!(seen.due_at, None, "the clock stands still");

    town.later(TimeDelta::days(3));
    town.does(&sari, &Answer { number: number.clone(), answer: note("Nomor 14") });
    let again = town.does(&sari, &Track { number: number.clone() });
    let moved = again.due_at.unwrap() - seen.filed_at;
    assert_eq!(moved, TimeDelta::days(17), "fourteen days and the three that stood still");

    let resolve = Resolve { number: number.clone(), remark: note("Lampu diganti"), after: None };
    town.does(&town.agent, &resolve);
    assert_eq!(town.refusal(&town.agent, &Confirm { number: number.clone() }), Refusal::NotFound);
    town.does(&sari, &Confirm { number: number.clone() });
    assert_eq!(town.does(&sari, &Rate { number: number.clone(), stars: 9, advice: None }), 5);
    assert_eq!(stage(&sari), StageKind::Closed);
}

#[test]
fn the_second_dispute_climbs_one_level_and_goes_back_to_its_owner() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    for _ in 0..2 {
        let remark = note("Sudah");
        town.does(&town.agent, &Resolve { number: number.clone(), remark, after: None });
        town.does(&sari, &Dispute { number: number.clone(), reason: note("Masih mati") });
    }
    assert_eq!(town.does(&sari, &Track { number }).stage, StageKind::InProgress);
}

#[test]
fn an_objection_after_two_weeks_is_too_late() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let remark = note("Sudah");
    town.does(&town.agent, &Resolve { number: number.clone(), remark, after: None });
    town.later(TimeDelta::days(15));
    let dispute = Dispute { number, reason: note("Masih mati") };
    assert_eq!(town.refusal(&sari, &dispute), Refusal::Over { days: 14 });
}

#[test]
fn an_after_photo_is_asked_for_where_the_category_wants_one() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let draft = File { category: slug("jalan"), ..town.draft("Jalan rusak", Preset::Public) };
    let number = town.does(&sari, &draft).number;
    town.later(TimeDelta::hours(1));
    town.gets_going(&number);
    let resolve = |after| Resolve { number: number.clone(), remark: note("Ditambal"), after };
    assert_eq!(town.refusal(&town.agent, &resolve(None)), Refusal::AfterPhotoNeeded);
    let blob = BlobId::random(&*town.entropy);
    let picture = Picture { blob, thumbnail: blob, width: 4, height: 3, bytes: 9 };
    town.does(&town.agent, &resolve(Some(picture)));
    let photos = town.photos(&number);
    assert!(photos.last().is_some_and(|photo| photo.after && photo.picture() == Some(&picture)));
}

#[test]
fn an_officer_of_another_department_does_not_even_see_it() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    town.does(&town.coordinator, &Assign { number: number.clone(), to: slug("pupr") });
    let ask = Ask { number: number.clone(), question: note("Siapa?") };
    assert_eq!(town.refusal(&town.agent, &ask), Refusal::NotFound);
    assert_eq!(town.refusal(&sari, &ask), Refusal::NotAllowed);
    let assign = Assign { number, to: slug("pju") };
    assert_eq!(town.refusal(&town.agent, &assign), Refusal::NotAllowed);
}

#[test]
fn a_stage_refuses_what_does_not_start_from_it_and_says_so_in_both_languages() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    let refusal = town.refusal(&sari, &Confirm { number });
    assert_eq!(refusal, Refusal::NotNow { stage: StageKind::Submitted });
    let now = town.desk.now();
    assert!(refusal.words(Language::Indonesian, now).contains("Menunggu"));
    assert!(refusal.words(Language::English, now).contains("Waiting"));
}

#[test]
fn nobody_but_an_admin_configures() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let set = SetCatalogue { catalogue: Catalogue::default() };
    for who in [&sari, &town.agent, &town.coordinator, &Actor::Visitor] {
        assert_eq!(town.refusal(who, &set), Refusal::NotAllowed);
    }
}

#[test]
fn a_complaint_is_passed_on_twice_and_then_the_coordinator_decides() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let due = town.does(&sari, &Track { number: number.clone() }).due_at;
    let to = |department: &str| Transfer {
        number: number.clone(),
        to: slug(department),
        reason: note("Tiang milik dinas lain"),
    };
    assert_eq!(town.refusal(&town.agent, &to("pju")), Refusal::SameDepartment);
    assert_eq!(town.refusal(&town.agent, &to("tidak-ada")), Refusal::UnknownDepartment);
    assert_eq!(town.refusal(&sari, &to("pupr")), Refusal::NotAllowed);

    town.later(TimeDelta::days(2));
    town.does(&town.agent, &to("pupr"));
    let moved = town.does(&sari, &Track { number: number.clone() });
    assert_eq!((moved.stage, moved.due_at), (StageKind::Assigned, due), "the clock goes on");
    let stays = Remark { number: number.clone(), note: note("Sudah lewat") };
    assert_eq!(town.refusal(&town.agent, &stays), Refusal::NotFound, "it is not hers any more");

    town.does(&town.coordinator, &to("pju"));
    assert_eq!(town.refusal(&town.agent, &to("pupr")), Refusal::CoordinatorDecides);
    town.does(&town.coordinator, &to("pupr"));
}

#[test]
fn the_coordinator_turns_a_complaint_down_and_says_why() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.does(&sari, &town.draft("Lampu jalan mati", Preset::Public)).number;
    let (ground, reason) = (Ground::NotOurs, note("Lampu milik perumahan"));
    let reject = Reject { number: number.clone(), ground, reason };
    assert_eq!(town.refusal(&town.coordinator, &reject), Refusal::TooSoon);
    town.later(TimeDelta::hours(1));
    assert_eq!(town.refusal(&town.agent, &reject), Refusal::NotAllowed);
    assert_eq!(town.refusal(&Actor::System, &reject), Refusal::NotAllowed);
    town.does(&town.coordinator, &reject);
    let seen = town.does(&sari, &Track { number: number.clone() });
    assert_eq!(seen.stage, StageKind::Rejected);
    assert_eq!(seen.note, Some(note("Lampu milik perumahan")));
    assert_eq!(seen.ground, Some(Ground::NotOurs));
    let refusal = Refusal::NotNow { stage: StageKind::Rejected };
    assert_eq!(town.refusal(&town.coordinator, &reject), refusal);
}

#[test]
fn what_colleagues_write_to_each_other_is_in_the_history_and_nobody_else_is_told() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    town.gets_going(&number);
    let before = town.owed();
    let remark = Remark { number: number.clone(), note: note("Pakai tangga besar") };
    town.does(&town.agent, &remark);
    assert_eq!(town.owed(), before);
    assert_eq!(town.refusal(&sari, &remark), Refusal::NotAllowed);
    let seen = town.does(&sari, &Track { number });
    assert_eq!(seen.note, None, "the reporter does not read it");
}
