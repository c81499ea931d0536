//! Finding what was reported around a place.

use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    domain::{Note, Point, StageKind},
    query::{Filter, Index},
};

use super::listed::{Listed, Listing, newest};

/// A place to look around.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Around {
    /// A point: the nearest first.
    Point(Point),
    /// A place in words, which the complaint has to name: the newest first.
    Words(Note),
}

/// Asks for published complaints around a place that still wait for something.
#[derive(Clone, Debug)]
pub struct Nearby {
    /// Where.
    pub around: Around,
    /// Which page, from 0.
    pub page: u8,
}

/// How far is near, in metres: what can be walked in some minutes; and how much farther is looked
/// where there is nothing.
const RINGS: [u32; 3] = [500, 2_000, 5_000];

/// How many around one place are compared by distance; of more, the newest.
const MOST: usize = 1_000;

impl Nearby {
    /// Looks for them. Anybody may.
    pub async fn find(&self, desk: &Desk) -> Result<Listing, DeskError> {
        let open =
            Filter { published: true, stages: StageKind::OPEN.to_vec(), ..Filter::default() };
        match &self.around {
            Around::Point(point) => self.around_point(desk, *point, &open).await,
            Around::Words(words) => {
                let words = desk.room().search_words(words.as_str());
                if words.is_empty() {
                    return Ok(Listing::default());
                }
                let filter = Filter { words: Some((Index::Public, words)), ..open };
                let found = newest(desk, filter, Listing::reach(self.page)).await?;
                Ok(Listing::cut(found.into_iter().map(Listed::new), self.page))
            }
        }
    }

    async fn around_point(
        &self,
        desk: &Desk,
        point: Point,
        open: &Filter,
    ) -> Result<Listing, DeskError> {
        for within in RINGS {
            let filter = Filter { near: Some((point, f64::from(within))), ..open.clone() };
            let found = newest(desk, filter, MOST).await?;
            let mut found: Vec<Listed> =
                found.into_iter().filter_map(|complaint| Listed::from(point, complaint)).collect();
            if !found.is_empty() {
                found.sort_by_key(|listed| listed.metres);
                let (total, within) = (Some(found.len()), Some(within));
                let page = Listing::cut(found.into_iter(), self.page);
                return Ok(Listing { total, within, ..page });
            }
        }
        Ok(Listing::default())
    }
}
