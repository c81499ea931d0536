use std::sync::Arc;

use aduan::{
    authority::Actor,
    batch::{Batch, Guard, Write},
    domain::*,
    erasure::Line,
    facts::Want,
    jobs::{Job, Step},
    ports::Erasures as _,
    queue::{Claim, Queue},
    record::Key,
    refusal::Refusal,
    stub::MemoryErasures,
    verbs::*,
};
use chrono::{DateTime, TimeDelta, Utc};
use futures::executor::block_on;

use super::town::Town;

impl Town {
    /// Asks for her deletion, with a code to her address.
    fn asks_to_be_deleted(&self, who: &Actor, name: &str) -> DateTime<Utc> {
        let code = self.code_for(who, name, Purpose::Erase);
        let enter = EnterCode { purpose: Purpose::Erase, ..Self::guess(name, code) };
        assert!(matches!(self.does(who, &enter), Verdict::Right(_)));
        self.account(who, name).deletion.unwrap()
    }

    fn code_for(&self, who: &Actor, name: &str, purpose: Purpose) -> Code {
        let handle = Handle::Email(Email::parse(&format!("{name}@contoh.id")).unwrap());
        let (peer, language) = (Self::peer(name), Language::Indonesian);
        let ask = RequestCode { peer, purpose, handle, language, network: None };
        let done = block_on(self.desk.run(who, &ask)).unwrap();
        let [aduan::verb::After::SendCode(letter)] = done.after.as_slice() else { panic!("one") };
        letter.code.clone()
    }

    /// Works off what is due, as the gateway does, and says how many pieces that were.
    fn works_off(&self, erasures: &MemoryErasures) -> usize {
        let mut pieces = 0;
        loop {
            let now = self.desk.now();
            let lease = TimeDelta::seconds(1);
            let claim = Claim { queue: Queue::Jobs, lane: None, now, lease, lanes: 1, rows: 1 };
            let leased = block_on(self.desk.storage().claim(&claim)).unwrap();
            let Some(leased) = leased.first() else { return pieces };
            let row = &leased.rows[0];
            let room = self.desk.room();
            let job: Job = room.open_queued(&row.row).unwrap();
            let step = block_on(async {
                match &job {
                    Job::DeletePerson(job) => job.step(&self.desk).await,
                    Job::FinishDeletion(job) => {
                        let line = Line::now(&job.erasure, &room);
                        erasures.append(&line).await.unwrap();
                        job.step(&self.desk).await
                    }
                    Job::BlankReport(job) => job.step(&self.desk).await,
                    Job::TellFollowers(job) => job.followers(&self.desk).await,
                    Job::TellCoordinators(job) => job.coordinators(&self.desk).await,
                    Job::Route(job) => job.step(&self.desk).await,
                    // No channel brings photos here.
                    Job::FetchPhotos(_) => Ok(Step::last(Batch::new())),
                }
            });
            let step = step.unwrap();
            let mut batch = step.batch;
            batch.guard(Guard::Version(Key::Queued(row.row.id), row.version));
            batch.write(Write::Finish(row.row.id));
            batch.write(Write::Release(Queue::Jobs, leased.lane, DateTime::UNIX_EPOCH));
            if let Some((job, due)) = step.next {
                batch.write(Write::Enqueue(job.row(due, &room)));
            }
            block_on(self.desk.commit(batch)).unwrap();
            pieces += 1;
        }
    }

    fn is_known(&self, who: &Actor) -> bool {
        let Actor::Citizen(id) = who else { panic!("nobody") };
        let facts = block_on(self.desk.storage().load(&[Want::Record(Key::Citizen(*id))])).unwrap();
        facts.record(&Key::Citizen(*id)).is_some()
    }
}

#[test]
fn she_is_deleted_a_day_after_she_asked_and_her_address_is_free_again() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let due = town.asks_to_be_deleted(&sari, "sari");
    assert_eq!(due - town.desk.now(), TimeDelta::hours(24));
    let erasures = MemoryErasures::default();
    town.later(TimeDelta::hours(23));
    assert_eq!(town.works_off(&erasures), 0);
    town.later(TimeDelta::hours(1));
    town.works_off(&erasures);
    assert!(!town.is_known(&sari));
    assert_eq!(erasures.lines().len(), 1);
    let draft = town.draft("Lampu mati di gang", Preset::Public);
    assert_eq!(town.refusal(&sari, &draft), Refusal::LogInFirst);
    assert_ne!(town.logs_in("sari"), sari, "whoever has the address begins anew");
}

#[test]
fn asked_twice_the_first_time_counts_and_undone_nothing_happens() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let due = town.asks_to_be_deleted(&sari, "sari");
    town.later(TimeDelta::hours(2));
    assert_eq!(town.asks_to_be_deleted(&sari, "sari"), due);
    assert!(town.does(&sari, &UndoDeletion));
    assert!(!town.does(&sari, &UndoDeletion));
    let erasures = MemoryErasures::default();
    town.later(TimeDelta::hours(1));
    let again = town.asks_to_be_deleted(&sari, "sari");
    town.later(TimeDelta::hours(21));
    assert_eq!(town.works_off(&erasures), 1, "the job of the wish that was undone");
    assert!(town.is_known(&sari));
    assert_eq!(town.desk.now(), again - TimeDelta::hours(3));
    town.later(TimeDelta::hours(3));
    town.works_off(&erasures);
    assert!(!town.is_known(&sari));
}

