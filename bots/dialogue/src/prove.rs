//! Proving a handle by a code: the address, the code, the verdict. What follows from the right code
//! is up to the flow that asked for it.

use aduan::{
    domain::{Code, Email, Handle, Phone, Purpose},
    ports::Wanted,
    verbs::{CodeSent, Verdict},
};

use crate::{
    Deed, Phrase, Say,
    flow::{erase, let_in, link_email, login, new_owner},
    state::{At, Login, Pick, Until},
    turn::Turn,
};

/// What is proved, and how far that is.
pub(crate) fn proving<'t>(turn: &'t mut Turn<'_>) -> Option<(Purpose, &'t mut Login)> {
    match &mut turn.state.at {
        At::Login { step, .. } => Some((Purpose::Login, step)),
        At::Proving { purpose, step, .. } => Some((*purpose, step)),
        _ => None,
    }
}

/// Begins to prove an address that is to be asked for, or the one that is known.
pub(crate) fn begin(turn: &mut Turn<'_>, purpose: Purpose, known: Option<Handle>) {
    let filing = turn.state.leave();
    let step = known.clone().map_or(Login::Address, Login::Code);
    turn.state.at = At::Proving { purpose, step, filing };
    match known {
        Some(handle) => request(turn, purpose, handle),
        None => turn.prompt(),
    }
}

/// The address, or the code.
pub(crate) fn prompt(turn: &mut Turn<'_>) {
    let Some((purpose, step)) = proving(turn) else { return turn.prompt() };
    match step {
        Login::Address => {
            let say = if purpose == Purpose::Login { Say::AskAddress } else { Say::AskLinkAddress };
            let chats = if purpose == Purpose::Login { let_in::picks(turn) } else { Vec::new() };
            let without_code = (!chats.is_empty()).then(|| Phrase::new(Say::OrLetIn));
            // Where her channel vouches for contacts, hers is as good.
            turn.hope(Phrase::new(say), chats, Wanted::Contact);
            turn.add_lines(without_code.into_iter().collect());
        }
        Login::Code(handle) => {
            let phrase = Phrase::new(Say::AskCode).text("address", handle.masked());
            ask_code(turn, purpose, phrase);
        }
    }
}

fn ask_code(turn: &mut Turn<'_>, purpose: Purpose, phrase: Phrase) {
    // Who is to be deleted proves it by an address that is hers.
    let other = if purpose == Purpose::Erase { Pick::Cancel } else { Pick::OtherAddress };
    turn.hope(phrase, vec![Pick::Resend, other], Wanted::Text);
}

/// Reads an e-mail address or a phone number.
fn read_address(text: &str) -> Option<Handle> {
    let text = text.trim();
    Email::parse(text).map(Handle::Email).or_else(|_| Phone::parse(text).map(Handle::Phone)).ok()
}

/// An address or a code, as far as it is one.
pub(crate) fn words(turn: &mut Turn<'_>, text: &str) {
    let Some((purpose, step)) = proving(turn) else { return turn.prompt() };
    let typed = read_address(text).filter(|_| purpose != Purpose::Erase);
    match (step, Code::find(text), typed) {
        (Login::Code(_), Some(code), _) => {
            turn.act(Deed::EnterCode(purpose, code), Until::Verdict);
        }
        (_, _, Some(handle)) => request(turn, purpose, handle),
        (Login::Code(_), None, None) => turn.but(Say::NotACode),
        (Login::Address, _, None) => turn.but(Say::NotAnAddress),
    }
}

fn request(turn: &mut Turn<'_>, purpose: Purpose, handle: Handle) {
    turn.act(Deed::RequestCode(purpose, handle.clone()), Until::CodeSent(handle));
}

/// Another code to the same address.
pub(crate) fn resend(turn: &mut Turn<'_>) {
    match proving(turn) {
        Some((purpose, Login::Code(handle))) => {
            let handle = handle.clone();
            request(turn, purpose, handle);
        }
        Some((_, Login::Address)) => turn.prompt(),
        None => login::start(turn),
    }
}

/// A code to another address.
pub(crate) fn other_address(turn: &mut Turn<'_>) {
    if let Some((_, step)) = proving(turn) {
        *step = Login::Address;
    }
    turn.prompt();
}

/// A code is on its way, if the address can receive any.
pub(crate) fn sent(turn: &mut Turn<'_>, handle: Handle, sent: &CodeSent) {
    let Some((purpose, step)) = proving(turn) else { return turn.prompt() };
    *step = Login::Code(handle);
    let phrase = Phrase::new(Say::CodeSent).text("address", sent.masked.as_ref());
    ask_code(turn, purpose, phrase);
}

/// Right, wrong, or void.
pub(crate) fn verdict(turn: &mut Turn<'_>, verdict: &Verdict) {
    let Some((purpose, _)) = proving(turn) else { return turn.prompt() };
    match (verdict, purpose) {
        (Verdict::Right(_), Purpose::Login) => login::signed_in(turn),
        (Verdict::Right(_), Purpose::Link) => link_email::linked(turn),
        (Verdict::Right(_), Purpose::Erase) => erase::scheduled(turn),
        (Verdict::NewOwner, _) => new_owner::ask(turn),
        (Verdict::Taken, _) => link_email::taken(turn),
        (Verdict::Wrong { left }, _) => {
            ask_code(turn, purpose, Phrase::new(Say::CodeWrong).number("left", *left));
        }
        (Verdict::Gone, _) => ask_code(turn, purpose, Phrase::new(Say::CodeGone)),
    }
}
