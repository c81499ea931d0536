//! Plays the story: each scene is a verb, handed in at its time by whoever it is, so that what is
//! stored is history as the product writes it.

use std::collections::BTreeMap;

use aduan::{
    Desk, DeskError,
    authority::Actor,
    domain::{
        Catalogue, CitizenId, Comment, Consent, DepartmentId, Email, EvidenceRule, Handle,
        Language, OfficerId, Peer, PersonName, Purpose, Role, TrackingNumber,
    },
    ports::{Album as _, Clock as _},
    seal::Token,
    stub::StoppedClock,
    verb::{After, Verb},
    verbs::{
        Answer, Ask, Assign, CommentOn, Confirm, Dispute, EndTalk, EnterCode, File, Follow, Rate,
        Reject, Remark, Rename, Reply, RequestCode, Resolve, Start, Support, TellStaff, Transfer,
        Verdict, Withdraw,
    },
};
use aduan_gateway::Gateway;
use anyhow::Context as _;

use super::{
    channel::CHANNEL,
    city::{City, Officer},
    pictures::{self, Subject},
    plot::{Deed, Report, Scene, is_english},
};

/// The stage, and what became of everything so far.
pub(super) struct Player<'a> {
    desk: &'a Desk,
    clock: &'a StoppedClock,
    gateway: &'a Gateway,
    city: &'a City,
    catalogue: &'a Catalogue,
    /// Who works there.
    staff: Vec<(OfficerId, Officer)>,
    people: BTreeMap<usize, CitizenId>,
    cases: BTreeMap<usize, Case>,
    /// How many scenes the city would not have.
    pub(super) refused: usize,
}

/// A report that was filed.
pub(super) struct Case {
    number: TrackingNumber,
    reporter: Actor,
    /// Who has it.
    department: DepartmentId,
    after_photo: bool,
}

impl<'a> Player<'a> {
    pub(super) fn new(
        desk: &'a Desk,
        clock: &'a StoppedClock,
        gateway: &'a Gateway,
        city: &'a City,
        catalogue: &'a Catalogue,
        staff: Vec<(OfficerId, Officer)>,
    ) -> Self {
        let (people, cases) = (BTreeMap::new(), BTreeMap::new());
        Self { desk, clock, gateway, city, catalogue, staff, people, cases, refused: 0 }
    }

    /// Plays all scenes, which come in their order.
    pub(super) async fn play(&mut self, scenes: Vec<Scene>) -> anyhow::Result<()> {
        for Scene { at, about, deed } in scenes {
            let pause = at - self.clock.now();
            self.clock.advance(pause);
            let crowd = matches!(deed, Deed::Support(_) | Deed::Follow(_) | Deed::Comment(..));
            match deed {
                Deed::File(report) => self.file(about, *report).await?,
                deed => self.act(about, deed).await?,
            }
            // What became due until now, and what the scene has left to do, which a crowd does not.
            if !crowd {
                self.gateway.settle().await?;
            }
        }
        Ok(())
    }

    async fn file(&mut self, about: usize, report: Report) -> anyhow::Result<()> {
        let Report { by, category, words, place, preset, photos } = report;
        let reporter = self.citizen(by).await?;
        let number = self.desk.reserve();
        let mut department = "sekretariat".parse()?;
        let mut after_photo = false;
        let file = match category {
            None => File::question(number.clone(), words),
            Some(category) => {
                let known = self.catalogue.category(&category).context("an unknown category")?;
                department = known.department.clone();
                after_photo = known.evidence == EvidenceRule::AfterPhoto;
                let photos = photos.iter().map(|photo| format!("{}:{photo}", CHANNEL.name()));
                let photos = photos.map(String::into_boxed_str).collect();
                File { place, preset, photos, ..File::new(number.clone(), category, words) }
            }
        };
        if self.run(&reporter, &file).await?.is_some() {
            self.cases.insert(about, Case { number, reporter, department, after_photo });
        }
        Ok(())
    }

