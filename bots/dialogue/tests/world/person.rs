//! What the city keeps of her, from memory.

use aduan::{
    domain::{Channel, Email, Handle, Identity, Original, Peer, PersonName, Visibility, Words},
    verbs::{Account, Copied, CopiedReport, SignedIn},
};
use aduan_dialogue::{Chats, Did, Found};
use chrono::{DateTime, TimeDelta, Utc};

use super::World;

/// What is kept of her.
#[derive(Debug, Default)]
pub(super) struct Person {
    pub(super) name: Option<PersonName>,
    handles: Vec<Handle>,
    /// The other chats in which she is signed in.
    others: Vec<SignedIn>,
    silent: bool,
    /// Handles of somebody else.
    pub(super) taken: Vec<Handle>,
    /// Whether nothing but chats is known of her.
    only_chats: bool,
    pub(super) deletion: Option<DateTime<Utc>>,
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
        let Person { name, handles, others, silent, only_chats, deletion, .. } = &self.person;
        let mut handles = handles.clone();
        if handles.is_empty() && !only_chats {
            handles.push(Handle::Email(Email::parse("sari@contoh.id").unwrap()));
        }
        let chats = others.iter().map(|session| session.peer.clone()).chain([here()]);
        handles.extend(chats.map(Handle::Chat));
        let code_handle = handles.iter().find(|handle| !matches!(handle, Handle::Chat(_))).cloned();
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
            code_handle,
            deletion: *deletion,
            reports: self.complaints.iter().filter(|known| known.own).count() as u64,
        })
    }

    pub(super) fn copy(&self, from: u16) -> Found {
        let own: Vec<_> = self.complaints.iter().filter(|known| known.own).collect();
        let reports = own.iter().skip(from.into()).take(Copied::MOST).map(|known| CopiedReport {
            number: known.number.clone(),
            category: known.category.clone(),
            filed_at: known.filed_at,
            stage: known.stage,
            visibility: Visibility::Public,
            identity: Identity::HiddenFromPublic,
            original: Original { words: Words::cut(&known.title).unwrap(), place: None },
            photos: 0,
        });
        Found::Copied(Copied { reports: reports.collect(), from, total: own.len() })
    }

    /// That address was proved by somebody else.
    pub(super) fn belongs_to_another(&mut self, address: &str) {
        self.person.taken.push(Handle::Email(Email::parse(address).unwrap()));
    }

    /// No code can reach her but in her chats.
    pub(super) fn only_chats(&mut self) {
        self.person.only_chats = true;
    }

    /// She is to be deleted.
    pub(super) fn erase(&mut self) {
        let due = self.now + self.city.limits.regret;
        self.person.deletion.get_or_insert(due);
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
