//! The messenger.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use aduan::{
    domain::{Channel, Handle, Peer},
    ports::{CodeLetter, DeliveryError, Entropy, Message, Messenger},
};
use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{
        Body, Mailbox, SinglePart,
        header::{self, ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
    transport::smtp,
};

use crate::{
    InvalidSetting, MailUrl,
    folder::Folder,
    letter::{self, Letter},
};

/// How long the server may take for one step of the talk.
const PATIENCE: Duration = Duration::from_secs(10);

/// E-mail as a channel: it carries codes to addresses and tells officers what cannot wait.
pub struct EmailMessenger {
    way: Way,
    from: Mailbox,
    entropy: Arc<dyn Entropy>,
}

enum Way {
    Server(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(Arc<Folder>),
}

impl EmailMessenger {
    /// Opens the way mail goes, without talking to anybody yet.
    pub fn open(url: &str, from: &str, entropy: Arc<dyn Entropy>) -> Result<Self, InvalidSetting> {
        Self::to(&url.parse()?, from, entropy)
    }

    /// The same, for an address that was read before.
    pub fn to(
        url: &MailUrl,
        from: &str,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, InvalidSetting> {
        let from = from.parse().map_err(|_| InvalidSetting::From)?;
        let way = match url {
            MailUrl::Folder(path) => {
                let folder = Folder::open(path);
                Way::Folder(Arc::new(
                    folder.map_err(|error| InvalidSetting::Folder(error.to_string().into()))?,
                ))
            }
            MailUrl::Server(url) => {
                let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(|error| InvalidSetting::Server(error.to_string().into()))?;
                Way::Server(Box::new(server.timeout(Some(PATIENCE)).build()))
            }
        };
        Ok(Self { way, from, entropy })
    }

    /// Whether mail could be handed over now: the server answers and lets us in, or it is a folder,
    /// which was opened.
    ///
    /// # Errors
    /// [`DeliveryError::Later`], with what the server or the way to it says.
    pub async fn try_out(&self) -> Result<(), DeliveryError> {
        let Way::Server(server) = &self.way else { return Ok(()) };
        match server.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(DeliveryError::Later { after: None, source: None }),
            Err(error) => Err(told(error)),
        }
    }

    async fn post(&self, to: &str, letter: Letter) -> Result<(), DeliveryError> {
        let to: lettre::Address = to.parse().map_err(|_| DeliveryError::Unreachable)?;
        match &self.way {
            Way::Server(server) => {
                let mail = self.mail(to, letter, None)?;
                server.send(mail).await.map(|_| ()).map_err(told)
            }
            Way::Folder(folder) => {
                // In a file there is no need to wrap what a person is to read.
                let mail = self.mail(to, letter, Some(ContentTransferEncoding::EightBit))?;
                let folder = Arc::clone(folder);
                let put = tokio::task::spawn_blocking(move || folder.put(&mail.formatted()));
                let put: Result<PathBuf, _> = match put.await {
                    Ok(put) => put,
                    Err(error) => Err(std::io::Error::other(error)),
                };
                put.map(|_| ()).map_err(|error| later(error.into()))
            }
        }
    }

    /// A name for a message, which tells nothing of the machine it comes from.
    fn message_id(&self) -> String {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes);
        format!("<{:032x}@{}>", u128::from_be_bytes(bytes), self.from.email.domain())
    }

    fn mail(
        &self,
        to: lettre::Address,
        letter: Letter,
        encoding: Option<ContentTransferEncoding>,
    ) -> Result<lettre::Message, DeliveryError> {
        let refused = |error| DeliveryError::Refused(Some(error));
        let text = letter.text.replace("\r\n", "\n").replace('\n', "\r\n");
        let body = match encoding {
            Some(encoding) => Body::dangerous_pre_encoded(text.into_bytes(), encoding),
            None => Body::new(text),
        };
        lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject)
            .message_id(Some(self.message_id()))
            .header(Auto)
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(body))
            .map_err(|error| refused(error.into()))
    }
}

/// Says that no person wrote this, so that no out-of-office note comes back (RFC 3834 §5).
#[derive(Clone)]
struct Auto;

impl header::Header for Auto {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

fn later(source: Box<dyn std::error::Error + Send + Sync>) -> DeliveryError {
    DeliveryError::Later { after: None, source: Some(source) }
}

/// What a failure of the server means: 550, 551 and 553 are about the mailbox (RFC 5321 §4.2.2).
fn told(error: smtp::Error) -> DeliveryError {
    let code = error.status().map(u16::from);
    // What the server said may name the mailbox, so only its number is logged.
    tracing::warn!(
        smtp.code = code,
        smtp.timeout = error.is_timeout(),
        smtp.tls = error.is_tls(),
        "email.failed"
    );
    match code {
        Some(550 | 551 | 553) => DeliveryError::Unreachable,
        _ if error.is_permanent() || error.is_client() => {
            DeliveryError::Refused(Some(error.into()))
        }
        _ => later(error.into()),
    }
}

#[async_trait]
impl Messenger for EmailMessenger {
    fn channel(&self) -> Channel {
        Channel::Email
    }

    async fn send(&self, to: &Peer, message: &Message) -> Result<(), DeliveryError> {
        self.post(&to.address, letter::plain(message)).await
    }

    fn carries_codes_to(&self, handle: &Handle) -> bool {
        matches!(handle, Handle::Email(_))
    }

    async fn send_code(&self, letter: &CodeLetter) -> Result<(), DeliveryError> {
        let Handle::Email(to) = &letter.to else { return Err(DeliveryError::Unreachable) };
        self.post(to.as_str(), letter::code(letter)).await
    }
}

impl fmt::Debug for EmailMessenger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.way {
            Way::Server(_) => "EmailMessenger(a server)",
            Way::Folder(_) => "EmailMessenger(a folder)",
        })
    }
}
