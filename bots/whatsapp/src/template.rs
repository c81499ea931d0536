//! Templates: texts that Meta approved beforehand, the only ones that reach a person who has not
//! written for a day. Their words stand in `locales/`, with what is filled in by its number.

use aduan::{
    domain::{Code, Language},
    ports::{Brief, BriefKind},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Settings, TemplateName, heard::STOP, outgoing::cut, words};

/// A template in one language, filled in.
#[derive(Serialize)]
pub(crate) struct Filled<'a> {
    name: &'a str,
    language: Coded,
    components: Vec<Component>,
}

#[derive(Serialize)]
struct Coded {
    code: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Component {
    Body { parameters: Vec<Parameter> },
    Button { sub_type: &'static str, index: String, parameters: [Parameter; 1] },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Parameter {
    Text { text: String },
    Payload { payload: Box<str> },
}

/// The templates by their names.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Templates {
    /// A code: its text is Meta's own.
    pub code: TemplateName,
    /// [`BriefKind::Status`].
    pub status: TemplateName,
    /// [`BriefKind::Question`].
    pub question: TemplateName,
    /// [`BriefKind::Mended`].
    pub mended: TemplateName,
    /// [`BriefKind::News`].
    pub news: TemplateName,
}

impl Templates {
    fn of(&self, kind: BriefKind) -> &TemplateName {
        match kind {
            BriefKind::Status => &self.status,
            BriefKind::Question => &self.question,
            BriefKind::Mended => &self.mended,
            BriefKind::News => &self.news,
        }
    }
}

/// The key of a text, how many values it takes, examples of them for whoever approves it, and the
/// keys of its buttons.
struct Text {
    key: &'static str,
    examples: &'static [&'static str],
    buttons: &'static [&'static str],
}

fn text(kind: BriefKind) -> Text {
    let (key, examples, buttons): (_, &[_], &[_]) = match kind {
        BriefKind::Status => (
            "template-status",
            &["LP-7K3M-9QXT", "template-example-stage", "template-example-note"],
            &["template-see", "template-stop"],
        ),
        BriefKind::Question => (
            "template-question",
            &["LP-7K3M-9QXT", "template-example-question"],
            &["template-answer", "template-stop"],
        ),
        BriefKind::Mended => (
            "template-mended",
            &["LP-7K3M-9QXT", "template-example-mended"],
            &["template-confirm", "template-dispute", "template-stop"],
        ),
        BriefKind::News => ("template-news", &["template-example-news"], &[]),
    };
    Text { key, examples, buttons }
}

/// The most characters of one value, so that no text has more than 1,024 with all of them.
const VALUE: usize = 600;
/// How many minutes a code is good, as its text says it.
const CODE_MINUTES: u8 = 5;

/// News in brief.
pub(crate) fn of_brief<'a>(
    brief: &Brief,
    language: Language,
    settings: &'a Settings,
) -> Filled<'a> {
    let values = brief.values.iter().map(|value| Parameter::Text { text: one_line(value) });
    let payloads = brief.payloads.iter().cloned().chain([STOP.into()]);
    let payloads = payloads.take(text(brief.kind).buttons.len());
    let buttons = payloads.enumerate().map(|(at, payload)| Component::Button {
        sub_type: "quick_reply",
        index: at.to_string(),
        parameters: [Parameter::Payload { payload }],
    });
    let body = Component::Body { parameters: values.collect() };
    Filled {
        name: settings.templates.of(brief.kind).reveal(),
        language: Coded { code: language.code() },
        components: std::iter::once(body).chain(buttons).collect(),
    }
}

/// A code, which stands in the text and behind the button that copies it.
pub(crate) fn of_code<'a>(code: &Code, language: Language, settings: &'a Settings) -> Filled<'a> {
    let text = || Parameter::Text { text: code.reveal() };
    Filled {
        name: settings.templates.code.reveal(),
        language: Coded { code: language.code() },
        components: vec![
            Component::Body { parameters: vec![text()] },
            Component::Button { sub_type: "url", index: "0".to_owned(), parameters: [text()] },
        ],
    }
}

/// A value as it may stand in a template: without new lines, tabs and more than one space.
fn one_line(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    cut(&words.join(" "), VALUE)
}

