//! People who talk to the bot, as their browsers do: what is not acknowledged is sent again under the
//! same name, and the stream is read on from where it broke.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpStream,
};

use aduan::domain::TrackingNumber;
use serde_json::{Value, json};

use super::city::{City, Request};

const PHOTO: &[u8] = include_bytes!("../browser/photo.jpg");
/// Signs of life of a stream on which nothing is said, one each fifteen seconds, after which it is
/// too long: what a server had in hand when it died goes on as soon as the next one is up.
const PATIENCE: usize = 4;

/// Somebody, and what stands on her page.
pub(crate) struct Citizen<'c> {
    city: &'c City,
    headers: String,
    sent: usize,
    page: Vec<Value>,
}

impl<'c> Citizen<'c> {
    /// Opens the page. Each has a network of her own.
    pub(crate) fn enter(city: &'c City, network: usize) -> Self {
        let network = format!("X-Forwarded-For: 2001:db8:{network:x}::1\r\n");
        let mut her = Self { city, headers: network, sent: 0, page: Vec::new() };
        let opened = her.post("session", "application/json", b"{}");
        her.headers += &opened;
        her
    }

    /// Writes.
    pub(crate) fn says(&mut self, text: &str) {
        self.does(json!({ "did": "wrote", "text": text }));
    }

    /// Taps the newest choice of that label.
    pub(crate) fn chooses(&mut self, label: &str) {
        let choices = self.page.iter().rev().filter_map(|line| line["choices"].as_array());
        let found = choices.flatten().find(|choice| choice["label"] == label);
        let payload =
            found.unwrap_or_else(|| panic!("no {label}: {:#?}", self.page))["payload"].clone();
        self.does(json!({ "did": "chose", "label": label, "payload": payload }));
    }

    /// Shares a place.
    pub(crate) fn is_at(&mut self, latitude: f64, longitude: f64) {
        self.does(json!({ "did": "located", "latitude": latitude, "longitude": longitude }));
    }

    /// Sends a photo.
    pub(crate) fn shows(&mut self) {
        self.sent += 1;
        let path = format!("photos?id={}&language=id", self.sent);
        self.post(&path, "application/octet-stream", PHOTO);
    }

    fn does(&mut self, mut act: Value) {
        self.sent += 1;
        act["id"] = self.sent.to_string().into();
        act["language"] = "id".into();
        self.post("messages", "application/json", act.to_string().as_bytes());
    }

    /// Sends until it is acknowledged; the cookies that come with it.
    fn post(&self, path: &str, kind: &str, body: &[u8]) -> String {
        let path = &format!("/chat/api/{path}");
        let request = Request { method: "POST", path, headers: &self.headers, kind, body };
        let answer = self.city.insist(&request);
        assert!((200..300).contains(&answer.status), "{path}: {} {}", answer.status, answer.body);
        answer.cookies()
    }

    /// Waits until the bot says something with these words in it.
    pub(crate) fn hears(&mut self, words: &str) -> String {
        self.hears_any(&[words])
    }

    /// Waits until the bot has said something with these words in it, if it has not yet: where nobody
    /// has time to undo, news of a report may be there before its receipt.
    fn has_heard(&mut self, words: &str) {
        let mut said = self.page.iter().filter(|line| line["from"] == "bot");
        if !said.any(|line| line["text"].as_str().unwrap().contains(words)) {
            self.hears(words);
        }
    }

    /// Waits until the bot says something with some of these words in it.
    fn hears_any(&mut self, words: &[&str]) -> String {
        let mut silence = 0;
        loop {
            let life = self.city.life();
            match self.listen(words, &mut silence) {
                Some(text) => return text,
                None => self.city.outlive(life),
            }
        }
    }

    /// Reads on; `None` once the stream breaks.
    fn listen(&mut self, words: &[&str], silence: &mut usize) -> Option<String> {
        let mut socket = TcpStream::connect(self.city.address()).ok()?;
        let (last, headers) = (self.page.len(), &self.headers);
        let head =
            format!("GET /chat/api/stream?after={last} HTTP/1.1\r\nHost: x\r\n{headers}\r\n");
        socket.write_all(head.as_bytes()).ok()?;
        for line in BufReader::new(socket).lines() {
            let line = line.ok()?;
            *silence += usize::from(line.starts_with(':'));
            assert!(*silence < PATIENCE, "nobody said {words:?}: {:#?}", self.page);
            let Some(said) = line.strip_prefix("data: ") else { continue };
            let Ok(said) = serde_json::from_str::<Value>(said) else { return None };
            assert_eq!(said["at"], self.page.len() + 1, "lines come in order, and once");
            self.page.push(said.clone());
            let text = said["text"].as_str().unwrap_or_default();
            if said["from"] == "bot" && words.iter().any(|words| text.contains(words)) {
                return Some(text.to_owned());
            }
        }
        None
    }

    /// Begins a report, up to where it is.
    pub(crate) fn begins(&mut self, words: &str, category: &str) {
        self.says(words);
        self.hears("Setuju dan lanjut?");
        self.chooses("Setuju, lanjut");
        self.hears_any(&["Sepertinya ini tentang", "Pilih kategori"]);
        self.chooses(category);
        self.hears("okasinya");
    }

    /// Ends a report, once she has said where it is, and waits until a department has it. What others
    /// reported is not what she means.
    pub(crate) fn sends(&mut self, photo: bool) -> TrackingNumber {
        if self.hears_any(&["Ada foto?", "mirip"]).contains("mirip") {
            self.chooses("Beda, lanjutkan");
            self.hears("Ada foto?");
        }
        if photo {
            self.shows();
        }
        self.chooses("Publik");
        self.hears("Periksa laporan Anda");
        self.chooses("Kirim");
        let told = self.hears("kami terima");
        let number = told.split('*').nth(1).unwrap().parse().unwrap();
        self.has_heard("Diteruskan");
        number
    }

    /// Says what stands on her page and should not: the server's page is the one she has seen, and what
    /// she sent is on it once.
    pub(crate) fn is_wrong(&self) -> Vec<String> {
        let path = "/chat/api/talk";
        let get = Request { method: "GET", path, headers: &self.headers, kind: "x/x", body: b"" };
        let talk: Value = serde_json::from_str(&self.city.insist(&get).body).unwrap();
        let lines = talk["lines"].as_array().unwrap();
        let mut wrong = Vec::new();
        if lines[..self.page.len()] != self.page[..] {
            wrong.push("what she has seen is not what is there".to_owned());
        }
        let own: Vec<_> = lines.iter().filter_map(|line| line["id"].as_str()).collect();
        let sent: Vec<_> = (1..=self.sent).map(|nth| nth.to_string()).collect();
        if own != sent {
            wrong.push(format!("she sent {sent:?}, and there is {own:?}"));
        }
        wrong
    }

    /// How much was said to her twice, but for what has these words in it.
    pub(crate) fn doubled(&self, but: Option<&str>) -> usize {
        let mut said = BTreeSet::new();
        let bot = self.page.iter().filter(|line| line["from"] == "bot");
        bot.filter(|line| {
            let text = line["text"].as_str().unwrap();
            let again = !said.insert((text, line["choices"].to_string()));
            again && !but.is_some_and(|words| text.contains(words))
        })
        .count()
    }
}
