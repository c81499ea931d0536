//! Puts lines into an empty storage.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{
    Body, Line, MARK, Queued, Record, TransferError, Whole, export::is_somebody, head, key,
};
use crate::{
    batch::{Batch, Committed, Guard, Write},
    domain::{CategoryId, Citizen},
    facts::{Fact, Want},
    ports::{Entropy, Storage},
    query::{Query, Select},
    record::{Key, Name, RecordKind, Row},
    seal::{KeyRing, Scope, Sealed, Token},
};

/// More tries than this are not counted again: nobody gives up later.
const TRIES: u64 = 100;

/// The most words said at once.
const MOST_WORDS: usize = 400;

/// An import under way.
#[derive(Debug)]
pub struct Import<'s> {
    storage: &'s dyn Storage,
    keys: Option<(&'s KeyRing, &'s dyn Entropy)>,
    whole: Whole,
    number: u64,
    chunk: u64,
    batch: Batch,
    lessons: BTreeMap<CategoryId, Lessons>,
}

/// What is still to be said of a category. A storage learns of one complaint at a time, so what
/// another has counted is said again as so many complaints with so many words.
#[derive(Debug, Default)]
struct Lessons {
    complaints: u64,
    /// How many words each of them is to have.
    each: usize,
    words: Vec<Box<str>>,
}

impl<'s> Import<'s> {
    /// Begins to import a whole file, or goes on where an import of it stopped. With keys, people
    /// who are in clear are sealed.
    pub async fn begin(
        storage: &'s dyn Storage,
        whole: Whole,
        keys: Option<(&'s KeyRing, &'s dyn Entropy)>,
    ) -> Result<Self, TransferError> {
        if whole.header.people && keys.is_none() {
            return Err(TransferError::NoKey);
        }
        let mut import = Self {
            storage,
            keys,
            whole,
            number: 0,
            chunk: 0,
            batch: Batch::new(),
            lessons: BTreeMap::new(),
        };
        let begun = Want::Receipt(import.key(0));
        let facts = storage.load(std::slice::from_ref(&begun)).await?;
        if !matches!(facts.get(&begun), Some(Fact::Receipt(Some(_)))) {
            import.expect_nothing().await?;
        }
        import.commit().await?;
        Ok(import)
    }

    /// The key under which a batch of this file is committed.
    fn key(&self, chunk: u64) -> Token {
        let Whole { header, footer } = &self.whole;
        key(&format!("import/{}/{}/{chunk}", header.jurisdiction, footer.sha256))
    }

    async fn expect_nothing(&self) -> Result<(), TransferError> {
        let figures = self.storage.figures(self.whole.header.exported_at).await?;
        let mut found = figures.log > 0
            || figures.queues.iter().any(|(_, waiting, buried, _)| waiting + buried > 0);
        for select in RecordKind::ALL.into_iter().map(Select::Records).chain([Select::Receipts]) {
            found |= !self.storage.list(&Query::new(select, 1)).await?.items.is_empty();
        }
        if found { Err(TransferError::NotEmpty) } else { Ok(()) }
    }

    /// How many lines were read.
    pub fn progress(&self) -> u64 {
        self.number
    }

    /// Takes the next line of the file, without its end.
    pub async fn line(&mut self, text: &[u8]) -> Result<(), TransferError> {
        self.number += 1;
        let line = Line::read(text).map_err(|why| TransferError::Line(self.number, why))?;
        let mut part = Batch::new();
        match line {
            Line::Header(_) | Line::Footer(_) => return Ok(()),
            Line::Record(record) => {
                part.put(self.row(record)?, 0);
            }
            Line::Member(member) => {
                let member = member.member().ok_or_else(|| self.unknown())?;
                part.write(Write::Join(member));
            }
            Line::Receipt { key, receipt } => {
                let receipt = receipt.bytes().ok_or_else(|| self.unknown())?;
                part.guard(Guard::Once(key, receipt));
            }
            Line::Queued(queued) => self.enqueue(&mut part, &queued)?,
            Line::Category { category, complaints, words } => {
                let each = words.div_ceil(complaints.max(1));
                let each = usize::try_from(each).map_or(MOST_WORDS, |each| each.min(MOST_WORDS));
                self.lessons.insert(category, Lessons { complaints, each, words: Vec::new() });
            }
            Line::Word { word, category, complaints } => {
                for _ in 0..complaints {
                    self.learn(&category, Some(&word)).await?;
                }
            }
            Line::Entry(entry) => {
                part.log(entry);
            }
        }
        self.add(part).await
    }

