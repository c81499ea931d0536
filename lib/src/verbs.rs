//! Every verb, one file each: a value that says what it wants to know and what it decides.

mod account;
mod add_officer;
mod add_photos;
mod admit;
mod answer;
mod appeal;
mod as_seen;
mod ask;
mod ask_deletion;
mod assign;
mod browse;
mod case;
mod change_device;
mod change_officer;
mod change_password;
mod changes;
mod code_budget;
mod comment;
mod confirm;
mod copy;
mod dispute;
pub(crate) mod door;
mod dossier;
mod end_sessions;
mod end_talk;
mod enter_code;
mod file;
mod file_for;
mod follow;
mod invite;
mod join;
mod knock;
mod limiter;
mod listed;
mod look;
mod look_alike;
mod move_chat;
mod my_reports;
mod nearby;
mod offer_link;
mod open_questions;
mod people;
mod rate;
mod recognise;
mod reject;
mod remark;
mod rename;
mod renew_recovery;
mod reopen;
mod reply;
mod request_code;
mod resolve;
mod respond;
mod retire;
mod search;
mod see_photo;
mod set_area;
mod set_calendar;
mod set_catalogue;
mod set_category;
mod set_department;
mod set_news;
mod set_reply;
mod set_up;
mod setup;
mod share_contact;
mod sign_in;
mod sign_out;
mod staff_list;
mod start;
mod start_anew;
mod suggest;
mod support;
mod take_link;
mod tell_staff;
mod track;
mod transfer;
mod uncomment;
mod undo;
mod undo_deletion;
mod unfollow;
mod unsupport;
mod vote;
mod vouch;
mod withdraw;
mod withdraw_consent;
mod worklist;

pub use account::{Account, AccountOf, SignedIn};
pub use add_officer::AddOfficer;
pub use add_photos::{AddPhotos, Added};
pub use admit::{Admit, Admitted};
pub use answer::Answer;
pub use appeal::Appeal;
pub use as_seen::AsSeen;
pub use ask::Ask;
pub use ask_deletion::AskDeletion;
pub use assign::Assign;
pub use browse::{Browse, MostSupported, Shelf, ShowThese, Shown};
pub use change_device::ChangeDevice;
pub use change_officer::ChangeOfficer;
pub use change_password::ChangePassword;
pub use changes::{Changed, Changes, ChangesAfter, Watch, WatchOf};
pub use code_budget::CodeBudget;
pub use comment::{CommentOn, Posted, Said};
pub use confirm::Confirm;
pub use copy::{Copied, CopiedReport, CopyReports};
pub use dispute::Dispute;
pub use dossier::{Act, Delivery, Dossier, DossierOf, Happening, Who};
pub use end_sessions::{Browser, EndSessions, SessionsOf};
pub use end_talk::EndTalk;
pub use enter_code::{EnterCode, Verdict};
pub use file::{File, Receipt};
pub use file_for::{Caller, FileFor};
pub use follow::{Follow, Following};
pub use invite::{Invite, OfficerOf};
pub use join::{Invited, Join};
pub use knock::{Knock, Knocked};
pub use listed::{Listed, Listing};
pub use look::{Deadline, Look, Sight};
pub use look_alike::{Alike, Likeness, LookAlike};
pub use move_chat::MoveChat;
pub use my_reports::MyReports;
pub use nearby::{Around, Nearby};
pub use offer_link::{LinkOffered, OfferLink};
pub use open_questions::{OpenQuestions, Question};
pub use rate::Rate;
pub use recognise::Recognise;
pub use reject::Reject;
pub use remark::Remark;
pub use rename::Rename;
pub use renew_recovery::{Keys, OwnKeys, RenewRecovery};
pub use reopen::Reopen;
pub use reply::Reply;
pub use request_code::{CodeSent, RequestCode};
pub use resolve::Resolve;
pub use respond::Respond;
pub use retire::Retire;
pub use search::Search;
pub use see_photo::{PhotoSize, SeePhoto};
pub use set_area::SetArea;
pub use set_calendar::SetCalendar;
pub use set_catalogue::SetCatalogue;
pub use set_category::SetCategory;
pub use set_department::SetDepartment;
pub use set_news::SetNews;
pub use set_reply::SetReply;
pub use set_up::SetUp;
pub use setup::{Edition, Seen, SetupOf};
pub use share_contact::ShareContact;
pub use sign_in::{Entered, SignIn};
pub use sign_out::SignOut;
pub use staff_list::{Colleague, StaffList};
pub use start::Start;
pub use start_anew::StartAnew;
pub use suggest::{Suggest, Suggestion};
pub use support::{Support, Supported};
pub use take_link::{LinkVerdict, TakeLink};
pub use tell_staff::TellStaff;
pub use track::{Progress, Track};
pub use transfer::Transfer;
pub use uncomment::Uncomment;
pub use undo::Undo;
pub use undo_deletion::UndoDeletion;
pub use unfollow::Unfollow;
pub use unsupport::Unsupport;
pub use vouch::Vouch;
pub use withdraw::{Withdraw, Withdrawn};
pub use withdraw_consent::WithdrawConsent;
pub use worklist::{Entry, Narrow, Pile, Worklist, WorklistOf};

use crate::{
    authority::{self, Actor, Deed, Rank, Standing},
    domain::{CitizenId, OfficerId},
    facts::{Facts, Want},
    record::Key,
    refusal::Refusal,
    verb::{No, Room},
};

/// The citizen who asks, if citizens may do that.
fn citizen(actor: &Actor, deed: Deed) -> Result<CitizenId, Refusal> {
    citizen_as(actor, deed, Standing::Outside)
}

/// The citizen who asks, if citizens who stand so to a complaint may do that.
fn citizen_as(actor: &Actor, deed: Deed, standing: Standing) -> Result<CitizenId, Refusal> {
    match actor {
        Actor::Citizen(citizen) if authority::allows(Rank::Citizen, deed, standing) => Ok(*citizen),
        Actor::Visitor => Err(Refusal::LogInFirst),
        _ => Err(Refusal::NotAllowed),
    }
}

/// What has to be known of whoever works for the city: herself, and the departments.
fn officer_wants(actor: &Actor) -> Vec<Want> {
    let mut wants = vec![Want::Record(Key::Catalogue)];
    if let Actor::Officer(officer) = actor {
        wants.push(Want::Record(Key::Officer(*officer)));
    }
    wants
}

/// The officer who asks, or `None` for the system, if they may do that anywhere in the city.
fn staff(
    actor: &Actor,
    deed: Deed,
    facts: &Facts,
    room: &Room<'_>,
) -> Result<Option<OfficerId>, No> {
    let (officer, rank) = match actor {
        Actor::Officer(id) => (Some(*id), Rank::Officer(room.officer(facts, *id)?.role)),
        Actor::System => (None, Rank::System),
        Actor::Citizen(_) => (None, Rank::Citizen),
        Actor::Visitor => (None, Rank::Visitor),
    };
    if authority::allows(rank, deed, Standing::Outside) {
        Ok(officer)
    } else {
        Err(Refusal::NotAllowed.into())
    }
}
