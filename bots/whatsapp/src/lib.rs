//! The conversation on WhatsApp, by the Cloud API.
//!
//! [`WhatsApp`] sends; [`Intake`] takes what Meta brings to its [webhook](Intake::webhook), and has
//! it remembered before Meta is told that we have it. People are known by the id that WhatsApp gave
//! them for this business, since a person may have no number that we get to see.
//!
//! What comes in and what goes out are types of our own (docs/decisions/0020): every field of what
//! comes may be missing, and one message that cannot be read never costs those beside it.

mod heard;
mod intake;
mod notification;
mod settings;
mod signature;
mod status;
mod webhook;

mod graph;
mod look;
mod media;
mod outgoing;
mod standing;
mod template;
mod trouble;
mod whatsapp;
mod words;

pub use intake::Intake;
pub use look::{NumberState, TemplateState, Unanswered};
pub use settings::{
    AccessToken, ApiUrl, ApiVersion, AppSecret, BusinessAccountId, InvalidSetting, MediaHost,
    PhoneNumberId, Settings, TemplateName, VerifyToken,
};
pub use standing::Standing;
pub use template::{Templates, definitions};
pub use whatsapp::WhatsApp;
