//! What a channel says of an account by itself: its number, and that it has another name now.

use aduan::{
    authority::Actor,
    batch::{Batch, Committed},
    domain::{Peer, Phone},
    facts::Want,
    record::Versioned,
    verb::Planned,
    verbs::{MoveChat, Vouch},
};

use crate::{
    Gateway, GatewayError,
    conversation::Conversation,
    drain::{Turned, Work},
    inbound::Told,
    turn::Seen,
};

impl Gateway {
    /// Takes the channel's word for the number of an account, once for each number and person; the
    /// turn that follows remembers that it did.
    pub(crate) async fn vouched(&self, told: &Told, mut seen: Seen) -> Result<Seen, GatewayError> {
        let Some(phone) = &told.phone else { return Ok(seen) };
        let number = Some((phone.clone(), seen.citizen));
        if seen.conversation.value.number != number {
            let vouch = Vouch { peer: told.peer.clone(), phone: phone.clone() };
            self.desk().run(&Actor::System, &vouch).await?;
            seen.conversation.value.number = number;
        }
        Ok(seen)
    }

    /// Takes a person and her talk along to the account she has now, and answers nothing; `None`, if
    /// somebody else was quicker. Where only the number is another, the talk stays where it is.
    pub(crate) async fn try_move(
        &self,
        work: &Work<'_>,
        told: &Told,
        seen: Seen,
        from: &Peer,
        old: Option<&Phone>,
    ) -> Result<Option<Turned>, GatewayError> {
        let (desk, room) = (self.desk(), self.desk().room());
        let key = room.conversation(from);
        let facts = desk.storage().load(&[Want::Record(key.clone())]).await?;
        let to = told.peer.clone();
        let talk = facts.record(&key).filter(|_| *from != to);
        let talk = talk.map(|row| room.open_row::<Conversation>(row)).transpose()?;

        let (old, new) = (old.cloned(), told.phone.clone());
        let verb = MoveChat { from: from.clone(), to: to.clone(), old, new };
        let Planned { batch: moved, answer: goes_along, .. } =
            desk.plan(&Actor::System, &verb).await?;
        let mut batch = Batch::new();
        work.finish(seen.row_version, &mut batch);
        batch.join(moved);
        if let Some(Versioned { version, value: talk }) = talk.filter(|_| goes_along) {
            batch.erase(key, version);
            // What was said in the new chat meanwhile goes on there.
            if seen.conversation.version == 0 {
                let talk = Conversation { peer: to.clone(), number: None, timer: None, ..talk };
                batch.put(room.sealed_row(room.conversation(&to), &talk, Vec::new()), 0);
            }
        }
        Ok(match desk.commit(batch).await? {
            Committed::Applied => {
                self.ring();
                Some(Turned::Done(0))
            }
            _ => None,
        })
    }
}
