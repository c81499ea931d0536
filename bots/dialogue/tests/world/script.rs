//! Transcripts: what is said, played and written down as it reads in a chat.
//!
//! ```text
//! * Sari is signed in                    something happens
//! Sari: lampu jalan mati                 she writes
//! Sari: [Lampu jalan]                    she taps the newest button of that label
//! Sari: (photo) with a caption           she sends something else
//! Sari: (to LP-7K3M-9QXT) RT 05         she replies to the news of that report
//! Sari: {k3f9:2}                         she taps a button that was never hers
//! ```

use aduan::{
    domain::{Channel, Kind, Login, Note, Phone, StageKind, TrackingNumber},
    owed::News,
    ports::{Message, Wanted},
};
use aduan_dialogue::{Input, Unreadable};
use chrono::TimeDelta;

use super::{Known, World};

/// Plays the lines of a transcript that are not the bot's, and gives it back with its answers.
pub(crate) fn play(world: &mut World, lines: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for line in lines {
        let before = world.said.len();
        if let Some(event) = line.strip_prefix("* ") {
            happens(world, event);
            // Her first words were before this transcript.
            let silent = event.starts_with("Sari has") || event.starts_with("Sari is");
            out.push((*line).to_owned());
            if silent {
                continue;
            }
        } else if let Some(act) = line.strip_prefix("Sari: ") {
            acts(world, act);
            out.push((*line).to_owned());
        } else {
            continue;
        }
        for message in &world.said[before..] {
            super::limits::check(message).unwrap();
            assert!(!message.text.contains("{$"), "an argument is missing: {}", message.text);
            write(message, &mut out);
        }
    }
    out
}

fn acts(world: &mut World, act: &str) {
    if let Some(label) = act.strip_prefix('[').and_then(|act| act.strip_suffix(']')) {
        world.tap(label);
    } else if let Some(reply) = act.strip_prefix("(to ") {
        let (number, act) = reply.split_once(") ").unwrap();
        let act = input(world, act);
        world.reply(number, act);
    } else {
        let act = input(world, act);
        world.turn(act);
    }
}

fn input(world: &mut World, act: &str) -> Input {
    if let Some(payload) = act.strip_prefix('{').and_then(|act| act.strip_suffix('}')) {
        return Input::Chose(payload.into());
    }
    if let Some(rest) = act.strip_prefix("(photo)") {
        let caption = Some(rest.trim()).filter(|caption| !caption.is_empty());
        return world.new_photo(caption);
    }
    if let Some(place) = act.strip_prefix("(location ") {
        let (latitude, longitude) = place.trim_end_matches(')').split_once(", ").unwrap();
        return World::a_place(latitude.parse().unwrap(), longitude.parse().unwrap());
    }
    if let Some(phone) = act.strip_prefix("(her contact ") {
        return Input::SharedContact(Phone::parse(phone.trim_end_matches(')')).ok());
    }
    match act {
        "(somebody's contact)" => Input::SharedContact(None),
        "(voice note)" => Input::Unreadable(Unreadable::Voice),
        "(sticker)" => Input::Unreadable(Unreadable::Sticker),
        "(changes what she wrote)" => Input::Unreadable(Unreadable::Edited),
        "(something else)" => Input::Unreadable(Unreadable::Other),
        text => Input::Said(text.into()),
    }
}

