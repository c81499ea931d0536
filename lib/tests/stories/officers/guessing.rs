//! What guessing comes to.

use aduan::{
    authority::Actor,
    password::OnFile,
    refusal::{Counted, Refusal},
    verbs::*,
};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::{PASSWORD, address};
use crate::town::Town;

#[test]
fn five_wrong_codes_or_five_minutes_end_the_attempt() {
    let town = Town::new();
    let dewi = town.dewi();
    let doorstep = town.knocks(&dewi);
    for left in (0..5).rev() {
        assert_eq!(town.enters(&doorstep, town.wrong_code(&dewi)).0, Entered::Wrong { left });
    }
    assert_eq!(town.enters(&doorstep, town.code_of(&dewi)).0, Entered::Gone);
    let doorstep = town.knocks(&dewi);
    town.later(TimeDelta::minutes(5));
    assert_eq!(town.enters(&doorstep, town.code_of(&dewi)).0, Entered::Gone);
}

#[test]
fn an_unknown_address_takes_the_same_way_to_the_same_answer() {
    let town = Town::new();
    town.dewi();
    let plan = |name: &str| {
        let knock = town.knock(name, "bukan kata sandinya");
        let planned = block_on(town.desk.plan(&Actor::Visitor, &knock)).unwrap();
        let shape = format!("{:?}", planned.batch.entries());
        (planned.answer, planned.batch.guards().len(), planned.batch.writes().len(), shape)
    };
    // Known; known, but never invited; and nobody's.
    assert_eq!(plan("dewi"), plan("hantu"));
    assert_eq!(plan("rina"), plan("hantu"));
    assert_eq!(plan("hantu").0, Knocked::Wrong);
}

#[test]
fn twenty_passwords_an_hour_and_then_not_even_the_right_one() {
    let town = Town::new();
    town.dewi();
    let wrong = town.knock("dewi", "bukan kata sandinya");
    let right = town.knock("dewi", PASSWORD);
    for name in ["dewi", "hantu"] {
        let wrong = Knock { email: address(name), ..wrong.clone() };
        for _ in 0..20 {
            assert_eq!(town.does(&Actor::Visitor, &wrong), Knocked::Wrong);
        }
        // Whoever asks is told before anything is hashed, and whoever raced ahead, at the commit.
        let found = block_on(OnFile::find(&town.desk, &address(name), None));
        assert!(found.is_err(), "{name}");
    }
    let refusal = town.refusal(&Actor::Visitor, &right);
    assert!(matches!(refusal, Refusal::TooOften { what: Counted::SignIns, .. }));
    town.later(TimeDelta::hours(1));
    assert_eq!(town.does(&Actor::Visitor, &right), Knocked::Right);
}

#[test]
fn who_tries_elsewhere_shuts_nobody_out_but_everywhere_together_no_more_than_a_hundred() {
    let town = Town::new();
    town.dewi();
    let wrong = town.knock("dewi", "bukan kata sandinya");
    let right = town.knock("dewi", PASSWORD);
    let from = |knock: &Knock, nth| Knock {
        network: Some(format!("203.0.{nth}.0/24").into()),
        ..knock.clone()
    };
    for nth in 0..4 {
        for _ in 0..20 {
            town.does(&Actor::Visitor, &from(&wrong, nth));
        }
        town.refusal(&Actor::Visitor, &from(&wrong, nth));
        assert_eq!(town.does(&Actor::Visitor, &from(&right, 100)), Knocked::Right);
    }
    for _ in 0..16 {
        town.does(&Actor::Visitor, &from(&wrong, 5));
    }
    let refusal = town.refusal(&Actor::Visitor, &from(&right, 100));
    assert!(matches!(refusal, Refusal::TooOften { what: Counted::SignIns, .. }));
}

#[test]
fn one_network_does_not_try_the_whole_town() {
    let town = Town::new();
    let network = || Some("203.0.113.0/24".into());
    let knock = town.knock("hantu", "bukan kata sandinya");
    for nth in 0..60 {
        let email = address(&format!("hantu{nth}"));
        let knock = Knock { email, network: network(), ..knock.clone() };
        assert_eq!(town.does(&Actor::Visitor, &knock), Knocked::Wrong);
    }
    let one_more = Knock { network: network(), ..knock.clone() };
    assert_eq!(town.refusal(&Actor::Visitor, &one_more).key(), "refusal-too-many-sign-ins");
    assert_eq!(town.does(&Actor::Visitor, &knock), Knocked::Wrong, "from elsewhere");
}
