//! While the machines are worked on: messages are kept, and each person is told once until when.

use aduan::{
    batch::{Batch, Committed, Guard, Write},
    record::Key,
    seal::{Scope, Token},
};
use aduan_dialogue::in_maintenance;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Gateway, GatewayError,
    drain::{Turned, Work},
    inbound::Told,
    turn::Seen,
};

/// How long a lane rests at a time, so that work that is done early keeps nobody waiting for long.
const A_WHILE: TimeDelta = TimeDelta::minutes(1);

impl Gateway {
    /// Lets a lane rest while the machines are worked on, until `end`, and owes its person one
    /// reply that says so. The row stays, and is dealt with in its order.
    pub(crate) async fn sit_out(
        &self,
        work: &Work<'_>,
        told: &Told,
        seen: &Seen,
        end: DateTime<Utc>,
    ) -> Result<Turned, GatewayError> {
        let room = self.desk().room();
        let until = end.min(room.now + A_WHILE);
        // That nothing more came is no message to answer.
        if !told.input.is_an_act() {
            return self.rest(work, until).await;
        }
        let conversation = &seen.conversation.value;
        let language = conversation.spoken();
        let reply = in_maintenance(end, room.city.zone, language);

        let mut batch = Batch::new();
        batch.guard(Guard::Once(self.said_once(work, end), Box::default()));
        batch.guard(Guard::Version(Key::Queued(work.waiting.row.id), seen.row_version));
        batch.write(Write::Enqueue(self.owe_reply(work.lane, conversation, language, &reply)?));
        batch.write(Write::Release(work.queue, work.lane, until));
        match self.desk().commit(batch).await? {
            Committed::Applied => {
                self.ring();
                Ok(Turned::Rests)
            }
            // She knows.
            _ => self.rest(work, until).await,
        }
    }

    /// The key under which a person was told of this maintenance: one that is put off is told anew.
    fn said_once(&self, work: &Work<'_>, end: DateTime<Utc>) -> Token {
        let of = [b"maintenance/", work.lane.as_bytes().as_slice(), &end.timestamp().to_be_bytes()];
        self.desk().room().keys.token(Scope::Once, &of.concat())
    }
}
