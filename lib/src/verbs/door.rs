//! What the verbs by which officers come in share.

use crate::{
    authority::{self, Actor, Deed, Rank, Standing},
    batch::Batch,
    domain::{Email, Handle, Officer, OfficerId, Secret},
    facts::{Facts, Want},
    log::{By, Entry, Event},
    password::{self, PasswordProof},
    record::{Key, Name, Versioned},
    refusal::Refusal,
    seal::{Scope, Token},
    verb::{No, Planned, Room},
};

use super::Knocked;

/// What a secret of an officer is for; one for one purpose is good for no other.
#[derive(Clone, Copy, Debug)]
pub(super) enum Use {
    Invitation,
    Doorstep,
    Session,
    Recovery,
}

/// The token of a secret.
pub(super) fn token(of: Use, secret: &Secret, room: &Room<'_>) -> Token {
    let of: &[u8] = match of {
        Use::Invitation => b"invitation/",
        Use::Doorstep => b"doorstep/",
        Use::Session => b"session/",
        Use::Recovery => b"recovery/",
    };
    room.keys.token(Scope::Officer, &[of, secret.as_bytes()].concat())
}

/// The name by which an address finds its officer. She may also be a citizen with the same
/// address: as an officer she is found by another name.
pub(crate) fn name_of(email: &Email, room: &Room<'_>) -> Name {
    let handle = format!("officer/{}", Handle::Email(email.clone()).canonical());
    Name::Handle(room.keys.token(Scope::Handle, handle.as_bytes()))
}

/// The officer of that name, if she still works here.
pub(crate) fn named(
    facts: &Facts,
    name: &Name,
    room: &Room<'_>,
) -> Result<Option<Versioned<Officer>>, No> {
    match facts.named(name) {
        Some(row) if matches!(row.value.key, Key::Officer(_)) => {
            let officer: Versioned<Officer> = room.open_row(row)?;
            Ok(Some(officer).filter(|officer| !officer.value.retired))
        }
        _ => Ok(None),
    }
}

/// What has to be known of an officer who asks for something of her own.
pub(super) fn wants_herself(actor: &Actor) -> Result<Vec<Want>, No> {
    match actor {
        Actor::Officer(officer) => Ok(vec![Want::Record(Key::Officer(*officer))]),
        Actor::Visitor => Err(Refusal::LogInFirst.into()),
        Actor::Citizen(_) | Actor::System => Err(Refusal::NotAllowed.into()),
    }
}

/// The officer who asks for something of her own, if she may.
pub(super) fn herself(
    actor: &Actor,
    facts: &Facts,
    room: &Room<'_>,
) -> Result<Versioned<Officer>, No> {
    let Actor::Officer(id) = actor else { return Err(Refusal::NotAllowed.into()) };
    let hers = officer(facts, *id, room)?;
    let rank = Rank::Officer(hers.value.role);
    if authority::allows(rank, Deed::OwnAccount, Standing::Outside) {
        Ok(hers)
    } else {
        Err(Refusal::NotAllowed.into())
    }
}

/// Changes what the officer who asks signs in with, if she proves that she knows her password. Each
/// try counts, and one in vain stands in the log.
pub(super) fn change(
    (actor, facts, room): (&Actor, &Facts, &Room<'_>),
    proof: &PasswordProof,
    change: impl FnOnce(&mut Officer) -> Result<Event, No>,
) -> Result<Planned<Knocked>, No> {
    let mut seen = herself(actor, facts, room)?;
    let mut batch = Batch::new();
    for quota in password::tries(&seen.value.email, None, room) {
        batch.guard(quota);
    }
    let answer = if proof.holds_for(&seen.value) {
        let changed = change(&mut seen.value)?;
        put(&mut batch, &seen.value, seen.version, room);
        log(&mut batch, By::Officer(seen.value.id), changed, room);
        Knocked::Right
    } else {
        log(&mut batch, By::System, Event::LoginFailed, room);
        Knocked::Wrong
    };
    Ok(Planned { batch, answer, after: Vec::new() })
}

/// Ends what an officer had begun elsewhere with the proofs she had: every session but this one, and
/// every sign-in that is half-way.
pub(super) fn end_elsewhere(officer: &mut Officer, here: Token) {
    officer.credentials.doorsteps.clear();
    officer.credentials.sessions.retain(|session| session.token == here);
}

/// The officer with that id and the version of her record, if she still works here.
fn officer(facts: &Facts, id: OfficerId, room: &Room<'_>) -> Result<Versioned<Officer>, No> {
    let value = room.officer(facts, id)?;
    Ok(Versioned { version: facts.version(&Key::Officer(id)), value })
}

/// An officer whom somebody else invites or retires; whether there is one is no secret here.
pub(super) fn other(
    facts: &Facts,
    id: OfficerId,
    room: &Room<'_>,
) -> Result<Versioned<Officer>, No> {
    officer(facts, id, room).map_err(|no| match no {
        No::Refused(_) => Refusal::NotFound.into(),
        broken @ No::Broken(_) => broken,
    })
}

/// Writes an officer, whom her address and her secrets find. Who works here no more is found by
/// nothing, so her address can be given to another.
pub(super) fn put(batch: &mut Batch, officer: &Officer, seen: u64, room: &Room<'_>) {
    let address = (!officer.retired).then(|| name_of(&officer.email, room));
    let secrets = officer.credentials.tokens().map(Name::Handle);
    let names = address.into_iter().chain(secrets).collect();
    batch.put(room.sealed_row(Key::Officer(officer.id), officer, names), seen);
}

/// Says in the log what an officer did about herself, or somebody about her.
pub(super) fn log(batch: &mut Batch, by: By, what: Event, room: &Room<'_>) {
    batch.log(Entry { at: room.now, by, about: None, what });
}
