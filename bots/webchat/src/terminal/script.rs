//! A talk written down: people, officers, and a clock that is turned.
//!
//! ```text
//! # Sari reports a lamp.
//! Sari: lampu jalan depan SD 3 mati
//! Sari: [1]
//! Sari: /lokasi -6.2,106.8
//! Sari: $CODE
//! +5m
//! petugas: assign $NUMBER
//! ```
//!
//! `[2]` chooses the second choice and `[Kirim]` the one of that label, `/foto` and `/lokasi` send a photo or a place, `+5m` turns the
//! clock (`s`, `m`, `h` or `d`), `#` begins a comment. `$NUMBER` is the number of the last report,
//! `$CODE` the code that was sent last. Officers `assign`, `start`, `ask` and `resolve` complaints,
//! `reply` to questions and `end` the talk; a word of `/foto` at the end of `resolve` brings a photo
//! taken afterwards.

use std::{fmt, io, str::FromStr, sync::Arc};

use aduan::{
    domain::{Language, TrackingNumber},
    log::{Entry, Event, Position},
    stub::StoppedClock,
};
use aduan_gateway::Gateway;
use chrono::TimeDelta;

use super::{
    Citizen, Terminal,
    officer::{self, Officer, Order},
};

/// A script that was read.
#[derive(Clone, Debug)]
pub struct Script(Vec<(usize, Line)>);

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Comment(Box<str>),
    Turn(TimeDelta),
    Says(Box<str>, Box<str>),
}

/// A line that cannot be read, or played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the script: {why}")]
pub struct InvalidScript {
    /// Which.
    pub line: usize,
    /// Why.
    pub why: Box<str>,
}

/// Who gives orders in a script.
const OFFICER: &str = "petugas";

impl FromStr for Script {
    type Err = InvalidScript;

    fn from_str(text: &str) -> Result<Self, InvalidScript> {
        let mut lines = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            let number = at + 1;
            let wrong = |why: &str| InvalidScript { line: number, why: why.into() };
            let read = if line.is_empty() {
                continue;
            } else if line.starts_with('#') {
                Line::Comment(line.into())
            } else if let Some(time) = line.strip_prefix('+') {
                Line::Turn(span(time).ok_or_else(|| wrong("a time such as +5m was expected"))?)
            } else {
                let (name, words) = prefixed(line)
                    .ok_or_else(|| wrong("`NAME: words`, `+5m` or `# …` was expected"))?;
                Line::Says(name.into(), words.into())
            };
            lines.push((number, read));
        }
        Ok(Self(lines))
    }
}

/// The name and the words of `NAME: words`; a name is one word of letters and digits.
fn prefixed(line: &str) -> Option<(&str, &str)> {
    let (name, words) = line.split_once(':')?;
    let named = name.chars().all(char::is_alphanumeric) && !name.is_empty();
    (named && !words.trim().is_empty()).then_some((name, words.trim()))
}

fn span(text: &str) -> Option<TimeDelta> {
    let (count, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let count: i64 = count.trim().parse().ok().filter(|count| *count >= 0)?;
    match unit {
        "s" => TimeDelta::try_seconds(count),
        "m" => TimeDelta::try_minutes(count),
        "h" => TimeDelta::try_hours(count),
        "d" => TimeDelta::try_days(count),
        _ => None,
    }
}

impl Script {
    /// Whether a text looks like a script rather than like one person's messages: its first line
    /// that is no comment names who speaks.
    pub fn is_one(text: &str) -> bool {
        let mut lines = text.lines().map(str::trim);
        lines
            .find(|line| !line.is_empty() && !line.starts_with('#'))
            .is_some_and(|line| line.starts_with('+') || prefixed(line).is_some())
    }
}

/// What a script is played on.
pub struct Stage<'a> {
    /// The gateway, with the terminal among its channels.
    pub gateway: &'a Gateway,
    /// The terminal, which says whom each message is for.
    pub terminal: &'a Terminal,
    /// The clock the gateway's desk goes by.
    pub clock: &'a Arc<StoppedClock>,
    /// The language people begin in.
    pub language: Option<Language>,
    /// Finds the code that was sent last.
    pub code: &'a (dyn Fn() -> Option<String> + Sync),
}

impl fmt::Debug for Stage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stage")
    }
}

/// What has been seen while a script is played.
struct Playing {
    officer: Option<Officer>,
    number: Option<TrackingNumber>,
    position: Position,
}

