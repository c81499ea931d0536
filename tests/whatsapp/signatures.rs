//! Only Meta speaks for Meta.

use serde_json::{Value, json};

use super::City;

/// What somebody would bring who wants to speak in the name of Budi.
fn forged(city: &City) -> Value {
    let budi = city.whatsapp.person(42, "Budi").account();
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{
        "field": "messages", "value": { "messaging_product": "whatsapp",
            "metadata": { "phone_number_id": city.whatsapp.phone_number_id() },
            "contacts": [{ "wa_id": budi.phone, "user_id": budi.user_id,
                "profile": { "name": "é/👋" } }],
            "messages": [{ "id": "wamid.forged", "from": budi.phone, "type": "text",
                "text": { "body": "halo" } }] } }] }] })
}

#[tokio::test]
async fn what_is_not_signed_as_it_is_is_not_taken() {
    let city = City::start().await;
    let whatsapp = &city.whatsapp;
    let body = forged(&city);
    let (raw, escaped) = (body.to_string().into_bytes(), whatsapp.escaped(&body));
    let signed = whatsapp.signature(&raw);
    let (name, hex) = signed.split_once('=').unwrap();
    let other = whatsapp.signature(b"{}");
    for (what, bytes, signatures) in [
        ("nothing", &raw, vec![]),
        ("an empty one", &raw, vec![String::new()]),
        ("of something else", &raw, vec![other.clone()]),
        ("of the same, written otherwise", &escaped, vec![signed.clone()]),
        ("the other way round", &raw, vec![whatsapp.signature(&escaped)]),
        ("digits in capitals", &raw, vec![format!("{name}={}", hex.to_uppercase())]),
        ("the name in capitals", &raw, vec![format!("SHA256={hex}")]),
        ("without the name", &raw, vec![hex.to_owned()]),
        ("by an older name", &raw, vec![format!("sha1={hex}")]),
        ("of an older kind", &raw, vec![format!("sha1={}", &hex[..40])]),
        ("too short", &raw, vec![signed[..signed.len() - 2].to_owned()]),
        ("too long", &raw, vec![format!("{signed}00")]),
        ("twice", &raw, vec![signed.clone(), signed.clone()]),
        ("with a wrong one after it", &raw, vec![signed.clone(), other.clone()]),
        ("with a wrong one before it", &raw, vec![other, signed.clone()]),
        ("two in one", &raw, vec![format!("{signed}, {signed}")]),
    ] {
        let signatures: Vec<&str> = signatures.iter().map(String::as_str).collect();
        let delivery = whatsapp.deliver_bytes(bytes.clone(), &signatures).await;
        assert!(matches!(delivery.status, Some(401 | 403)), "{what}: {delivery:?}");
    }
    // Whoever is answered now is answered after whatever was taken before.
    let sari = whatsapp.person(1, "Sari");
    sari.says("halo");
    sari.hears(1).await;
    assert_eq!(whatsapp.sent().len(), 1, "Budi said nothing: {whatsapp:?}");
    assert_eq!(whatsapp.mistakes(), [""; 0]);
}

#[tokio::test]
async fn the_handshake_says_the_challenge_back_to_whoever_knows_the_token() {
    let city = City::start().await;
    let (whatsapp, url) = (&city.whatsapp, city.webhook());
    let known = whatsapp.verify_token();
    assert_eq!(
        whatsapp.shakes_hands(&url, "subscribe", known).await,
        (200, "1158201444".to_owned())
    );
    for (mode, token) in [
        ("subscribe", "lapor-lestari-verifY"),
        ("subscribe", ""),
        ("subscribe", "lapor-lestari-verify0"),
        ("unsubscribe", known),
        ("", known),
    ] {
        let (status, body) = whatsapp.shakes_hands(&url, mode, token).await;
        assert_eq!(status, 403, "{mode} {token}");
        assert!(!body.contains("1158201444"), "{body}");
    }
    assert_eq!(fakes::client().get(&url).send().await.unwrap().status(), 403);
}
