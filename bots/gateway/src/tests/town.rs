//! What people and the city do on the stage, besides talking.

use aduan::{
    authority::Actor,
    batch::{Batch, Guard, Write},
    domain::{
        Channel, Citizen, CitizenId, ComplaintId, Email, Language, Peer, PersonName, Preset, Role,
        StageKind, TrackingNumber, Words,
    },
    facts::Want,
    record::Name,
    verbs::{AddOfficer, File, Recognise, Start},
};

use super::stage::Stage;

impl Stage {
    /// Somebody who was met in that chat.
    pub(super) async fn citizen(&self, name: &str) -> CitizenId {
        let met = Recognise::new(Channel::Telegram, name);
        self.gateway.desk().recognise(met).await.unwrap()
    }

    /// Many people, known all at once.
    pub(super) async fn crowd(&self, names: &[String]) -> Vec<CitizenId> {
        let room = self.gateway.desk().room();
        let mut people = Vec::new();
        for some in names.chunks(200) {
            let mut batch = Batch::new();
            for name in some {
                let id = CitizenId::random(room.entropy);
                let mut citizen = Citizen::new(id, Language::Indonesian);
                citizen.sign_in(&Peer::new(Channel::Telegram, name.as_str()), room.now);
                room.put_citizen(&mut batch, &citizen, 0);
                people.push(id);
            }
            self.gateway.desk().commit(batch).await.unwrap();
        }
        people
    }

    /// An officer of the department that mends lamps.
    pub(super) async fn officer(&self) -> Actor {
        self.hires("dewi", Role::Agent).await
    }

    /// An officer, whose address begins with her name.
    pub(super) async fn hires(&self, name: &str, role: Role) -> Actor {
        let add = AddOfficer {
            name: PersonName::parse(name).unwrap(),
            email: Email::parse(&format!("{name}@lestari.id")).unwrap(),
            role,
            department: (role == Role::Agent).then(|| "pu".parse().unwrap()),
        };
        let added = self.gateway.desk().run(&Actor::System, &add).await.unwrap();
        Actor::Officer(added.answer)
    }

    /// A complaint of hers that everybody can see.
    pub(super) async fn published(&self, by: CitizenId) -> TrackingNumber {
        self.published_as(by, Preset::Public).await
    }

    pub(super) async fn published_as(&self, by: CitizenId, preset: Preset) -> TrackingNumber {
        let desk = self.gateway.desk();
        let words = Words::parse("Lampu jalan mati depan SD 3").unwrap();
        let mut file = File::new(desk.reserve(), "lampu".parse().unwrap(), words);
        file.preset = preset;
        let receipt = desk.file(&Actor::Citizen(by), file).await.unwrap();
        self.clock.advance(receipt.settles_at - desk.now());
        let (number, to) = (receipt.number.clone(), "pu".parse().unwrap());
        desk.assign(&Actor::System, number, to).await.unwrap();
        receipt.number
    }

    /// Which complaint that is.
    pub(super) async fn complaint(&self, number: &TrackingNumber) -> ComplaintId {
        let want = Want::Named(Name::Number(number.clone()));
        let facts = self.storage.load(&[want]).await.unwrap();
        aduan::book::complaint_named(&facts, number).unwrap().value.id
    }

    /// These people want to be told of it.
    pub(super) async fn follow(&self, number: &TrackingNumber, people: &[CitizenId]) {
        let (complaint, room) = (self.complaint(number).await, self.gateway.desk().room());
        for some in people.chunks(200) {
            let mut batch = Batch::new();
            batch.guard(Guard::Once(
                room.keys.token(aduan::seal::Scope::Once, some[0].as_bytes()),
                Box::default(),
            ));
            for citizen in some {
                batch.write(Write::Join(room.follower(complaint, *citizen)));
            }
            self.gateway.desk().commit(batch).await.unwrap();
        }
    }

    pub(super) async fn starts(&self, officer: &Actor, number: &TrackingNumber) {
        let start = Start { number: number.clone(), owner: None };
        let stage = self.gateway.desk().run(officer, &start).await.unwrap();
        assert_eq!(stage.answer, StageKind::InProgress);
    }
}
