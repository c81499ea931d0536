//! A channel tells whose number a chat account has, that it has another one, or another name.

use aduan::{
    authority::Actor, domain::*, owed::AccountNews, refusal::Refusal, verb::After, verbs::*,
};
use futures::executor::block_on;

use super::{linking::take, town::Town};

fn whatsapp(id: &str) -> Peer {
    Peer::new(Channel::WhatsApp, id)
}

fn phone(number: &str) -> Phone {
    Phone::parse(number).unwrap()
}

fn old() -> Phone {
    phone("0812-3456-7890")
}

fn new() -> Phone {
    phone("0813-9999-0000")
}

impl Town {
    /// Logs in to a chat by a code sent to `handle`.
    pub(crate) fn proves(&self, peer: &Peer, handle: &Handle) -> Verdict {
        let (purpose, language) = (Purpose::Login, Language::Indonesian);
        let (peer, network) = (peer.clone(), None);
        let ask = RequestCode { peer, purpose, handle: handle.clone(), language, network };
        let after = block_on(self.desk.run(&Actor::Visitor, &ask)).unwrap().after;
        let [After::SendCode(letter)] = &after[..] else { panic!("one letter") };
        let (peer, code) = (ask.peer, letter.code.clone());
        let guess = EnterCode { peer, purpose, code, language, consent: None };
        self.does(&Actor::Visitor, &guess)
    }

    fn vouches(&self, peer: &Peer, phone: &Phone) {
        let vouch = Vouch { peer: peer.clone(), phone: phone.clone() };
        self.does(&Actor::System, &vouch);
    }

    /// Somebody known in a chat on WhatsApp, with that number, and on a page in a browser.
    fn sari(&self) -> (Actor, Peer) {
        let sari = self.logs_in("sari");
        let chat = whatsapp("ID.1");
        let code = self.does(&sari, &OfferLink { peer: Self::peer("sari"), network: None }).code;
        self.does(&Actor::Visitor, &take(chat.clone(), &code, true));
        self.vouches(&chat, &old());
        let email = Handle::Email(Email::parse("sari@contoh.id").unwrap());
        self.proves(&Peer::new(Channel::Webchat, "browser"), &email);
        (sari, chat)
    }

    fn handles(&self, who: &Actor) -> Vec<Handle> {
        self.account(who, "sari").handles
    }

    fn moves(&self, from: &Peer, to: &Peer, new: Option<Phone>) -> bool {
        let (from, to) = (from.clone(), to.clone());
        self.does(&Actor::System, &MoveChat { from, to, old: None, new })
    }

    /// The channels that were told of it.
    fn told(&self, news: AccountNews) -> Vec<Channel> {
        let all = self.account_news().into_iter().filter(|(_, told)| *told == news);
        let mut channels: Vec<_> = all.map(|(peer, _)| peer.channel).collect();
        channels.sort_unstable();
        channels
    }
}

const CHANGED: AccountNews = AccountNews::NumberChanged { channel: Channel::WhatsApp };
const LOST: AccountNews = AccountNews::NumberLost { channel: Channel::WhatsApp };

#[test]
fn the_number_of_her_account_becomes_hers() {
    let town = Town::new();
    let (sari, chat) = town.sari();
    assert!(town.handles(&sari).contains(&Handle::Phone(old())));
    town.vouches(&chat, &old());
    assert_eq!(town.handles(&sari).len(), 5, "once");
    // A stranger's account brings its number to nobody.
    town.vouches(&whatsapp("ID.9"), &new());
    assert_eq!(town.handles(&sari).len(), 5);
}

#[test]
fn a_changed_number_takes_her_along_and_the_old_one_opens_nothing() {
    let town = Town::new();
    let (sari, before) = town.sari();
    let now = whatsapp("ID.2");
    assert!(town.moves(&before, &now, Some(new())));
    let handles = town.handles(&sari);
    assert!(handles.contains(&Handle::Chat(now.clone())));
    assert!(handles.contains(&Handle::Phone(new())));
    assert!(!handles.contains(&Handle::Chat(before.clone())));
    assert!(!handles.contains(&Handle::Phone(old())));

    let sessions = town.account(&sari, "sari").sessions;
    assert!(sessions.iter().any(|session| session.peer == now), "she is signed in as before");
    assert!(sessions.iter().all(|session| session.peer.channel != Channel::Webchat));
    assert_eq!(town.told(CHANGED), [Channel::Terminal, Channel::Email], "not in the new chat");

    // The webhook comes again.
    assert!(!town.moves(&before, &now, Some(new())));
    assert_eq!(town.told(CHANGED).len(), 2);
    // Whoever has the old number now is somebody else.
    let Verdict::Right(other) =
        town.proves(&Peer::new(Channel::Webchat, "x"), &Handle::Phone(old()))
    else {
        panic!("a new person")
    };
    assert_ne!(Actor::Citizen(other), sari);
}

#[test]
fn a_new_name_without_a_number_gives_the_old_number_up_as_well() {
    let town = Town::new();
    let (sari, before) = town.sari();
    assert!(town.moves(&before, &whatsapp("ID.2"), None));
    assert!(!town.handles(&sari).contains(&Handle::Phone(old())));
    assert_eq!(town.told(CHANGED).len(), 2);
}

