//! Adding, changing or removing a reply.

use crate::{
    authority::Actor,
    domain::{ReplyTemplate, Thing},
    facts::{Facts, Want},
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::setup::{self, Edition};

/// Sets a reply that officers begin with. What they sent with it stays as it was sent, so one
/// that is needed no more is simply gone.
#[derive(Clone, Debug)]
pub struct SetReply {
    /// The edition of the set-up it was changed in.
    pub seen: Edition,
    /// Its place in the list; `None` for a new one, which comes last.
    pub at: Option<usize>,
    /// The reply as it is to be; `None` to remove it.
    pub reply: Option<ReplyTemplate>,
}

impl Verb for SetReply {
    type Answer = Edition;

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(setup::wants(actor))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Edition>, No> {
        setup::amend(actor, Some(self.seen), facts, room, |setup| {
            let all = &mut setup.catalogue.replies;
            match (&self.reply, self.at) {
                (Some(reply), at) => setup::place(all, at, at.is_none(), reply, Thing::Reply),
                (None, Some(at)) if at < all.len() => {
                    all.remove(at);
                    Ok(())
                }
                (None, _) => Err(Refusal::NotFound),
            }
        })
    }
}
