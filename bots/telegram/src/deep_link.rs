//! Links that open the bot with something to begin with: `https://t.me/NAME?start=PAYLOAD` (Bot API,
//! "Deep linking": at most 64 of A-Z, a-z, 0-9, _ and -). A payload is what anybody may write: it says
//! no more than a person could type.

use aduan::domain::{Point, TrackingNumber};
use aduan_gateway::Heard;

/// What a link begins with.
#[derive(Clone, Debug, PartialEq)]
pub enum DeepLink {
    /// How a complaint stands.
    Complaint(TrackingNumber),
    /// A report of something at a place, from a QR code on it.
    Place(Point),
    /// Linking a chat, by the code that another one shows.
    Code(Box<str>),
}

/// Degrees are told in hundred-thousandths, about a metre.
const PARTS: f64 = 1e5;

impl DeepLink {
    /// The payload.
    pub fn payload(&self) -> String {
        match self {
            Self::Complaint(number) => format!("c_{number}"),
            Self::Place(point) => {
                let [latitude, longitude] =
                    [point.latitude(), point.longitude()].map(|degrees| (degrees * PARTS).round());
                format!("p_{latitude}_{longitude}")
            }
            Self::Code(code) => format!("l_{code}"),
        }
    }

    /// The link that opens the bot of that name.
    pub fn url(&self, bot: &str) -> String {
        format!("https://t.me/{bot}?start={}", self.payload())
    }

    /// What somebody wrote after `/start`, if it is one of these.
    pub fn read(payload: &str) -> Option<Self> {
        let (kind, rest) = payload.trim().split_once('_')?;
        match kind {
            "c" => rest.parse().ok().map(Self::Complaint),
            "l" => Some(Self::Code(rest.into())),
            "p" => {
                let (latitude, longitude) = rest.split_once('_')?;
                let degrees = |parts: &str| Some(f64::from(parts.parse::<i32>().ok()?) / PARTS);
                Point::new(degrees(latitude)?, degrees(longitude)?).ok().map(Self::Place)
            }
            _ => None,
        }
    }

    /// What it is to a conversation.
    pub(crate) fn heard(self) -> Heard {
        match self {
            Self::Complaint(number) => Heard::Said { text: number.as_str().into() },
            Self::Place(point) => Heard::SharedPlace { point: Some(point) },
            Self::Code(code) => Heard::Said { text: format!("link {code}").into() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_says_is_read_again() {
        let number = "LP-7K3M-9QXT".parse().unwrap();
        let point = Point::new(-7.421_53, 109.234_08).unwrap();
        let code = DeepLink::Code("RWX8-D7P8".into());
        for link in [DeepLink::Complaint(number), DeepLink::Place(point), code] {
            let payload = link.payload();
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            assert!(payload.len() <= 64 && payload.chars().all(plain), "{payload}");
            assert_eq!(DeepLink::read(&payload), Some(link));
        }
        let url = DeepLink::Place(point).url("AduanLestariBot");
        assert_eq!(url, "https://t.me/AduanLestariBot?start=p_-742153_10923408");
    }

    #[test]
    fn what_is_none_is_none() {
        for payload in ["", "x", "c_", "c_LP-1", "p_1", "p_0_0", "p_900000000_1", "p_a_b", "z_1"] {
            assert_eq!(DeepLink::read(payload), None, "{payload}");
        }
    }
}
