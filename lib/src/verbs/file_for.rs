//! Filing a complaint for somebody.

use crate::{
    authority::{Actor, Deed},
    domain::{
        Citizen, CitizenId, Consent, Handle, Identity, Kind, Language, OfficerId, Photo, PhotoId,
        PhotoState, Picture,
    },
    facts::{Facts, Want},
    log::By,
    record::Versioned,
    refusal::Refusal,
    seal::Token,
    verb::{No, Planned, Room, Verb},
};

use super::{File, Receipt, people};

/// Files a complaint for somebody who stands at the counter or is on the phone, by an officer; the
/// log says who wrote it down. Nobody has to undo it, since the officer reads it back to her, so
/// it can be routed at once.
#[derive(Clone, Debug)]
pub struct FileFor {
    /// The complaint. It is never hidden from the staff, who took it in.
    pub file: File,
    /// Whose it is, if she wants to follow it.
    pub caller: Option<Caller>,
    /// Photos of it, cleaned and kept.
    pub pictures: Vec<Picture>,
}

/// Somebody an officer files a complaint for. Whoever proves the handle later finds the complaint
/// among her reports.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Where she says that she can be reached.
    pub handle: Handle,
    /// The language she is told things in, if nothing is known of her yet.
    pub language: Language,
    /// Whether she agreed to what was read to her about her data.
    pub agreed: bool,
}

impl Caller {
    /// The version of the words that are read at a counter: older than any a chat shows, so that
    /// a chat asks her all the same.
    const CONSENT_VERSION: u16 = 0;

    /// The person, as she is known or from now on.
    fn person(&self, facts: &Facts, room: &Room<'_>) -> Result<Versioned<Citizen>, No> {
        if !self.agreed {
            return Err(Refusal::ConsentFirst.into());
        }
        let known = people::of(facts, &self.handle, room)?;
        let mut person = known.unwrap_or_else(|| {
            let mut new = Citizen::new(CitizenId::random(room.entropy), self.language);
            new.handles.push(self.handle.clone());
            Versioned { version: 0, value: new }
        });
        if person.value.consent.is_none() || person.value.withdrew.is_some() {
            person.value.agree(&Consent { at: room.now, version: Self::CONSENT_VERSION });
        }
        Ok(person)
    }
}

impl FileFor {
    fn fingerprint(&self, officer: OfficerId, room: &Room<'_>) -> Token {
        self.file.fingerprint(officer.as_bytes(), room)
    }
}

impl Verb for FileFor {
    type Answer = Receipt;

    fn wants(&self, actor: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = super::officer_wants(actor);
        wants.extend(self.caller.iter().map(|caller| Want::Named(room.name_of(&caller.handle))));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Receipt>, No> {
        let Some(officer) = super::staff(actor, Deed::FileFor, facts, room)? else {
            return Err(Refusal::NotAllowed.into());
        };
        let file = &self.file;
        if file.preset.identity() == Identity::HiddenFromStaff || file.kind == Kind::Question {
            return Err(Refusal::NotAllowed.into());
        }
        let person = self.caller.as_ref().map(|it| it.person(facts, room)).transpose()?;
        let terms = file.terms(facts, room)?;
        let reporter = person.as_ref().map(|person| person.value.id);
        let mut complaint = file.complaint(reporter, terms, room);
        complaint.settles_at = room.now;
        complaint.photos.extend(self.pictures.iter().map(|picture| Photo {
            id: PhotoId::random(room.entropy),
            after: false,
            state: PhotoState::Kept { picture: *picture },
        }));
        let of = self.fingerprint(officer, room);
        let mut planned = file.filed(&complaint, terms.0, (By::Officer(officer), of), room)?;
        if let Some(person) = person {
            room.put_citizen(&mut planned.batch, &person.value, person.version);
        }
        Ok(planned)
    }

    fn again(&self, receipt: &[u8], actor: &Actor, room: &Room<'_>) -> Result<Receipt, No> {
        let Actor::Officer(officer) = actor else { return Err(Refusal::NotAllowed.into()) };
        Receipt::again(receipt, self.fingerprint(*officer, room))
    }
}
