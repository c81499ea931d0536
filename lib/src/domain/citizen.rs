//! Citizens.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Channel, CitizenId, ComplaintId, Handle, Language, Peer, PersonName, Phone};

/// That somebody agreed, when, and to which version of the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// When she agreed.
    pub at: DateTime<Utc>,
    /// The version of the words she read.
    pub version: u16,
}

/// That somebody proved who she is in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// In which chat.
    pub peer: Peer,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Whether she ended it. Who signs out is also told nothing there any more; a session that
    /// only grew old still brings news.
    #[serde(default)]
    pub ended: bool,
}

/// The phone number of a chat account, as its channel vouched for it last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouched {
    /// The account.
    pub peer: Peer,
    /// Its number.
    pub phone: Phone,
}

/// A person who reports and supports. Stored sealed, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citizen {
    /// Her id.
    pub id: CitizenId,
    /// What she is called, if she said so.
    pub name: Option<PersonName>,
    /// What she proved to be hers.
    pub handles: Vec<Handle>,
    /// The numbers of her chat accounts, where a channel tells them. Those she proved otherwise are
    /// among her handles only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Vouched>,
    /// The language she is told things in.
    pub language: Language,
    /// What she agreed to.
    pub consent: Option<Consent>,
    /// The channels on which she asked not to be sent news.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub opt_outs: BTreeSet<Channel>,
    /// The chats in which she signed in, the last one last. Each is one of her handles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// When she withdrew what she had agreed to, if she did and has not agreed again since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrew: Option<DateTime<Utc>>,
    /// From when on everything about her is deleted, if she asked for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deletion: Option<DateTime<Utc>>,
}

impl Citizen {
    /// A person of whom nothing is known yet.
    pub fn new(id: CitizenId, language: Language) -> Self {
        Self {
            id,
            name: None,
            handles: Vec::new(),
            numbers: Vec::new(),
            language,
            consent: None,
            opt_outs: BTreeSet::new(),
            sessions: Vec::new(),
            withdrew: None,
            deletion: None,
        }
    }

    /// Takes note of what she agreed to, unless she has withdrawn it since.
    pub fn agree(&mut self, consent: &Consent) {
        if self.withdrew.is_none_or(|withdrew| withdrew < consent.at) {
            self.consent = Some(consent.clone());
            self.withdrew = None;
        }
    }

    /// Where a code can be sent to her, other than the chat in which she writes: her e-mail
    /// address, else her phone number.
    pub fn code_handle(&self) -> Option<&Handle> {
        let email = |handle: &&Handle| matches!(handle, Handle::Email(_));
        let phone = |handle: &&Handle| matches!(handle, Handle::Phone(_));
        let find = |kind: &dyn Fn(&&Handle) -> bool| self.handles.iter().find(kind);
        find(&email).or_else(|| find(&phone))
    }

    /// Whether `handle` is hers.
    pub fn has(&self, handle: &Handle) -> bool {
        self.handles.contains(handle)
    }

    /// Her chat accounts, the one used first standing first.
    pub fn chats(&self) -> impl DoubleEndedIterator<Item = &Peer> {
        self.handles.iter().filter_map(|handle| match handle {
            Handle::Chat(peer) => Some(peer),
            _ => None,
        })
    }

    /// Makes a chat account hers and begins a session in it. The chat used last stands last: that
    /// is where news go first.
    pub fn sign_in(&mut self, peer: &Peer, now: DateTime<Utc>) {
        self.drop_chat(peer);
        self.handles.push(Handle::Chat(peer.clone()));
        self.sessions.push(Session { peer: peer.clone(), since: now, ended: false });
    }

    /// Takes a chat account from her, and its session with it. Its number stays hers.
    pub fn leave_chat(&mut self, peer: &Peer) {
        self.drop_chat(peer);
        self.numbers.retain(|number| number.peer != *peer);
    }

    fn drop_chat(&mut self, peer: &Peer) {
        self.handles.retain(|handle| !matches!(handle, Handle::Chat(hers) if hers == peer));
        self.sessions.retain(|session| session.peer != *peer);
    }

    /// Gives a chat account of hers the name by which its channel knows it now.
    pub fn move_chat(&mut self, from: &Peer, to: &Peer) {
        let chats = self.handles.iter_mut().filter_map(|handle| match handle {
            Handle::Chat(peer) => Some(peer),
            _ => None,
        });
        let sessions = self.sessions.iter_mut().map(|session| &mut session.peer);
        let numbers = self.numbers.iter_mut().map(|number| &mut number.peer);
        for peer in chats.chain(sessions).chain(numbers).filter(|peer| *peer == from) {
            *peer = to.clone();
        }
    }

    /// The number of a chat account of hers, as its channel vouched for it last.
    pub fn number_of(&self, peer: &Peer) -> Option<&Phone> {
        let number = self.numbers.iter().find(|number| number.peer == *peer);
        number.map(|number| &number.phone)
    }

    /// Makes a number hers, for which a channel vouches as that of a chat account of hers.
    pub fn take_number(&mut self, peer: &Peer, phone: &Phone) {
        self.numbers.retain(|number| number.peer != *peer);
        self.numbers.push(Vouched { peer: peer.clone(), phone: phone.clone() });
        let handle = Handle::Phone(phone.clone());
        if !self.has(&handle) {
            self.handles.push(handle);
        }
    }

    /// Takes a number from her that is another account's now, or nobody's. Her sessions in browsers
    /// end: whoever has the number may have begun them.
    pub fn lose_number(&mut self, phone: &Phone) {
        self.handles.retain(|handle| *handle != Handle::Phone(phone.clone()));
        self.numbers.retain(|number| number.phone != *phone);
        for session in &mut self.sessions {
            session.ended |= session.peer.channel == Channel::Webchat;
        }
    }

    /// The sessions that have neither been ended nor grown older than `lifetime`.
    pub fn open_sessions(
        &self,
        now: DateTime<Utc>,
        lifetime: TimeDelta,
    ) -> impl Iterator<Item = &Session> {
        let open = move |session: &&Session| !session.ended && now - session.since < lifetime;
        self.sessions.iter().filter(open)
    }

    /// Whether news may be sent to that chat: it is hers, she has not signed out there, and has
    /// not asked for silence on its channel.
    pub fn hears_news_in(&self, peer: &Peer) -> bool {
        self.chats().any(|hers| hers == peer)
            && !self.opt_outs.contains(&peer.channel)
            && !self.signed_out_of(peer)
    }

    /// Whether she ended her session in that chat: then it is told nothing of hers any more, not
    /// even what cannot wait.
    pub fn signed_out_of(&self, peer: &Peer) -> bool {
        self.sessions.iter().any(|session| session.peer == *peer && session.ended)
    }
}

/// The sealed list of a person's reports whose identity is hidden from staff. It is kept under a
/// token of its own, so that the record of a person does not change when she files anonymously.
/// That of a deleted person stays, empty, so that a filing which is on its way cannot begin it
/// anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawer {
    /// The complaints, oldest first.
    pub complaints: Vec<ComplaintId>,
}
