//! What the city keeps of her, from memory.

use aduan::{
    domain::{
        Channel, ChatLinks, Email, Handle, Identity, LinkCode, Original, Peer, PersonName, Phone,
        Visibility, Words,
    },
    owed::AccountNews,
    refusal::Refusal,
    stub::SeededEntropy,
    verbs::{Account, Copied, CopiedReport, LinkOffered, LinkVerdict, SignedIn},
};
use aduan_dialogue::{Chats, Did, Found, Input, render_account_news};
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
    /// The code that another chat shows, and an address of the account it leads to.
    shown: Option<(LinkCode, Handle)>,
    /// The code that a page in a browser shows, which wants to be let in.
    asks: Option<LinkCode>,
    /// Whether somebody is known here who is not signed in.
    pub(super) left: bool,
    /// The number of this chat, which is known as another person's.
    pub(super) known_number: Option<Handle>,
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
        let phone = Phone::parse(address).map(Handle::Phone);
        self.person
            .taken
            .push(phone.unwrap_or_else(|_| Handle::Email(Email::parse(address).unwrap())));
    }

    /// The number of this chat is known as another person's.
    pub(super) fn has_a_known_number(&mut self, phone: &str) {
        self.person.known_number = Some(Handle::Phone(Phone::parse(phone).unwrap()));
    }

    /// The city is found in other chats.
    pub(super) fn is_elsewhere(&mut self) {
        self.links = ChatLinks {
            whatsapp: Some("6281100000000".into()),
            telegram: Some("lapor_lestari_bot".into()),
        };
    }

    /// A page in a browser wants to be let in, and shows a code.
    pub(super) fn browser_asks(&mut self, code: &str) {
        self.person.asks = Some(code.parse().unwrap());
    }

    /// She signed out of this chat once.
    pub(super) fn left_before(&mut self) {
        self.person.left = true;
    }

    /// She let this chat in from another.
    pub(super) fn is_let_in(&mut self) {
        self.signed_in = true;
        self.turn(Input::LetIn);
    }

    fn let_in(&mut self, confirmed: bool) -> Result<LinkVerdict, Refusal> {
        if !self.signed_in && self.person.left {
            return Err(Refusal::LogInFirst);
        }
        if !confirmed {
            return Ok(LinkVerdict::Asked { channel: Channel::Webchat });
        }
        self.signed_in = true;
        self.person.asks = None;
        let chat = Peer::new(Channel::Webchat, "browser");
        Ok(LinkVerdict::LetIn { citizen: super::deeds::citizen(), chat })
    }

    pub(super) fn start_anew(&mut self) -> Did {
        self.signed_in = true;
        self.person.known_number = None;
        Did::StartedAnew(super::deeds::citizen())
    }

    /// Another chat shows the code of an account.
    pub(super) fn other_chat_shows(&mut self, address: &str, code: &str) {
        let address = Handle::Email(Email::parse(address).unwrap());
        self.person.shown = Some((code.parse().unwrap(), address));
    }

    pub(super) fn offer_link(&self) -> Did {
        let code = LinkCode::random(&SeededEntropy::new(self.turns));
        Did::LinkOffered(LinkOffered { code, until: self.now + TimeDelta::minutes(10) })
    }

    pub(super) fn take_link(
        &mut self,
        code: &LinkCode,
        confirmed: bool,
    ) -> Result<LinkVerdict, Refusal> {
        if self.person.asks.as_ref() == Some(code) {
            return self.let_in(confirmed);
        }
        Ok(self.come_in(code, confirmed))
    }

    fn come_in(&mut self, code: &LinkCode, confirmed: bool) -> LinkVerdict {
        let Some((shown, address)) = self.person.shown.take() else { return LinkVerdict::Gone };
        if shown != *code {
            self.person.shown = Some((shown, address));
            return LinkVerdict::Gone;
        }
        if self.signed_in {
            return LinkVerdict::Taken;
        }
        if confirmed {
            self.signed_in = true;
            return LinkVerdict::Linked(super::deeds::citizen());
        }
        let masked = Some(address.masked().into());
        self.person.shown = Some((shown, address));
        LinkVerdict::Offered { masked, channel: Channel::Telegram }
    }

    /// The code that she was shown was typed in another chat.
    pub(super) fn is_linked_elsewhere(&mut self, channel: Channel) {
        let news = AccountNews::ChatLinked { channel };
        self.said.push(render_account_news(news, self.spoken()));
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
