//! Words find what holds them, and nothing else.

use aduan::{
    domain::ComplaintId,
    query::{Filter, Index},
    record::{Key, Row},
};

use crate::{
    Medium,
    fixture::{Town, complaint_with, erase, id, put, words},
};

/// A complaint with these words for staff, and those for the public.
fn saying(of: usize, staff: &[&str], public: &[&str]) -> Row {
    complaint_with(of, |facets| {
        facets.published = !public.is_empty();
        facets.staff_words = words(staff);
        facets.public_words = words(public);
    })
}

impl Town<'_> {
    async fn search(&self, index: Index, labels: &[&str]) -> Vec<ComplaintId> {
        self.complaints(Filter { words: Some((index, words(labels))), ..Filter::default() }).await
    }
}

pub async fn the_public_and_the_staff_find_their_own_words(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([
        saying(1, &["lampu", "mati", "warung"], &["lampu", "mati"]),
        saying(2, &["lampu", "pecah"], &[]),
    ])
    .await;
    assert_eq!(town.search(Index::Public, &["lampu"]).await, [id(1)]);
    assert_eq!(town.search(Index::Staff, &["lampu"]).await, [id(2), id(1)]);
    assert_eq!(town.search(Index::Public, &["warung"]).await, []);
    assert_eq!(town.search(Index::Staff, &["warung"]).await, [id(1)]);
}

pub async fn all_words_have_to_be_there(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([saying(1, &["lampu", "mati"], &[]), saying(2, &["mati", "lampu", "jalan"], &[])])
        .await;
    assert_eq!(town.search(Index::Staff, &["lampu", "mati"]).await, [id(2), id(1)]);
    assert_eq!(town.search(Index::Staff, &["lampu", "jalan", "mati"]).await, [id(2)]);
    assert_eq!(town.search(Index::Staff, &["lampu", "banjir"]).await, []);
    assert_eq!(town.search(Index::Staff, &[]).await, [id(2), id(1)]);
}

pub async fn narrowing_removes_the_words_at_once(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([saying(1, &["lampu"], &["lampu"]), saying(2, &["lampu"], &["lampu"])]).await;
    town.apply(put(saying(1, &["lampu"], &[]), 1)).await;
    assert_eq!(town.search(Index::Public, &["lampu"]).await, [id(2)]);
    assert_eq!(town.search(Index::Staff, &["lampu"]).await, [id(2), id(1)]);
    town.apply(put(saying(1, &["lampu"], &["lampu"]), 2)).await;
    assert_eq!(town.search(Index::Public, &["lampu"]).await, [id(2), id(1)]);
}

pub async fn edited_words_replace_those_before(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.insert([saying(1, &["lampu", "mati"], &["lampu", "mati"])]).await;
    town.apply(put(saying(1, &["lampu", "hidup"], &["hidup"]), 1)).await;
    for _ in 0..2 {
        assert_eq!(town.search(Index::Staff, &["mati"]).await, []);
        assert_eq!(town.search(Index::Public, &["mati"]).await, []);
        assert_eq!(town.search(Index::Public, &["lampu"]).await, []);
        assert_eq!(town.search(Index::Staff, &["lampu", "hidup"]).await, [id(1)]);
        assert_eq!(town.search(Index::Public, &["hidup"]).await, [id(1)]);
        town.reopen().await;
    }
}

pub async fn an_erased_complaint_is_not_found(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([saying(1, &["lampu"], &["lampu"]), saying(2, &["lampu"], &["lampu"])]).await;
    town.apply(erase(Key::Complaint(id(1)), 1)).await;
    for index in [Index::Public, Index::Staff] {
        assert_eq!(town.search(index, &["lampu"]).await, [id(2)]);
    }
}

pub async fn words_and_other_filters_narrow_together(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([saying(1, &["lampu"], &["lampu"]), saying(2, &["lampu"], &[])]).await;
    let published = Filter {
        published: true,
        words: Some((Index::Staff, words(&["lampu"]))),
        ..Filter::default()
    };
    assert_eq!(town.complaints(published).await, [id(1)]);
}

/// The domain's words are keyed and look like `9f86d081884c7d65`; an index takes them as they are.
pub async fn a_word_is_found_whole_and_as_it_is(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let verbatim = |of, word: &str| {
        complaint_with(of, |facets| facets.staff_words = vec![word.into()])
    };
    let stored = ["9f86d081", "9f86d0818", "0000", "00", "1e5", "and", "near"];
    for (of, word) in stored.iter().enumerate() {
        town.insert([verbatim(of, word)]).await;
    }
    let find = async |word: &str| {
        let words = Some((Index::Staff, vec![word.into()]));
        town.complaints(Filter { words, ..Filter::default() }).await
    };
    for (of, word) in stored.iter().enumerate() {
        assert_eq!(find(word).await, [id(of)], "{word}");
    }
    for other in ["9f86", "9f86d0*", "f86d081", "000", "100000", "or", "\"", "'", "*", "00 OR 1e5"] {
        assert_eq!(find(other).await, [], "{other}");
    }
}
