//! The chat page over the scripted world in which the transcripts of the flows are played: what is
//! typed in a browser is a turn of that world, and what it says stands on the page. Whatever is
//! between the two is the product's own. Run by the tests beside it, which steer it by
//! `POST /stage/begin` and `POST /stage/happens`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

#[path = "../../../bots/dialogue/tests/world/mod.rs"]
mod world;

use std::sync::{Arc, Mutex, MutexGuard};

use aduan::{
    Desk,
    domain::{Language, Peer},
    memory::MemoryStorage,
    ports::{Message, Messenger as _},
    seal::KeyRing,
    stub::{MemoryBlobs, SeededEntropy, StoppedClock},
};
use aduan_dialogue::Input;
use aduan_gateway::{GatewayError, Heard, Inbound, Listener};
use aduan_webchat::web::{Pages, Settings, Webchat};
use async_trait::async_trait;
use axum::{Json, Router, extract::State, routing::post};
use serde::{Deserialize, Serialize};

use world::{World, script};

/// Who plays.
#[derive(Clone, Debug)]
struct Stage {
    pages: Pages,
    playing: Arc<Mutex<Playing>>,
}

#[derive(Debug)]
struct Playing {
    world: World,
    /// Whose browser it is: known from the first thing she does.
    sari: Option<Peer>,
    /// Whether what she does only shows who she is.
    prelude: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let playing = Playing { world: World::new(Language::Indonesian), sari: None, prelude: false };
    let entropy = SeededEntropy::new(8);
    let storage = MemoryStorage::new(&playing.world.city.jurisdiction);
    let clock = Arc::new(StoppedClock::at("2026-11-21T01:30:00Z"));
    let desk = Desk::new(
        Arc::new(storage),
        Arc::<StoppedClock>::clone(&clock),
        Arc::new(SeededEntropy::new(7)),
        KeyRing::generate(&entropy),
        playing.world.city.clone(),
    );
    let pages = Pages::new(desk).keeping_uploads_in(Arc::new(MemoryBlobs::new(clock)));
    let stage = Stage { pages, playing: Arc::new(Mutex::new(playing)) };
    let settings = Settings { framed_by: vec!["http://127.0.0.1:*".into()], ..Settings::default() };
    let chat = Webchat::new(stage.pages.clone(), Arc::new(stage.clone()), settings);
    let routes = Router::new()
        .route("/stage/begin", post(begin))
        .route("/stage/happens", post(happens))
        .with_state(stage)
        .nest("/chat", chat.router());
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
    *stage.playing() = Playing { world: World::new(language), sari: None, prelude };
}

/// Something that happens, or that Sari does and no browser can.
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
        let sari = self.playing().sari.clone();
        for message in said {
            self.pages.send(sari.as_ref().unwrap(), message).await.unwrap();
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
        match message.input {
            Heard::Said { text } => self.world.turn(Input::Said(text)),
            Heard::Chose { payload } => self.world.turn(Input::Chose(payload)),
            Heard::SharedPlace { point } => self.world.turn(Input::SharedPlace(point)),
            Heard::SentMedia { caption, .. } => self.world.photo(caption.as_deref()),
            other => panic!("a page cannot send {other:?}"),
        };
        self.world.said[before..].to_vec()
    }
}
