//! Everything that fits nowhere: kind answers, and always a way out.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: (voice note)
//! Sari: (sticker)
//! Sari: asdf
//! Sari: qwer
//! Sari: [Petugas]
//! Sari: tolong ada kebakaran di gang melati
//! Sari: {k3f9:2}
//! Sari: batal
//! Sari: batal
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: (voice note)
//! Sari: (something else)
//! Sari: the street light at SD 3 is out since yesterday
//! Sari: hmm
//! Sari: hm
//! Sari: [Repeat]
//! Sari: cancel
//! ```

use crate::{
    Phrase, Say, Unreadable,
    state::{At, Pick},
    turn::Turn,
};

/// It fits nothing that is open. The second time in a row she is asked where she wants to go.
pub(crate) fn not_understood(turn: &mut Turn<'_>) {
    turn.state.misses = turn.misses.saturating_add(1);
    if turn.state.misses >= 2 {
        let picks = vec![Pick::Repeat, Pick::Agent, Pick::Menu];
        turn.offer(Phrase::new(Say::WhereTo), picks);
    } else {
        turn.lead(Say::NotUnderstood);
        turn.prompt();
    }
}

/// A choice of an older message, or one that never was.
pub(crate) fn stale(turn: &mut Turn<'_>) {
    turn.lead(Say::Stale);
    turn.prompt();
}

/// Something that cannot be read.
pub(crate) fn unreadable(turn: &mut Turn<'_>, kind: Unreadable) {
    let say = match kind {
        Unreadable::Voice => Say::Voice,
        Unreadable::Sticker => Say::Sticker,
        Unreadable::Other => Say::Unreadable,
    };
    if turn.state.at == At::Rest {
        turn.say(Phrase::new(say));
    } else {
        turn.lead(say);
        turn.prompt();
    }
}

/// Something broke on our side.
pub(crate) fn went_wrong(turn: &mut Turn<'_>) {
    turn.lead(Say::WentWrong);
    turn.prompt();
}

/// She gives up whatever is going on.
pub(crate) fn cancel(turn: &mut Turn<'_>) {
    let was_at_rest = turn.state.at == At::Rest;
    let draft = turn.state.leave();
    turn.state.offer = crate::state::Offer::default();
    if let Some(sent) = &mut turn.state.sent {
        sent.draft = None;
    }
    if was_at_rest {
        nothing_to_cancel(turn);
    } else {
        let say = if draft.is_some() { Say::Cancelled } else { Say::Stopped };
        turn.say(Phrase::new(say));
    }
}

/// There is nothing to give up.
pub(crate) fn nothing_to_cancel(turn: &mut Turn<'_>) {
    turn.say(Phrase::new(Say::NothingToCancel));
}
