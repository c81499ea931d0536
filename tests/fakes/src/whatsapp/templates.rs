//! Templates: what is registered, in which state, and whether a message fills one in rightly.

use serde_json::{Value, json};

/// A template in one language.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) name: String,
    pub(super) language: String,
    /// `AUTHENTICATION`, `UTILITY` or `MARKETING`.
    pub(super) category: String,
    /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED` or `DISABLED`.
    pub(super) status: String,
    /// As it was registered.
    pub(super) components: Value,
}

/// The longest body, filled in (Cloud API, "Templates").
const BODY: usize = 1024;
/// The longest code of an authentication template.
const CODE: usize = 15;

/// Words that stand where the text of Meta's own is: of an authentication template.
fn fixed(language: &str) -> &'static str {
    if language.starts_with("id") {
        "*{{1}}* adalah kode verifikasi Anda. Demi keamanan Anda, jangan bagikan kode ini."
    } else {
        "*{{1}}* is your verification code. For your security, do not share this code."
    }
}

impl Template {
    /// One from the form in which Meta takes it, or what is wrong with that.
    pub(super) fn registered(form: &Value) -> Result<Self, String> {
        let text = |name: &str| form[name].as_str().unwrap_or_default().to_owned();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let (name, language, category) = (text("name"), text("language"), text("category"));
        if name.is_empty() || name.len() > 512 || !name.chars().all(plain) {
            return Err(format!("{name:?} is no name of a template"));
        }
        if !["AUTHENTICATION", "UTILITY", "MARKETING"].contains(&category.as_str()) {
            return Err(format!("{category:?} is no category"));
        }
        if language.is_empty() {
            return Err("a template has a language".to_owned());
        }
        let template = Self {
            name,
            language,
            category,
            status: "APPROVED".to_owned(),
            components: form["components"].clone(),
        };
        template.well_formed()?;
        Ok(template)
    }

    fn well_formed(&self) -> Result<(), String> {
        if self.is_authentication() {
            let button = &self.buttons()[0];
            let minutes = self.component("FOOTER")["code_expiration_minutes"].as_u64();
            let fits = self.component("BODY").get("text").is_none()
                && button["type"] == "OTP"
                && button["otp_type"] == "COPY_CODE"
                && minutes.is_none_or(|minutes| (1..=90).contains(&minutes));
            return if fits {
                Ok(())
            } else {
                Err("an authentication template says nothing of its own".to_owned())
            };
        }
        let body = self.body();
        if body.is_empty() || body.chars().count() > BODY {
            return Err("a body has 1 to 1024 characters".to_owned());
        }
        if body.starts_with("{{") || body.ends_with("}}") || body.contains("}}{{") {
            return Err("words stand before, between and after what is filled in".to_owned());
        }
        let quick = self.buttons().iter().all(|button| {
            let title = button["text"].as_str().unwrap_or_default();
            button["type"] == "QUICK_REPLY" && (1..=25).contains(&title.chars().count())
        });
        if quick { Ok(()) } else { Err("a quick reply has 1 to 25 characters".to_owned()) }
    }

    pub(super) fn is_authentication(&self) -> bool {
        self.category == "AUTHENTICATION"
    }

    fn component(&self, kind: &str) -> Value {
        let all = self.components.as_array().into_iter().flatten();
        let mut all =
            all.filter(|one| one["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case(kind)));
        all.next().cloned().unwrap_or_default()
    }

    fn body(&self) -> String {
        if self.is_authentication() {
            return fixed(&self.language).to_owned();
        }
        self.component("BODY")["text"].as_str().unwrap_or_default().to_owned()
    }

    /// Its buttons as they were registered.
    pub(super) fn buttons(&self) -> Vec<Value> {
        self.component("BUTTONS")["buttons"].as_array().cloned().unwrap_or_default()
    }

    /// How many values the body takes.
    fn values(&self) -> usize {
        self.body().matches("{{").count()
    }

    /// The words with what a message fills in, or the error it earns.
    pub(super) fn filled(&self, message: &Value) -> Result<String, (i64, String)> {
        let parameters = |kind: &str| -> Vec<String> {
            let all = message["components"].as_array().into_iter().flatten();
            let of = all.filter(|one| {
                one["type"].as_str().is_some_and(|found| found.eq_ignore_ascii_case(kind))
            });
            let each = of.flat_map(|one| one["parameters"].as_array().into_iter().flatten());
            each.map(|one| one["text"].as_str().unwrap_or_default().to_owned()).collect()
        };
        let values = parameters("body");
        if values.len() != self.values() {
            return Err((132_000, format!("{} values for {}", values.len(), self.values())));
        }
        if let Some(odd) = values.iter().find(|value| !is_plain(value)) {
            return Err((
                132_018,
                format!("{odd:?} has a line break, a tab or more than four spaces"),
            ));
        }
        if self.is_authentication() {
            let code = &values[0];
            if parameters("button") != [code.clone()] || code.chars().count() > CODE {
                return Err((132_000, "the code stands in the body and in its button".to_owned()));
            }
        }
        let mut words = self.body();
        for (value, at) in values.iter().zip(1..) {
            words = words.replace(&format!("{{{{{at}}}}}"), value);
        }
        if words.chars().count() > BODY {
            return Err((132_005, "longer than 1024 characters".to_owned()));
        }
        Ok(words)
    }

    /// As a listing shows it.
    pub(super) fn listed(&self, id: usize) -> Value {
        json!({ "id": (1_689_556_908_129_000 + id).to_string(), "name": self.name,
            "language": self.language, "category": self.category, "status": self.status,
            "components": self.components })
    }
}

/// Whether a value may be filled in (Cloud API, error 132018).
fn is_plain(value: &str) -> bool {
    !value.is_empty() && !value.contains(['\n', '\t']) && !value.contains("     ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status() -> Value {
        json!({ "name": "laporan_status", "language": "id", "category": "UTILITY", "components": [
            { "type": "BODY", "text": "Kabar laporan {{1}}: kini {{2}}. Terima kasih." },
            { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Berhenti" }] } ] })
    }

    fn body(values: &[&str]) -> Value {
        let values: Vec<Value> =
            values.iter().map(|value| json!({ "type": "text", "text": value })).collect();
        json!({ "components": [{ "type": "body", "parameters": values }] })
    }

    #[test]
    fn a_template_is_filled_in_with_as_many_plain_values_as_it_takes() {
        let template = Template::registered(&status()).unwrap();
        let words = template.filled(&body(&["LP-1", "diproses"])).unwrap();
        assert_eq!(words, "Kabar laporan LP-1: kini diproses. Terima kasih.");
        let error = |values: &[&str]| template.filled(&body(values)).unwrap_err().0;
        assert_eq!(error(&["LP-1"]), 132_000);
        assert_eq!(error(&["LP-1", "satu\ndua"]), 132_018);
        assert_eq!(error(&["LP-1", ""]), 132_018);
        assert_eq!(error(&["LP-1", &"a".repeat(1024)]), 132_005);
    }

    #[test]
    fn a_code_stands_in_the_body_and_in_its_button() {
        let form = json!({ "name": "otp_login", "language": "id", "category": "AUTHENTICATION",
            "components": [
                { "type": "BODY", "add_security_recommendation": true },
                { "type": "FOOTER", "code_expiration_minutes": 5 },
                { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE" }] } ] });
        let template = Template::registered(&form).unwrap();
        let mut message = body(&["123456"]);
        assert_eq!(template.filled(&message).unwrap_err().0, 132_000);
        message["components"].as_array_mut().unwrap().push(json!({ "type": "button",
            "sub_type": "url", "index": "0", "parameters": [{ "type": "text", "text": "123456" }] }));
        assert!(template.filled(&message).unwrap().starts_with("*123456* adalah kode"));
    }

    #[test]
    fn what_meta_would_not_register_is_not() {
        for (path, value) in [
            ("/name", json!("Laporan Status")),
            ("/category", json!("SERVICE")),
            ("/components/0/text", json!("{{1}} kini {{2}}.")),
            ("/components/0/text", json!("Laporan {{1}} kini {{2}}")),
            ("/components/0/text", json!("Laporan {{1}}{{2}}.")),
            ("/components/1/buttons/0/text", json!("Berhenti mengirim kabar ini")),
        ] {
            let mut form = status();
            *form.pointer_mut(path).unwrap() = value;
            assert!(Template::registered(&form).is_err(), "{form}");
        }
    }
}
