//! The network a request came from.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use aduan::domain::network_of;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};

use crate::Panel;

/// The network a request came from, where that is known; never the address itself.
pub(crate) struct Network(pub(crate) Option<Box<str>>);

impl FromRequestParts<Panel> for Network {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, panel: &Panel) -> Result<Self, Infallible> {
        let forwarded = || -> Option<IpAddr> {
            let line = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
            // The last is what our own proxy saw; those before are what it was told.
            line.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        let connected = || Some(parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip());
        let address = if panel.settings().behind_proxy { forwarded() } else { connected() };
        Ok(Self(address.map(network_of)))
    }
}
