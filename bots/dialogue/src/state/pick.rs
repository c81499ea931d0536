//! What can be chosen.

use aduan::domain::{
    CategoryId, Channel, Handle, Language, LinkCode, Note, Peer, Preset, TrackingNumber,
};
use serde::{Deserialize, Serialize};

use super::{At, ListOf, Part, State};
use crate::{Choice, Say, Scene, hear::About};

/// The choices of one message. A payload is the nonce and an index, such as `k3f9:2`, so that a
/// choice of an older message is told from one of this.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Offer {
    #[serde(default)]
    pub(crate) nonce: u32,
    #[serde(default)]
    pub(crate) picks: Vec<Pick>,
}

/// Something to choose, with its meaning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Pick {
    Agree,
    Decline,
    Speak(Language),
    New,
    Track,
    Language,
    Help,
    SignIn,
    Menu,
    Agent,
    Assistant,
    Repeat,
    Category(CategoryId),
    Categories(u8),
    Skip,
    There,
    Preset(Preset),
    Same,
    Different,
    Show,
    /// One of several reports that may be of the same thing, and what its row says besides its
    /// number.
    Likely(TrackingNumber, Box<str>),
    Send,
    MakePrivate,
    Edit,
    Cancel,
    Change(Part),
    Back,
    Undo,
    Continue,
    StartOver,
    Resend,
    OtherAddress,
    Support(TrackingNumber),
    Unsupport(TrackingNumber),
    Confirm(TrackingNumber),
    Dispute(TrackingNumber),
    Answer(TrackingNumber),
    IsTheAnswer(TrackingNumber),
    NewReport,
    Proceed,
    Rate(TrackingNumber, u8),
    Account,
    Settings,
    SetNews(bool),
    Sessions,
    /// End the session of that number in the list.
    EndSession(u8, Peer),
    EndOthers,
    SignOut,
    LinkEmail,
    LinkChat,
    /// Link this chat to the account of that code.
    LinkHere(LinkCode),
    /// Be let in here from a chat on that channel.
    By(Channel),
    /// Let the chat of that code in to the account of this one.
    LetIn(LinkCode),
    /// Prove another handle of the account that had her number.
    Verify,
    /// Begin anew, with a number that was somebody else's.
    StartAnew,
    MyData,
    /// The copy of her reports, from that one on.
    Copy(u16),
    Rename,
    NoName,
    WithdrawConsent,
    WithdrawNow,
    Erase,
    /// Delete her, who proves it by a code to that handle if there is one.
    EraseNow(Option<Handle>),
    UndoDeletion,
    /// Nothing of it after all.
    LeaveIt,
    Mine,
    Nearby,
    Search,
    SearchAgain,
    /// A report in a list, and what its row says besides its number.
    Row(TrackingNumber, Box<str>),
    /// Something to do about a report.
    On(About, TrackingNumber),
    /// Something to do about one of several reports, with what its row says besides its number.
    Which(About, TrackingNumber, Box<str>),
    /// Not to be told of what she supports.
    NoThanks(TrackingNumber),
    /// Take the comment back.
    Uncomment,
    /// A new report that refers to an old one, in these words.
    Refer(TrackingNumber, Note),
    /// The page of a list that follows.
    Page(ListOf, u8),
}

/// The name of a preset.
pub(crate) fn preset(preset: Preset) -> Say {
    match preset {
        Preset::Public => Say::Public,
        Preset::Private => Say::Private,
        Preset::Anonymous => Say::Anonymous,
    }
}

/// What stands on something to do about a report.
fn on(about: About) -> Say {
    match about {
        About::See => Say::SeeReport,
        About::Support => Say::Support,
        About::Unsupport => Say::Unsupport,
        About::Confirm => Say::Confirm,
        About::Dispute => Say::Dispute,
        About::Answer => Say::Answer,
        About::Reply => Say::Reply,
        About::Rate => Say::RateIt,
        About::Follow => Say::Follow,
        About::Unfollow => Say::Unfollow,
        About::Comment => Say::Comment,
        About::Withdraw => Say::Withdraw,
        About::Reopen => Say::Reopen,
        About::Appeal => Say::Appeal,
        About::AddPhotos => Say::AddPhotos,
    }
}

