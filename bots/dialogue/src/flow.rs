//! The flows, one file each. Each opens with its transcript in both languages, which the test
//! `tests/transcripts.rs` plays. This file only says which flow gets what.

pub(crate) mod account;
pub(crate) mod add_photos;
pub(crate) mod advice;
pub(crate) mod answer;
pub(crate) mod appeal;
pub(crate) mod category;
pub(crate) mod comment;
pub(crate) mod confirm;
pub(crate) mod consent;
pub(crate) mod contact;
pub(crate) mod copy;
pub(crate) mod edit;
pub(crate) mod erase;
pub(crate) mod filing;
pub(crate) mod follow;
pub(crate) mod help;
pub(crate) mod language;
pub(crate) mod let_in;
pub(crate) mod link_chat;
pub(crate) mod link_email;
pub(crate) mod login;
pub(crate) mod look_alike;
pub(crate) mod lost;
pub(crate) mod menu;
pub(crate) mod mine;
pub(crate) mod my_data;
pub(crate) mod name;
pub(crate) mod nearby;
pub(crate) mod new_owner;
pub(crate) mod news;
pub(crate) mod photos;
pub(crate) mod place;
pub(crate) mod reopen;
pub(crate) mod replied;
pub(crate) mod resume;
pub(crate) mod search;
pub(crate) mod send;
pub(crate) mod sessions;
pub(crate) mod staff;
pub(crate) mod support;
pub(crate) mod track;
pub(crate) mod welcome;
pub(crate) mod which;
pub(crate) mod withdraw;

use aduan::{
    domain::{Preset, TrackingNumber},
    refusal::Refusal,
};

use crate::{
    Chats, Did, Found, Input, Say,
    hear::{self, About, Command, Heard},
    prove,
    state::{Asking, At, ListOf, Pick, Until},
    turn::Turn,
};

/// She did something.
pub(crate) fn begin(turn: &mut Turn<'_>, input: Input) {
    match input {
        Input::Said(text) => said(turn, &text),
        Input::Quoting { quoted, act } => {
            match hear::report_named_in(&quoted, &turn.scene.city.prefix) {
                Some(number) => replied::begin(turn, number, *act),
                None => begin(turn, *act),
            }
        }
        Input::Chose(payload) => {
            let heard = hear::tapped(&payload, &turn.state);
            meant(turn, heard, "");
        }
        Input::SharedPlace(point) => place::shared(turn, point),
        Input::SentMedia { caption, .. } if matches!(turn.state.at, At::WithStaff { .. }) => {
            staff::photo(turn, caption.as_deref());
        }
        Input::SentMedia { source, caption, settle_after } => {
            photos::sent(turn, source, caption.as_deref(), settle_after);
        }
        Input::SharedContact(phone) => contact::shared(turn, phone),
        Input::Unreadable(kind) => lost::unreadable(turn, kind),
        // These are no acts of hers, and are handled before.
        Input::WentQuiet | Input::LetIn | Input::Found(_) | Input::Did(_) => turn.prompt(),
    }
}

fn said(turn: &mut Turn<'_>, text: &str) {
    let heard = hear::said(text, &turn.state, turn.scene);
    if heard == Heard::Words && hear::is_danger(text) {
        let danger = turn.in_danger(Say::Danger);
        match turn.state.at {
            // The talk with the staff has no other answer that this could stand before.
            At::WithStaff { .. } => turn.say(danger),
            _ => turn.lead_with(danger),
        }
    }
    meant(turn, heard, text);
}

