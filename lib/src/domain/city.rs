//! The city a server serves, and its rules.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Channel, ChatLinks, QuietHours, ServiceHours};

/// The name of a city, regency or neighbourhood association, with which every key begins.
///
/// One to forty of `a-z`, `0-9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Jurisdiction(Box<str>);

/// A setting of the city that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCity {
    /// The name is not one to forty of `a-z`, `0-9` and `-`.
    #[error("a jurisdiction is 1 to 40 of a-z, 0-9 and -")]
    Jurisdiction,
    /// The prefix is not two to four capital letters.
    #[error("a prefix is 2 to 4 of A-Z")]
    Prefix,
}

impl Jurisdiction {
    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Jurisdiction {
    type Err = InvalidCity;
    fn from_str(text: &str) -> Result<Self, InvalidCity> {
        let fits = (1..=40).contains(&text.len())
            && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if fits { Ok(Self(text.into())) } else { Err(InvalidCity::Jurisdiction) }
    }
}

impl TryFrom<String> for Jurisdiction {
    type Error = InvalidCity;
    fn try_from(text: String) -> Result<Self, InvalidCity> {
        text.parse()
    }
}

impl From<Jurisdiction> for String {
    fn from(name: Jurisdiction) -> String {
        name.0.into()
    }
}

impl fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a chat account becomes a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Login {
    /// By a code, once per chat account, at the first filing or vote.
    #[default]
    Otp,
    /// By what the channel proves by itself.
    Channel,
}

/// Who gives a new complaint to its department, and so publishes it if its reporter wants that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Publish {
    /// A rule, once the reporter cannot undo it any more; a coordinator, where private details
    /// were found in the words.
    #[default]
    Rule,
    /// Always a coordinator.
    Person,
}

/// The city a [`Desk`](crate::Desk) is built for.
#[derive(Clone, Debug)]
pub struct City {
    /// The name every key begins with.
    pub jurisdiction: Jurisdiction,
    /// The name people read, such as `Kota Lestari`.
    pub name: Box<str>,
    /// The two to four letters before a tracking number.
    pub prefix: Box<str>,
    /// How people log in, for channels that differ from the default.
    pub login: BTreeMap<Channel, Login>,
    /// How chats with it are opened by a link.
    pub links: ChatLinks,
    /// Who gives a new complaint to its department, and so publishes it.
    pub publish: Publish,
    /// How much of everything one person, handle or network may ask for.
    pub limits: Limits,
    /// The number to call when lives are in danger; 112 in Indonesia.
    pub emergency: Box<str>,
    /// What its clocks go by: Western Indonesian time, unless it says otherwise.
    pub zone: FixedOffset,
    /// When its staff answer people who want to talk to a person.
    pub hours: ServiceHours,
    /// When no phone should ring for news, if ever.
    pub quiet: Option<QuietHours>,
    /// Until when nothing is answered, since the machines are being worked on.
    pub maintenance_until: Option<DateTime<Utc>>,
}

/// Western Indonesian time, in seconds east of Greenwich.
const WIB: i32 = 7 * 3_600;

impl City {
    /// A city with the standard rules.
    pub fn new(jurisdiction: &str, name: &str, prefix: &str) -> Result<Self, InvalidCity> {
        if !(2..=4).contains(&prefix.len()) || !prefix.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(InvalidCity::Prefix);
        }
        Ok(Self {
            jurisdiction: jurisdiction.parse()?,
            name: name.into(),
            prefix: prefix.into(),
            login: BTreeMap::new(),
            links: ChatLinks::default(),
            publish: Publish::default(),
            limits: Limits::default(),
            emergency: "112".into(),
            zone: FixedOffset::east_opt(WIB).unwrap_or(chrono::Offset::fix(&Utc)),
            hours: ServiceHours::default(),
            quiet: None,
            maintenance_until: None,
        })
    }

    /// When the work on the machines ends, if it goes on at `now`.
    pub fn maintenance(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.maintenance_until.filter(|until| now < *until)
    }

    /// The links that open a chat on a channel which proves whose account it is, for people of a
    /// channel that does not.
    pub fn links_from(&self, channel: Channel) -> &ChatLinks {
        if channel.vouches_for_contacts() { ChatLinks::NONE } else { &self.links }
    }

    /// How people of `channel` log in.
    pub fn login(&self, channel: Channel) -> Login {
        self.login.get(&channel).copied().unwrap_or_default()
    }
}

