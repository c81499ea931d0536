//! What Meta brought means to a conversation.

use aduan::domain::{Channel, Peer, Phone, Point};
use aduan_gateway::{Heard, Inbound, Quoted};
use chrono::{DateTime, TimeDelta, Utc};

use crate::notification::{
    Card, CardPhone, Contact, Happened, Media, Message, Preference, System, items,
};

/// What a message means.
pub(crate) enum Meant {
    /// Something that somebody did, which is answered.
    Message(Inbound),
    /// Her account is another one now.
    Moved(Inbound),
    /// Nothing to us: a reaction, a change of what was said, or something about a group.
    Nothing,
}

/// How long more photos may follow: each is a message of its own.
const ALBUM: TimeDelta = TimeDelta::seconds(8);
/// Where milliseconds begin: seconds are that many in the year 5138.
const MILLISECONDS: i64 = 100_000_000_000;

/// What somebody did, among those who are named beside it.
pub(crate) fn meant(message: &Message, happened: &Happened, now: DateTime<Utc>) -> Meant {
    let Some(id) = message.id.as_deref().filter(|id| !id.is_empty()) else { return Meant::Nothing };
    let in_group = message.group_id.is_some();
    let Some(person) = person(message, happened).filter(|_| !in_group) else {
        return Meant::Nothing;
    };
    let inbound = |person: &Person<'_>, input| Inbound {
        phone: person.phone(),
        quoted: quoted(message),
        ..inbound(person.peer(), id.into(), written_at(message, now), input)
    };
    if let Some(system) = &message.system {
        let moved = moved(&person, system);
        return moved.map_or(Meant::Nothing, |(now, from)| Meant::Moved(inbound(&now, from)));
    }
    content(message).map_or(Meant::Nothing, |input| Meant::Message(inbound(&person, input)))
}

fn inbound(peer: Peer, provider_id: Box<str>, at: DateTime<Utc>, input: Heard) -> Inbound {
    Inbound {
        peer,
        provider_id,
        at,
        input,
        quoted: None,
        phone: None,
        network: None,
        language: None,
    }
}

/// Who she is now, and who she was, if WhatsApp tells that her number or her id is another. Without a
/// new id she is known by the one she had: if that is another as well, whoever has it is a stranger.
fn moved<'a>(before: &Person<'a>, system: &'a System) -> Option<(Person<'a>, Heard)> {
    if !matches!(system.r#type.as_deref()?, "user_changed_number" | "user_changed_user_id") {
        return None;
    }
    let user_id = system.previous_user_id.as_deref().filter(|id| is_id(id)).or(before.user_id);
    let before = Person { user_id, digits: before.digits };
    let id = system.user_id.as_deref().filter(|id| is_id(id)).or(before.user_id);
    let now = Person::of(system.wa_id.as_deref(), id)?;
    let from = Heard::Moved { from: before.peer(), phone: before.phone() };
    Some((now, from))
}

/// What she set in her chat, beside which it may stand who she is: whether she wants news.
pub(crate) fn preferred(
    wish: &Preference,
    happened: &Happened,
    now: DateTime<Utc>,
) -> Option<Inbound> {
    let person = named(wish.wa_id.as_deref(), wish.user_id.as_deref(), happened)?;
    let wanted = match wish.value.as_deref()? {
        "stop" => false,
        "resume" => true,
        _ => return None,
    };
    let at = wish.timestamp.and_then(|at| DateTime::from_timestamp(at, 0));
    let at = at.filter(|at| *at <= now).unwrap_or(now);
    // It has no id of its own.
    let id = format!("preference:{}:{}:{wanted}", person.peer().address, at.timestamp());
    Some(inbound(person.peer(), id.into(), at, Heard::SetNews { wanted }))
}

/// Somebody on WhatsApp, by what the webhook says of her.
struct Person<'a> {
    /// The id of hers for this business.
    user_id: Option<&'a str>,
    /// Her number, in digits.
    digits: Option<&'a str>,
}

impl<'a> Person<'a> {
    /// Whoever has these, if they are anybody. An id has been seen where a number should be, and
    /// is never taken for one.
    fn of(number: Option<&'a str>, user_id: Option<&'a str>) -> Option<Self> {
        let is_number = |text: &&str| {
            (7..=15).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
        };
        let digits = number.filter(is_number);
        let misplaced = number.filter(|text| !is_number(text));
        let user_id = user_id.or(misplaced).filter(|id| is_id(id));
        (user_id.is_some() || digits.is_some()).then_some(Self { user_id, digits })
    }

    /// How she is known here, for as long as she keeps her number.
    fn peer(&self) -> Peer {
        let address: String = match (self.user_id, self.digits) {
            (Some(id), _) => id.to_owned(),
            (None, digits) => format!("+{}", digits.unwrap_or_default()),
        };
        Peer::new(Channel::WhatsApp, address)
    }

    /// The number of her account, for which WhatsApp vouches by naming it beside her id.
    fn phone(&self) -> Option<Phone> {
        Phone::parse(&format!("+{}", self.digits?)).ok()
    }
}

