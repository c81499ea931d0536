//! Words with one slip of the finger in them.

use strsim::osa_distance;

/// Ordinary words that are one slip away from a word that means something here.
const ORDINARY: [&str; 22] = [
    "batas", "basal", "batak", "bakal", "bata", "menur", "menua", "masak", "masuki", "masam",
    "lapar", "lapis", "kirip", "kirain", "kering", "lewat", "lebat", "public", "ubat", "rubah",
    "sekip", "statis",
];

/// The longest word that is looked at.
const LONG: usize = 20;

/// What was meant by a folded word with one slip in it, or two in a long one: a letter that is
/// missing, doubled, wrong, or in its neighbour's place. Nothing, if two meanings are as near, or
/// if the word is too short to be sure.
pub(super) fn nearest<'w, M: PartialEq>(
    word: &str,
    known: impl IntoIterator<Item = (&'w str, M)>,
) -> Option<M> {
    let letters = word.chars().count();
    if !(4..=LONG).contains(&letters)
        || !word.chars().all(char::is_alphabetic)
        || ORDINARY.contains(&word)
    {
        return None;
    }
    let most = if letters < 8 { 1 } else { 2 };
    let (mut best, mut ambiguous) = (None, false);
    for (candidate, meaning) in known {
        // A slip in a word of three letters makes another word.
        if candidate.contains(' ') || candidate.chars().count() < 4 {
            continue;
        }
        let distance = osa_distance(word, candidate);
        match &best {
            _ if distance > most => {}
            Some((nearest, _)) if distance > *nearest => {}
            Some((nearest, found)) if distance == *nearest => ambiguous |= *found != meaning,
            _ => (best, ambiguous) = (Some((distance, meaning)), false),
        }
    }
    best.filter(|_| !ambiguous).map(|(_, meaning)| meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_meanings_none_is_chosen() {
        let known = [("lanjut", 1), ("lanjur", 2), ("kirim", 3)];
        assert_eq!(nearest("lanjuk", known), None);
        assert_eq!(nearest("kirmi", known), Some(3));
        assert_eq!(nearest("kiri", known), Some(3));
        assert_eq!(nearest("kir", known), None);
    }
}
