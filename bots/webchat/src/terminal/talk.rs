//! One person before a terminal, or her lines from a pipe.

use std::{io, sync::Arc};

use aduan::{
    domain::{Channel, Language, Peer},
    verb::Room,
};
use aduan_gateway::{Gateway, GatewayError, Inbound};
use chrono::TimeDelta;
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _};

use super::{Terminal, read};

/// Somebody who types.
#[derive(Clone, Debug)]
pub struct Citizen {
    /// Her account.
    pub peer: Peer,
    /// The language her terminal is set to.
    pub language: Option<Language>,
}

impl Citizen {
    /// The account of that name, on this terminal.
    pub fn named(name: &str, language: Option<Language>) -> Self {
        Self { peer: Peer::new(Channel::Terminal, name), language }
    }

    /// Hands a typed line to the gateway.
    pub async fn types(
        &self,
        line: &str,
        gateway: &Gateway,
        terminal: &Terminal,
    ) -> Result<(), GatewayError> {
        let inbound = Inbound {
            peer: self.peer.clone(),
            provider_id: message_id(&gateway.desk().room()),
            at: gateway.desk().now(),
            input: read(line, &terminal.offered(&self.peer)),
            network: None,
            language: self.language,
        };
        gateway.receive(&[inbound]).await.map(|_| ())
    }
}

/// An id no line ever had; the terminal has none of its own.
fn message_id(room: &Room<'_>) -> Box<str> {
    let mut bytes = [0; 16];
    room.entropy.fill(&mut bytes);
    format!("{:032x}", u128::from_be_bytes(bytes)).into()
}

/// Talks with the person before the terminal, until she ends it. The gateway has to be running
/// beside it: answers, and news later, are written when they come.
pub async fn talk(
    citizen: &Citizen,
    gateway: &Gateway,
    terminal: &Arc<Terminal>,
    lines: impl AsyncBufRead + Unpin,
) -> io::Result<()> {
    let mut lines = lines.lines();
    terminal.prompt()?;
    while let Some(line) = lines.next_line().await? {
        if line.trim().is_empty() {
            terminal.prompt()?;
            continue;
        }
        citizen.types(&line, gateway, terminal).await.map_err(io::Error::other)?;
    }
    terminal.note("")
}

/// The longest a conversation waits for more before it answers, as after a photo.
const PATIENCE: TimeDelta = TimeDelta::minutes(1);

/// Answers each line of a pipe before it reads the next. Every line is a message; if the
/// conversation would wait for more before it answers, `pass` lets that time pass.
pub async fn each_line(
    citizen: &Citizen,
    gateway: &Gateway,
    terminal: &Terminal,
    lines: impl AsyncBufRead + Unpin,
    pass: &(dyn Fn(TimeDelta) + Sync),
) -> io::Result<()> {
    let mut lines = lines.lines();
    while let Some(line) = lines.next_line().await? {
        if line.trim().is_empty() {
            continue;
        }
        terminal.note(&format!("{}: {}", citizen.peer.address, line.trim()))?;
        let before = terminal.sent();
        citizen.types(&line, gateway, terminal).await.map_err(io::Error::other)?;
        gateway.settle().await.map_err(io::Error::other)?;
        if terminal.sent() == before {
            pass(PATIENCE);
            gateway.settle().await.map_err(io::Error::other)?;
        }
    }
    Ok(())
}
