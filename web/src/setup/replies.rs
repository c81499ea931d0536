//! The replies that officers begin with.

use aduan::{
    domain::{ReplyPurpose, ReplyTemplate, Setup, Thing},
    verbs::{Edition, SetReply},
};

use super::{
    departments::localized,
    form::{Field, Input, Typed},
    sheet::{Row, Sheet, Wrong},
};
use crate::layout::Shell;

/// The replies.
pub(crate) struct Replies;

/// What they are for, by the names in which forms send them.
const PURPOSES: [(&str, ReplyPurpose); 6] = [
    ("ask", ReplyPurpose::Ask),
    ("reply", ReplyPurpose::Reply),
    ("resolve", ReplyPurpose::Resolve),
    ("transfer", ReplyPurpose::Transfer),
    ("reject", ReplyPurpose::Reject),
    ("reopen", ReplyPurpose::Reopen),
];

fn called(shell: &Shell, purpose: ReplyPurpose) -> String {
    match purpose {
        ReplyPurpose::Ask => shell.say("purpose-ask"),
        ReplyPurpose::Reply => shell.say("purpose-reply"),
        ReplyPurpose::Resolve => shell.say("purpose-resolve"),
        ReplyPurpose::Transfer => shell.say("purpose-transfer"),
        ReplyPurpose::Reject => shell.say("purpose-reject"),
        ReplyPurpose::Reopen => shell.say("purpose-reopen"),
    }
}

impl Sheet for Replies {
    type Save = SetReply;
    const THING: Thing = Thing::Reply;
    const PATH: &'static str = "/setup/replies";

    fn title(shell: &Shell) -> String {
        shell.say("replies")
    }

    fn rows(shell: &Shell, setup: &Setup) -> Vec<Row> {
        let row = |(at, it): (usize, &ReplyTemplate)| Row {
            which: at.to_string(),
            name: it.name.get(shell.language).to_owned(),
            about: called(shell, it.purpose),
            retired: false,
        };
        setup.catalogue.replies.iter().enumerate().map(row).collect()
    }

    fn typed(setup: &Setup, which: &str) -> Option<Typed> {
        let it = setup.catalogue.replies.get(which.parse::<usize>().ok()?)?;
        let purpose = PURPOSES.iter().find(|(_, purpose)| *purpose == it.purpose);
        Some(Typed::of([
            ("which", which.to_owned()),
            ("name-id", it.name.id.to_string()),
            ("name-en", it.name.en.to_string()),
            ("purpose", purpose.map_or("", |(name, _)| name).to_owned()),
            ("text-id", it.text.id.to_string()),
            ("text-en", it.text.en.to_string()),
        ]))
    }

    fn fields(shell: &Shell, _: &Setup, typed: &Typed) -> Vec<Field> {
        let purposes = PURPOSES.map(|(name, purpose)| (name.to_owned(), called(shell, purpose)));
        let [indonesian, english] = Field::names(shell, typed);
        let mut fields = vec![
            indonesian,
            english,
            Field::new(
                "purpose",
                shell.say("field-purpose"),
                Input::Choice(purposes.into_iter().collect()),
                typed,
            ),
            Field::new("text-id", shell.say("field-text-id"), Input::Lines(5), typed)
                .hint(shell.say("field-text-hint")),
            Field::new("text-en", shell.say("field-text-en"), Input::Lines(5), typed),
        ];
        if !typed.is("new") {
            fields.push(Field::new("remove", shell.say("field-remove"), Input::Tick, typed));
        }
        fields
    }

    fn save(typed: &Typed, seen: Edition) -> Result<SetReply, Wrong> {
        // Which one it is no field says: a place that is none is refused as one that is gone.
        let at = (!typed.is("new")).then(|| typed.get("which").parse().unwrap_or(usize::MAX));
        if typed.is("remove") {
            return Ok(SetReply { seen, at, reply: None });
        }
        let purpose = PURPOSES.iter().find(|(name, _)| *name == typed.get("purpose"));
        let reply = ReplyTemplate {
            name: localized(typed, "name-id", "name-en"),
            purpose: purpose.ok_or(Wrong("purpose", "wrong-choice"))?.1,
            text: localized(typed, "text-id", "text-en"),
        };
        Ok(SetReply { seen, at, reply: Some(reply) })
    }

    fn field(part: &str) -> &str {
        match part {
            "name" => "name-id",
            "text" => "text-id",
            part => part,
        }
    }
}
