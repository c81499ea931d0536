//! What nobody could deal with: an operator looks at it, has it tried again, or lets it go.
//!
//! A row of a queue is buried after its last try in vain, with the reason, and its lane goes on
//! without it. Nothing here opens a row further than to seal it anew, so nobody is named.

use chrono::{DateTime, Utc};

use crate::{
    Desk, DeskError,
    batch::{Batch, Committed, Guard, Write},
    domain::QueuedId,
    facts::{Fact, Want},
    query::{Item, Query, Select},
    queue::{Queue, Waiting},
    record::Key,
};

/// A buried row, as an operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buried {
    /// Its id.
    pub id: QueuedId,
    /// Since when it was due.
    pub due: DateTime<Utc>,
    /// How often it was tried.
    pub tries: u64,
    /// Why it was buried.
    pub why: Box<str>,
}

/// What to do with a buried row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Try it again, after what waits in its lane now.
    Retry,
    /// Let it go.
    Drop,
}

/// All buried rows of a queue, oldest first.
pub async fn buried(desk: &Desk, queue: Queue) -> Result<Vec<Buried>, DeskError> {
    let mut query = Query::new(Select::Buried(queue), Query::LIMIT);
    let mut all = Vec::new();
    loop {
        let page = desk.storage().list(&query).await?;
        all.extend(page.items.into_iter().filter_map(|item| match item {
            Item::Waiting(Waiting { row, version, buried: Some(why) }) => {
                Some(Buried { id: row.id, due: row.due, tries: version, why })
            }
            _ => None,
        }));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return Ok(all),
        }
    }
}

/// Does something about a buried row of a queue; false if there is none of that id.
pub async fn mend(
    desk: &Desk,
    queue: Queue,
    id: QueuedId,
    remedy: Remedy,
) -> Result<bool, DeskError> {
    let want = Want::Queued(id);
    let facts = desk.storage().load(std::slice::from_ref(&want)).await?;
    let Some(Fact::Queued(Some(waiting))) = facts.get(&want) else { return Ok(false) };
    if waiting.buried.is_none() || waiting.row.queue != queue {
        return Ok(false);
    }
    let room = desk.room();
    let mut batch = Batch::new();
    batch.guard(Guard::Version(Key::Queued(id), waiting.version));
    batch.write(Write::Finish(id));
    if remedy == Remedy::Retry {
        // Under another id, to which what it says is sealed; its tries begin anew.
        let says: serde_json::Value = room.open_queued(&waiting.row)?;
        let row = room.queue(queue, waiting.row.lane, waiting.row.replaces, &says);
        batch.write(Write::Enqueue(row));
    }
    Ok(desk.commit(batch).await? == Committed::Applied)
}
