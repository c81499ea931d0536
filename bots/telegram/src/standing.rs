//! How we stand with Telegram, for whoever watches over the house.

use crate::trouble::Trouble;

/// How we stand with Telegram. What is owed waits in each case but the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does what it is asked for.
    Fine,
    /// It could not be reached when it was last tried.
    Away,
    /// It does not know the token: `@BotFather` gave out another one since.
    Revoked,
    /// Somebody else gets the updates of this bot: another process that polls, or a webhook.
    Rival,
}

impl Standing {
    /// The name by which it is logged and counted.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Away => "away",
            Self::Revoked => "revoked",
            Self::Rival => "rival",
        }
    }

    /// How we stand after a call.
    pub(crate) fn after(self, trouble: Option<&Trouble>) -> Self {
        match trouble {
            Some(Trouble::Revoked) => Self::Revoked,
            Some(Trouble::Rival) => Self::Rival,
            // One that is told to wait was not heard on the token.
            Some(Trouble::Away) if self == Self::Fine => Self::Away,
            Some(Trouble::Away | Trouble::Wait(_)) => self,
            // That others may poll does not end because a message could be sent: polling tells.
            _ if self == Self::Rival => self,
            _ => Self::Fine,
        }
    }
}
