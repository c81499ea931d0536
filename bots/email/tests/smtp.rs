//! Mail over SMTP, to a sink that is strict about the protocol (RFC 5321).
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says so by failing")]

use std::sync::{Arc, Mutex};

use aduan::{
    domain::{Channel, Code, Email, Handle, Language, Peer},
    ports::{CodeLetter, DeliveryError, Message, Messenger},
    stub::SeededEntropy,
};
use aduan_email::EmailMessenger;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

type Mails = Arc<Mutex<Vec<(String, String)>>>;

/// Reads one line, which must end in CRLF and be no longer than 998 bytes and its end.
async fn line(stream: &mut TcpStream) -> Option<String> {
    let mut line = Vec::new();
    while !line.ends_with(b"\r\n") {
        line.push(stream.read_u8().await.ok()?);
        assert!(line.len() <= 1_000, "a line that is too long");
        assert!(!line.ends_with(b"\n") || line.ends_with(b"\r\n"), "a bare line feed");
    }
    line.truncate(line.len() - 2);
    Some(String::from_utf8(line).unwrap())
}

/// Talks to one client. `nobody@…` is unknown, `penuh@…` is full for now.
async fn talk(mut stream: TcpStream, mails: Mails) {
    stream.write_all(b"220 sink ready\r\n").await.unwrap();
    let (mut from, mut to) = (None, None);
    while let Some(said) = line(&mut stream).await {
        let (verb, rest) = said.split_at(said.find([' ', ':']).unwrap_or(said.len()));
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => "250-sink\r\n250 8BITMIME".to_owned(),
            "MAIL" => {
                assert!(rest.to_ascii_uppercase().starts_with(" FROM:<"), "{said}");
                from = Some(rest.to_owned());
                "250 ok".to_owned()
            }
            "RCPT" => {
                assert!(from.is_some(), "a recipient before a sender");
                if rest.contains("nobody@") {
                    "550 5.1.1 no such mailbox".to_owned()
                } else if rest.contains("penuh@") {
                    "452 4.2.2 mailbox full".to_owned()
                } else {
                    to = Some(rest.to_owned());
                    "250 ok".to_owned()
                }
            }
            "DATA" => {
                let to = to.take().expect("data before a recipient");
                stream.write_all(b"354 go on\r\n").await.unwrap();
                let mut text = String::new();
                loop {
                    let line = line(&mut stream).await.unwrap();
                    if line == "." {
                        break;
                    }
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push('\n');
                }
                mails.lock().unwrap().push((to, text));
                from = None;
                "250 kept".to_owned()
            }
            "RSET" => {
                (from, to) = (None, None);
                "250 ok".to_owned()
            }
            "NOOP" => "250 ok".to_owned(),
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await.unwrap();
                return;
            }
            _ => "502 not here".to_owned(),
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
}

fn open(url: &str) -> EmailMessenger {
    let entropy = Arc::new(SeededEntropy::new(1));
    EmailMessenger::open(url, "Kota Lestari <aduan@lestari.example>", entropy).unwrap()
}

async fn sink() -> (EmailMessenger, Mails) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let mails = Mails::default();
    let kept = Arc::clone(&mails);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, Arc::clone(&kept)));
        }
    });
    (open(&url), mails)
}

fn message(text: &str) -> Message {
    let language = Language::Indonesian;
    Message { text: text.into(), language, buttons: vec![], list_label: None, wanted: None }
}

#[tokio::test]
async fn a_code_arrives_once_where_it_should() {
    let (email, mails) = sink().await;
    let code = Code::random(&SeededEntropy::new(7));
    let to = Handle::Email(Email::parse("sari@contoh.id").unwrap());
    let letter =
        CodeLetter { to, code: code.clone(), language: Language::English, city: "Lestari".into() };
    email.send_code(&letter).await.unwrap();
    let mails = mails.lock().unwrap();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].0.contains("<sari@contoh.id>"));
    assert!(mails[0].1.contains(&format!("\n{}\n", code.reveal())), "{}", mails[0].1);
    assert!(!mails[0].1.contains("Bcc:"));
}

#[tokio::test]
async fn lines_that_begin_with_a_dot_and_foreign_letters_arrive_as_they_were() {
    let (email, mails) = sink().await;
    let to = Peer::new(Channel::Email, "budi@lestari.example");
    email.send(&to, &message("Kabar\n.titik di depan\n.\nselesai")).await.unwrap();
    let mails = mails.lock().unwrap();
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
