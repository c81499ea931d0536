//! Channels over the scripted world in which the transcripts of the flows are played: what is
//! typed in a browser or on Telegram is a turn of that world, and what it says stands on the page or
//! in the chat. Whatever is between the two is the product's own. Steered by tests, through
//! `POST /stage/begin` and `POST /stage/happens`.
//!
//! `chat-stage` serves the chat page; `chat-stage telegram API_URL TOKEN` asks that Bot API for updates
//! as well, and `chat-stage telegram API_URL TOKEN WEBHOOK SECRET` has them brought;
//! `chat-stage whatsapp API_URL TOKEN NUMBER APP_SECRET VERIFY_TOKEN` speaks for that number.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

#[path = "../../../bots/dialogue/tests/world/mod.rs"]
#[expect(dead_code, reason = "the conversation's own tests do more with it")]
mod world;

mod bot;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use aduan::{
    Desk,
    domain::{Language, Peer, QueuedId},
    memory::MemoryStorage,
    ports::{Delivery, Message, Messenger},
    seal::KeyRing,
    stub::{MemoryBlobs, SeededEntropy, StoppedClock},
};
use aduan_dialogue::{Input, Unreadable};
use aduan_gateway::{GatewayError, Heard, Inbound, Listener, Quoted};
use aduan_webchat::web::{Pages, Settings, Webchat};
use async_trait::async_trait;
use axum::{Json, Router, extract::State, routing::post};
use serde::{Deserialize, Serialize};

use bot::Bot;
use world::{World, script};

/// Who plays.
#[derive(Clone, Debug)]
struct Stage {
    channels: Vec<Arc<dyn Messenger>>,
    playing: Arc<Mutex<Playing>>,
    entropy: Arc<SeededEntropy>,
}

#[derive(Debug)]
struct Playing {
    world: World,
    /// Where she is: known from the first thing she does.
    sari: Option<Peer>,
    /// Whether what she does only shows who she is.
    prelude: bool,
    /// What was said, by the channel's name for it.
    named: BTreeMap<Box<str>, Box<str>>,
}

impl Playing {
    fn new(language: Language, prelude: bool) -> Self {
        Self { world: World::new(language), sari: None, prelude, named: BTreeMap::new() }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let playing = Playing::new(Language::Indonesian, false);
    let entropy = SeededEntropy::new(8);
    let storage = MemoryStorage::new(&playing.world.city.jurisdiction);
    let clock = Arc::new(StoppedClock::at("2026-11-21T01:30:00Z"));
    let city = playing.world.city.clone();
    let desk = Desk::new(
        Arc::new(storage),
        Arc::<StoppedClock>::clone(&clock),
        Arc::new(SeededEntropy::new(7)),
        KeyRing::generate(&entropy),
        city.clone(),
    );
    let blobs = MemoryBlobs::new(Arc::<StoppedClock>::clone(&clock));
    let pages = Pages::new(desk).keeping_uploads_in(Arc::new(blobs));
    let args: Vec<String> = std::env::args().skip(1).collect();
    let bot = Bot::of(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let mut channels: Vec<Arc<dyn Messenger>> = vec![Arc::new(pages.clone())];
    channels.extend(bot.messenger());
    let (playing, entropy) = (Arc::new(Mutex::new(playing)), Arc::new(SeededEntropy::new(9)));
    let stage = Stage { channels, playing, entropy };
    let settings = Settings { framed_by: vec!["http://127.0.0.1:*".into()], ..Settings::default() };
    let chat = Webchat::new(pages, Arc::new(stage.clone()), settings);
    let routes = Router::new()
        .route("/stage/begin", post(begin))
        .route("/stage/happens", post(happens))
        .with_state(stage.clone())
        .nest("/chat", chat.router())
        .merge(bot.listen(Arc::new(stage), clock, city));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("Listening on {}", listener.local_addr().unwrap());
    axum::serve(listener, routes).await.unwrap();
}

/// How a transcript begins.
#[derive(Deserialize)]
struct Beginning {
    language: Language,
    prelude: bool,
}

/// Begins anew.
async fn begin(State(stage): State<Stage>, Json(Beginning { language, prelude }): Json<Beginning>) {
    *stage.playing() = Playing::new(language, prelude);
}

/// Something that happens, or that Sari does and her channel cannot.
#[derive(Deserialize)]
struct Happening {
    line: Box<str>,
}

/// How many messages came of it.
#[derive(Serialize)]
struct Came {
    said: usize,
}

async fn happens(State(stage): State<Stage>, Json(happening): Json<Happening>) -> Json<Came> {
    let said = {
        let playing = &mut *stage.playing();
        playing.prelude = false;
        let before = playing.world.said.len();
        let told = script::play(&mut playing.world, &[&happening.line]);
        // What was said before a transcript begins stands in none.
        let silent = told.len() == 1;
        if silent { Vec::new() } else { playing.world.said[before..].to_vec() }
    };
    stage.tell(&said).await;
    Json(Came { said: said.len() })
}

impl Stage {
    fn playing(&self) -> MutexGuard<'_, Playing> {
        self.playing.lock().unwrap()
    }

    async fn tell(&self, said: &[Message]) {
        let Some(sari) = self.playing().sari.clone() else { return };
        let channel = self.channels.iter().find(|channel| channel.channel() == sari.channel);
        for message in said {
            let id = QueuedId::random(&*self.entropy);
            let delivery = Delivery { id, to: &sari, message, brief: None, open: true };
            if let Some(name) = channel.unwrap().deliver(&delivery).await.unwrap() {
                self.playing().named.insert(name, message.text.clone());
            }
        }
    }
}

#[async_trait]
impl Listener for Stage {
    async fn hear(&self, messages: &[Inbound]) -> Result<(), GatewayError> {
        for message in messages {
            let said = self.playing().take(message.clone());
            self.tell(&said).await;
        }
        Ok(())
    }
}

impl Playing {
    /// Takes a turn, and gives back what is said in it.
    fn take(&mut self, message: Inbound) -> Vec<Message> {
        self.sari = Some(message.peer);
        if self.prelude {
            return Vec::new();
        }
        let before = self.world.said.len();
        let act = match message.input {
            Heard::Said { text } => Input::Said(text),
            Heard::Chose { payload } => Input::Chose(payload),
            Heard::SharedPlace { point } => Input::SharedPlace(point),
            Heard::SentMedia { caption, .. } => self.world.new_photo(caption.as_deref()),
            Heard::SharedContact { phone } => Input::SharedContact(phone),
            Heard::Voice => Input::Unreadable(Unreadable::Voice),
            Heard::Sticker => Input::Unreadable(Unreadable::Sticker),
            Heard::Edited => Input::Unreadable(Unreadable::Edited),
            Heard::Other => Input::Unreadable(Unreadable::Other),
            Heard::WentQuiet | Heard::LetIn => panic!("only the gateway says so"),
            Heard::Moved { .. } | Heard::SetNews { .. } => panic!("she says all on the stage"),
        };
        let quoted = message.quoted.and_then(|quoted| match quoted {
            Quoted::Words(words) => Some(words),
            Quoted::Message { id } => self.named.get(&id).cloned(),
        });
        self.world.turn(match quoted {
            Some(quoted) => Input::Quoting { quoted, act: Box::new(act) },
            None => act,
        });
        self.world.said[before..].to_vec()
    }
}
