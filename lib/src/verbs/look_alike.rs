//! Finding reports of the same thing.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    domain::{CategoryId, Point, StageKind, TrackingNumber},
    query::{Filter, Index, Item, Order, Query, Select},
    words,
};

/// Asks for published complaints that may be about the same thing: of the same category, still
/// open, filed in the last thirty days, near by or with words in common.
#[derive(Clone, Debug)]
pub struct LookAlike {
    /// What it is about.
    pub category: CategoryId,
    /// Where.
    pub point: Option<Point>,
    /// What was written, with the place in words.
    pub words: Box<str>,
}

/// A complaint that may be about the same thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    /// Its number.
    pub number: TrackingNumber,
    /// Its first sentence, masked.
    pub title: Box<str>,
    /// How far away, in metres, if both have a point.
    pub metres: Option<u32>,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// Where it is in its life.
    pub stage: StageKind,
    /// How many support it.
    pub supports: u64,
}

/// How near is the same place, in metres (the script of the conversation, `dup_found`).
const NEAR: f64 = 150.0;
/// How old is too old.
const RECENT: TimeDelta = TimeDelta::days(30);
/// How many to look at before choosing.
const LOOK_AT: usize = 50;
/// How many to offer.
const OFFER: usize = 3;
/// Which part of the fewer words two reports must share when only one of them has a point.
const SHARED: f64 = 0.5;

impl LookAlike {
    /// Looks for them, the likest first, at most three.
    pub async fn find(&self, desk: &Desk) -> Result<Vec<Alike>, DeskError> {
        let mine = words::tokens(&self.words);
        let near = self.point.map(|point| (point, NEAR));
        let filter = Filter {
            published: true,
            stages: StageKind::OPEN.to_vec(),
            categories: vec![self.category.clone()],
            near,
            since: Some(desk.now() - RECENT),
            ..Filter::default()
        };
        let mut found = self.among(desk, filter.clone(), &mine).await?;
        if self.point.is_none() {
            // Without a point the place is in the words, and rare words tell places apart: look
            // for each of the longer ones.
            for word in mine.iter().filter(|word| word.len() >= 4).take(6) {
                let word = desk.room().keyed_words(std::slice::from_ref(word));
                let filter = Filter { words: Some((Index::Public, word)), ..filter.clone() };
                found.extend(self.among(desk, filter, &mine).await?);
            }
        }
        found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|(_, alike)| seen.insert(alike.number.clone()));
        Ok(found.into_iter().take(OFFER).map(|(_, alike)| alike).collect())
    }

    async fn among(
        &self,
        desk: &Desk,
        filter: Filter,
        mine: &[String],
    ) -> Result<Vec<(f64, Alike)>, DeskError> {
        let query = Query::new(Select::Complaints(filter, Order::Newest), LOOK_AT);
        let page = desk.storage().list(&query).await?;
        let mut found = Vec::new();
        for item in page.items {
            let Item::Complaint(row, tally) = item else { continue };
            let complaint = crate::book::complaint(&row)?.value;
            let Some(public) = &complaint.public else { continue };
            let theirs = words::tokens(&format!(
                "{} {}",
                public.words,
                public.place.as_deref().unwrap_or_default()
            ));
            let shared = overlap(mine, &theirs);
            let metres = self.point.zip(complaint.point).map(|(a, b)| a.metres_to(b));
            if metres.is_none() && shared < SHARED {
                continue;
            }
            let closeness = metres.map_or(0.0, |metres| 1.0 - metres / NEAR);
            found.push((
                shared + closeness,
                Alike {
                    number: complaint.number.clone(),
                    title: public.title.clone(),
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                    metres: metres.map(|metres| metres.round() as u32),
                    filed_at: complaint.filed_at,
                    stage: complaint.stage.kind(),
                    supports: tally.supports,
                },
            ));
        }
        Ok(found)
    }
}

/// Which part of the fewer words stands in both: 0 to 1.
fn overlap(a: &[String], b: &[String]) -> f64 {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if few.is_empty() {
        return 0.0;
    }
    let shared = few.iter().filter(|word| many.contains(word)).count();
    #[expect(clippy::cast_precision_loss, reason = "at most two hundred words")]
    let part = shared as f64 / few.len() as f64;
    part
}
