//! Photos of a complaint.

use serde::{Deserialize, Serialize};

use super::{BlobId, PhotoId};
use crate::seal::Sealed;

/// A photo of a complaint: a promise first, and bytes once a job has fetched and cleaned them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Its id.
    pub id: PhotoId,
    /// Whether the staff took it afterwards, to show what was mended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub after: bool,
    /// Whether it came.
    #[serde(flatten)]
    pub state: PhotoState,
}

/// Whether a photo came. The address it was fetched from is forgotten as soon as that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PhotoState {
    /// It is still to be fetched.
    Waiting {
        /// Where the channel keeps it, after the channel's name: `telegram:AgACAgUAAxkBAAI`. It
        /// can hold a chat address.
        source: Sealed<Box<str>>,
    },
    /// It was cleaned and is kept.
    Kept {
        /// What is kept of it.
        picture: Picture,
    },
    /// It never came, or was none.
    Lost {
        /// Why.
        why: Loss,
    },
}

/// What is kept of a photo, as JPEG without any metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its bytes.
    pub blob: BlobId,
    /// The bytes of its thumbnail.
    pub thumbnail: BlobId,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// How many bytes it has.
    pub bytes: u64,
}

/// Why a photo is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// The channel could not bring it, however often it was asked.
    NeverCame,
    /// The channel kept it no longer.
    Gone,
    /// It has too many bytes, or too many pixels.
    TooLarge,
    /// It is a photo in a format that cannot be decoded, such as HEIC.
    Foreign,
    /// It is no photo, or a damaged one.
    Unreadable,
}

impl Photo {
    /// What is kept of it, if it came.
    pub fn picture(&self) -> Option<&Picture> {
        match &self.state {
            PhotoState::Kept { picture } => Some(picture),
            PhotoState::Waiting { .. } | PhotoState::Lost { .. } => None,
        }
    }

    /// Where it is to be fetched, if it still is.
    pub fn source(&self) -> Option<&Sealed<Box<str>>> {
        match &self.state {
            PhotoState::Waiting { source } => Some(source),
            PhotoState::Kept { .. } | PhotoState::Lost { .. } => None,
        }
    }

    /// Whether it is there or may still come.
    pub fn counts(&self) -> bool {
        !matches!(self.state, PhotoState::Lost { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{seal::KeyRing, stub::SeededEntropy};

    #[test]
    fn a_photo_of_the_first_release_is_one_that_waits() {
        let entropy = SeededEntropy::new(7);
        let keys = KeyRing::generate(&entropy);
        let id = PhotoId::random(&entropy);
        let source = Sealed::seal(&keys, &entropy, "x", &Box::from("file-7"));
        let stored = serde_json::json!({ "id": id, "source": source });
        let photo: Photo = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!(photo.source(), Some(&source));
        assert_eq!(serde_json::to_value(&photo).unwrap(), stored);
    }

    #[test]
    fn each_state_is_read_as_what_it_was_written() {
        let entropy = SeededEntropy::new(7);
        let blob = BlobId::random(&entropy);
        let picture = Picture { blob, thumbnail: blob, width: 3, height: 2, bytes: 9 };
        for state in [PhotoState::Kept { picture }, PhotoState::Lost { why: Loss::Foreign }] {
            let photo = Photo { id: PhotoId::random(&entropy), after: false, state };
            let text = serde_json::to_string(&photo).unwrap();
            assert_eq!(serde_json::from_str::<Photo>(&text).unwrap(), photo);
        }
    }
}
