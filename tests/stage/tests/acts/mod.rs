//! What a person does in a transcript, as it is done on Telegram.

use fakes::telegram::Person;
use serde_json::json;

/// Does what a line of a transcript says she does.
pub(crate) fn acts(sari: &Person, act: &str) {
    if let Some(label) = act.strip_prefix('[').and_then(|act| act.strip_suffix(']')) {
        return sari.taps(label);
    }
    if let Some(payload) = act.strip_prefix('{').and_then(|act| act.strip_suffix('}')) {
        let newest = sari.heard().last().map_or(1, |line| line.id);
        return sari.taps_on(newest, payload);
    }
    if act == "(changes what she wrote)" {
        return sari.edits("lain");
    }
    let (mut more, act) = match act.strip_prefix("(to ").and_then(|act| act.split_once(") ")) {
        Some((number, act)) => (json!({ "reply_to_message": sari.quoting(number) }), act),
        None => (json!({}), act),
    };
    if let Some(caption) = act.strip_prefix("(photo)") {
        if !caption.is_empty() {
            more["caption"] = caption.trim().into();
        }
        return sari.sends_photo(b"no photo", &more);
    }
    if let Some(place) = act.strip_prefix("(location ") {
        let (latitude, longitude) = place.trim_end_matches(')').split_once(", ").unwrap();
        let [latitude, longitude] = [latitude, longitude].map(|d| d.parse::<f64>().unwrap());
        more["location"] = json!({ "latitude": latitude, "longitude": longitude });
        return sari.sends(act, &more);
    }
    if let Some(phone) = act.strip_prefix("(her contact ") {
        let phone = phone.trim_end_matches(')').trim_start_matches('+');
        more["contact"] = json!({ "phone_number": phone, "user_id": sari.id() });
        return sari.sends(act, &more);
    }
    match act {
        "(somebody's contact)" => {
            more["contact"] = json!({ "phone_number": "081298765432", "user_id": 7 });
        }
        "(voice note)" => more["voice"] = json!({ "file_id": "v", "duration": 3 }),
        "(sticker)" => more["sticker"] = json!({ "file_id": "s", "emoji": "👍" }),
        "(something else)" => more["poll"] = json!({ "id": "p", "question": "?" }),
        text => more["text"] = text.into(),
    }
    sari.sends(act, &more);
}
