//! A session is looked at in every turn, since it can be ended from elsewhere.

use aduan::{
    authority::Actor,
    domain::{Channel, Peer},
    verbs::{AccountOf, SignOut},
};

use super::stage::Stage;
#[tokio::test]
async fn who_was_signed_out_elsewhere_is_a_stranger_in_her_next_message() {
    let stage = Stage::new().await;
    let say = |id, text| [stage.said("sari", id, text)];
    stage.gateway.receive(&say("1", "masuk")).await.unwrap();
    stage.gateway.receive(&say("2", "lapor lampu mati di gang")).await.unwrap();
    stage.play().await;
    assert!(stage.told("sari")[1].starts_with("terkirim"), "{:?}", stage.told("sari"));

    let peer = Peer::new(Channel::Telegram, "sari");
    let citizen = stage.who("sari").await.unwrap();
    let by = Actor::Citizen(citizen);
    stage.gateway.desk().run(&by, &SignOut::Of(peer.clone())).await.unwrap();

    stage.gateway.receive(&say("3", "lapor lampu mati di jalan")).await.unwrap();
    stage.play().await;
    let told = stage.told("sari");
    assert!(told.last().unwrap().contains("LogInFirst"), "{told:?}");
    let look = AccountOf { citizen, peer };
    assert!(look.find(stage.gateway.desk()).await.unwrap().sessions.is_empty());
}
