mod guessing;

use aduan::{
    authority::Actor,
    domain::*,
    log::{Entry, Event},
    password::{OnFile, Password, PasswordProof},
    ports::Entropy as _,
    refusal::Refusal,
    verbs::*,
};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::Town;

const PASSWORD: &str = "tiga kucing di atap";

/// An officer who has joined, and what she carries with her.
struct Dewi {
    id: OfficerId,
    device: TotpSecret,
    recovery: [Secret; 10],
    session: Secret,
    proof: PasswordProof,
}

fn address(name: &str) -> Email {
    Email::parse(&format!("{name}@lestari.id")).unwrap()
}

fn id_of(actor: &Actor) -> OfficerId {
    let Actor::Officer(id) = actor else { panic!("no officer") };
    *id
}

fn hash(town: &Town, password: &str) -> PasswordHash {
    Password::typed(password).unwrap().hash(&*town.entropy).unwrap()
}

impl Town {
    fn secret(&self) -> Secret {
        Secret::session(&*self.entropy)
    }

    fn invites(&self, officer: OfficerId) -> Secret {
        let invitation = Secret::invitation(&*self.entropy);
        self.does(&Actor::System, &Invite { officer, invitation: invitation.clone() });
        invitation
    }

    fn join(&self, invitation: &Secret, device: &TotpSecret) -> Join {
        Join {
            invitation: invitation.clone(),
            password: hash(self, PASSWORD),
            device: device.clone(),
            code: device.code(self.desk.now()).unwrap(),
            recovery: std::array::from_fn(|_| Secret::recovery_code(&*self.entropy)),
            session: self.secret(),
            label: "Firefox, Linux".into(),
        }
    }

    /// Dewi, who joined a minute ago.
    fn dewi(&self) -> Dewi {
        let device = TotpSecret::random(&*self.entropy);
        let join = self.join(&self.invites(id_of(&self.agent)), &device);
        let id = self.does(&Actor::Visitor, &join);
        self.later(TimeDelta::minutes(1));
        let proof = self.proof("dewi", PASSWORD);
        Dewi { id, device, recovery: join.recovery, session: join.session, proof }
    }

    fn proof(&self, name: &str, password: &str) -> PasswordProof {
        let on_file = block_on(OnFile::find(&self.desk, &address(name), None)).unwrap();
        on_file.prove(&Password::typed(password).unwrap())
    }

    fn knock(&self, name: &str, password: &str) -> Knock {
        let (email, proof) = (address(name), self.proof(name, password));
        Knock { email, proof, doorstep: self.secret(), network: None }
    }

    fn knocks(&self, dewi: &Dewi) -> Secret {
        let (proof, doorstep) = (dewi.proof.clone(), self.secret());
        let knock = Knock { email: address("dewi"), proof, doorstep, network: None };
        assert_eq!(self.does(&Actor::Visitor, &knock), Knocked::Right);
        knock.doorstep
    }

    fn enters(&self, doorstep: &Secret, proof: SecondProof) -> (Entered, Secret) {
        let (doorstep, session) = (doorstep.clone(), self.secret());
        let label = "Chrome, Android".into();
        let sign_in = SignIn { doorstep, proof, session: session.clone(), label };
        (self.does(&Actor::Visitor, &sign_in), session)
    }

    fn signs_in(&self, dewi: &Dewi) -> Secret {
        self.later(TimeDelta::seconds(30));
        let doorstep = self.knocks(dewi);
        let (entered, session) = self.enters(&doorstep, self.code_of(dewi));
        assert_eq!(entered, Entered::Right(dewi.id));
        session
    }

    fn code_of(&self, dewi: &Dewi) -> SecondProof {
        SecondProof::Code(dewi.device.code(self.desk.now()).unwrap())
    }

    fn wrong_code(&self, dewi: &Dewi) -> SecondProof {
        let right = dewi.device.code(self.desk.now()).unwrap();
        let wrong = ["000000", "000001"].map(|digits| Code::find(digits).unwrap());
        SecondProof::Code(wrong.into_iter().find(|wrong| *wrong != right).unwrap())
    }

    fn admitted(&self, session: &Secret) -> Option<Admitted> {
        self.try_do(&Actor::Visitor, &Admit { session: session.clone() }).ok()
    }

    fn events(&self) -> Vec<Event> {
        let log = block_on(self.desk.storage().log(0, 200)).unwrap();
        log.iter().map(|recorded| Entry::from_bytes(&recorded.body).unwrap().what).collect()
    }
}

