//! What happens in a transcript beside her own lines, done by the verbs of the city.

use aduan::{
    DeskError,
    authority::Actor,
    domain::{
        Channel, Email, Ground, Handle, LinkCode, Note, OfficerId, Peer, PersonName, Phone,
        Purpose, Role, TrackingNumber, Words,
    },
    facts::Want,
    ports::Clock,
    record::Key,
    verb::After,
    verbs::{
        AddOfficer, Ask, Assign, Confirm, EndTalk, EnterCode, File, OfferLink, Recognise, Reject,
        Reply, RequestCode, Resolve, Start, Support, TakeLink, Verdict,
    },
};
use aduan_gateway::Heard;
use chrono::{DateTime, TimeDelta, Utc};

use super::life::Life;

/// Where Sari gets her codes.
const SARI: &str = "sari@contoh.id";

impl Life {
    /// Plays a line of events; what the city thought of it, if it refused.
    pub(super) async fn happens(&mut self, event: &str) -> Result<(), DeskError> {
        let done = self.event(event).await;
        self.settle().await;
        done
    }

    async fn event(&mut self, event: &str) -> Result<(), DeskError> {
        match event {
            "Sari has agreed" => return self.agrees().await,
            "Sari is signed in" => {
                self.agrees().await?;
                return self.signs_in().await;
            }
            // The second not here: what she is told and the first news would be owed in one
            // moment, by two lanes that have no order between them.
            "nothing but this chat leads to Sari" | "the city leaves no time to undo" => {
                return Ok(());
            }
            "it is Monday, nine o'clock" => {
                let monday: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
                self.clock.advance(monday - self.clock.now());
                return Ok(());
            }
            _ => {}
        }
        if event == "the code is typed on Telegram" {
            return self.is_linked_on(Channel::Telegram).await;
        }
        if let Some(shown) = event.strip_prefix("another chat shows the code of ") {
            let (address, _) = shown.split_once(": ").unwrap();
            return self.other_chat_shows(address).await;
        }
        if let Some(address) = event.strip_prefix("an address is somebody else's: ") {
            let elsewhere = Peer::new(Channel::WhatsApp, address);
            return self.proves(elsewhere, address).await.map(|_| ());
        }
        if let Some(rest) = event.strip_prefix("Sari is signed in on ") {
            let channel = match rest {
                "Telegram too" => Channel::Telegram,
                "WhatsApp too" => Channel::WhatsApp,
                other => panic!("what is {other}?"),
            };
            return self.proves(Peer::new(channel, "sari"), SARI).await.map(|_| ());
        }
        if let Some(time) = event.strip_suffix(" later") {
            self.clock.advance(span(time));
            return Ok(());
        }
        if let Some(number) = event.strip_suffix(" is closed") {
            return self.closes(&self.number(number)).await;
        }
        if let Some(number) = event.strip_suffix(" is rejected") {
            let (number, by) = (self.number(number), self.officer().await?);
            let reason = Note::parse("Bukan wewenang kota.").unwrap();
            return self
                .desk()
                .run(&by, &Reject { number, ground: Ground::NotOurs, reason })
                .await
                .map(|_| ());
        }
        if let Some((count, number)) = event.split_once(" people support ") {
            for nth in 0..count.parse().unwrap() {
                let number = self.number(number);
                let who = self.recognised(&format!("pendukung-{nth}")).await?;
                self.desk().run(&who, &Support { number }).await?;
            }
            return Ok(());
        }
        self.told(event).await
    }

    /// Events that quote somebody.
    async fn told(&mut self, event: &str) -> Result<(), DeskError> {
        let (what, words) = event.split_once(": ").unwrap_or_else(|| panic!("what is {event}?"));
        let words = words.trim_matches('"');
        if let Some((who, number)) = what.split_once(" reported ") {
            return self.reported(who, number.parse().unwrap(), words).await;
        }
        let note = Note::parse(words).unwrap();
        let by = self.officer().await?;
        if let Some(number) = what.strip_prefix("the staff ask about ") {
            let number = self.number(number);
            self.started(&by, &number).await?;
            self.desk().run(&by, &Ask { number, question: note }).await?;
        } else if let Some(number) = what.strip_prefix("the staff reply to ") {
            let number = self.number(number);
            self.desk().run(&by, &Reply { number, words: note }).await?;
        } else if let Some(number) = what.strip_prefix("the staff say goodbye to ") {
            let number = self.number(number);
            self.desk().run(&by, &EndTalk { number }).await?;
        } else if let Some(number) = what.strip_prefix("the staff of ") {
            let number = self.number(number.strip_suffix(" say it is fixed").unwrap());
            self.mends(&by, number, note).await?;
        } else {
            panic!("what is {event}?");
        }
        Ok(())
    }

    /// The number of a transcript here: one that chance gave there was given to her last report.
    fn number(&self, text: &str) -> TrackingNumber {
        let number: TrackingNumber = text.parse().unwrap();
        if self.reported.contains(&number) { number } else { self.filed().unwrap_or(number) }
    }

    async fn agrees(&mut self) -> Result<(), DeskError> {
        self.does(Heard::Said { text: "halo".into() }, None).await;
        self.next_step();
        let label = match self.language {
            aduan::domain::Language::Indonesian => "[Setuju, lanjut]",
            aduan::domain::Language::English => "[Agree, continue]",
        };
        self.says(label).await;
        // Her first words were before this transcript.
        self.heard();
        Ok(())
    }

    async fn signs_in(&mut self) -> Result<(), DeskError> {
        self.says("login").await;
        self.next_step();
        self.says(SARI).await;
        self.next_step();
        let code = self.with_its_numbers("123456");
        self.says(&code).await;
        self.heard();
        self.sari().await.map(|_| ())
    }

