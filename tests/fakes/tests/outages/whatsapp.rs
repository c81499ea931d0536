//! WhatsApp: what is said to the bot comes in by a webhook, as it does.

use std::{slice::from_ref, sync::Arc, time::Duration};

use aduan::prelude::*;
use aduan_whatsapp::{Intake, Standing, WhatsApp};
use axum::Router;
use fakes::whatsapp::{FakeWhatsApp, Fault, Person, Statuses, error_codes};

use super::town::{Town, clock};

struct OnWhatsApp {
    town: Town,
    fake: FakeWhatsApp,
    whatsapp: WhatsApp,
}

impl OnWhatsApp {
    async fn start() -> Self {
        let clock = clock();
        let fake = FakeWhatsApp::start(Arc::clone(&clock) as _).await;
        let settings = aduan_whatsapp::Settings {
            access_token: fake.token().parse().unwrap(),
            phone_number_id: fake.phone_number_id().parse().unwrap(),
            api_url: fake.url().parse().unwrap(),
            api_version: aduan_whatsapp::ApiVersion::default(),
            templates: aduan_whatsapp::Templates::default(),
            media_hosts: Vec::new(),
        };
        let whatsapp = WhatsApp::new(&settings).unwrap();
        let town = Town::served_by(Arc::new(whatsapp.clone()), Arc::clone(&clock)).await;
        let intake = Intake::new(whatsapp.clone(), Arc::new(town.gateway.clone()), clock);
        let (secret, verify) = (fake.app_secret(), fake.verify_token());
        let webhook = intake.webhook(secret.parse().unwrap(), verify.parse().unwrap());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let routes = Router::new().nest("/hook", webhook);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        fake.subscribes(&url).await;
        Self { town, fake, whatsapp }
    }

    /// Everybody says something, and it is taken.
    async fn hears(&self, people: &[Person]) {
        for person in people {
            person.says("halo");
        }
        self.is_settled().await;
    }

    async fn is_settled(&self) {
        self.fake.until("all taken", |fake| fake.is_settled().then_some(())).await;
    }

    /// Steps through that many seconds, five at a time.
    async fn pass(&self, seconds: usize) {
        for _ in 0..seconds / 5 {
            self.town.step(TimeDelta::seconds(5)).await;
            self.is_settled().await;
        }
    }

    /// How often a message was tried to be sent.
    fn tries(&self) -> usize {
        self.fake.calls().iter().filter(|call| *call == "messages").count()
    }
}

async fn a_minute_of(fault: Fault, standing: Standing) {
    let play = OnWhatsApp::start().await;
    let OnWhatsApp { town, fake, whatsapp } = &play;
    let people: Vec<Person> = (1..=3).map(|nth| fake.person(nth, "Sari")).collect();
    fake.misbehave(None, fault.clone(), usize::MAX);
    for second in 0..60 {
        if second % 5 == 0 {
            play.hears(&people).await;
            town.hears(Peer::new(Channel::Webchat, "hana"), second).await;
        }
        town.step(TimeDelta::seconds(1)).await;
    }
    assert!(people.iter().all(|person| person.heard().is_empty()), "{fault:?}: {fake:?}");
    assert_eq!(town.page.sent().len(), 12, "{fault:?}: the page waits for nobody");
    assert_eq!(whatsapp.standing(), standing, "{fault:?}");

    fake.behave();
    play.pass(540).await;
    for person in &people {
        assert_eq!(person.heard().len(), 12, "{fault:?}: {fake:?}");
    }
    assert_eq!(whatsapp.standing(), Standing::Fine, "{fault:?}");
    assert_eq!(fake.mistakes(), [""; 0]);
}

#[tokio::test]
async fn too_many_requests() {
    a_minute_of(Fault::Error(130_429), Standing::Away).await;
    a_minute_of(Fault::Error(131_056), Standing::Fine).await;
}

#[tokio::test]
async fn a_server_that_fails() {
    a_minute_of(Fault::Error(131_016), Standing::Away).await;
    a_minute_of(Fault::Page(500), Standing::Away).await;
    a_minute_of(Fault::Page(502), Standing::Away).await;
}

#[tokio::test]
async fn a_wire_that_breaks() {
    a_minute_of(Fault::Cut, Standing::Away).await;
}

#[tokio::test]
async fn a_token_or_an_account_that_is_no_more() {
    a_minute_of(Fault::Error(190), Standing::Revoked).await;
    a_minute_of(Fault::Error(131_042), Standing::Blocked).await;
}