fn meant(turn: &mut Turn<'_>, heard: Heard, text: &str) {
    if let At::Welcome(_) = turn.state.at {
        return welcome::meant(turn, heard, text);
    }
    if let At::WithStaff { .. } = turn.state.at
        && staff::took(turn, &heard, text)
    {
        return;
    }
    match heard {
        Heard::Pick(pick) => picked(turn, pick),
        Heard::SentBefore(number) => send::before(turn, &number),
        Heard::Stale => lost::stale(turn),
        Heard::Command(command) if !is_answer(turn, command) => commanded(turn, command, text),
        Heard::About(about, number, rest) => asked_about(turn, about, number, &rest),
        Heard::Search(words) if turn.state.at == At::Rest => search::words(turn, &words),
        Heard::Nearby(place) if turn.state.at == At::Rest => nearby::named(turn, &place),
        Heard::Mistyped => track::mistyped(turn),
        Heard::LinkCode(code) => link_chat::typed(turn, code),
        Heard::Nearly(command) if !awaits_words(turn) => commanded(turn, command, text),
        Heard::Command(_)
        | Heard::Nearly(_)
        | Heard::Search(_)
        | Heard::Nearby(_)
        | Heard::Words => words(turn, text),
    }
}

/// Whether a word that means the same everywhere is an answer to the question on the screen.
fn is_answer(turn: &Turn<'_>, command: Command) -> bool {
    let courtesy = matches!(command, Command::Hello | Command::Thanks);
    match &turn.state.at {
        // "Siap" may answer a question of the city, but it is no place.
        At::Filing(_) | At::Asking { what: Asking::Advice(..), .. } if courtesy => false,
        _ => awaits_words(turn) && !command.is_everywhere(),
    }
}

/// Whether the question on the screen takes any words for an answer.
fn awaits_words(turn: &Turn<'_>) -> bool {
    match &turn.state.at {
        At::Reason { .. } | At::Answer { .. } | At::Asking { .. } => true,
        At::Filing(filing) => filing.takes_words(),
        _ => false,
    }
}

/// Words that are no choice and no command.
pub(crate) fn words(turn: &mut Turn<'_>, text: &str) {
    match &turn.state.at {
        At::Welcome(_) => welcome::meant(turn, Heard::Words, text),
        At::Rest => filing::or_answer(turn, text),
        At::Filing(_) => filing::words(turn, text),
        At::Resuming { .. } => resume::words(turn, text),
        At::Login { .. } | At::Proving { .. } => prove::words(turn, text),
        At::Reason { .. } => confirm::reason(turn, text),
        At::Answer { .. } => answer::words(turn, text),
        At::Asking { what, .. } => match what.clone() {
            Asking::Place => nearby::named(turn, text),
            Asking::Keywords => search::words(turn, text),
            Asking::Name => name::words(turn, text),
            Asking::Question => staff::question(turn, text),
            Asking::Comment(number) => comment::words(turn, number, text),
            Asking::Photos(..) => add_photos::words(turn),
            Asking::Reopening(number) => reopen::words(turn, number, text),
            Asking::Appeal(number) => appeal::words(turn, number, text),
            Asking::Advice(number, stars) => advice::words(turn, number, stars, text),
        },
        At::WithStaff { .. } => staff::words(turn, text),
        At::Ready { .. } | At::Questions { .. } => lost::not_understood(turn),
    }
}

