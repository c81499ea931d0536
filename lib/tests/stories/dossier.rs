//! One complaint as an officer sees it, and two officers who decide at once.

use aduan::{
    DeskError,
    authority::Actor,
    batch::{Batch, Guard},
    book,
    domain::*,
    facts::Want,
    log::{Audience, By, Event},
    owed::Undelivered,
    record::Name,
    refusal::Refusal,
    seal::Token,
    verb::Verb,
    verbs::*,
};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::{Town, note, slug};

impl Town {
    fn tries_to_read(&self, who: &Actor, number: &TrackingNumber) -> Result<Dossier, DeskError> {
        let Actor::Officer(officer) = *who else { panic!("no officer") };
        block_on(DossierOf { officer, number: number.clone() }.find(&self.desk))
    }

    fn reads(&self, who: &Actor, number: &TrackingNumber) -> Dossier {
        self.tries_to_read(who, number).unwrap()
    }

    fn cannot_read(&self, who: &Actor, number: &TrackingNumber) {
        let read = self.tries_to_read(who, number);
        assert!(matches!(read, Err(DeskError::Refused(Refusal::NotFound))), "{who:?}: {read:?}");
    }

    /// Writes down what a courier found out.
    fn notes(&self, number: &TrackingNumber, what: Event) {
        let wants = [Want::Named(Name::Number(number.clone()))];
        let facts = block_on(self.desk.storage().load(&wants)).unwrap();
        let complaint = book::complaint_named(&facts, number).unwrap().value;
        let room = self.desk.room();
        let mut batch = Batch::new();
        let mut once = [0; 16];
        room.entropy.fill(&mut once);
        batch.guard(Guard::Once(Token::from_bytes(once), b"".as_slice().into()));
        room.log(&mut batch, &complaint, By::System, what);
        block_on(self.desk.commit(batch)).unwrap();
    }
}

fn as_seen<V: Verb>(dossier: &Dossier, verb: V) -> AsSeen<V> {
    AsSeen { number: dossier.complaint.number.clone(), version: dossier.version, verb }
}

#[test]
fn an_officer_reads_everything_that_is_hers_to_read() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let Actor::Officer(dewi) = town.agent else { panic!("no officer") };
    let name = PersonName::parse("Sari").unwrap();
    town.does(&sari, &Rename { name: Some(name) });
    let number = town.files(&sari, "Lampu mati. Telepon 0812-3456-7890", Preset::Public);
    town.gets_going(&number);
    town.does(&town.agent, &Remark { number: number.clone(), note: note("Pakai tangga") });
    town.does(&town.agent, &Ask { number: number.clone(), question: note("Tiang berapa?") });

    let read = town.reads(&town.agent, &number);
    assert_eq!(read.original.words.as_str(), "Lampu mati. Telepon 0812-3456-7890");
    assert!(!read.complaint.public.as_ref().unwrap().words.contains("3456"));
    assert_eq!(read.reporter.as_ref().map(PersonName::as_str), Some("Sari"));
    assert_eq!(read.note, Some(note("Tiang berapa?")));
    assert_eq!(read.officers[&dewi].as_str(), "dewi");
    let happened: Vec<_> = read.story.iter().map(|it| (it.by, it.words.clone())).collect();
    let Actor::Officer(rina) = town.coordinator else { panic!("no officer") };
    assert_eq!(
        happened,
        [
            (Who::Reporter, None),
            (Who::Officer(rina), None),
            (Who::Officer(dewi), None),
            (Who::Officer(dewi), Some(note("Pakai tangga"))),
            (Who::Officer(dewi), Some(note("Tiang berapa?"))),
        ]
    );
    assert_eq!(read.deadline, Deadline::Paused);
    town.does(&sari, &Answer { number: number.clone(), answer: note("Nomor 14") });
    town.later(TimeDelta::days(30));
    let read = town.reads(&town.agent, &number);
    assert!(matches!(read.deadline, Deadline::Passed(_)));
    assert_eq!(read.note, None);
}

#[test]
fn what_she_may_not_read_is_to_her_like_what_does_not_exist() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let fresh = town.does(&sari, &town.draft("Lampu satu", Preset::Public)).number;
    town.cannot_read(&town.coordinator, &fresh);
    for preset in Preset::ALL {
        let number = town.files(&sari, "Lampu dua", preset);
        for who in [&town.coordinator, &town.hires(&format!("a{preset:?}"), Role::Auditor, None)] {
            assert_eq!(town.reads(who, &number).reporter, None, "she never said her name");
        }
        town.cannot_read(&town.agent, &number);
        town.gets_going(&number);
        assert_eq!(town.reads(&town.agent, &number).complaint.number, number);
        let others = [
            (Role::Agent, Some("pupr")),
            (Role::Supervisor, Some("pupr")),
            (Role::Admin, None),
            (Role::Custodian, Some("pju")),
        ];
        for (nth, (role, department)) in others.into_iter().enumerate() {
            let who = town.hires(&format!("o{nth}{preset:?}"), role, department);
            town.cannot_read(&who, &number);
        }
    }
    town.cannot_read(&town.coordinator, &town.desk.reserve());
}

#[test]
fn who_hides_from_the_staff_is_no_name_in_it() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    town.does(&sari, &Rename { name: PersonName::parse("Sari").ok() });
    let number = town.files(&sari, "Pungli di pasar", Preset::Anonymous);
    let read = town.reads(&town.coordinator, &number);
    assert_eq!(read.reporter, None);
    assert_eq!(read.story[0].by, Who::Reporter);
    assert!(!format!("{read:?}").contains("Sari"));
}

