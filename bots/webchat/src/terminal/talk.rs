//! One person before a terminal, or her lines from a pipe.

use std::{io, sync::Arc};

use aduan::{
    domain::{Channel, Language, Peer},
    verb::Room,
};
use aduan_gateway::{Gateway, GatewayError, Inbound, apology};
use chrono::TimeDelta;
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _};

use super::{Terminal, line::replied, read};

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
        let (quoted, line) = replied(line);
        let inbound = Inbound {
            peer: self.peer.clone(),
            provider_id: message_id(&gateway.desk().room()),
            at: gateway.desk().now(),
            input: read(line, &terminal.offered(&self.peer)),
            quoted: quoted.map(Into::into),
            phone: None,
            network: None,
            language: self.language,
        };
        gateway.receive(&[inbound]).await.map(|_| ())
    }

    /// Hands in a line and waits for what is said to it.
    async fn is_answered(
        &self,
        line: &str,
        gateway: &Gateway,
        terminal: &Terminal,
        pass: &(dyn Fn(TimeDelta) + Sync),
    ) -> Result<(), GatewayError> {
        let before = terminal.sent();
        self.types(line, gateway, terminal).await?;
        gateway.settle().await?;
        if terminal.sent() == before {
            pass(PATIENCE);
            gateway.settle().await?;
        }
        Ok(())
    }

    /// Nobody sends a typed line again but she herself, so she has to know.
    fn hears_of_trouble(&self, terminal: &Terminal) -> io::Result<()> {
        terminal.note(&format!("← {}", apology(self.language.unwrap_or_default())))
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
    let (mut lines, mut trouble) = (lines, None);
    terminal.prompt()?;
    while let Some(line) = next_line(&mut lines).await? {
        if line.trim().is_empty() {
            terminal.prompt()?;
            continue;
        }
        if let Err(error) = citizen.types(&line, gateway, terminal).await {
            citizen.hears_of_trouble(terminal)?;
            terminal.prompt()?;
            trouble = trouble.or(Some(error));
        }
    }
    terminal.note("")?;
    trouble.map_or(Ok(()), |error| Err(io::Error::other(error)))
}

/// The next line. Bytes that are no text cost themselves and not the talk.
async fn next_line(lines: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = lines.read_until(b'\n', &mut bytes).await?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

/// The longest a conversation waits for more before it answers, as after a photo.
const PATIENCE: TimeDelta = TimeDelta::minutes(1);

/// Answers each line of a pipe before it reads the next, and before the first one what a process
/// that died left unanswered. Every line is a message; if the
/// conversation would wait for more before it answers, `pass` lets that time pass. A line that met
/// trouble of the house is answered with an apology, and the talk goes on; the first trouble is
/// what it ends with.
pub async fn each_line(
    citizen: &Citizen,
    gateway: &Gateway,
    terminal: &Terminal,
    lines: impl AsyncBufRead + Unpin,
    pass: &(dyn Fn(TimeDelta) + Sync),
) -> io::Result<()> {
    let (mut lines, mut trouble) = (lines, gateway.settle().await.err());
    while let Some(line) = next_line(&mut lines).await? {
        if line.trim().is_empty() {
            continue;
        }
        terminal.note(&format!("{}: {}", citizen.peer.address, line.trim()))?;
        if let Err(error) = citizen.is_answered(&line, gateway, terminal, pass).await {
            citizen.hears_of_trouble(terminal)?;
            trouble = trouble.or(Some(error));
        }
    }
    trouble.map_or(Ok(()), |error| Err(io::Error::other(error)))
}
