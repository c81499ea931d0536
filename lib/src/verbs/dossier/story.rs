//! What happened to a complaint, as a story: what was done, by whom, in which words, and whether
//! people were told.

use chrono::{DateTime, Utc};

use crate::{
    Desk, DeskError,
    domain::{Complaint, Note, OfficerId, Reporter},
    log::{Audience, By, Entry, Event},
    owed::Undelivered,
    query::{Item, Query, Select},
    record::Key,
    seal::Broken,
};

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever reported it; the log does not say her name.
    Reporter,
    /// An officer.
    Officer(OfficerId),
    /// The system, by a rule.
    System,
}

/// What became of the news of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// They are on their way.
    Waiting,
    /// They arrived at the channel.
    Told,
    /// They did not arrive.
    NotTold(Undelivered),
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When; by the hour if the complaint is hidden from staff.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: Who,
    /// What.
    pub what: Event,
    /// What was written.
    pub words: Option<Note>,
    /// Whom it is news for, and what became of them.
    pub told: Option<(Audience, Delivery)>,
}

/// How much of a log is read: what is supported by more people than that has a story all the
/// same, in the stages it came into.
const PAGES: usize = 50;

/// The story, oldest first. Who supports, follows or comments is no part of it.
pub(super) async fn of(desk: &Desk, complaint: &Complaint) -> Result<Vec<Happening>, DeskError> {
    let (room, key) = (desk.room(), Key::Complaint(complaint.id));
    let mut story = Story { happenings: Vec::new(), reporter: complaint.reporter.clone() };
    let mut query = Query::new(Select::History(complaint.id), Query::LIMIT);
    for _ in 0..PAGES {
        let page = desk.storage().list(&query).await?;
        for item in page.items {
            let Item::Entry(recorded) = item else { continue };
            let entry = Entry::from_bytes(&recorded.body).ok_or(Broken::Damaged)?;
            let words = entry.what.note().map(|note| room.open(&key, note)).transpose()?;
            story.goes_on(entry, words);
        }
        query.after = page.next;
        if query.after.is_none() {
            break;
        }
    }
    Ok(story.happenings)
}

struct Story {
    happenings: Vec<Happening>,
    reporter: Reporter,
}

impl Story {
    fn goes_on(&mut self, entry: Entry, words: Option<Note>) {
        match entry.what {
            Event::Told { to } => self.told(to, Delivery::Told),
            Event::NotTold { to, because, after_all: false } => {
                self.told(to, Delivery::NotTold(because));
            }
            Event::NotTold { to, because, after_all: true } => {
                self.not_told_after_all(to, because);
            }
            Event::Supported
            | Event::Unsupported
            | Event::Followed
            | Event::Unfollowed
            | Event::Commented
            | Event::CommentRemoved => {}
            what => {
                let by = match entry.by {
                    By::Citizen(_) => Who::Reporter,
                    By::Officer(officer) => Who::Officer(officer),
                    By::System => Who::System,
                };
                let told = match audience(&what, by) {
                    // Of what nobody may own yet the log says only that somebody was told.
                    Some(Audience::Owner) | None => None,
                    Some(Audience::Reporter) if self.reporter == Reporter::Left => None,
                    Some(to) => Some((to, Delivery::Waiting)),
                };
                self.happenings.push(Happening { at: entry.at, by, what, words, told });
            }
        }
    }

    /// Newer news replace those that wait, so whatever waits is settled by what the log says next;
    /// but what was left unsaid for newer news was only the oldest.
    fn told(&mut self, to: Audience, delivery: Delivery) {
        let only_oldest = delivery == Delivery::NotTold(Undelivered::Superseded);
        let waits = |it: &&mut Happening| match it.told {
            Some((audience, Delivery::Waiting)) => audience == to,
            None => to == Audience::Owner && audience(&it.what, it.by) == Some(to),
            Some(_) => false,
        };
        for happening in self.happenings.iter_mut().filter(waits) {
            happening.told = Some((to, delivery));
            if only_oldest {
                break;
            }
        }
    }

    /// What a channel took and then lost are the newest news that it took: it says so soon.
    fn not_told_after_all(&mut self, to: Audience, because: Undelivered) {
        let said = Some((to, Delivery::Told));
        if let Some(lost) = self.happenings.iter_mut().rfind(|it| it.told == said) {
            lost.told = Some((to, Delivery::NotTold(because)));
        }
    }
}

/// Whom something is news for.
fn audience(what: &Event, by: Who) -> Option<Audience> {
    match (what, by) {
        (
            Event::Assigned { .. }
            | Event::Transferred { .. }
            | Event::Rejected { .. }
            | Event::Started { .. }
            | Event::Asked { .. }
            | Event::Replied { .. }
            | Event::Resolved { .. }
            | Event::PhotosLost { .. },
            _,
        )
        | (Event::Reopened { .. } | Event::Closed { .. }, Who::Officer(_) | Who::System) => {
            Some(Audience::Reporter)
        }
        (
            Event::Answered { .. }
            | Event::ToldStaff { .. }
            | Event::Disputed { .. }
            | Event::Reopened { .. }
            | Event::ReporterLeft,
            _,
        ) => Some(Audience::Owner),
        _ => None,
    }
}
