//! Whether a chat is open: some channels take words of our own only for a while after a person
//! wrote, and after that only what was approved beforehand.

use aduan::{domain::Peer, facts::Want};
use chrono::TimeDelta;

use crate::{Gateway, GatewayError, conversation::Conversation};

/// How much earlier than the channel we take a chat for closed: a message is on its way for a while,
/// and no two clocks are the same.
const MARGIN: TimeDelta = TimeDelta::minutes(10);

impl Gateway {
    /// Whether the channel takes words of our own to that chat now.
    pub(crate) async fn is_open(&self, to: &Peer) -> Result<bool, GatewayError> {
        let Some(window) = to.channel.window() else { return Ok(true) };
        let room = self.desk().room();
        let key = room.conversation(to);
        let facts = self.desk().storage().load(&[Want::Record(key.clone())]).await?;
        let Some(row) = facts.record(&key) else { return Ok(false) };
        let heard_at = room.open_row::<Conversation>(row)?.value.heard_at;
        Ok(heard_at.is_some_and(|at| room.now < at + window - MARGIN))
    }
}
