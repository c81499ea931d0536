//! The nouns, in reading order. Each is parsed once, at the door, and trusted inside.

mod area;
mod calendar;
mod category;
mod change;
mod chat_links;
mod citizen;
mod city;
mod clock;
mod complaint;
mod credentials;
mod email;
mod ground;
mod handle;
mod hours;
mod id;
mod language;
mod link;
mod network;
mod number;
mod officer;
mod otp;
mod phone;
mod photo;
mod place;
mod quiet;
mod reply_template;
mod secret;
mod setup;
mod stage;
mod talk;
mod text;
mod totp;

pub use area::{Area, InvalidOutline, Outline};
pub use calendar::Calendar;
pub use category::{Catalogue, Category, Class, Department, EvidenceRule, Localized};
pub use change::{Change, FieldChange};
pub use chat_links::ChatLinks;
pub use citizen::{Citizen, Consent, Drawer, Session, Vouched};
pub use city::{City, InvalidCity, Jurisdiction, Limits, Login, Publish};
pub use clock::Clockwork;
pub use complaint::{
    Complaint, Identity, Kind, Original, Preset, Public, Reporter, Step, Visibility, by_the_hour,
};
pub(crate) use credentials::quarter;
pub use credentials::{
    Credentials, Device, Doorstep, Invitation, OfficerSession, PasswordHash, SecondProof,
};
pub use email::{Email, InvalidEmail};
pub use ground::Ground;
pub use handle::{Channel, Handle, Peer};
pub use hours::{InvalidHours, ServiceHours};
pub use id::{
    AreaId, BlobId, CategoryId, CitizenId, CommentId, ComplaintId, DepartmentId, InvalidId,
    OfficerId, PhotoId, QueuedId,
};
pub use language::Language;
pub use link::{LinkCode, LinkOffer};
pub use network::network_of;
pub use number::{InvalidNumber, TrackingNumber};
pub use officer::{Officer, Role};
pub use otp::{Challenge, Code, CodeHash, Purpose};
pub use phone::{InvalidPhone, Phone};
pub use photo::{Loss, Photo, PhotoState, Picture};
pub use place::{InvalidPoint, Place, Point};
pub use quiet::{InvalidQuietHours, QuietHours};
pub use reply_template::{ReplyPurpose, ReplyTemplate};
pub use secret::Secret;
pub use setup::{Setup, Thing, Unfit, Why};
pub use stage::{ClosedBecause, NotFrom, Open, Stage, StageKind};
pub use talk::{Speaker, Talk, Utterance};
pub use text::{Comment, InvalidText, Note, PersonName, Words};
pub use totp::TotpSecret;
