//! Words in every language, from Fluent files (projectfluent.org).

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::domain::{Ground, Language, StageKind};

/// An argument of a phrase: a word or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A word.
    Text(Box<str>),
    /// A number, by which plural forms are chosen.
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// The phrases of one crate, in every language.
#[expect(missing_debug_implementations, reason = "the bundles of fluent have none")]
pub struct Phrases {
    indonesian: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
}

/// A Fluent file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {language} phrases cannot be read: {reason}")]
pub struct InvalidPhrases {
    /// Which file.
    pub language: Language,
    /// Why not.
    pub reason: Box<str>,
}

fn bundle(
    language: Language,
    source: &str,
) -> Result<FluentBundle<FluentResource>, InvalidPhrases> {
    let invalid = |reason: String| InvalidPhrases { language, reason: reason.into() };
    let resource = FluentResource::try_new(source.to_owned())
        .map_err(|(_, errors)| invalid(format!("{errors:?}")))?;
    let tag: LanguageIdentifier =
        language.code().parse().map_err(|_| invalid("unknown language".to_owned()))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks around arguments are invisible characters that chats show as boxes.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).map_err(|errors| invalid(format!("{errors:?}")))?;
    Ok(bundle)
}

impl Phrases {
    /// Reads the Fluent files of both languages.
    pub fn parse(indonesian: &str, english: &str) -> Result<Self, InvalidPhrases> {
        Ok(Self {
            indonesian: bundle(Language::Indonesian, indonesian)?,
            english: bundle(Language::English, english)?,
        })
    }

    /// The phrases that a crate ships with: its files are part of the program, and its tests read
    /// them. Could one not be read all the same, every key would say itself.
    pub fn shipped(indonesian: &str, english: &str) -> Self {
        let silent = || FluentBundle::new_concurrent(Vec::new());
        Self::parse(indonesian, english)
            .unwrap_or_else(|_| Self { indonesian: silent(), english: silent() })
    }

    fn bundle(&self, language: Language) -> &FluentBundle<FluentResource> {
        match language {
            Language::Indonesian => &self.indonesian,
            Language::English => &self.english,
        }
    }

    /// Whether `key` has words in `language`.
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.bundle(language).get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The words of `key`. A test of each crate walks its keys, so a missing one, which would
    /// give the key itself, never leaves the house.
    pub fn say(&self, language: Language, key: &str, args: &[(&str, Value)]) -> String {
        let bundle = self.bundle(language);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut named = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            named.set(
                *name,
                match value {
                    Value::Text(text) => FluentValue::from(text.as_ref()),
                    Value::Number(number) => FluentValue::from(*number),
                },
            );
        }
        bundle.format_pattern(pattern, Some(&named), &mut Vec::new()).into_owned()
    }
}

/// The phrases of this crate: refusals and the names of stages.
pub fn core() -> &'static Phrases {
    static CORE: LazyLock<Phrases> = LazyLock::new(|| {
        Phrases::shipped(include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"))
    });
    &CORE
}

/// Why the city does not take a complaint, in a sentence for whoever reported it; nothing, where
/// the officer's words have to say it all.
pub fn ground(language: Language, ground: Ground) -> Option<String> {
    let says = ground != Ground::Other;
    says.then(|| core().say(language, &format!("ground-{}", ground.name()), &[]))
}

/// The name of a stage, as people read it.
pub fn stage(language: Language, stage: StageKind) -> String {
    core().say(language, &format!("stage-{}", stage.name().replace('_', "-")), &[])
}
