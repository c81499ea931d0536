use aduan::{authority::Actor, domain::*, refusal::Refusal, verbs::*};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::Town;

impl Town {
    pub(crate) fn account(&self, who: &Actor, chat: &str) -> Account {
        let Actor::Citizen(citizen) = who else { panic!("nobody") };
        let look = AccountOf { citizen: *citizen, peer: Self::peer(chat) };
        block_on(look.find(&self.desk)).unwrap()
    }

    fn signed_in(&self, who: &Actor) -> Vec<String> {
        let sessions = self.account(who, "").sessions;
        sessions.iter().map(|session| session.peer.address.to_string()).collect()
    }

    pub(crate) fn logs_in_at(&self, name: &str, chat: &str) -> Actor {
        let email = Handle::Email(Email::parse(&format!("{name}@contoh.id")).unwrap());
        let code = self.asks_for_code(chat, &email);
        match self.types(chat, code) {
            Verdict::Right(citizen) => Actor::Citizen(citizen),
            other => panic!("not logged in: {other:?}"),
        }
    }
}

#[test]
fn she_sees_where_she_is_signed_in_and_ends_one_or_all_others() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    for chat in ["kantor", "warnet", "tablet"] {
        town.later(TimeDelta::hours(1));
        town.logs_in_at("sari", chat);
    }
    assert_eq!(town.signed_in(&sari), ["sari", "kantor", "warnet", "tablet"]);
    assert_eq!(town.does(&sari, &SignOut::Of(Town::peer("warnet"))), 1);
    assert_eq!(town.signed_in(&sari), ["sari", "kantor", "tablet"]);
    assert_eq!(town.does(&sari, &SignOut::AllBut(Town::peer("sari"))), 2);
    assert_eq!(town.signed_in(&sari), ["sari"]);
    assert_eq!(town.does(&sari, &SignOut::AllBut(Town::peer("sari"))), 0);
    // The accounts stay hers.
    assert_eq!(town.account(&sari, "sari").handles.len(), 5);
}

#[test]
fn a_session_grows_old_and_begins_anew_with_another_login() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    town.later(TimeDelta::days(179));
    assert_eq!(town.signed_in(&sari), ["sari"]);
    town.later(TimeDelta::days(1));
    assert!(town.signed_in(&sari).is_empty());
    assert!(town.account(&sari, "sari").news, "news of a report come however long it takes");
    town.logs_in("sari");
    assert_eq!(town.signed_in(&sari), ["sari"]);
}

#[test]
fn nobody_else_ends_her_sessions() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    assert_eq!(town.does(&budi, &SignOut::Of(Town::peer("sari"))), 0);
    assert_eq!(town.signed_in(&sari), ["sari"]);
    let of = SignOut::Of(Town::peer("sari"));
    assert_eq!(town.refusal(&Actor::Visitor, &of), Refusal::LogInFirst);
    assert_eq!(town.refusal(&town.coordinator, &of), Refusal::NotAllowed);
    assert_eq!(town.refusal(&Actor::System, &of), Refusal::NotAllowed);
}

#[test]
fn stop_is_heard_signed_in_or_not_and_of_nobody_it_says_so() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let set =
        |chat, wanted| town.does(&Actor::Visitor, &SetNews { peer: Town::peer(chat), wanted });
    assert!(town.account(&sari, "sari").news);
    assert!(set("sari", false));
    assert!(set("sari", false), "asked twice, it is as quiet");
    assert!(!town.account(&sari, "sari").news);
    assert!(set("sari", true));
    assert!(town.account(&sari, "sari").news);
    assert!(!set("stranger", false));
}

#[test]
fn who_signed_out_is_told_nothing_there() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    town.does(&sari, &SignOut::Of(Town::peer("sari")));
    assert!(!town.account(&sari, "sari").news);
}
