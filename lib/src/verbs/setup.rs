//! What the verbs that change the set-up of a city share: an administrator changes what she saw,
//! the whole is checked, and what became of it is told in the log and in the history beside it.

use std::collections::VecDeque;

use serde::Serialize;

use crate::{
    Desk, DeskError,
    authority::{Actor, Deed},
    batch::Batch,
    book,
    domain::{Setup, Thing, Unfit, Why},
    facts::{Facts, Want},
    log::{By, Entry, Event},
    record::{Key, Row},
    refusal::Refusal,
    seal::Broken,
    verb::{No, Planned, Room},
};

/// How often the set-up was changed, and so which of its editions somebody saw.
pub type Edition = u64;

/// How many changes the history keeps at hand; the log keeps them all.
const REMEMBERED: usize = 200;

/// Asks how a city is set up, for those who may change it.
#[derive(Clone, Debug)]
pub struct SetupOf {
    /// Who asks.
    pub by: Actor,
}

/// How a city is set up.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The edition; a change says which one it was made on.
    pub edition: Edition,
    /// Everything in it.
    pub setup: Setup,
    /// The last changes, the latest first.
    pub history: VecDeque<Entry>,
}

impl SetupOf {
    /// Looks it up.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] for whoever may not change it.
    pub async fn find(&self, desk: &Desk) -> Result<Seen, DeskError> {
        let facts = desk.storage().load(&wants(&self.by)).await?;
        super::staff(&self.by, Deed::Configure, &facts, &desk.room())?;
        Ok(Seen {
            edition: facts.version(&Key::Changes),
            setup: book::setup(&facts)?,
            history: book::history(&facts)?,
        })
    }
}

/// What has to be known to change the set-up.
pub(super) fn wants(actor: &Actor) -> Vec<Want> {
    let mut wants = super::officer_wants(actor);
    wants.extend([Key::Areas, Key::Changes].map(Want::Record));
    wants
}

/// Changes the set-up. Whoever saw an older edition than the last is told so, and what she typed
/// is hers to try again; `None` changes whatever there is.
pub(super) fn amend(
    actor: &Actor,
    seen: Option<Edition>,
    facts: &Facts,
    room: &Room<'_>,
    how: impl FnOnce(&mut Setup) -> Result<(), Refusal>,
) -> Result<Planned<Edition>, No> {
    let by = super::staff(actor, Deed::Configure, facts, room)?;
    let last = facts.version(&Key::Changes);
    if seen.is_some_and(|seen| seen != last) {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let before = book::setup(facts)?;
    let mut after = before.clone();
    how(&mut after)?;
    after.check().map_err(Refusal::Unfit)?;
    let changes = before.changes(&after);
    if changes.is_empty() {
        return Ok(Planned::only(last));
    }
    let mut batch = Batch::new();
    if before.catalogue != after.catalogue {
        put(&mut batch, Key::Catalogue, &after.catalogue, facts)?;
    }
    if before.areas != after.areas {
        put(&mut batch, Key::Areas, &after.areas, facts)?;
    }
    tell(&mut batch, by.map_or(By::System, By::Officer), Event::SetUp { changes }, facts, room)?;
    Ok(Planned { batch, answer: last + 1, after: Vec::new() })
}

/// Says in the log what was changed, and in the history.
pub(super) fn tell(
    batch: &mut Batch,
    by: By,
    what: Event,
    facts: &Facts,
    room: &Room<'_>,
) -> Result<(), No> {
    let entry = Entry { at: room.now, by, about: None, what };
    let mut history = book::history(facts)?;
    history.push_front(entry.clone());
    history.truncate(REMEMBERED);
    put(batch, Key::Changes, &history, facts)?;
    batch.log(entry);
    Ok(())
}

fn put<T: Serialize>(batch: &mut Batch, key: Key, what: &T, facts: &Facts) -> Result<(), No> {
    let body = serde_json::to_vec(what).map_err(|_| Broken::Damaged)?.into();
    let seen = facts.version(&key);
    batch.put(Row { key, body, names: Vec::new(), facets: None }, seen);
    Ok(())
}

/// Puts a thing where one was, or at the end.
pub(super) fn place<T: Clone>(
    all: &mut Vec<T>,
    at: Option<usize>,
    new: bool,
    thing: &T,
    kind: Thing,
) -> Result<(), Refusal> {
    match (at, new) {
        (None, true) => all.push(thing.clone()),
        (Some(_), true) => {
            let (id, field) = ("".into(), "id".into());
            return Err(Refusal::Unfit(Unfit { thing: kind, id, field, why: Why::Taken }));
        }
        (at, false) => {
            let place = at.and_then(|at| all.get_mut(at)).ok_or(Refusal::NotFound)?;
            place.clone_from(thing);
        }
    }
    Ok(())
}