#[test]
fn whoever_is_invited_chooses_her_password_and_her_device_and_is_in() {
    let town = Town::new();
    let invitation = town.invites(id_of(&town.agent));
    let invited = block_on(Invited::by(&town.desk, &invitation)).unwrap();
    assert_eq!((invited.name.as_str(), invited.email.as_str()), ("dewi", "dewi@lestari.id"));
    let device = TotpSecret::random(&*town.entropy);
    let join = town.join(&invitation, &device);
    let dewi = town.does(&Actor::Visitor, &join);
    let admitted = town.admitted(&join.session).unwrap();
    assert_eq!((admitted.officer, admitted.role), (dewi, Role::Agent));
    assert_eq!(town.refusal(&Actor::Visitor, &join), Refusal::NotInvited, "it is good once");
    assert!(block_on(Invited::by(&town.desk, &invitation)).is_err());
    let told = [Event::OfficerInvited { officer: dewi }, Event::OfficerJoined];
    assert!(told.iter().all(|event| town.events().contains(event)));
}

#[test]
fn an_invitation_lives_a_day_and_a_new_one_voids_it() {
    let town = Town::new();
    let device = TotpSecret::random(&*town.entropy);
    let first = town.invites(id_of(&town.agent));
    let second = town.invites(id_of(&town.agent));
    let with = |invitation| town.join(invitation, &device);
    assert_eq!(town.refusal(&Actor::Visitor, &with(&first)), Refusal::NotInvited);
    town.later(TimeDelta::hours(24));
    assert_eq!(town.refusal(&Actor::Visitor, &with(&second)), Refusal::NotInvited);
}

#[test]
fn a_device_that_shows_another_code_is_not_taken() {
    let town = Town::new();
    let invitation = town.invites(id_of(&town.agent));
    let device = TotpSecret::random(&*town.entropy);
    let other = TotpSecret::random(&*town.entropy);
    let join = Join { device: other, ..town.join(&invitation, &device) };
    assert_eq!(town.refusal(&Actor::Visitor, &join), Refusal::WrongCode);
    town.does(&Actor::Visitor, &town.join(&invitation, &device));
}

#[test]
fn an_invitation_taken_anew_ends_all_that_was_before() {
    let town = Town::new();
    let dewi = town.dewi();
    let invitation = town.invites(dewi.id);
    assert!(town.admitted(&dewi.session).is_some(), "until it is taken, nothing changes");
    let device = TotpSecret::random(&*town.entropy);
    town.does(&Actor::Visitor, &town.join(&invitation, &device));
    assert!(town.admitted(&dewi.session).is_none());
    let again = town.knock("dewi", PASSWORD);
    assert_eq!(town.does(&Actor::Visitor, &again), Knocked::Right);
    let doorstep = again.doorstep;
    let lost = SecondProof::Recovery(dewi.recovery[0].clone());
    assert!(matches!(town.enters(&doorstep, lost).0, Entered::Wrong { .. }));
}

#[test]
fn only_an_admin_or_the_operator_invites_and_retires() {
    let town = Town::new();
    let dewi = id_of(&town.agent);
    let invite = Invite { officer: dewi, invitation: Secret::invitation(&*town.entropy) };
    let citizen = town.logs_in("sari");
    for actor in [&town.coordinator, &town.agent, &citizen, &Actor::Visitor] {
        assert_eq!(town.refusal(actor, &invite), Refusal::NotAllowed);
        assert_eq!(town.refusal(actor, &Retire { officer: dewi }), Refusal::NotAllowed);
    }
    let nobody = OfficerId::random(&*town.entropy);
    assert_eq!(town.refusal(&Actor::System, &Retire { officer: nobody }), Refusal::NotFound);
}

#[test]
fn an_address_belongs_to_one_officer() {
    let town = Town::new();
    let add = AddOfficer {
        name: PersonName::parse("Dewi yang lain").unwrap(),
        email: address("DEWI"),
        role: Role::Admin,
        department: None,
    };
    assert_eq!(town.refusal(&Actor::System, &add), Refusal::AddressTaken);
    town.does(&Actor::System, &Retire { officer: id_of(&town.agent) });
    town.does(&Actor::System, &add);
}

#[test]
fn it_takes_the_password_and_the_code_and_the_code_only_once() {
    let town = Town::new();
    let dewi = town.dewi();
    let (one, other) = (town.knocks(&dewi), town.knocks(&dewi));
    let code = town.code_of(&dewi);
    let (entered, session) = town.enters(&one, code.clone());
    assert_eq!(entered, Entered::Right(dewi.id));
    assert!(town.admitted(&session).is_some());
    assert_eq!(town.enters(&other, code.clone()).0, Entered::Wrong { left: 4 });
    assert_eq!(town.enters(&one, code).0, Entered::Gone, "a doorstep is good once");
    town.later(TimeDelta::seconds(30));
    assert_eq!(town.enters(&other, town.code_of(&dewi)).0, Entered::Right(dewi.id));
}

