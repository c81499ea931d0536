//! What a channel tells later of messages that it took, when it takes words of our own, and what it
//! charges for.

use std::sync::Arc;

use aduan::{
    authority::Actor,
    buried::{Remedy, buried, mend},
    domain::{Channel, Login, Peer, TrackingNumber},
    log::{Audience, Event},
    owed::Undelivered,
    queue::Queue,
    verbs::Recognise,
};
use chrono::TimeDelta;

use super::{
    provider::{Mood, Provider},
    stage::Stage,
};
use crate::{Charge, Fate, Heard, Inbound, Quoted, Word};

/// A city on WhatsApp, where Sari wrote and has a report.
struct OnWhatsApp {
    stage: Stage,
    whatsapp: Arc<Provider>,
    dewi: Actor,
    lamp: TrackingNumber,
}

const SARI: &str = "ID.1350120865530274191";
const TOLD: Event = Event::Told { to: Audience::Reporter };

fn lost(because: Undelivered) -> Event {
    Event::NotTold { to: Audience::Reporter, because, after_all: true }
}

impl OnWhatsApp {
    async fn new() -> Self {
        let (mut stage, mut all) = Stage::served_by(&[Channel::WhatsApp]).await;
        stage.city.login.insert(Channel::WhatsApp, Login::Channel);
        stage.begin_again();
        let met = Recognise::new(Channel::WhatsApp, SARI);
        let sari = stage.gateway.desk().recognise(met).await.unwrap();
        let dewi = stage.officer().await;
        let lamp = stage.published(sari).await;
        let city = Self { stage, whatsapp: all.remove(0), dewi, lamp };
        city.sari_writes().await;
        city
    }

    async fn sari_writes(&self) {
        self.comes(Heard::Said { text: "halo".into() }).await;
    }

    /// Something comes from Sari's account, and what follows is done.
    async fn comes(&self, input: Heard) {
        self.comes_quoting(None, input).await;
    }

    async fn comes_quoting(&self, quoted: Option<Quoted>, input: Heard) {
        let id = format!("{input:?} {}", self.stage.gateway.desk().now());
        let peer = Peer::new(Channel::WhatsApp, SARI);
        let inbound = Inbound { peer, quoted, ..self.stage.inbound("", &id, input) };
        self.stage.gateway.receive(&[inbound]).await.unwrap();
        self.later(TimeDelta::seconds(1)).await;
    }

    /// What Sari is told when she replies to the message of that name.
    async fn told_on_reply_to(&self, id: &str) -> String {
        let quoted = Quoted::Message { id: id.into() };
        self.comes_quoting(Some(quoted), Heard::Said { text: "nomor 14".into() }).await;
        self.whatsapp.told(SARI).pop().unwrap()
    }

    /// Time passes, and what is due is done.
    async fn later(&self, time: TimeDelta) {
        self.stage.clock.advance(time);
        self.stage.gateway.settle().await.unwrap();
    }

    /// The channel tells what became of what it was asked for last.
    async fn tells(&self, fate: Fate) {
        let (delivery, _) = self.whatsapp.deliveries().pop().unwrap();
        let word = word("wamid.1", Some(delivery), fate);
        // Whatever it tells, it tells again.
        self.stage.gateway.learn(&[word.clone(), word]).await.unwrap();
        self.stage.gateway.settle().await.unwrap();
    }
}

fn word(id: &str, delivery: Option<aduan::domain::QueuedId>, fate: Fate) -> Word {
    let (channel, provider_id) = (Channel::WhatsApp, id.into());
    Word { channel, provider_id, delivery, fate, charge: None }
}

#[tokio::test]
async fn a_chat_is_open_for_a_day_less_ten_minutes() {
    let city = OnWhatsApp::new().await;
    for (hours, minutes, open) in [(23, 49, true), (23, 51, false)] {
        city.sari_writes().await;
        let wait = TimeDelta::hours(hours) + TimeDelta::minutes(minutes);
        city.stage.clock.advance(wait);
        if open {
            city.stage.starts(&city.dewi, &city.lamp).await;
        } else {
            city.stage.resolves(&city.dewi, &city.lamp).await;
        }
        city.later(TimeDelta::zero()).await;
        assert_eq!(city.whatsapp.deliveries().last().unwrap().1, open, "{hours}:{minutes}");
    }
}

