use aduan::{
    authority::Actor,
    domain::*,
    owed::{AccountNews, Letter, Owed, Recipient},
    query::{Item, Query, Select},
    queue::Queue,
    refusal::*,
    verbs::*,
};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::Town;

fn whatsapp() -> Peer {
    Peer::new(Channel::WhatsApp, "sari-wa")
}

pub(crate) fn take(peer: Peer, code: &LinkCode, confirmed: bool) -> TakeLink {
    let (code, language) = (code.clone(), Language::Indonesian);
    TakeLink { peer, code, confirmed, phone: None, language, consent: None }
}

impl Town {
    /// The code that the chat of that name shows.
    fn shows(&self, by: &Actor, chat: &str) -> LinkCode {
        self.does(by, &OfferLink { peer: Self::peer(chat), network: None }).code
    }

    fn takes(&self, peer: Peer, code: &LinkCode, confirmed: bool) -> LinkVerdict {
        self.does(&Actor::Visitor, &take(peer, code, confirmed))
    }

    /// What the chats are told of accounts.
    pub(crate) fn account_news(&self) -> Vec<(Peer, AccountNews)> {
        let query = Query::new(Select::Waiting(Queue::Outbox), 99);
        let rows = block_on(self.desk.storage().list(&query)).unwrap().items;
        let news = rows.into_iter().filter_map(|item| {
            let Item::Waiting(waiting) = item else { panic!("a row") };
            let Owed { to, letter } = self.desk.room().open_queued(&waiting.row).unwrap();
            match (to, letter) {
                (Recipient::Chat(peer, _), Letter::Account(news)) => Some((peer, news)),
                _ => None,
            }
        });
        news.collect()
    }
}

#[test]
fn a_code_shown_in_one_chat_links_another_once_it_is_confirmed() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let code = town.shows(&sari, "sari");
    let offered = LinkVerdict::Offered {
        masked: Some("s•••@contoh.id".into()),
        channel: Town::peer("sari").channel,
    };
    assert_eq!(town.takes(whatsapp(), &code, false), offered);
    assert_eq!(town.account_news(), [], "she has not said that she wants it");

    let Actor::Citizen(id) = sari else { panic!("a citizen") };
    assert_eq!(town.takes(whatsapp(), &code, true), LinkVerdict::Linked(id));
    let news = AccountNews::ChatLinked { channel: Channel::WhatsApp };
    assert_eq!(town.account_news(), [(Town::peer("sari"), news)]);
    let account = AccountOf { citizen: id, peer: whatsapp() };
    let account = block_on(account.find(&town.desk)).unwrap();
    assert!(account.handles.contains(&Handle::Chat(whatsapp())));
    assert!(account.sessions.iter().any(|session| session.here), "she is signed in there");
    let other = Peer::new(Channel::WhatsApp, "maling");
    assert_eq!(town.takes(other, &code, true), LinkVerdict::Gone, "good once");
}

#[test]
fn a_code_is_good_for_ten_minutes_and_until_the_next() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let first = town.shows(&sari, "sari");
    let again = OfferLink { peer: Town::peer("sari"), network: None };
    let refusal = town.refusal(&sari, &again);
    assert!(matches!(refusal, Refusal::TooOften { what: Counted::Codes, .. }), "{refusal:?}");
    town.later(TimeDelta::seconds(30));
    let second = town.shows(&sari, "sari");
    assert_eq!(town.takes(whatsapp(), &first, false), LinkVerdict::Gone);
    town.later(TimeDelta::minutes(10) - TimeDelta::seconds(1));
    assert!(matches!(town.takes(whatsapp(), &second, false), LinkVerdict::Offered { .. }));
    town.later(TimeDelta::seconds(1));
    assert_eq!(town.takes(whatsapp(), &second, true), LinkVerdict::Gone);
}

#[test]
fn a_chat_of_another_person_stays_hers_and_two_accounts_stay_two() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let code = town.shows(&sari, "sari");
    assert_eq!(town.takes(Town::peer("budi"), &code, false), LinkVerdict::Taken);
    assert_eq!(town.takes(Town::peer("budi"), &code, true), LinkVerdict::Taken);
    let Actor::Citizen(id) = budi else { panic!("a citizen") };
    let account = block_on(AccountOf { citizen: id, peer: Town::peer("budi") }.find(&town.desk));
    assert!(account.unwrap().handles.contains(&Handle::Chat(Town::peer("budi"))));
    assert_eq!(town.account_news(), []);
}

#[test]
fn a_chat_that_was_signed_out_goes_to_the_account_of_the_code() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let (code, chat) = (town.shows(&sari, "sari"), Town::peer("budi"));
    town.does(&budi, &SignOut::Of(chat.clone()));
    let offered = town.takes(chat.clone(), &code, false);
    assert!(matches!(offered, LinkVerdict::Offered { .. }), "{offered:?}");
    let Actor::Citizen(id) = sari else { panic!("a citizen") };
    assert_eq!(town.takes(chat.clone(), &code, true), LinkVerdict::Linked(id));

    let Actor::Citizen(his) = budi else { panic!("a citizen") };
    let left = block_on(AccountOf { citizen: his, peer: chat.clone() }.find(&town.desk)).unwrap();
    assert!(!left.handles.contains(&Handle::Chat(chat)), "his address still leads to him");
    town.later(TimeDelta::minutes(1));
    assert_eq!(town.logs_in("budi"), budi);
}

