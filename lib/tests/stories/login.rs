use aduan::{authority::Actor, domain::*, refusal::*, verbs::*};
use chrono::TimeDelta;

use super::town::Town;

fn email(name: &str) -> Handle {
    Handle::Email(Email::parse(&format!("{name}@contoh.id")).unwrap())
}

fn other_than(code: &Code) -> Code {
    let wrong = if code.reveal() == "000000" { "000001" } else { "000000" };
    Code::find(wrong).unwrap()
}

#[test]
fn the_same_address_is_the_same_person_in_another_chat() {
    let town = Town::new();
    let at_home = town.logs_in("sari");
    town.later(TimeDelta::hours(1));
    let code = town.asks_for_code("sari-kantor", &email("sari"));
    assert_eq!(
        Actor::Citizen(match town.types("sari-kantor", code) {
            Verdict::Right(citizen) => citizen,
            other => panic!("{other:?}"),
        }),
        at_home
    );
}

#[test]
fn a_code_is_good_once_and_in_the_chat_that_asked_only() {
    let town = Town::new();
    let code = town.asks_for_code("sari", &email("sari"));
    assert_eq!(town.types("maling", code.clone()), Verdict::Gone);
    assert!(matches!(town.types("sari", code.clone()), Verdict::Right(_)));
    assert_eq!(town.types("sari", code), Verdict::Gone);
}

#[test]
fn five_wrong_guesses_end_a_code() {
    let town = Town::new();
    let code = town.asks_for_code("sari", &email("sari"));
    for left in (0..5).rev() {
        assert_eq!(town.types("sari", other_than(&code)), Verdict::Wrong { left });
    }
    assert_eq!(town.types("sari", code), Verdict::Gone);
}

#[test]
fn a_code_lives_five_minutes() {
    let town = Town::new();
    let code = town.asks_for_code("sari", &email("sari"));
    town.later(TimeDelta::minutes(5));
    assert_eq!(town.types("sari", code), Verdict::Gone);
}

#[test]
fn another_code_voids_the_one_before_and_comes_after_a_wait() {
    let town = Town::new();
    let first = town.asks_for_code("sari", &email("sari"));
    let ask = RequestCode {
        peer: Town::peer("sari"),
        purpose: Purpose::Login,
        handle: email("sari"),
        language: Language::Indonesian,
        network: None,
    };
    let refusal = town.refusal(&Actor::Visitor, &ask);
    assert!(matches!(refusal, Refusal::TooOften { what: Counted::Codes, .. }));
    town.later(TimeDelta::seconds(30));
    let second = town.asks_for_code("sari", &email("sari"));
    if first != second {
        assert!(matches!(town.types("sari", first), Verdict::Wrong { .. }));
    }
    assert!(matches!(town.types("sari", second), Verdict::Right(_)));
}

#[test]
fn three_codes_in_a_quarter_of_an_hour_from_however_many_chats() {
    let town = Town::new();
    for chat in ["a", "b", "c"] {
        town.asks_for_code(chat, &email("sari"));
    }
    let ask = RequestCode {
        peer: Town::peer("d"),
        purpose: Purpose::Login,
        handle: email("sari"),
        language: Language::Indonesian,
        network: None,
    };
    assert_eq!(town.refusal(&Actor::Visitor, &ask).key(), "refusal-too-many-codes");
}

#[test]
fn ten_wrong_guesses_a_day_for_one_address_over_all_its_codes() {
    let town = Town::new();
    for chat in ["a", "b"] {
        let code = town.asks_for_code(chat, &email("sari"));
        for _ in 0..5 {
            assert!(matches!(town.types(chat, other_than(&code)), Verdict::Wrong { .. }));
        }
    }
    let code = town.asks_for_code("c", &email("sari"));
    // The right one is refused as well: else whoever guesses would know it by that.
    for code in [other_than(&code), code] {
        let refusal = town.refusal(&Actor::Visitor, &Town::guess("c", code));
        assert_eq!(refusal.key(), "refusal-too-many-guesses");
    }
}

#[test]
fn sixty_four_guesses_at_once_get_at_most_five_verdicts() {
    let town = Town::new();
    let code = town.asks_for_code("sari", &email("sari"));
    let wrong = other_than(&code);
    let verdicts: usize = std::thread::scope(|scope| {
        let guesses: Vec<_> = (0..64)
            .map(|_| {
                let guess = Town::guess("sari", wrong.clone());
                let town = &town;
                scope.spawn(move || match town.try_do(&Actor::Visitor, &guess) {
                    Ok(Verdict::Wrong { .. } | Verdict::Right(_)) => 1,
                    _ => 0,
                })
            })
            .collect();
        guesses.into_iter().map(|guess| guess.join().unwrap()).sum()
    });
    assert!(verdicts <= 5, "{verdicts} verdicts");
    assert!(verdicts >= 1);
}

#[test]
fn a_channel_that_is_not_trusted_makes_nobody_known() {
    let town = Town::new();
    let recognise = Recognise::new(Town::peer("sari").channel, "sari");
    assert_eq!(town.refusal(&Actor::Visitor, &recognise), Refusal::LogInFirst);
}

fn shares_contact(chat: &Peer, purpose: Purpose) -> ShareContact {
    let phone = Phone::parse("0812-3456-7890").unwrap();
    let (peer, language) = (chat.clone(), Language::Indonesian);
    ShareContact { peer, purpose, phone, language, consent: None }
}

#[test]
fn her_own_contact_makes_her_known_where_the_channel_vouches_for_it() {
    let town = Town::new();
    let sari = Peer::new(Channel::Telegram, "1");
    let login = shares_contact(&sari, Purpose::Login);
    let Ok(Verdict::Right(id)) = town.try_do(&Actor::Visitor, &login) else { panic!("known") };
    // Again, in the same chat, she is the same.
    let again = town.try_do(&Actor::Visitor, &login);
    assert!(matches!(again, Ok(Verdict::Right(same)) if same == id));
    // The number in another chat opens nothing: it may be an old one of the account's.
    let other = shares_contact(&Peer::new(Channel::Telegram, "2"), Purpose::Login);
    assert!(matches!(town.try_do(&Actor::Visitor, &other), Ok(Verdict::Taken)));
    // No page in a browser says whose contact it is.
    let page = shares_contact(&Peer::new(Channel::Webchat, "3"), Purpose::Login);
    assert_eq!(town.refusal(&Actor::Visitor, &page), Refusal::NoWay);
    let erase = shares_contact(&sari, Purpose::Erase);
    assert_eq!(town.refusal(&Actor::Citizen(id), &erase), Refusal::NoWay);
}
