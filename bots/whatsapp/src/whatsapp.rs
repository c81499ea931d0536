//! The channel.

use std::{fmt, sync::Arc};

use aduan::{
    domain::{Channel, Handle, Peer, QueuedId},
    ports::{CodeLetter, Delivery, DeliveryError, FetchError, Message, Messenger},
};
use async_trait::async_trait;
use serde_json::json;

use crate::{
    InvalidSetting, Settings, Standing,
    graph::Graph,
    outgoing::{Content, Outgoing, render},
    trouble::Trouble,
};

/// WhatsApp, to people. Cloning it is cheap.
#[derive(Clone)]
pub struct WhatsApp {
    graph: Arc<Graph>,
}

impl WhatsApp {
    /// The number of these settings, from which nothing was sent yet.
    pub fn new(settings: &Settings) -> Result<Self, InvalidSetting> {
        Ok(Self { graph: Arc::new(Graph::new(settings)?) })
    }

    /// How we stand with it.
    pub fn standing(&self) -> Standing {
        self.graph.standing()
    }

    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    async fn say(
        &self,
        to: &Peer,
        content: Content<'_>,
        delivery: Option<QueuedId>,
    ) -> Result<(), Trouble> {
        self.graph.post(&Outgoing::new(to, content, delivery)).await.map(drop)
    }

    /// Shows the person that her message was read and that an answer is being written, which is a
    /// courtesy.
    pub(crate) async fn acknowledge(&self, message: &str) {
        let read = json!({
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": message,
            "typing_indicator": { "type": "text" },
        });
        if let Err(error) = self.graph.post(&read).await {
            tracing::debug!(%error, "whatsapp.courtesy_failed");
        }
    }
}

#[async_trait]
impl Messenger for WhatsApp {
    fn channel(&self) -> Channel {
        Channel::WhatsApp
    }

    async fn send(&self, to: &Peer, message: &Message) -> Result<(), DeliveryError> {
        self.say(to, render(message), None).await.map_err(Trouble::of_delivery)
    }

    async fn deliver(&self, delivery: &Delivery<'_>) -> Result<(), DeliveryError> {
        let Delivery { id, to, message, .. } = delivery;
        self.say(to, render(message), Some(*id)).await.map_err(Trouble::of_delivery)
    }

    fn carries_codes_to(&self, _: &Handle) -> bool {
        false
    }

    async fn send_code(&self, _: &CodeLetter) -> Result<(), DeliveryError> {
        Err(DeliveryError::Unreachable)
    }

    async fn fetch(&self, source: &str, limit_bytes: u64) -> Result<Box<[u8]>, FetchError> {
        self.graph.bring(source, limit_bytes).await
    }
}

impl fmt::Debug for WhatsApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WhatsApp({:?})", self.graph)
    }
}
