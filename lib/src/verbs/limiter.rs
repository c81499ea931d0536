//! How often codes may be asked for and guessed at: one limit for all of them, whatever they are for
//! and however they travel.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    batch::Guard,
    domain::Handle,
    facts::{Facts, Window},
    refusal::{Counted, Refusal},
    verb::Room,
};

/// After this long without asking, the waits begin anew.
const CALM: TimeDelta = TimeDelta::minutes(15);

/// The wait after the given number of codes asked for in a row.
pub(super) fn wait(sends: u8, room: &Room<'_>) -> TimeDelta {
    let waits = room.city.limits.code_waits;
    waits[usize::from(sends.saturating_sub(1)).min(waits.len() - 1)]
}

/// How many codes in a row it is with this one, after the code asked for `before`.
pub(super) fn in_a_row(
    before: Option<(DateTime<Utc>, u8)>,
    room: &Room<'_>,
) -> Result<u8, Refusal> {
    match before {
        Some((at, sends)) if sends > 0 && room.now < at + CALM => {
            let until = at + wait(sends, room);
            if room.now < until {
                return Err(Refusal::TooOften { what: Counted::Codes, until });
            }
            Ok(sends.saturating_add(1))
        }
        _ => Ok(1),
    }
}

/// What every code counts against: the budget of a day.
pub(super) fn city_day(room: &Room<'_>) -> Guard {
    room.quota("codes-city", b"", TimeDelta::days(1), room.city.limits.codes_a_city_day)
}

/// What a code counts against that is asked for by a network and goes to a handle.
pub(super) fn asking(to: &Handle, network: Option<&str>, room: &Room<'_>) -> Vec<Guard> {
    let limits = &room.city.limits;
    let handle = to.canonical();
    let handle = handle.as_bytes();
    let [quarter, hour] = [15, 60].map(TimeDelta::minutes);
    let day = TimeDelta::days(1);
    let mut quotas = vec![
        room.quota("codes-quarter", handle, quarter, limits.codes_a_quarter),
        room.quota("codes-day", handle, day, limits.codes_a_day),
        city_day(room),
    ];
    if let Handle::Phone(phone) = to {
        let limit = limits.codes_a_block_hour;
        quotas.push(room.quota("codes-block", phone.block().as_bytes(), hour, limit));
    }
    if let Some(network) = network {
        let limit = limits.codes_a_network_hour;
        quotas.push(room.quota("codes-network", network.as_bytes(), hour, limit));
    }
    quotas
}

/// What a guess at a code of that handle, or in that chat, counts against.
pub(super) fn guessing(handle: &Handle, room: &Room<'_>) -> Guard {
    let (day, limit) = (TimeDelta::days(1), room.city.limits.failures_a_day);
    room.quota("guesses", handle.canonical().as_bytes(), day, limit)
}

/// Until when nothing more is counted against a quota, if all of it is used up.
pub(super) fn used_up(quota: &Guard, facts: &Facts) -> Option<DateTime<Utc>> {
    let Guard::Quota { key, window, limit, now } = quota else { return None };
    let used = facts.quota(*key, *window, *now);
    (used >= *limit).then(|| Window::holding(*key, *window, *now).ends())
}