#[test]
fn a_chat_that_is_the_only_way_to_somebody_stays_hers() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let code = town.shows(&sari, "sari");
    let mut batch = aduan::batch::Batch::new();
    let mut only = Citizen::new(CitizenId::random(&*town.entropy), Language::Indonesian);
    only.sign_in(&whatsapp(), town.desk.now());
    town.desk.room().put_citizen(&mut batch, &only, 0);
    block_on(town.desk.commit(batch)).unwrap();
    town.does(&Actor::Citizen(only.id), &SignOut::Of(whatsapp()));
    assert_eq!(town.takes(whatsapp(), &code, true), LinkVerdict::Taken);
}

#[test]
fn whoever_types_ten_codes_a_day_may_not_type_the_right_one_either() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    for _ in 0..10 {
        let wrong = LinkCode::random(&*town.entropy);
        assert_eq!(town.takes(whatsapp(), &wrong, false), LinkVerdict::Gone);
    }
    let code = town.shows(&sari, "sari");
    for confirmed in [false, true] {
        let refusal = town.refusal(&Actor::Visitor, &take(whatsapp(), &code, confirmed));
        assert!(matches!(refusal, Refusal::TooOften { what: Counted::Guesses, .. }), "{refusal:?}");
    }
}

#[test]
fn codes_to_link_are_as_few_as_any_and_only_for_a_chat_of_ones_own() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let ask = OfferLink { peer: Town::peer("sari"), network: Some("192.0.2".into()) };
    for wait in [30, 60, 120] {
        town.does(&sari, &ask);
        town.later(TimeDelta::seconds(wait));
    }
    let refusal = town.refusal(&sari, &ask);
    assert!(matches!(refusal, Refusal::TooOften { what: Counted::Codes, .. }), "a quarter's worth");
    assert_eq!(town.refusal(&Actor::System, &ask), Refusal::NotAllowed);
    let elsewhere = OfferLink { peer: whatsapp(), network: None };
    assert_eq!(town.refusal(&sari, &elsewhere), Refusal::NotAllowed, "not her chat");
}

fn page() -> Peer {
    Peer::new(Channel::Webchat, "browser")
}

impl Town {
    /// The code by which the page wants to be let in.
    fn page_asks(&self) -> LinkCode {
        self.does(&Actor::Visitor, &OfferLink { peer: page(), network: None }).code
    }
}

#[test]
fn a_page_is_let_in_to_the_account_of_the_chat_in_which_its_code_is_typed() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let code = town.page_asks();
    let asked = town.does(&sari, &take(Town::peer("sari"), &code, false));
    assert_eq!(asked, LinkVerdict::Asked { channel: Channel::Webchat });
    let chats = |town: &Town| town.account(&sari, "sari").sessions.len();
    assert_eq!(chats(&town), 1, "she has not said that she wants it");

    let Actor::Citizen(citizen) = sari else { panic!("a citizen") };
    let let_in = town.does(&sari, &take(Town::peer("sari"), &code, true));
    assert_eq!(let_in, LinkVerdict::LetIn { citizen, chat: page() });
    assert_eq!(chats(&town), 2);
    let again = town.does(&sari, &take(Town::peer("sari"), &code, true));
    assert_eq!(again, LinkVerdict::Gone, "good once");
}

#[test]
fn whoever_nobody_knew_becomes_known_by_a_channel_that_proves_her_and_by_no_other() {
    let town = Town::new();
    let code = town.page_asks();
    let elsewhere = take(Town::peer("sari"), &code, true);
    assert_eq!(town.refusal(&Actor::Visitor, &elsewhere), Refusal::LogInFirst);
    let let_in = town.does(&Actor::Visitor, &take(whatsapp(), &code, true));
    let LinkVerdict::LetIn { citizen, .. } = let_in else { panic!("{let_in:?}") };
    let handles = town.account(&Actor::Citizen(citizen), "sari").handles;
    assert_eq!(handles, [Handle::Chat(whatsapp()), Handle::Chat(page())]);
    // Once she signed out of that chat, it lets nobody in.
    town.does(&Actor::Citizen(citizen), &SignOut::Of(whatsapp()));
    town.later(TimeDelta::minutes(1));
    let code = town.page_asks();
    let locked = take(whatsapp(), &code, true);
    assert_eq!(town.refusal(&Actor::Visitor, &locked), Refusal::LogInFirst);
}

#[test]
fn a_page_of_somebody_else_changes_hands_and_nobody_becomes_one_with_her() {
    let town = Town::new();
    let budi = town.logs_in("budi");
    let code = town.page_asks();
    town.does(&budi, &take(Town::peer("budi"), &code, true));
    town.does(&budi, &SignOut::Of(page()));
    town.later(TimeDelta::minutes(1));
    let sari = town.logs_in("sari");
    let code = town.page_asks();
    town.does(&sari, &take(Town::peer("sari"), &code, true));
    assert!(!town.account(&budi, "budi").handles.contains(&Handle::Chat(page())));
    assert!(town.account(&sari, "sari").handles.contains(&Handle::Chat(page())));
    assert_eq!(town.account(&budi, "budi").sessions.len(), 1);
}

#[test]
fn the_offer_of_a_chat_ends_with_its_session() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let code = town.shows(&sari, "sari");
    town.does(&sari, &SignOut::Of(Town::peer("sari")));
    assert_eq!(town.takes(whatsapp(), &code, true), LinkVerdict::Gone);
}
