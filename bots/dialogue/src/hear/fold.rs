//! One spelling for what people type.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Small letters and digits without marks, words apart by one space: `  Sétuju!! 👍` is `setuju`.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            folded.push(c);
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_is_spelled_it_is_the_same() {
        for text in ["batal", "Batal!", "  BATAL ", "*batal*", "/batal", "bátal", "ｂａｔａｌ 🙏"]
        {
            assert_eq!(fold(text), "batal", "{text}");
        }
        assert_eq!(fold("5 – Sangat puas"), "5 sangat puas");
        assert_eq!(fold("👍"), "");
    }
}
