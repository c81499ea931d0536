//! Applies one batch inside the group's transaction.

use aduan::{
    batch::{Batch, Committed, Write},
    record::{Key, Name, RecordKind, Row},
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    complaint,
    convert::{join_names, split_names},
    error::Fault,
    guards,
    learned::Lesson,
    log, members, queue, words,
};

/// What the batches of one transaction have in common.
#[derive(Debug)]
pub(crate) struct Group<'c> {
    pub(crate) connection: &'c Connection,
    pub(crate) city: i64,
    /// The age that new receipts belong to.
    pub(crate) age: i64,
    /// Words to index once the last batch is applied.
    pub(crate) words: Vec<words::Change>,
    /// What to write of words then.
    pub(crate) lessons: Vec<Lesson>,
    /// Entries to seal then.
    pub(crate) entries: Vec<log::Unsealed>,
}

impl<'c> Group<'c> {
    /// Begins a group in the transaction that `connection` is in.
    pub(crate) fn begin(connection: &'c Connection, city: i64) -> rusqlite::Result<Self> {
        let age = connection
            .prepare_cached("SELECT age FROM city WHERE city = ?1")?
            .query_row([city], |row| row.get(0))?;
        Ok(Self {
            connection,
            city,
            age,
            words: Vec::new(),
            lessons: Vec::new(),
            entries: Vec::new(),
        })
    }

    /// Checks the guards and applies the writes. After a fault the caller rolls back to its
    /// savepoint; what was gathered for the end of the group is forgotten here.
    pub(crate) fn apply(&mut self, batch: &Batch) -> Result<(), Fault> {
        let (words, lessons) = (self.words.len(), self.lessons.len());
        let applied = guards::check(self, batch.guards())
            .and_then(|()| batch.writes().iter().try_for_each(|write| self.write(write)));
        if applied.is_ok() {
            self.entries.extend(log::unsealed(batch));
        } else {
            self.words.truncate(words);
            self.lessons.truncate(lessons);
        }
        applied
    }

    fn write(&mut self, write: &Write) -> Result<(), Fault> {
        match write {
            Write::Put(row) => match row.key {
                Key::Complaint(id) => complaint::put(self, id, row),
                Key::Queued(_) => Err(Fault::Malformed("a queued row is put by its queue")),
                _ => self.put(row),
            },
            Write::Erase(Key::Complaint(id)) => complaint::erase(self, *id),
            Write::Join(member) => members::join(self, member),
            Write::Leave(complaint, set, who) => members::leave(self, *complaint, *set, *who),
            Write::Enqueue(row) => queue::enqueue(self, row),
            Write::Erase(Key::Queued(id)) | Write::Finish(id) => queue::finish(self, *id),
            Write::Erase(key) => self.erase(key),
            Write::Retry(id) => queue::retry(self, *id),
            Write::Bury(id, reason) => queue::bury(self, *id, reason),
            Write::Release(queue, lane, until) => queue::release(self, *queue, *lane, *until),
            Write::Learn { category, words, by } => {
                self.lessons.push(Lesson::new(category, words, i64::from(*by)));
                Ok(())
            }
        }
    }

    fn put(&self, row: &Row) -> Result<(), Fault> {
        if row.facets.is_some() {
            return Err(Fault::Malformed("facets of a record that is no complaint"));
        }
        let (kind, id) = (row.key.kind(), row.key.id());
        let old = self.record_names(kind, id)?;
        self.rename(&row.key, &old.unwrap_or_default(), &row.names)?;
        self.connection
            .prepare_cached(
                "INSERT INTO record (city, kind, id, version, names, body) \
                 VALUES (?1, ?2, ?3, 1, ?4, ?5) ON CONFLICT (city, kind, id) \
                 DO UPDATE SET version = version + 1, names = ?4, body = ?5",
            )?
            .execute(params![self.city, kind.name(), id, join_names(&row.names), row.body])?;
        Ok(())
    }

    fn erase(&self, key: &Key) -> Result<(), Fault> {
        let (kind, id) = (key.kind(), key.id());
        if let Some(old) = self.record_names(kind, id)? {
            self.rename(key, &old, &[])?;
        }
        self.connection
            .prepare_cached("DELETE FROM record WHERE city = ?1 AND kind = ?2 AND id = ?3")?
            .execute(params![self.city, kind.name(), id])?;
        Ok(())
    }

    fn record_names(&self, kind: RecordKind, id: [u8; 16]) -> Result<Option<String>, Fault> {
        let names = self
            .connection
            .prepare_cached("SELECT names FROM record WHERE city = ?1 AND kind = ?2 AND id = ?3")?
            .query_row(params![self.city, kind.name(), id], |row| row.get(0))
            .optional()?;
        Ok(names)
    }

    /// Gives a record the names `new` instead of those in the column `old`. A name that belongs
    /// to another record is a conflict.
    pub(crate) fn rename(&self, key: &Key, old: &str, new: &[Name]) -> Result<(), Fault> {
        let (kind, id) = (key.kind().name(), key.id());
        let old = split_names(old)?;
        for name in old.iter().filter(|name| !new.contains(name)) {
            self.connection
                .prepare_cached("DELETE FROM name WHERE city = ?1 AND name = ?2")?
                .execute(params![self.city, name.to_string()])?;
        }
        for name in new.iter().filter(|name| !old.contains(name)) {
            let name = name.to_string();
            let inserted = self
                .connection
                .prepare_cached(
                    "INSERT INTO name (city, name, kind, id) VALUES (?1, ?2, ?3, ?4) \
                     ON CONFLICT DO NOTHING",
                )?
                .execute(params![self.city, name, kind, id])?;
            if inserted == 1 {
                continue;
            }
            let ours: bool = self
                .connection
                .prepare_cached(
                    "SELECT kind = ?3 AND id = ?4 FROM name WHERE city = ?1 AND name = ?2",
                )?
                .query_row(params![self.city, name, kind, id], |row| row.get(0))?;
            if !ours {
                return Err(Fault::Answer(Committed::Conflict));
            }
        }
        Ok(())
    }
}
