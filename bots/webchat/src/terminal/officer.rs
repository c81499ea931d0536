//! What the city does in a script: `petugas: assign LP-7K3M-9QXT`.

use aduan::{
    Desk, DeskError,
    authority::Actor,
    book,
    domain::{
        BlobId, DepartmentId, Email, Language, Note, OfficerId, PersonName, Picture, Role,
        StageKind, TrackingNumber,
    },
    facts::Want,
    phrase,
    record::{Key, Name},
    refusal::Refusal,
    verbs::{AddOfficer, Ask, Assign, EndTalk, Reply, Resolve, Start},
};

/// The coordinator of a script.
#[derive(Clone, Copy, Debug)]
pub(super) struct Officer(OfficerId);

/// What a line tells her to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Assign(Option<DepartmentId>),
    Start,
    Ask(Note),
    Resolve(Note, bool),
    Reply(Note),
    End,
}

impl Order {
    /// Reads what follows the number; `None` if it is no order.
    pub(super) fn read(verb: &str, rest: &str) -> Option<Self> {
        let rest = rest.trim();
        match verb {
            "assign" if rest.is_empty() => Some(Self::Assign(None)),
            "assign" => Some(Self::Assign(Some(rest.parse().ok()?))),
            "start" if rest.is_empty() => Some(Self::Start),
            "ask" => Some(Self::Ask(Note::parse(rest).ok()?)),
            "reply" => Some(Self::Reply(Note::parse(rest).ok()?)),
            "end" if rest.is_empty() => Some(Self::End),
            "resolve" => {
                let (words, photo) = match rest.split_once("/foto") {
                    Some((words, _)) => (words, true),
                    None => (rest, false),
                };
                Some(Self::Resolve(Note::parse(words).ok()?, photo))
            }
            _ => None,
        }
    }
}

impl Officer {
    /// Adds her to the city.
    pub(super) async fn join(desk: &Desk) -> Result<Self, DeskError> {
        let mut bytes = [0; 8];
        desk.room().entropy.fill(&mut bytes);
        // Each run of a script has an officer of its own, and no two have one address.
        let email = format!("petugas-{:016x}@naskah.example", u64::from_be_bytes(bytes));
        let add = AddOfficer {
            name: PersonName::parse("Petugas").map_err(|_| Refusal::NotFound)?,
            email: Email::parse(&email).map_err(|_| Refusal::NotFound)?,
            role: Role::Coordinator,
            department: None,
        };
        Ok(Self(desk.run(&Actor::System, &add).await?.answer))
    }

    /// Does it; the stage of the complaint afterwards, or why not.
    pub(super) async fn does(
        self,
        desk: &Desk,
        number: TrackingNumber,
        order: Order,
    ) -> Result<StageKind, DeskError> {
        let actor = Actor::Officer(self.0);
        let done = match order {
            Order::Assign(to) => {
                let to = match to {
                    Some(to) => to,
                    None => home(desk, &number).await?,
                };
                desk.run(&actor, &Assign { number, to }).await
            }
            Order::Start => desk.run(&actor, &Start { number, owner: None }).await,
            Order::Ask(question) => desk.run(&actor, &Ask { number, question }).await,
            Order::Reply(words) => desk.run(&actor, &Reply { number, words }).await,
            Order::End => desk.run(&actor, &EndTalk { number }).await,
            Order::Resolve(remark, photo) => {
                let blob = BlobId::random(desk.room().entropy);
                // A script has no photo; who reads it on learns that there is one.
                let after = photo.then_some(Picture {
                    blob,
                    thumbnail: blob,
                    width: 4,
                    height: 3,
                    bytes: 1,
                });
                desk.run(&actor, &Resolve { number, remark, after }).await
            }
        };
        done.map(|done| done.answer)
    }
}

/// The department that mends what a complaint is about.
async fn home(desk: &Desk, number: &TrackingNumber) -> Result<DepartmentId, DeskError> {
    let wants = [Want::Named(Name::Number(number.clone())), Want::Record(Key::Catalogue)];
    let facts = desk.storage().load(&wants).await?;
    let complaint = book::complaint_named(&facts, number)?.value;
    let catalogue = book::catalogue(&facts)?;
    let category = catalogue.category(&complaint.category).ok_or(Refusal::UnknownCategory)?;
    Ok(category.department.clone())
}

/// What came of it, in words for a transcript.
pub(super) fn told(
    done: Result<StageKind, DeskError>,
    desk: &Desk,
    language: Language,
) -> Result<String, DeskError> {
    match done {
        Ok(stage) => Ok(phrase::stage(language, stage)),
        Err(DeskError::Refused(refusal)) => Ok(refusal.words(language, desk.now())),
        Err(error) => Err(error),
    }
}