fn picked(turn: &mut Turn<'_>, pick: Pick) {
    match pick {
        Pick::Agree => welcome::agree(turn),
        Pick::Decline => welcome::decline(turn),
        Pick::Speak(language) => language::speak(turn, language),
        Pick::New | Pick::StartOver => filing::start(turn),
        Pick::Track => track::ask(turn),
        Pick::Language => language::ask(turn),
        Pick::Help => help::help(turn),
        Pick::SignIn => login::start(turn),
        Pick::Menu => menu::open(turn),
        Pick::Agent => staff::reach(turn),
        Pick::Assistant => staff::assistant(turn),
        Pick::Repeat => turn.prompt(),
        Pick::Category(category) => category::chosen(turn, category),
        Pick::Categories(page) => category::list(turn, page),
        Pick::Skip if turn.is_asked_for_advice() => advice::skip(turn),
        Pick::Skip => place::skip(turn),
        Pick::There => place::there(turn),
        Pick::Preset(preset) => filing::preset(turn, preset),
        Pick::Same => look_alike::same(turn),
        Pick::Different => look_alike::different(turn),
        Pick::Show => look_alike::show(turn),
        Pick::Likely(number, _) => look_alike::likely(turn, &number),
        Pick::Send => send::send(turn),
        Pick::MakePrivate => filing::preset(turn, Preset::Private),
        Pick::Edit => edit::open(turn),
        Pick::Cancel => lost::cancel(turn),
        Pick::Change(part) => edit::change(turn, part),
        Pick::Back => filing::back(turn),
        Pick::Undo => send::undo(turn),
        Pick::Continue => resume::go_on(turn),
        Pick::Resend => prove::resend(turn),
        Pick::OtherAddress => prove::other_address(turn),
        Pick::By(channel) => let_in::ask(turn, channel),
        Pick::Verify => new_owner::verify(turn),
        Pick::StartAnew => new_owner::start_anew(turn),
        Pick::Support(number) => support::support(turn, number),
        Pick::Unsupport(number) => support::unsupport(turn, number),
        Pick::Confirm(number) => confirm::confirm(turn, number),
        Pick::Dispute(number) => confirm::dispute(turn, number, ""),
        Pick::Answer(number) => answer::answer(turn, number, ""),
        Pick::IsTheAnswer(number) => answer::is_the_answer(turn, number),
        Pick::NewReport => answer::is_a_report(turn),
        Pick::Proceed => login::proceed(turn),
        Pick::Rate(number, stars) => confirm::rate(turn, number, stars),
        Pick::Account => account::show(turn),
        Pick::Settings => news::settings(turn),
        Pick::SetNews(wanted) => news::set(turn, wanted),
        Pick::Sessions => sessions::show(turn),
        Pick::EndSession(_, peer) => sessions::end(turn, Chats::There(peer)),
        Pick::EndOthers => sessions::end(turn, Chats::Others),
        Pick::SignOut => sessions::end(turn, Chats::Here),
        Pick::LinkEmail => link_email::start(turn),
        Pick::LinkChat => link_chat::start(turn),
        Pick::LinkHere(code) | Pick::LetIn(code) => link_chat::take(turn, code, true),
        Pick::MyData => my_data::show(turn),
        Pick::Copy(from) => copy::show(turn, from),
        Pick::Rename => name::start(turn),
        Pick::NoName => name::set(turn, None),
        Pick::WithdrawConsent => consent::ask(turn),
        Pick::WithdrawNow => consent::withdraw(turn),
        Pick::Erase => erase::ask(turn),
        Pick::EraseNow(handle) => erase::prove(turn, handle),
        Pick::UndoDeletion => erase::undo(turn),
        Pick::LeaveIt => turn.but(Say::LeftAsItIs),
        Pick::Mine => mine::open(turn),
        Pick::Nearby => nearby::open(turn),
        Pick::Search | Pick::SearchAgain => search::open(turn),
        Pick::Row(number, _) => track::see(turn, number),
        Pick::On(about, number) => asked_about(turn, about, number, ""),
        Pick::Which(about, number, _) => which::chosen(turn, about, number),
        Pick::NoThanks(number) => follow::no_thanks(turn, &number),
        Pick::Uncomment => comment::remove(turn),
        Pick::Refer(number, words) => reopen::refer(turn, number, &words),
        Pick::Page(ListOf::Mine, page) => mine::page(turn, page),
        Pick::Page(ListOf::Around(around), page) => nearby::page(turn, around, page),
        Pick::Page(ListOf::Words(words), page) => search::page(turn, words, page),
    }
}

