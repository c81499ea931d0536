//! Everything a conversation can say, as keys of the Fluent files beside this crate.

use std::sync::LazyLock;

use aduan::{
    domain::Language,
    phrase::{self, Phrases},
};
use serde::{Deserialize, Serialize};

/// The words of this crate, in every language.
pub(crate) fn phrases() -> &'static Phrases {
    static WORDS: LazyLock<Phrases> = LazyLock::new(|| {
        let (id, en) = (include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"));
        // Both files are part of the program, and a test reads them.
        Phrases::parse(id, en).unwrap_or_else(|_| Phrases::silent())
    });
    &WORDS
}

macro_rules! say {
    ($($(#[$doc:meta])* $name:ident $key:literal)*) => {
        /// Everything a conversation can say: a key of the Fluent files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Say {
            $($(#[$doc])* #[serde(rename = $key)] $name,)*
        }

        impl Say {
            /// Everything there is to say.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The key of its words.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

impl Say {
    /// Its words, for what is said without arguments: labels, mostly.
    pub(crate) fn plain(self, language: Language) -> String {
        self.with(language, &[])
    }

    /// Its words with their arguments.
    pub(crate) fn with(self, language: Language, args: &[(&str, phrase::Value)]) -> String {
        phrases().say(language, self.key(), args)
    }
}

say! {
    /// The first words to somebody new, and what is kept about her.
    Welcome "welcome"
    /// That she has to agree before anything else.
    ConsentFirst "consent-first"
    /// That nothing is kept, since she did not agree.
    Declined "declined"
    /// What can be done here.
    Menu "menu"
    /// How it works.
    Help "help"
    /// Which language.
    AskLanguage "ask-language"
    /// How people, not machines, are reached.
    Agent "agent"
    /// A kind word back.
    YouAreWelcome "you-are-welcome"

    /// What happened?
    AskWords "ask-words"
    /// What happened? She is changing what she wrote.
    AskOtherWords "ask-other-words"
    /// What happened? Photos or a place came already.
    AskWordsBriefly "ask-words-briefly"
    /// Is it about this?
    Suggested "suggested"
    /// What is it about?
    AskCategory "ask-category"
    /// That the city takes no reports yet.
    NoCategories "no-categories"
    /// Where is it?
    AskPlace "ask-place"
    /// Somebody may have reported it, so many metres away.
    AlikeNear "alike-near"
    /// Somebody may have reported it.
    AlikeSomewhere "alike-somewhere"
    /// Is what she was shown the same?
    AskSame "ask-same"
    /// Photos, and who may see it.
    AskPreset "ask-preset"
    /// Who may see it, once there are photos.
    AskPresetOnly "ask-preset-only"
    /// New photos instead of the old.
    AskPhotos "ask-photos"
    /// What will be sent.
    Summary "summary"
    /// Which part to change.
    AskEdit "ask-edit"
    /// That it is filed.
    Filed "filed"
    /// That it was filed before.
    FiledBefore "filed-before"
    /// That it was taken back.
    Undone "undone"
    /// That the draft is gone.
    Cancelled "cancelled"
    /// That what was going on is over.
    Stopped "stopped"
    /// That there was nothing to cancel.
    NothingToCancel "nothing-to-cancel"
    /// That a draft from before waits.
    DraftWaits "draft-waits"

    /// That no draft waits.
    NoDraft "no-draft"

    /// How to ask about a report.
    AskNumber "ask-number"
    /// That a number was mistyped.
    Mistyped "mistyped"
    /// How a report stands.
    Detail "detail"
    /// Who has it.
    DetailDepartment "detail-department"
    /// Until when.
    DetailDue "detail-due"
    /// What the city wrote.
    DetailNote "detail-note"
    /// How many support it.
    DetailSupports "detail-supports"
    /// That the vote counts.
    Supported "supported"
    /// That it counted before.
    SupportedBefore "supported-before"
    /// That the vote is withdrawn.
    Unsupported "unsupported"
    /// That there was no vote.
    UnsupportedBefore "unsupported-before"
    /// Of which report, with an example.
    WhichReport "which-report"

    /// Her own reports.
    MyReports "my-reports"
    /// That she has none.
    NoReports "no-reports"
    /// Where to look around.
    AskWhere "ask-where"
    /// What is around a point.
    AroundPoint "around-point"
    /// What is around a place in words.
    AroundWords "around-words"
    /// That nothing is around it.
    NothingAround "nothing-around"
    /// What to look for.
    AskKeywords "ask-keywords"
    /// What holds the words.
    Hits "hits"
    /// That nothing holds them.
    NoHits "no-hits"

    /// To which address the code is to go.
    AskAddress "ask-address"
    /// That this is no address.
    NotAnAddress "not-an-address"
    /// That a code is on its way.
    CodeSent "code-sent"
    /// The code, please.
    AskCode "ask-code"
    /// That six digits were not found.
    NotACode "not-a-code"
    /// That it was another code.
    CodeWrong "code-wrong"
    /// That the code is void.
    CodeGone "code-gone"
    /// That she is known now.
    SignedIn "signed-in"
    /// That she is known already.
    SignedInBefore "signed-in-before"
    /// Whether to go on with what was asked before.
    Ready "ready"
    /// Whether to show her own reports, asked for before.
    ReadyMine "ready-mine"

    /// What is known of her.
    Account "account"
    /// That she has to sign in to see what is hers.
    SignInForAccount "sign-in-for-account"
    /// Where she is signed in: here.
    Sessions "sessions"
    /// Where she is signed in: in another chat.
    Session "session"
    /// That she is signed in nowhere else.
    NoOtherSession "no-other-session"
    /// That sessions elsewhere are over.
    SessionsEnded "sessions-ended"
    /// That she is signed out here.
    SignedOut "signed-out"
    /// That she was not signed in here.
    SignedOutBefore "signed-out-before"
    /// Language and news.
    Settings "settings"
    /// That no news come any more.
    NewsStopped "news-stopped"
    /// That news come again.
    NewsStarted "news-started"
    /// That no news came here anyway.
    NoNewsHere "no-news-here"
    /// The name of a channel.
    Channel "channel"
    /// No name.
    Nameless "nameless"

    /// Is this the answer?
    IsThisTheAnswer "is-this-the-answer"
    /// To which of the questions?
    WhichQuestion "which-question"
    /// The answer, please.
    AskAnswer "ask-answer"
    /// That the answer arrived.
    Answered "answered"
    /// How good was it?
    AskRating "ask-rating"
    /// How many stars?
    AskStars "ask-stars"
    /// Thanks for the rating.
    Rated "rated"
    /// What is not mended?
    AskReason "ask-reason"
    /// That it goes back.
    Disputed "disputed"

    /// Before the rest: whom to call when lives are in danger.
    Danger "danger"
    /// Before the rest: that photos arrived.
    PhotosArrived "photos-arrived"
    /// Before the rest: that more photos came than fit.
    PhotosFull "photos-full"
    /// Before the rest: that the text was too long.
    WordsCut "words-cut"
    /// Before the rest: that an answer was too long.
    NoteCut "note-cut"
    /// Before the rest: that a place arrived.
    PlaceArrived "place-arrived"
    /// Before the rest: that the text was added to the draft.
    WordsAdded "words-added"
    /// Before the rest: that numbers are no place.
    BadPlace "bad-place"
    /// Before the rest: that it was not understood.
    NotUnderstood "not-understood"
    /// Before the rest: that a button is too old.
    Stale "stale"
    /// Before the rest: that the talk so far is lost.
    Forgotten "forgotten"
    /// Before the rest: why not, in the words of the refusal.
    Refused "refused"
    /// Before the rest: that something broke on our side.
    WentWrong "went-wrong"
    /// Before the rest: that voice cannot be heard.
    Voice "voice"
    /// Before the rest: that a sticker is nice.
    Sticker "sticker"
    /// Before the rest: that this kind of message cannot be read.
    Unreadable "unreadable"
    /// Before the rest: that a photo does not belong here.
    NoPhotoHere "no-photo-here"
    /// Before the rest: that a place does not belong here.
    NoPlaceHere "no-place-here"
    /// Not understood twice: where to?
    WhereTo "where-to"

    /// News: another stage.
    NewsMoved "news-moved"
    /// News: what staff wrote about it.
    NewsNote "news-note"
    /// News: a question of the city.
    NewsQuestion "news-question"
    /// News: it is said to be mended.
    NewsMended "news-mended"
    /// News: photos that never came.
    NewsPhotosLost "news-photos-lost"
    /// After it: that one was in a format nobody here can read.
    NewsPhotosForeign "news-photos-foreign"
    /// News for officers: an answer.
    NewsAnswered "news-answered"
    /// News for officers: not mended.
    NewsDisputed "news-disputed"
    /// News for officers: taken up again.
    NewsReopened "news-reopened"
    /// News for officers: withdrawn.
    NewsWithdrawn "news-withdrawn"

    /// A day, as people write it.
    Date "date"
    /// A time of a day, as people write it.
    DateTime "date-time"
    /// A place that was shared.
    PlacePoint "place-point"
    /// A place that was shared and described.
    PlaceBoth "place-both"
    /// No place.
    PlaceNone "place-none"
    /// A row of a list: what, in which stage, since when.
    RowFiled "row-filed"
    /// A row of a list: how far, in which stage, what.
    RowAway "row-away"
    /// Which reports the next page has.
    NextPageHint "label-next-page-hint"
    /// What opens the menu.
    OpenMenu "open-menu"
    /// What opens any other list.
    OpenList "open-list"

    /// Label: I agree.
    Agree "label-agree"
    /// Label: I do not agree.
    Decline "label-decline"
    /// Label: Bahasa Indonesia.
    Indonesian "label-indonesian"
    /// Label: English.
    English "label-english"
    /// Label: a new report.
    New "label-new"
    /// More about it.
    NewHint "label-new-hint"
    /// Label: her own reports.
    Mine "label-mine"
    /// More about it.
    MineHint "label-mine-hint"
    /// Label: what is around.
    Nearby "label-nearby"
    /// More about it.
    NearbyHint "label-nearby-hint"
    /// Label: search.
    Search "label-search"
    /// More about it.
    SearchHint "label-search-hint"
    /// Label: search for something else.
    SearchAgain "label-search-again"
    /// Label: the next page.
    NextPage "label-next-page"
    /// Label: ask about a number.
    Track "label-track"
    /// More about it.
    TrackHint "label-track-hint"
    /// Label: the language.
    Language "label-language"
    /// Label: help.
    ShowHelp "label-help"
    /// Label: sign in.
    SignIn "label-sign-in"
    /// More about it.
    SignInHint "label-sign-in-hint"
    /// Label: the menu.
    ShowMenu "label-menu"
    /// Label: a person.
    ReachAgent "label-agent"
    /// Label: the question again.
    Repeat "label-repeat"
    /// Label: another category.
    OtherCategory "label-other-category"
    /// Label: more categories.
    MoreCategories "label-more-categories"
    /// More about it.
    MoreCategoriesHint "label-more-categories-hint"
    /// Label: without.
    Skip "label-skip"
    /// Label, and the name of a preset: public.
    Public "label-public"
    /// Label, and the name of a preset: private.
    Private "label-private"
    /// Label, and the name of a preset: anonymous.
    Anonymous "label-anonymous"
    /// Label: it is the same.
    Same "label-same"
    /// Label: it is not the same.
    Different "label-different"
    /// Label: let me see it.
    Show "label-show"
    /// Label: send it.
    Send "label-send"
    /// Label: change it.
    Edit "label-edit"
    /// Label: give it up.
    Cancel "label-cancel"
    /// Label: the words.
    EditWords "label-edit-words"
    /// Label: the category.
    EditCategory "label-edit-category"
    /// Label: the place.
    EditPlace "label-edit-place"
    /// Label: the photos.
    EditPhotos "label-edit-photos"
    /// More about it.
    EditPhotosHint "label-edit-photos-hint"
    /// Label: who may see it.
    EditPreset "label-edit-preset"
    /// Label: back.
    Back "label-back"
    /// Label: take it back.
    Undo "label-undo"
    /// Label: go on with the draft.
    Continue "label-continue"
    /// Label: begin anew.
    StartOver "label-start-over"
    /// Label: another code.
    Resend "label-resend"
    /// Label: another address.
    OtherAddress "label-other-address"
    /// Label: support.
    Support "label-support"
    /// Label: withdraw support.
    Unsupport "label-unsupport"
    /// Label: it is mended.
    Confirm "label-confirm"
    /// Label: it is not mended.
    Dispute "label-dispute"
    /// Label: answer.
    Answer "label-answer"
    /// Label: it is the answer.
    IsTheAnswer "label-is-the-answer"
    /// Label: it is a new report.
    NewReport "label-new-report"
    /// Label: see the report.
    SeeReport "label-see-report"
    /// Label: go on.
    Proceed "label-proceed"
    /// Label: the account.
    ShowAccount "label-account"
    /// More about it.
    ShowAccountHint "label-account-hint"
    /// Label: language and news.
    ShowSettings "label-settings"
    /// More about it.
    ShowSettingsHint "label-settings-hint"
    /// Label: no more news.
    StopNews "label-stop-news"
    /// Label: news again.
    StartNews "label-start-news"
    /// Label: where she is signed in.
    ShowSessions "label-sessions"
    /// Label: sign out there.
    EndSession "label-end-session"
    /// Label: sign out everywhere else.
    EndOthers "label-end-others"
    /// Label: sign out.
    SignOut "label-sign-out"
    /// Label: one star.
    Stars1 "label-stars-1"
    /// Label: two stars.
    Stars2 "label-stars-2"
    /// Label: three stars.
    Stars3 "label-stars-3"
    /// Label: four stars.
    Stars4 "label-stars-4"
    /// Label: five stars.
    Stars5 "label-stars-5"
}
