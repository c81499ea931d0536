//! What is said while the machines are worked on, without a turn of the conversation.
//!
//! > *id:* Layanan sedang dirawat sampai 22 November 2026, pukul 05.00. Pesan Anda tersimpan dan
//! > akan diproses setelah itu.
//! >
//! > *en:* The service is under maintenance until 22 November 2026, 05:00. Your message is stored
//! > and will be processed then.

use aduan::domain::Language;
use chrono::{DateTime, FixedOffset, Utc};

use crate::{Phrase, Reply, Say, clock};

/// Says until when nothing is answered, by the clocks of the city, and that the message is kept.
pub fn in_maintenance(end: DateTime<Utc>, zone: FixedOffset, language: Language) -> Reply {
    let when = clock::moment(end, zone, language);
    Reply::new(Phrase::new(Say::Maintenance).text("when", when))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_told_in_local_time() {
        let end = "2026-11-21T22:00:00Z".parse().unwrap();
        let zone = "+07:00".parse().unwrap();
        let told = |language| in_maintenance(end, zone, language).render(language).text;
        assert_eq!(
            *told(Language::Indonesian),
            *"Layanan sedang dirawat sampai 22 November 2026, pukul 05.00. Pesan Anda tersimpan \
              dan akan diproses setelah itu."
        );
        assert_eq!(
            *told(Language::English),
            *"The service is under maintenance until 22 November 2026, 05:00. Your message is \
              stored and will be processed then."
        );
    }
}
