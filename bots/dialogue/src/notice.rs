//! News about a complaint, put into words with what can be answered at once.

use aduan::{
    domain::{Ground, Language, Note, StageKind, TrackingNumber},
    owed::{AccountNews, News, Notice},
    phrase,
    ports::{Brief, BriefKind, Message},
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
    Reply,
}

impl Offer {
    const ALL: [Self; 5] = [Self::See, Self::Confirm, Self::Dispute, Self::Answer, Self::Reply];

    fn word(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Confirm => "confirm",
            Self::Dispute => "dispute",
            Self::Answer => "answer",
            Self::Reply => "reply",
        }
    }

    fn label(self) -> Say {
        match self {
            Self::See => Say::SeeReport,
            Self::Confirm => Say::Confirm,
            Self::Dispute => Say::Dispute,
            Self::Answer => Say::Answer,
            Self::Reply => Say::Reply,
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

/// Puts news of her account into words.
pub fn render_account_news(news: AccountNews, language: Language) -> Message {
    let (say, channel) = match news {
        AccountNews::ChatLinked { channel } => (Say::NewsChatLinked, channel),
        AccountNews::NumberChanged { channel } => (Say::NewsNumberChanged, channel),
        AccountNews::NumberLost { channel } => (Say::NewsNumberLost, channel),
    };
    let channel = Phrase::new(Say::Channel).text("channel", channel.name()).words(language);
    Reply::new(Phrase::new(say).text("channel", channel)).render(language)
}

/// Puts news into words: the last with what can be answered at once, those before it in a sentence
/// each. What they are about can be looked at, if nothing is asked.
pub fn render_news(earlier: &[&Notice], last: &Notice, language: Language) -> Message {
    let (phrase, tail, offers) = words(last, language);
    let mut reply = Reply::new(phrase);
    reply.lead = earlier.iter().map(|notice| words(notice, language).0).collect();
    reply.tail = tail;
    reply.choices = offers.iter().map(|offer| offer.choice(&last.number, language)).collect();
    if !earlier.is_empty() && offers == [Offer::See] {
        let all = earlier.iter().copied().chain([last]);
        reply.choices = all
            .map(|Notice { number, .. }| Choice {
                label: number.as_str().into(),
                ..Offer::See.choice(number, language)
            })
            .collect();
    }
    reply.render(language)
}

/// Puts news into a few words.
pub fn brief_news(notice: &Notice, language: Language) -> Brief {
    let quoted = |note: &Note| quote(note.as_str(), NOTE);
    let stage = |stage: StageKind| phrase::stage(language, stage);
    let (kind, values) = match &notice.news {
        News::Moved { to, note } => {
            let note = note.as_ref().map_or_else(|| "-".to_owned(), quoted);
            (BriefKind::Status, vec![stage(*to), note])
        }
        News::Rejected { ground, reason } => (
            BriefKind::Status,
            vec![stage(StageKind::Rejected), refused(*ground, quoted(reason), language)],
        ),
        News::TalkEnded => (BriefKind::Status, vec![stage(StageKind::Closed), "-".to_owned()]),
        News::Question { question: words } | News::Replied { words } => {
            (BriefKind::Question, vec![quoted(words)])
        }
        News::Mended { remark } => (BriefKind::Mended, vec![quoted(remark)]),
        _ => return brief_of(&render_news(&[], notice, language)),
    };
    let offers = match words(notice, language).2 {
        [] => &[Offer::See],
        offers => offers,
    };
    let payload = |offer: &Offer| offer.choice(&notice.number, language).payload;
    let values = values.into_iter().map(Into::into);
    Brief {
        kind,
        values: std::iter::once(notice.number.as_str().into()).chain(values).collect(),
        payloads: offers.iter().map(payload).collect(),
    }
}

/// Puts what has no approved text of its own into a brief, as it is said. Nothing in it can be tapped:
/// a reply leads to the report as well.
pub fn brief_of(message: &Message) -> Brief {
    Brief { kind: BriefKind::News, values: vec![message.text.clone()], payloads: Vec::new() }
}

/// Why the city does not take a report: on which ground, and what staff wrote, quoted.
pub(crate) fn refused(ground: Ground, reason: String, language: Language) -> String {
    match phrase::ground(language, ground) {
        Some(ground) => format!("{ground} {reason}"),
        None => reason,
    }
}

/// The sentence, what staff wrote, and what can be answered at once.
fn words(notice: &Notice, language: Language) -> (Phrase, Vec<Phrase>, &'static [Offer]) {
    let about = |say| Phrase::new(say).text("number", notice.number.as_str());
    match &notice.news {
        News::Moved { to, note } => {
            let note = note.as_ref().map(|note| quote(note.as_str(), NOTE));
            let note = note.map(|note| Phrase::new(Say::NewsNote).text("note", note));
            let stage = phrase::stage(language, *to);
            let phrase = about(Say::NewsMoved).text("stage", stage);
            (phrase, note.into_iter().collect(), &[Offer::See])
        }
        News::Rejected { ground, reason } => {
            let note = refused(*ground, quote(reason.as_str(), NOTE), language);
            let stage = phrase::stage(language, StageKind::Rejected);
            let phrase = about(Say::NewsMoved).text("stage", stage);
            (phrase, vec![Phrase::new(Say::NewsNote).text("note", note)], &[Offer::See])
        }
        News::Question { question } => {
            let question = quote(question.as_str(), NOTE);
            (about(Say::NewsQuestion).text("question", question), Vec::new(), &[Offer::Answer])
        }
        News::Mended { remark } => {
            let remark = quote(remark.as_str(), NOTE);
            let phrase = about(Say::NewsMended).text("remark", remark);
            (phrase, Vec::new(), &[Offer::Confirm, Offer::Dispute])
        }
        News::PhotosLost { count, foreign } => {
            let phrase = about(Say::NewsPhotosLost).number("count", *count);
            let hint = foreign.then(|| Phrase::new(Say::NewsPhotosForeign));
            (phrase, hint.into_iter().collect(), &[Offer::See])
        }
        News::Replied { words } => {
            let words = quote(words.as_str(), NOTE);
            (about(Say::NewsReplied).text("words", words), Vec::new(), &[Offer::Reply])
        }
        News::TalkEnded => (about(Say::NewsTalkEnded), Vec::new(), &[]),
        News::Responded { words } => {
            let words = quote(words.as_str(), NOTE);
            (about(Say::NewsResponded).text("words", words), Vec::new(), &[Offer::See])
        }
        // The rest goes by e-mail, which has room and no buttons.
        News::Asked { question } => {
            (about(Say::NewsAsked).text("question", question.as_str()), Vec::new(), &[])
        }
        News::Appealed { reason } => {
            (about(Say::NewsAppealed).text("reason", reason.as_str()), Vec::new(), &[])
        }
        News::Answered { answer } => {
            (about(Say::NewsAnswered).text("answer", answer.as_str()), Vec::new(), &[])
        }
        News::Told { words } => {
            (about(Say::NewsTold).text("note", words.as_str()), Vec::new(), &[])
        }
        News::Disputed { reason } => {
            (about(Say::NewsDisputed).text("reason", reason.as_str()), Vec::new(), &[])
        }
        News::Reopened { reason } => {
            (about(Say::NewsReopened).text("reason", reason.as_str()), Vec::new(), &[])
        }
        News::Withdrawn { supports } => {
            (about(Say::NewsWithdrawn).number("supports", *supports), Vec::new(), &[])
        }
    }
}
