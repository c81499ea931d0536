use aduan::{
    DeskError,
    authority::Actor,
    domain::*,
    jobs::Route,
    log::{By, Entry, Event},
    refusal::Refusal,
    verbs::*,
};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::{Town, slug};

/// A kilometre or so around the place of the town's stories.
const HERE: &str = r#"{"type":"Polygon","coordinates":[[[107.59,-6.91],[107.61,-6.91],[107.61,-6.89],[107.59,-6.89],[107.59,-6.91]]]}"#;

fn named(name: &str) -> Localized {
    Localized { id: name.into(), en: name.into() }
}

fn department(id: &str, parent: Option<&str>) -> Department {
    Department { id: slug(id), name: named(id), parent: parent.map(slug), retired: false }
}

fn area(departments: &[&str]) -> Area {
    Area {
        id: slug("utara"),
        name: "Kecamatan Utara".into(),
        departments: departments.iter().map(|id| slug(id)).collect(),
        retired: false,
        outline: HERE.parse().unwrap(),
    }
}

fn unfit(thing: Thing, id: &str, field: &str, why: Why) -> Refusal {
    Refusal::Unfit(Unfit { thing, id: id.into(), field: field.into(), why })
}

impl Town {
    fn admin(&self) -> Actor {
        let add = AddOfficer {
            name: PersonName::parse("Wati").unwrap(),
            email: Email::parse("wati@lestari.id").unwrap(),
            role: Role::Admin,
            department: None,
        };
        Actor::Officer(self.does(&Actor::System, &add))
    }

    fn setup_seen(&self, by: &Actor) -> Seen {
        block_on(SetupOf { by: by.clone() }.find(&self.desk)).unwrap()
    }

    fn adds(&self, by: &Actor, department: Department) -> Edition {
        let seen = self.setup_seen(by).edition;
        self.does(by, &SetDepartment { seen, new: true, department })
    }

    fn category(&self, id: &str) -> Category {
        self.catalogue().category(&slug(id)).unwrap().clone()
    }

    fn sets(&self, by: &Actor, category: Category) -> Edition {
        let seen = self.setup_seen(by).edition;
        self.does(by, &SetCategory { seen, new: false, category })
    }
}

#[test]
fn an_administrator_adds_a_department_and_the_history_says_who_did_what() {
    let town = Town::new();
    let wati = town.admin();
    let before = town.setup_seen(&wati);
    let edition = town.adds(&wati, department("uptd-utara", Some("pju")));
    let after = town.setup_seen(&wati);
    assert_eq!((edition, after.edition), (before.edition + 1, before.edition + 1));
    assert_eq!(after.setup.catalogue.departments.len(), 3);
    let Entry { by, what: Event::SetUp { changes }, .. } = &after.history[0] else {
        panic!("{:?}", after.history[0])
    };
    assert_eq!(
        Actor::Officer(match by {
            By::Officer(id) => *id,
            _ => panic!(),
        }),
        wati
    );
    assert_eq!((changes.len(), &*changes[0].id), (1, "uptd-utara"));
    let parent = changes[0].fields.iter().find(|change| &*change.field == "parent").unwrap();
    assert_eq!((parent.before.as_deref(), parent.after.as_deref()), (None, Some("pju")));
    let log = block_on(town.desk.storage().log(0, 200)).unwrap();
    let last = Entry::from_bytes(&log.last().unwrap().body).unwrap();
    assert_eq!(last, after.history[0], "the log and the history tell the same");
    let same = town.sets(&wati, town.category("lampu"));
    assert_eq!(same, edition, "what changes nothing is no new edition");
}

#[test]
fn nobody_else_changes_the_set_up_or_reads_who_did() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    for who in [town.coordinator.clone(), town.agent.clone(), sari, Actor::Visitor] {
        let department = department("baru", None);
        let add = SetDepartment { seen: 1, new: true, department };
        assert_eq!(town.refusal(&who, &add), Refusal::NotAllowed);
        let all = SetUp { seen: 1, setup: Setup::default() };
        assert_eq!(town.refusal(&who, &all), Refusal::NotAllowed);
        let change =
            ChangeOfficer { seen: 1, officer: dewi(&town), role: Role::Admin, department: None };
        assert_eq!(town.refusal(&who, &change), Refusal::NotAllowed);
        let read = block_on(SetupOf { by: who.clone() }.find(&town.desk));
        assert!(matches!(read, Err(DeskError::Refused(Refusal::NotAllowed))));
        let read = block_on(StaffList { by: who }.find(&town.desk));
        assert!(matches!(read, Err(DeskError::Refused(Refusal::NotAllowed))));
    }
}

fn dewi(town: &Town) -> OfficerId {
    let Actor::Officer(id) = town.agent else { panic!("no officer") };
    id
}

