//! Residents, each where she is.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use fakes::{
    telegram,
    whatsapp::{self, Line},
};
use serde_json::json;
use tokio::task::block_in_place;

use super::{citizen::Citizen, story::says};

/// Somebody who talks to the bot.
#[async_trait]
pub(crate) trait Resident {
    /// Does what stands in the story.
    async fn does(&mut self, act: &str);
    /// Waits until those words are said to her, and gives the whole message.
    async fn hears(&mut self, words: &str) -> String;
    /// What was said to her and is not told of.
    fn untold(&self) -> Vec<String>;
}

/// What stands in the story, as something to do.
enum Act {
    Taps(String),
    IsAt(f64, f64),
    SharesContact,
    TypesMailedCode,
    TypesSentCode,
    Says(String),
}

impl Act {
    fn read(act: &str) -> Self {
        if let Some(label) = act.strip_prefix('[').and_then(|act| act.strip_suffix(']')) {
            return Self::Taps(label.to_owned());
        }
        if let Some(place) = act.strip_prefix("(is at ").and_then(|act| act.strip_suffix(')')) {
            let (latitude, longitude) = place.split_once(", ").unwrap();
            return Self::IsAt(latitude.parse().unwrap(), longitude.parse().unwrap());
        }
        match act {
            "(shares his contact)" => Self::SharesContact,
            "(types the code from her mail)" => Self::TypesMailedCode,
            "(types the code from her phone)" => Self::TypesSentCode,
            words => Self::Says(words.to_owned()),
        }
    }
}

/// The newest code that was sent by e-mail.
fn mailed_code(folder: &Path) -> String {
    let mails = std::fs::read_dir(folder.join("mail")).unwrap();
    let newest = mails.map(|mail| mail.unwrap().path()).max().unwrap();
    let text = std::fs::read_to_string(newest).unwrap();
    code_in(&text)
}

/// The six digits that stand alone in a text.
fn code_in(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let digits = |word: &&str| word.len() == 6 && word.chars().all(|c| c.is_ascii_digit());
    words.find(digits).unwrap_or_else(|| panic!("no code in {text}")).to_owned()
}

/// A chat that is open on a phone.
#[async_trait]
pub(crate) trait Phone: Send + Sync {
    /// What was said there so far.
    fn said(&self) -> Vec<String>;
    /// Waits until more was said than that.
    async fn says_more_than(&self, so_much: usize);
    fn taps(&self, label: &str);
    fn shares_place(&self, latitude: f64, longitude: f64);
    fn shares_own_contact(&self);
    fn says(&self, words: &str);
}

#[async_trait]
impl Phone for whatsapp::Person {
    fn said(&self) -> Vec<String> {
        self.heard().iter().filter_map(|line| line.words().map(str::to_owned)).collect()
    }

    async fn says_more_than(&self, so_much: usize) {
        self.hears(so_much + 1).await;
    }

    fn taps(&self, label: &str) {
        self.taps(label);
    }

    fn shares_place(&self, latitude: f64, longitude: f64) {
        self.shares_place(latitude, longitude);
    }

    fn shares_own_contact(&self) {
        self.shares_contact(&format!("+{}", self.account().phone.unwrap()), "contact_request");
    }

    fn says(&self, words: &str) {
        self.says(words);
    }
}

#[async_trait]
impl Phone for telegram::Person {
    fn said(&self) -> Vec<String> {
        let heard = self.heard();
        let words = heard.iter().filter_map(|line| line.words());
        // That only takes a keyboard away, and is gone at once.
        words.filter(|words| *words != "Baik.").map(str::to_owned).collect()
    }

    async fn says_more_than(&self, so_much: usize) {
        self.hears(so_much + 1).await;
    }

    fn taps(&self, label: &str) {
        self.taps(label);
    }

    fn shares_place(&self, latitude: f64, longitude: f64) {
        let place = json!({ "latitude": latitude, "longitude": longitude });
        self.sends("(place)", &json!({ "location": place }));
    }

    fn shares_own_contact(&self) {
        let contact = json!({ "phone_number": "6281311112222", "user_id": self.id() });
        self.sends("(contact)", &json!({ "contact": contact }));
    }

    fn says(&self, words: &str) {
        self.says(words);
    }
}

/// Somebody with a phone.
pub(crate) struct OnPhone<P> {
    phone: P,
    folder: PathBuf,
    /// How much of what was said she has taken note of, and what of that is not told of yet.
    noted: usize,
    untold: Vec<String>,
}

impl<P: Phone> OnPhone<P> {
    pub(crate) fn new(phone: P, folder: &Path) -> Self {
        Self { phone, folder: folder.to_owned(), noted: 0, untold: Vec::new() }
    }

    fn note(&mut self) {
        let said = self.phone.said();
        self.untold.extend_from_slice(&said[self.noted..]);
        self.noted = said.len();
    }
}

#[async_trait]
impl<P: Phone> Resident for OnPhone<P> {
    async fn does(&mut self, act: &str) {
        match Act::read(act) {
            Act::Taps(label) => self.phone.taps(&label),
            Act::IsAt(latitude, longitude) => self.phone.shares_place(latitude, longitude),
            Act::SharesContact => self.phone.shares_own_contact(),
            Act::TypesMailedCode => self.phone.says(&mailed_code(&self.folder)),
            Act::TypesSentCode => panic!("she got none here"),
            Act::Says(words) => self.phone.says(&words),
        }
    }

    async fn hears(&mut self, words: &str) -> String {
        loop {
            self.note();
            if let Some(at) = self.untold.iter().position(|message| says(message, words)) {
                return self.untold.remove(at);
            }
            self.phone.says_more_than(self.noted).await;
        }
    }

    fn untold(&self) -> Vec<String> {
        [&self.untold[..], &self.phone.said()[self.noted..]].concat()
    }
}

/// Somebody on the page of the city, who has a phone as well.
pub(crate) struct OnPage<'c> {
    citizen: Citizen<'c>,
    phone: whatsapp::Person,
}

impl<'c> OnPage<'c> {
    pub(crate) fn new(citizen: Citizen<'c>, phone: whatsapp::Person) -> Self {
        Self { citizen, phone }
    }
}

#[async_trait]
impl Resident for OnPage<'_> {
    async fn does(&mut self, act: &str) {
        let act = match Act::read(act) {
            Act::TypesSentCode => {
                let sent = self.phone.hears(1).await;
                Act::Says(code_in(sent.last().and_then(Line::words).unwrap()))
            }
            act => act,
        };
        block_in_place(|| match act {
            Act::Taps(label) => self.citizen.chooses(&label),
            Act::IsAt(latitude, longitude) => self.citizen.is_at(latitude, longitude),
            Act::Says(words) => self.citizen.says(&words),
            Act::SharesContact | Act::TypesMailedCode | Act::TypesSentCode => {
                panic!("that is not done on this page");
            }
        });
    }

    async fn hears(&mut self, words: &str) -> String {
        let longest = words.split(['…', '\n']).max_by_key(|part| part.len()).unwrap();
        let message = block_in_place(|| self.citizen.hears(longest));
        assert!(says(&message, words), "{message}\nis not\n{words}");
        message
    }

    /// The page has heard what it waited for, in its order; the rest is not looked at.
    fn untold(&self) -> Vec<String> {
        Vec::new()
    }
}
