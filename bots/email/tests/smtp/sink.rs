//! A mail server that takes what is sent by the protocol (RFC 5321), and nothing else.

use std::sync::{Arc, Mutex};

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
                // None is data before a recipient.
                let to = to.take().unwrap();
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

/// The server, as long as its test runs.
pub(crate) struct Sink {
    url: String,
    mails: Mails,
}

impl Sink {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let mails = Mails::default();
        let kept = Arc::clone(&mails);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&kept)));
            }
        });
        Self { url, mails }
    }

    /// Where it is, for `email.url`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What came, in order: to whom, and the whole text.
    pub(crate) fn mails(&self) -> Vec<(String, String)> {
        self.mails.lock().unwrap().clone()
    }
}
