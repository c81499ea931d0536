//! One step in the making: what flows say, look up and do.

use aduan::{
    domain::{Language, TrackingNumber},
    ports::Wanted,
    refusal::Refusal,
};
use chrono::TimeDelta;

use crate::{
    Deed, Next, Phrase, Read, Reply, Say, Scene, State, Step, flow, prove,
    state::{Asking, At, Draft, Filing, Offer, Pick, Until, Waiting},
};

/// The most a turn may look up.
const READS: u8 = 8;
/// How soon photos on their way to a report are looked at again, if she did something else.
const ALBUM: TimeDelta = TimeDelta::seconds(2);

/// One step in the making. It keeps a turn's shape: reads, then at most one deed, then replies.
pub(crate) struct Turn<'a> {
    pub(crate) state: State,
    pub(crate) scene: &'a Scene<'a>,
    /// How often she was not understood before this turn.
    pub(crate) misses: u8,
    lead: Vec<Phrase>,
    replies: Vec<Reply>,
    next: Next,
    /// How much was looked up in this turn.
    asked: u8,
    /// Whether the turn's deed is done.
    done: bool,
    settle: Option<TimeDelta>,
    /// Whether it is known who talks; that can change within the turn.
    pub(crate) signed_in: bool,
}

impl<'a> Turn<'a> {
    pub(crate) fn new(state: State, scene: &'a Scene<'a>) -> Self {
        let misses = state.misses;
        Self {
            state,
            scene,
            misses,
            lead: Vec::new(),
            replies: Vec::new(),
            next: Next::Rest,
            asked: 0,
            done: false,
            settle: None,
            signed_in: scene.signed_in,
        }
    }

    /// Takes up what the turn waited for; `done` says that it was a deed.
    pub(crate) fn resume(&mut self, done: bool) -> Option<Until> {
        self.done = done;
        let waiting = self.state.waiting.take()?;
        self.lead = waiting.lead;
        self.asked = waiting.asked;
        self.misses = waiting.misses;
        Some(waiting.until)
    }

    pub(crate) fn language(&self) -> Language {
        self.state.language.unwrap_or(self.scene.language)
    }

    /// Says something before what is said next, in the same message.
    pub(crate) fn lead(&mut self, say: Say) {
        self.lead_with(Phrase::new(say));
    }

    pub(crate) fn lead_with(&mut self, phrase: Phrase) {
        if !self.lead.contains(&phrase) {
            self.lead.push(phrase);
        }
    }

    /// Says what went differently, and asks again what was open, if anything was.
    pub(crate) fn but(&mut self, say: Say) {
        self.but_with(Phrase::new(say));
    }

    pub(crate) fn but_with(&mut self, phrase: Phrase) {
        if self.state.at == At::Rest {
            self.say(phrase);
        } else {
            self.lead_with(phrase);
            self.prompt();
        }
    }

    /// Tells why not, and asks again what was open.
    pub(crate) fn but_refused(&mut self, refusal: &Refusal) {
        let phrase = self.refusal(refusal);
        self.but_with(phrase);
    }

    pub(crate) fn refusal(&self, refusal: &Refusal) -> Phrase {
        let words = refusal.words(self.language(), self.scene.now);
        Phrase::new(Say::Refused).text("words", words)
    }

    /// Tells why not, before something else.
    pub(crate) fn refuse(&mut self, refusal: &Refusal) {
        let phrase = self.refusal(refusal);
        self.lead_with(phrase);
    }

    /// Says something that offers nothing; what was on offer stays.
    pub(crate) fn say(&mut self, phrase: Phrase) {
        self.reply(phrase, Vec::new(), None);
    }

    /// Says something with choices, which replace those on offer.
    pub(crate) fn offer(&mut self, phrase: Phrase, picks: Vec<Pick>) {
        self.reply(phrase, picks, None);
    }

    /// Says something and hopes for an answer of a kind.
    pub(crate) fn hope(&mut self, phrase: Phrase, picks: Vec<Pick>, wanted: Wanted) {
        self.reply(phrase, picks, Some(wanted));
    }

    fn reply(&mut self, phrase: Phrase, picks: Vec<Pick>, wanted: Option<Wanted>) {
        let mut reply = Reply::new(phrase);
        reply.lead = std::mem::take(&mut self.lead);
        // In a message of its own: the one behind it may be as long as a message can be.
        if self.state.haste.tell(self.scene.now) {
            self.replies.push(Reply::new(Phrase::new(Say::SlowDown)));
        }
        reply.wanted = wanted;
        // A question in words takes the choices before it away: "2" may be its answer.
        if !picks.is_empty() || wanted.is_some() {
            self.state.offer = Offer { nonce: self.scene.fresh.nonce, picks };
            reply.choices = self.state.choices(self.scene);
        }
        self.replies.push(reply);
    }

    /// Adds lines to what was said last.
    pub(crate) fn add_lines(&mut self, lines: Vec<Phrase>) {
        if let Some(reply) = self.replies.last_mut() {
            reply.tail.extend(lines);
        }
    }

