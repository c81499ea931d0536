//! PostgreSQL keeps every promise, at both isolations.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

mod common;

use std::{process::Command, sync::Arc};

use aduan::{domain::Jurisdiction, ports::Storage};
use aduan_postgres::{Isolation, Options};
use aduan_storage_contract::{Medium, async_trait};
use futures::future::LocalBoxFuture;

use test_postgres::programs;

use self::common::{Database, RUNTIME};

/// A database, for any number of cities.
struct Shelf {
    database: Database,
    isolation: Isolation,
}

impl Shelf {
    fn read_committed() -> Self {
        Self { database: Database::new(), isolation: Isolation::ReadCommitted }
    }

    fn repeatable_read() -> Self {
        Self { database: Database::new(), isolation: Isolation::RepeatableRead }
    }
}

#[async_trait]
impl Medium for Shelf {
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn Storage> {
        let options = Options { connections: 8, isolation: self.isolation, ..Options::default() };
        Arc::new(self.database.open(jurisdiction, options).await)
    }

    /// A dump, which has every row as text.
    async fn bytes(&self) -> Vec<u8> {
        let dump = Command::new(programs().join("pg_dump")).arg(self.database.url()).output();
        let dump = dump.unwrap();
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        dump.stdout
    }

    fn run(&self, future: LocalBoxFuture<'_, ()>) {
        RUNTIME.block_on(future);
    }
}

mod read_committed {
    use super::*;
    aduan_storage_contract::suite!(Shelf::read_committed);
}

mod repeatable_read {
    use super::*;
    aduan_storage_contract::suite!(Shelf::repeatable_read);
}