#[tokio::test]
async fn what_nobody_knows_the_fate_of_is_not_said_twice() {
    let city = OnWhatsApp::new().await;
    city.later(TimeDelta::minutes(11)).await;
    let before = city.whatsapp.deliveries().len();
    city.whatsapp.is(Mood::Doubtful);
    city.stage.starts(&city.dewi, &city.lamp).await;
    city.later(TimeDelta::zero()).await;
    city.later(TimeDelta::minutes(4)).await;
    assert_eq!(city.whatsapp.deliveries().len(), before + 1, "not within five minutes");
    city.tells(Fate::Sent).await;
    city.whatsapp.is(Mood::Fine);
    city.later(TimeDelta::hours(1)).await;
    assert_eq!(city.whatsapp.deliveries().len(), before + 1, "it was on its way");
    assert_eq!(city.stage.notes(&city.lamp).await, [TOLD, TOLD]);
}

#[tokio::test]
async fn what_nobody_hears_of_is_said_again() {
    let city = OnWhatsApp::new().await;
    city.later(TimeDelta::minutes(11)).await;
    city.whatsapp.is(Mood::Doubtful);
    city.stage.starts(&city.dewi, &city.lamp).await;
    city.later(TimeDelta::zero()).await;
    city.whatsapp.is(Mood::Fine);
    city.later(TimeDelta::minutes(6)).await;
    let ids: Vec<_> = city.whatsapp.deliveries().iter().rev().take(2).map(|(id, _)| *id).collect();
    assert_eq!(ids[0], ids[1], "under the same id");
    assert_eq!(city.stage.notes(&city.lamp).await, [TOLD, TOLD]);
}

#[tokio::test]
async fn what_the_channel_took_and_would_not_say_is_said_in_brief() {
    let city = OnWhatsApp::new().await;
    let before = city.whatsapp.deliveries().len();
    assert!(city.whatsapp.deliveries()[0].1, "we took the chat for open");
    city.later(TimeDelta::minutes(11)).await;
    city.stage.starts(&city.dewi, &city.lamp).await;
    city.later(TimeDelta::zero()).await;
    city.tells(Fate::Lost(Undelivered::Closed)).await;
    city.later(TimeDelta::minutes(11)).await;
    let open: Vec<_> = city.whatsapp.deliveries()[before..].iter().map(|(_, open)| *open).collect();
    assert_eq!(open, [true, false], "once more, and only once");
}

#[tokio::test]
async fn what_never_arrives_is_in_the_history() {
    let city = OnWhatsApp::new().await;
    city.later(TimeDelta::minutes(11)).await;
    city.stage.starts(&city.dewi, &city.lamp).await;
    city.later(TimeDelta::zero()).await;
    city.tells(Fate::Lost(Undelivered::Unreachable)).await;
    assert_eq!(city.stage.notes(&city.lamp).await, [TOLD, TOLD, lost(Undelivered::Unreachable)]);
    // An operator sees it once, and can send it again.
    let desk = city.stage.gateway.desk();
    let all = buried(desk, Queue::Outbox).await.unwrap();
    let [one] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(&*one.why, Undelivered::Unreachable.name());
    let before = city.whatsapp.deliveries().len();
    assert!(mend(desk, Queue::Outbox, one.id, Remedy::Retry).await.unwrap());
    city.later(TimeDelta::minutes(11)).await;
    assert_eq!(city.whatsapp.deliveries().len(), before + 1);
}