/// The templates in every language, as they are registered (Graph API, "Message templates").
pub fn definitions(templates: &Templates) -> Vec<Value> {
    let of_kind = |language| {
        BriefKind::ALL.map(|kind| {
            let text = text(kind);
            let said = |key: &&str| match key.strip_prefix("template-") {
                Some(_) => words::say(language, key, &[]),
                None => (*key).to_owned(),
            };
            let examples: Vec<String> = text.examples.iter().map(said).collect();
            let quick = |key| json!({ "type": "QUICK_REPLY", "text": said(key) });
            let buttons: Vec<Value> = text.buttons.iter().map(quick).collect();
            let body = words::say(language, text.key, &PLACES.map(|(name, at)| (name, at.into())));
            let mut components = vec![
                json!({ "type": "BODY", "text": body, "example": { "body_text": [examples] } }),
            ];
            if !buttons.is_empty() {
                components.push(json!({ "type": "BUTTONS", "buttons": buttons }));
            }
            json!({
                "name": templates.of(kind).reveal(),
                "language": language.code(),
                "category": "UTILITY",
                "components": components,
            })
        })
    };
    let of_code = |language: Language| {
        json!({
            "name": templates.code.reveal(),
            "language": language.code(),
            "category": "AUTHENTICATION",
            "components": [
                { "type": "BODY", "add_security_recommendation": true },
                { "type": "FOOTER", "code_expiration_minutes": CODE_MINUTES },
                { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE" }] },
            ],
        })
    };
    let languages = Language::ALL.into_iter();
    languages
        .flat_map(|language| of_kind(language).into_iter().chain([of_code(language)]))
        .collect()
}

/// What the words call each place to fill in, and how Meta writes it.
const PLACES: [(&str, &str); 3] = [("one", "{{1}}"), ("two", "{{2}}"), ("three", "{{3}}")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_words_with_as_many_places_as_are_filled_in() {
        let definitions = definitions(&Templates::default());
        assert_eq!(definitions.len(), 10);
        for one in &definitions {
            let shown = one.to_string();
            assert!(!shown.contains("template-"), "{shown} has no words");
            let body = one["components"][0]["text"].as_str().unwrap_or_default();
            let examples = one["components"][0]["example"]["body_text"][0].as_array();
            assert_eq!(body.matches("{{").count(), examples.map_or(0, Vec::len), "{body}");
            assert!(body.chars().count() <= 400, "600 are left for one long value: {body}");
            assert!(!body.starts_with("{{") && !body.ends_with("}}"), "{body}");
            for button in one["components"][1]["buttons"].as_array().into_iter().flatten() {
                assert!(button["text"].as_str().unwrap().chars().count() <= 25, "{button}");
            }
        }
    }

    #[test]
    fn whatever_is_filled_in_reads_well() {
        for one in definitions(&Templates::default()) {
            let body = one["components"][0]["text"].as_str().unwrap_or_default();
            for (_, place) in PLACES.into_iter().skip(usize::from(body.contains("{{2}}"))) {
                for follows in [".", "?", "!", ",", ";", ":"] {
                    // A stage is words of our own, and has no mark at its end.
                    let stage = place == "{{2}}" && body.contains("{{3}}");
                    assert!(stage || !body.contains(&format!("{place}{follows}")), "{body}");
                }
            }
        }
    }

    #[test]
    fn a_text_is_filled_in_with_the_buttons_it_has() {
        let settings = Settings {
            access_token: "EAAJB".parse().unwrap(),
            phone_number_id: "1".parse().unwrap(),
            api_url: crate::ApiUrl::default(),
            api_version: crate::ApiVersion::default(),
            templates: Templates::default(),
            media_hosts: Vec::new(),
        };
        for (kind, payloads, buttons) in [
            (BriefKind::Question, vec!["answer:LP-7K3M-9QXT".into()], 2),
            (BriefKind::Mended, vec!["confirm:1".into(), "dispute:1".into()], 3),
            (BriefKind::News, vec!["see:LP-7K3M-9QXT".into()], 0),
        ] {
            let brief = Brief { kind, values: vec!["Nomor berapa?".into()], payloads };
            let filled = of_brief(&brief, Language::Indonesian, &settings);
            let filled = serde_json::to_value(filled).unwrap();
            assert_eq!(filled["components"].as_array().unwrap().len(), 1 + buttons, "{filled}");
            assert_eq!(filled["components"][0]["parameters"][0]["text"], "Nomor berapa?");
        }
    }

    #[test]
    fn a_value_is_one_line_and_never_empty() {
        assert_eq!(one_line("tiang\tdiganti\n\n  Kamis"), "tiang diganti Kamis");
        assert_eq!(one_line(" "), "…");
        assert_eq!(one_line(&"a".repeat(2000)).len(), VALUE);
    }
}
