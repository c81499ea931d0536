//! The desk: where verbs are handed in.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::{
    authority::Actor,
    batch::{Batch, Committed},
    domain::{City, Officer, TrackingNumber},
    facts::{Facts, Want},
    ports::{BlobStore, Clock, Entropy, Storage, StorageError, StorageErrorKind},
    refusal::Refusal,
    roster::Roster,
    seal::{Broken, KeyRing, SealedBlobs},
    verb::{After, No, Planned, Room, Verb},
};

/// Why a verb was not done.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The answer is no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Others keep changing the same thing; try again.
    #[error("too many at once on the same thing")]
    Busy,
    /// What is stored about a person does not open.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The storage failed.
    #[error("the storage failed")]
    Storage(#[from] StorageError),
}

impl From<No> for DeskError {
    fn from(no: No) -> Self {
        match no {
            No::Refused(refusal) => Self::Refused(refusal),
            No::Broken(broken) => Self::Broken(broken),
        }
    }
}

/// What was done: the answer, and what is left to do once.
#[derive(Debug)]
pub struct Done<A> {
    /// The answer.
    pub answer: A,
    /// What must not be stored, to be done now.
    pub after: Vec<After>,
}

/// The desk of one city. Cloning it is cheap.
///
/// ```
/// use std::sync::Arc;
/// use aduan::{Desk, authority::Actor, domain::{City, TrackingNumber}, memory::MemoryStorage, seal::KeyRing};
/// use aduan::{domain::Catalogue, stub::{SeededEntropy, StoppedClock}, verbs::SetCatalogue};
///
/// let city = City::new("lestari", "Kota Lestari", "LP").unwrap();
/// let entropy = SeededEntropy::new(7);
/// let keys = KeyRing::generate(&entropy);
/// let desk = Desk::new(
///     Arc::new(MemoryStorage::new(&city.jurisdiction)),
///     Arc::new(StoppedClock::at("2026-11-21T09:00:00Z")),
///     Arc::new(entropy),
///     keys,
///     city,
/// );
/// let set = SetCatalogue { catalogue: Catalogue::default() };
/// futures::executor::block_on(desk.run(&Actor::System, &set)).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct Desk {
    ports: Arc<Ports>,
}

#[derive(Debug)]
struct Ports {
    storage: Arc<dyn Storage>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    keys: KeyRing,
    city: City,
    roster: Roster,
}

/// How often a decision is made again after a conflict.
const TRIES: usize = 5;

/// How often a verb may want more after it has seen facts: number, complaint, reporter, and one
/// to spare.
const ROUNDS: usize = 4;

impl Desk {
    /// A desk over these ports.
    pub fn new(
        storage: Arc<dyn Storage>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        keys: KeyRing,
        city: City,
    ) -> Self {
        let roster = Roster::default();
        Self { ports: Arc::new(Ports { storage, clock, entropy, keys, city, roster }) }
    }

    /// The same desk at another time, such as an inspection's.
    #[must_use]
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        let Ports { storage, entropy, keys, city, .. } = &*self.ports;
        let (storage, entropy) = (Arc::clone(storage), Arc::clone(entropy));
        Self::new(storage, clock, entropy, keys.clone(), city.clone())
    }

    /// The same desk over its storage as `change` has it, such as one that counts what it is asked.
    #[must_use]
    pub fn with_storage(&self, change: impl FnOnce(Arc<dyn Storage>) -> Arc<dyn Storage>) -> Self {
        let Ports { storage, clock, entropy, keys, city, .. } = &*self.ports;
        let (clock, entropy) = (Arc::clone(clock), Arc::clone(entropy));
        Self::new(change(Arc::clone(storage)), clock, entropy, keys.clone(), city.clone())
    }

    /// The blobs of the city, which `store` keeps sealed.
    pub fn blobs_in(&self, store: Arc<dyn BlobStore>) -> SealedBlobs {
        SealedBlobs::new(store, self.ports.keys.clone(), Arc::clone(&self.ports.entropy))
    }

    /// The storage under it.
    pub fn storage(&self) -> &dyn Storage {
        &*self.ports.storage
    }

    /// The city it is for.
    pub fn city(&self) -> &City {
        &self.ports.city
    }

    /// Everybody who works for the city or did, when the set-up was as the facts tell, among which
    /// `Key::Changes` has to be.
    pub(crate) async fn officers(&self, facts: &Facts) -> Result<Arc<[Officer]>, DeskError> {
        self.ports.roster.of(facts, self).await
    }

    /// The time now.
    pub fn now(&self) -> DateTime<Utc> {
        self.ports.clock.now()
    }

    /// The room in which a decision is made now.
    pub fn room(&self) -> Room<'_> {
        Room {
            city: &self.ports.city,
            keys: &self.ports.keys,
            entropy: &*self.ports.entropy,
            now: self.now(),
        }
    }

    /// A number for a complaint to be filed. Nothing is stored until it is.
    pub fn reserve(&self) -> TrackingNumber {
        TrackingNumber::random(self.city(), &*self.ports.entropy)
    }

    /// Loads what a verb wants and decides, without committing: for callers that put the batch
    /// together with changes of their own, as the gateway does with a conversation's.
    pub async fn plan<V: Verb>(
        &self,
        actor: &Actor,
        verb: &V,
    ) -> Result<Planned<V::Answer>, DeskError> {
        let room = self.room();
        let facts = self.load(actor, verb, &room).await?;
        Ok(verb.decide(actor, &facts, &room)?)
    }

    /// Does a verb: loads, decides and commits, again if somebody else was quicker.
    pub async fn run<V: Verb>(
        &self,
        actor: &Actor,
        verb: &V,
    ) -> Result<Done<V::Answer>, DeskError> {
        for _ in 0..TRIES {
            let Planned { batch, answer, after } = self.plan(actor, verb).await?;
            if batch.is_empty() {
                return Ok(Done { answer, after });
            }
            match self.commit(batch).await? {
                Committed::Applied => return Ok(Done { answer, after }),
                Committed::Conflict => {}
                Committed::Duplicate(_, receipt) => {
                    let answer = verb.again(&receipt, actor, &self.room())?;
                    return Ok(Done { answer, after: Vec::new() });
                }
                Committed::Refused { until, .. } => {
                    return Err(Refusal::TooOften { what: verb.counts(), until }.into());
                }
            }
        }
        Err(DeskError::Busy)
    }

    /// Commits a batch; for callers that planned it themselves.
    pub async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        self.ports.storage.commit(batch).await
    }

    async fn load<V: Verb>(
        &self,
        actor: &Actor,
        verb: &V,
        room: &Room<'_>,
    ) -> Result<Facts, DeskError> {
        let mut facts = Facts::none();
        for _ in 0..ROUNDS {
            let mut wants: Vec<Want> = verb.wants(actor, &facts, room)?;
            wants.retain(|want| !facts.has(want));
            if wants.is_empty() {
                return Ok(facts);
            }
            wants.sort_unstable();
            wants.dedup();
            facts.extend(self.ports.storage.load(&wants).await?);
        }
        Err(StorageError::new(StorageErrorKind::Damaged, "a verb never stops wanting").into())
    }
}
