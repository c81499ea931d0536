//! Who sends a request: her account, if she has one, and her network.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use aduan::domain::Peer;
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

/// The network a request came from: an IPv4 /24 or an IPv6 /48, what one provider gives to one
/// place, and less than an address.
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
        Ok(Self(address.map(|address| prefix(address).into())))
    }
}

fn prefix(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_what_one_place_shares() {
        for (address, network) in [
            ("203.0.113.77", "203.0.113.0/24"),
            ("::ffff:203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:7:1::9", "2001:db8:7::/48"),
        ] {
            assert_eq!(prefix(address.parse().unwrap()), network);
        }
    }
}
