//! Everything a conversation can say, as keys of the Fluent files beside this crate.

#[macro_use]
mod labels;

use std::sync::LazyLock;

use aduan::{
    domain::Language,
    phrase::{self, Phrases},
};
use serde::{Deserialize, Serialize};

/// The words of this crate, in every language.
pub(crate) fn phrases() -> &'static Phrases {
    static WORDS: LazyLock<Phrases> = LazyLock::new(|| {
        Phrases::shipped(include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"))
    });
    &WORDS
}

macro_rules! say {
    ($($(#[$doc:meta])* $name:ident $key:literal)*) => {
        /// Everything a conversation can say: a key of the Fluent files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Say {
            $(
                $(#[$doc])*
                #[doc = concat!("\n\nIts words are those of `", $key, "`.")]
                #[serde(rename = $key)]
                $name,
            )*
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

with_labels! {
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
    /// Is it where her words say?
    AskPlaceNamed "ask-place-named"
    /// Somebody may have reported it, so many metres away.
    AlikeNear "alike-near"
    /// Somebody may have reported it.
    AlikeSomewhere "alike-somewhere"
    /// Somebody may have reported it: which of these?
    AlikeSeveral "alike-several"
    /// One of them.
    AlikeLine "alike-line"
    /// What the row of one says, so many metres away.
    RowAlikeNear "row-alike-near"
    /// What the row of one says.
    RowAlikeSomewhere "row-alike-somewhere"
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

    /// The stages it came into last.
    DetailSteps "detail-steps"
    /// Which older report it goes on from.
    DetailRefers "detail-refers"
    /// Whether she wants to be told of what she supports.
    AskFollow "ask-follow"
    /// That she is told from now on.
    Followed "followed"
    /// That she was told before.
    FollowedBefore "followed-before"
    /// That she is told no more.
    Unfollowed "unfollowed"
    /// That she was not told before.
    UnfollowedBefore "unfollowed-before"
    /// That she can still change her mind.
    NotFollowed "not-followed"
    /// The comment, please; everybody will read it.
    AskComment "ask-comment"
    /// Before the rest: that a comment is too long.
    CommentTooLong "comment-too-long"
    /// That everybody reads the comment.
    Commented "commented"
    /// That the comment is gone.
    Uncommented "uncommented"
    /// That no comment can be taken back.
    NoComment "no-comment"
    /// Which of her own reports?
    ChooseReport "choose-report"
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

    /// What is the question to the staff?
    AskQuestion "ask-question"
    /// That it is with the staff, who are there.
    WithStaff "with-staff"
    /// That it is with the staff, who are not there now.
    StaffClosed "staff-closed"
    /// Before the rest: that the assistant is back.
    StaffLeft "staff-left"
    /// Before the rest: that the staff can be reached after she agreed.
    StaffLater "staff-later"
    /// Whether to send the question asked before.
    ReadyQuestion "ready-question"

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
    /// Which address is to be linked.
    AskLinkAddress "ask-link-address"
    /// That the address is linked.
    AddressLinked "address-linked"
    /// That the address is somebody else's.
    AddressTaken "address-taken"
    /// The code by which another chat is linked.
    LinkCode "link-code"
    /// Whose account is to be linked with this chat?
    LinkConfirm "link-confirm"
    /// That this chat is linked.
    LinkDone "link-done"
    /// That the code is void.
    LinkFailed "link-failed"
    /// That this chat is somebody else's.
    ChatTaken "chat-taken"
    /// That there is a way without a code.
    OrLetIn "or-let-in"
    /// The word before the code in what she sends from there.
    LetInVerb "let-in-verb"
    /// The link that opens the chat from which she is let in.
    LetInLink "let-in-link"
    /// Is the chat that shows the code to be let in?
    LetInConfirm "let-in-confirm"
    /// That it is let in.
    LetInDone "let-in-done"
    /// That she has to sign in before she can let another chat in.
    LetInSignInFirst "let-in-sign-in-first"
    /// That her number was used before, by her or by somebody else.
    PossibleNewOwner "possible-new-owner"
    /// How she proves that it was she.
    VerifyElsewhere "verify-elsewhere"
    /// News: another chat was linked to her account.
    NewsChatLinked "news-chat-linked"
    /// News: the number of one of her chats has changed.
    NewsNumberChanged "news-number-changed"
    /// News: a number of hers belongs to a chat of somebody else's now.
    NewsNumberLost "news-number-lost"
    /// What is kept of her.
    MyData "my-data"
    /// When she is deleted.
    DeletionSet "deletion-set"
    /// What she is called.
    AskName "ask-name"
    /// That she is called otherwise now.
    Renamed "renamed"
    /// The copy of her reports.
    Copy "copy"
    /// One report of the copy.
    CopyEntry "copy-entry"
    /// That the copy goes on.
    CopyGoesOn "copy-goes-on"
    /// That there is nothing to copy.
    NothingToCopy "nothing-to-copy"
    /// Whether she knows what follows from withdrawing her consent.
    AskWithdraw "ask-withdraw"
    /// That it is withdrawn.
    ConsentWithdrawn "consent-withdrawn"
    /// Whether she knows what a deletion is.
    AskErase "ask-erase"
    /// That she will be deleted.
    DeletionScheduled "deletion-scheduled"
    /// That she will not.
    DeletionUndone "deletion-undone"
    /// That nothing has changed.
    LeftAsItIs "left-as-it-is"
    /// That she had not asked for it.
    NoDeletion "no-deletion"
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
    /// What could be better?
    AskAdvice "ask-advice"
    /// Thanks for what could be better.
    Advised "advised"
    /// That it is withdrawn, or stays open without her.
    Withdrawn "withdrawn"
    /// That it is not hers, or no longer.
    NotHers "not-hers"
    /// Why is it to be taken up again?
    AskReopening "ask-reopening"
    /// That it is taken up again.
    Reopened "reopened"
    /// That it is too late for that: a new one?
    ReopenLate "reopen-late"
    /// Why is the rejection not accepted?
    AskAppeal "ask-appeal"
    /// That it is judged again.
    Appealed "appealed"
    /// More photos of a report.
    AskMorePhotos "ask-more-photos"
    /// That photos were added.
    PhotosAdded "photos-added"
    /// After it: that some did not fit.
    PhotosLeftOut "photos-left-out"
    /// What is not mended?
    AskReason "ask-reason"
    /// That it goes back.
    Disputed "disputed"

    /// Before the rest: whom to call when lives are in danger.
    Danger "danger"
    /// Before the rest: that private details are masked in public.
    PublicMasked "public-masked"
    /// That there are insults in words that everybody would read.
    PublicInsults "public-insults"
    /// Let it be private.
    MakePrivate "make-private"
    /// That private details in a comment will be masked.
    CommentMasked "comment-masked"
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
    /// Until when the machines are worked on.
    Maintenance "maintenance"
    /// That she writes a lot, and that nothing is lost.
    SlowDown "slow-down"
    /// Before the rest: that voice cannot be heard.
    Voice "voice"
    /// Before the rest: that a sticker is nice.
    Sticker "sticker"
    /// Before the rest: that this kind of message cannot be read.
    Unreadable "unreadable"
    /// Before the rest: that changed words are not read again.
    Edited "edited"
    /// Before the rest: that the contact is somebody else's.
    NotHerContact "not-her-contact"
    /// Before the rest: that the number belongs to another account, and has to be proved by a code.
    ContactTaken "contact-taken"
    /// Before the rest: that a contact is not needed here.
    NoContactHere "no-contact-here"
    /// Before the rest: that a photo does not belong here.
    NoPhotoHere "no-photo-here"
    /// Before the rest: that a place does not belong here.
    NoPlaceHere "no-place-here"
    /// Before the rest: that a place can become a comment.
    PlaceAsComment "place-as-comment"
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
    /// News: staff reply to a question.
    NewsReplied "news-replied"
    /// News: staff ended the talk.
    NewsTalkEnded "news-talk-ended"
    /// News: staff answered in public.
    NewsResponded "news-responded"
    /// News for coordinators: a question.
    NewsAsked "news-asked"
    /// News for coordinators: an appeal.
    NewsAppealed "news-appealed"
    /// News for officers: more about a question.
    NewsTold "news-told"
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
    /// The name of a day of the week.
    Weekday "weekday"
    /// The hours in which the staff answer.
    ServiceHours "service-hours"
    /// What a question is filed under.
    CategoryQuestion "category-question"
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
}
