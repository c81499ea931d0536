//! When no phone should ring.

use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The hours of the night in which news wait until the morning, by the clocks of the city. They
/// may go over midnight.
///
/// ```
/// use aduan::domain::QuietHours;
/// let quiet: QuietHours = "21:00-07:00".parse()?;
/// let wib = "+07:00".parse()?;
/// let until = |time: &str| quiet.until(time.parse().unwrap(), wib);
/// assert_eq!(until("2026-11-20T05:00:00Z"), None, "noon");
/// assert_eq!(until("2026-11-20T15:00:00Z"), "2026-11-21T00:00:00Z".parse().ok(), "ten at night");
/// assert_eq!(until("2026-11-20T23:59:00Z"), "2026-11-21T00:00:00Z".parse().ok(), "nearly seven");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QuietHours {
    from: NaiveTime,
    to: NaiveTime,
}

/// A text that tells no quiet hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("quiet hours are written as 21:00-07:00")]
pub struct InvalidQuietHours;

impl QuietHours {
    /// When they end, if it is one of them at `now` in a city whose clocks go by `zone`.
    pub fn until(&self, now: DateTime<Utc>, zone: FixedOffset) -> Option<DateTime<Utc>> {
        let here = now.with_timezone(&zone).time();
        // Both as time since the hours last began, so that midnight is a time like any other.
        let day = TimeDelta::days(1);
        let since = |time: NaiveTime| {
            let since = time - self.from;
            if since < TimeDelta::zero() { since + day } else { since }
        };
        let left = since(self.to) - since(here);
        (left > TimeDelta::zero()).then(|| now + left)
    }
}

impl FromStr for QuietHours {
    type Err = InvalidQuietHours;

    fn from_str(text: &str) -> Result<Self, InvalidQuietHours> {
        let (from, to) = text.trim().split_once('-').ok_or(InvalidQuietHours)?;
        let time = |text| NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| InvalidQuietHours);
        let (from, to) = (time(from)?, time(to)?);
        if from == to { Err(InvalidQuietHours) } else { Ok(Self { from, to }) }
    }
}

impl TryFrom<String> for QuietHours {
    type Error = InvalidQuietHours;
    fn try_from(text: String) -> Result<Self, InvalidQuietHours> {
        text.parse()
    }
}

impl From<QuietHours> for String {
    fn from(QuietHours { from, to }: QuietHours) -> String {
        format!("{}-{}", from.format("%H:%M"), to.format("%H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_within_a_day_end_on_that_day() {
        let quiet: QuietHours = "12:00-13:00".parse().unwrap();
        let zone = "+08:00".parse().unwrap();
        let until = |time: &str| quiet.until(time.parse().unwrap(), zone);
        assert_eq!(until("2026-11-20T04:00:00Z"), "2026-11-20T05:00:00Z".parse().ok());
        assert_eq!(until("2026-11-20T03:59:59Z"), None);
        assert_eq!(until("2026-11-20T05:00:00Z"), None);
        assert_eq!(until("2026-11-20T16:00:00Z"), None);
    }

    #[test]
    fn hours_without_an_end_are_none() {
        for wrong in ["", "21:00", "21:00-21:00", "21-7", "malam"] {
            assert_eq!(wrong.parse::<QuietHours>(), Err(InvalidQuietHours), "{wrong}");
        }
        assert_eq!(String::from("21:00-07:00".parse::<QuietHours>().unwrap()), "21:00-07:00");
    }
}
