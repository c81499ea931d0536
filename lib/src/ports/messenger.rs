//! One channel to people.

use std::{fmt, time::Duration};

use async_trait::async_trait;

use crate::domain::{Channel, Code, Handle, Language, Peer, QueuedId};

/// A choice to tap. Its payload comes back when it is tapped, and is never trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// At most 64 bytes (Telegram's `callback_data`).
    pub payload: Box<str>,
    /// At most 20 characters on a button, 24 in a list (WhatsApp).
    pub label: Box<str>,
    /// At most 72 characters, shown where the channel has lists.
    pub hint: Option<Box<str>>,
}

/// What an answer would best be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Words.
    Text,
    /// A photo.
    Photo,
    /// A location.
    Location,
    /// The person's own contact.
    Contact,
}

/// A message as a channel gets it: rendered words, within the narrowest limits of all channels.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The words; `*…*` is bold.
    pub text: Box<str>,
    /// The language they are in.
    pub language: Language,
    /// What can be tapped, at most ten.
    pub buttons: Vec<Button>,
    /// What to put on the button that opens a list: of more than three choices, or of choices
    /// that tell more in their hints.
    pub list_label: Option<Box<str>>,
    /// What an answer would best be.
    pub wanted: Option<Wanted>,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (length, buttons) = (self.text.chars().count(), self.buttons.len());
        write!(f, "Message({length} characters, {buttons} buttons)")
    }
}

/// News in a few words, to be filled into a text that a provider approved beforehand. It carries the
/// same choices as the message that it stands for.
#[derive(Clone, PartialEq, Eq)]
pub struct Brief {
    /// Which text.
    pub kind: BriefKind,
    /// What is filled in, in its order.
    pub values: Vec<Box<str>>,
    /// The payloads of its choices, in their order.
    pub payloads: Vec<Box<str>>,
}

impl fmt::Debug for Brief {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Brief({:?})", self.kind)
    }
}

/// A text that is approved beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BriefKind {
    /// A complaint is in another stage: its number, the stage, and what staff wrote. She can look
    /// at it.
    Status,
    /// Staff ask or tell something: its number, and what. She can answer.
    Question,
    /// It is said to be mended: its number, and what was done. She can say that it is, or is not.
    Mended,
    /// Anything else: what is said, which can be replied to.
    News,
}

impl BriefKind {
    /// Every kind there is.
    pub const ALL: [Self; 4] = [Self::Status, Self::Question, Self::Mended, Self::News];
}

/// What is owed to a person, on its way.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// Which one it is, for a channel that remembers it, or that is told later what became of it.
    pub id: QueuedId,
    /// To whom.
    pub to: &'a Peer,
    /// What it says.
    pub message: &'a Message,
    /// The same in brief, if it can be said so.
    pub brief: Option<&'a Brief>,
    /// Whether the channel takes words of our own to her now; if not, it takes the brief.
    pub open: bool,
}

/// A code on its way to the handle it proves.
#[derive(Clone, Debug)]
pub struct CodeLetter {
    /// Where to.
    pub to: Handle,
    /// What.
    pub code: Code,
    /// In which language.
    pub language: Language,
    /// On whose behalf.
    pub city: Box<str>,
}

/// Why a message did not go out.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// Later it may.
    #[error("the channel could not take the message now")]
    Later {
        /// How long the channel asks us to wait.
        after: Option<Duration>,
        /// What the channel's client said.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// Later it may: it was too much for this one person, to whom it is sent after ever longer whiles.
    #[error("the channel takes no more messages to the person for now")]
    TooMuch,
    /// Perhaps it did: the channel says later, or never. Sending it again at once might say it twice.
    #[error("nobody knows whether the channel took the message")]
    InDoubt,
    /// Not until she writes: the channel takes words of our own only for a while after that.
    #[error("the channel takes no words of ours until the person writes")]
    Closed,
    /// Never to this person: blocked, gone, or without an account.
    #[error("the person cannot be reached on this channel")]
    Unreachable,
    /// Never in this form: our own mistake.
    #[error("the channel refuses the message")]
    Refused(#[source] Option<Box<dyn std::error::Error + Send + Sync>>),
}

/// Why a photo did not come from a channel.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Later it may.
    #[error("the channel could not bring the photo now")]
    Later {
        /// How long the channel asks us to wait.
        after: Option<Duration>,
        /// What the channel's client said.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// Never again: the channel keeps it no longer.
    #[error("the channel keeps the photo no longer")]
    Gone,
    /// Never: it has more bytes than were asked for.
    #[error("the photo has more bytes than allowed")]
    TooLarge,
    /// Never: the source is none of the channel's, or the channel brings no photos.
    #[error("the channel does not bring the photo")]
    Refused(#[source] Option<Box<dyn std::error::Error + Send + Sync>>),
}

/// One channel to people. Delivery is at least once; codes are sent at most once. The twin for
/// tests is [`RecordingMessenger`](crate::stub::RecordingMessenger).
///
/// ```
/// use aduan::{
///     domain::{Channel, Language, Peer},
///     ports::{Message, Messenger},
///     stub::RecordingMessenger,
/// };
/// # futures::executor::block_on(async {
/// let messenger = RecordingMessenger::new(Channel::Telegram);
/// let (text, language) = ("Halo".into(), Language::Indonesian);
/// let hello = Message { text, language, buttons: vec![], list_label: None, wanted: None };
/// messenger.send(&Peer::new(Channel::Telegram, "42"), &hello).await?;
/// assert_eq!(messenger.sent()[0].1, hello);
///
/// messenger.keep("file-7", b"a photo");
/// assert_eq!(messenger.fetch("file-7", 1024).await?.as_ref(), b"a photo");
/// assert!(messenger.fetch("file-7", 4).await.is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[async_trait]
pub trait Messenger: fmt::Debug + Send + Sync + 'static {
    /// The channel it speaks on.
    fn channel(&self) -> Channel;
    /// Sends `message` to `to`.
    async fn send(&self, to: &Peer, message: &Message) -> Result<(), DeliveryError>;
    /// Sends what is owed. Who died before she could note that she sent it sends it again under the
    /// same id; a channel that [remembers](Channel::remembers) what it took says it once. Nor does a
    /// channel always take words of our own. The answer is the channel's name for the message, if a
    /// reply to it comes with no more than that. A channel that does nothing of this keeps this answer.
    async fn deliver(&self, delivery: &Delivery<'_>) -> Result<Option<Box<str>>, DeliveryError> {
        self.send(delivery.to, delivery.message).await.map(|()| None)
    }
    /// Whether it can carry a code to `handle`.
    fn carries_codes_to(&self, handle: &Handle) -> bool;
    /// Sends a code, once: a failure is reported and not retried, since the person can ask again.
    async fn send_code(&self, letter: &CodeLetter) -> Result<(), DeliveryError>;
    /// Brings the bytes of a photo that was sent to us, by the `source` its message named. Never
    /// more than `limit_bytes`, of which the channel stops reading as soon as they are exceeded.
    /// A channel without photos keeps this answer.
    async fn fetch(&self, _source: &str, _limit_bytes: u64) -> Result<Box<[u8]>, FetchError> {
        Err(FetchError::Refused(None))
    }
}
