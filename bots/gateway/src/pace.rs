//! How fast a channel takes messages, and who goes first when that is not fast enough.
//!
//! It is the generic cell rate algorithm (ITU-T I.371, annex A) in three tiers: news leave room
//! for replies, replies for nobody, and codes ask for none: they go at once, and what comes after
//! them waits the longer.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

/// How fast a channel takes messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How many a second, to all chats together; at least one.
    pub a_second: u32,
    /// How far apart those to one chat are on average.
    pub chat_gap: TimeDelta,
    /// How many of those may come at once.
    pub chat_burst: u32,
}

impl Pace {
    /// Telegram: about thirty a second and one a second to a chat are taken (Bot API FAQ,
    /// "My bot is hitting limits").
    pub const TELEGRAM: Self =
        Self { a_second: 25, chat_gap: TimeDelta::seconds(1), chat_burst: 3 };
    /// WhatsApp: eighty a second for a number, and one in six seconds to a person (Cloud API,
    /// "Throughput" and "Pair rate limits").
    pub const WHATSAPP: Self =
        Self { a_second: 60, chat_gap: TimeDelta::seconds(6), chat_burst: 3 };
}

/// What is on its way: who asked for it decides who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// Somebody is waiting for it in her chat.
    Reply,
    /// Nobody asked for it.
    News,
}

/// A second's worth of messages may be sent in one go.
const BURST: TimeDelta = TimeDelta::seconds(1);

/// How many chats are remembered before those are forgotten that may be written to again.
const CHATS: usize = 10_000;

/// Counts what goes out on a channel.
#[derive(Debug)]
pub(crate) struct Limiter {
    pace: Pace,
    /// When the channel would be free if everything sent so far went at an even pace.
    even: DateTime<Utc>,
    /// The same for each chat.
    chats: HashMap<Box<str>, DateTime<Utc>>,
    /// Until when the next that has to wait is sent away: replies and news. Each is given a time
    /// of its own, so that they do not all come back at once.
    back: [DateTime<Utc>; 2],
}

impl Limiter {
    pub(crate) fn new(pace: Pace) -> Self {
        let past = DateTime::UNIX_EPOCH;
        Self { pace, even: past, chats: HashMap::new(), back: [past; 2] }
    }

    /// The time of one message.
    fn interval(&self) -> TimeDelta {
        BURST / i32::try_from(self.pace.a_second.max(1)).unwrap_or(i32::MAX)
    }

    /// Counts a message to `chat`, or says when to come back with it.
    pub(crate) fn take(
        &mut self,
        now: DateTime<Utc>,
        chat: &str,
        urgency: Urgency,
    ) -> Result<(), DateTime<Utc>> {
        let of_chat = self.chats.get(chat).map_or(now, |even| now.max(*even));
        let burst = i32::try_from(self.pace.chat_burst.saturating_sub(1)).unwrap_or(i32::MAX);
        let free = of_chat - self.pace.chat_gap * burst;
        if free > now {
            return Err(free);
        }
        let (interval, even) = (self.interval(), self.even.max(now));
        let room = match urgency {
            Urgency::Reply => BURST - interval,
            Urgency::News => (BURST - interval) / 2,
        };
        let free = even - room;
        if free > now {
            let back = &mut self.back[usize::from(urgency == Urgency::News)];
            let slot = free.max(*back);
            *back = slot + interval;
            return Err(slot);
        }
        self.even = even + interval;
        if self.chats.len() >= CHATS {
            self.chats.retain(|_, even| *even > now);
        }
        self.chats.insert(chat.into(), of_chat + self.pace.chat_gap);
        Ok(())
    }

    /// Counts a code, which waits for nobody.
    pub(crate) fn overtake(&mut self, now: DateTime<Utc>) {
        self.even = self.even.max(now) + self.interval();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Pace = Pace { a_second: 10, chat_gap: TimeDelta::zero(), chat_burst: 1 };

    fn at(milliseconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::milliseconds(milliseconds)
    }

    /// How many of `urgency` are let through at that time.
    fn passed(limiter: &mut Limiter, now: DateTime<Utc>, urgency: Urgency) -> usize {
        (0..100).filter(|_| limiter.take(now, "x", urgency).is_ok()).count()
    }

    #[test]
    fn no_more_than_the_channel_takes_and_news_leave_room_for_replies() {
        let mut limiter = Limiter::new(TEN);
        assert_eq!(passed(&mut limiter, at(0), Urgency::News), 5);
        assert_eq!(passed(&mut limiter, at(0), Urgency::Reply), 5);
        assert_eq!(passed(&mut limiter, at(0), Urgency::Reply), 0);
        let news: usize = (1..=100).map(|n| passed(&mut limiter, at(n * 100), Urgency::News)).sum();
        assert!((94..=100).contains(&news), "{news} in ten seconds");
    }

    #[test]
    fn a_code_waits_for_nobody_and_the_others_wait_the_longer() {
        let mut limiter = Limiter::new(TEN);
        passed(&mut limiter, at(0), Urgency::Reply);
        for _ in 0..20 {
            limiter.overtake(at(0));
        }
        assert_eq!(passed(&mut limiter, at(1_900), Urgency::Reply), 0);
        assert_eq!(passed(&mut limiter, at(2_100), Urgency::Reply), 1);
    }

    #[test]
    fn those_sent_away_come_back_one_after_the_other_and_are_let_through() {
        let mut limiter = Limiter::new(TEN);
        passed(&mut limiter, at(0), Urgency::News);
        let mut backs: Vec<_> = Vec::new();
        let mut limiter = Limiter::new(TEN);
        for n in 0..50 {
            if let Err(back) = limiter.take(at(0), &n.to_string(), Urgency::News) {
                backs.push(back);
            }
        }
        assert_eq!(backs.len(), 45);
        assert!(backs.is_sorted_by(|one, other| *other - *one >= TimeDelta::milliseconds(100)));
        let all = backs.into_iter().enumerate();
        let turned_away =
            all.filter(|(n, at)| limiter.take(*at, &n.to_string(), Urgency::News).is_err());
        assert_eq!(turned_away.count(), 0);
    }

    #[test]
    fn one_chat_waits_and_the_others_do_not() {
        let pair = Pace { chat_gap: TimeDelta::seconds(6), chat_burst: 3, ..TEN };
        let mut limiter = Limiter::new(pair);
        for _ in 0..3 {
            limiter.take(at(0), "sari", Urgency::Reply).unwrap();
        }
        assert_eq!(limiter.take(at(0), "sari", Urgency::Reply), Err(at(6_000)));
        assert_eq!(limiter.take(at(0), "budi", Urgency::Reply), Ok(()));
        assert_eq!(limiter.take(at(6_000), "sari", Urgency::Reply), Ok(()));
    }
}
