//! What an officer has to do: a list to work through, and how long each such list is.

mod pile;
mod row;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    Desk, DeskError,
    authority::{self, Deed, Rank, Reach, Standing},
    book,
    domain::{
        Catalogue, Category, CategoryId, Department, DepartmentId, Officer, OfficerId, PersonName,
        StageKind, TrackingNumber,
    },
    facts::Want,
    query::{Cursor, Filter, Item, Order, Query, Select},
    record::{Key, Name},
};

pub use pile::Pile;
pub use row::Entry;

/// Asks what an officer has to do. She sees what she may read, and nothing its reporter can still
/// take back.
#[derive(Clone, Debug)]
pub struct WorklistOf {
    /// Whom.
    pub officer: OfficerId,
    /// Which of her lists; if none is named or it is not hers, the first on which something is,
    /// and for words all that she may read.
    pub pile: Option<Pile>,
    /// What of it.
    pub narrow: Narrow,
    /// In which order.
    pub order: Order,
    /// After which place; from the beginning if `None`.
    pub after: Option<Cursor>,
}

/// What of a list is asked for. Every part narrows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// Only of this category.
    pub category: Option<CategoryId>,
    /// Only those this department has.
    pub department: Option<DepartmentId>,
    /// Only in this stage.
    pub stage: Option<StageKind>,
    /// Only those that hold all these words; or, if it is the number of a complaint, only that one,
    /// wherever it is.
    pub words: Box<str>,
}

/// A page of work.
#[derive(Clone, Debug)]
pub struct Worklist {
    /// Which list it is; none for who reads no complaints.
    pub pile: Option<Pile>,
    /// Her lists, and how long each is with what was asked for. It is not counted while words are
    /// searched, which would mean reading all that hold them.
    pub piles: Vec<(Pile, Option<u64>)>,
    /// The complaints on this page, at most [`Worklist::ROWS`].
    pub rows: Vec<Entry>,
    /// Where the next page begins; `None` if this is the last.
    pub next: Option<Cursor>,
    /// The names of the officers who own something on it.
    pub owners: BTreeMap<OfficerId, PersonName>,
    /// The departments within her reach.
    pub departments: Vec<Department>,
    /// All categories of the city.
    pub categories: Vec<Category>,
    /// Who else may own something within her reach, by name.
    pub colleagues: Vec<(OfficerId, PersonName)>,
    /// Whether she may take complaints over.
    pub takes: bool,
    /// Whether she may give them to departments.
    pub routes: bool,
}

impl Worklist {
    /// How many complaints stand on a page.
    pub const ROWS: usize = 50;
}

/// Who asks, and how far she reaches.
struct Desktop<'d> {
    desk: &'d Desk,
    officer: Officer,
    catalogue: Catalogue,
    reads: Reach,
    staff: Arc<[Officer]>,
}

impl WorklistOf {
    /// Finds it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](crate::refusal::Refusal::NotAllowed) if she works here no more, and
    /// [`StorageErrorKind::Malformed`](crate::ports::StorageErrorKind::Malformed) for a place that
    /// is none in this list.
    pub async fn find(&self, desk: &Desk) -> Result<Worklist, DeskError> {
        let wants = [Key::Officer(self.officer), Key::Catalogue, Key::Changes].map(Want::Record);
        let facts = desk.storage().load(&wants).await?;
        let officer = desk.room().officer(&facts, self.officer)?;
        let catalogue = book::catalogue(&facts)?;
        let reads = Reach::of(&officer, Deed::Read, &catalogue);
        let staff = desk.officers(&facts).await?;
        Desktop { desk, officer, catalogue, reads, staff }.shows(self).await
    }
}

/// The list that is shown: the one that is asked for, or else the first on which something is, and
/// for words all that she may read.
fn shown(asked: Option<Pile>, hers: &[(Pile, Option<u64>)]) -> Option<Pile> {
    let known = hers.iter().find(|(pile, _)| Some(*pile) == asked);
    let full = || hers.iter().find(|(_, count)| count.is_some_and(|count| count > 0));
    let searched = || hers.iter().rev().find(|(_, count)| count.is_none());
    let one = known.or_else(full).or_else(searched).or_else(|| hers.first());
    one.map(|(pile, _)| *pile)
}