    /// Commits the rest and verifies the log.
    pub async fn finish(mut self) -> Result<(), TransferError> {
        let categories: Vec<_> = self.lessons.keys().cloned().collect();
        for category in categories {
            self.learn(&category, None).await?;
        }
        self.commit().await?;
        let log = &self.whole.header.log;
        if head(self.storage, log.position).await? == *log {
            Ok(())
        } else {
            Err(TransferError::Log)
        }
    }

    fn unknown(&self) -> TransferError {
        TransferError::Line(self.number, "what it names is not known".to_owned())
    }

    fn row(&self, record: Record) -> Result<Row, TransferError> {
        let key = record.key().ok_or_else(|| self.unknown())?;
        let sealed = match &record.body {
            Body::Opened(raw) => Some(self.seal(&key, raw, &record.names)?),
            _ => None,
        };
        record.row(sealed).ok_or_else(|| self.unknown())
    }

    /// Seals a person again, who must be found by the names she has.
    fn seal(
        &self,
        key: &Key,
        raw: &RawValue,
        names: &[Box<str>],
    ) -> Result<Box<[u8]>, TransferError> {
        let (keys, entropy) = self.keys.ok_or(TransferError::NoKey)?;
        if !is_somebody(key) {
            return Err(self.unknown());
        }
        if key.kind() == RecordKind::Citizen {
            let citizen: Citizen = serde_json::from_str(raw.get()).map_err(|_| self.unknown())?;
            let found = citizen.handles.iter().all(|handle| {
                let token = keys.token(Scope::Handle, handle.canonical().as_bytes());
                names.contains(&Name::Handle(token).to_string().into())
            });
            if !found {
                return Err(TransferError::OtherKey(self.number));
            }
        }
        Ok(Sealed::seal(keys, entropy, &key.path(), &raw).as_bytes().into())
    }

    fn enqueue(&self, part: &mut Batch, queued: &Queued) -> Result<(), TransferError> {
        let row = queued.row().ok_or_else(|| self.unknown())?;
        part.guard(Guard::Version(Key::Queued(row.id), 0));
        part.write(Write::Enqueue(row));
        for _ in 0..queued.tries.min(TRIES) {
            part.write(Write::Retry(queued.id));
        }
        if let Some(reason) = &queued.buried {
            part.write(Write::Bury(queued.id, reason.clone()));
        }
        Ok(())
    }

    /// Says a word of a category once more, or all that is left to say.
    async fn learn(
        &mut self,
        category: &CategoryId,
        word: Option<&str>,
    ) -> Result<(), TransferError> {
        let lessons = self.lessons.entry(category.clone()).or_default();
        lessons.words.extend(word.map(Into::into));
        let due = lessons.words.len() >= lessons.each.max(1);
        if word.is_some() && !due {
            return Ok(());
        }
        let mut said = Vec::new();
        if !lessons.words.is_empty() {
            said.push((std::mem::take(&mut lessons.words), 1));
        }
        // More words than its complaints can have said: one complaint too many, taken back.
        let spare = lessons.complaints.checked_sub(said.len() as u64);
        lessons.complaints = spare.unwrap_or(0);
        if spare.is_none() {
            said.push((Vec::new(), -1));
        }
        let mut left = if word.is_none() { std::mem::take(&mut lessons.complaints) } else { 0 };
        for (words, by) in said {
            let mut part = Batch::new();
            part.write(Write::Learn { category: category.clone(), words, by });
            self.add(part).await?;
        }
        while left > 0 {
            let mut part = Batch::new();
            part.write(Write::Learn { category: category.clone(), words: Vec::new(), by: 1 });
            self.add(part).await?;
            left -= 1;
        }
        Ok(())
    }

    /// Adds what belongs together to the batch, or to the next if it is full.
    async fn add(&mut self, part: Batch) -> Result<(), TransferError> {
        let rows =
            |batch: &Batch| batch.guards().len() + batch.writes().len() + batch.entries().len();
        if 1 + rows(&self.batch) + rows(&part) > Batch::LIMIT {
            self.commit().await?;
        }
        self.batch.join(part);
        Ok(())
    }

    /// Commits the batch, unless that was done before.
    async fn commit(&mut self) -> Result<(), TransferError> {
        let key = self.key(self.chunk);
        let mut batch = Batch::new();
        batch.guard(Guard::Once(key, MARK.into()));
        batch.join(std::mem::take(&mut self.batch));
        match self.storage.commit(batch).await? {
            Committed::Applied => {}
            Committed::Duplicate(of, _) if of == key => {}
            _ => return Err(TransferError::Refused(self.number)),
        }
        self.chunk += 1;
        Ok(())
    }
}
