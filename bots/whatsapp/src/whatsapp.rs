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
    template::{of_brief, of_code},
    trouble::{Action, Trouble},
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

    /// Says something, and gives WhatsApp's name for the message.
    async fn say(
        &self,
        to: &Peer,
        content: Content<'_>,
        delivery: Option<QueuedId>,
    ) -> Result<Option<Box<str>>, Trouble> {
        let answer = self.graph.post(&Outgoing::new(to, content, delivery)).await?;
        Ok(answer["messages"][0]["id"].as_str().map(Into::into))
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
        self.say(to, render(message), None).await.map(drop).map_err(Trouble::of_delivery)
    }

    async fn deliver(&self, delivery: &Delivery<'_>) -> Result<Option<Box<str>>, DeliveryError> {
        let Delivery { id, to, message, brief, open } = *delivery;
        if open {
            match self.say(to, render(message), Some(id)).await {
                // We took the chat for open, and Meta knows better.
                Err(Trouble::Refused { action: Action::Template, .. }) => {}
                said => return said.map_err(Trouble::of_delivery),
            }
        }
        let brief = brief.ok_or(DeliveryError::Closed)?;
        let template = of_brief(brief, message.language, self.graph.settings());
        let said = self.say(to, Content::Template { template }, Some(id)).await;
        said.map_err(Trouble::of_delivery)
    }

    fn carries_codes_to(&self, handle: &Handle) -> bool {
        number(handle).is_some()
    }

    async fn send_code(&self, letter: &CodeLetter) -> Result<(), DeliveryError> {
        let to = number(&letter.to).ok_or(DeliveryError::Unreachable)?;
        let template = of_code(&letter.code, letter.language, self.graph.settings());
        let said = self.say(&to, Content::Template { template }, None).await;
        said.map(drop).map_err(Trouble::of_delivery)
    }

    async fn fetch(&self, source: &str, limit_bytes: u64) -> Result<Box<[u8]>, FetchError> {
        self.graph.bring(source, limit_bytes).await
    }
}

/// Where a code goes that proves `handle`: to a number, since Meta sends none to an id (131062).
fn number(handle: &Handle) -> Option<Peer> {
    match handle {
        Handle::Phone(phone) => Some(Peer::new(Channel::WhatsApp, phone.as_str())),
        Handle::Chat(peer) if peer.channel == Channel::WhatsApp => {
            Some(peer.clone()).filter(|peer| peer.address.starts_with('+'))
        }
        Handle::Chat(_) | Handle::Email(_) => None,
    }
}

impl fmt::Debug for WhatsApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WhatsApp({:?})", self.graph)
    }
}