impl Desktop<'_> {
    async fn shows(self, asked: &WorklistOf) -> Result<Worklist, DeskError> {
        let hers = Pile::of(&self.officer, &self.reads);
        let filter = |pile: Pile| self.filter(pile, &asked.narrow);
        let searches = !asked.narrow.words.trim().is_empty();
        let mut piles = Vec::with_capacity(hers.len());
        for pile in hers {
            let count = match filter(pile).filter(|_| !searches) {
                Some(filter) => Some(self.count(filter).await?),
                None => (!searches).then_some(0),
            };
            piles.push((pile, count));
        }
        let pile = shown(asked.pile, &piles);
        let (mut rows, mut next) = (Vec::new(), None);
        if let Ok(number) = asked.narrow.words.parse::<TrackingNumber>() {
            rows.extend(self.numbered(&number).await?);
        } else if let Some(filter) = pile.and_then(filter) {
            (rows, next) = self.page(filter, asked).await?;
        }
        let owners = self.owners(&rows);
        let colleagues = self.colleagues();
        let may =
            |deed| authority::allows(Rank::Officer(self.officer.role), deed, Standing::Inside);
        let Self { catalogue, reads, .. } = self;
        let within = |department: &Department| match &reads {
            Reach::Everywhere => true,
            Reach::Departments(hers) => hers.contains(&department.id),
            Reach::Nowhere => false,
        };
        Ok(Worklist {
            pile,
            piles,
            rows,
            next,
            owners,
            departments: catalogue.departments.into_iter().filter(within).collect(),
            categories: catalogue.categories,
            colleagues,
            takes: may(Deed::Handle),
            routes: may(Deed::Route),
        })
    }

    /// What is in a list, as far as she reaches; `None` if that is nothing.
    fn filter(&self, pile: Pile, narrow: &Narrow) -> Option<Filter> {
        let room = self.desk.room();
        let mut filter = pile.filter(&self.officer, &room);
        if let Some(stage) = narrow.stage {
            if !filter.stages.is_empty() && !filter.stages.contains(&stage) {
                return None;
            }
            filter.stages = vec![stage];
        }
        if let Some(department) = &narrow.department {
            if !filter.departments.is_empty() && !filter.departments.contains(department) {
                return None;
            }
            filter.departments = vec![department.clone()];
        }
        filter.categories.extend(narrow.category.clone());
        if !narrow.words.trim().is_empty() {
            let words = room.search_words(&narrow.words);
            if words.is_empty() {
                return None;
            }
            filter.say(words);
        }
        self.reads.narrow(filter)
    }

    async fn page(
        &self,
        filter: Filter,
        asked: &WorklistOf,
    ) -> Result<(Vec<Entry>, Option<Cursor>), DeskError> {
        let select = Select::Complaints(filter, asked.order);
        let query = Query { after: asked.after.clone(), ..Query::new(select, Worklist::ROWS) };
        let page = self.desk.storage().list(&query).await?;
        let room = self.desk.room();
        let mut rows = Vec::with_capacity(page.items.len());
        for item in page.items {
            if let Item::Complaint(row, tally) = item {
                rows.extend(Entry::read(&row, tally, &room)?);
            }
        }
        Ok((rows, page.next))
    }

    /// The complaint of that number, if she may read it.
    async fn numbered(&self, number: &TrackingNumber) -> Result<Option<Entry>, DeskError> {
        let storage = self.desk.storage();
        let facts = storage.load(&[Want::Named(Name::Number(number.clone()))]).await?;
        let Some(row) = facts.named(&Name::Number(number.clone())) else { return Ok(None) };
        let complaint = book::complaint(row)?.value;
        if !self.reads.holds(&complaint) {
            return Ok(None);
        }
        let tally = storage.load(&[Want::Tally(complaint.id)]).await?.tally(complaint.id);
        Ok(Entry::read(row, tally, &self.desk.room())?)
    }

    /// How long a list is: what its query counts, but for what its reporters can still take back.
    async fn count(&self, filter: Filter) -> Result<u64, DeskError> {
        let storage = self.desk.storage();
        let count = Query::new(Select::Complaints(filter.clone(), Order::Newest), 1);
        let count = storage.count(&count).await?;
        let unsettled = self.unsettled(filter).await?;
        Ok(count.saturating_sub(unsettled))
    }

    /// How many in a list its reporters can still take back. They were filed lately, and nobody
    /// has them yet.
    async fn unsettled(&self, mut filter: Filter) -> Result<u64, DeskError> {
        let waits = filter.stages.is_empty() || filter.stages.contains(&StageKind::Submitted);
        if !waits || !filter.departments.is_empty() || filter.owner.is_some() {
            return Ok(0);
        }
        let room = self.desk.room();
        filter.stages = vec![StageKind::Submitted];
        filter.since = Some(row::settled_since(&room));
        let mut query = Query::new(Select::Complaints(filter, Order::Newest), Query::LIMIT);
        let mut unsettled = 0;
        loop {
            let page = self.desk.storage().list(&query).await?;
            for item in page.items {
                if let Item::Complaint(row, _) = item {
                    unsettled += u64::from(!row::is_settled(&book::complaint(&row)?.value, &room));
                }
            }
            query.after = page.next;
            if query.after.is_none() {
                return Ok(unsettled);
            }
        }
    }

    /// Those who may work on what she may work on, but for herself.
    fn colleagues(&self) -> Vec<(OfficerId, PersonName)> {
        let hers = Reach::of(&self.officer, Deed::Handle, &self.catalogue);
        if hers == Reach::Nowhere {
            return Vec::new();
        }
        let works = |of: &&Officer| {
            let reach = Reach::of(of, Deed::Handle, &self.catalogue);
            of.id != self.officer.id && !of.retired && hers.meets(&reach)
        };
        let mut all: Vec<_> = self.staff.iter().filter(works).collect();
        all.sort_by(|one, other| one.name.as_str().cmp(other.name.as_str()));
        all.into_iter().map(|of| (of.id, of.name.clone())).collect()
    }

    /// The names of those who own something. Who works here no more keeps what she owned, and her
    /// name on it.
    fn owners(&self, rows: &[Entry]) -> BTreeMap<OfficerId, PersonName> {
        let owners: BTreeSet<OfficerId> = rows.iter().filter_map(|row| row.owner).collect();
        let owns = self.staff.iter().filter(|of| owners.contains(&of.id));
        owns.map(|of| (of.id, of.name.clone())).collect()
    }
}
