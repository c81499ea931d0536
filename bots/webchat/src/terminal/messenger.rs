//! The terminal as a channel.

use std::{
    collections::BTreeMap,
    fmt,
    io::Write,
    sync::{Mutex, MutexGuard, PoisonError},
};

use aduan::{
    domain::{Channel, Handle, Peer},
    ports::{Button, CodeLetter, DeliveryError, FetchError, Message, Messenger},
};
use async_trait::async_trait;

/// How the terminal looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colours.
    pub colours: bool,
    /// Whether somebody sits before it, so that a prompt is shown.
    pub prompt: bool,
    /// Whether to say whom a message is for, as a talk with several people needs.
    pub names: bool,
}

/// A channel that writes to a terminal, with the choices numbered.
pub struct Terminal {
    look: Look,
    inner: Mutex<Inner>,
}

struct Inner {
    out: Box<dyn Write + Send>,
    /// What was offered last, per account: a number means one of these.
    offered: BTreeMap<Box<str>, Vec<Button>>,
    /// How many messages were written.
    sent: usize,
}

impl Terminal {
    /// A terminal that writes to `out`.
    pub fn new(out: impl Write + Send + 'static, look: Look) -> Self {
        let inner = Inner { out: Box::new(out), offered: BTreeMap::new(), sent: 0 };
        Self { look, inner: Mutex::new(inner) }
    }

    /// What was offered to that account last.
    pub fn offered(&self, to: &Peer) -> Vec<Button> {
        self.inner().offered.get(&to.address).cloned().unwrap_or_default()
    }

    /// How many messages were written so far.
    pub fn sent(&self) -> usize {
        self.inner().sent
    }

    /// Writes a line of the transcript that is no message, such as what a person typed.
    pub fn note(&self, line: &str) -> std::io::Result<()> {
        let mut inner = self.inner();
        writeln!(inner.out, "{}", harmless(line))?;
        inner.out.flush()
    }

    /// Asks for the next line.
    pub fn prompt(&self) -> std::io::Result<()> {
        if !self.look.prompt {
            return Ok(());
        }
        let mut inner = self.inner();
        write!(inner.out, "> ")?;
        inner.out.flush()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, to: &Peer, message: &Message) -> std::io::Result<()> {
        let (bold, dim, plain) =
            if self.look.colours { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
        let mut inner = self.inner();
        if self.look.prompt {
            // Over the prompt, which comes again below.
            write!(inner.out, "\r")?;
        }
        let head = if self.look.names {
            format!("→ {}: ", harmless(&to.address))
        } else {
            "← ".to_owned()
        };
        let text = harmless(&message.text);
        let text = if self.look.colours { embolden(&text) } else { text };
        for (at, line) in text.lines().enumerate() {
            let head = if at == 0 { head.as_str() } else { "  " };
            writeln!(inner.out, "{}", format!("{dim}{head}{plain}{line}").trim_end())?;
        }
        for (at, button) in message.buttons.iter().enumerate() {
            let hint = button.hint.as_ref();
            let hint = hint.map(|hint| format!(" {dim}– {}{plain}", harmless(hint)));
            let (hint, label) = (hint.unwrap_or_default(), harmless(&button.label));
            writeln!(inner.out, "    {bold}[{}]{plain} {label}{hint}", at + 1)?;
        }
        inner.sent += 1;
        inner.offered.insert(to.address.clone(), message.buttons.clone());
        if self.look.prompt {
            write!(inner.out, "> ")?;
        }
        inner.out.flush()
    }
}

/// Words as they may be shown: what would move the cursor, change colours or turn the direction
/// of writing is shown to be there, and does nothing.
fn harmless(text: &str) -> String {
    let harms = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if harms(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Shows `*…*` as bold. A star alone stays a star.
fn embolden(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('*') {
        match after.split_once('*') {
            Some((inside, after)) if !inside.is_empty() && !inside.contains('\n') => {
                out.extend([before, "\x1b[1m", inside, "\x1b[0m"]);
                rest = after;
            }
            _ => {
                out.extend([before, "*"]);
                rest = after;
            }
        }
    }
    out + rest
}

#[async_trait]
impl Messenger for Terminal {
    fn channel(&self) -> Channel {
        Channel::Terminal
    }

    async fn send(&self, to: &Peer, message: &Message) -> Result<(), DeliveryError> {
        self.write(to, message)
            .map_err(|error| DeliveryError::Later { after: None, source: Some(error.into()) })
    }

    fn carries_codes_to(&self, _: &Handle) -> bool {
        false
    }

    /// A photo is a file of the machine the terminal is on.
    async fn fetch(&self, source: &str, limit_bytes: u64) -> Result<Box<[u8]>, FetchError> {
        let size = tokio::fs::metadata(source).await.map_err(|_| FetchError::Gone)?.len();
        if size > limit_bytes {
            return Err(FetchError::TooLarge);
        }
        let read = tokio::fs::read(source).await;
        read.map(Into::into).map_err(|error| FetchError::Refused(Some(error.into())))
    }

    async fn send_code(&self, _: &CodeLetter) -> Result<(), DeliveryError> {
        Err(DeliveryError::Unreachable)
    }
}

impl fmt::Debug for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Terminal({:?})", self.look)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_steer_the_terminal() {
        assert_eq!(
            harmless("a\x1b[2Jb\u{9b}c\r\u{202e}d\u{7}"),
            "a\u{fffd}[2Jb\u{fffd}c\u{fffd}\u{fffd}d\u{fffd}"
        );
        assert_eq!(harmless("satu\n\tdua 👨‍👩‍👧 é"), "satu\n\tdua 👨‍👩‍👧 é");
    }

    #[test]
    fn stars_in_pairs_are_bold_and_others_stay() {
        assert_eq!(embolden("a *b* c"), "a \x1b[1mb\x1b[0m c");
        assert_eq!(embolden("2 * 3\n* satu"), "2 * 3\n* satu");
        assert_eq!(embolden("**"), "**");
    }
}