/// Limits on what can be asked for. A chat stays signed
/// in for half a year, since it asks for a code once per account and not once a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Complaints one person may file in 24 hours, and as many questions beside them.
    pub filings_a_day: u32,
    /// Votes one person may cast in an hour.
    pub votes_an_hour: u32,
    /// Comments one person may write in an hour.
    pub comments_an_hour: u32,
    /// Messages one person may send to staff in an hour, about her questions.
    pub messages_an_hour: u32,
    /// How long only the reporter sees a new complaint and can undo it.
    pub undo: TimeDelta,
    /// How long a chat stays signed in.
    pub session: TimeDelta,
    /// How long a deletion that was asked for can be undone.
    pub regret: TimeDelta,
    /// How long a code is good for.
    pub code_lifetime: TimeDelta,
    /// Wrong guesses that end a code.
    pub code_attempts: u8,
    /// The wait before the second, third and each later code of one request.
    pub code_waits: [TimeDelta; 3],
    /// Codes for one handle in fifteen minutes.
    pub codes_a_quarter: u32,
    /// Codes for one handle in a day.
    pub codes_a_day: u32,
    /// Wrong guesses for one handle in a day.
    pub failures_a_day: u32,
    /// Codes for one network prefix in an hour.
    pub codes_a_network_hour: u32,
    /// Codes for one block of ten thousand phone numbers in an hour: whoever has codes sent to numbers
    /// one after the other is no resident, and each of them is paid for.
    pub codes_a_block_hour: u32,
    /// Codes for the whole city in a day.
    pub codes_a_city_day: u32,
    /// How long an invitation of an officer is good for.
    pub invitation: TimeDelta,
    /// How long an officer stays signed in.
    pub officer_session: TimeDelta,
    /// How long an officer stays signed in without being seen.
    pub officer_idle: TimeDelta,
    /// Passwords tried for one officer in an hour from one network prefix. Who tries from
    /// elsewhere does not shut her out (OWASP ASVS 5.0 §6.1.1).
    pub sign_ins_an_hour: u32,
    /// Passwords tried for one officer in an hour from everywhere; OWASP ASVS 5.0 §6.3.1 asks for
    /// a limit, and its forerunner (4.0, §2.2.1) for no more than a hundred.
    pub sign_ins_everywhere_an_hour: u32,
    /// Passwords tried from one network prefix in an hour.
    pub sign_ins_a_network_hour: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            filings_a_day: 10,
            votes_an_hour: 60,
            comments_an_hour: 20,
            messages_an_hour: 60,
            undo: TimeDelta::minutes(5),
            session: TimeDelta::days(180),
            regret: TimeDelta::hours(24),
            code_lifetime: TimeDelta::minutes(5),
            code_attempts: 5,
            code_waits: [30, 60, 120].map(TimeDelta::seconds),
            codes_a_quarter: 3,
            codes_a_day: 6,
            failures_a_day: 10,
            codes_a_network_hour: 10,
            codes_a_block_hour: 20,
            codes_a_city_day: 10_000,
            invitation: TimeDelta::hours(24),
            officer_session: TimeDelta::days(7),
            officer_idle: TimeDelta::hours(12),
            sign_ins_an_hour: 20,
            sign_ins_everywhere_an_hour: 100,
            sign_ins_a_network_hour: 60,
        }
    }
}
