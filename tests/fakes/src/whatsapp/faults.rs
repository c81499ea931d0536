//! Misbehaving on command, and the errors there are.

use std::{sync::LazyLock, time::Duration};

use serde_json::{Value, json};

/// How a call is answered that is not to be answered as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The error of that code, in the answer.
    Error(i64),
    /// The message is taken, and a status brings the error of that code.
    Fails(i64),
    /// A page of what stands before the Graph API, with that status.
    Page(u16),
    /// Nothing for so long, and then an answer to a call that was not taken.
    Hang(Duration),
    /// The connection ends within an answer to a call that was not taken.
    Cut,
    /// The call is taken, and the connection ends within the answer.
    TakenThenCut,
    /// Somewhere else is where to ask.
    Redirect(String),
}

static CODES: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../../fixtures/whatsapp/error-codes.json");
    serde_json::from_str(text).unwrap()
});

/// Every error code that is documented, with what is to be done about it.
pub fn error_codes() -> Vec<(i64, String)> {
    let codes = CODES["codes"].as_array().unwrap().iter();
    codes
        .map(|known| {
            (known["code"].as_i64().unwrap(), known["action"].as_str().unwrap().to_owned())
        })
        .collect()
}

fn described(code: i64) -> (u16, String, String) {
    let known = CODES["codes"].as_array().unwrap().iter().find(|known| known["code"] == code);
    let text = |name: &str| known.and_then(|known| known[name].as_str()).unwrap_or_default();
    let http = known.and_then(|known| known["http_in_docs_2025"].as_u64()).unwrap_or(400);
    (http.try_into().unwrap(), text("name").to_owned(), text("doc").to_owned())
}

/// The error of that code as an answer has it, with the status of the answer.
pub(super) fn answer(code: i64, details: &str) -> (u16, Value) {
    let (http, name, doc) = described(code);
    let details = if details.is_empty() { doc } else { details.to_owned() };
    let error = json!({ "error": {
        "message": format!("(#{code}) {name}"), "type": "OAuthException", "code": code,
        "error_data": { "messaging_product": "whatsapp", "details": details },
        "fbtrace_id": "AXsgnV2Cm3ZMGF3dF_cfYIn" } });
    (http, error)
}

/// The error of that code as a status has it.
pub(super) fn status(code: i64) -> Value {
    let (_, name, doc) = described(code);
    json!({ "code": code, "title": name, "message": name, "error_data": { "details": doc },
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/" })
}
