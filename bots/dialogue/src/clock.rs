//! Days and times, as people write them.

use aduan::domain::Language;
use chrono::{DateTime, Datelike as _, FixedOffset, Utc};

use crate::Say;

/// Western Indonesian time, until a city names its own.
fn local(time: DateTime<Utc>) -> DateTime<FixedOffset> {
    const WIB: i32 = 7 * 3_600;
    let zone = FixedOffset::east_opt(WIB);
    zone.map_or_else(|| time.fixed_offset(), |zone| time.with_timezone(&zone))
}

/// `28 November 2026`.
pub(crate) fn day(time: DateTime<Utc>, language: Language) -> String {
    let time = local(time);
    let args = [
        ("day", i64::from(time.day()).into()),
        ("month", i64::from(time.month()).into()),
        ("year", i64::from(time.year()).into()),
    ];
    Say::Date.with(language, &args)
}

/// `28 November 2026, pukul 08.30`.
pub(crate) fn moment(time: DateTime<Utc>, language: Language) -> String {
    let format = match language {
        Language::Indonesian => "%H.%M",
        Language::English => "%H:%M",
    };
    let clock = local(time).format(format).to_string();
    Say::DateTime.with(language, &[("date", day(time, language).into()), ("clock", clock.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_local_time() {
        let time = DateTime::parse_from_rfc3339("2026-11-21T18:05:00Z").unwrap().to_utc();
        assert_eq!(moment(time, Language::Indonesian), "22 November 2026, pukul 01.05");
        assert_eq!(moment(time, Language::English), "22 November 2026, 01:05");
    }
}
