//! The second commit: a turn of a conversation.

use aduan::{
    batch::{Batch, Committed, Write},
    book,
    domain::{Catalogue, Citizen, CitizenId, Handle, Language, Peer, TrackingNumber},
    facts::{Fact, Want},
    owed::{Letter, Owed, Recipient},
    queue::{Lane, Queue, Queued, Waiting},
    record::{Key, Versioned},
    refusal::Refusal,
    seal::Scope,
    verb::{After, No},
    verbs::{LinkVerdict, Verdict},
};
use aduan_dialogue::{Deed, Did, Found, Fresh, Input, Next, Phrase, Reply, Say, Scene, State};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Gateway, GatewayError, Heard,
    conversation::Conversation,
    courier::Addressed,
    deed::{self, Asker, Decided, Outcome},
    drain::{Turned, Work},
    failpoint::failpoint,
    inbound::Told,
    span,
};

/// How often a turn is taken again after a conflict.
const TRIES: usize = 5;
/// How many reads one turn may ask for.
const READS: usize = 8;

/// Where the talk is, within a turn.
#[derive(Clone)]
struct Talked {
    state: State,
    replies: Vec<Reply>,
    wake_after: Option<TimeDelta>,
}

/// What a turn leans on: the conversation and the city, from one snapshot.
pub(crate) struct Seen {
    pub(crate) row_version: u64,
    pub(crate) conversation: Versioned<Conversation>,
    /// Who it is with, if she is signed in.
    pub(crate) citizen: Option<CitizenId>,
    catalogue: Catalogue,
}

impl Gateway {
    /// Takes the turn of one message, or of one timer that rang.
    pub(crate) async fn turn(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        let told: Told = self.desk().room().open_queued(&work.waiting.row)?;
        span::say("channel.name", told.peer.channel.name());
        for _ in 0..TRIES {
            let Some(seen) = self.see(work.waiting, &told).await? else {
                return Ok(Turned::Gone);
            };
            if let Some(end) = self.desk().city().maintenance(self.desk().now()) {
                return self.sit_out(work, &told, &seen, end).await;
            }
            if told.input == Heard::WentQuiet
                && seen.conversation.value.timer != Some(work.waiting.row.id)
            {
                return self.silence(work, seen.row_version).await;
            }
            let turned = match &told.input {
                Heard::Moved { from, phone } => {
                    self.try_move(work, &told, seen, from, phone.as_ref()).await?
                }
                Heard::SetNews { wanted } => self.try_set_news(work, &told, &seen, *wanted).await?,
                _ => self.try_turn(work, &told, seen).await?,
            };
            if let Some(turned) = turned {
                return Ok(turned);
            }
        }
        Err(GatewayError::Busy)
    }

    /// Looks at what the turn leans on; nothing, if the message was dealt with.
    async fn see(&self, waiting: &Waiting, told: &Told) -> Result<Option<Seen>, GatewayError> {
        let room = self.desk().room();
        let key = room.conversation(&told.peer);
        let row = Want::Queued(waiting.row.id);
        let wants = [row.clone(), Want::Record(key.clone()), Want::Record(Key::Catalogue)];
        let facts = self.desk().storage().load(&wants).await?;
        let row_version = match facts.get(&row) {
            Some(Fact::Queued(Some(waiting))) if waiting.buried.is_none() => waiting.version,
            _ => return Ok(None),
        };
        let mut conversation: Versioned<Conversation> = if let Some(row) = facts.record(&key) {
            room.open_row(row)?
        } else {
            let language = told.language.or_else(|| told.input.language());
            let language = language.unwrap_or(self.settings().language);
            Versioned { version: 0, value: Conversation::new(told.peer.clone(), language) }
        };
        if told.input.is_an_act() {
            let heard_at = &mut conversation.value.heard_at;
            *heard_at = (*heard_at).max(Some(told.at));
        }
        let catalogue = book::catalogue(&facts).map_err(broken)?;
        let citizen = self.signed_in(&conversation.value).await?;
        Ok(Some(Seen { row_version, conversation, citizen, catalogue }))
    }

