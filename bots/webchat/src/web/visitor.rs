//! Who sends a request: her account, if she has one, and her network.

use std::{convert::Infallible, net::SocketAddr};

use aduan::domain::{Peer, network_of};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};

use super::{Webchat, session::Secret, trouble::Trouble};

/// The account of a request's session. That it has one does not say that its page is still there.
pub(super) struct Visitor {
    pub(super) account: Peer,
    pub(super) secret: Secret,
    pub(super) network: Network,
}

/// The network a request came from, where that is known; never the address itself.
pub(super) struct Network(pub(super) Option<Box<str>>);

impl FromRequestParts<Webchat> for Visitor {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, chat: &Webchat) -> Result<Self, Trouble> {
        let secret = Secret::of(&parts.headers, chat.settings()).ok_or(Trouble::NoSession)?;
        let account = chat.pages().account(secret.as_bytes());
        let Ok(network) = Network::from_request_parts(parts, chat).await;
        Ok(Self { account, secret, network })
    }
}

impl FromRequestParts<Webchat> for Network {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, chat: &Webchat) -> Result<Self, Infallible> {
        let forwarded = || {
            let line = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
            // The last is what our own proxy saw; those before are what it was told.
            line.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        let connected = || Some(parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip());
        let address = if chat.settings().behind_proxy { forwarded() } else { connected() };
        Ok(Self(address.map(network_of)))
    }
}