#[test]
fn a_move_to_an_account_of_somebody_else_makes_no_two_people_one() {
    let town = Town::new();
    let (sari, before) = town.sari();
    let budi = town.logs_in("budi");
    let theirs = whatsapp("ID.7");
    let code = town.does(&budi, &OfferLink { peer: Town::peer("budi"), network: None }).code;
    town.does(&Actor::Visitor, &take(theirs.clone(), &code, true));

    assert!(!town.moves(&before, &theirs, Some(new())), "her talk does not go along");
    assert!(town.handles(&budi).contains(&Handle::Chat(theirs)));
    assert!(!town.handles(&budi).contains(&Handle::Phone(new())));
    assert!(!town.handles(&sari).iter().any(|handle| *handle == Handle::Phone(old())));
    assert_eq!(town.told(CHANGED).len(), 2, "and she is told");
}

#[test]
fn a_number_that_another_account_has_now_is_hers_no_longer() {
    let town = Town::new();
    let (sari, _) = town.sari();
    town.vouches(&whatsapp("ID.8"), &old());
    assert!(!town.handles(&sari).contains(&Handle::Phone(old())));
    assert_eq!(town.told(LOST), [Channel::WhatsApp, Channel::Terminal, Channel::Email]);
}

#[test]
fn a_number_she_proved_elsewhere_is_not_taken_by_an_account_nobody_knows() {
    let town = Town::new();
    let page = Peer::new(Channel::Webchat, "browser");
    let Verdict::Right(sari) = town.proves(&page, &Handle::Phone(old())) else { panic!("known") };
    town.vouches(&whatsapp("ID.8"), &old());
    assert!(town.handles(&Actor::Citizen(sari)).contains(&Handle::Phone(old())));
    assert_eq!(town.told(LOST), []);
}

#[test]
fn nobody_but_the_system_says_what_a_channel_says() {
    let town = Town::new();
    let (sari, chat) = town.sari();
    let vouch = Vouch { peer: chat.clone(), phone: new() };
    let moved = MoveChat { from: chat, to: whatsapp("ID.2"), old: None, new: None };
    for actor in [&Actor::Visitor, &sari, &town.coordinator] {
        assert_eq!(town.refusal(actor, &vouch), Refusal::NotAllowed);
        assert_eq!(town.refusal(actor, &moved), Refusal::NotAllowed);
    }
}

#[test]
fn a_code_to_a_known_number_opens_nothing_where_codes_travel_as_the_chat_does() {
    let town = Town::new();
    let (sari, _) = town.sari();
    let other = whatsapp("ID.8");
    assert_eq!(town.proves(&other, &Handle::Phone(old())), Verdict::NewOwner);
    assert!(town.handles(&sari).contains(&Handle::Phone(old())), "nothing has changed");
    // By something else of hers she is herself.
    let email = Handle::Email(Email::parse("sari@contoh.id").unwrap());
    let Verdict::Right(id) = town.proves(&whatsapp("ID.7"), &email) else { panic!("known") };
    assert_eq!(Actor::Citizen(id), sari);
    // In a browser, a code to the number is as good as ever.
    let page = Peer::new(Channel::Webchat, "another");
    assert!(
        matches!(town.proves(&page, &Handle::Phone(old())), Verdict::Right(id) if Actor::Citizen(id) == sari)
    );
}

fn anew(peer: Peer, phone: Option<Phone>) -> StartAnew {
    StartAnew { peer, phone, language: Language::Indonesian, consent: None }
}

#[test]
fn whoever_is_new_takes_the_number_along_once_it_is_proved() {
    let town = Town::new();
    let (sari, _) = town.sari();
    let other = whatsapp("ID.8");
    let begin = anew(other.clone(), None);
    assert_eq!(town.refusal(&Actor::Visitor, &begin), Refusal::LogInFirst, "nothing is proved");
    town.proves(&other, &Handle::Phone(old()));
    let new = town.does(&Actor::Visitor, &begin);
    assert_ne!(Actor::Citizen(new), sari);
    assert!(town.handles(&Actor::Citizen(new)).contains(&Handle::Phone(old())));
    assert!(!town.handles(&sari).contains(&Handle::Phone(old())));
    assert_eq!(town.told(LOST).len(), 3);
    assert_eq!(town.refusal(&Actor::Visitor, &begin), Refusal::LogInFirst, "good once");
}

#[test]
fn a_proof_is_worth_as_long_as_a_code_is() {
    let town = Town::new();
    town.sari();
    let other = whatsapp("ID.8");
    town.proves(&other, &Handle::Phone(old()));
    town.later(town.desk.city().limits.code_lifetime);
    assert_eq!(town.refusal(&Actor::Visitor, &anew(other, None)), Refusal::LogInFirst);
}

#[test]
fn her_own_contact_proves_it_as_well() {
    let town = Town::new();
    town.sari();
    let peer = whatsapp("ID.8");
    let share = ShareContact {
        peer: peer.clone(),
        purpose: Purpose::Login,
        phone: old(),
        language: Language::Indonesian,
        consent: None,
    };
    assert_eq!(town.does(&Actor::Visitor, &share), Verdict::NewOwner);
    town.does(&Actor::Visitor, &anew(peer, None));
}
