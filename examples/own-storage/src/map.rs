//! An ordered map in a file: paths such as `name/number/LP-…`, and what stands there as JSON.
//!
//! The file is a journal. Each line tells what one change put where, and is on the disk before
//! anybody is told; opening the map reads the lines again. The journal only grows.

use std::collections::{BTreeMap, btree_map};
use std::fs::{self, File, OpenOptions};
use std::{io::Write, path::Path};

use aduan::ports::{StorageError, StorageErrorKind};
use serde::{Serialize, de::DeserializeOwned};

/// An answer, unless nobody knows.
pub(crate) type Answer<T> = Result<T, StorageError>;

/// The map, and what stood where before the change that is being made. Each thing has its number
/// in the order in which all were added.
#[derive(Debug)]
pub(crate) struct Map {
    things: BTreeMap<String, (u64, String)>,
    before: BTreeMap<String, Option<(u64, String)>>,
    added: u64,
    journal: File,
    length: u64,
}

impl Map {
    pub(crate) fn open(folder: &Path, name: &str) -> Answer<Self> {
        let path = folder.join(name);
        let journal = OpenOptions::new().append(true).create(true).open(&path)?;
        File::open(folder)?.sync_all()?; // so that the name lasts
        let text = fs::read(path)?;

        // The power may have gone while the last line was written; nobody was told of it.
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        let (things, before, length) = (BTreeMap::new(), BTreeMap::new(), whole as u64);
        let mut map = Self { things, before, added: 0, journal, length };
        for line in text[..whole].split_inclusive(|byte| *byte == b'\n') {
            map.before = serde_json::from_slice(line)?;
            map.added = map.before.values().flatten().map(|of| of.0).fold(map.added, u64::max);
            map.undo(); // puts there what the line tells
        }
        Ok(map)
    }

    pub(crate) fn get<T: DeserializeOwned>(&self, path: &str) -> Answer<Option<T>> {
        Ok(self.things.get(path).map(|(_, text)| serde_json::from_str(text)).transpose()?)
    }

    pub(crate) fn set(&mut self, path: String, value: &impl Serialize) -> Answer<()> {
        let text = serde_json::to_string(value)?;
        let old = self.things.remove(&path);
        self.added += u64::from(old.is_none());
        let nth = old.as_ref().map_or(self.added, |(nth, _)| *nth);
        self.things.insert(path.clone(), (nth, text));
        self.before.entry(path).or_insert(old);
        Ok(())
    }

    pub(crate) fn remove(&mut self, path: String) {
        let old = self.things.remove(&path);
        self.before.entry(path).or_insert(old);
    }

    /// What stands at the paths that begin so.
    fn under(&self, start: &str) -> btree_map::Range<'_, String, (u64, String)> {
        self.things.range(start.to_owned()..format!("{start}~"))
    }

    pub(crate) fn count(&self, start: &str) -> u64 {
        self.under(start).fold(0, |count, _| count + 1)
    }

    /// All things at paths that begin so, with their numbers, in the order of these.
    pub(crate) fn numbered<T, U>(&self, start: &str, of: impl Fn(T) -> U) -> Answer<Vec<(u64, U)>>
    where
        T: DeserializeOwned,
    {
        let mut all: Vec<_> = self.under(start).map(|(_, thing)| thing).collect();
        all.sort_by_key(|(nth, _)| *nth);
        all.into_iter().map(|(nth, text)| Ok((*nth, of(serde_json::from_str(text)?)))).collect()
    }

    pub(crate) fn all<T: DeserializeOwned>(&self, start: &str) -> Answer<Vec<T>> {
        Ok(self.numbered(start, |thing| thing)?.into_iter().map(|(_, thing)| thing).collect())
    }

    /// Removes what does not stay; `stays` may change what does.
    pub(crate) fn retain<T>(&mut self, start: &str, stays: impl Fn(&mut T) -> bool) -> Answer<()>
    where
        T: DeserializeOwned + Serialize,
    {
        for path in self.under(start).map(|(path, _)| path.clone()).collect::<Vec<_>>() {
            let Some(mut thing) = self.get(&path)? else { continue };
            if stays(&mut thing) { self.set(path, &thing)? } else { self.remove(path) }
        }
        Ok(())
    }

    /// Ends a change: writes a line, and waits until the disk has it.
    pub(crate) fn keep(&mut self) -> Answer<()> {
        let all = self.before.iter().map(|(path, old)| (path, old.as_ref(), self.things.get(path)));
        let changed = all.filter(|(_, old, new)| old != new).map(|(path, _, new)| (path, new));
        let line: BTreeMap<_, _> = changed.collect();
        if !line.is_empty() {
            let line = serde_json::to_string(&line)? + "\n";
            // What a failure leaves there is cut off, at once or before the next line.
            let cut = self.journal.set_len(self.length);
            let written = cut.and_then(|()| self.journal.write_all(line.as_bytes()));
            if let Err(error) = written.and_then(|()| self.journal.sync_data()) {
                let unknown = StorageError::new(StorageErrorKind::Unknown, "a line may be there");
                let cut = self.journal.set_len(self.length).and_then(|()| self.journal.sync_data());
                return Err(if cut.is_ok() { error.into() } else { unknown.because(error) });
            }
            self.length += line.len() as u64;
        }
        self.before.clear();
        Ok(())
    }

    /// Takes a change back.
    pub(crate) fn undo(&mut self) {
        for (path, thing) in std::mem::take(&mut self.before) {
            match thing {
                Some(thing) => self.things.insert(path, thing),
                None => self.things.remove(&path),
            };
        }
    }
}
