//! Finding what the city waits to be told.

use crate::{
    Desk, DeskError,
    domain::{CitizenId, Note, Stage, StageKind, TrackingNumber},
    record::Key,
    words,
};

use super::listed::reported_by;

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

/// How many are told of.
const MOST: usize = 9;

impl OpenQuestions {
    /// Looks for them: among her known reports, and in the drawer of her hidden ones.
    pub async fn find(&self, desk: &Desk) -> Result<Vec<Question>, DeskError> {
        let room = desk.room();
        let mut questions = Vec::new();
        for complaint in reported_by(desk, self.citizen, &[StageKind::NeedsInfo]).await? {
            if let Stage::NeedsInfo { question, .. } = &complaint.stage {
                questions.push(Question {
                    title: words::title(room.original(&complaint)?.words.as_str()).into(),
                    question: room.open(&Key::Complaint(complaint.id), question)?,
                    number: complaint.number,
                });
            }
        }
        questions.truncate(MOST);
        Ok(questions)
    }
}