    /// Does what is done about a report that was filed.
    async fn act(&mut self, about: usize, deed: Deed) -> anyhow::Result<()> {
        let Some(case) = self.cases.get(&about) else { return Ok(()) };
        let number = case.number.clone();
        let reporter = case.reporter.clone();
        let agent = self.agent_of(&case.department, about);
        let coordinator = self.with_role(Role::Coordinator, about);
        match deed {
            Deed::File(_) | Deed::Wait => {}
            Deed::Support(who) => {
                let who = self.citizen(who).await?;
                self.run(&who, &Support { number }).await?;
            }
            Deed::Follow(who) => {
                let who = self.citizen(who).await?;
                self.run(&who, &Follow { number }).await?;
            }
            Deed::Comment(who, words) => {
                let who = self.citizen(who).await?;
                let mut once = [0; 16];
                self.desk.room().entropy.fill(&mut once);
                let (comment, once) = (Comment::parse(&words)?, Token::from_bytes(once));
                self.run(&who, &CommentOn { number, comment, once }).await?;
            }
            Deed::Assign(to) => drop(self.run(&coordinator, &Assign { number, to }).await?),
            Deed::Reject(ground, reason) => {
                self.run(&coordinator, &Reject { number, ground, reason }).await?;
            }
            Deed::Transfer(to, reason) => {
                let transfer = Transfer { number, to: to.clone(), reason };
                if self.run(&agent, &transfer).await?.is_some()
                    && let Some(case) = self.cases.get_mut(&about)
                {
                    case.department = to;
                }
            }
            Deed::Start => drop(self.run(&agent, &Start { number, owner: None }).await?),
            Deed::Remark(note) => drop(self.run(&agent, &Remark { number, note }).await?),
            Deed::Ask(question) => drop(self.run(&agent, &Ask { number, question }).await?),
            Deed::Answer(answer) => drop(self.run(&reporter, &Answer { number, answer }).await?),
            Deed::Resolve(remark) => {
                let after = match (case.after_photo, self.gateway.album()) {
                    (true, Some(album)) => {
                        let drawn = pictures::draw(&Subject::Mended.source(about, 0));
                        Some(album.keep(drawn.unwrap_or_default().into()).await?)
                    }
                    _ => None,
                };
                self.run(&agent, &Resolve { number, remark, after }).await?;
            }
            Deed::Confirm => drop(self.run(&reporter, &Confirm { number }).await?),
            Deed::Rate(stars, advice) => {
                self.run(&reporter, &Rate { number, stars, advice }).await?;
            }
            Deed::Dispute(reason) => drop(self.run(&reporter, &Dispute { number, reason }).await?),
            Deed::Withdraw => drop(self.run(&reporter, &Withdraw { number }).await?),
            Deed::Reply(words) => drop(self.run(&coordinator, &Reply { number, words }).await?),
            Deed::Tell(words) => drop(self.run(&reporter, &TellStaff { number, words }).await?),
            Deed::EndTalk => drop(self.run(&coordinator, &EndTalk { number }).await?),
        }
        Ok(())
    }

    /// Does a verb. One that the city would not have leaves a gap in the story, no more.
    async fn run<V: Verb>(&mut self, actor: &Actor, verb: &V) -> anyhow::Result<Option<V::Answer>> {
        match self.desk.run(actor, verb).await {
            Ok(done) => Ok(Some(done.answer)),
            Err(DeskError::Refused(refusal)) => {
                tracing::warn!(verb = std::any::type_name::<V>(), %refusal, "demo.refused");
                self.refused += 1;
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The agent of a department who sees to a report, the same each time.
    fn agent_of(&self, department: &DepartmentId, about: usize) -> Actor {
        self.one_of(about, |officer| {
            officer.role == Role::Agent && officer.department.as_ref() == Some(department)
        })
    }

    fn with_role(&self, role: Role, about: usize) -> Actor {
        self.one_of(about, |officer| officer.role == role)
    }

    fn one_of(&self, about: usize, fits: impl Fn(&Officer) -> bool) -> Actor {
        let fitting: Vec<_> = self.staff.iter().filter(|(_, officer)| fits(officer)).collect();
        let one = about.checked_rem(fitting.len()).and_then(|nth| fitting.get(nth));
        one.map_or(Actor::Visitor, |(id, _)| Actor::Officer(*id))
    }

    /// One of the people, who logs in when she is first seen.
    async fn citizen(&mut self, nth: usize) -> anyhow::Result<Actor> {
        if let Some(known) = self.people.get(&nth) {
            return Ok(Actor::Citizen(*known));
        }
        let name = self.city.name(nth);
        let mailbox = name.to_lowercase().replace(' ', ".");
        let email = Email::parse(&format!("{mailbox}{nth}@warga.example"))?;
        let (purpose, peer) = (Purpose::Login, Peer::new(CHANNEL, format!("warga-{nth}")));
        let language = if is_english(nth) { Language::English } else { Language::Indonesian };
        let handle = Handle::Email(email);
        let asked = RequestCode { peer: peer.clone(), purpose, handle, language, network: None };
        let sent = self.desk.run(&Actor::Visitor, &asked).await?;
        let Some(After::SendCode(letter)) = sent.after.into_iter().next() else {
            anyhow::bail!("no code was sent");
        };
        let consent = Some(Consent { at: self.clock.now(), version: 1 });
        let typed = EnterCode { peer, purpose, code: letter.code, language, consent };
        let Verdict::Right(citizen) = self.desk.run(&Actor::Visitor, &typed).await?.answer else {
            anyhow::bail!("the code was wrong");
        };
        self.people.insert(nth, citizen);
        let actor = Actor::Citizen(citizen);
        let rename = Rename { name: Some(PersonName::parse(&name)?) };
        self.desk.run(&actor, &rename).await?;
        Ok(actor)
    }
}
