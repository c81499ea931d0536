//! Filing for somebody who stands at the counter.

use aduan::{authority::Actor, domain::*, refusal::Refusal, verbs::*};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::{Town, slug};

fn filing(town: &Town, handle: Option<&str>) -> FileFor {
    let file = File { photos: Vec::new(), ..town.draft("Lampu jalan mati", Preset::Private) };
    let caller = handle.map(|email| Caller {
        handle: Handle::Email(Email::parse(email).unwrap()),
        language: Language::Indonesian,
        agreed: true,
    });
    FileFor { file, caller, pictures: Vec::new() }
}

#[test]
fn what_an_officer_files_is_found_by_whoever_proves_the_address() {
    let town = Town::new();
    let filing = filing(&town, Some("sari@contoh.id"));
    let receipt = town.does(&town.agent, &filing);
    assert_eq!(town.does(&town.agent, &filing), receipt, "sent twice, filed once");
    let sari = town.logs_in("sari");
    let hers = town.does(&sari, &Track { number: receipt.number.clone() });
    assert!(hers.own);
    assert_eq!(town.refusal(&sari, &Undo { number: receipt.number.clone() }), Refusal::TooLate);

    let Actor::Officer(rina) = town.coordinator else { panic!("no officer") };
    let Actor::Officer(dewi) = town.agent else { panic!("no officer") };
    let read = DossierOf { officer: rina, number: receipt.number };
    let read = block_on(read.find(&town.desk)).unwrap();
    assert_eq!(read.story[0].by, Who::Officer(dewi), "the log says who wrote it down");
}

#[test]
fn somebody_who_leaves_no_address_has_the_number_only() {
    let town = Town::new();
    let number = town.does(&town.agent, &filing(&town, None)).number;
    town.does(&town.coordinator, &Assign { number: number.clone(), to: slug("pju") });
    assert_eq!(town.owed(), 0, "nobody is told");
    town.later(TimeDelta::days(1));
    let Actor::Officer(dewi) = town.agent else { panic!("no officer") };
    let read = block_on(DossierOf { officer: dewi, number }.find(&town.desk)).unwrap();
    assert_eq!(read.complaint.reporter, Reporter::Left);
    assert!(read.story.iter().all(|line| line.told.is_none()));
}

#[test]
fn a_known_person_keeps_what_is_known_of_her() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    town.does(&sari, &Rename { name: PersonName::parse("Sari").ok() });
    let number = town.does(&town.agent, &filing(&town, Some("sari@contoh.id"))).number;
    assert!(town.does(&sari, &Track { number }).own);
    let Actor::Citizen(citizen) = sari else { panic!("no citizen") };
    let account = AccountOf { citizen, peer: Town::peer("sari") };
    let account = block_on(account.find(&town.desk)).unwrap();
    assert_eq!(account.name.as_ref().map(PersonName::as_str), Some("Sari"));
}

#[test]
fn who_may_not_file_for_others_and_what_may_not_be_filed_for_them() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let auditor = town.hires("Tia", Role::Auditor, None);
    for who in [&sari, &auditor, &Actor::Visitor, &Actor::System] {
        assert_eq!(town.refusal(who, &filing(&town, None)), Refusal::NotAllowed, "{who:?}");
    }
    let mut anonymous = filing(&town, None);
    anonymous.file.preset = Preset::Anonymous;
    assert_eq!(town.refusal(&town.agent, &anonymous), Refusal::NotAllowed);
    let mut silent = filing(&town, Some("sari@contoh.id"));
    silent.caller.as_mut().unwrap().agreed = false;
    assert_eq!(town.refusal(&town.agent, &silent), Refusal::ConsentFirst);
    let taken = filing(&town, None);
    town.does(&town.agent, &taken);
    let mut other = filing(&town, None);
    other.file.number = taken.file.number;
    other.file.words = Words::parse("Lain lagi").unwrap();
    assert_eq!(town.refusal(&town.agent, &other), Refusal::NumberTaken);
}