#[test]
fn of_two_administrators_at_once_one_is_told() {
    let town = Town::new();
    let wati = town.admin();
    let seen = town.setup_seen(&wati).edition;
    let first = SetDepartment { seen, new: true, department: department("taman", None) };
    let second = SetCalendar { seen, calendar: None };
    town.does(&wati, &first);
    assert_eq!(town.refusal(&Actor::System, &second), Refusal::ChangedMeanwhile);
    let third = SetCategory { seen, new: false, category: town.category("lampu") };
    assert_eq!(town.refusal(&wati, &third), Refusal::ChangedMeanwhile);
}

#[test]
fn what_a_city_cannot_work_with_is_refused_and_says_where() {
    use Thing::{Category as C, Department as D};
    let town = Town::new();
    let wati = town.admin();
    let seen = town.setup_seen(&wati).edition;
    let refused = |new, department| town.refusal(&wati, &SetDepartment { seen, new, department });
    assert_eq!(refused(true, department("pju", None)), unfit(D, "", "id", Why::Taken));
    assert_eq!(refused(false, department("hantu", None)), Refusal::NotFound);
    let below = department("taman", Some("hantu"));
    assert_eq!(refused(true, below), unfit(D, "taman", "parent", Why::Unknown));
    let circle = department("pju", Some("pju"));
    assert_eq!(refused(false, circle), unfit(D, "pju", "parent", Why::Loop));
    let nameless = Department { name: named(" "), ..department("taman", None) };
    assert_eq!(refused(true, nameless), unfit(D, "taman", "name", Why::Empty));
    let gone = Department { retired: true, ..department("pju", None) };
    assert_eq!(refused(false, gone), unfit(C, "lampu", "department", Why::Retired));
    let long = Category { name: named(&"a".repeat(21)), ..town.category("lampu") };
    let long = SetCategory { seen, new: false, category: long };
    assert_eq!(town.refusal(&wati, &long), unfit(C, "lampu", "name", Why::TooLong(20)));
    assert_eq!(town.setup_seen(&wati).edition, seen, "nothing was changed");
}

#[test]
fn a_retired_category_is_offered_no_more_and_stays_on_what_has_it() {
    let town = Town::new();
    let (wati, sari) = (town.admin(), town.logs_in("sari"));
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    town.sets(&wati, Category { retired: true, ..town.category("lampu") });
    let draft = town.draft("Lampu taman mati", Preset::Private);
    assert_eq!(town.refusal(&sari, &draft), Refusal::UnknownCategory);
    let suggested = town.does(&sari, &Suggest { words: "lampu".into() });
    assert!(suggested.iter().all(|it| it.category != slug("lampu")), "{suggested:?}");
    let gone = Department { retired: true, ..department("pju", None) };
    let seen = town.setup_seen(&wati).edition;
    town.does(&wati, &SetDepartment { seen, new: false, department: gone });
    let assign = Assign { number, to: slug("pju") };
    assert_eq!(town.refusal(&town.coordinator, &assign), Refusal::UnknownDepartment);
}

#[test]
fn a_private_category_is_never_published_whatever_was_chosen() {
    let town = Town::new();
    let (wati, sari) = (town.admin(), town.logs_in("sari"));
    town.sets(&wati, Category { private: true, ..town.category("lampu") });
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.does(&town.coordinator, &Assign { number: number.clone(), to: slug("pju") });
    assert_eq!(town.complaint(&number).visibility, Visibility::Private);
    assert!(!town.complaint(&number).is_published());
}

#[test]
fn deadlines_count_working_days_once_there_is_a_calendar() {
    let town = Town::new();
    let (wati, sari) = (town.admin(), town.logs_in("sari"));
    let allowed = || {
        let receipt = town.does(&sari, &town.draft("Lampu jalan mati", Preset::Private));
        receipt.due_at - town.desk.now()
    };
    assert_eq!(allowed(), TimeDelta::days(14), "Saturday: every day counts");
    let mut calendar = Calendar::new("Mon-Fri 08:00-16:00".parse().unwrap());
    calendar.holidays.insert("2026-11-25".parse().unwrap(), "Hari Guru".into());
    let seen = town.setup_seen(&wati).edition;
    town.does(&wati, &SetCalendar { seen, calendar: Some(calendar) });
    // Fourteen working days after Saturday, the 21st: Monday, the 23rd, to the 11th of December.
    assert_eq!(allowed(), TimeDelta::days(20));
}

