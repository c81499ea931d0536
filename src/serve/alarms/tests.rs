//! The house is watched over.

use aduan::{
    authority::Actor,
    domain::{City, Email, Handle, Purpose},
    memory::MemoryStorage,
    seal::KeyRing,
    stub::{SeededEntropy, StoppedClock},
    verbs::RequestCode,
};
use aduan_gateway::Settings;
use aduan_telegram::Reporter as _;
use fakes::telegram::{FakeTelegram, Fault};

use super::{wrong::Alarm, *};

fn watch_over(fake: &FakeTelegram, mail: &std::path::Path) -> Watch {
    let mut city = City::new("lestari", "Kota Lestari", "LP").unwrap();
    city.limits.codes_a_city_day = 10;
    let storage = Arc::new(MemoryStorage::new(&city.jurisdiction));
    let (clock, entropy) = (StoppedClock::at("2026-11-21T02:00:00Z"), SeededEntropy::new(7));
    let keys = KeyRing::generate(&entropy);
    let desk = Desk::new(storage, Arc::new(clock), Arc::new(entropy), keys, city);
    let settings = aduan_telegram::Settings {
        token: fake.token().parse().unwrap(),
        api_url: fake.url().parse().unwrap(),
    };
    let telegram = Telegram::new(&settings).unwrap();
    let channels = vec![Arc::new(telegram.clone()) as _];
    let gateway = Gateway::new(desk.clone(), channels, Settings::default());
    let (url, from) = (format!("file:{}", mail.display()), "Aduan <a@lestari.example>");
    let entropy = Arc::new(SeededEntropy::new(8));
    let mail = EmailMessenger::open(&url, from, entropy).unwrap();
    let operator = Some((Arc::new(mail), "it@lestari.example".into()));
    let (telegram, admins) = (Some(telegram), vec![7]);
    let (whatsapp, budget) = (None, None);
    Watch { desk, gateway, telegram, whatsapp, budget, admins, operator, folder: None }
}

/// What was mailed so far.
fn mailed(folder: &std::path::Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

#[tokio::test]
async fn a_token_that_is_no_more_is_told_once_by_mail_and_that_it_is_well_again() {
    let (fake, folder) = (FakeTelegram::start().await, tempfile::tempdir().unwrap());
    let watch = watch_over(&fake, folder.path());
    let admin = fake.person(7, "Admin", "id");
    fake.misbehave(None, Fault::Error(401, "Unauthorized"), usize::MAX);
    watch.telegram.as_ref().unwrap().name().await;
    let known = watch.look(&Alarms::new()).await;
    let known = watch.look(&known).await;
    let mails = mailed(folder.path());
    assert_eq!(mails.len(), 1, "{mails:?}");
    for words in ["tidak mengenal tokennya", "does not know the token"] {
        assert!(mails[0].contains(words), "{}", mails[0]);
    }

    fake.behave();
    watch.telegram.as_ref().unwrap().name().await;
    watch.look(&known).await;
    assert_eq!(mailed(folder.path()).len(), 2);
    assert_eq!(admin.heard().len(), 1, "now Telegram takes it as well");
}

#[tokio::test]
async fn of_two_processes_that_see_the_same_one_tells() {
    let (fake, folder) = (FakeTelegram::start().await, tempfile::tempdir().unwrap());
    let one = watch_over(&fake, folder.path());
    fake.misbehave(None, Fault::Error(401, "Unauthorized"), usize::MAX);
    one.telegram.as_ref().unwrap().name().await;
    let other = one.clone();
    one.look(&Alarms::new()).await;
    other.look(&Alarms::new()).await;
    assert_eq!(mailed(folder.path()).len(), 1);
}

#[tokio::test]
async fn the_status_names_nobody_and_says_what_waits() {
    let (fake, folder) = (FakeTelegram::start().await, tempfile::tempdir().unwrap());
    let watch = watch_over(&fake, folder.path());
    for (language, words) in [
        (Language::Indonesian, ["*Semua baik*", "outbox: 0, menyerah: 0"]),
        (Language::English, ["*All is well*", "outbox: 0, given up: 0"]),
    ] {
        let status = watch.status(language).await;
        assert!(words.iter().all(|words| status.text.contains(words)), "{}", status.text);
    }
}

#[tokio::test]
async fn a_flood_of_codes_is_told_before_none_is_left_and_the_status_counts_them() {
    let (fake, folder) = (FakeTelegram::start().await, tempfile::tempdir().unwrap());
    let watch = watch_over(&fake, folder.path());
    let spend = async |codes: std::ops::Range<u8>| {
        for nth in codes {
            let ask = RequestCode {
                peer: Peer::new(Channel::Webchat, nth.to_string()),
                purpose: Purpose::Login,
                handle: Handle::Email(Email::parse(&format!("x{nth}@contoh.id")).unwrap()),
                language: Language::Indonesian,
                network: None,
            };
            watch.desk.run(&Actor::Visitor, &ask).await.unwrap();
        }
    };
    spend(0..3).await;
    let known = watch.look(&Alarms::new()).await;
    assert_eq!(known, Alarms::new());
    let status = watch.status(Language::English).await.text;
    assert!(status.contains("Codes asked for today: 3 of 10"), "{status}");
    spend(3..8).await;
    let known = watch.look(&known).await;
    assert_eq!(known["codes"], Alarm::new("codes-nearly-spent"));
    assert!(mailed(folder.path())[0].contains("four fifths"));
    spend(8..10).await;
    let known = watch.look(&known).await;
    assert_eq!(known["codes"], Alarm::new("codes-spent"));
    assert_eq!(mailed(folder.path()).len(), 2);
}
