//! Words that speak of lives in danger. They are answered with 112 first: one false alarm costs
//! two lines, one missed alarm may cost more.

use super::fold;

const WORDS: [&str; 40] = [
    "kebakaran",
    "terbakar",
    "kebakar",
    "kesetrum",
    "tersetrum",
    "kesetrom",
    "banjir bandang",
    "longsor",
    "tanah longsor",
    "kecelakaan",
    "tabrakan",
    "tenggelam",
    "hanyut",
    "terseret arus",
    "ledakan",
    "meledak",
    "gas bocor",
    "kebocoran gas",
    "bocor gas",
    "tertimpa",
    "tertimbun",
    "terjebak",
    "pingsan",
    "gempa",
    "tsunami",
    "kabel putus",
    "sekarat",
    "bunuh diri",
    "fire",
    "electrocuted",
    "electrocution",
    "flash flood",
    "landslide",
    "accident",
    "drowning",
    "explosion",
    "gas leak",
    "earthquake",
    "trapped",
    "suicide",
];

/// Whether a text speaks of danger.
pub(crate) fn is_danger(text: &str) -> bool {
    let folded = format!(" {} ", fold(text));
    WORDS.iter().any(|word| folded.contains(&format!(" {word} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danger_is_heard_among_other_words() {
        assert!(is_danger("Tolong!! ada KEBAKARAN di gang melati"));
        assert!(is_danger("anak saya hampir kesetrum, tiangnya nyetrum"));
        assert!(is_danger("there is a gas leak here"));
        assert!(!is_danger("lampu jalan mati dari kemarin"));
        assert!(!is_danger("hydrant for firefighters is dry"));
    }
}