fn commanded(turn: &mut Turn<'_>, command: Command, text: &str) {
    match command {
        Command::Menu => menu::open(turn),
        Command::Cancel => lost::cancel(turn),
        Command::Back => filing::back(turn),
        Command::Help => help::help(turn),
        Command::Language => language::ask(turn),
        Command::Speak(language) => language::speak(turn, language),
        Command::SignIn => login::start(turn),
        Command::Agent => staff::reach(turn),
        Command::Assistant => staff::assistant(turn),
        Command::Undo => send::undo(turn),
        Command::Resend => prove::resend(turn),
        Command::New => filing::start_or_resume(turn),
        Command::Track => track::ask(turn),
        Command::Account => account::show(turn),
        Command::Settings => news::settings(turn),
        Command::Sessions => sessions::show(turn),
        Command::SignOut => sessions::end(turn, Chats::Here),
        Command::StopNews => news::set(turn, false),
        Command::StartNews => news::set(turn, true),
        Command::LinkEmail => link_email::start(turn),
        Command::LinkChat => link_chat::start(turn),
        Command::MyData => my_data::show(turn),
        Command::Copy => copy::show(turn, 0),
        Command::Rename => name::start(turn),
        Command::WithdrawConsent => consent::ask(turn),
        Command::Erase => erase::ask(turn),
        Command::UndoDeletion => erase::undo(turn),
        Command::Mine => mine::open(turn),
        Command::Nearby => nearby::open(turn),
        Command::Search => search::open(turn),
        Command::Uncomment => comment::remove(turn),
        Command::Continue => resume::go_on(turn),
        Command::Send => match turn.state.sent.as_ref().map(|sent| sent.number.clone()) {
            Some(number) if turn.state.at == At::Rest => send::before(turn, &number),
            _ => words(turn, text),
        },
        Command::Hello if turn.state.at == At::Rest => menu::open(turn),
        Command::Thanks if turn.state.at == At::Rest => help::you_are_welcome(turn),
        Command::Which(about) if turn.state.at == At::Rest => which::ask(turn, about),
        // In the middle of something, courtesy is no answer and no mistake.
        Command::Thanks if turn.is_asked_for_advice() => advice::skip(turn),
        Command::Hello | Command::Thanks => turn.prompt(),
        Command::Which(_) => words(turn, text),
    }
}

fn asked_about(turn: &mut Turn<'_>, about: About, number: TrackingNumber, rest: &str) {
    match about {
        About::See => track::see(turn, number),
        About::Support => support::support(turn, number),
        About::Unsupport => support::unsupport(turn, number),
        About::Confirm => confirm::confirm(turn, number),
        About::Dispute => confirm::dispute(turn, number, rest),
        About::Answer => answer::answer(turn, number, rest),
        About::Reply => staff::reopen(turn, number, rest),
        About::Rate => confirm::rate_typed(turn, number, rest),
        About::Follow => follow::follow(turn, number),
        About::Unfollow => follow::unfollow(turn, number),
        About::Comment => comment::comment(turn, number, rest),
        About::Withdraw => withdraw::withdraw(turn, number),
        About::Reopen => reopen::reopen(turn, number, rest),
        About::Appeal => appeal::appeal(turn, number, rest),
        About::AddPhotos => add_photos::add(turn, number),
    }
}

/// What was looked up is here. A search that failed leaves the talk as it is.
pub(crate) fn found(turn: &mut Turn<'_>, found: Found) {
    let Some(until) = turn.resume(false) else { return turn.prompt() };
    match (until, found) {
        (Until::Suggestions, Found::Suggestions(suggestions)) => {
            category::suggest(turn, &suggestions);
        }
        (Until::Suggestions, _) => category::suggest(turn, &[]),
        (Until::Alike, Found::Alike(alike)) => look_alike::found(turn, alike),
        (Until::Alike, _) => look_alike::found(turn, Vec::new()),
        (Until::Shown, Found::Progress(progress)) => look_alike::shown(turn, progress),
        (Until::Shown, _) => look_alike::shown(turn, Err(Refusal::NotFound)),
        (Until::Progress, Found::Progress(progress)) => track::found(turn, progress),
        (Until::Withdrawable, Found::Progress(progress)) => withdraw::found(turn, progress),
        (Until::Questions(words), Found::Questions(questions)) => {
            answer::found(turn, words, questions);
        }
        (Until::Questions(words), _) => answer::found(turn, words, Vec::new()),
        (Until::Talk(number, words), Found::Progress(progress)) => {
            staff::found(turn, number, words, Some(&progress));
        }
        (Until::Talk(number, words), _) => staff::found(turn, number, words, None),
        (Until::Account, Found::Account(account)) => account::shown(turn, &account),
        (Until::Sessions, Found::Account(account)) => sessions::shown(turn, &account),
        (Until::MyData, Found::Account(account)) => my_data::shown(turn, &account),
        (Until::Erase, Found::Account(account)) => erase::found(turn, &account),
        (Until::Copy, Found::Copied(copied)) => copy::found(turn, &copied),
        (Until::Listing(of), Found::Listing(Ok(listing))) => match of {
            ListOf::Mine => mine::found(turn, &listing),
            ListOf::Around(around) => nearby::found(turn, around, &listing),
            ListOf::Words(words) => search::found(turn, words, &listing),
        },
        (Until::Which(about), Found::Listing(listing)) => which::found(turn, about, listing),
        (Until::Replied(with), Found::Progress(progress)) => {
            replied::found(turn, &with, progress);
        }
        (Until::Listing(_), Found::Listing(Err(refusal))) => mine::refused(turn, &refusal),
        (_, _) => lost::went_wrong(turn),
    }
}

