//! What is learned of words is counted.

use aduan::{
    batch::Write,
    facts::{Fact, Learned, Want},
    query::{Item, Select},
};

use crate::{
    Medium,
    fixture::{Town, category, word, words},
};

fn learn(of: &str, labels: &[&str], by: i8) -> Write {
    Write::Learn { category: category(of), words: words(labels), by }
}

impl Town<'_> {
    async fn learned(&self, labels: &[&str]) -> Learned {
        match self.load(Want::Learned(words(labels))).await {
            Fact::Learned(learned) => learned,
            other => panic!("no answer to what is learned: {other:?}"),
        }
    }

    /// In how many complaints of the category the word stood.
    async fn stood(&self, label: &str, of: &str) -> u64 {
        let learned = self.learned(&[label]).await;
        let counts = learned.counts.get(&word(label));
        counts.and_then(|counts| counts.get(&category(of))).copied().unwrap_or_default()
    }

    /// How many complaints the category has, and how many words stood in them.
    async fn total(&self, of: &str) -> (u64, u64) {
        self.learned(&[]).await.totals.get(&category(of)).copied().unwrap_or_default()
    }
}

pub async fn nothing_is_known_at_first(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    assert_eq!(town.stood("lampu", "jalan").await, 0);
    assert_eq!(town.total("jalan").await, (0, 0));
}

pub async fn words_are_counted_by_category(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.write([learn("lampu", &["lampu", "mati"], 1), learn("jalan", &["jalan", "lampu"], 1)])
        .await;
    town.write([learn("lampu", &["lampu"], 1)]).await;
    for _ in 0..2 {
        assert_eq!(town.stood("lampu", "lampu").await, 2);
        assert_eq!(town.stood("lampu", "jalan").await, 1);
        assert_eq!(town.stood("mati", "lampu").await, 1);
        assert_eq!(town.stood("mati", "jalan").await, 0);
        assert_eq!(town.total("lampu").await, (2, 3));
        assert_eq!(town.total("jalan").await, (1, 2));
        town.reopen().await;
    }
}

pub async fn only_what_is_asked_for_is_told(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.write([learn("lampu", &["lampu", "mati"], 1)]).await;
    let learned = town.learned(&["lampu", "banjir"]).await;
    assert!(!learned.counts.contains_key(&word("mati")));
    assert_eq!(learned.counts[&word("lampu")][&category("lampu")], 1);
    assert_eq!(learned.totals[&category("lampu")], (1, 2));
}

pub async fn what_was_wrong_is_taken_back(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.write([learn("lampu", &["lampu", "mati"], 1), learn("lampu", &["mati"], 1)]).await;
    town.write([learn("lampu", &["mati"], -1), learn("jalan", &["mati"], 1)]).await;
    assert_eq!(town.total("lampu").await, (1, 2));
    assert_eq!(town.stood("mati", "lampu").await, 1);
    assert_eq!(town.stood("mati", "jalan").await, 1);
}

pub async fn nothing_falls_below_zero(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.write([learn("lampu", &["lampu"], 1)]).await;
    for _ in 0..3 {
        town.write([learn("lampu", &["lampu", "mati"], -1)]).await;
    }
    town.reopen().await;
    assert_eq!(town.total("lampu").await, (0, 0));
    assert_eq!(town.stood("lampu", "lampu").await, 0);
    assert_eq!(town.stood("mati", "lampu").await, 0);
    town.write([learn("lampu", &["lampu", "mati"], 1)]).await;
    assert_eq!(town.total("lampu").await, (1, 2));
    assert_eq!(town.stood("mati", "lampu").await, 1);
}

pub async fn many_learn_at_once(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.together(8, async |town, _| {
        for _ in 0..10 {
            town.write([learn("lampu", &["lampu", "mati"], 1)]).await;
        }
    });
    assert_eq!(town.total("lampu").await, (80, 160));
    assert_eq!(town.stood("mati", "lampu").await, 80);
}

pub async fn what_is_known_is_listed_by_word_and_category(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.write([learn("lampu", &["lampu", "mati"], 1), learn("jalan", &["lampu"], 1)]).await;
    town.write([learn("lampu", &["lampu"], 1)]).await;
    let mut expected = vec![
        Item::Learned(word("lampu"), category("jalan"), 1),
        Item::Learned(word("lampu"), category("lampu"), 2),
        Item::Learned(word("mati"), category("lampu"), 1),
    ];
    if word("mati") < word("lampu") {
        expected.rotate_right(1);
    }
    for _ in 0..2 {
        assert_eq!(town.list(Select::Learned).await, expected);
        town.reopen().await;
    }
}

/// An import leans on it: it says a word as often as the other store had counted it.
pub async fn a_word_said_twice_counts_twice(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.write([learn("lampu", &["mati", "lampu", "mati"], 1), learn("lampu", &[], 1)]).await;
    assert_eq!(town.stood("mati", "lampu").await, 2);
    assert_eq!(town.total("lampu").await, (2, 3));
    town.write([learn("lampu", &[], -1)]).await;
    assert_eq!(town.total("lampu").await, (1, 3));
}
