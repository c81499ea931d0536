//! How much two reports are alike.

use chrono::TimeDelta;

/// What is compared of two reports.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness<'a> {
    /// The tokens of each, with those of the place in words.
    pub words: (&'a [String], &'a [String]),
    /// How far they are apart in metres, if both have a point.
    pub metres: Option<f64>,
    /// How much time lies between them.
    pub apart: TimeDelta,
    /// Whether they are of one category, and not of two that the same department mends.
    pub same_category: bool,
}

/// How near is the same place, in metres (the script of the conversation, `dup_found`).
pub(super) const NEAR: f64 = 150.0;

/// What all words in common are worth, where standing on the same spot is worth one.
const WORDS: f64 = 2.0;

/// What being filed at the same moment is worth, and after how many hours a third of it is left.
const MOMENT: f64 = 0.5;
const FADES: f64 = 168.0;

/// What it costs to be of a sibling's category.
const SIBLING: f64 = 0.3;

/// What it costs that one of them has no point.
const UNPLACED: f64 = 0.1;

/// From how much on a report is offered. Tuned on labelled pairs: docs/figures/understanding.md.
const ENOUGH: f64 = 1.2;

/// How many words it takes to tell a place by them alone.
const TELLING: usize = 3;

impl Likeness<'_> {
    /// How likely both are about the same thing, the higher the likelier, where it is worth
    /// asking; `None` where it is not.
    ///
    /// Words in common weigh by Ochiai's coefficient: shared words over the geometric mean of both
    /// counts, so that a short message may match a long one but not by a single word.
    pub fn score(&self) -> Option<f64> {
        let (mine, theirs) = self.words;
        let place = match self.metres {
            Some(metres) if metres > NEAR => return None,
            Some(metres) => 1.0 - metres / NEAR,
            None if mine.len().min(theirs.len()) < TELLING => return None,
            None => -UNPLACED,
        };
        #[expect(clippy::cast_precision_loss, reason = "minutes within a month")]
        let hours = self.apart.num_minutes().abs() as f64 / 60.0;
        let moment = MOMENT * (-hours / FADES).exp();
        let category = if self.same_category { 0.0 } else { -SIBLING };
        let score = WORDS * in_common(mine, theirs) + place + moment + category;
        (score >= ENOUGH).then_some(score)
    }
}

/// Ochiai's coefficient of two lists without repetitions: 0 to 1.
fn in_common(a: &[String], b: &[String]) -> f64 {
    let shared = a.iter().filter(|word| b.contains(word)).count();
    #[expect(clippy::cast_precision_loss, reason = "at most two hundred words each")]
    let part = shared as f64 / ((a.len() * b.len()).max(1) as f64).sqrt();
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tokens;

    const LAMP: &str = "Lampu jalan depan SDN 3 Melati mati total sejak Senin";

    fn score(other: &str, metres: Option<f64>, days: i64, same_category: bool) -> Option<f64> {
        let (mine, theirs) = (tokens(LAMP), tokens(other));
        let apart = TimeDelta::days(days);
        Likeness { words: (&mine, &theirs), metres, apart, same_category }.score()
    }

    #[test]
    fn the_same_lamp_is_offered_and_the_next_pothole_is_not() {
        assert!(score("PJU mati dpn SD melati", Some(40.0), 2, true).is_some());
        assert!(score("lampu dekat sekolah gelap", Some(10.0), 1, true).is_some());
        assert!(score("jalan berlubang di pertigaan pasar", Some(90.0), 2, true).is_none());
        assert!(score(LAMP, Some(151.0), 0, true).is_none());
    }

    #[test]
    fn without_a_point_the_words_must_tell_the_place() {
        assert!(score("lampu jalan di depan SDN 3 Melati padam", None, 3, true).is_some());
        assert!(score("lampu jalan di depan pasar padam", None, 3, true).is_none());
        assert!(score("lampu mati", None, 0, true).is_none());
    }

    #[test]
    fn nearer_sooner_and_of_the_same_category_is_likelier() {
        let other = "lampu depan SD Melati mati";
        let likest = score(other, Some(5.0), 0, true);
        assert!(likest > score(other, Some(60.0), 0, true));
        assert!(likest > score(other, Some(5.0), 12, true));
        assert!(likest > score(other, Some(5.0), 0, false));
        assert!(score(other, Some(5.0), 0, false).is_some());
    }
}
