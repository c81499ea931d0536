//! Finding complaints by words.

use crate::{
    Desk, DeskError,
    domain::Note,
    query::{Filter, Index},
};

use super::listed::{Listed, Listing, newest};

/// Asks for published complaints whose public words hold all of these, the newest first.
#[derive(Clone, Debug)]
pub struct Search {
    /// The words.
    pub words: Note,
    /// Which page, from 0.
    pub page: u8,
}

impl Search {
    /// Looks for them. Anybody may. Words that tell nothing apart, such as *di* and *yang*, find
    /// nothing.
    pub async fn find(&self, desk: &Desk) -> Result<Listing, DeskError> {
        let words = desk.room().search_words(self.words.as_str());
        if words.is_empty() {
            return Ok(Listing::default());
        }
        let filter =
            Filter { published: true, words: Some((Index::Public, words)), ..Filter::default() };
        let found = newest(desk, filter, Listing::reach(self.page)).await?;
        Ok(Listing::cut(found.into_iter().map(Listed::new), self.page))
    }
}
