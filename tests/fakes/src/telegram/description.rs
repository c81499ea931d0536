//! Whether a call is one by the description of the Bot API.

use std::sync::LazyLock;

use serde_json::{Map, Value};

static API: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../../fixtures/telegram/bot-api-10.3.json");
    serde_json::from_str(text).unwrap()
});

/// The name of a method as it is written, however it is spelled in a call.
pub(super) fn method(called: &str) -> Option<&'static str> {
    let methods = API["methods"].as_object()?;
    methods.keys().find(|name| name.eq_ignore_ascii_case(called)).map(String::as_str)
}

/// Checks the parameters of a call, and says what is wrong with them.
pub(super) fn check(method: &str, given: &Map<String, Value>) -> Result<(), String> {
    object(method, &API["methods"][method], given)
}

fn object(path: &str, description: &Value, given: &Map<String, Value>) -> Result<(), String> {
    let fields = description["fields"].as_object().unwrap();
    for (name, value) in given {
        let Some(field) = fields.get(name) else {
            return Err(format!("{path} takes no {name}"));
        };
        let types = field["types"].as_array().unwrap().iter().filter_map(Value::as_str);
        let tried: Vec<_> = types.map(|of| fits(&format!("{path}.{name}"), of, value)).collect();
        if !tried.iter().any(Result::is_ok) {
            return tried.into_iter().next_back().unwrap();
        }
    }
    match fields.iter().find(|(name, f)| f["required"] == true && !given.contains_key(*name)) {
        Some((missing, _)) => Err(format!("{path} needs {missing}")),
        None => Ok(()),
    }
}

fn fits(path: &str, of: &str, value: &Value) -> Result<(), String> {
    if let Some(of) = of.strip_prefix("Array of ") {
        let all = value.as_array().ok_or_else(|| format!("{path} is no array"))?;
        return all.iter().try_for_each(|one| fits(path, of, one));
    }
    let primitive = match of {
        "String" => Some(value.is_string()),
        "Integer" => Some(value.is_i64()),
        "Float" => Some(value.is_number()),
        "Boolean" => Some(value.is_boolean()),
        "True" => Some(value == true),
        _ => None,
    };
    match primitive {
        Some(true) => return Ok(()),
        Some(false) => return Err(format!("{path} is no {of}")),
        None => {}
    }
    let description = &API["types"][of];
    if let Some(kinds) = description["subtypes"].as_array().filter(|kinds| !kinds.is_empty()) {
        let mut tried = kinds.iter().filter_map(Value::as_str).map(|kind| fits(path, kind, value));
        return tried.find(Result::is_ok).unwrap_or_else(|| Err(format!("{path} is no {of}")));
    }
    let given = value.as_object().ok_or_else(|| format!("{path} is no {of}"))?;
    object(path, description, given)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(method: &str, given: &Value) -> String {
        check(method, given.as_object().unwrap()).err().unwrap_or_default()
    }

    #[test]
    fn what_the_description_does_not_have_is_a_mistake() {
        assert_eq!(method("SendMessage"), Some("sendMessage"));
        assert_eq!(method("SendMassage"), None);
        let buttons = |key: &str| json!({ "inline_keyboard": [[{ "text": "Ya", key: "1" }]] });
        for (given, mistake) in [
            (json!({ "chat_id": 1, "text": "Halo" }), ""),
            (json!({ "chat_id": 1, "text": "?", "reply_markup": buttons("callback_data") }), ""),
            (json!({ "chat_id": 1 }), "sendMessage needs text"),
            (json!({ "chat_id": 1, "text": 5 }), "sendMessage.text is no String"),
            (json!({ "chat_id": 1, "text": "", "txt": 1 }), "sendMessage takes no txt"),
        ] {
            assert_eq!(told("sendMessage", &given), mistake, "{given}");
        }
        let odd = json!({ "chat_id": 1, "text": "?", "reply_markup": buttons("data") });
        assert!(!told("sendMessage", &odd).is_empty());
    }
}
