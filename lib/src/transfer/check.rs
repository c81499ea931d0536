//! Whether a file is whole.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::{FORMAT, Footer, Header, Line, TransferError, hex};
use crate::domain::Jurisdiction;

/// Reads the lines of a file once, before anything is written.
#[derive(Debug, Default)]
pub struct Check {
    number: u64,
    header: Option<Header>,
    footer: Option<Footer>,
    tally: Tally,
}

/// Counts and digests lines.
#[derive(Debug, Default)]
pub(super) struct Tally {
    lines: BTreeMap<Box<str>, u64>,
    digest: Sha256,
}

impl Tally {
    pub(super) fn add(&mut self, kind: &str, text: &[u8]) {
        *self.lines.entry(kind.into()).or_default() += 1;
        self.digest.update(text);
    }

    pub(super) fn footer(self) -> Footer {
        Footer { lines: self.lines, sha256: hex(&self.digest.finalize().into()) }
    }
}

/// What the first and the last line of a whole file say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The first line.
    pub header: Header,
    /// The last line.
    pub footer: Footer,
}

impl Whole {
    /// How many lines stand between.
    pub fn lines(&self) -> u64 {
        self.footer.lines.values().sum()
    }
}

impl Check {
    /// Looks at the next line, with its end.
    pub fn line(&mut self, text: &[u8]) -> Result<(), TransferError> {
        self.number += 1;
        let wrong = |why: &str| Err(TransferError::Line(self.number, why.to_owned()));
        let Some(bytes) = text.strip_suffix(b"\n") else { return wrong("it has no end") };
        let line = Line::read(bytes).map_err(|why| TransferError::Line(self.number, why))?;
        if self.footer.is_some() {
            return wrong("there is something after the last line");
        }
        match (line, &self.header) {
            (Line::Header(header), None) if header.aduan > FORMAT => {
                return Err(TransferError::Newer(header.aduan));
            }
            (Line::Header(header), None) => self.header = Some(header),
            (_, None) => return wrong("the first line has to say what the file is"),
            (Line::Header(_), Some(_)) => return wrong("another first line"),
            (Line::Footer(footer), Some(_)) => self.footer = Some(footer),
            (line, Some(_)) => {
                if !line.is_sound() {
                    return wrong("what it names is not known");
                }
                self.tally.add(line.kind(), text);
            }
        }
        Ok(())
    }

    /// What the file is, if it is whole and of that city.
    pub fn end(self, jurisdiction: &Jurisdiction) -> Result<Whole, TransferError> {
        let (Some(header), Some(footer)) = (self.header, self.footer) else {
            return Err(TransferError::Cut(self.number));
        };
        if footer != self.tally.footer() {
            return Err(TransferError::Changed);
        }
        if header.jurisdiction != *jurisdiction {
            return Err(TransferError::Elsewhere(header.jurisdiction, jurisdiction.clone()));
        }
        Ok(Whole { header, footer })
    }
}

impl Line {
    /// Whether everything it names is known.
    fn is_sound(&self) -> bool {
        match self {
            Self::Record(record) => record.clone().row(Some(Box::default())).is_some(),
            Self::Member(member) => member.member().is_some(),
            Self::Receipt { receipt, .. } => receipt.bytes().is_some(),
            Self::Queued(queued) => queued.row().is_some(),
            Self::Header(_)
            | Self::Category { .. }
            | Self::Word { .. }
            | Self::Entry(_)
            | Self::Footer(_) => true,
        }
    }
}
