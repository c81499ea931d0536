//! Statements of every shape, for the tests that prepare and explain them.

use aduan::domain::Point;

use super::{near::boxed, *};

const NEWEST: Place = Place::Newest { filed: 1, seq: 1 };
const DUE: Place = Place::Due { urgency: 1, filed: 1, seq: 1 };
const SUPPORTED: Place = Place::Supported { supports: 1, filed: 1, seq: 1 };

fn filters() -> Vec<Filter> {
    let mut filters = vec![Filter::default()];
    let mut with = |change: &dyn Fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filters.push(filter);
    };
    with(&|of| of.published = true);
    with(&|of| of.stages = vec![StageKind::Submitted, StageKind::Assigned]);
    with(&|of| of.categories = vec!["lampu".parse().unwrap()]);
    with(&|of| of.departments = vec!["dlh".parse().unwrap()]);
    with(&|of| of.owner = Some(aduan::domain::OfficerId::from_bytes([1; 16])));
    with(&|of| of.reporter = Some(aduan::seal::Token::from_bytes([1; 16])));
    with(&|of| of.words = Some((Index::Public, vec!["a".into()])));
    with(&|of| of.words = Some((Index::Staff, vec!["a".into(), "b".into()])));
    with(&|of| of.since = Some(chrono::DateTime::UNIX_EPOCH));
    with(&|of| of.due_before = Some(chrono::DateTime::UNIX_EPOCH));
    filters
}

pub(crate) fn all() -> Vec<String> {
    let point = Point::new(-6.2, 106.8).unwrap();
    let mut shapes = Vec::new();
    for filter in &filters() {
        for after in [NEWEST, DUE, SUPPORTED] {
            shapes.push(page(1, filter, after, 21, false).text);
            shapes.push(boxed(1, filter, (point, 500.0), Some(after)).text);
        }
        shapes.push(counting(1, filter).text);
        if let Some((index, words)) = &filter.words {
            shapes.extend([DUE, SUPPORTED].map(|after| page(1, filter, after, 21, true).text));
            shapes.push(many(1, *index, words).text);
        }
        shapes.push(boxed(1, filter, (Point::new(1.0, 179.999).unwrap(), 500.0), None).text);
    }
    shapes
}

/// Pages that an index has in their order.
pub(crate) fn in_order() -> Vec<String> {
    let of = |after, common, has: fn(&Filter) -> bool| {
        let filters = filters().into_iter().filter(has);
        filters.map(move |filter| page(1, &filter, after, 21, common).text)
    };
    let newest = of(NEWEST, false, |of| of.due_before.is_none());
    let due = of(DUE, true, |of| of.owner.is_none() && of.reporter.is_none());
    let supported = of(SUPPORTED, true, |of| {
        of.owner.is_none() && of.reporter.is_none() && of.due_before.is_none()
    });
    newest.chain(due).chain(supported).collect()
}
