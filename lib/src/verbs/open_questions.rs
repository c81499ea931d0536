//! Finding what the city waits to be told.

use crate::{
    Desk, DeskError, book,
    domain::{CitizenId, Note, Stage, StageKind, TrackingNumber},
    facts::Want,
    query::{Filter, Item, Order, Query, Select},
    record::Key,
    words,
};

/// Asks which questions of the city a person has not answered yet.
#[derive(Clone, Copy, Debug)]
pub struct OpenQuestions {
    /// Whose complaints.
    pub citizen: CitizenId,
}

/// A question about one's complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// About which.
    pub number: TrackingNumber,
    /// Its first sentence, unmasked: it is her own.
    pub title: Box<str>,
    /// What the city asks.
    pub question: Note,
}

/// How many are looked for.
const MOST: usize = 9;

impl OpenQuestions {
    /// Looks for them: among her known reports, and in the drawer of her hidden ones.
    pub async fn find(&self, desk: &Desk) -> Result<Vec<Question>, DeskError> {
        let room = desk.room();
        let filter = Filter {
            stages: vec![StageKind::NeedsInfo],
            reporter: Some(room.reporter(self.citizen)),
            ..Filter::default()
        };
        let query = Query::new(Select::Complaints(filter, Order::Newest), MOST);
        let mut rows: Vec<_> = desk
            .storage()
            .list(&query)
            .await?
            .items
            .into_iter()
            .filter_map(|item| match item {
                Item::Complaint(row, _) => Some(row),
                _ => None,
            })
            .collect();
        let drawer = desk.storage().load(&[Want::Record(room.drawer(self.citizen))]).await?;
        let hidden = room.hidden_reports(&drawer, self.citizen)?.value.complaints;
        let wants: Vec<_> =
            hidden.iter().rev().take(MOST).map(|id| Want::Record(Key::Complaint(*id))).collect();
        let facts = desk.storage().load(&wants).await?;
        rows.extend(hidden.iter().filter_map(|id| facts.record(&Key::Complaint(*id))).cloned());

        let mut questions = Vec::new();
        for row in rows {
            let complaint = book::complaint(&row)?.value;
            if let Stage::NeedsInfo { question, .. } = &complaint.stage {
                questions.push(Question {
                    title: words::title(room.original(&complaint)?.words.as_str()).into(),
                    question: room.open(&Key::Complaint(complaint.id), question)?,
                    number: complaint.number,
                });
            }
        }
        Ok(questions)
    }
}
