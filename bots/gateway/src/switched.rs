//! News that somebody switches off or on in the settings of her chat, and not in words.

use aduan::{
    authority::Actor,
    batch::{Batch, Committed, Write},
    verb::Planned,
    verbs::SetNews,
};
use aduan_dialogue::news_set;

use crate::{
    Gateway, GatewayError,
    drain::{Turned, Work},
    inbound::Told,
    turn::Seen,
};

impl Gateway {
    /// Stops or starts the news of a chat as the word for it would; `None`, if somebody else was
    /// quicker. While the chat is open she is told what that means. Settings are no message: they open
    /// no chat, and no answer is sent into one that is closed.
    pub(crate) async fn try_set_news(
        &self,
        work: &Work<'_>,
        told: &Told,
        seen: &Seen,
        wanted: bool,
    ) -> Result<Option<Turned>, GatewayError> {
        let verb = SetNews { peer: told.peer.clone(), wanted };
        let Planned { batch: set, answer: known, .. } =
            self.desk().plan(&Actor::System, &verb).await?;
        let mut batch = Batch::new();
        work.finish(seen.row_version, &mut batch);
        batch.join(set);
        if known && self.is_open(&told.peer).await? {
            let (conversation, reply) = (&seen.conversation.value, news_set(wanted));
            let reply = self.owe_reply(work.lane, conversation, conversation.spoken(), &reply)?;
            batch.write(Write::Enqueue(reply));
        }
        Ok(match self.desk().commit(batch).await? {
            Committed::Applied => {
                self.ring();
                Some(Turned::Done(0))
            }
            _ => None,
        })
    }
}