#[test]
fn the_code_with_which_she_joined_is_used_too() {
    let town = Town::new();
    let device = TotpSecret::random(&*town.entropy);
    let join = town.join(&town.invites(id_of(&town.agent)), &device);
    town.does(&Actor::Visitor, &join);
    let knock = town.knock("dewi", PASSWORD);
    assert_eq!(town.does(&Actor::Visitor, &knock), Knocked::Right);
    let entered = town.enters(&knock.doorstep, SecondProof::Code(join.code)).0;
    assert_eq!(entered, Entered::Wrong { left: 4 });
}

#[test]
fn a_recovery_code_is_good_once_and_however_it_is_typed() {
    let town = Town::new();
    let dewi = town.dewi();
    let typed = dewi.recovery[3].reveal().to_lowercase().replace('-', " ");
    let recovery = SecondProof::parse(&typed).unwrap();
    let doorstep = town.knocks(&dewi);
    assert_eq!(town.enters(&doorstep, recovery.clone()).0, Entered::Right(dewi.id));
    let doorstep = town.knocks(&dewi);
    assert_eq!(town.enters(&doorstep, recovery).0, Entered::Wrong { left: 4 });
    let other = SecondProof::Recovery(dewi.recovery[4].clone());
    assert_eq!(town.enters(&doorstep, other).0, Entered::Right(dewi.id));
    assert!(town.events().contains(&Event::OfficerSignedIn { recovery: true }));
}

#[test]
fn a_secret_planted_before_is_worth_nothing_after() {
    let town = Town::new();
    let dewi = town.dewi();
    let doorstep = town.knocks(&dewi);
    assert!(town.admitted(&doorstep).is_none(), "half the way in is not in");
    let (_, session) = town.enters(&doorstep, town.code_of(&dewi));
    assert!(town.admitted(&doorstep).is_none());
    assert!(town.admitted(&session).is_some());
    assert_eq!(town.enters(&session, town.code_of(&dewi)).0, Entered::Gone);
}

#[test]
fn a_proof_is_good_for_its_officer_and_the_password_of_its_time() {
    let town = Town::new();
    let dewi = town.dewi();
    let proof = dewi.proof.clone();
    let doorstep = town.secret();
    let stolen = Knock { email: address("dewi"), proof, doorstep, network: None };
    let as_rina = Knock { email: address("rina"), ..stolen.clone() };
    assert_eq!(town.does(&Actor::Visitor, &as_rina), Knocked::Wrong);
    let here = town.admitted(&dewi.session).unwrap().session;
    let proof = dewi.proof.clone();
    let password = hash(&town, "empat kucing di atap");
    let change = ChangePassword { proof, password, here };
    assert_eq!(town.does(&Actor::Officer(dewi.id), &change), Knocked::Right);
    assert_eq!(town.does(&Actor::Visitor, &stolen), Knocked::Wrong);
}

#[test]
fn a_session_that_was_ended_is_gone_with_the_next_request() {
    let town = Town::new();
    let dewi = town.dewi();
    let phone = town.signs_in(&dewi);
    let here = town.admitted(&dewi.session).unwrap().session;
    let officer = Actor::Officer(dewi.id);
    let look = SessionsOf { officer: dewi.id, here };
    let listed = block_on(look.find(&town.desk)).unwrap();
    let labels: Vec<_> = listed.iter().map(|browser| (&*browser.label, browser.here)).collect();
    assert_eq!(labels, [("Chrome, Android", false), ("Firefox, Linux", true)]);
    assert_eq!(town.does(&officer, &EndSessions::Of(listed[0].token)), 1);
    assert!(town.admitted(&phone).is_none());
    assert!(town.admitted(&dewi.session).is_some());
    let phone = town.signs_in(&dewi);
    assert_eq!(town.does(&officer, &EndSessions::AllBut(here)), 1);
    assert!(town.admitted(&phone).is_none());
    assert_eq!(town.does(&officer, &EndSessions::Of(here)), 1, "signing out");
    assert!(town.admitted(&dewi.session).is_none());
    let theirs = EndSessions::Of(here);
    assert_eq!(town.does(&town.coordinator, &theirs), 0, "another's is not hers to end");
    assert_eq!(town.refusal(&Actor::Visitor, &theirs), Refusal::LogInFirst);
}

#[test]
fn a_session_ends_unused_after_half_a_day_and_used_after_a_week() {
    let town = Town::new();
    let dewi = town.dewi();
    town.later(TimeDelta::hours(11));
    assert!(town.admitted(&dewi.session).is_some());
    town.later(TimeDelta::hours(12));
    assert!(town.admitted(&dewi.session).is_none());
    let session = town.signs_in(&dewi);
    // It is kept to the quarter when she was seen, so half a day is at most fifteen minutes less.
    for _ in 0..14 {
        town.later(TimeDelta::minutes(11 * 60 + 45));
        assert!(town.admitted(&session).is_some());
    }
    town.later(TimeDelta::hours(4));
    assert!(town.admitted(&session).is_none());
}

