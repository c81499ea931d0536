//! The token is no more: whoever operates it is told by mail and sees it wherever she looks, the other
//! channel knows nothing of it, and what was owed goes out as soon as Meta takes a token again.

use aduan::prelude::TimeDelta;
use fakes::{telegram::FakeTelegram, whatsapp::Person};

use super::{A_MOMENT, City, sink::Sink};

/// A little longer than between two looks of whoever watches over the house.
const A_LOOK: TimeDelta = TimeDelta::seconds(31);

/// A city on WhatsApp and Telegram, and the mail of whoever operates it.
struct Operated {
    city: City,
    telegram: FakeTelegram,
    mail: Sink,
}

impl Operated {
    async fn start() -> Self {
        let (telegram, mail) = (FakeTelegram::start().await, Sink::start().await);
        let keys = [
            ("ADUAN_EMAIL__URL", mail.url()),
            ("ADUAN_EMAIL__OPERATOR", "it@lestari.example"),
            ("ADUAN_TELEGRAM__TOKEN", telegram.token()),
            ("ADUAN_TELEGRAM__API_URL", telegram.url()),
            ("ADUAN_TELEGRAM__MODE", "polling"),
        ];
        let city = City::with(&keys).await;
        telegram.until_reached().await;
        Self { city, telegram, mail }
    }

    /// She writes, and WhatsApp is asked in vain to take the answer.
    async fn is_not_answered(&self, sari: &Person) {
        let whatsapp = &self.city.whatsapp;
        let tries = || whatsapp.calls().iter().filter(|call| *call == "messages").count();
        let (heard, before) = (sari.heard().len(), tries());
        sari.says("bantuan");
        whatsapp.until("a try", |_| (tries() > before).then_some(())).await;
        assert_eq!(sari.heard().len(), heard, "{whatsapp:?}");
    }

    /// The process says that it stands like that with WhatsApp, and at its next look the operator gets
    /// a mail which says this, and is her `count`th.
    async fn is_mailed(&self, standing: &str, count: usize, words: [&str; 2]) {
        let stands = || (self.standing() == standing).then_some(());
        self.city.whatsapp.until(standing, |_| stands()).await;
        self.city.time.is_waited(A_LOOK);
        let mails = || Some(self.mail.mails()).filter(|mails| mails.len() >= count);
        let mails = self.city.whatsapp.until("mail", |_| mails()).await;
        assert_eq!(mails.len(), count, "{mails:?}");
        let (to, text) = &mails[count - 1];
        assert!(to.contains("<it@lestari.example>"), "{to}");
        assert!(words.iter().all(|words| text.contains(words)), "{text}");
        for personal in ["Sari", "62812", "EAAJB"] {
            assert!(!text.contains(personal), "{text}");
        }
    }

    /// What the doctor says of the number.
    fn doctor(&self) -> String {
        let doctor = self.city.place.aduan(&["doctor"]).output().unwrap();
        let told = String::from_utf8(doctor.stdout).unwrap();
        let line = told.lines().find(|line| line.contains(" whatsapp "));
        line.unwrap_or_else(|| panic!("{told}")).to_owned()
    }

    /// How the process says that it stands with WhatsApp.
    fn standing(&self) -> String {
        let figures = self.city.figures();
        let of = "aduan_channel_standing{channel=\"whatsapp\",standing=\"";
        let standing =
            figures.lines().find_map(|line| line.strip_prefix(of)?.strip_suffix("\"} 1"));
        standing.unwrap_or_else(|| panic!("{figures}")).to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_revoked_is_mailed_to_the_operator_and_nothing_is_lost() {
    let mut all = Operated::start().await;
    let sari = all.city.whatsapp.person(1, "Sari");
    let budi = all.telegram.person(2, "Budi", "id");
    sari.says("halo");
    sari.hears(1).await;
    assert!(all.doctor().starts_with("ok"), "{}", all.doctor());
    assert_eq!(all.standing(), "fine");

    all.city.whatsapp.revokes(true);
    all.is_not_answered(&sari).await;
    all.is_mailed("revoked", 1, ["WhatsApp menolak tokennya", "WhatsApp does not take the token"])
        .await;
    assert!(all.doctor().starts_with("FAIL"), "{}", all.doctor());
    budi.says("halo");
    budi.hears(1).await;

    // Meta takes it again: that is told as well.
    all.city.whatsapp.revokes(false);
    all.city.time.passes(TimeDelta::minutes(1));
    sari.hears(2).await;
    all.is_mailed("fine", 2, ["teratasi: WhatsApp menolak", "over: WhatsApp does not"]).await;

    // For good this time; the operator writes a new one down, and begins anew.
    all.city.whatsapp.revokes(true);
    all.is_not_answered(&sari).await;
    all.is_mailed("revoked", 3, ["WhatsApp menolak tokennya", "WhatsApp does not take the token"])
        .await;
    all.city.dies();
    let newer = all.city.whatsapp.newer_token().to_owned();
    all.city.place.keys.push(("ADUAN_WHATSAPP__ACCESS_TOKEN".into(), newer));
    all.city.comes_back();
    all.city.time.passes(TimeDelta::minutes(1));
    sari.hears(3).await;
    sari.says("menu");
    all.city.time.passes(A_MOMENT);
    sari.hears(4).await;
    assert_eq!(all.standing(), "fine");
    assert!(all.doctor().starts_with("ok"), "{}", all.doctor());
    assert_eq!(sari.heard().len(), 4, "each once: {:?}", all.city.whatsapp);
    assert_eq!(all.mail.mails().len(), 3);
    assert_eq!(all.city.whatsapp.mistakes(), [""; 0]);
}
