//! Taking an invitation.

use crate::{
    Desk, DeskError,
    authority::Actor,
    batch::Batch,
    domain::{
        Code, Credentials, Device, Email, Officer, OfficerId, PasswordHash, PersonName, Secret,
        TotpSecret,
    },
    facts::{Facts, Want},
    log::{By, Event},
    record::{Name, Versioned},
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::door::{self, Use};

/// Takes an invitation: from now on these are her password and her device. Whatever she had
/// before is over, her sessions too, and she is signed in here.
#[derive(Clone, Debug)]
pub struct Join {
    /// The invitation.
    pub invitation: Secret,
    /// The password she chose, hashed.
    pub password: PasswordHash,
    /// What her device makes its codes of. The page drew it and she read it, so that it comes
    /// back from her: a weaker one would harm nobody but herself.
    pub device: TotpSecret,
    /// The first code the device showed.
    pub code: Code,
    /// Ten recovery codes, which she is told once; drawn by whoever shows them.
    pub recovery: [Secret; 10],
    /// The session in which she is then, drawn by whoever keeps it.
    pub session: Secret,
    /// What it runs on.
    pub label: Box<str>,
}

/// An invitation that can be taken: whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Her name.
    pub name: PersonName,
    /// Her address.
    pub email: Email,
}

impl Invited {
    /// Looks an invitation up; for the page that asks for a password, and before one is hashed.
    ///
    /// # Errors
    /// [`Refusal::NotInvited`]
    pub async fn by(desk: &Desk, invitation: &Secret) -> Result<Self, DeskError> {
        let room = desk.room();
        let facts = desk.storage().load(&[Want::Named(name(invitation, &room))]).await?;
        let Officer { name, email, .. } = invited(&facts, invitation, &room)?.value;
        Ok(Self { name, email })
    }
}

fn name(invitation: &Secret, room: &Room<'_>) -> Name {
    Name::Handle(door::token(Use::Invitation, invitation, room))
}

fn invited(facts: &Facts, invitation: &Secret, room: &Room<'_>) -> Result<Versioned<Officer>, No> {
    let officer = door::named(facts, &name(invitation, room), room)?.ok_or(Refusal::NotInvited)?;
    match &officer.value.credentials.invitation {
        Some(invitation) if room.now < invitation.until => Ok(officer),
        _ => Err(Refusal::NotInvited.into()),
    }
}

impl Verb for Join {
    type Answer = OfficerId;

    fn wants(&self, _: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(vec![Want::Named(name(&self.invitation, room))])
    }

    fn decide(&self, _: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<OfficerId>, No> {
        let Versioned { version, value: mut officer } = invited(facts, &self.invitation, room)?;
        let last_step = self.device.step_of(&self.code, room.now).ok_or(Refusal::WrongCode)?;
        let recovery = self.recovery.iter().map(|code| door::token(Use::Recovery, code, room));
        officer.credentials = Credentials {
            password: Some(self.password.clone()),
            device: Some(Device { secret: self.device.clone(), last_step }),
            recovery: recovery.collect(),
            ..Credentials::default()
        };
        let session = door::token(Use::Session, &self.session, room);
        officer.credentials.open_session(session, &self.label, room.now, &room.city.limits);
        let mut batch = Batch::new();
        door::put(&mut batch, &officer, version, room);
        door::log(&mut batch, By::Officer(officer.id), Event::OfficerJoined, room);
        Ok(Planned { batch, answer: officer.id, after: Vec::new() })
    }
}