impl Pick {
    fn say(&self) -> Say {
        match self {
            Self::Agree => Say::Agree,
            Self::Decline => Say::Decline,
            Self::Speak(Language::Indonesian) => Say::Indonesian,
            Self::Speak(Language::English) => Say::English,
            Self::New => Say::New,
            Self::Track => Say::Track,
            Self::Language => Say::Language,
            Self::Help => Say::ShowHelp,
            Self::SignIn => Say::SignIn,
            Self::Menu => Say::ShowMenu,
            Self::Agent => Say::ReachAgent,
            Self::Assistant => Say::BackToAssistant,
            Self::Repeat => Say::Repeat,
            Self::Category(_) | Self::Categories(0) => Say::OtherCategory,
            Self::Categories(_) => Say::MoreCategories,
            Self::Skip => Say::Skip,
            Self::There => Say::There,
            Self::Preset(of) => preset(*of),
            Self::Same => Say::Same,
            Self::Different => Say::Different,
            Self::Show => Say::Show,
            Self::Send => Say::Send,
            Self::MakePrivate => Say::MakePrivate,
            Self::Edit => Say::Edit,
            Self::Cancel | Self::LeaveIt => Say::Cancel,
            Self::Change(Part::Words) => Say::EditWords,
            Self::Change(Part::Category) => Say::EditCategory,
            Self::Change(Part::Place) => Say::EditPlace,
            Self::Change(Part::Photos) => Say::EditPhotos,
            Self::Change(Part::Preset) => Say::EditPreset,
            Self::Back => Say::Back,
            Self::Undo => Say::Undo,
            Self::Continue => Say::Continue,
            Self::StartOver => Say::StartOver,
            Self::Resend => Say::Resend,
            Self::OtherAddress => Say::OtherAddress,
            Self::Support(_) => Say::Support,
            Self::Unsupport(_) => Say::Unsupport,
            Self::Confirm(_) => Say::Confirm,
            Self::Dispute(_) => Say::Dispute,
            Self::Answer(_) => Say::Answer,
            Self::IsTheAnswer(_) => Say::IsTheAnswer,
            Self::NewReport => Say::NewReport,
            Self::Proceed => Say::Proceed,
            Self::Rate(_, 1) => Say::Stars1,
            Self::Rate(_, 2) => Say::Stars2,
            Self::Rate(_, 3) => Say::Stars3,
            Self::Rate(_, 4) => Say::Stars4,
            Self::Rate(_, _) => Say::Stars5,
            Self::Account => Say::ShowAccount,
            Self::Settings => Say::ShowSettings,
            Self::SetNews(true) => Say::StartNews,
            Self::SetNews(false) => Say::StopNews,
            Self::Sessions => Say::ShowSessions,
            Self::EndSession(..) => Say::EndSession,
            Self::EndOthers => Say::EndOthers,
            Self::SignOut => Say::SignOut,
            Self::LinkEmail => Say::LinkEmail,
            Self::LinkChat => Say::LinkChat,
            Self::LinkHere(_) => Say::LinkHere,
            Self::By(Channel::Telegram) => Say::ByTelegram,
            Self::By(_) => Say::ByWhatsApp,
            Self::LetIn(_) => Say::LetIn,
            Self::Verify => Say::Verify,
            Self::StartAnew => Say::StartAnew,
            Self::MyData => Say::ShowMyData,
            Self::Copy(0) => Say::ShowCopy,
            Self::Copy(_) => Say::CopyMore,
            Self::Rename => Say::Rename,
            Self::NoName => Say::NoName,
            Self::WithdrawConsent => Say::WithdrawConsent,
            Self::WithdrawNow => Say::WithdrawNow,
            Self::Erase => Say::Erase,
            Self::EraseNow(_) => Say::EraseNow,
            Self::UndoDeletion => Say::UndoDeletion,
            Self::Mine => Say::Mine,
            Self::Nearby => Say::Nearby,
            Self::Search => Say::Search,
            Self::SearchAgain => Say::SearchAgain,
            Self::Row(..) | Self::Likely(..) => Say::SeeReport,
            Self::Page(..) => Say::NextPage,
            Self::On(about, _) | Self::Which(about, ..) => on(*about),
            Self::NoThanks(_) => Say::NoThanks,
            Self::Uncomment => Say::Uncomment,
            Self::Refer(..) => Say::Refer,
        }
    }

