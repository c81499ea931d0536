//! Replies to messages of ours. Some channels show what is replied to; others bring its name only,
//! so the report that a message names is remembered under that when it goes out.

use aduan::{
    batch::{Batch, Guard},
    domain::Channel,
    facts::Want,
    seal::{Scope, Token},
};
use aduan_dialogue::report_named_in;

use crate::{
    Gateway, GatewayError,
    inbound::{Quoted, Told},
};

impl Gateway {
    /// Remembers which report a message is about, under the channel's name for it, as long as
    /// receipts are kept: a month.
    pub(crate) async fn remember_said(
        &self,
        channel: Channel,
        id: &str,
        text: &str,
    ) -> Result<(), GatewayError> {
        let Some(number) = report_named_in(text, &self.desk().city().prefix) else { return Ok(()) };
        let mut batch = Batch::new();
        batch.guard(Guard::Once(self.said_as(channel, id), number.as_str().as_bytes().into()));
        // What was remembered before is the same.
        self.desk().commit(batch).await?;
        Ok(())
    }

    /// What somebody replied to, as far as it matters: the number of a report, if no more is known.
    pub(crate) async fn quoted(&self, told: &Told) -> Result<Option<Box<str>>, GatewayError> {
        let id = match &told.quoted {
            None => return Ok(None),
            Some(Quoted::Words(words)) => return Ok(Some(words.clone())),
            Some(Quoted::Message { id }) => id,
        };
        let said = self.said_as(told.peer.channel, id);
        let facts = self.desk().storage().load(&[Want::Receipt(said)]).await?;
        let number = facts.receipt(said).and_then(|number| std::str::from_utf8(number).ok());
        Ok(number.map(Into::into))
    }

    fn said_as(&self, channel: Channel, id: &str) -> Token {
        let of = format!("said/{}/{id}", channel.name());
        self.desk().room().keys.token(Scope::Once, of.as_bytes())
    }
}
