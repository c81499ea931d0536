//! What half happens in another chat of hers, or to somebody else who had her number.

use aduan::{
    DeskError,
    authority::Actor,
    domain::{Channel, ChatLinks, City, Language, LinkCode, Login, Peer, Phone},
    ports::Clock as _,
    verbs::{OfferLink, SignOut},
};
use aduan_gateway::{Heard, Inbound};

use super::life::Life;

const ELSEWHERE: &str = "the city is on WhatsApp and Telegram too";
const PAGE: &str = "a page in a browser wants to be let in: ";
const NUMBER: &str = "the number of this chat is known as another's: ";
const TRUSTED: &str = "the channel proves who Sari is";

/// Where Sari is, and what it is like there, from the beginning of a transcript to its end.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) channel: Channel,
    /// The number of her account, which the channel vouches for.
    pub(super) number: Option<Phone>,
    /// Whether the city is found on other channels.
    elsewhere: bool,
    trusted: bool,
}

impl Place {
    /// The place of a transcript with those lines: the chat on the page of the city, unless something
    /// is to happen in it that no page can prove.
    pub(super) fn of(lines: &[String]) -> Self {
        let events = || lines.iter().filter_map(|line| line.strip_prefix("* "));
        let number = events().find_map(|event| Phone::parse(event.strip_prefix(NUMBER)?).ok());
        let on_phone = number.is_some() || events().any(|event| event.starts_with(PAGE));
        Self {
            channel: if on_phone { Channel::WhatsApp } else { Channel::Webchat },
            number,
            elsewhere: events().any(|event| event == ELSEWHERE),
            trusted: events().any(|event| event == TRUSTED),
        }
    }

    /// The city as it is there.
    pub(super) fn shapes(&self, city: &mut City) {
        if self.trusted {
            city.login.insert(self.channel, Login::Channel);
        }
        if self.elsewhere {
            let (whatsapp, telegram) = ("6281100000000".into(), "lapor_lestari_bot".into());
            city.links = ChatLinks { whatsapp: Some(whatsapp), telegram: Some(telegram) };
        }
    }

    /// Her chat.
    pub(super) fn peer(&self) -> Peer {
        Peer::new(self.channel, "sari")
    }
}

impl Life {
    /// Plays an event of which half happens elsewhere; nothing, if it is no such one.
    pub(super) async fn happens_elsewhere(&mut self, event: &str) -> Option<Result<(), DeskError>> {
        if event == ELSEWHERE || event == TRUSTED {
            return Some(Ok(())); // From the beginning.
        }
        if event == "Sari lets this chat in from there" {
            self.is_let_in().await;
            return Some(Ok(()));
        }
        if event == "Sari signed out of this chat before" {
            return Some(self.left_before().await);
        }
        if event.starts_with(PAGE) {
            return Some(self.page_asks().await);
        }
        let number = event.strip_prefix(NUMBER)?;
        let other = Peer::new(Channel::Webchat, "pemilik lama");
        Some(self.proves(other, number).await.map(|_| ()))
    }

    /// She sends what the link has filled in, from WhatsApp, and lets this chat in.
    async fn is_let_in(&mut self) {
        let said = self.said();
        let mut words = said.iter().rev().flat_map(|message| message.text.split(['%', ' ', '\n']));
        // What stands between two words is escaped as `%20`.
        let code: LinkCode = words.find_map(|word| word.strip_prefix("20")?.parse().ok()).unwrap();
        let verb = if self.language == Language::Indonesian { "masuk" } else { "sign in" };
        let sent = format!("{verb} {}", code.reveal());
        for (nth, text) in ["halo", "setuju", &sent, "ya"].into_iter().enumerate() {
            let message = Inbound {
                peer: Peer::new(Channel::WhatsApp, "sari di WhatsApp"),
                provider_id: format!("there-{nth}").into(),
                at: self.clock.now(),
                input: Heard::Said { text: text.into() },
                quoted: None,
                phone: None,
                network: None,
                language: Some(self.language),
            };
            self.gateway().receive(&[message]).await.unwrap();
            self.settle().await;
        }
    }

    async fn left_before(&mut self) -> Result<(), DeskError> {
        let peer = self.place.peer();
        let sari = self.proves(peer.clone(), "sari@contoh.id").await?;
        self.desk().run(&sari, &SignOut::Of(peer)).await.map(|_| ())
    }

    async fn page_asks(&mut self) -> Result<(), DeskError> {
        let peer = Peer::new(Channel::Webchat, "peramban");
        let offered = self.desk().run(&Actor::Visitor, &OfferLink { peer, network: None }).await?;
        self.shown = Some(offered.answer.code);
        Ok(())
    }
}