#[test]
fn the_unit_of_an_area_gets_what_is_filed_there() {
    let town = Town::new();
    let (wati, sari) = (town.admin(), town.logs_in("sari"));
    town.adds(&wati, department("uptd-utara", Some("pju")));
    let seen = town.setup_seen(&wati).edition;
    let set = SetArea { seen, new: true, area: area(&["uptd-utara", "pupr"]) };
    town.does(&wati, &set);
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    let route = Route { complaint: town.complaint(&number).id };
    let step = block_on(route.step(&town.desk)).unwrap();
    block_on(town.desk.commit(step.batch)).unwrap();
    let has = town.complaint(&number).stage.department().cloned();
    assert_eq!(has, Some(slug("uptd-utara")), "below the department of its category");
    let Actor::Officer(officer) = town.coordinator else { panic!("an officer") };
    let dossier = block_on(DossierOf { officer, number }.find(&town.desk)).unwrap();
    assert_eq!(dossier.area.as_deref(), Some("Kecamatan Utara"));
    let ghost = SetArea { seen: seen + 1, new: false, area: area(&["hantu"]) };
    let refused = unfit(Thing::Area, "utara", "departments", Why::Unknown);
    assert_eq!(town.refusal(&wati, &ghost), refused);
}

#[test]
fn replies_come_and_go() {
    let town = Town::new();
    let wati = town.admin();
    let reply = ReplyTemplate {
        name: named("Minta foto"),
        purpose: ReplyPurpose::Ask,
        text: named("Bisakah Anda mengirim satu foto?"),
    };
    let mut seen = town.setup_seen(&wati).edition;
    let mut set = |at, reply: Option<&ReplyTemplate>| {
        let set = SetReply { seen, at, reply: reply.cloned() };
        seen = town.does(&wati, &set);
        town.catalogue().replies.len()
    };
    assert_eq!(set(None, Some(&reply)), 1);
    let changed = ReplyTemplate { purpose: ReplyPurpose::Reply, ..reply.clone() };
    assert_eq!(set(Some(0), Some(&changed)), 1);
    assert_eq!(set(Some(0), None), 0);
    let gone = SetReply { seen, at: Some(0), reply: None };
    assert_eq!(town.refusal(&wati, &gone), Refusal::NotFound);
    let long = ReplyTemplate { text: named(&"a".repeat(1_001)), ..reply };
    let long = SetReply { seen, at: None, reply: Some(long) };
    let why = Why::TooLong(1_000);
    assert_eq!(town.refusal(&wati, &long), unfit(Thing::Reply, "Minta foto", "text", why));
}

#[test]
fn an_officer_gets_another_role_but_never_by_herself() {
    let town = Town::new();
    let wati = town.admin();
    let Actor::Officer(herself) = wati else { panic!("no officer") };
    let seen = town.setup_seen(&wati).edition;
    let change = |officer, role, department: Option<&str>| ChangeOfficer {
        seen,
        officer,
        role,
        department: department.map(slug),
    };
    let down = change(herself, Role::Agent, None);
    assert_eq!(town.refusal(&wati, &down), Refusal::Oneself);
    assert_eq!(town.refusal(&wati, &Retire { officer: herself }), Refusal::Oneself);
    let lost = change(dewi(&town), Role::Agent, Some("hantu"));
    assert_eq!(town.refusal(&wati, &lost), Refusal::UnknownDepartment);
    town.does(&wati, &change(dewi(&town), Role::Supervisor, Some("pupr")));
    let staff = block_on(StaffList { by: wati.clone() }.find(&town.desk)).unwrap();
    let hers = staff.iter().find(|colleague| colleague.id == dewi(&town)).unwrap();
    assert_eq!((hers.role, hers.joined, hers.retired), (Role::Supervisor, false, false));
    let Event::OfficerChanged { officer, fields } = &town.setup_seen(&wati).history[0].what else {
        panic!("the last change")
    };
    assert_eq!((*officer, fields.len()), (dewi(&town), 2));
    let late = change(dewi(&town), Role::Agent, None);
    assert_eq!(town.refusal(&wati, &late), Refusal::ChangedMeanwhile);
}

#[test]
fn a_whole_set_up_retires_what_it_does_not_name() {
    let town = Town::new();
    let wati = town.admin();
    let Seen { edition: seen, mut setup, .. } = town.setup_seen(&wati);
    setup.catalogue.departments.retain(|it| it.id == slug("pju"));
    setup.catalogue.categories.retain(|it| it.id == slug("lampu"));
    setup.areas = vec![area(&["pju"])];
    town.does(&wati, &SetUp { seen, setup: setup.clone() });
    let after = town.setup_seen(&wati).setup;
    let retired = |it: &Department| it.retired;
    assert_eq!(after.catalogue.departments.iter().filter(|it| retired(it)).count(), 1);
    assert!(after.catalogue.category(&slug("jalan")).unwrap().retired);
    setup.catalogue.categories[0].department = slug("hantu");
    let wrong = SetUp { seen: seen + 1, setup };
    let refused = unfit(Thing::Category, "lampu", "department", Why::Unknown);
    assert_eq!(town.refusal(&wati, &wrong), refused);
    assert_eq!(town.setup_seen(&wati).setup, after, "all of it or nothing");
}