    /// Says that something happened; a draft that waits is offered again, else `picks` are.
    pub(crate) fn finish(&mut self, phrase: Phrase, mut picks: Vec<Pick>) {
        if self.state.filing().is_some() {
            picks.push(Pick::Continue);
        }
        self.offer(phrase, picks);
    }

    /// Looks something up and comes back.
    pub(crate) fn ask(&mut self, read: Read, until: Until) {
        if self.done || self.asked >= READS {
            return self.prompt();
        }
        self.wait(until, 1);
        self.next = Next::Ask(read);
    }

    /// Does something and comes back: the one deed of the turn.
    pub(crate) fn act(&mut self, deed: Deed, until: Until) {
        if self.done {
            return self.prompt();
        }
        self.wait(until, 0);
        self.next = Next::Do(deed);
    }

    fn wait(&mut self, until: Until, asked: u8) {
        let lead = std::mem::take(&mut self.lead);
        let (asked, misses) = (self.asked + asked, self.misses);
        self.state.waiting = Some(Waiting { lead, asked, misses, until });
    }

    /// Whether the turn's deed is done.
    pub(crate) fn is_done(&self) -> bool {
        self.done
    }

    /// Asks again whatever is open.
    pub(crate) fn prompt(&mut self) {
        match &self.state.at {
            At::Welcome(_) => flow::welcome::again(self),
            At::Rest => flow::menu::open(self),
            At::Filing(_) => flow::filing::prompt(self),
            At::Resuming { .. } => flow::resume::prompt(self),
            At::Login { .. } | At::Proving { .. } => prove::prompt(self),
            At::Ready { .. } => flow::login::ready(self),
            At::Reason { .. } => flow::confirm::ask_reason(self),
            At::Answer { .. } => flow::answer::ask(self),
            At::Questions { .. } => flow::answer::offer(self),
            At::WithStaff { .. } => flow::staff::prompt(self),
            At::Asking { what, .. } => match what.clone() {
                Asking::Place => flow::nearby::ask(self),
                Asking::Keywords => flow::search::ask(self),
                Asking::Question => flow::staff::ask(self),
                Asking::Name => flow::name::ask(self),
                Asking::Comment(number) => flow::comment::ask(self, &number),
                Asking::Photos(number, _) => flow::add_photos::ask(self, &number),
                Asking::Reopening(number) => flow::reopen::ask(self, &number),
                Asking::Appeal(number) => flow::appeal::ask(self, &number),
                Asking::Advice(number, _) => flow::advice::ask(self, &number),
            },
        }
    }

    /// Whether she was asked for what could be better.
    pub(crate) fn is_asked_for_advice(&self) -> bool {
        matches!(&self.state.at, At::Asking { what: Asking::Advice(..), .. })
    }

    /// Asks her for something outside her report, which waits.
    pub(crate) fn asks(&mut self, what: Asking) {
        let filing = self.state.leave();
        self.state.at = At::Asking { what, filing };
        self.prompt();
    }

    /// She told what she was asked for outside her report, which goes on.
    pub(crate) fn answered(&mut self) {
        if let At::Asking { .. } = self.state.at {
            let filing = self.state.leave();
            self.state.return_to(filing);
        }
    }

    /// The draft, with the mark that she did something about it.
    pub(crate) fn touch(&mut self) -> Option<&mut Draft> {
        let now = self.scene.now;
        let draft = self.state.draft_mut()?;
        draft.touched = now;
        Some(draft)
    }

    /// The draft and what was asked about it, if she is at it.
    pub(crate) fn filing(&mut self) -> Option<&mut Filing> {
        match &mut self.state.at {
            At::Filing(filing) => Some(filing),
            _ => None,
        }
    }

    /// Wants to be told when nothing comes for so long.
    pub(crate) fn settle(&mut self, after: TimeDelta) {
        self.settle = Some(after.clamp(TimeDelta::seconds(1), TimeDelta::minutes(1)));
    }

    /// A report's number as an example, in the form of this city.
    pub(crate) fn example(&self) -> String {
        format!("{}-7K3M-9QXT", self.scene.city.prefix)
    }

    /// Words that name the number to call when lives are in danger.
    pub(crate) fn in_danger(&self, say: Say) -> Phrase {
        Phrase::new(say).text("emergency", self.scene.city.emergency.as_ref())
    }

    /// Words about the report of that number.
    pub(crate) fn about(say: Say, number: &TrackingNumber) -> Phrase {
        Phrase::new(say).text("number", number.as_str())
    }

    pub(crate) fn finished(self) -> Step {
        // A draft is dropped when its time is over, not only when she comes back.
        let end = self.state.ends_at().map(|end| (end - self.scene.now).max(TimeDelta::seconds(1)));
        let end = if flow::replied::waits(&self.state) { Some(ALBUM) } else { end };
        Step {
            state: self.state,
            replies: self.replies,
            wake_after: if matches!(self.next, Next::Rest) { self.settle.or(end) } else { None },
            next: self.next,
        }
    }
}
