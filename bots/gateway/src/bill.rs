//! What a provider charges for, counted by category and month. The counts are in the storage, where
//! every process adds to them and whoever watches over the house reads them.

use std::collections::BTreeMap;

use aduan::{
    batch::{Batch, Guard},
    domain::Channel,
    facts::Want,
    seal::{Scope, Token},
};
use chrono::TimeDelta;

use crate::{Gateway, GatewayError};

/// What a message was charged as (Cloud API, "Pricing").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Charge {
    /// Words of our own, while the chat is open.
    Service,
    /// News in the words of a template.
    Utility,
    /// A code.
    Authentication,
    /// What nobody asked for. We send none, but Meta may take a template for one.
    Marketing,
    /// Something else.
    Other,
}

impl Charge {
    /// Every category there is.
    pub const ALL: [Self; 5] =
        [Self::Service, Self::Utility, Self::Authentication, Self::Marketing, Self::Other];

    /// The name by which providers call it, and by which it is counted.
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Utility => "utility",
            Self::Authentication => "authentication",
            Self::Marketing => "marketing",
            Self::Other => "other",
        }
    }

    /// The category of that name.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|charge| charge.name() == name).unwrap_or(Self::Other)
    }
}

/// A month is a key of its own, in a window that does not end while anybody asks: its windows begin
/// in 1970 and 2069.
const WINDOW: TimeDelta = TimeDelta::days(36_500);

impl Gateway {
    /// How many messages were charged on a channel in this month of the city's calendar.
    pub async fn charged(&self, channel: Channel) -> Result<BTreeMap<Charge, u32>, GatewayError> {
        let now = self.desk().now();
        let keys = Charge::ALL.map(|charge| (charge, self.count_of(channel, charge)));
        let wants = keys.map(|(_, key)| Want::Quota(key, WINDOW, now));
        let facts = self.desk().storage().load(&wants).await?;
        Ok(keys.map(|(charge, key)| (charge, facts.quota(key, WINDOW, now))).into())
    }

    /// Counts one message, once.
    pub(crate) async fn charge(
        &self,
        channel: Channel,
        provider_id: &str,
        charge: Charge,
    ) -> Result<(), GatewayError> {
        let once = format!("charged/{}/{provider_id}", channel.name());
        let mut batch = Batch::new();
        batch.guard(Guard::Once(
            self.desk().room().keys.token(Scope::Once, once.as_bytes()),
            Box::default(),
        ));
        batch.guard(Guard::Quota {
            key: self.count_of(channel, charge),
            window: WINDOW,
            limit: u32::MAX,
            now: self.desk().now(),
        });
        // A message that was counted stays counted once.
        self.desk().commit(batch).await?;
        Ok(())
    }

    fn count_of(&self, channel: Channel, charge: Charge) -> Token {
        let room = self.desk().room();
        let month = room.now.with_timezone(&room.city.zone).format("%Y-%m");
        let of = format!("charged/{}/{}/{month}", channel.name(), charge.name());
        room.keys.token(Scope::Quota, of.as_bytes())
    }
}