#[test]
fn what_is_offered_is_what_she_may_do_now() {
    use Act::{
        Ask as Asks, Assign as Assigns, Hand, Reject as Rejects, Remark as Remarks,
        Reopen as Reopens, Resolve as Resolves, Respond as Responds, Take, Transfer as Transfers,
    };
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    let auditor = town.hires("Tia", Role::Auditor, None);
    let budi = town.hires("Budi", Role::Agent, Some("pju"));
    let acts = |who: &Actor| town.reads(who, &number).acts;
    assert_eq!(acts(&town.coordinator), [Assigns, Asks, Rejects, Remarks]);
    town.does(&town.coordinator, &Assign { number: number.clone(), to: slug("pju") });
    assert_eq!(acts(&town.agent), [Take, Hand, Asks, Transfers, Responds, Remarks]);
    town.does(&town.agent, &Start { number: number.clone(), owner: None });
    let read = town.reads(&town.agent, &number);
    assert_eq!(read.acts, [Hand, Asks, Resolves, Transfers, Responds, Remarks]);
    let names: Vec<_> = read.colleagues.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["rina", "Budi"]);
    assert!(acts(&budi).contains(&Take));
    let resolve = Resolve { number: number.clone(), remark: note("Diganti"), after: None };
    town.does(&budi, &resolve);
    town.does(&sari, &Confirm { number: number.clone() });
    assert_eq!(acts(&town.agent), [Responds, Remarks]);
    assert_eq!(acts(&town.coordinator), [Reopens, Responds, Remarks]);
    assert_eq!(acts(&auditor), []);
}

#[test]
fn of_two_who_decide_at_once_the_second_is_told_and_nothing_of_hers_is_done() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    town.gets_going(&number);
    let budi = town.hires("Budi", Role::Agent, Some("pju"));
    let hers = town.reads(&town.agent, &number);
    let his = town.reads(&budi, &number);
    let resolve = Resolve { number: number.clone(), remark: note("Diganti"), after: None };
    town.does(&budi, &as_seen(&his, resolve));
    let ask = Ask { number: number.clone(), question: note("Tiang berapa?") };
    assert_eq!(town.refusal(&town.agent, &as_seen(&hers, ask)), Refusal::Changed);
    let now = town.reads(&town.agent, &number);
    assert_eq!(now.complaint.stage.kind(), StageKind::Resolved);
    let remark = Remark { number: number.clone(), note: note("Bagus") };
    town.does(&town.agent, &as_seen(&now, remark));

    let stranger = town.hires("Joko", Role::Agent, Some("pupr"));
    let remark = Remark { number, note: note("Apa ini?") };
    let stale = town.refusal(&stranger, &as_seen(&hers, remark));
    assert_eq!(stale, Refusal::NotFound, "nobody else learns that it changed");
}

#[test]
fn each_step_tells_whether_its_news_arrived() {
    use Delivery::{NotTold, Told, Waiting};
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    let states = || -> Vec<_> {
        let story = town.reads(&town.coordinator, &number).story;
        story.into_iter().map(|it| it.told.map(|(_, delivery)| delivery)).collect()
    };
    town.does(&town.coordinator, &Assign { number: number.clone(), to: slug("pju") });
    assert_eq!(states(), [None, Some(Waiting)]);
    town.notes(&number, Event::Told { to: Audience::Reporter });
    town.does(&town.agent, &Start { number: number.clone(), owner: None });
    assert_eq!(states(), [None, Some(Told), Some(Waiting)]);
    let because = Undelivered::OptedOut;
    let not_told = |because, after_all| {
        let to = Audience::Reporter;
        town.notes(&number, Event::NotTold { to, because, after_all });
    };
    not_told(because, false);
    town.does(&town.agent, &Ask { number: number.clone(), question: note("Tiang berapa?") });
    town.does(&sari, &Answer { number: number.clone(), answer: note("Nomor 14") });
    town.notes(&number, Event::Told { to: Audience::Owner });
    let after = [None, Some(Told), Some(NotTold(because)), Some(Waiting), Some(Told)];
    assert_eq!(states(), after);
    // The channel had taken the first, and lost it: those that wait are on their way all the same.
    let lost = Undelivered::Unreachable;
    not_told(lost, true);
    let after = [None, Some(NotTold(lost)), Some(NotTold(because)), Some(Waiting), Some(Told)];
    assert_eq!(states(), after);
}

#[test]
fn the_city_answers_in_public_what_the_public_can_see() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let words = Comment::parse("Tiangnya kami ganti besok. Telepon 0812-3456-7890").unwrap();
    let respond = Respond { number: number.clone(), words: words.clone() };
    assert_eq!(town.refusal(&sari, &respond), Refusal::NotAllowed);
    town.does(&town.agent, &respond);
    let comments = town.reads(&town.agent, &number).comments;
    let Actor::Officer(dewi) = town.agent else { panic!("no officer") };
    assert_eq!(comments[0].officer, Some(dewi));
    assert!(!comments[0].words.contains("3456"), "masked like everybody's");

    let private = town.files(&sari, "Lampu gang mati", Preset::Private);
    town.gets_going(&private);
    let respond = Respond { number: private, words };
    assert_eq!(town.refusal(&town.agent, &respond), Refusal::NotPublished);
}
