//! The first commit: remembering what came in.

use std::collections::BTreeMap;

use aduan::{
    batch::{Batch, Committed, Guard, Write},
    facts::{Fact, Want},
    ports::{StorageError, StorageErrorKind},
    queue::Queue,
    seal::{Scope, Token},
};

use crate::{Gateway, GatewayError, Inbound, failpoint::failpoint, inbound::Told};

/// What became of a message that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It is remembered, durably.
    New,
    /// It had come before; nothing more is done.
    Again,
}

/// The most messages in one batch: each takes a guard and a write.
const MOST: usize = Batch::LIMIT / 2;

impl Gateway {
    /// Remembers all messages of one webhook, each at most once. It returns when they are
    /// durable: only then may the channel tell the provider that it has them. After an error none
    /// or some are remembered, and the provider's next try brings the rest.
    pub async fn receive(&self, messages: &[Inbound]) -> Result<Vec<Received>, GatewayError> {
        let tokens: Vec<Token> = messages.iter().map(|message| self.token_of(message)).collect();
        let mut first = BTreeMap::new();
        for (at, token) in tokens.iter().enumerate() {
            first.entry(*token).or_insert(at);
        }
        let mut all = vec![Received::Again; messages.len()];
        let mut fresh: Vec<usize> = first.into_values().collect();
        fresh.sort_unstable();
        for some in fresh.chunks(MOST) {
            for at in self.remember(messages, &tokens, some).await? {
                all[at] = Received::New;
            }
        }
        let new = all.iter().filter(|received| **received == Received::New).count();
        tracing::debug!(inbox.new = new, inbox.again = all.len() - new, "received");
        for _ in 0..new.min(self.settings().lanes) {
            self.bell(Queue::Inbox).notify_one();
        }
        Ok(all)
    }

    fn token_of(&self, message: &Inbound) -> Token {
        let id = format!("{}:{}", message.peer.channel.name(), message.provider_id);
        self.desk().room().keys.token(Scope::Inbound, id.as_bytes())
    }

    /// Remembers some of the messages in one batch, and says which of them were new.
    async fn remember(
        &self,
        messages: &[Inbound],
        tokens: &[Token],
        some: &[usize],
    ) -> Result<Vec<usize>, GatewayError> {
        let mut fresh = some.to_vec();
        // Each further round is due to a duplicate that was committed since the last one, so
        // there are at most as many rounds as messages.
        for _ in 0..=some.len() {
            if fresh.is_empty() {
                return Ok(fresh);
            }
            let mut batch = Batch::new();
            for at in &fresh {
                batch.guard(Guard::Once(tokens[*at], Box::default()));
                batch.write(Write::Enqueue(self.row_of(&messages[*at])));
            }
            failpoint!("inbox.before_commit");
            let committed = self.desk().commit(batch).await?;
            failpoint!("inbox.after_commit");
            match committed {
                Committed::Applied => return Ok(fresh),
                Committed::Duplicate(known, _) => {
                    self.forget_known(&mut fresh, tokens).await?;
                    fresh.retain(|at| tokens[*at] != known);
                }
                Committed::Conflict | Committed::Refused { .. } => {
                    let wrong = "a batch of messages cannot conflict, and has no quota";
                    return Err(StorageError::new(StorageErrorKind::Damaged, wrong).into());
                }
            }
        }
        Err(GatewayError::Busy)
    }

    /// Drops those that were remembered before, so that a duplicate never loses its siblings.
    async fn forget_known(
        &self,
        fresh: &mut Vec<usize>,
        tokens: &[Token],
    ) -> Result<(), GatewayError> {
        let wants: Vec<_> = fresh.iter().map(|at| Want::Receipt(tokens[*at])).collect();
        let facts = self.desk().storage().load(&wants).await?;
        let known = |at: &usize| {
            matches!(facts.get(&Want::Receipt(tokens[*at])), Some(Fact::Receipt(Some(_))))
        };
        fresh.retain(|at| !known(at));
        Ok(())
    }

    fn row_of(&self, message: &Inbound) -> aduan::queue::Queued {
        let told = Told {
            peer: message.peer.clone(),
            at: message.at,
            input: message.input.clone(),
            quoted: message.quoted.clone(),
            phone: message.phone.clone(),
            network: message.network.clone(),
            language: message.language,
        };
        let lane = self.lane_of(&message.peer);
        self.desk().room().queue(Queue::Inbox, lane, None, &told)
    }
}
