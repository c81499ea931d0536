//! A city whose server lives once, or dies again and again, and Sari, who talks with it on Telegram.

use std::{fs, sync::Arc};

use aduan::{
    Desk,
    authority::Actor,
    domain::{Language, LinkCode, OfficerId, TrackingNumber},
    ports::{Clock as _, Message},
    queue::Queue,
    stub::StoppedClock,
    system::SystemClock,
};
use aduan_email::newest_code;
use aduan_gateway::Heard;
use chrono::{DateTime, TimeDelta, Utc};
use fakes::telegram::{FakeTelegram, Line, Person, Said};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use super::{
    acts::acts,
    bot::{self, Served},
    numbers::{Numbers, filed},
};

pub(super) struct Life {
    folder: TempDir,
    pub(super) telegram: FakeTelegram,
    mode: &'static str,
    served: Option<Served>,
    sari: Person,
    pub(super) language: Language,
    /// Nobody here can turn the server's clock: a transcript ends where somebody would have to.
    pub(super) clock: Arc<StoppedClock>,
    /// The city as its staff and everybody but Sari use it: beside the server, and never while one
    /// is born, or it would not be alone.
    desk: Option<Desk>,
    pub(super) officer: Option<OfficerId>,
    pub(super) reported: Vec<TrackingNumber>,
    pub(super) shown: Option<LinkCode>,
}

impl Life {
    /// Founds a city with the catalogue of the transcripts, in which no news wait for the morning.
    pub(super) async fn begin(tag: &str, mode: &'static str) -> Self {
        let (folder, telegram) = (tempfile::tempdir().unwrap(), FakeTelegram::start().await);
        bot::found(folder.path());
        let file = folder.path().join("aduan.toml");
        let config = fs::read_to_string(&file).unwrap().replace("\nquiet = ", "\n# quiet = ");
        fs::write(&file, config).unwrap();
        let desk = crash::open(folder.path());
        desk.set_catalogue(&Actor::System, super::city::catalogue()).await.unwrap();
        drop(desk);
        let mut life = Self {
            sari: telegram.person(1, "Sari", tag),
            folder,
            telegram,
            mode,
            served: None,
            language: Language::from_tag(tag).unwrap(),
            clock: Arc::new(StoppedClock::at("2026-11-21T01:30:00Z")),
            desk: None,
            officer: None,
            reported: Vec::new(),
            shown: None,
        };
        life.is_served();
        life.telegram.until_reached().await;
        life
    }

    fn is_served(&mut self) {
        let keys = [("ADUAN_CITY__UNDO_MINUTES", "0")];
        self.served = Some(bot::serve(self.folder.path(), &self.telegram, self.mode, &keys));
    }

    /// The server is killed, and another one comes.
    pub(super) fn dies(&mut self) {
        self.served = None;
        self.is_served();
    }

    pub(super) fn desk(&mut self) -> Desk {
        self.desk.get_or_insert_with(|| crash::open(self.folder.path())).clone()
    }

    /// Whoever used the city beside the server leaves it.
    #[expect(clippy::unused_async, reason = "where there is no server, this does its work")]
    pub(super) async fn settle(&mut self) {
        self.desk = None;
    }

    /// Where each step has a process of its own, one ends here; this server is killed instead.
    #[expect(clippy::unused_self, reason = "the events of transcripts end their steps so")]
    pub(super) fn next_step(&self) {}

    /// Waits until all she did was taken, and all that is due within that time was dealt with.
    pub(super) async fn is_quiet(&self, within: TimeDelta) {
        let (store, end) = (self.store(), SystemClock.now() + within);
        // What comes of it is due when it is written down, which is later.
        let quiet = |telegram: &FakeTelegram| {
            telegram.is_settled() && in_work(&store, end.max(SystemClock.now())) == 0
        };
        let hope = "all that is due to be done";
        self.telegram.until(hope, |telegram| quiet(telegram).then_some(())).await;
    }

