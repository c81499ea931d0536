//! Cleans photos: what comes in is decoded within limits, turned upright and encoded anew, so that
//! nothing but pixels is left of it. It fetches nothing and keeps nothing.
//!
//! ```
//! use aduan_photos::{Unusable, clean};
//! assert_eq!(clean(b"<html>not a photo</html>").err(), Some(Unusable::NotAPhoto));
//! ```

mod clean;
mod sniff;

pub use clean::{Cleaned, clean};

/// The most bytes of a photo that is worth fetching: twice what WhatsApp lets anybody send as one
/// (5 MB), and what a phone's camera seldom exceeds.
pub const MOST_BYTES: u64 = 10 * 1024 * 1024;

/// The most pixels of a photo: 6000 × 4000, beyond which decoding takes more memory than a photo
/// of a broken street light is worth.
pub const MOST_PIXELS: u64 = 24_000_000;

/// Why something cannot be shown as a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unusable {
    /// It is no JPEG, PNG or WebP.
    #[error("not a photo")]
    NotAPhoto,
    /// It is a photo as some phones keep them (HEIC, AVIF), for which there is no free decoder.
    #[error("a photo in a format that cannot be decoded")]
    Foreign,
    /// It has more than [`MOST_BYTES`] or [`MOST_PIXELS`].
    #[error("too large a photo")]
    TooLarge,
    /// It begins like a photo, and then does not go on like one.
    #[error("a damaged photo")]
    Damaged,
}