fn happens(world: &mut World, event: &str) {
    match event {
        "Sari has agreed" => return world.agreed(),
        "Sari is signed in" => {
            world.agreed();
            world.signed_in = true;
            return;
        }
        "it is Monday, nine o'clock" => {
            world.now = "2026-11-23T02:00:00Z".parse().unwrap();
            return;
        }
        "nothing but this chat leads to Sari" => {
            world.only_chats();
            return;
        }
        "the channel proves who Sari is" => {
            world.login = Login::Channel;
            return;
        }
        "the city is on WhatsApp and Telegram too" => return world.is_elsewhere(),
        "Sari lets this chat in from there" => return world.is_let_in(),
        "Sari signed out of this chat before" => return world.left_before(),
        "the city leaves no time to undo" => {
            world.city.limits.undo = TimeDelta::zero();
            return;
        }
        _ => {}
    }
    if event == "the code is typed on Telegram" {
        return world.is_linked_elsewhere(Channel::Telegram);
    }
    if let Some(shown) = event.strip_prefix("another chat shows the code of ") {
        let (address, code) = shown.split_once(": ").unwrap();
        return world.other_chat_shows(address, code);
    }
    if let Some(code) = event.strip_prefix("a page in a browser wants to be let in: ") {
        return world.browser_asks(code);
    }
    if let Some(phone) = event.strip_prefix("the number of this chat is known as another's: ") {
        return world.has_a_known_number(phone);
    }
    if let Some(address) = event.strip_prefix("an address is somebody else's: ") {
        return world.belongs_to_another(address);
    }
    if let Some(channel) =
        event.strip_prefix("Sari is signed in on ").and_then(|event| event.strip_suffix(" too"))
    {
        return world.signs_in_on(channel);
    }
    if let Some(time) = event.strip_suffix(" later") {
        let (count, unit) = time.split_once(' ').unwrap();
        let count: i64 = count.parse().unwrap();
        return world.wait(match unit.trim_end_matches('s') {
            "second" => TimeDelta::seconds(count),
            "minute" => TimeDelta::minutes(count),
            "hour" => TimeDelta::hours(count),
            "day" => TimeDelta::days(count),
            unit => panic!("what is a {unit}?"),
        });
    }
    if let Some(of) = event.strip_suffix(" is closed") {
        return world.known(of).stage = StageKind::Closed;
    }
    if let Some(of) = event.strip_suffix(" is rejected") {
        return world.known(of).stage = StageKind::Rejected;
    }
    if let Some((count, of)) = event.split_once(" people support ") {
        return world.known(of).supports = count.parse().unwrap();
    }
    let (what, words) = event.split_once(": ").unwrap_or_else(|| panic!("what is {event}?"));
    let words = words.trim_matches('"');
    let number = |text: &str| text.parse::<TrackingNumber>().unwrap();
    if let Some((who, of)) = what.split_once(" reported ") {
        reported(world, number(of), words, who == "Sari");
    } else if let Some(of) = what.strip_prefix("the staff ask about ") {
        let question = Note::parse(words).unwrap();
        staff(world, &number(of), StageKind::NeedsInfo, &question);
        world.notice(&number(of), News::Question { question });
    } else if let Some(of) = what.strip_prefix("the staff reply to ") {
        let words = Note::parse(words).unwrap();
        world.notice(&number(of), News::Replied { words });
    } else if let Some(of) = what.strip_prefix("the staff say goodbye to ") {
        let note = Note::parse(words).unwrap();
        staff(world, &number(of), StageKind::Closed, &note);
        world.notice(&number(of), News::TalkEnded);
    } else if let Some(of) = what.strip_prefix("the staff of ") {
        let of = number(of.strip_suffix(" say it is fixed").unwrap());
        let remark = Note::parse(words).unwrap();
        staff(world, &of, StageKind::Resolved, &remark);
        world.notice(&of, News::Mended { remark });
    } else {
        panic!("what is {event}?");
    }
}

fn reported(world: &mut World, number: TrackingNumber, title: &str, own: bool) {
    let category = if title.contains("ampu") { "lampu-jalan" } else { "jalan-rusak" };
    world.complaints.push(Known {
        number,
        kind: Kind::Complaint,
        title: title.to_owned(),
        category: category.parse().unwrap(),
        stage: StageKind::InProgress,
        supports: if own { 0 } else { 3 },
        own,
        supported: false,
        note: None,
        filed_at: world.now - TimeDelta::days(2),
        closed_at: world.now,
        followed: false,
        appealed: false,
        rating: None,
        refers_to: None,
    });
}

fn staff(world: &mut World, number: &TrackingNumber, stage: StageKind, note: &Note) {
    let known = world.complaints.iter_mut().find(|known| known.number == *number).unwrap();
    known.stage = stage;
    known.note = Some(note.clone());
}

fn write(message: &Message, out: &mut Vec<String>) {
    for (at, line) in message.text.lines().enumerate() {
        let indent = if at == 0 { "bot: " } else { "     " };
        out.push(format!("{indent}{line}").trim_end().to_owned());
    }
    let mut labels: Vec<String> =
        message.buttons.iter().map(|button| format!("[{}]", button.label)).collect();
    match message.wanted {
        Some(Wanted::Location) => labels.push("[📍]".to_owned()),
        Some(Wanted::Photo) => labels.push("[📷]".to_owned()),
        _ => {}
    }
    if let Some(opener) = &message.list_label {
        out.push(format!("     ☰ {opener}"));
        for (label, button) in labels.iter().zip(&message.buttons) {
            match &button.hint {
                Some(hint) => out.push(format!("       {label} {hint}")),
                None => out.push(format!("       {label}")),
            }
        }
    } else if !labels.is_empty() {
        out.push(format!("     {}", labels.join(" ")));
    }
}
