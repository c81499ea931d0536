//! What every request about one complaint has in common.

use std::str::FromStr;

use aduan::{
    DeskError,
    authority::Actor,
    domain::{Comment, InvalidText, Note, TrackingNumber},
    refusal::Refusal,
    verb::Verb,
    verbs::{Act, Admitted, AsSeen, DossierOf},
};
use axum::{
    Extension,
    extract::{FromRequestParts, RawPathParams},
    http::{StatusCode, request::Parts},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{forms, page};
use crate::{
    Panel,
    layout::{Shell, Trouble},
};

/// A request about one complaint: who asks, about which, and the frame of the answer.
pub(crate) struct Asked {
    pub(super) panel: Panel,
    pub(super) who: Admitted,
    pub(super) number: TrackingNumber,
    pub(super) shell: Shell,
}

impl FromRequestParts<Panel> for Asked {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, panel: &Panel) -> Result<Self, Trouble> {
        let params = RawPathParams::from_request_parts(parts, panel).await;
        let params = params.map_err(|_| Trouble::Nothing)?;
        let number = params.iter().find(|(name, _)| *name == "number");
        let number = number.and_then(|(_, number)| number.parse().ok());
        let number = number.ok_or(Trouble::Refused(Refusal::NotFound))?;
        let who = Extension::<Admitted>::from_request_parts(parts, panel).await;
        let Extension(who) = who.map_err(|_| Trouble::Failed)?;
        let Ok(shell) = Shell::from_request_parts(parts, panel).await;
        Ok(Self { panel: panel.clone(), who, number, shell })
    }
}

/// What was filled into a form.
#[derive(Deserialize)]
pub(crate) struct Filled {
    /// The version of the complaint that was on the page; what is none is no version there was.
    #[serde(default)]
    version: String,
    /// What was written.
    #[serde(default)]
    pub(super) words: String,
    /// Which department or officer was chosen.
    #[serde(default)]
    pub(super) to: String,
}

/// Why what was filled in will not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Nothing was written.
    Empty,
    /// It is longer than so many characters.
    TooLong(usize),
    /// Nothing was chosen.
    NoChoice,
    /// The photo cannot be kept, as the words say.
    Photo(String),
}

impl From<InvalidText> for Unfit {
    fn from(text: InvalidText) -> Self {
        match text {
            InvalidText::Empty => Self::Empty,
            InvalidText::TooLong { limit } => Self::TooLong(limit),
        }
    }
}

impl Unfit {
    fn words(self, shell: &Shell) -> String {
        match self {
            Self::Empty => shell.say("unfit-empty"),
            Self::TooLong(limit) => shell.say_with("unfit-long", "limit", limit.to_string()),
            Self::NoChoice => shell.say("unfit-no-choice"),
            Self::Photo(words) => words,
        }
    }
}

impl Filled {
    fn version(&self) -> u64 {
        self.version.parse().unwrap_or_default()
    }

    pub(super) fn note(&self) -> Result<Note, Unfit> {
        Ok(Note::parse(&self.words)?)
    }

    pub(super) fn comment(&self) -> Result<Comment, Unfit> {
        Ok(Comment::parse(&self.words)?)
    }

    pub(super) fn to<T: FromStr>(&self) -> Result<T, Unfit> {
        self.to.parse().map_err(|_| Unfit::NoChoice)
    }
}

impl Asked {
    /// What she may see of it.
    pub(super) fn dossier(&self) -> DossierOf {
        DossierOf { officer: self.who.officer, number: self.number.clone() }
    }

    /// Where it is, below the panel.
    pub(super) fn path(&self) -> String {
        format!("/complaints/{}", self.number)
    }

    /// Does what a form asks for and shows the complaint anew. What is not done leads back to the
    /// form, with everything that was typed.
    pub(super) async fn does<V: Verb>(
        self,
        act: Act,
        filled: Filled,
        verb: Result<V, Unfit>,
    ) -> Result<Response, Trouble> {
        let verb = match verb {
            Ok(verb) => AsSeen { number: self.number.clone(), version: filled.version(), verb },
            Err(unfit) => {
                let why = unfit.words(&self.shell);
                return self.again(act, filled, StatusCode::UNPROCESSABLE_ENTITY, why).await;
            }
        };
        match self.panel.desk().run(&Actor::Officer(self.who.officer), &verb).await {
            Ok(_) => Ok(Redirect::to(&self.shell.at(&self.path())).into_response()),
            Err(DeskError::Refused(Refusal::NotFound)) => page::gone(self.shell, filled),
            Err(DeskError::Refused(refusal)) => {
                let status = match refusal {
                    Refusal::Changed => StatusCode::CONFLICT,
                    Refusal::NotAllowed => StatusCode::FORBIDDEN,
                    _ => StatusCode::UNPROCESSABLE_ENTITY,
                };
                let why = refusal.words(self.shell.language, self.panel.desk().now());
                self.again(act, filled, status, why).await
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn again(
        self,
        act: Act,
        filled: Filled,
        status: StatusCode,
        why: String,
    ) -> Result<Response, Trouble> {
        let dossier = self.dossier().find(self.panel.desk()).await?;
        let open = forms::Open { act, words: filled.words, to: filled.to };
        page::show(&self, &dossier, Some(open), Some((status, why)))
    }
}