#[tokio::test]
async fn what_gets_lost_for_now_is_sent_three_times_more_and_then_given_up() {
    let city = OnWhatsApp::new().await;
    city.later(TimeDelta::minutes(11)).await;
    let before = city.whatsapp.deliveries().len();
    city.stage.starts(&city.dewi, &city.lamp).await;
    city.later(TimeDelta::zero()).await;
    for times in 1..=4 {
        assert_eq!(city.whatsapp.deliveries().len(), before + times);
        city.tells(Fate::LostForNow).await;
        city.later(TimeDelta::minutes(1)).await;
        assert_eq!(city.whatsapp.deliveries().len(), before + times, "not at once");
        city.later(TimeDelta::minutes(11)).await;
    }
    assert_eq!(city.whatsapp.deliveries().len(), before + 4);
    assert_eq!(city.stage.notes(&city.lamp).await.last(), Some(&lost(Undelivered::GaveUp)));
    assert_eq!(buried(city.stage.gateway.desk(), Queue::Outbox).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_arrives_and_what_nobody_tells_of_leaves_nothing_behind() {
    let city = OnWhatsApp::new().await;
    let kept = city.stage.waiting(Queue::Outbox).await.0;
    assert_eq!(kept, 1, "the news that were sent");
    city.later(TimeDelta::minutes(11)).await;
    city.stage.starts(&city.dewi, &city.lamp).await;
    city.later(TimeDelta::zero()).await;
    city.tells(Fate::Arrived).await;
    assert_eq!(city.stage.waiting(Queue::Outbox).await.0, kept);
    let before = city.whatsapp.deliveries().len();
    city.later(TimeDelta::days(3)).await;
    assert_eq!(city.stage.waiting(Queue::Outbox).await, (0, 0));
    assert_eq!(city.whatsapp.deliveries().len(), before);
}

#[tokio::test]
async fn what_arrived_is_charged_once_and_each_month_by_itself() {
    let city = OnWhatsApp::new().await;
    let gateway = &city.stage.gateway;
    let charged = |id: &str, fate, charge| Word { charge: Some(charge), ..word(id, None, fate) };
    let words = [
        charged("wamid.1", Fate::Sent, Charge::Utility),
        charged("wamid.1", Fate::Arrived, Charge::Utility),
        charged("wamid.1", Fate::Arrived, Charge::Utility),
        charged("wamid.2", Fate::Arrived, Charge::Service),
        charged("wamid.3", Fate::Arrived, Charge::Service),
        word("wamid.4", None, Fate::Arrived),
    ];
    gateway.learn(&words).await.unwrap();
    let now = gateway.charged(Channel::WhatsApp).await.unwrap();
    assert_eq!((now[&Charge::Utility], now[&Charge::Service]), (1, 2));
    assert_eq!(now[&Charge::Marketing], 0);
    city.stage.clock.advance(TimeDelta::days(30));
    let next = gateway.charged(Channel::WhatsApp).await.unwrap();
    assert!(next.values().all(|count| *count == 0), "{next:?}");
}

#[tokio::test]
async fn news_switched_in_the_settings_stop_and_begin_and_open_no_chat() {
    let city = OnWhatsApp::new().await;
    city.comes(Heard::SetNews { wanted: false }).await;
    let told = || city.whatsapp.told(SARI);
    assert!(told().last().unwrap().starts_with("Kabar otomatis dimatikan"), "{:?}", told());
    let before = told().len();
    city.stage.starts(&city.dewi, &city.lamp).await;
    city.later(TimeDelta::hours(25)).await;
    assert_eq!(told().len(), before, "no news");

    // Nobody may answer her now, and she wrote nothing that would change that.
    city.comes(Heard::SetNews { wanted: true }).await;
    city.comes(Heard::SetNews { wanted: false }).await;
    city.comes(Heard::SetNews { wanted: true }).await;
    assert_eq!(told().len(), before, "no answer into a closed chat");
    city.stage.resolves(&city.dewi, &city.lamp).await;
    city.later(TimeDelta::minutes(11)).await;
    assert_eq!(told().len(), before + 1, "news again");
    assert!(!city.whatsapp.deliveries().last().unwrap().1, "in brief");
}

#[tokio::test]
async fn settings_of_a_chat_that_is_nobodys_change_nothing() {
    let city = OnWhatsApp::new().await;
    let peer = Peer::new(Channel::WhatsApp, "ID.2");
    let inbound =
        |id: &str, input| Inbound { peer: peer.clone(), ..city.stage.inbound("", id, input) };
    let said = inbound("1", Heard::Said { text: "halo".into() });
    let set = inbound("2", Heard::SetNews { wanted: false });
    city.stage.gateway.receive(&[said, set]).await.unwrap();
    city.stage.gateway.settle().await.unwrap();
    assert_eq!(city.whatsapp.told("ID.2"), ["halo"]);
    assert_eq!(city.stage.waiting(Queue::Inbox).await, (0, 0));
}

#[tokio::test]
async fn a_reply_to_news_is_about_their_report() {
    let city = OnWhatsApp::new().await;
    let about = format!("Said about {}", city.lamp);
    assert_eq!(city.whatsapp.told(SARI), [city.lamp.as_str(), "halo"]);
    assert_eq!(city.told_on_reply_to("wamid.ours1").await, about, "the news");
    assert_eq!(city.told_on_reply_to("wamid.ours2").await, "nomor 14", "what names no report");
    assert_eq!(city.told_on_reply_to("wamid.hers").await, "nomor 14", "her own words");

    // Words that nobody knew to be sent until the channel told, with its name for them.
    city.later(TimeDelta::minutes(11)).await;
    city.whatsapp.is(Mood::Doubtful);
    city.stage.starts(&city.dewi, &city.lamp).await;
    city.later(TimeDelta::zero()).await;
    city.tells(Fate::Sent).await;
    city.whatsapp.is(Mood::Fine);
    assert_eq!(city.told_on_reply_to("wamid.1").await, about);
}

#[test]
fn what_was_quoted_is_read_as_another_release_wrote_it() {
    let words: Quoted = serde_json::from_str("\"Kabar LP-7K3M-9QXT\"").unwrap();
    assert_eq!(words, Quoted::Words("Kabar LP-7K3M-9QXT".into()));
    let message = Quoted::Message { id: "wamid.1".into() };
    let stored = serde_json::to_string(&message).unwrap();
    assert_eq!(serde_json::from_str::<Quoted>(&stored).unwrap(), message);
}
