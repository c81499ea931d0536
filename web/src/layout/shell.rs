//! The frame of a page: the city, the language, who is signed in.

use std::{convert::Infallible, fmt};

use aduan::{
    domain::{Category, CategoryId, Language, Point},
    phrase::Value,
    verbs::Admitted,
};
use askama::{Template, filters::HtmlSafe};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts, uri::PathAndQuery},
    response::{Html, IntoResponse as _, Response},
};
use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, TimeDelta, Timelike as _, Utc};

use super::{Trouble, assets, language, words::phrases};
use crate::{Served, Settings};

/// The frame of a page.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    /// Its language.
    pub(crate) language: Language,
    /// The name of the city.
    pub(crate) city: Box<str>,
    /// Where it is below that.
    pub(crate) path: Box<str>,
    /// The same, with what was asked for there.
    pub(crate) back: Box<str>,
    /// Who is signed in.
    pub(crate) who: Option<Admitted>,
    /// How it is served.
    pub(crate) settings: Settings,
    zone: FixedOffset,
}

impl<S: Served> FromRequestParts<S> for Shell {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, served: &S) -> Result<Self, Infallible> {
        let city = served.desk().city();
        Ok(Self {
            language: language::of(&parts.headers, served.settings()),
            city: city.name.clone(),
            path: parts.uri.path().into(),
            back: parts.uri.path_and_query().map_or("/", PathAndQuery::as_str).into(),
            who: parts.extensions.get().cloned(),
            settings: served.settings().clone(),
            zone: city.zone,
        })
    }
}

impl Shell {
    /// Words of the page.
    pub(crate) fn say(&self, key: &str) -> String {
        phrases().say(self.language, key, &[])
    }

    /// Words with something in them.
    pub(crate) fn say_with(&self, key: &str, name: &str, value: impl Into<Value>) -> String {
        phrases().say(self.language, key, &[(name, value.into())])
    }

    /// Words with several things in them.
    pub(crate) fn tell(&self, key: &str, args: &[(&str, Value)]) -> String {
        phrases().say(self.language, key, args)
    }

    /// Where a page of ours is.
    pub(crate) fn at(&self, path: &str) -> String {
        self.settings.at(path)
    }

    /// A file of ours, by a name that changes with it.
    pub(crate) fn asset(&self, name: &str) -> String {
        self.at(assets::path(name))
    }

    /// An icon. It says nothing by itself: words stand beside it.
    pub(crate) fn icon(&self, name: &'static str) -> Icon {
        Icon { sprite: self.asset("icons.svg"), name }
    }

    /// What a category is called. Questions go under one that no city has to know; one that it has
    /// no more goes by its id.
    pub(crate) fn category(&self, known: Option<&Category>, id: &CategoryId) -> String {
        match known {
            Some(category) => category.name.get(self.language).to_owned(),
            None if *id == CategoryId::question() => self.say("question"),
            None => id.to_string(),
        }
    }

    /// The languages a reader can choose, with what each calls itself.
    #[expect(clippy::unused_self, reason = "templates reach it through the shell")]
    pub(crate) fn languages(&self) -> [(Language, &'static str); 2] {
        [(Language::Indonesian, "Bahasa Indonesia"), (Language::English, "English")]
    }

    /// A day: `21 November 2026`.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    pub(crate) fn day(&self, day: &NaiveDate) -> String {
        let args: [(&str, Value); 3] = [
            ("day", i64::from(day.day()).into()),
            ("month", i64::from(day.month()).into()),
            ("year", i64::from(day.year()).into()),
        ];
        self.tell("day", &args)
    }

    /// A length of time, as people say it: `3 hari`. What is over counts as nothing.
    pub(crate) fn span(&self, length: TimeDelta) -> String {
        let (unit, count) = match length.num_minutes().max(0) {
            minutes @ 0..60 => ("minutes", minutes),
            minutes @ 60..2_880 => ("hours", minutes / 60),
            minutes => ("days", minutes / 1_440),
        };
        let args: [(&str, Value); 2] = [("unit", unit.to_owned().into()), ("count", count.into())];
        self.tell("span", &args)
    }

    /// How long ago something was: `3 hari lalu`.
    pub(crate) fn ago(&self, length: TimeDelta) -> String {
        if length < TimeDelta::minutes(1) {
            return self.say("just-now");
        }
        self.say_with("ago", "span", self.span(length))
    }

    /// The languages there are as the Open Graph protocol names them, each with the country it is
    /// spoken in, and whether the page is in it.
    pub(crate) fn locales(&self) -> [(&'static str, bool); 2] {
        [(Language::Indonesian, "id_ID"), (Language::English, "en_US")]
            .map(|(language, locale)| (locale, language == self.language))
    }

    /// A time by the clocks of the city: `21 November 2026 pukul 16.00`.
    pub(crate) fn time(&self, at: &DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.zone);
        let clock = match self.language {
            Language::Indonesian => format!("{:02}.{:02}", local.hour(), local.minute()),
            Language::English => format!("{:02}:{:02}", local.hour(), local.minute()),
        };
        self.tell("time", &[("day", self.day_of(at).into()), ("clock", clock.into())])
    }

    /// The day on which that was in the city: `21 November 2026`.
    pub(crate) fn day_of(&self, at: &DateTime<Utc>) -> String {
        self.day(&at.with_timezone(&self.zone).date_naive())
    }

    /// A number with so many decimals: `6,25` or `6.25`.
    pub(crate) fn decimal(&self, number: f64, decimals: usize) -> String {
        let number = format!("{number:.decimals$}");
        match self.language {
            Language::Indonesian => number.replace('.', ","),
            Language::English => number,
        }
    }

    /// A point in words: `6,2000° LS, 106,8000° BT`.
    pub(crate) fn point(&self, point: &Point) -> String {
        let (north, east) = (point.latitude(), point.longitude());
        let half = |positive, yes: &str, no: &str| self.say(if positive { yes } else { no });
        format!(
            "{}° {}, {}° {}",
            self.decimal(north.abs(), 4),
            half(north >= 0.0, "north", "south"),
            self.decimal(east.abs(), 4),
            half(east >= 0.0, "east", "west"),
        )
    }
}

/// An icon out of the sprite, as markup.
#[derive(Clone, Debug)]
pub(crate) struct Icon {
    sprite: String,
    name: &'static str,
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sprite, name } = self;
        write!(f, "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{sprite}#{name}\"/></svg>")
    }
}

/// Both parts are ours, so there is nothing to escape.
impl HtmlSafe for Icon {}

/// A page as an answer.
pub(crate) fn page<T: Template>(template: &T) -> Result<Response, Trouble> {
    show(StatusCode::OK, template)
}

/// A page as an answer of another kind, such as a form that has to be filled in again.
pub(crate) fn show<T: Template>(status: StatusCode, template: &T) -> Result<Response, Trouble> {
    let html = template.render().map_err(|_| Trouble::Failed)?;
    Ok((status, Html(html)).into_response())
}
