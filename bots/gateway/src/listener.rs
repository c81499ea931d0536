//! Who gets to hear what comes in.

use std::fmt;

use async_trait::async_trait;

use crate::{Gateway, GatewayError, Inbound, Word};

/// Who gets to hear what came in on a channel: the gateway, or whoever a test puts in its place.
#[async_trait]
pub trait Listener: fmt::Debug + Send + Sync + 'static {
    /// Remembers messages, durably, before it returns. The same message may come again.
    async fn hear(&self, messages: &[Inbound]) -> Result<(), GatewayError>;
    /// Listens to what became of messages of ours, durably, before it returns. Whoever sends none
    /// keeps this answer.
    async fn learn(&self, _words: &[Word]) -> Result<(), GatewayError> {
        Ok(())
    }
}

#[async_trait]
impl Listener for Gateway {
    async fn hear(&self, messages: &[Inbound]) -> Result<(), GatewayError> {
        self.receive(messages).await.map(drop)
    }

    async fn learn(&self, words: &[Word]) -> Result<(), GatewayError> {
        Self::learn(self, words).await
    }
}
