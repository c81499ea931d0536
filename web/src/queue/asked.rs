//! What of her work an officer asks for, as the address of the page says it.

use aduan::{
    domain::{CategoryId, DepartmentId, OfficerId, StageKind},
    query::{Cursor, Order},
    verbs::{Narrow, Pile, WorklistOf},
};

/// How many pages back the address remembers.
const TRAIL: usize = 40;

/// The orders one can choose, as they stand in the form.
pub(crate) const ORDERS: [Order; 3] = [Order::Due, Order::Supported, Order::Newest];

/// The name an order is asked for by.
pub(crate) fn name_of(order: Order) -> &'static str {
    match order {
        Order::Newest => "newest",
        Order::Due => "due",
        Order::Supported => "supported",
    }
}

/// What is asked for. What cannot be read is not asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) pile: Option<Pile>,
    pub(crate) narrow: Narrow,
    /// In which order, if one was chosen.
    order: Option<Order>,
    /// Where the pages read before this one ended, the first first. So one can go back to just
    /// those, whatever was added or removed meanwhile.
    trail: Vec<Cursor>,
}

impl Asked {
    /// Reads an address, or a form.
    pub(crate) fn read(pairs: &[(String, String)]) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            let narrow = &mut asked.narrow;
            match name.as_str() {
                "pile" => asked.pile = Pile::ALL.into_iter().find(|pile| pile.name() == value),
                "q" => narrow.words = value.chars().take(200).collect::<String>().into(),
                "category" => narrow.category = value.parse().ok(),
                "department" => narrow.department = value.parse().ok(),
                "stage" => {
                    narrow.stage = StageKind::ALL.into_iter().find(|stage| stage.name() == value);
                }
                "order" => asked.order = ORDERS.into_iter().find(|order| name_of(*order) == value),
                "after" => asked.trail.push(Cursor(value.as_str().into())),
                _ => {}
            }
        }
        asked
    }

    /// The question it is for that officer.
    pub(crate) fn by(&self, officer: OfficerId) -> WorklistOf {
        WorklistOf {
            officer,
            pile: self.pile,
            narrow: self.narrow.clone(),
            order: self.order(),
            after: self.trail.last().cloned(),
        }
    }

    /// What stands first: what is due, unless something else was chosen; of what holds certain
    /// words, the newest.
    pub(crate) fn order(&self) -> Order {
        let searches = !self.narrow.words.trim().is_empty();
        self.order.unwrap_or(if searches { Order::Newest } else { Order::Due })
    }

    /// Whether anything narrows the list.
    pub(crate) fn narrows(&self) -> bool {
        self.narrow != Narrow::default()
    }

    /// The same of another list, from its beginning.
    pub(crate) fn of(&self, pile: Option<Pile>) -> Self {
        Self { pile, trail: Vec::new(), ..self.clone() }
    }

    /// The same list with nothing that narrows it.
    pub(crate) fn wide(&self) -> Self {
        Self { narrow: Narrow::default(), ..self.of(self.pile) }
    }

    /// The page before this one, if there is one.
    pub(crate) fn before(&self) -> Option<Self> {
        let mut before = self.clone();
        before.trail.pop().map(|_| before)
    }

    /// The page that begins there.
    pub(crate) fn next(&self, next: Cursor) -> Self {
        let mut after = self.clone();
        after.trail.push(next);
        let forgotten = after.trail.len().saturating_sub(TRAIL);
        after.trail.drain(..forgotten);
        after
    }

    /// The address, below the panel.
    pub(crate) fn path(&self) -> String {
        let query = self.query();
        if query.is_empty() { "/".into() } else { format!("/?{query}") }
    }

    /// The part of the address after the question mark.
    pub(crate) fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }

    /// What the address and the fields of forms say.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let narrow = &self.narrow;
        let one = [
            ("pile", self.pile.map(Pile::name)),
            ("q", Some(&*narrow.words).filter(|words| !words.is_empty())),
            ("category", narrow.category.as_ref().map(CategoryId::as_str)),
            ("department", narrow.department.as_ref().map(DepartmentId::as_str)),
            ("stage", narrow.stage.map(StageKind::name)),
            ("order", self.order.map(name_of)),
        ];
        let one = one.into_iter().filter_map(|(name, value)| Some((name, value?)));
        one.chain(self.trail.iter().map(|Cursor(place)| ("after", &**place))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Asked {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Asked::read(&pairs)
    }

    #[test]
    fn an_address_says_again_what_was_read_out_of_it() {
        for query in [
            "",
            "pile=overdue",
            "pile=all&q=lampu+%26+jalan&category=lampu&department=pju&stage=needs_info&order=newest",
            "pile=mine&order=supported&after=s.-1.2&after=s.0.4",
        ] {
            assert_eq!(read(query).query(), query);
        }
        assert_eq!(read("pile=hantu&stage=x&category=%20&order=worst&x=1").query(), "");
    }

    #[test]
    fn one_goes_back_as_one_came_and_no_address_grows_for_ever() {
        let first = read("pile=mine");
        assert!(first.before().is_none());
        let mut page = first.clone();
        for nth in 0..100 {
            page = page.next(Cursor(format!("n.{nth}").into()));
        }
        assert_eq!(page.trail.len(), TRAIL);
        assert_eq!(
            page.before().and_then(|before| before.trail.last().cloned()),
            Some(Cursor("n.98".into()))
        );
        assert_eq!(page.of(Some(Pile::All)).path(), "/?pile=all");
        assert_eq!(first.wide().path(), "/?pile=mine");
    }
}