    /// Who is signed in in this chat: a session can be ended from another chat, and grows old.
    async fn signed_in(&self, talk: &Conversation) -> Result<Option<CitizenId>, GatewayError> {
        let (desk, room) = (self.desk(), self.desk().room());
        // Whoever was let in from another chat is known by her account only.
        let name = room.name_of(&Handle::Chat(talk.peer.clone()));
        let want = talk.citizen.map_or(Want::Named(name), |id| Want::Record(Key::Citizen(id)));
        let facts = desk.storage().load(std::slice::from_ref(&want)).await?;
        let Some(Fact::Record(Some(row))) = facts.get(&want) else { return Ok(None) };
        let citizen: Citizen = room.open_row(row)?.value;
        let open = citizen
            .open_sessions(room.now, room.city.limits.session)
            .any(|session| session.peer == talk.peer);
        Ok(open.then_some(citizen.id))
    }

    /// Lets a timer ring in vain that a later message silenced.
    async fn silence(&self, work: &Work<'_>, version: u64) -> Result<Turned, GatewayError> {
        let mut batch = Batch::new();
        work.finish(version, &mut batch);
        Ok(match self.desk().commit(batch).await? {
            Committed::Applied => Turned::Done(0),
            _ => Turned::Gone,
        })
    }

    /// Talks, decides and commits; nothing, if somebody else was quicker.
    async fn try_turn(
        &self,
        work: &Work<'_>,
        told: &Told,
        seen: Seen,
    ) -> Result<Option<Turned>, GatewayError> {
        let desk = self.desk();
        let seen = self.vouched(told, seen).await?;
        let fresh = self.fresh();
        let conversation = &seen.conversation.value;
        let scene = Scene {
            now: work.waiting.row.due,
            city: desk.city(),
            catalogue: &seen.catalogue,
            signed_in: seen.citizen.is_some(),
            login: desk.city().login(told.peer.channel),
            links: desk.city().links_from(told.peer.channel),
            language: conversation.language,
            fresh: &fresh,
        };
        let mut asker = Asker {
            peer: told.peer.clone(),
            citizen: seen.citizen,
            language: conversation.language,
            consent: None,
            phone: told.phone.clone(),
            network: told.network.clone(),
            once: desk.room().keys.token(Scope::Once, work.waiting.row.id.as_bytes()),
        };
        let (talked, wanted) = self.talk(told, conversation, &scene, &mut asker).await?;
        let Some(wanted) = wanted else {
            let committed = self.commit_turn(work, &seen, talked, None, Batch::new()).await?;
            return Ok(matches!(committed, Committed::Applied).then_some(Turned::Done(0)));
        };

        let (actor, doable) = (asker.actor(), deed::doable(wanted.clone(), &asker));
        span::say("turn.verb", doable.name());
        let Decided { mut batch, mut outcome, mut after } = match self.no_way(&wanted) {
            Some(refusal) => {
                Decided { batch: Batch::new(), outcome: Err(refusal), after: Vec::new() }
            }
            None => doable.decide(desk, &actor).await?,
        };
        // At most twice: once the verb's batch is left out, nothing is left to be refused.
        for _ in 0..2 {
            let ended = self.end(talked.clone(), outcome.clone(), &scene);
            let deed = Some(&outcome);
            match self.commit_turn(work, &seen, ended, deed, std::mem::take(&mut batch)).await? {
                Committed::Applied => {
                    if let Err(refusal) = &outcome {
                        span::say("turn.refusal", refusal.key());
                    }
                    self.run_after(after).await?;
                    return Ok(Some(Turned::Done(0)));
                }
                Committed::Conflict => return Ok(None),
                Committed::Duplicate(_, receipt) => {
                    outcome = doable.again(&receipt, &actor, &desk.room()).map_err(broken)?;
                }
                Committed::Refused { until, .. } => {
                    outcome = doable.too_often(until);
                }
            }
            after = Vec::new();
        }
        Err(GatewayError::Contract("a turn without a verb was refused"))
    }

    fn fresh(&self) -> Fresh {
        let room = self.desk().room();
        let mut nonce = [0; 4];
        room.entropy.fill(&mut nonce);
        Fresh {
            number: TrackingNumber::random(room.city, room.entropy),
            nonce: u32::from_le_bytes(nonce),
        }
    }

