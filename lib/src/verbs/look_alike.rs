//! Finding reports of the same thing.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError, book,
    domain::{Catalogue, CategoryId, Point, StageKind, TrackingNumber},
    facts::Want,
    query::{Filter, Index, Item, Order, Query, Select},
    record::Key,
    words,
};

pub use likeness::Likeness;
use likeness::NEAR;

mod likeness;

/// Asks for published complaints that may be about the same thing: of the same category or a
/// sibling, still open, filed in the last thirty days, near by or with words in common.
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

/// How old is too old.
const RECENT: TimeDelta = TimeDelta::days(30);
/// How many to look at before choosing.
const LOOK_AT: usize = 50;
/// How many to offer.
const OFFER: usize = 3;
/// How many of the words are looked for.
const LOOKED_FOR: usize = 6;

impl LookAlike {
    /// Looks for them, the likest first, at most three.
    pub async fn find(&self, desk: &Desk) -> Result<Vec<Alike>, DeskError> {
        let facts = desk.storage().load(&[Want::Record(Key::Catalogue)]).await?;
        let catalogue = book::catalogue(&facts)?;
        let mine = words::tokens(&self.words);
        let open = Filter {
            published: true,
            stages: StageKind::OPEN.to_vec(),
            categories: catalogue.siblings(&self.category).map(|it| it.id.clone()).collect(),
            since: Some(desk.now() - RECENT),
            ..Filter::default()
        };
        let mut filters = Vec::new();
        if let Some(point) = self.point {
            filters.push(Filter { near: Some((point, NEAR)), ..open.clone() });
        }
        // One of the two may have its place in words only.
        for word in self.telling(&catalogue, &mine) {
            let word = desk.room().keyed_words(std::slice::from_ref(word));
            filters.push(Filter { words: Some((Index::Public, word)), ..open.clone() });
        }
        let mut found = BTreeMap::new();
        for filter in filters {
            for (score, alike) in self.among(desk, filter, &mine).await? {
                found.insert(alike.number.clone(), (score, alike));
            }
        }
        let mut found: Vec<_> = found.into_values().collect();
        found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        Ok(found.into_iter().take(OFFER).map(|(_, alike)| alike).collect())
    }

    /// The words that tell this report from others of its category: the longer ones that are no
    /// keyword of it. Short of those, any.
    fn telling<'a>(
        &self,
        catalogue: &Catalogue,
        mine: &'a [String],
    ) -> impl Iterator<Item = &'a String> {
        let keywords: Vec<String> = catalogue
            .category(&self.category)
            .into_iter()
            .flat_map(|category| &category.keywords)
            .flat_map(|keyword| words::tokens(keyword))
            .collect();
        let mut telling: Vec<&String> = mine.iter().collect();
        telling.sort_by_key(|word| (keywords.contains(word), word.len() < 4));
        telling.into_iter().take(LOOKED_FOR)
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
            let complaint = book::complaint(&row)?.value;
            let Some(public) = &complaint.public else { continue };
            let theirs = words::tokens(&format!(
                "{} {}",
                public.words,
                public.place.as_deref().unwrap_or_default()
            ));
            let metres = self.point.zip(complaint.point).map(|(a, b)| a.metres_to(b));
            let likeness = Likeness {
                words: (mine, &theirs),
                metres,
                apart: desk.now() - complaint.filed_at,
                same_category: complaint.category == self.category,
            };
            let Some(score) = likeness.score() else { continue };
            let alike = Alike {
                number: complaint.number.clone(),
                title: public.title.clone(),
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                metres: metres.map(|metres| metres.round() as u32),
                filed_at: complaint.filed_at,
                stage: complaint.stage.kind(),
                supports: tally.supports,
            };
            found.push((score, alike));
        }
        Ok(found)
    }
}
