//! When somebody is at the desk.

use std::str::FromStr;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

/// The hours in which the staff of a city answer, the same on each of their days.
///
/// ```
/// use aduan::domain::ServiceHours;
/// let hours: ServiceHours = "Mon-Fri 08:00-16:00".parse()?;
/// let wib = "+07:00".parse()?;
/// assert!(hours.are_now("2026-11-20T02:30:00Z".parse()?, wib), "Friday, half past nine");
/// assert!(!hours.are_now("2026-11-21T02:30:00Z".parse()?, wib), "Saturday");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ServiceHours {
    first: Weekday,
    last: Weekday,
    from: NaiveTime,
    to: NaiveTime,
}

/// A text that tells no hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("hours are written as Mon-Fri 08:00-16:00")]
pub struct InvalidHours;

impl ServiceHours {
    /// The first and the last of their days.
    pub fn days(&self) -> (Weekday, Weekday) {
        (self.first, self.last)
    }

    /// When they begin and end, by the clocks of the city.
    pub fn times(&self) -> (NaiveTime, NaiveTime) {
        (self.from, self.to)
    }

    /// Whether it is one of them at `now`, in a city whose clocks go by `zone`.
    pub fn are_now(&self, now: DateTime<Utc>, zone: FixedOffset) -> bool {
        let here = now.with_timezone(&zone);
        self.include(here.weekday()) && (self.from..self.to).contains(&here.time())
    }

    /// Whether they are on that day of the week.
    pub fn include(&self, day: Weekday) -> bool {
        day.days_since(self.first) <= self.last.days_since(self.first)
    }
}

impl Default for ServiceHours {
    /// From Monday to Friday, eight to four: the office hours of most Indonesian cities.
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self { first: Weekday::Mon, last: Weekday::Fri, from: hour(8), to: hour(16) }
    }
}

impl FromStr for ServiceHours {
    type Err = InvalidHours;

    fn from_str(text: &str) -> Result<Self, InvalidHours> {
        let (days, times) = text.trim().split_once(' ').ok_or(InvalidHours)?;
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let (from, to) = times.trim().split_once('-').ok_or(InvalidHours)?;
        let day = |text: &str| text.parse().map_err(|_| InvalidHours);
        let time = |text| NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| InvalidHours);
        let (from, to) = (time(from)?, time(to)?);
        if from >= to {
            return Err(InvalidHours);
        }
        Ok(Self { first: day(first)?, last: day(last)?, from, to })
    }
}

impl TryFrom<String> for ServiceHours {
    type Error = InvalidHours;
    fn try_from(text: String) -> Result<Self, InvalidHours> {
        text.parse()
    }
}

impl From<ServiceHours> for String {
    fn from(hours: ServiceHours) -> String {
        let ServiceHours { first, last, from, to } = hours;
        format!("{first}-{last} {}-{}", from.format("%H:%M"), to.format("%H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_and_written_alike() {
        for text in ["Mon-Fri 08:00-16:00", "Sun-Thu 07:30-15:45", "Sat-Sat 09:00-12:00"] {
            let hours: ServiceHours = text.parse().unwrap();
            assert_eq!(String::from(hours), text);
        }
        for wrong in ["", "Mon-Fri", "Mon-Fri 16:00-08:00", "Sen-Jum 08:00-16:00", "08:00-16:00"] {
            assert_eq!(wrong.parse::<ServiceHours>(), Err(InvalidHours), "{wrong}");
        }
    }

    #[test]
    fn a_week_may_begin_on_any_day() {
        let zone = FixedOffset::east_opt(7 * 3_600).unwrap();
        let hours: ServiceHours = "Sun-Thu 08:00-16:00".parse().unwrap();
        let open = |time: &str| hours.are_now(time.parse().unwrap(), zone);
        assert!(open("2026-11-22T01:00:00Z"), "Sunday at eight");
        assert!(!open("2026-11-22T09:00:00Z"), "Sunday at four");
        assert!(!open("2026-11-20T03:00:00Z"), "Friday");
    }
}