    /// Sari, as the city knows her; if it does not yet, she proves her address in another chat.
    async fn sari(&mut self) -> Result<Actor, DeskError> {
        let desk = self.desk();
        let name = desk.room().name_of(&Handle::Email(Email::parse(SARI).unwrap()));
        let facts = desk.storage().load(&[Want::Named(name.clone())]).await?;
        match facts.named(&name).map(|row| &row.value.key) {
            Some(Key::Citizen(citizen)) => Ok(Actor::Citizen(*citizen)),
            _ => self.proves(Peer::new(Channel::WhatsApp, "sari"), SARI).await,
        }
    }

    /// Somebody types the code that was sent to an address of hers.
    pub(super) async fn proves(&mut self, peer: Peer, address: &str) -> Result<Actor, DeskError> {
        let desk = self.desk();
        let nobody = Actor::Visitor;
        let (purpose, language) = (Purpose::Login, self.language);
        let handle = match Email::parse(address) {
            Ok(email) => Handle::Email(email),
            Err(_) => Handle::Phone(Phone::parse(address).unwrap()),
        };
        let request = RequestCode { peer: peer.clone(), purpose, handle, language, network: None };
        let sent = desk.run(&nobody, &request).await?;
        let Some(After::SendCode(letter)) = sent.after.into_iter().next() else {
            panic!("no code for {address}");
        };
        let enter = EnterCode { peer, purpose, code: letter.code, language, consent: None };
        match desk.run(&nobody, &enter).await?.answer {
            Verdict::Right(citizen) => Ok(Actor::Citizen(citizen)),
            other => panic!("{other:?}"),
        }
    }

    /// Another chat, in which that address was proved, shows a code.
    async fn other_chat_shows(&mut self, address: &str) -> Result<(), DeskError> {
        let peer = Peer::new(Channel::WhatsApp, address);
        let by = self.proves(peer.clone(), address).await?;
        let offered = self.desk().run(&by, &OfferLink { peer, network: None }).await?;
        self.shown = Some(offered.answer.code);
        Ok(())
    }

    /// The code that Sari was shown is typed in another chat, and confirmed.
    async fn is_linked_on(&mut self, channel: Channel) -> Result<(), DeskError> {
        let said = self.said();
        let mut words = said.iter().rev().flat_map(|message| message.text.split(['*', ' ']));
        let code: LinkCode = words.find_map(|word| word.parse().ok()).unwrap();
        let peer = Peer::new(channel, "sari");
        let (phone, language, consent) = (None, aduan::domain::Language::Indonesian, None);
        let take = TakeLink { peer, code, confirmed: true, phone, language, consent };
        self.desk().run(&Actor::Visitor, &take).await.map(|_| ())
    }

    async fn recognised(&mut self, name: &str) -> Result<Actor, DeskError> {
        let who = Recognise::new(Channel::Telegram, name);
        Ok(Actor::Citizen(self.desk().recognise(who).await?))
    }

    async fn officer(&mut self) -> Result<Actor, DeskError> {
        if let Some(officer) = self.officer {
            return Ok(Actor::Officer(officer));
        }
        let add = AddOfficer {
            name: PersonName::parse("Petugas").unwrap(),
            email: Email::parse("petugas@lestari.example").unwrap(),
            role: Role::Coordinator,
            department: None,
        };
        let officer: OfficerId = self.desk().run(&Actor::System, &add).await?.answer;
        self.officer = Some(officer);
        Ok(Actor::Officer(officer))
    }

    /// Filed, and with a department: it can be found, and nobody works on it yet.
    async fn reported(
        &mut self,
        who: &str,
        number: TrackingNumber,
        words: &str,
    ) -> Result<(), DeskError> {
        let by = match who {
            "Sari" => self.sari().await?,
            other => self.recognised(other).await?,
        };
        let category = if words.contains("ampu") { "lampu-jalan" } else { "jalan-rusak" };
        let words = Words::parse(words).unwrap();
        let desk = self.desk();
        self.reported.push(number.clone());
        let file = File::new(number.clone(), category.parse().unwrap(), words);
        desk.run(&by, &file).await?;
        // Undoing leaves no trace: until it is too late for that, staff do not see it.
        self.clock.advance(desk.room().city.limits.undo);
        let to = "dinas-pu".parse().unwrap();
        desk.run(&self.officer().await?, &Assign { number, to }).await.map(|_| ())
    }

    async fn started(&mut self, by: &Actor, number: &TrackingNumber) -> Result<(), DeskError> {
        let start = Start { number: number.clone(), owner: None };
        match self.desk().run(by, &start).await {
            // Somebody has it already.
            Ok(_) | Err(DeskError::Refused(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn mends(
        &mut self,
        by: &Actor,
        number: TrackingNumber,
        remark: Note,
    ) -> Result<(), DeskError> {
        self.started(by, &number).await?;
        let resolve = Resolve { number, remark, after: None };
        self.desk().run(by, &resolve).await.map(|_| ())
    }

    async fn closes(&mut self, number: &TrackingNumber) -> Result<(), DeskError> {
        let (by, sari) = (self.officer().await?, self.sari().await?);
        self.mends(&by, number.clone(), Note::parse("Sudah beres.").unwrap()).await?;
        self.desk().run(&sari, &Confirm { number: number.clone() }).await.map(|_| ())
    }
}

fn span(text: &str) -> TimeDelta {
    let (count, unit) = text.split_once(' ').unwrap();
    let count: i64 = count.parse().unwrap();
    match unit.trim_end_matches('s') {
        "second" => TimeDelta::seconds(count),
        "minute" => TimeDelta::minutes(count),
        "hour" => TimeDelta::hours(count),
        "day" => TimeDelta::days(count),
        unit => panic!("what is a {unit}?"),
    }
}