    /// Steps until it is her turn, or something is to be done.
    async fn talk(
        &self,
        told: &Told,
        conversation: &Conversation,
        scene: &Scene<'_>,
        asker: &mut Asker,
    ) -> Result<(Talked, Option<Deed>), GatewayError> {
        let state = State::from_record(&conversation.state);
        let mut talked = Talked { state, replies: Vec::new(), wake_after: None };
        let mut input = told.to_input(self.quoted(told).await?);
        for reads in 0..=READS {
            let next = self.step(&mut talked, input, scene);
            asker.language = talked.state.language().unwrap_or(conversation.language);
            asker.consent = talked.state.consent().cloned();
            match next {
                Next::Rest => return Ok((talked, None)),
                Next::Do(deed) => return Ok((talked, Some(deed))),
                Next::Ask(_) if reads == READS => break,
                Next::Ask(read) => {
                    input = Input::Found(deed::look_up(self.desk(), read, asker).await);
                }
            }
        }
        // It never stops asking: it is told once more that nothing was found, and then has to do
        // without.
        match self.step(&mut talked, Input::Found(Found::Nothing), scene) {
            Next::Do(deed) => Ok((talked, Some(deed))),
            Next::Rest => Ok((talked, None)),
            Next::Ask(_) => Err(GatewayError::Contract("more than eight reads in one turn")),
        }
    }

    fn step(&self, talked: &mut Talked, input: Input, scene: &Scene<'_>) -> Next {
        let step = (self.inner.talk.step)(talked.state.clone(), input, scene);
        talked.state = step.state;
        talked.replies.extend(step.replies);
        talked.wake_after = step.wake_after.or(talked.wake_after);
        step.next
    }

    /// Tells the conversation what came of its deed.
    fn end(&self, mut talked: Talked, outcome: Outcome, scene: &Scene<'_>) -> Talked {
        if !matches!(self.step(&mut talked, Input::Did(outcome), scene), Next::Rest) {
            tracing::warn!("turn.wants_more_after_its_deed");
        }
        talked
    }

    /// Refuses a code to a handle no channel here can carry one to.
    fn no_way(&self, wanted: &Deed) -> Option<Refusal> {
        match wanted {
            Deed::RequestCode(_, handle) if self.carrier_to(handle).is_none() => {
                Some(Refusal::NoWay)
            }
            _ => None,
        }
    }

    /// Commits a turn: the message is consumed, the conversation goes on, the verb is done and the
    /// replies are owed, all or nothing.
    async fn commit_turn(
        &self,
        work: &Work<'_>,
        seen: &Seen,
        talked: Talked,
        outcome: Option<&Outcome>,
        verb: Batch,
    ) -> Result<Committed, GatewayError> {
        let (desk, room) = (self.desk(), self.desk().room());
        let mut conversation = seen.conversation.value.clone();
        conversation.citizen = seen.citizen;
        let language = talked.state.language().unwrap_or(conversation.language);
        match outcome {
            Some(Ok(
                Did::CodeTyped(Verdict::Right(id))
                | Did::ContactShared(Verdict::Right(id))
                | Did::LinkTaken(LinkVerdict::Linked(id) | LinkVerdict::LetIn { citizen: id, .. })
                | Did::Recognised(id)
                | Did::StartedAnew(id),
            )) => conversation.citizen = Some(*id),
            // Or she was deleted, or her record was never there: she has to log in anew.
            Some(Ok(Did::SignedOut | Did::ConsentWithdrawn) | Err(Refusal::LogInFirst)) => {
                conversation.citizen = None;
            }
            _ => {}
        }
        conversation.state = talked.state.to_record();
        conversation.timer = None;

        let peer = conversation.peer.clone();
        let lane = self.lane_of(&peer);
        let mut rows = Vec::new();
        for reply in &talked.replies {
            rows.push(self.owe_reply(lane, &conversation, language, reply)?);
        }
        let owes = !rows.is_empty();
        if let Some(Ok(Did::LinkTaken(LinkVerdict::LetIn { chat, .. }))) = outcome {
            rows.push(self.goes_on_in(chat));
        }
        if let Some(wake_after) = talked.wake_after {
            let timer = self.timer(lane, &conversation, room.now + wake_after);
            conversation.timer = Some(timer.id);
            rows.push(timer);
        }

        let mut batch = Batch::new();
        work.finish(seen.row_version, &mut batch);
        let key = room.conversation(&peer);
        let row = room.sealed_row(key, &conversation, Vec::new());
        batch.put(row, seen.conversation.version);
        batch.join(verb);
        #[cfg(feature = "failpoints")]
        let forgotten = crate::failpoint::forgets("planted.two_commits", &mut rows);
        for row in rows {
            batch.write(Write::Enqueue(row));
        }
        failpoint!("turn.before_commit");
        let committed = desk.commit(batch).await?;
        failpoint!("turn.after_commit");
        if committed == Committed::Applied {
            #[cfg(feature = "failpoints")]
            self.remember_late(forgotten).await?;
            self.ring();
            self.took_turn();
            tracing::debug!(turn.owes = owes, turn.deed = outcome.is_some(), "turn.done");
        }
        Ok(committed)
    }

