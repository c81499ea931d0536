//! The channel over which the people of the invented city write. Nobody listens on it: what they
//! are told is told, and the photos they sent are drawn when they are fetched.

use aduan::{
    domain::{Channel, Handle, Peer},
    ports::{CodeLetter, DeliveryError, FetchError, Message, Messenger},
};
use async_trait::async_trait;

use super::pictures;

/// What it passes for.
pub(super) const CHANNEL: Channel = Channel::Terminal;

/// A channel on which nobody listens.
#[derive(Debug)]
pub(super) struct Hush(pub(super) Channel);

#[async_trait]
impl Messenger for Hush {
    fn channel(&self) -> Channel {
        self.0
    }

    async fn send(&self, _: &Peer, _: &Message) -> Result<(), DeliveryError> {
        Ok(())
    }

    fn carries_codes_to(&self, _: &Handle) -> bool {
        false
    }

    async fn send_code(&self, _: &CodeLetter) -> Result<(), DeliveryError> {
        Err(DeliveryError::Unreachable)
    }

    async fn fetch(&self, source: &str, limit_bytes: u64) -> Result<Box<[u8]>, FetchError> {
        let photo = pictures::draw(source).ok_or(FetchError::Gone)?;
        let small = u64::try_from(photo.len()).is_ok_and(|bytes| bytes <= limit_bytes);
        if small { Ok(photo.into()) } else { Err(FetchError::TooLarge) }
    }
}
