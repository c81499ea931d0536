//! What the login verbs share: how a proved handle becomes a person.

use crate::{
    authority::Actor,
    batch::{Batch, Write},
    domain::{Channel, Citizen, CitizenId, Consent, Handle, Language, Peer, Phone},
    facts::{Facts, Want},
    log::Event,
    owed::AccountNews,
    record::{Key, Versioned},
    verb::{No, Room},
};

use super::Verdict;

/// The wants that lead from handles to the people they belong to.
pub(super) fn wants(handles: &[&Handle], room: &Room<'_>) -> Vec<Want> {
    handles.iter().map(|handle| Want::Named(room.name_of(handle))).collect()
}

/// The want of the record of whoever asks, if she is known.
pub(super) fn own(actor: &Actor) -> Option<Want> {
    match actor {
        Actor::Citizen(citizen) => Some(Want::Record(Key::Citizen(*citizen))),
        _ => None,
    }
}

/// The person a handle belongs to.
pub(super) fn of(
    facts: &Facts,
    handle: &Handle,
    room: &Room<'_>,
) -> Result<Option<Versioned<Citizen>>, No> {
    match facts.named(&room.name_of(handle)) {
        Some(row) if matches!(row.value.key, Key::Citizen(_)) => Ok(Some(room.open_row(row)?)),
        _ => Ok(None),
    }
}

/// Makes the owner of `proved` known in this chat: the person it belongs to, or a new one. The
/// chat account becomes hers; if it was somebody else's until now, it leaves that person, since
/// whoever can read the chat just proved to be another.
pub(super) fn log_in(
    batch: &mut Batch,
    facts: &Facts,
    proved: Option<&Handle>,
    peer: &Peer,
    (language, consent): (Language, Option<&Consent>),
    room: &Room<'_>,
) -> Result<CitizenId, No> {
    let chat = Handle::Chat(peer.clone());
    let holder = of(facts, &chat, room)?;
    let owner = match proved {
        Some(handle) => of(facts, handle, room)?,
        None => holder.clone(),
    };
    Ok(enter(batch, (owner, holder), proved, peer, (language, consent), room))
}

/// Makes the owner of a chat account known by the number of that account. A number of another
/// person's stays there, and opens nothing.
pub(super) fn log_in_with_number(
    batch: &mut Batch,
    facts: &Facts,
    phone: &Handle,
    peer: &Peer,
    who: (Language, Option<&Consent>),
    room: &Room<'_>,
) -> Result<Verdict, No> {
    let holder = of(facts, &Handle::Chat(peer.clone()), room)?;
    let hers = holder.as_ref().map(|holder| holder.value.id);
    match of(facts, phone, room)? {
        Some(owner) if Some(owner.value.id) != hers => {
            // Elsewhere a code is another proof than the account, so she is asked for one.
            let is_the_code = peer.channel.carries_codes_to_phones();
            Ok(if is_the_code { Verdict::NewOwner } else { Verdict::Taken })
        }
        _ => {
            let people = (holder.clone(), holder);
            Ok(Verdict::Right(enter(batch, people, Some(phone), peer, who, room)))
        }
    }
}

/// Takes a number from the person who had it, since `peer` has it now, and tells her elsewhere.
pub(super) fn dispossess(
    batch: &mut Batch,
    owner: Versioned<Citizen>,
    phone: &Phone,
    peer: &Peer,
    room: &Room<'_>,
) {
    let Versioned { version, value: mut citizen } = owner;
    citizen.lose_number(phone);
    room.put_citizen(batch, &citizen, version);
    let news = AccountNews::NumberLost { channel: peer.channel };
    tell_elsewhere(batch, &citizen, peer, news, room);
    room.log_person(batch, citizen.id, Event::NumberLost);
}

/// Signs `owner` in in a chat, or a new person, and takes the chat from its `holder` if that is
/// another.
pub(super) fn enter(
    batch: &mut Batch,
    (owner, holder): (Option<Versioned<Citizen>>, Option<Versioned<Citizen>>),
    proved: Option<&Handle>,
    peer: &Peer,
    (language, consent): (Language, Option<&Consent>),
    room: &Room<'_>,
) -> CitizenId {
    let Versioned { version, value: mut citizen } = owner.unwrap_or_else(|| Versioned {
        version: 0,
        value: Citizen::new(CitizenId::random(room.entropy), language),
    });
    if let Some(mut other) = holder.filter(|holder| holder.value.id != citizen.id) {
        other.value.leave_chat(peer);
        room.put_citizen(batch, &other.value, other.version);
    }
    if let Some(handle) = proved.filter(|handle| !citizen.has(handle)) {
        citizen.handles.push(handle.clone());
    }
    citizen.sign_in(peer, room.now);
    citizen.language = language;
    if let Some(consent) = consent {
        citizen.agree(consent);
    }
    room.put_citizen(batch, &citizen, version);
    room.log_person(batch, citizen.id, Event::LoggedIn);
    citizen.id
}

/// Adds a handle she proved to a person. One that belongs to somebody else stays where it is: two
/// people are never made one silently, nor at all (docs/decisions/0014).
pub(super) fn link(
    batch: &mut Batch,
    facts: &Facts,
    seen: Versioned<Citizen>,
    handle: &Handle,
    room: &Room<'_>,
) -> Result<Verdict, No> {
    let Versioned { version, value: mut citizen } = seen;
    match of(facts, handle, room)? {
        Some(holder) if holder.value.id != citizen.id => return Ok(Verdict::Taken),
        Some(_) => {}
        None => {
            citizen.handles.push(handle.clone());
            room.put_citizen(batch, &citizen, version);
            room.log_person(batch, citizen.id, Event::Linked);
        }
    }
    Ok(Verdict::Right(citizen.id))
}

/// Tells a person what happened to her account wherever else she can hear of it: in her other chats
/// in which she is signed in, and by e-mail.
pub(super) fn tell_elsewhere(
    batch: &mut Batch,
    citizen: &Citizen,
    here: &Peer,
    news: AccountNews,
    room: &Room<'_>,
) {
    let places = citizen.handles.iter().filter_map(|handle| match handle {
        Handle::Chat(peer) if peer != here && !citizen.signed_out_of(peer) => Some(peer.clone()),
        Handle::Email(email) => Some(Peer::new(Channel::Email, email.as_str())),
        Handle::Chat(_) | Handle::Phone(_) => None,
    });
    for place in places {
        let owed = room.owe_account_news(&place, citizen.language, news);
        batch.write(Write::Enqueue(owed));
    }
}
