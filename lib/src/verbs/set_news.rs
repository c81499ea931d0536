//! Stopping the news, and starting them again.

use crate::{
    authority::Actor,
    domain::{Handle, Peer},
    facts::{Facts, Want},
    verb::{No, Planned, Room, Verb},
};

use super::people;

/// Stops or starts the news on the channel of a chat. Whoever writes from the chat may, signed in
/// or not: a person who wants silence is not asked for a code first.
#[derive(Clone, Debug)]
pub struct SetNews {
    /// The chat.
    pub peer: Peer,
    /// Whether news are wanted.
    pub wanted: bool,
}

impl Verb for SetNews {
    /// Whether the chat belongs to anybody; to nobody there are no news.
    type Answer = bool;

    fn wants(&self, _: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(people::wants(&[&Handle::Chat(self.peer.clone())], room))
    }

    fn decide(&self, _: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<bool>, No> {
        let chat = Handle::Chat(self.peer.clone());
        let Some(mut seen) = people::of(facts, &chat, room)? else {
            return Ok(Planned::only(false));
        };
        let opt_outs = &mut seen.value.opt_outs;
        let changed = if self.wanted {
            opt_outs.remove(&self.peer.channel)
        } else {
            opt_outs.insert(self.peer.channel)
        };
        let mut planned = Planned::only(true);
        if changed {
            room.put_citizen(&mut planned.batch, &seen.value, seen.version);
        }
        Ok(planned)
    }
}
