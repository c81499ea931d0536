//! Days and times, as people write them.

use aduan::domain::{Language, ServiceHours};
use chrono::{DateTime, Datelike as _, FixedOffset, NaiveTime, Utc};

use crate::Say;

/// `28 November 2026`.
pub(crate) fn day(time: DateTime<Utc>, zone: FixedOffset, language: Language) -> String {
    let time = time.with_timezone(&zone);
    let args = [
        ("day", i64::from(time.day()).into()),
        ("month", i64::from(time.month()).into()),
        ("year", i64::from(time.year()).into()),
    ];
    Say::Date.with(language, &args)
}

/// `28/11`: short, and the same in both languages.
pub(crate) fn day_of_month(time: DateTime<Utc>, zone: FixedOffset) -> String {
    time.with_timezone(&zone).format("%-d/%-m").to_string()
}

/// `28 November 2026, pukul 08.30`.
pub(crate) fn moment(time: DateTime<Utc>, zone: FixedOffset, language: Language) -> String {
    let clock = hour(time.with_timezone(&zone).time(), language);
    let date = day(time, zone, language);
    Say::DateTime.with(language, &[("date", date.into()), ("clock", clock.into())])
}

/// `08.30`.
fn hour(time: NaiveTime, language: Language) -> String {
    let format = match language {
        Language::Indonesian => "%H.%M",
        Language::English => "%H:%M",
    };
    time.format(format).to_string()
}

/// `Senin–Jumat, pukul 08.00–16.00`.
pub(crate) fn hours(hours: ServiceHours, language: Language) -> String {
    let (first, last) = hours.days();
    let day = |day: chrono::Weekday| {
        let number = i64::from(day.number_from_monday());
        Say::Weekday.with(language, &[("day", number.into())])
    };
    let days = if first == last { day(first) } else { format!("{}–{}", day(first), day(last)) };
    let (from, to) = hours.times();
    let args = [
        ("weekdays", days.into()),
        ("opens", hour(from, language).into()),
        ("closes", hour(to, language).into()),
    ];
    Say::ServiceHours.with(language, &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_local_time() {
        let time = DateTime::parse_from_rfc3339("2026-11-21T18:05:00Z").unwrap().to_utc();
        let zone = FixedOffset::east_opt(7 * 3_600).unwrap();
        assert_eq!(moment(time, zone, Language::Indonesian), "22 November 2026, pukul 01.05");
        assert_eq!(moment(time, zone, Language::English), "22 November 2026, 01:05");
    }

    #[test]
    fn hours_are_told_as_people_write_them() {
        let office = ServiceHours::default();
        assert_eq!(hours(office, Language::Indonesian), "Senin–Jumat, pukul 08.00–16.00");
        assert_eq!(hours(office, Language::English), "Monday–Friday, 08:00–16:00");
        let saturday = "Sat-Sat 09:00-12:00".parse().unwrap();
        assert_eq!(hours(saturday, Language::Indonesian), "Sabtu, pukul 09.00–12.00");
    }
}