    /// Waits until the bot says something, unless it has nothing to say.
    pub(super) async fn is_answered(&self, before: usize) {
        let store = self.store();
        let silent = |telegram: &FakeTelegram| {
            telegram.is_settled() && in_work(&store, SystemClock.now()) == 0
        };
        let answered = || self.heard().len() > before;
        self.telegram.until("an answer", |t| (answered() || silent(t)).then_some(())).await;
    }

    /// The file, read beside the server and its lock.
    fn store(&self) -> Connection {
        let file = self.folder.path().join("aduan.db");
        Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    /// Does something that is no line of a transcript.
    pub(super) async fn does(&self, input: Heard, _: Option<Box<str>>) {
        let Heard::Said { text } = input else { panic!("only words") };
        self.sari.says(&text);
        self.is_quiet(TimeDelta::zero()).await;
    }

    /// Does it, and waits until it is answered.
    pub(super) async fn says(&self, act: &str) {
        let before = self.code();
        self.acts(act);
        if brings_a_code(act) {
            self.is_sent_another_code(before.as_deref()).await;
        }
        self.is_quiet(TimeDelta::zero()).await;
    }

    /// Waits until a code was mailed that is not this one, if she was told so: the bot then shows
    /// where to, as much as anybody may see of it.
    pub(super) async fn is_sent_another_code(&self, before: Option<&str>) {
        self.is_quiet(TimeDelta::zero()).await;
        if !self.heard().last().is_some_and(|line| line.words().unwrap().contains("•••")) {
            return;
        }
        let another = || self.code().filter(|code| Some(code.as_str()) != before);
        self.telegram.until("another code", |_| another()).await;
    }

    /// Does what a transcript says that she does. Where her choice is none here, she types it.
    pub(super) fn acts(&self, act: &str) {
        let label = act.strip_prefix('[').and_then(|act| act.strip_suffix(']'));
        match label.filter(|label| !self.sari.lines().iter().any(|line| offers(line, label))) {
            Some(label) => self.sari.says(label),
            None => acts(&self.sari, act),
        }
    }

    pub(super) fn heard(&self) -> Vec<Line> {
        self.sari.heard()
    }

    pub(super) fn said(&self) -> Vec<Message> {
        let words = |line: &Line| Message {
            text: line.words().unwrap().into(),
            language: self.language,
            buttons: Vec::new(),
            list_label: None,
            wanted: None,
        };
        self.heard().iter().map(words).collect()
    }

    /// The code that was mailed last.
    pub(super) fn code(&self) -> Option<String> {
        let code = newest_code(&self.folder.path().join("mail"));
        code.map(|code| code.reveal().as_str().to_owned())
    }

    /// A line of the transcript, with the numbers that stand here.
    pub(super) fn with_its_numbers(&self, act: &str) -> String {
        let (shown, reported) = (self.shown.as_ref(), self.reported.as_slice());
        Numbers { code: self.code(), shown, reported, filed: self.filed() }.put_into(act)
    }

    /// The number of her last report.
    pub(super) fn filed(&self) -> Option<TrackingNumber> {
        filed(&self.said())
    }
}

/// Whether what she does may bring her a code by mail: she names an address.
pub(super) fn brings_a_code(act: &str) -> bool {
    act.contains('@')
}

/// How many lanes have work that is due by that time and do not rest for long, as after news.
fn in_work(store: &Connection, end: DateTime<Utc>) -> i64 {
    let minute = end + TimeDelta::minutes(1);
    let [end, minute] = [end, minute].map(|time| time.timestamp_nanos_opt().unwrap());
    let due =
        "SELECT count(*) FROM lane WHERE queue = ?1 AND due <= ?2 AND (closed <= ?3 OR leased)";
    let count = |queue: Queue| -> i64 {
        store.query_row(due, (queue.name(), end, minute), |row| row.get(0)).unwrap()
    };
    Queue::ALL.into_iter().map(count).sum()
}

/// Whether a message has, or once had, a choice of that label.
fn offers(line: &Line, label: &str) -> bool {
    let Said::Bot { keyboard, .. } = &line.said else { return false };
    line.offered().chain(keyboard).any(|button| button["text"] == label)
}