/// Whether it is an id such as `ID.1350120865530274191` (Graph API, "Business-scoped user IDs").
fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.';
    text.len() <= 200 && text.contains('.') && text.chars().all(plain)
}

/// Who wrote it.
fn person<'a>(message: &'a Message, happened: &'a Happened) -> Option<Person<'a>> {
    named(message.from.as_deref(), message.from_user_id.as_deref(), happened)
}

/// Who is named by that number and that id, of which either may stand beside it only.
fn named<'a>(
    from: Option<&'a str>,
    id: Option<&'a str>,
    happened: &'a Happened,
) -> Option<Person<'a>> {
    let same = |contact: &&Contact| {
        let (number, user_id) = (contact.wa_id.as_deref(), contact.user_id.as_deref());
        (from.is_some() && from == number) || (id.is_some() && id == user_id)
    };
    let alone = || match happened.contacts.as_slice() {
        [contact] if from.is_none() && id.is_none() => Some(contact),
        _ => None,
    };
    let beside = happened.contacts.iter().find(same).or_else(alone);
    let number = from.or_else(|| beside?.wa_id.as_deref());
    Person::of(number, id.or_else(|| beside?.user_id.as_deref()))
}

/// What she replied to. What she tapped says by itself what it is about.
fn quoted(message: &Message) -> Option<Quoted> {
    let tapped = matches!(message.r#type.as_deref(), Some("interactive" | "button"));
    let id = message.context.as_ref()?.id.clone();
    Some(Quoted::Message { id: id.filter(|id| !id.is_empty() && !tapped)? })
}

/// What she did; nothing, if it is not answered.
fn content(message: &Message) -> Option<Heard> {
    Some(match message.r#type.as_deref()? {
        "text" => Heard::Said { text: message.text.as_ref()?.body.clone()? },
        "interactive" => {
            let tapped = message.interactive.as_ref();
            let choice = tapped.and_then(|of| of.button_reply.as_ref().or(of.list_reply.as_ref()));
            match choice.and_then(|choice| choice.id.clone()) {
                Some(payload) => Heard::Chose { payload },
                None => Heard::Other,
            }
        }
        "button" => {
            let button = message.button.as_ref()?;
            match button.payload.clone().or_else(|| button.text.clone())? {
                // Like the word for it: it is good wherever the talk is.
                payload if &*payload == STOP => Heard::Said { text: payload },
                payload => Heard::Chose { payload },
            }
        }
        "location" => Heard::SharedPlace { point: point(message) },
        "image" => media(message.image.as_ref()),
        "document" => {
            let image = |file: &&Media| {
                file.mime_type.as_deref().is_some_and(|kind| kind.starts_with("image/"))
            };
            media(message.document.as_ref().filter(image))
        }
        "contacts" => Heard::SharedContact { phone: own_phone(message) },
        "audio" | "voice" => Heard::Voice,
        "sticker" => Heard::Sticker,
        // She opened the chat and said nothing yet.
        "request_welcome" => Heard::Said { text: "/start".into() },
        "edit" | "revoke" | "reaction" | "system" => return None,
        _ => Heard::Other,
    })
}

/// What the button of a template says that ends the news.
pub(crate) const STOP: &str = "stop";

fn media(photo: Option<&Media>) -> Heard {
    let Some((photo, id)) = photo.and_then(|photo| Some((photo, photo.id.clone()?))) else {
        return Heard::Other;
    };
    let caption = photo.caption.clone().filter(|caption| !caption.trim().is_empty());
    Heard::SentMedia { source: id, caption, settle_after: ALBUM }
}

fn point(message: &Message) -> Option<Point> {
    let location = message.location.as_ref()?;
    Point::new(location.latitude?, location.longitude?).ok()
}

/// The number of the sender, if she gave it when she was asked: any other card proves nothing.
fn own_phone(message: &Message) -> Option<Phone> {
    let cards: Vec<Card> = items(message.contacts.clone());
    let [card] = cards.as_slice() else { return None };
    let own = card.origin.as_deref() == Some("contact_request");
    let phones: Vec<CardPhone> = items(card.phones.clone().filter(|_| own));
    let phone = phones.first()?;
    match &phone.wa_id {
        Some(digits) => Phone::parse(&format!("+{}", digits.trim_start_matches('+'))).ok(),
        None => Phone::parse(phone.number.as_deref()?).ok(),
    }
}

/// When it was written: WhatsApp's word for it, unless that lies ahead.
fn written_at(message: &Message, now: DateTime<Utc>) -> DateTime<Utc> {
    let number = message.timestamp.as_deref().and_then(|text| text.parse::<i64>().ok());
    let at = number.and_then(|number| match number {
        ..MILLISECONDS => DateTime::from_timestamp(number, 0),
        _ => DateTime::from_timestamp_millis(number),
    });
    at.filter(|at| *at <= now && at.timestamp() > 0).unwrap_or(now)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
