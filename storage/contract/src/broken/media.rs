//! Stores that stand on their medium wrongly.

use std::sync::{Arc, Mutex};

use aduan::{
    batch::{Batch, Committed, Guard, Write},
    facts::{Fact, Facts, Want},
    memory::MemoryStorage,
    ports::{Storage, StorageError},
};
use async_trait::async_trait;

use super::{Broken, Twist, lock, twisted};
use crate::sealed::Sealer;

/// Somebody opened a record to write it into a log of her own.
#[derive(Debug)]
struct LeavesAPersonInClear(Arc<Mutex<Vec<u8>>>);

#[async_trait]
impl Twist for LeavesAPersonInClear {
    async fn commit(&self, sound: &dyn Storage, batch: Batch) -> Result<Committed, StorageError> {
        let sealer = Sealer::new();
        for write in batch.writes() {
            let Write::Put(row) = write else { continue };
            let clear = sealer.open(row).unwrap_or_default();
            lock(&self.0).extend(clear.encode_utf16().flat_map(u16::to_le_bytes));
        }
        sound.commit(batch).await
    }
}

/// Names are looked up in all cities.
#[derive(Debug)]
struct FindsNamesOfAnotherCity(MemoryStorage);

#[async_trait]
impl Twist for FindsNamesOfAnotherCity {
    async fn load(&self, sound: &dyn Storage, wants: &[Want]) -> Result<Facts, StorageError> {
        let (mut facts, other) = (sound.load(wants).await?, self.0.load(wants).await?);
        for want in wants {
            if let (Want::Named(_), Some(Fact::Record(None)), Some(found)) =
                (want, facts.get(want), other.get(want))
            {
                facts.insert(want.clone(), found.clone());
            }
        }
        Ok(facts)
    }
}

/// What one city did once no other city can do.
#[derive(Debug)]
struct SharesKeysAmongCities(MemoryStorage);

#[async_trait]
impl Twist for SharesKeysAmongCities {
    async fn commit(&self, sound: &dyn Storage, batch: Batch) -> Result<Committed, StorageError> {
        let mut once = Batch::new();
        for guard in batch.guards() {
            if matches!(guard, Guard::Once(..)) {
                once.guard(guard.clone());
            }
        }
        let said = sound.commit(batch).await?;
        if said == Committed::Applied && !once.is_empty() {
            return self.0.commit(once).await;
        }
        Ok(said)
    }
}

#[rustfmt::skip]
pub(super) const ALL: &[Broken] = &[
    Broken {
        name: "loses on reopen",
        caught_by: "durability::everything_survives_being_closed",
        open: |_, city| Arc::new(MemoryStorage::new(city)),
    },
    Broken {
        name: "mixes two jurisdictions",
        caught_by: "jurisdictions::what_one_city_does_another_does_not_see",
        open: |medium, _| match "every-city".parse() {
            Ok(city) => Arc::new(MemoryStorage::open(&medium.sound, &city)),
            Err(never) => panic!("{never}"),
        },
    },
    Broken {
        name: "finds names of another city",
        caught_by: "jurisdictions::names_belong_to_records_of_one_city",
        open: |medium, city| match "kota".parse() {
            Ok(other) => {
                let other = MemoryStorage::open(&medium.sound, &other);
                twisted(medium, city, FindsNamesOfAnotherCity(other))
            }
            Err(never) => panic!("{never}"),
        },
    },
    Broken {
        name: "shares keys among cities",
        caught_by: "jurisdictions::receipts_and_quotas_are_of_one_city",
        open: |medium, city| match "every-city".parse() {
            Ok(all) => {
                let all = MemoryStorage::open(&medium.sound, &all);
                twisted(medium, city, SharesKeysAmongCities(all))
            }
            Err(never) => panic!("{never}"),
        },
    },
    Broken {
        name: "leaves a person in clear",
        caught_by: "sealed::a_copy_names_nobody",
        open: |medium, city| {
            twisted(medium, city, LeavesAPersonInClear(Arc::clone(&medium.leaked)))
        },
    },
    Broken {
        name: "shows no bytes",
        caught_by: "sealed::the_bytes_are_those_of_the_medium",
        open: |medium, city| Arc::new(MemoryStorage::open(&medium.elsewhere, city)),
    },
];