#[test]
fn of_the_job_and_the_undoing_at_the_last_minute_exactly_one_wins() {
    for round in 0..60 {
        let town = Arc::new(Town::new());
        let sari = town.logs_in("sari");
        town.asks_to_be_deleted(&sari, "sari");
        town.later(TimeDelta::hours(24));
        let erasures = Arc::new(MemoryErasures::default());
        let undone = std::thread::scope(|scope| {
            let undo = scope.spawn(|| town.try_do(&sari, &UndoDeletion));
            let job = scope.spawn(|| town.works_off(&erasures));
            let undone = matches!(undo.join().unwrap(), Ok(true));
            // A piece that met a conflict is planned again.
            job.join().unwrap();
            town.works_off(&erasures);
            undone
        });
        assert_eq!(town.is_known(&sari), undone, "round {round}");
        assert_eq!(erasures.lines().is_empty(), undone, "round {round}");
    }
}

#[test]
fn what_she_filed_between_asking_and_the_end_is_blanked_once_it_is_closed() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    town.asks_to_be_deleted(&sari, "sari");
    let private = town.files(&sari, "Tetangga saya bernama Joko membakar sampah", Preset::Private);
    let hidden = town.files(&sari, "Petugas bernama Tono minta uang", Preset::Anonymous);
    let public = town.files(&sari, "Lampu mati, hubungi 0812 3456 7890", Preset::Public);
    for number in [&private, &hidden, &public] {
        town.gets_going(number);
    }
    let erasures = MemoryErasures::default();
    town.later(TimeDelta::hours(72));
    town.works_off(&erasures);
    assert!(!town.is_known(&sari));
    let words = |number: &TrackingNumber| town.original(number).words.as_str().to_owned();
    assert!(words(&private).contains("Joko"), "still open: the staff need it");

    for number in [&private, &hidden, &public] {
        let remark = super::town::note("Sudah ditangani");
        town.does(&town.agent, &Resolve { number: number.clone(), remark, after: None });
        town.closes(number);
    }
    town.later(TimeDelta::hours(48));
    town.works_off(&erasures);
    assert_eq!(words(&private), "…");
    assert!(town.photos(&private).is_empty());
    assert!(words(&hidden).contains("Tono"), "it is public, and stays as the public reads it");
    assert!(!words(&public).contains("0812"), "masked: {}", words(&public));
    assert!(town.found_by_staff("joko").is_empty());
    assert_eq!(town.found_by_staff("lampu"), [public]);
}

#[test]
fn whom_a_code_can_reach_is_not_deleted_without_one() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    assert_eq!(town.refusal(&sari, &AskDeletion), Refusal::CodeNeeded);
    assert_eq!(town.refusal(&Actor::Visitor, &AskDeletion), Refusal::LogInFirst);
    assert_eq!(town.refusal(&Actor::System, &AskDeletion), Refusal::NotAllowed);
    // A code to an address that is not hers proves nothing.
    let handle = Handle::Email(Email::parse("sari@contoh.id").unwrap());
    let (peer, language) = (Town::peer("budi"), Language::Indonesian);
    let ask = RequestCode { peer, purpose: Purpose::Erase, handle, language, network: None };
    assert_eq!(town.refusal(&budi, &ask), Refusal::NotAllowed);
}

#[test]
fn who_withdrew_her_consent_files_nothing_until_she_agrees_again() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    town.does(&sari, &WithdrawConsent);
    let account = town.account(&sari, "sari");
    assert!(account.sessions.is_empty() && account.consent.is_none());
    assert!(account.news, "of what she filed before she is still told");
    let draft = town.draft("Lampu mati di gang", Preset::Public);
    assert_eq!(town.refusal(&sari, &draft), Refusal::ConsentFirst);
    // What she had agreed to before does not count.
    let agrees = |at| Some(Consent { at, version: 1 });
    let email = Handle::Email(Email::parse("sari@contoh.id").unwrap());
    let before = town.desk.now() - TimeDelta::minutes(1);
    town.later(TimeDelta::minutes(16));
    let code = town.asks_for_code("sari", &email);
    town.does(&Actor::Visitor, &EnterCode { consent: agrees(before), ..Town::guess("sari", code) });
    assert_eq!(town.refusal(&sari, &draft), Refusal::ConsentFirst);
    town.later(TimeDelta::minutes(16));
    let now = town.desk.now();
    let code = town.asks_for_code("sari", &email);
    town.does(&Actor::Visitor, &EnterCode { consent: agrees(now), ..Town::guess("sari", code) });
    town.does(&sari, &draft);
}

#[test]
fn a_name_is_corrected_and_taken_away() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let name = PersonName::parse("Sari Wulandari").unwrap();
    town.does(&sari, &Rename { name: Some(name.clone()) });
    assert_eq!(town.account(&sari, "sari").name, Some(name));
    town.does(&sari, &Rename { name: None });
    assert_eq!(town.account(&sari, "sari").name, None);
}
