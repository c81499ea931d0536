//! News about a complaint, put into words with what can be answered at once.

use aduan::{
    domain::{Language, TrackingNumber},
    owed::{News, Notice},
    phrase,
    ports::Message,
};

use crate::{Choice, Reply, Say, limits::quote, reply::Phrase};

/// A deed that a notice offers. Its payload names the complaint, so that it stays good as long as
/// the notice can be seen; who may do it is decided when it is tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offer {
    See,
    Confirm,
    Dispute,
    Answer,
}

impl Offer {
    const ALL: [Self; 4] = [Self::See, Self::Confirm, Self::Dispute, Self::Answer];

    fn word(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Confirm => "confirm",
            Self::Dispute => "dispute",
            Self::Answer => "answer",
        }
    }

    fn label(self) -> Say {
        match self {
            Self::See => Say::SeeReport,
            Self::Confirm => Say::Confirm,
            Self::Dispute => Say::Dispute,
            Self::Answer => Say::Answer,
        }
    }

    /// Reads a payload such as `confirm:LP-7K3M-9QXT`.
    pub(crate) fn read(payload: &str) -> Option<(Self, TrackingNumber)> {
        let (word, number) = payload.split_once(':')?;
        let offer = Self::ALL.into_iter().find(|offer| offer.word() == word)?;
        Some((offer, number.parse().ok()?))
    }

    fn choice(self, number: &TrackingNumber, language: Language) -> Choice {
        Choice {
            payload: format!("{}:{number}", self.word()).into(),
            label: self.label().plain(language).into(),
            hint: None,
        }
    }
}

/// How much of what people wrote a notice carries.
const NOTE: usize = 600;

/// Puts news about a complaint into words, with what can be answered at once.
pub fn render_notice(notice: &Notice, language: Language) -> Message {
    let about = |say| Phrase::new(say).text("number", notice.number.as_str());
    let mut tail = Vec::new();
    let (phrase, offers): (Phrase, &[Offer]) =
        match &notice.news {
            News::Moved { to, note } => {
                tail.extend(note.as_ref().map(|note| {
                    Phrase::new(Say::NewsNote).text("note", quote(note.as_str(), NOTE))
                }));
                let stage = phrase::stage(language, *to);
                (about(Say::NewsMoved).text("stage", stage), &[Offer::See])
            }
            News::Question { question } => {
                let question = quote(question.as_str(), NOTE);
                (about(Say::NewsQuestion).text("question", question), &[Offer::Answer])
            }
            News::Mended { remark } => {
                let remark = quote(remark.as_str(), NOTE);
                (about(Say::NewsMended).text("remark", remark), &[Offer::Confirm, Offer::Dispute])
            }
            // The next four go by e-mail, which has room and no buttons.
            News::Answered { answer } => {
                (about(Say::NewsAnswered).text("answer", answer.as_str()), &[])
            }
            News::Disputed { reason } => {
                (about(Say::NewsDisputed).text("reason", reason.as_str()), &[])
            }
            News::Reopened { reason } => {
                (about(Say::NewsReopened).text("reason", reason.as_str()), &[])
            }
            News::Withdrawn { supports } => {
                (about(Say::NewsWithdrawn).number("supports", *supports), &[])
            }
        };
    let mut reply = Reply::new(phrase);
    reply.tail = tail;
    reply.choices = offers.iter().map(|offer| offer.choice(&notice.number, language)).collect();
    reply.render(language)
}
