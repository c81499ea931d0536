//! The numbers and codes of a transcript, and those that chance gave here in their place.

use aduan::{
    domain::{LinkCode, TrackingNumber},
    ports::Message,
};

/// The code that another chat shows in transcripts.
const SHOWN: &str = "RWX8-D7P8";

/// What stands here in place of what a transcript names.
pub(super) struct Numbers<'a> {
    /// The code that was sent last.
    pub(super) code: Option<String>,
    /// The code that another chat shows.
    pub(super) shown: Option<&'a LinkCode>,
    /// The numbers that the transcript itself gives to reports.
    pub(super) reported: &'a [TrackingNumber],
    /// The number of the last report that was filed here.
    pub(super) filed: Option<TrackingNumber>,
}

impl Numbers<'_> {
    /// What she does, with the numbers that stand here.
    pub(super) fn put_into(&self, act: &str) -> String {
        let mut act = act.to_owned();
        if let Some(code) = &self.code {
            for right in ["123456", "123 456"] {
                // Not within a longer number.
                let digit = |c: char| c.is_ascii_digit();
                if let Some((before, after)) = act.split_once(right)
                    && !before.ends_with(digit)
                    && !after.starts_with(digit)
                {
                    act = format!("{before}{code}{after}");
                }
            }
        }
        if let Some(shown) = self.shown {
            let code = shown.reveal();
            act = act.replace(SHOWN, &code);
            act = act.replace(&SHOWN.to_lowercase().replace('-', ""), &code.to_lowercase());
        }
        let numbers: Vec<String> = act.split_whitespace().map(str::to_owned).collect();
        for word in numbers {
            let word = word.trim_matches(|c: char| "()*.,".contains(c));
            let Ok(number) = word.parse::<TrackingNumber>() else { continue };
            if let Some(here) = self.filed.as_ref().filter(|_| !self.reported.contains(&number)) {
                act = act.replace(word, here.as_str());
            }
        }
        act
    }
}

/// The number she was told last that she had not been told before: that of her last report.
pub(super) fn filed(said: &[Message]) -> Option<TrackingNumber> {
    let mut numbers = said.iter().rev().flat_map(|message| message.text.split('*'));
    numbers.find_map(|word| word.parse().ok())
}
