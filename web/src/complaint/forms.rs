//! The forms on the page of a complaint.

use aduan::{
    domain::{Comment, EvidenceRule, Ground, Language, Note, ReplyPurpose},
    verbs::{Act, Dossier},
};

use crate::layout::{Icon, Shell};

/// The form that is open, with what is in it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) words: String,
    pub(super) to: String,
}

/// Which form is open.
pub(super) struct Open {
    pub(super) act: Act,
    pub(super) words: String,
    pub(super) to: String,
}

/// A form.
pub(super) struct Form {
    /// Its name in addresses and on the page.
    pub(super) name: &'static str,
    pub(super) icon: Icon,
    /// What it does, in two or three words; its button says it too.
    pub(super) title: String,
    /// What comes of it, and who reads it.
    pub(super) hint: String,
    /// Where words are written, if any are.
    pub(super) field: Option<Field>,
    /// What photo is asked for, if any is.
    pub(super) photo: Option<Photo>,
    /// What is to be chosen, if anything is.
    pub(super) choice: Option<Choice>,
    /// Words to begin with, and where they lead.
    pub(super) templates: Vec<(String, String)>,
    pub(super) open: bool,
    pub(super) typed: Typed,
}

pub(super) struct Field {
    pub(super) label: String,
    pub(super) limit: usize,
}

pub(super) struct Photo {
    pub(super) label: String,
    pub(super) required: bool,
}

pub(super) struct Choice {
    pub(super) label: String,
    /// What is sent, and what is read.
    pub(super) options: Vec<(String, String)>,
}

/// The name of an act in addresses.
pub(super) fn name(act: Act) -> &'static str {
    match act {
        Act::Assign => "assign",
        Act::Take => "take",
        Act::Hand => "hand",
        Act::Ask => "ask",
        Act::Reply => "reply",
        Act::EndTalk => "end-talk",
        Act::Resolve => "resolve",
        Act::Transfer => "transfer",
        Act::Reject => "reject",
        Act::Reopen => "reopen",
        Act::Respond => "respond",
        Act::Remark => "remark",
    }
}

/// What words for it are called in the catalogue.
fn purpose(act: Act) -> Option<ReplyPurpose> {
    match act {
        Act::Ask => Some(ReplyPurpose::Ask),
        Act::Reply | Act::Respond => Some(ReplyPurpose::Reply),
        Act::Resolve => Some(ReplyPurpose::Resolve),
        Act::Transfer => Some(ReplyPurpose::Transfer),
        Act::Reject => Some(ReplyPurpose::Reject),
        Act::Reopen => Some(ReplyPurpose::Reopen),
        Act::Assign | Act::Take | Act::Hand | Act::EndTalk | Act::Remark => None,
    }
}

/// The form that a link to a template opens, with its words.
pub(super) fn from_template(
    dossier: &Dossier,
    act: &str,
    template: usize,
    language: Language,
) -> Option<Open> {
    let act = dossier.acts.iter().copied().find(|known| name(*known) == act)?;
    let reply = dossier.catalogue.replies.get(template)?;
    let fits = Some(reply.purpose) == purpose(act);
    let words = reply.text.get(language).to_owned();
    fits.then(|| Open { act, words, to: String::new() })
}

/// The forms she may send now, and the one that is open even if she may not send it any more: what
/// she typed is in it.
pub(super) fn of(dossier: &Dossier, open: Option<Open>, path: &str, shell: &Shell) -> Vec<Form> {
    let acts = dossier.acts.iter().copied();
    let lost = open.as_ref().map(|open| open.act).filter(|act| !dossier.acts.contains(act));
    let mut forms: Vec<Form> =
        acts.chain(lost).map(|act| form(act, dossier, path, shell)).collect();
    if let Some(Open { act, words, to }) = open
        && let Some(form) = forms.iter_mut().find(|form| form.name == name(act))
    {
        (form.open, form.typed) = (true, Typed { words, to });
    }
    forms
}

