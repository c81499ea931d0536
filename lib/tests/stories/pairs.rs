//! Every pair of ways to the city, linked in every way there is: whoever is known by the one is known by
//! the other afterwards, or nothing has changed. Two people stay two, whatever was tried.

use aduan::{
    authority::Actor, batch::Batch, domain::*, facts::Want, record::Key, verb::After, verbs::*,
};
use chrono::{DateTime, TimeDelta};
use futures::executor::block_on;

use super::{linking::take, town::Town};

/// A way to the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Chat(Channel),
    Email,
}

const WAYS: [Way; 4] = [
    Way::Chat(Channel::Webchat),
    Way::Chat(Channel::Telegram),
    Way::Chat(Channel::WhatsApp),
    Way::Email,
];

impl Way {
    /// The one of that way which Sari has in her hand, whosever it is as far as the city knows.
    fn handle(self) -> Handle {
        match self {
            Self::Chat(channel) => Handle::Chat(Peer::new(channel, "di tangan Sari")),
            Self::Email => Handle::Email(Email::parse("sari@contoh.id").unwrap()),
        }
    }

    fn chat(self) -> Option<Peer> {
        match self.handle() {
            Handle::Chat(peer) => Some(peer),
            _ => None,
        }
    }
}

/// Whose the other way is before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Nobodys,
    Hers,
    Budis,
    /// His, but he signed out there; he has another way, or none.
    LeftByBudi {
        another: bool,
    },
}

const WHOSE: [Whose; 5] = [
    Whose::Nobodys,
    Whose::Hers,
    Whose::Budis,
    Whose::LeftByBudi { another: true },
    Whose::LeftByBudi { another: false },
];

/// How two ways are linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// The chat in which she is known shows a code, and she types it in the other.
    ShownWhereKnown,
    /// The other shows it, and she types it where she is known.
    ShownThere,
    /// A code goes to the address, and she types it where she is known.
    SentThere,
    /// A code goes to the address by which she is known, and she types it in the other chat.
    SentWhereKnown,
}

impl How {
    fn of(one: Way, other: Way) -> &'static [Self] {
        match (one, other) {
            (Way::Chat(_), Way::Chat(_)) => &[Self::ShownWhereKnown, Self::ShownThere],
            (Way::Chat(_), Way::Email) => &[Self::SentThere],
            (Way::Email, Way::Chat(_)) => &[Self::SentWhereKnown],
            (Way::Email, Way::Email) => &[],
        }
    }

    /// Whether the other is hers afterwards. A code to an address of hers proves who she is wherever
    /// she types it; every other way asks whether somebody is there.
    fn succeeds(self, whose: Whose) -> bool {
        match whose {
            Whose::Nobodys | Whose::Hers => true,
            Whose::Budis => self == Self::SentWhereKnown,
            Whose::LeftByBudi { another } => another || self != Self::ShownWhereKnown,
        }
    }
}

/// Sari and Budi, each of whom has reported something.
struct Two {
    town: Town,
    people: [CitizenId; 2],
    reports: [TrackingNumber; 2],
}

impl Two {
    /// Sari is known by the one way, and the other is whose it is.
    fn meet(one: Way, other: Way, whose: Whose) -> Self {
        let town = Town::new();
        let (mut sari, mut budi) = (vec![one.handle()], vec![Handle::Chat(Town::peer("budi"))]);
        match whose {
            Whose::Nobodys => {}
            Whose::Hers => sari.push(other.handle()),
            Whose::LeftByBudi { another: false } => budi = vec![other.handle()],
            Whose::Budis | Whose::LeftByBudi { another: true } => budi.push(other.handle()),
        }
        let people = [sari, budi].map(|handles| town.is_known_by(handles));
        let reports = people.map(|id| {
            town.files(&Actor::Citizen(id), "Lampu jalan depan SD 3 mati", Preset::Private)
        });
        if let (Whose::LeftByBudi { .. }, Some(chat)) = (whose, other.chat()) {
            town.does(&Actor::Citizen(people[1]), &SignOut::Of(chat));
        }
        Self { town, people, reports }
    }

    fn records(&self) -> [Citizen; 2] {
        self.people.map(|id| self.town.record(id))
    }

    /// Who is signed in in a chat.
    fn in_chat(&self, chat: &Peer) -> Actor {
        let there = |citizen: &Citizen| {
            let mut open = citizen.open_sessions(self.town.desk.now(), TimeDelta::days(1));
            open.any(|session| session.peer == *chat)
        };
        let known = self.records().into_iter().find(there);
        known.map_or(Actor::Visitor, |citizen| Actor::Citizen(citizen.id))
    }

    /// What is shown in one chat is typed in another, and confirmed.
    fn shows(&self, shown: &Peer, typed: &Peer) -> String {
        let offer = OfferLink { peer: shown.clone(), network: None };
        let code = self.town.does(&self.in_chat(shown), &offer).code;
        let before = self.records();
        let type_it = |confirmed| take(typed.clone(), &code, confirmed);
        self.town.does(&self.in_chat(typed), &type_it(false));
        assert_eq!(self.records(), before, "she has not said that she wants it");
        format!("{:?}", self.town.does(&self.in_chat(typed), &type_it(true)))
    }