#[test]
fn that_she_was_seen_is_written_once_a_quarter_and_no_closer() {
    let town = Town::new();
    let dewi = town.dewi();
    let version = || {
        let key = aduan::record::Key::Officer(dewi.id);
        let want = aduan::facts::Want::Record(key.clone());
        block_on(town.desk.storage().load(&[want])).unwrap().version(&key)
    };
    let before = version();
    for _ in 0..3 {
        town.admitted(&dewi.session).unwrap();
    }
    assert_eq!(version(), before);
    town.later(TimeDelta::minutes(15));
    for _ in 0..3 {
        town.admitted(&dewi.session).unwrap();
    }
    assert_eq!(version(), before + 1);
    let here = town.admitted(&dewi.session).unwrap().session;
    let listed = block_on(SessionsOf { officer: dewi.id, here }.find(&town.desk)).unwrap();
    assert_eq!(listed[0].seen.timestamp() % 900, 0);
}

#[test]
fn the_twenty_first_session_takes_the_place_of_the_one_unused_longest() {
    let town = Town::new();
    let dewi = town.dewi();
    let sessions: Vec<_> = (0..20)
        .map(|_| {
            town.later(TimeDelta::minutes(20));
            town.admitted(&dewi.session).unwrap();
            town.signs_in(&dewi)
        })
        .collect();
    let here = town.admitted(&dewi.session).expect("it was used all the time").session;
    assert!(town.admitted(&sessions[0]).is_none());
    assert!(town.admitted(&sessions[1]).is_some());
    let listed = block_on(SessionsOf { officer: dewi.id, here }.find(&town.desk)).unwrap();
    assert_eq!(listed.len(), Credentials::SESSIONS);
}

#[test]
fn another_password_ends_the_other_sessions() {
    let town = Town::new();
    let dewi = town.dewi();
    let phone = town.signs_in(&dewi);
    let doorstep = town.knocks(&dewi);
    let here = town.admitted(&dewi.session).unwrap().session;
    let change = |proof| {
        let password = hash(&town, "empat kucing di atap");
        town.does(&Actor::Officer(dewi.id), &ChangePassword { proof, password, here })
    };
    assert_eq!(change(town.proof("dewi", "bukan kata sandinya")), Knocked::Wrong);
    assert!(town.admitted(&phone).is_some());
    assert_eq!(change(dewi.proof.clone()), Knocked::Right);
    assert!(town.admitted(&phone).is_none());
    assert!(town.admitted(&dewi.session).is_some());
    town.later(TimeDelta::seconds(30));
    assert_eq!(town.enters(&doorstep, town.code_of(&dewi)).0, Entered::Gone);
    let anew = town.knock("dewi", "empat kucing di atap");
    assert_eq!(town.does(&Actor::Visitor, &anew), Knocked::Right);
    assert!(town.events().contains(&Event::PasswordChanged));
}

#[test]
fn whoever_retires_is_out_at_once_and_may_do_nothing() {
    let town = Town::new();
    let dewi = town.dewi();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let open = town.signs_in(&dewi);
    let doorstep = town.knocks(&dewi);
    town.does(&Actor::System, &Retire { officer: dewi.id });
    assert!(town.admitted(&open).is_none());
    assert_eq!(town.enters(&doorstep, town.code_of(&dewi)).0, Entered::Gone);
    assert_eq!(town.does(&Actor::Visitor, &town.knock("dewi", PASSWORD)), Knocked::Wrong);
    let ask = Ask { number, question: super::town::note("Di mana?") };
    assert_eq!(town.refusal(&town.agent, &ask), Refusal::NotAllowed);
    assert!(town.events().contains(&Event::OfficerRetired { officer: dewi.id }));
}

#[test]
fn a_record_of_before_is_an_officer_who_was_not_invited_yet() {
    let before = r#"{"id":"00000000-0000-0000-0000-000000000001","name":"Dewi",
        "email":"dewi@lestari.id","role":"agent","department":"pju"}"#;
    let officer: Officer = serde_json::from_str(before).unwrap();
    assert_eq!((officer.retired, officer.credentials), (false, Credentials::default()));
}

#[test]
fn nothing_an_officer_knows_stands_in_a_debug_line() {
    let town = Town::new();
    let dewi = town.dewi();
    let mut drawn = [0; 4];
    town.entropy.fill(&mut drawn);
    let join = town.join(&dewi.session, &dewi.device);
    let line = format!("{join:?} {:?}", town.knock("dewi", PASSWORD));
    let secrets = [dewi.device.to_base32(), dewi.session.reveal(), dewi.recovery[0].reveal()];
    for secret in secrets.iter().map(|secret| secret.as_str()).chain(["argon2id", PASSWORD]) {
        assert!(!line.contains(secret), "{line}");
    }
}