fn form(act: Act, dossier: &Dossier, path: &str, shell: &Shell) -> Form {
    let (icon, title, hint) = words(act, shell);
    let field = |label| Some(Field { label, limit: Note::LIMIT });
    let departments = || {
        let has = dossier.complaint.stage.department();
        let others = dossier.catalogue.departments.iter();
        let others = others.filter(|it| !it.retired && Some(&it.id) != has);
        let named = others.map(|it| (it.id.to_string(), it.name.get(shell.language).to_owned()));
        Some(Choice { label: shell.say("department"), options: named.collect() })
    };
    let (field, choice) = match act {
        Act::Take | Act::EndTalk => (None, None),
        Act::Assign => (None, departments()),
        Act::Hand => {
            let named = dossier.colleagues.iter();
            let options = named.map(|(id, name)| (id.to_string(), name.as_str().to_owned()));
            (None, Some(Choice { label: shell.say("officer"), options: options.collect() }))
        }
        Act::Transfer => (field(shell.say("reason")), departments()),
        Act::Ask => (field(shell.say("question")), None),
        Act::Resolve => (field(shell.say("what-was-done")), None),
        Act::Reject => {
            let options = Ground::ALL.map(|of| (of.name().to_owned(), ground(of, shell)));
            let choice = Choice { label: shell.say("ground"), options: options.into() };
            (field(shell.say("reason")), Some(choice))
        }
        Act::Reopen => (field(shell.say("reason")), None),
        Act::Reply => (field(shell.say("words")), None),
        Act::Respond => (Some(Field { label: shell.say("words"), limit: Comment::LIMIT }), None),
        Act::Remark => (field(shell.say("note")), None),
    };
    let photo = (act == Act::Resolve).then(|| {
        let category = dossier.catalogue.category(&dossier.complaint.category);
        let required = category.is_some_and(|it| it.evidence == EvidenceRule::AfterPhoto);
        let label =
            if required { shell.say("after-photo") } else { shell.say("after-photo-if-any") };
        Photo { label, required }
    });
    let replies = dossier.catalogue.replies.iter().enumerate();
    let fitting = replies.filter(|(_, it)| Some(it.purpose) == purpose(act));
    let link = |nth| format!("{}?act={act}&template={nth}#{act}", shell.at(path), act = name(act));
    let templates =
        fitting.map(|(nth, it)| (it.name.get(shell.language).to_owned(), link(nth))).collect();
    Form {
        name: name(act),
        icon: shell.icon(icon),
        title,
        hint,
        field,
        photo,
        choice,
        templates,
        open: false,
        typed: Typed::default(),
    }
}

/// What a ground is called among the staff.
pub(super) fn ground(ground: Ground, shell: &Shell) -> String {
    match ground {
        Ground::NotOurs => shell.say("ground-not-ours"),
        Ground::Known => shell.say("ground-known"),
        Ground::Unclear => shell.say("ground-unclear"),
        Ground::InCourt => shell.say("ground-in-court"),
        Ground::Improper => shell.say("ground-improper"),
        Ground::Other => shell.say("ground-other"),
    }
}

fn words(act: Act, shell: &Shell) -> (&'static str, String, String) {
    match act {
        Act::Assign => ("arrow-right", shell.say("act-assign"), shell.say("act-assign-hint")),
        Act::Take => ("user-check", shell.say("act-take"), shell.say("act-take-hint")),
        Act::Hand => ("users", shell.say("act-hand"), shell.say("act-hand-hint")),
        Act::Ask => {
            ("message-circle-question-mark", shell.say("act-ask"), shell.say("act-ask-hint"))
        }
        Act::Reply => ("reply", shell.say("act-reply"), shell.say("act-reply-hint")),
        Act::EndTalk => ("circle-check", shell.say("act-end-talk"), shell.say("act-end-talk-hint")),
        Act::Resolve => ("check", shell.say("act-resolve"), shell.say("act-resolve-hint")),
        Act::Transfer => {
            ("arrow-right-left", shell.say("act-transfer"), shell.say("act-transfer-hint"))
        }
        Act::Reject => ("circle-x", shell.say("act-reject"), shell.say("act-reject-hint")),
        Act::Reopen => ("refresh-cw", shell.say("act-reopen"), shell.say("act-reopen-hint")),
        Act::Respond => {
            ("messages-square", shell.say("act-respond"), shell.say("act-respond-hint"))
        }
        Act::Remark => ("sticky-note", shell.say("act-remark"), shell.say("act-remark-hint")),
    }
}
