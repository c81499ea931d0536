//! How we stand with WhatsApp, for whoever watches over the house.

use crate::trouble::{Action, Trouble};

/// How we stand with WhatsApp. What is owed waits in each case but the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does what it is asked for.
    Fine,
    /// It could not be reached when it was last tried.
    Away,
    /// It does not know the token, or the token may not send.
    Revoked,
    /// The account is blocked or restricted, or nobody pays for it.
    Blocked,
}

impl Standing {
    /// The name by which it is logged and counted.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Away => "away",
            Self::Revoked => "revoked",
            Self::Blocked => "blocked",
        }
    }

    /// How we stand after a call, or after what a status tells of one.
    pub(crate) fn after(self, trouble: Option<Trouble>) -> Self {
        match trouble {
            Some(Trouble::Refused { action: Action::Token, .. }) => Self::Revoked,
            Some(Trouble::Refused { action: Action::Account, .. }) => Self::Blocked,
            // One that does not manage was not heard on the token or the account.
            Some(
                Trouble::Away
                | Trouble::InDoubt
                | Trouble::Refused { action: Action::Later | Action::Slower, .. },
            ) => match self {
                Self::Fine => Self::Away,
                _ => self,
            },
            Some(Trouble::Refused { .. }) | None => Self::Fine,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_token_stays_lost_until_a_call_succeeds() {
        let lost = Standing::Fine.after(Some(Trouble::of(401, Some(190))));
        assert_eq!(lost, Standing::Revoked);
        assert_eq!(lost.after(Some(Trouble::Away)), Standing::Revoked);
        assert_eq!(lost.after(Some(Trouble::of(429, Some(130_429)))), Standing::Revoked);
        assert_eq!(lost.after(None), Standing::Fine);
        assert_eq!(lost.after(Some(Trouble::of(400, Some(131_042)))), Standing::Blocked);
        assert_eq!(Standing::Away.after(Some(Trouble::of(400, Some(131_026)))), Standing::Fine);
    }
}
