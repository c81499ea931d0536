//! The narrowest limits of all channels, in UTF-16 units (WhatsApp Cloud API v26, Telegram Bot
//! API 10.3). The conversation never asks which channel it is on, so it keeps them all.

/// A text alone.
pub(crate) const TEXT: usize = 4_096;
/// A text with buttons, a list or a request for a location.
pub(crate) const BODY: usize = 1_024;
/// How many buttons; more choices are a list.
pub(crate) const BUTTONS: usize = 3;
/// How many rows a list has.
pub(crate) const ROWS: usize = 10;
/// The label of a button, and of what opens a list.
pub(crate) const BUTTON: usize = 20;
/// The label of a row.
pub(crate) const ROW: usize = 24;
/// The hint of a row.
pub(crate) const HINT: usize = 72;

/// The text, or as much of its beginning as leaves room for an ellipsis.
pub(crate) fn cut(text: &str, room: usize) -> String {
    if text.encode_utf16().count() <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// What somebody wrote, fit to stand inside our words: shortened, without marks for bold, which
/// would run on into ours, and without empty lines.
pub(crate) fn quote(text: &str, room: usize) -> String {
    let plain: String = text.chars().map(|c| if c == '*' { '∗' } else { c }).collect();
    let lines: Vec<&str> = plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    cut(&lines.join("\n"), room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_counted_as_telegram_counts() {
        assert_eq!(cut("lampu", 5), "lampu");
        assert_eq!(cut("lampu mati", 7), "lampu…");
        assert_eq!(cut("🔥🔥🔥", 5), "🔥🔥…");
        assert_eq!(cut("🔥🔥🔥", 4), "🔥…");
    }

    #[test]
    fn a_quote_cannot_make_our_words_bold() {
        assert_eq!(quote("*GRATIS*\n\n\n klik ", 50), "∗GRATIS∗\nklik");
    }
}
