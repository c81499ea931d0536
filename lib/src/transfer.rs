//! A city as lines of JSON: everything one storage keeps, to be put into another.
//!
//! [`Export`] reads a storage page by page and gives lines, [`Check`] reads lines and says whether
//! the file is whole, and [`Import`] commits them as ordinary batches. None of them holds more than
//! a page, and none knows which storage it is.
//!
//! - Each line is one object, whose only key says what it is: first a `header`, then each `record`,
//!   `member`, `receipt`, `queued` row, `category` and `word` that is known, log `entry`, and last a
//!   `footer` with the counts and a digest of all lines between. So two exports hold the same if
//!   their footers are the same, and a file that was cut or changed is noticed.
//! - What is sealed stays sealed, and people are readable only if the keys are given.
//! - The log keeps its positions, digests and links. Versions begin again at 1. Quotas, leases and
//!   rests stay behind, as do the sets of complaints that are no more.
//! - An import that was interrupted goes on where it stopped: each of its batches has a key of its
//!   own, made of the file's digest. What these keys leave behind is in no export.

mod check;
mod export;
mod import;
mod line;

use crate::{
    domain::Jurisdiction,
    log::{Digest, Position, digest, hex},
    ports::{Storage, StorageError},
    seal::{Broken, Token},
};

pub use self::{
    check::{Check, Whole},
    export::Export,
    import::Import,
    line::{Body, Footer, Head, Header, Line, Member, Queued, Record},
};

/// The format this release writes, and the newest it reads.
pub const FORMAT: u32 = 1;

/// The receipt that an import leaves with its keys.
const MARK: &[u8] = b"aduan import";

/// Why a city cannot be moved.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Something was done in the city meanwhile.
    #[error("the city was at work while it was exported; stop it, and export again")]
    AtWork,
    /// An entry is not written as this release writes it, so it would not keep its digest.
    #[error("the log cannot be exported at position {0}: another release wrote it differently")]
    Entry(Position),
    /// A person's record does not open.
    #[error("{0} does not open: {1}")]
    Sealed(String, Broken),
    /// A line is not one.
    #[error("line {0} is damaged: {1}")]
    Line(u64, String),
    /// The last line is missing.
    #[error("the file ends after line {0} without its last line: it was cut")]
    Cut(u64),
    /// The lines are not those that were written.
    #[error("the file is not whole: what its last line says of the others is not so")]
    Changed,
    /// It was written by a newer release.
    #[error("the file has format {0}, and this release reads up to {FORMAT}")]
    Newer(u32),
    /// It is of another city.
    #[error("the file is of {0}, and this is {1}")]
    Elsewhere(Jurisdiction, Jurisdiction),
    /// There is something else in the storage.
    #[error(
        "there is something in this city already; a city is imported into an empty storage, or \
         where the import of the same file was interrupted"
    )]
    NotEmpty,
    /// A batch of the import did not hold.
    #[error("the storage refused what line {0} and those before it say")]
    Refused(u64),
    /// People are in the file in clear, and there is no key to seal them.
    #[error("the file names people, and sealing them takes the key")]
    NoKey,
    /// The key is not the one by which the file's people are found.
    #[error("line {0}: this key does not find the people of the file; it is of another city")]
    OtherKey(u64),
    /// The log did not come out the same.
    #[error("the imported log does not end as the exported one did")]
    Log,
}

/// The last position of a log, and its link.
async fn head(storage: &dyn Storage, at: Position) -> Result<Head, TransferError> {
    let last = match at {
        0 => Vec::new(),
        at => storage.log(at - 1, 1).await?,
    };
    let link: Digest = last.first().map_or(Digest::default(), |entry| entry.link);
    Ok(Head { position: at, link: hex(&link) })
}

/// A key made of a text.
fn key(text: &str) -> Token {
    Token::from_bytes(*digest(text.as_bytes()).first_chunk().unwrap_or(&[0; 16]))
}