impl Script {
    /// Plays it: each line is answered before the next is said.
    pub async fn play(&self, stage: &Stage<'_>) -> io::Result<()> {
        let storage = stage.gateway.desk().storage();
        let before = storage.figures(stage.gateway.desk().now()).await.map_err(io::Error::other)?;
        let mut playing = Playing { officer: None, number: None, position: before.log };
        for (line, what) in &self.0 {
            match what {
                Line::Comment(comment) => stage.terminal.note(&format!("\n{comment}"))?,
                Line::Turn(by) => {
                    stage.clock.advance(*by);
                    let now = stage.gateway.desk().now().format("%Y-%m-%d %H:%M:%S UTC");
                    stage.terminal.note(&format!("\n⏱  {now}"))?;
                }
                Line::Says(who, words) => {
                    let words = fill(words, &playing, stage)
                        .map_err(|why| InvalidScript { line: *line, why: why.into() })
                        .map_err(io::Error::other)?;
                    stage.terminal.note(&format!("\n{who}: {words}"))?;
                    if &**who == OFFICER {
                        order(&words, *line, &mut playing, stage).await?;
                    } else {
                        let citizen = Citizen::named(who, stage.language);
                        let typed = citizen.types(&words, stage.gateway, stage.terminal).await;
                        typed.map_err(io::Error::other)?;
                    }
                }
            }
            stage.gateway.settle().await.map_err(io::Error::other)?;
            playing.follow(stage).await?;
        }
        Ok(())
    }
}

impl Playing {
    /// Remembers the number of the last report.
    async fn follow(&mut self, stage: &Stage<'_>) -> io::Result<()> {
        loop {
            let log = stage.gateway.desk().storage().log(self.position, 100).await;
            let log = log.map_err(io::Error::other)?;
            let Some(last) = log.last() else { return Ok(()) };
            self.position = last.position;
            for recorded in &log {
                let entry = Entry::from_bytes(&recorded.body);
                if let Some(Event::Filed { number, .. }) = entry.map(|entry| entry.what) {
                    self.number = Some(number);
                }
            }
        }
    }
}

/// Puts the last number and the last code in their places.
fn fill(words: &str, playing: &Playing, stage: &Stage<'_>) -> Result<String, &'static str> {
    let mut words = words.to_owned();
    if words.contains("$NUMBER") {
        let number = playing.number.as_ref().ok_or("nothing was filed yet, so no $NUMBER")?;
        words = words.replace("$NUMBER", number.as_str());
    }
    if words.contains("$CODE") {
        let code = (stage.code)().ok_or("no code was sent yet, so no $CODE")?;
        words = words.replace("$CODE", &code);
    }
    Ok(words)
}

async fn order(
    words: &str,
    line: usize,
    playing: &mut Playing,
    stage: &Stage<'_>,
) -> io::Result<()> {
    let wrong = || {
        let why = "an order is assign|start|ask|resolve|reply|end, a number, and words".into();
        io::Error::other(InvalidScript { line, why })
    };
    let (verb, rest) = words.split_once(' ').ok_or_else(wrong)?;
    let (number, rest) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
    let number: TrackingNumber = number.parse().map_err(|_| wrong())?;
    let order = Order::read(verb, rest).ok_or_else(wrong)?;
    let desk = stage.gateway.desk();
    let officer = match playing.officer {
        Some(officer) => officer,
        None => Officer::join(desk).await.map_err(io::Error::other)?,
    };
    playing.officer = Some(officer);
    let done = officer.does(desk, number.clone(), order).await;
    let language = stage.language.unwrap_or_default();
    let told = officer::told(done, desk, language).map_err(io::Error::other)?;
    stage.terminal.note(&format!("   {number}: {told}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_for_what_they_are() {
        let script: Script = "# lampu\n\nSari: halo: apa kabar\n+5m\n".parse().unwrap();
        let says = Line::Says("Sari".into(), "halo: apa kabar".into());
        let turn = Line::Turn(TimeDelta::minutes(5));
        assert_eq!(script.0, [(1, Line::Comment("# lampu".into())), (3, says), (4, turn)]);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let wrong = "Sari: halo\n+5x".parse::<Script>().unwrap_err();
        assert_eq!((wrong.line, wrong.why.contains("+5m")), (2, true));
        assert_eq!("halo".parse::<Script>().unwrap_err().line, 1);
    }

    #[test]
    fn one_persons_messages_are_no_script() {
        assert!(Script::is_one("# a\nSari: halo"));
        assert!(!Script::is_one("lampu mati\nSari: halo"));
        assert!(!Script::is_one(""));
    }

    #[test]
    fn a_span_is_a_count_and_a_unit() {
        assert_eq!(span("5m"), Some(TimeDelta::minutes(5)));
        assert_eq!(span("14d"), Some(TimeDelta::days(14)));
        for wrong in ["", "m", "5", "-5m", "5é", "99999999999999999999d", "9999999999999999d"] {
            assert_eq!(span(wrong), None, "{wrong}");
        }
    }
}