    /// What stands on it.
    pub(crate) fn label(&self, language: Language, state: &State, scene: &Scene<'_>) -> String {
        match self {
            Self::Category(id) => scene
                .catalogue
                .category(id)
                .map(|category| category.name.get(language).trim().to_owned())
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| id.to_string()),
            // Among several questions, the numbers tell them apart.
            Self::IsTheAnswer(number) if state.questions() > 1 => number.to_string(),
            Self::EndSession(nth, _) => {
                self.say().with(language, &[("nth", i64::from(*nth).into())])
            }
            Self::Row(number, _) | Self::Likely(number, _) | Self::Which(_, number, _) => {
                number.to_string()
            }
            _ => self.say().plain(language),
        }
    }

    fn hint(&self, language: Language, state: &State, scene: &Scene<'_>) -> Option<String> {
        let say = match self {
            Self::Category(id) => {
                let category = scene.catalogue.category(id)?;
                return Some(category.example.get(language).to_owned());
            }
            Self::IsTheAnswer(number) if state.questions() > 1 => {
                let At::Questions { asked, .. } = &state.at else { return None };
                return asked.iter().find(|q| q.number == *number).map(|q| q.title.to_string());
            }
            Self::Row(_, hint) | Self::Likely(_, hint) | Self::Which(_, _, hint) => {
                return Some(hint.to_string());
            }
            Self::Page(_, page) => return Some(crate::listing::span(*page, language)),
            Self::New => Say::NewHint,
            Self::Mine => Say::MineHint,
            Self::Nearby => Say::NearbyHint,
            Self::Search => Say::SearchHint,
            Self::Track => Say::TrackHint,
            Self::SignIn => Say::SignInHint,
            Self::Account => Say::ShowAccountHint,
            Self::Settings => Say::ShowSettingsHint,
            Self::Change(Part::Photos) => Say::EditPhotosHint,
            Self::Categories(page) if *page > 0 => Say::MoreCategoriesHint,
            _ => return None,
        };
        Some(say.plain(language))
    }
}

impl State {
    fn questions(&self) -> usize {
        if let At::Questions { asked, .. } = &self.at { asked.len() } else { 0 }
    }

    /// The choices on offer, as a message carries them.
    pub(crate) fn choices(&self, scene: &Scene<'_>) -> Vec<Choice> {
        let language = self.language.unwrap_or(scene.language);
        // A row of a list of reports tells most of it in its hint, so it is never a button.
        let is_row =
            |pick: &Pick| matches!(pick, Pick::Row(..) | Pick::Likely(..) | Pick::Which(..));
        let list =
            self.offer.picks.len() > crate::limits::BUTTONS || self.offer.picks.iter().any(is_row);
        let choice = |(at, pick): (usize, &Pick)| Choice {
            payload: format!("{}:{at}", base36(self.offer.nonce)).into(),
            label: pick.label(language, self, scene).into(),
            // A channel refuses a whole message for one empty hint.
            hint: pick
                .hint(language, self, scene)
                .filter(|hint| list && !hint.trim().is_empty())
                .map(Into::into),
        };
        self.offer.picks.iter().enumerate().map(choice).collect()
    }
}

fn base36(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(number % 36, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

/// Reads a payload: the nonce and the index.
pub(crate) fn read(payload: &str) -> Option<(u32, usize)> {
    let (nonce, index) = payload.split_once(':')?;
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric());
    if !plain(nonce) || !plain(index) {
        return None;
    }
    Some((u32::from_str_radix(nonce, 36).ok()?, index.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_is_read_as_it_was_written() {
        for nonce in [0, 35, 36, 939_321, u32::MAX] {
            assert_eq!(read(&format!("{}:2", base36(nonce))), Some((nonce, 2)));
        }
        for forged in ["", ":", "k3f9", "k3f9:", ":2", "k3f9:-1", "+1:2", "zzzzzzzzz:1", "1:2:3"] {
            assert_eq!(read(forged), None, "{forged}");
        }
    }
}
