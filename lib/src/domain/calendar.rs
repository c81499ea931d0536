//! On which days a city works.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::ServiceHours;

/// The working days of a city: those of its service hours that are no holidays. Deadlines count
/// them, and who wants to talk to a person is told when somebody will be there.
///
/// ```
/// use aduan::domain::Calendar;
/// let mut calendar = Calendar::new("Mon-Fri 08:00-16:00".parse()?);
/// calendar.holidays.insert("2026-12-25".parse()?, "Natal".into());
/// let wib = "+07:00".parse()?;
/// let filed = "2026-12-24T03:00:00Z".parse()?;
/// let due = calendar.after(filed, 2, wib);
/// assert_eq!(due.to_string(), "2026-12-29 03:00:00 UTC", "not Christmas, Saturday or Sunday");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The days of the week on which the staff work, and from when to when.
    pub hours: ServiceHours,
    /// The days on which they do not, and why.
    #[serde(default)]
    pub holidays: BTreeMap<NaiveDate, Box<str>>,
}

impl Calendar {
    /// The most holidays it names: thirty a year for a generation.
    pub const HOLIDAYS: u16 = 1_000;

    /// One without holidays.
    pub fn new(hours: ServiceHours) -> Self {
        Self { hours, holidays: BTreeMap::new() }
    }

    /// Whether the staff work on that day.
    pub fn works_on(&self, day: NaiveDate) -> bool {
        self.hours.include(day.weekday()) && !self.holidays.contains_key(&day)
    }

    /// Whether they are at their desks at `now`, in a city whose clocks go by `zone`.
    pub fn is_open(&self, now: DateTime<Utc>, zone: FixedOffset) -> bool {
        self.hours.are_now(now, zone) && self.works_on(now.with_timezone(&zone).date_naive())
    }

    /// The same time of the day so many working days after `from`.
    pub fn after(&self, from: DateTime<Utc>, days: u16, zone: FixedOffset) -> DateTime<Utc> {
        let begun = from.with_timezone(&zone).date_naive();
        let (mut day, mut left, mut passed) = (begun, days, 0);
        // A week has a working day, so this ends after the holidays do.
        while left > 0 {
            let Some(next) = day.succ_opt() else { break };
            (day, passed) = (next, passed + 1);
            left -= u16::from(self.works_on(day));
        }
        from.checked_add_days(Days::new(passed)).unwrap_or(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_ends_by_the_clocks_of_the_city() {
        let calendar = Calendar::new("Mon-Fri 08:00-16:00".parse().unwrap());
        let wib = "+07:00".parse().unwrap();
        // Friday, seven in the evening in London, is Saturday in Jakarta: no difference to Monday.
        let due = calendar.after(at("2026-11-20T19:00:00Z"), 1, wib);
        assert_eq!(due, at("2026-11-22T19:00:00Z"));
        assert!(calendar.works_on(due.with_timezone(&wib).date_naive()));
    }

    #[test]
    fn nobody_is_at_the_desk_on_a_holiday() {
        let mut calendar = Calendar::new("Mon-Fri 08:00-16:00".parse().unwrap());
        let (noon, wib) = (at("2026-12-25T05:00:00Z"), "+07:00".parse().unwrap());
        assert!(calendar.is_open(noon, wib));
        calendar.holidays.insert("2026-12-25".parse().unwrap(), "Natal".into());
        assert!(!calendar.is_open(noon, wib));
    }
}
