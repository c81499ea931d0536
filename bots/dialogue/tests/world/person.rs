//! What the city keeps of her, from memory.

use aduan::{
    domain::{Channel, Email, Handle, Peer, PersonName},
    verbs::{Account, SignedIn},
};
use aduan_dialogue::{Chats, Did, Found};
use chrono::TimeDelta;

use super::World;

/// What is kept of her.
#[derive(Debug, Default)]
pub(super) struct Person {
    pub(super) name: Option<PersonName>,
    handles: Vec<Handle>,
    /// The other chats in which she is signed in.
    others: Vec<SignedIn>,
    silent: bool,
}

fn here() -> Peer {
    Peer::new(Channel::WhatsApp, "ID.1")
}

impl Person {
    /// A handle is hers.
    pub(super) fn prove(&mut self, handle: Handle) {
        if !self.handles.contains(&handle) {
            self.handles.push(handle);
        }
    }
}

impl World {
    /// She signed in on another channel some days ago.
    pub(super) fn signs_in_on(&mut self, channel: &str) {
        let channel = match channel {
            "Telegram" => Channel::Telegram,
            "WhatsApp" => Channel::WhatsApp,
            other => panic!("what is {other}?"),
        };
        let peer = Peer::new(channel, self.person.others.len().to_string());
        let since = self.now - TimeDelta::days(9);
        self.person.others.push(SignedIn { peer, since, here: false });
    }

    pub(super) fn account(&self) -> Found {
        let Person { name, handles, others, silent } = &self.person;
        let mut handles = handles.clone();
        if handles.is_empty() {
            handles.push(Handle::Email(Email::parse("sari@contoh.id").unwrap()));
        }
        let chats = others.iter().map(|session| session.peer.clone()).chain([here()]);
        handles.extend(chats.map(Handle::Chat));
        let mut sessions = others.clone();
        if self.signed_in {
            sessions.push(SignedIn { peer: here(), since: self.now, here: true });
        }
        Found::Account(Account {
            name: name.clone(),
            handles,
            sessions,
            consent: self.state.consent().cloned(),
            news: !silent,
            reports: self.complaints.iter().filter(|known| known.own).count() as u64,
        })
    }

    pub(super) fn sign_out(&mut self, chats: &Chats) -> Did {
        let others = &mut self.person.others;
        match chats {
            Chats::Here => {
                self.signed_in = false;
                return Did::SignedOut;
            }
            Chats::Others => others.clear(),
            Chats::There(peer) => others.retain(|session| session.peer != *peer),
        }
        Did::SessionsEnded
    }

    pub(super) fn set_news(&mut self, wanted: bool) -> Did {
        let known = self.signed_in;
        self.person.silent = known && !wanted;
        Did::NewsSet { known }
    }
}
