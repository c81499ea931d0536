//! Mail over SMTP, to a sink that is strict about the protocol (RFC 5321).
#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

mod sink;

use std::sync::Arc;

use aduan::{
    domain::{Channel, Code, Email, Handle, Language, Peer},
    ports::{CodeLetter, DeliveryError, Message, Messenger},
    stub::SeededEntropy,
};
use aduan_email::EmailMessenger;
use tokio::net::TcpListener;

use sink::Sink;

fn open(url: &str) -> EmailMessenger {
    let entropy = Arc::new(SeededEntropy::new(1));
    EmailMessenger::open(url, "Kota Lestari <aduan@lestari.example>", entropy).unwrap()
}

async fn sink() -> (EmailMessenger, Sink) {
    let sink = Sink::start().await;
    (open(sink.url()), sink)
}

fn message(text: &str) -> Message {
    let language = Language::Indonesian;
    Message { text: text.into(), language, buttons: vec![], list_label: None, wanted: None }
}

#[tokio::test]
async fn a_code_arrives_once_where_it_should() {
    let (email, sink) = sink().await;
    let code = Code::random(&SeededEntropy::new(7));
    let to = Handle::Email(Email::parse("sari@contoh.id").unwrap());
    let letter =
        CodeLetter { to, code: code.clone(), language: Language::English, city: "Lestari".into() };
    email.send_code(&letter).await.unwrap();
    let mails = sink.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].0.contains("<sari@contoh.id>"));
    assert!(mails[0].1.contains(&format!("\n{}\n", code.reveal())), "{}", mails[0].1);
    assert!(!mails[0].1.contains("Bcc:"));
}

#[tokio::test]
async fn lines_that_begin_with_a_dot_and_foreign_letters_arrive_as_they_were() {
    let (email, sink) = sink().await;
    let to = Peer::new(Channel::Email, "budi@lestari.example");
    email.send(&to, &message("Kabar\n.titik di depan\n.\nselesai")).await.unwrap();
    let mails = sink.mails();
    assert!(
        mails[0].1.trim_end().ends_with("\n\nKabar\n.titik di depan\n.\nselesai"),
        "{}",
        mails[0].1
    );
}

#[tokio::test]
async fn the_servers_no_is_told_apart_from_not_now() {
    let (email, _) = sink().await;
    let gone = email.send(&Peer::new(Channel::Email, "nobody@x.example"), &message("a")).await;
    assert!(matches!(gone, Err(DeliveryError::Unreachable)), "{gone:?}");
    let full = email.send(&Peer::new(Channel::Email, "penuh@x.example"), &message("a")).await;
    assert!(matches!(full, Err(DeliveryError::Later { .. })), "{full:?}");
    let wrong = email.send(&Peer::new(Channel::Email, "bukan alamat"), &message("a")).await;
    assert!(matches!(wrong, Err(DeliveryError::Unreachable)), "{wrong:?}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_for_later() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    drop(listener);
    let email = open(&url);
    let sent = email.send(&Peer::new(Channel::Email, "budi@x.example"), &message("a")).await;
    assert!(matches!(sent, Err(DeliveryError::Later { .. })), "{sent:?}");
}