/// What was to be done is done, or refused. Nothing can follow but replies.
pub(crate) fn did(turn: &mut Turn<'_>, outcome: Result<Did, Refusal>) {
    let Some(until) = turn.resume(true) else { return turn.prompt() };
    match (until, outcome) {
        (_, Err(Refusal::ConsentFirst)) => consent::needed(turn),
        (Until::Filed, Ok(Did::Filed(receipt))) => send::sent(turn, &receipt),
        (Until::Filed, Err(refusal)) => send::refused(turn, &refusal),
        (Until::Undone, Ok(Did::Undone)) => send::undone(turn),
        (Until::Undone, Err(refusal @ Refusal::TooLate)) => {
            withdraw::instead_of_undoing(turn, &refusal);
        }
        (Until::Uncommented, Ok(Did::Uncommented)) => comment::removed(turn),
        (Until::CodeSent(handle), Ok(Did::CodeSent(sent))) => prove::sent(turn, handle, &sent),
        (Until::Verdict, Ok(Did::CodeTyped(verdict))) => prove::verdict(turn, &verdict),
        (Until::Contact, Ok(Did::ContactShared(verdict))) => contact::proved(turn, &verdict),
        (Until::Recognised, Ok(Did::Recognised(_) | Did::StartedAnew(_))) => {
            login::signed_in(turn);
        }
        (Until::Recognised | Until::LinkTaken(_), Err(Refusal::NumberKnown)) => {
            new_owner::ask(turn);
        }
        (Until::LinkTaken(_), Err(Refusal::LogInFirst)) => let_in::sign_in_first(turn),
        (Until::LetInBy(channel), Ok(Did::LinkOffered(offered))) => {
            let_in::offered(turn, channel, &offered);
        }
        (Until::LinkOffered, Ok(Did::LinkOffered(offered))) => link_chat::offered(turn, &offered),
        (Until::LinkTaken(code), Ok(Did::LinkTaken(verdict))) => {
            link_chat::verdict(turn, code, verdict);
        }
        (Until::StaffTold { paused }, Ok(Did::StaffTold)) => staff::told(turn, paused),
        (Until::StaffTold { .. }, Err(refusal)) => turn.say(turn.refusal(&refusal)),
        (Until::Granted(wish), Ok(did)) => login::granted(turn, &wish, &did),
        (Until::Granted(wish), Err(refusal)) => login::not_granted(turn, wish, &refusal),
        (Until::SignedOut, Ok(Did::SignedOut)) => sessions::signed_out(turn),
        (Until::SignedOut, Ok(Did::SessionsEnded)) => turn.but(Say::SessionsEnded),
        (Until::NewsSet { wanted }, Ok(Did::NewsSet { known })) => news::done(turn, wanted, known),
        (Until::Renamed, Ok(Did::Renamed)) => turn.but(Say::Renamed),
        (Until::ConsentWithdrawn, Ok(Did::ConsentWithdrawn)) => consent::withdrawn(turn),
        (Until::Scheduled, Ok(Did::DeletionAsked)) => erase::scheduled(turn),
        (Until::DeletionUndone, Ok(Did::DeletionUndone { asked })) => erase::undone(turn, asked),
        (_, Err(refusal)) => turn.but_refused(&refusal),
        (_, Ok(_)) => lost::went_wrong(turn),
    }
}