    /// What is sent to an address is typed in a chat.
    fn sends(&self, handle: Handle, chat: &Peer, purpose: Purpose) -> String {
        let (by, language, peer) = (self.in_chat(chat), Language::Indonesian, chat.clone());
        let by = if purpose == Purpose::Login { Actor::Visitor } else { by };
        let ask = RequestCode { peer, purpose, handle, language, network: None };
        let after = block_on(self.town.desk.run(&by, &ask)).unwrap().after;
        let [After::SendCode(letter)] = &after[..] else { panic!("one letter") };
        let (peer, code) = (chat.clone(), letter.code.clone());
        let enter = EnterCode { peer, purpose, code, language, consent: None };
        format!("{:?}", self.town.does(&by, &enter))
    }

    fn links(&self, one: Way, other: Way, how: How) -> String {
        match (how, one.chat(), other.chat()) {
            (How::ShownWhereKnown, Some(known), Some(there)) => self.shows(&known, &there),
            (How::ShownThere, Some(known), Some(there)) => self.shows(&there, &known),
            (How::SentThere, Some(known), None) => {
                self.sends(other.handle(), &known, Purpose::Link)
            }
            (How::SentWhereKnown, None, Some(there)) => {
                self.sends(one.handle(), &there, Purpose::Login)
            }
            _ => panic!("{one:?} and {other:?} are not linked like that"),
        }
    }
}

impl Town {
    /// Somebody is known by these, and by nothing else.
    fn is_known_by(&self, handles: Vec<Handle>) -> CitizenId {
        let id = CitizenId::random(&*self.entropy);
        let mut citizen = Citizen::new(id, Language::Indonesian);
        for handle in handles {
            match handle {
                Handle::Chat(peer) => citizen.sign_in(&peer, self.desk.now()),
                other => citizen.handles.push(other),
            }
        }
        let mut batch = Batch::new();
        self.desk.room().put_citizen(&mut batch, &citizen, 0);
        block_on(self.desk.commit(batch)).unwrap();
        id
    }

    fn record(&self, id: CitizenId) -> Citizen {
        let want = Want::Record(Key::Citizen(id));
        let facts = block_on(self.desk.storage().load(&[want])).unwrap();
        self.desk.room().open_row(facts.record(&Key::Citizen(id)).unwrap()).unwrap().value
    }

    /// Whom a handle leads to.
    fn leads_to(&self, handle: &Handle) -> Option<Key> {
        let name = self.desk.room().name_of(handle);
        let facts = block_on(self.desk.storage().load(&[Want::Named(name.clone())])).unwrap();
        facts.named(&name).map(|row| row.value.key.clone())
    }

    fn reports_of(&self, id: CitizenId) -> Vec<TrackingNumber> {
        let mine = block_on(MyReports { page: 0 }.find(&self.desk, &Actor::Citizen(id))).unwrap();
        mine.rows.into_iter().map(|row| row.number).collect()
    }
}

/// A person but for one of her ways, and for when she signed in.
fn without(citizen: &Citizen, handle: &Handle) -> Citizen {
    let mut citizen = citizen.clone();
    citizen.handles.retain(|hers| hers != handle);
    citizen.sessions.retain(|session| Handle::Chat(session.peer.clone()) != *handle);
    citizen.sessions.iter_mut().for_each(|session| session.since = DateTime::default());
    citizen
}

#[test]
fn two_ways_of_one_person_are_linked_and_two_people_stay_two() {
    let mut tried = 0;
    for (one, other) in WAYS.into_iter().flat_map(|one| WAYS.map(|other| (one, other))) {
        for how in How::of(one, other).iter().copied().filter(|_| one != other) {
            for whose in WHOSE {
                if other == Way::Email && matches!(whose, Whose::LeftByBudi { .. }) {
                    continue; // Nobody signs out of an address.
                }
                tried += 1;
                let two = Two::meet(one, other, whose);
                let (before, handle) = (two.records(), other.handle());
                let verdict = two.links(one, other, how);
                let after = two.records();
                let case = format!("{one:?}, {other:?} ({whose:?}), {how:?}: {verdict}");

                if how.succeeds(whose) {
                    assert!(after[0].has(&handle) && !after[1].has(&handle), "{case}");
                    assert_eq!(two.town.leads_to(&handle), Some(Key::Citizen(two.people[0])));
                } else {
                    assert_eq!(verdict, "Taken", "{case}");
                    assert_eq!(after, before, "{case}");
                }
                // Nothing else of either became the other's.
                for (before, after) in before.iter().zip(&after) {
                    assert_eq!(without(before, &handle), without(after, &handle), "{case}");
                    for hers in &after.handles {
                        assert_eq!(two.town.leads_to(hers), Some(Key::Citizen(after.id)), "{case}");
                    }
                }
                for (id, number) in two.people.iter().zip(&two.reports) {
                    assert_eq!(two.town.reports_of(*id), std::slice::from_ref(number), "{case}");
                }
            }
        }
    }
    // Six pairs of chats in both ways, and three chats with an address each way round.
    assert_eq!(tried, 6 * 2 * 5 + 3 * 3 + 3 * 5);
}
