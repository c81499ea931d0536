//! What most people support comes first.

use aduan::{
    batch::{Set, Write},
    domain::{ComplaintId, StageKind},
    query::{Filter, Index, Order, Query, Select},
    record::{Key, Row},
};

use crate::{
    Medium,
    fixture::{
        Town, complaint, complaint_with, erase, id, ids, join, minutes, point, put, token, word,
        words,
    },
};

fn supported(filter: Filter) -> Select {
    Select::Complaints(filter, Order::Supported)
}

fn vote(of: usize, who: &str) -> Write {
    join(id(of), Set::Supports, who)
}

fn withdraw(of: usize, who: &str) -> Write {
    Write::Leave(id(of), Set::Supports, token(who))
}

/// Six complaints, supported by as many as it says.
async fn six(medium: &dyn Medium, row: impl Fn(usize) -> Row) -> Town<'_> {
    let town = Town::open(medium).await;
    town.insert((0..6).map(row)).await;
    for (of, votes) in [0, 2, 3, 0, 3, 1].into_iter().enumerate() {
        town.write(["ani", "budi", "cici"][..votes].iter().map(|who| vote(of, who))).await;
    }
    town
}

impl Town<'_> {
    /// The whole list; read in pages of two, it is the same.
    async fn ranked(&self, filter: Filter) -> Vec<ComplaintId> {
        let whole = ids(&self.list(supported(filter.clone())).await);
        assert_eq!(ids(&self.walk(supported(filter), 2).await), whole);
        whole
    }
}

fn all(numbers: &[usize]) -> Vec<ComplaintId> {
    numbers.iter().map(|of| id(*of)).collect()
}

pub async fn the_most_supported_are_listed_first(medium: &dyn Medium) {
    let mut town = six(medium, complaint).await;
    let expected = all(&[4, 2, 1, 5, 3, 0]);
    assert_eq!(town.ranked(Filter::default()).await, expected);
    town.reopen().await;
    assert_eq!(town.ranked(Filter::default()).await, expected);
}

pub async fn a_vote_moves_what_it_is_for_and_nothing_else_does(medium: &dyn Medium) {
    let town = six(medium, complaint).await;
    let rank = async || town.ranked(Filter::default()).await;
    town.write([vote(5, "dedi"), vote(5, "eka"), vote(5, "dedi")]).await;
    assert_eq!(rank().await, all(&[5, 4, 2, 1, 3, 0]));
    town.write([withdraw(4, "ani"), withdraw(4, "ani"), withdraw(2, "nobody")]).await;
    assert_eq!(rank().await, all(&[5, 2, 4, 1, 3, 0]));
    for set in [Set::Follows, Set::Comments, Set::Confirmations] {
        town.write((0..9).map(|nth| join(id(0), set, &nth.to_string()))).await;
    }
    assert_eq!(rank().await, all(&[5, 2, 4, 1, 3, 0]));
    town.write([vote(9, "ani")]).await; // of what is not there
    assert_eq!(rank().await, all(&[5, 2, 4, 1, 3, 0]));
}

pub async fn votes_outlive_what_changes_or_comes_again(medium: &dyn Medium) {
    let town = six(medium, complaint).await;
    let assigned = |of| complaint_with(of, |facets| facets.stage = StageKind::Assigned);
    town.apply(put(assigned(2), 1)).await;
    assert_eq!(town.ranked(Filter::default()).await, all(&[4, 2, 1, 5, 3, 0]));
    let stages = vec![StageKind::Assigned];
    assert_eq!(town.ranked(Filter { stages, ..Filter::default() }).await, all(&[2]));
    town.apply(put(complaint_with(2, |facets| facets.filed_at = minutes(60)), 2)).await;
    assert_eq!(town.ranked(Filter::default()).await, all(&[2, 4, 1, 5, 3, 0]));
    town.apply(erase(Key::Complaint(id(4)), 1)).await;
    assert_eq!(town.ranked(Filter::default()).await, all(&[2, 1, 5, 3, 0]));
    town.insert([complaint(4)]).await;
    assert_eq!(town.ranked(Filter::default()).await, all(&[2, 4, 1, 5, 3, 0]));
    town.apply(put(Row { facets: None, ..complaint(2) }, 3)).await;
    assert_eq!(town.ranked(Filter::default()).await, all(&[4, 1, 5, 3, 0]));
}

pub async fn every_filter_narrows_what_is_ranked(medium: &dyn Medium) {
    let row = |of: usize| {
        complaint_with(of, |facets| {
            facets.stage = [StageKind::Submitted, StageKind::InProgress][of % 2];
            facets.department = (of != 1).then(|| "dlh".parse().unwrap());
            facets.published = of != 2;
            facets.due_at = (of > 2).then(|| minutes(30));
            facets.reporter = (of != 5).then(|| token("dewi"));
            facets.point = (of < 5).then(|| point(-6.2, 106.8));
            facets.public_words = if of == 0 { Vec::new() } else { words(&["lampu"]) };
        })
    };
    let town = six(medium, row).await;
    let any = Filter::default;
    let departments = vec!["dlh".parse().unwrap()];
    for (filter, expected) in [
        (Filter { stages: vec![StageKind::InProgress], ..any() }, &[1, 5, 3][..]),
        (Filter { departments: departments.clone(), ..any() }, &[4, 2, 5, 3, 0]),
        (Filter { departments, stages: vec![StageKind::Submitted], ..any() }, &[4, 2, 0]),
        (Filter { published: true, ..any() }, &[4, 1, 5, 3, 0]),
        (Filter { categories: vec!["jalan-rusak".parse().unwrap()], ..any() }, &[4, 2, 1, 5, 3, 0]),
        (Filter { due_before: Some(minutes(31)), ..any() }, &[4, 5, 3]),
        (Filter { since: Some(minutes(2)), ..any() }, &[4, 2, 5, 3]),
        (Filter { reporter: Some(token("dewi")), ..any() }, &[4, 2, 1, 3, 0]),
        (Filter { near: Some((point(-6.2, 106.8), 50.0)), ..any() }, &[4, 2, 1, 3, 0]),
        (
            Filter { words: Some((Index::Public, vec![word("lampu")])), published: true, ..any() },
            &[4, 1, 5, 3],
        ),
    ] {
        assert_eq!(town.ranked(filter.clone()).await, all(expected), "{filter:?}");
    }
}

pub async fn pages_of_what_is_ranked_go_on_while_complaints_come_and_go(medium: &dyn Medium) {
    let town = six(medium, complaint).await;
    let query = Query::new(supported(Filter::default()), 3);
    let first = town.page(&query).await;
    assert_eq!(ids(&first.items), all(&[4, 2, 1]));
    town.insert([complaint(7)]).await;
    town.write([vote(7, "ani"), vote(7, "budi"), vote(7, "cici")]).await;
    town.apply(erase(Key::Complaint(id(1)), 1)).await;
    let second = town.page(&Query { after: first.next, ..query }).await;
    assert_eq!(ids(&second.items), all(&[5, 3, 0]));
    assert_eq!(second.next, None);
}