/// What is seen of an action when the answer to the first of two replies is an error.
struct Seen {
    /// How we stand after it.
    standing: Standing,
    /// Whether the person hears it after all.
    heard: bool,
}

fn seen(action: &str) -> Seen {
    let (standing, heard) = match action {
        "retry_backoff" => (Standing::Away, true),
        "retry_same_user_later" => (Standing::Fine, true),
        "refresh_token_page_ops" => (Standing::Revoked, true),
        "pause_all_page_ops" => (Standing::Blocked, true),
        // A template takes no words of ours, so that a reply waits for the person; one that is paused
        // is paused for longer than a reply is worth; and the rest is not tried again.
        "switch_to_template"
        | "pause_template_page_ops"
        | "need_phone_not_bsuid"
        | "stop_user"
        | "bug_do_not_retry"
        | "media_retry_once_then_skip" => (Standing::Fine, false),
        other => unreachable!("{other} is no action"),
    };
    Seen { standing, heard }
}

#[tokio::test]
async fn each_error_in_an_answer_leads_to_its_action() {
    for (code, action) in error_codes() {
        let play = OnWhatsApp::start().await;
        let [sari, budi] = [(1, "Sari"), (2, "Budi")].map(|(n, name)| play.fake.person(n, name));
        play.fake.misbehave(Some("messages"), Fault::Error(code), 1);
        play.hears(from_ref(&sari)).await;
        play.town.step(TimeDelta::seconds(1)).await;
        let Seen { standing, heard } = seen(&action);
        assert_eq!(play.whatsapp.standing(), standing, "{code}: {action}");
        assert_eq!(play.tries(), 1, "{code}: {action}");
        play.pass(1200).await;
        assert_eq!(play.tries(), 1 + usize::from(heard), "{code}: {action}");
        assert_eq!(sari.heard().len(), usize::from(heard), "{code}: {action}");
        // Whatever it was, others are answered, and so is she when she writes again.
        play.hears(&[sari.clone(), budi.clone()]).await;
        play.pass(60).await;
        assert_eq!(sari.heard().len(), 1 + usize::from(heard), "{code}: {action}");
        assert_eq!(budi.heard().len(), 1, "{code}: {action}");
        assert_eq!(play.whatsapp.standing(), Standing::Fine, "{code}: {action}");
        assert_eq!(play.fake.mistakes(), [""; 0]);
    }
}

#[tokio::test]
async fn each_error_in_a_status_is_heard_and_what_concerns_all_changes_how_we_stand() {
    for (code, action) in error_codes() {
        let play = OnWhatsApp::start().await;
        let sari = play.fake.person(1, "Sari");
        play.fake.misbehave(Some("messages"), Fault::Fails(code), 1);
        // After the answer, that is: before it, the answer would be the newer word.
        play.fake.brings_statuses(Statuses::Withheld);
        play.hears(from_ref(&sari)).await;
        play.town.step(TimeDelta::seconds(1)).await;
        play.fake.brings_statuses(Statuses::InOrder);
        play.fake.lets_statuses_go();
        play.is_settled().await;
        let standing = match action.as_str() {
            "refresh_token_page_ops" => Standing::Revoked,
            "pause_all_page_ops" => Standing::Blocked,
            _ => Standing::Fine,
        };
        assert_eq!(play.whatsapp.standing(), standing, "{code}: {action}");
        play.hears(from_ref(&sari)).await;
        play.pass(60).await;
        assert!(!sari.heard().is_empty(), "{code}: {action}: {:?}", play.fake);
        assert_eq!(play.whatsapp.standing(), Standing::Fine, "{code}: {action}");
        assert_eq!(play.fake.mistakes(), [""; 0]);
    }
}
#[tokio::test]
async fn one_that_keeps_silent_is_in_doubt_and_what_came_all_the_same_is_not_said_again() {
    for (fault, heard) in [(Fault::Hang(Duration::from_secs(2)), 1), (Fault::TakenThenCut, 1)] {
        let play = OnWhatsApp::start().await;
        let sari = play.fake.person(1, "Sari");
        play.fake.misbehave(Some("messages"), fault.clone(), 1);
        play.hears(from_ref(&sari)).await;
        play.pass(420).await;
        assert_eq!(sari.heard().len(), heard, "{fault:?}: {:?}", play.fake);
    }
}
