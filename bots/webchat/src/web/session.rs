//! The session of a browser: a secret in a cookie, and nothing of it on the server but a token.

use aduan::ports::Entropy;
use axum::http::{HeaderMap, header};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::{Settings, page::SESSION};

/// 256 random bits that a browser keeps.
pub(super) struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    pub(super) fn random(entropy: &dyn Entropy) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        entropy.fill(&mut *bytes);
        Self(bytes)
    }

    /// The secret in the cookie of a request.
    pub(super) fn of(headers: &HeaderMap, settings: &Settings) -> Option<Self> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|p| p.split_once('='));
        let (_, value) = pairs.find(|(name, _)| name.trim() == name_of_cookie(settings))?;
        let mut bytes = Zeroizing::new([0; 32]);
        let length = URL_SAFE_NO_PAD.decode_slice(value.trim(), &mut *bytes).ok()?;
        (length == bytes.len()).then_some(Self(bytes))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &*self.0
    }

    /// The `Set-Cookie` line that brings it to the browser, or makes it last again.
    pub(super) fn to_cookie(&self, settings: &Settings) -> String {
        let (name, value) = (name_of_cookie(settings), URL_SAFE_NO_PAD.encode(*self.0));
        let age = SESSION.num_seconds();
        // In the frame of another site only a cookie with these words comes back, and it is kept
        // apart for each site that frames us. What else they would open, `CsrfLayer` closes.
        let site = match (settings.secure, settings.framed_by.is_empty()) {
            (true, true) => "; SameSite=Lax; Secure",
            (true, false) => "; SameSite=None; Secure; Partitioned",
            (false, _) => "; SameSite=Lax",
        };
        format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly{site}")
    }
}

/// `__Host-` makes a browser refuse the cookie from anywhere but this host by https.
fn name_of_cookie(settings: &Settings) -> &'static str {
    if settings.secure { "__Host-aduan_chat" } else { "aduan_chat" }
}

#[cfg(test)]
mod tests {
    use aduan::stub::SeededEntropy;

    use super::*;

    #[test]
    fn a_secret_comes_back_as_it_went() {
        for secure in [true, false] {
            let settings = Settings { secure, ..Settings::default() };
            let secret = Secret::random(&SeededEntropy::new(7));
            let cookie = secret.to_cookie(&settings);
            let pair = cookie.split(';').next().unwrap();
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, format!("lang=id; {pair}").parse().unwrap());
            let back = Secret::of(&headers, &settings).unwrap();
            assert_eq!(back.as_bytes(), secret.as_bytes());
            let other = Settings { secure: !secure, ..Settings::default() };
            assert!(Secret::of(&headers, &other).is_none());
        }
    }

    #[test]
    fn what_is_no_secret_is_none() {
        for wrong in ["aduan_chat=", "aduan_chat=abc", "aduan_chat=!!!", "aduan_chat", "x=y"] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, wrong.parse().unwrap());
            assert!(Secret::of(&headers, &Settings::default()).is_none(), "{wrong}");
        }
        let long = format!("aduan_chat={}", "A".repeat(60));
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, long.parse().unwrap());
        assert!(Secret::of(&headers, &Settings::default()).is_none());
    }

    #[test]
    fn a_frame_of_another_site_needs_a_cookie_of_its_own() {
        let framed_by = vec!["https://www.lestari.go.id".into()];
        let settings = Settings { secure: true, framed_by, ..Settings::default() };
        let cookie = Secret::random(&SeededEntropy::new(7)).to_cookie(&settings);
        assert!(cookie.starts_with("__Host-aduan_chat="));
        assert!(cookie.ends_with("; SameSite=None; Secure; Partitioned"), "{cookie}");
    }
}