    /// Commits replies by themselves: the bug that a test plants, to see that it is found.
    #[cfg(feature = "failpoints")]
    async fn remember_late(&self, rows: Vec<Queued>) -> Result<(), GatewayError> {
        let Some(first) = rows.first() else { return Ok(()) };
        failpoint!("turn.between_commits");
        let mut batch = Batch::new();
        batch.guard(aduan::batch::Guard::Version(Key::Queued(first.id), 0));
        for row in rows {
            batch.write(Write::Enqueue(row));
        }
        self.desk().commit(batch).await?;
        Ok(())
    }

    /// A reply of a conversation, as a row of the outbox.
    pub(crate) fn owe_reply(
        &self,
        lane: Lane,
        conversation: &Conversation,
        language: Language,
        reply: &Reply,
    ) -> Result<Queued, GatewayError> {
        let room = self.desk().room();
        let reply = serde_json::to_value(reply)
            .map_err(|_| GatewayError::Contract("a reply that is not plain data"))?;
        let to = Recipient::Chat(conversation.peer.clone(), language);
        let owed = Owed { to, letter: Letter::Reply(reply) };
        let expires_at = Some(room.now + self.settings().reply_lifetime);
        let addressed = Addressed { expires_at, ..Addressed::from(owed) };
        Ok(room.queue(Queue::Outbox, lane, None, &addressed))
    }

    /// The talk goes on in a chat that was let in from another, as a row of its inbox.
    fn goes_on_in(&self, chat: &Peer) -> Queued {
        let told = Told::of_ours(chat.clone(), Heard::LetIn, self.desk().now());
        self.desk().room().queue(Queue::Inbox, self.lane_of(chat), None, &told)
    }

    /// A timer of a conversation; it replaces the one before.
    fn timer(&self, lane: Lane, conversation: &Conversation, due: DateTime<Utc>) -> Queued {
        let room = self.desk().room();
        let quiet = Told::of_ours(conversation.peer.clone(), Heard::WentQuiet, due);
        let replaces =
            room.keys.token(Scope::Once, &[b"quiet/", lane.as_bytes().as_slice()].concat());
        Queued { due, ..room.queue(Queue::Timers, lane, Some(replaces), &quiet) }
    }

    /// What a message that cannot be answered leaves behind: one word of regret.
    pub(crate) fn bury_message(&self, work: &Work<'_>) -> Batch {
        let mut batch = Batch::new();
        let Ok(told) = self.desk().room().open_queued::<Told>(&work.waiting.row) else {
            return batch;
        };
        if !told.input.is_an_act() {
            return batch;
        }
        let lane = self.lane_of(&told.peer);
        let language = told.language.unwrap_or(self.settings().language);
        let conversation = Conversation::new(told.peer, language);
        let sorry = Reply::new(Phrase::new(Say::WentWrong));
        if let Ok(sorry) = self.owe_reply(lane, &conversation, language, &sorry) {
            batch.write(Write::Enqueue(sorry));
        }
        batch
    }

    /// Does what must not be stored, once.
    async fn run_after(&self, after: Vec<After>) -> Result<(), GatewayError> {
        for After::SendCode(letter) in after {
            failpoint!("turn.before_code");
            let Some(carrier) = self.carrier_to(&letter.to) else { continue };
            let channel = carrier.channel().name();
            match carrier.send_code(&letter, || self.desk().now()).await {
                Ok(()) => tracing::info!(channel.name = channel, "code.sent"),
                Err(error) => tracing::warn!(channel.name = channel, %error, "code.not_sent"),
            }
        }
        Ok(())
    }
}

fn broken(no: No) -> GatewayError {
    match no {
        No::Broken(broken) => broken.into(),
        No::Refused(refusal) => GatewayError::Desk(refusal.into()),
    }
}
