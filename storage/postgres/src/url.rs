//! The URL of a database: what `tokio_postgres` reads, and what it leaves to us about TLS.

use std::path::PathBuf;

use tokio_postgres::Config;

use crate::ConnectError;

/// Whom to believe, as `sslmode` and `sslrootcert` say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trust {
    /// `verify-full`: the name in the certificate has to be the host's.
    pub(crate) name: bool,
    /// `verify-ca` or `verify-full`, or `require` with a file of roots.
    pub(crate) chain: bool,
    /// The file with the roots; those of the system if there is none.
    pub(crate) roots: Option<PathBuf>,
}

/// Reads a URL.
pub(crate) fn parse(url: &str) -> Result<(Config, Trust), ConnectError> {
    let wrong = |why: &str| ConnectError::Url(why.into());
    if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
        return Err(wrong("it begins with postgres://"));
    }
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let mut trust = Trust::default();
    let mut rest = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=').unwrap_or((pair, "")) {
            ("sslmode", "verify-full") | ("sslrootcert", "system") => {
                (trust.name, trust.chain) = (true, true);
            }
            ("sslmode", "verify-ca") => trust.chain = true,
            ("sslrootcert", path) => {
                trust.roots = Some(unescape(path).ok_or_else(|| wrong("sslrootcert"))?.into());
            }
            ("target_session_attrs", "read-write" | "primary" | "any") => {} // always read-write
            ("sslmode", "allow") => rest.push("sslmode=prefer"),
            _ => rest.push(pair),
        }
    }
    if trust.chain {
        rest.retain(|pair| !pair.starts_with("sslmode="));
        rest.push("sslmode=require");
    } else if trust.roots.is_some() && rest.contains(&"sslmode=require") {
        trust.chain = true;
    }
    let url =
        if rest.is_empty() { place.to_owned() } else { format!("{place}?{}", rest.join("&")) };
    let config = url.parse().map_err(|error: tokio_postgres::Error| {
        // Its source names the part and not the password.
        let source = std::error::Error::source(&error).map(ToString::to_string);
        ConnectError::Url(source.unwrap_or_default().into())
    })?;
    Ok((config, trust))
}

/// Takes the percent signs out.
fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let (digits, after) = rest.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use tokio_postgres::config::SslMode;

    use super::*;

    #[test]
    fn what_a_url_says_of_trust() {
        let trust = |query: &str| {
            let (config, trust) = parse(&format!("postgres://a:b@one,two:5433/c{query}")).unwrap();
            assert_eq!(config.get_hosts().len(), 2);
            (config.get_ssl_mode(), trust.name, trust.chain, trust.roots)
        };
        assert_eq!(trust(""), (SslMode::Prefer, false, false, None));
        assert_eq!(trust("?sslmode=disable"), (SslMode::Disable, false, false, None));
        assert_eq!(trust("?sslmode=require"), (SslMode::Require, false, false, None));
        assert_eq!(
            trust("?sslrootcert=%2Fetc%2Fca.pem&sslmode=require&target_session_attrs=read-write"),
            (SslMode::Require, false, true, Some("/etc/ca.pem".into()))
        );
        assert_eq!(trust("?sslmode=verify-ca"), (SslMode::Require, false, true, None));
        assert_eq!(trust("?sslmode=verify-full"), (SslMode::Require, true, true, None));
        assert_eq!(trust("?sslrootcert=system"), (SslMode::Require, true, true, None));
    }

    #[test]
    fn a_wrong_url_is_said_so_without_its_password() {
        for url in ["mysql://a", "postgres://a:secret@b/c?sslmode=maybe", "postgres://a?nonsense=1"]
        {
            let said = parse(url).unwrap_err().to_string();
            assert!(!said.contains("secret"), "{said}");
        }
    }
}
