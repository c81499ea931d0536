//! What is answered arrives.

use aduan::prelude::TimeDelta;
use fakes::whatsapp::{FakeWhatsApp, Fault};

use super::{A_MOMENT, City, acts};

/// How often a message was tried to be sent.
fn tries(whatsapp: &FakeWhatsApp) -> usize {
    whatsapp.calls().iter().filter(|call| *call == "messages").count()
}

#[tokio::test]
async fn whatever_whatsapp_does_with_an_answer_it_arrives() {
    let city = City::start().await;
    let whatsapp = &city.whatsapp;
    let faults = [
        Fault::Error(131_000),
        Fault::Error(131_056),
        Fault::Error(130_429),
        Fault::Page(500),
        Fault::Page(502),
        Fault::Cut,
        Fault::TakenThenCut,
    ];
    for (fault, nth) in faults.into_iter().zip(1..) {
        whatsapp.misbehave(Some("messages"), fault.clone(), 1);
        let (sari, before) = (whatsapp.person(nth, "Sari"), tries(whatsapp));
        sari.says("halo");
        whatsapp.until("a try", |_| (tries(whatsapp) > before).then_some(())).await;
        // For one of which nobody knows whether it was taken, its status is waited for.
        city.time.passes(TimeDelta::minutes(6));
        sari.hears(1).await;
        assert_eq!(sari.heard().len(), 1, "{fault:?}: {whatsapp:?}");
    }
    assert_eq!(whatsapp.mistakes(), [""; 0]);
}

#[tokio::test]
async fn a_talk_goes_on_when_the_process_is_killed_at_every_step() {
    let mut city = City::start().await;
    let sari = city.whatsapp.person(1, "Sari");
    let steps = [
        "halo",
        "[Setuju, lanjut]",
        "lampu jalan depan SD 3 mati sejak kemarin, gelap sekali",
        "[Lampu jalan]",
        "Lewati",
        "[Publik]",
        "[Kirim]",
    ];
    for (act, nth) in steps.into_iter().zip(100..) {
        // Somebody else is answered after her, by when nobody holds her lane any more: whoever dies
        // with it in hand keeps it for a minute.
        let budi = city.whatsapp.person(nth, "Budi");
        budi.says("halo");
        budi.hears(1).await;
        city.dies();
        let before = sari.heard().len();
        city.time.passes(A_MOMENT);
        acts(&sari, act);
        city.comes_back();
        sari.hears(before + 1).await;
    }
    let heard = sari.heard();
    let receipts = heard.iter().filter(|line| line.words().unwrap().starts_with("✅"));
    // At most the one reply that was being sent when the process was killed comes again.
    assert!((1..=2).contains(&receipts.count()), "{:?}", city.whatsapp);
    assert_eq!(city.whatsapp.mistakes(), [""; 0]);
}
