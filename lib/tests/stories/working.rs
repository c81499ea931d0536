//! What an officer has to do.

use aduan::{
    authority::Actor,
    domain::*,
    query::{Cursor, Order},
    verbs::*,
};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::{Town, note, slug};

const NONE: [&str; 0] = [];

fn asked(who: &Actor) -> WorklistOf {
    let Actor::Officer(officer) = who else { panic!("no officer") };
    let narrow = Narrow::default();
    WorklistOf { officer: *officer, pile: None, narrow, order: Order::Due, after: None }
}

fn finds(town: &Town, asked: &WorklistOf) -> Worklist {
    block_on(asked.find(&town.desk)).unwrap()
}

fn on(town: &Town, who: &Actor, pile: Pile) -> Vec<String> {
    let list = finds(town, &WorklistOf { pile: Some(pile), ..asked(who) });
    assert_eq!(list.pile, Some(pile));
    let counted = list.piles.iter().find(|(of, _)| *of == pile).unwrap().1;
    assert_eq!(counted, Some(list.rows.len() as u64), "{pile:?}");
    list.rows.into_iter().map(|row| row.number.to_string()).collect()
}

fn counts(town: &Town, who: &Actor) -> Vec<(Pile, u64)> {
    let piles = finds(town, &asked(who)).piles;
    piles.into_iter().map(|(pile, count)| (pile, count.unwrap())).collect()
}

#[test]
fn every_list_of_an_officer_holds_what_it_says_and_counts_it() {
    use Pile::{All, Department, Disputed, Mine, Overdue, Unassigned, Waiting};

    let town = Town::new();
    let sari = town.logs_in("sari");
    let [mine, asks, again, fresh, foreign, new] = ["satu", "dua", "tiga", "empat", "lima", "enam"]
        .map(|nth| town.files(&sari, &format!("Lampu {nth} mati"), Preset::Private));
    for number in [&mine, &asks, &again] {
        town.gets_going(number);
    }
    town.does(&town.agent, &Ask { number: asks.clone(), question: note("Tiang nomor berapa?") });
    let resolve = Resolve { number: again.clone(), remark: note("Lampu diganti"), after: None };
    town.does(&town.agent, &resolve);
    town.does(&sari, &Dispute { number: again.clone(), reason: note("Masih mati") });
    town.does(&town.coordinator, &Assign { number: fresh.clone(), to: slug("pju") });
    town.does(&town.coordinator, &Assign { number: foreign.clone(), to: slug("pupr") });

    let hers = |pile| on(&town, &town.agent, pile);
    assert_eq!(
        hers(Mine),
        [mine.as_str(), again.as_str(), asks.as_str()],
        "the nearest deadline first"
    );
    assert_eq!(hers(Unassigned), [fresh.as_str()]);
    assert_eq!(hers(Department).len(), 4);
    assert_eq!(hers(Waiting), [asks.as_str()]);
    assert_eq!(hers(Disputed), [again.as_str()]);
    assert_eq!(hers(Overdue), NONE);
    assert_eq!(hers(All).len(), 4);

    let city = |pile| on(&town, &town.coordinator, pile);
    assert_eq!(city(Unassigned), [fresh.as_str(), foreign.as_str(), new.as_str()]);
    assert_eq!(city(All).len(), 6);

    town.later(TimeDelta::days(15));
    let late = [&mine, &again, &fresh].map(TrackingNumber::to_string);
    assert_eq!(on(&town, &town.agent, Overdue), late, "a clock that stands still is never over");
    let row = finds(&town, &asked(&town.agent)).rows.remove(0);
    assert!(row.overdue && row.private && !row.anonymous);
    assert_eq!((&*row.title, row.stage), ("Lampu satu mati", StageKind::InProgress));

    town.does(&town.agent, &Resolve { number: again, remark: note("Kabelnya"), after: None });
    assert_eq!(on(&town, &town.agent, Disputed), NONE, "said to be mended again");
}

#[test]
fn who_reads_no_complaints_has_no_lists_and_who_changes_none_owns_none() {
    use Pile::{All, Disputed, Overdue, Unassigned, Waiting};

    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu mati", Preset::Public);
    for role in [Role::Admin, Role::Custodian] {
        let who = town.hires(&format!("{role:?}").to_lowercase(), role, Some("pju"));
        let mut asked = asked(&who);
        asked.narrow.words = number.as_str().into();
        let list = finds(&town, &asked);
        assert_eq!((list.pile, list.piles, list.rows), (None, vec![], vec![]), "{role:?}");
    }
    let auditor = town.hires("budi", Role::Auditor, None);
    let piles: Vec<_> = counts(&town, &auditor).into_iter().map(|(pile, _)| pile).collect();
    assert_eq!(piles, [Unassigned, Overdue, Waiting, Disputed, All]);
    let list = finds(&town, &asked(&auditor));
    assert!(!list.takes && !list.routes);
}

#[test]
fn who_leads_a_department_reaches_those_below_it_by_number_as_in_her_lists() {
    let town = Town::new();
    let mut catalogue = town.catalogue();
    catalogue.departments[0].parent = Some(slug("pupr"));
    town.does(&Actor::System, &SetCatalogue { catalogue });
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Private);
    town.gets_going(&number);
    let sees = |who: &str, role, department| {
        let who = town.hires(who, role, Some(department));
        let remark = Remark { number: number.clone(), note: note("Pakai tangga besar") };
        let mut numbered = asked(&who);
        numbered.narrow.words = number.as_str().to_lowercase().into();
        let found = !finds(&town, &numbered).rows.is_empty();
        let listed = on(&town, &who, Pile::All) == [number.as_str()];
        (town.try_do(&who, &remark).is_ok(), found, listed)
    };
    assert_eq!(sees("umi", Role::Supervisor, "pupr"), (true, true, true));
    assert_eq!(sees("tono", Role::Supervisor, "pju"), (true, true, true));
    assert_eq!(sees("wati", Role::Agent, "pupr"), (false, false, false));
}

#[test]
fn a_list_is_narrowed_and_never_beyond_what_she_may_read() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let lamp = town.files(&sari, "Lampu jalan mati di depan pasar", Preset::Anonymous);
    let other = town.files(&sari, "Trotoar pecah di depan pasar", Preset::Private);
    town.gets_going(&lamp);
    town.does(&town.coordinator, &Assign { number: other.clone(), to: slug("pupr") });
    let narrowed = |who: &Actor, narrow: Narrow| {
        let list = finds(&town, &WorklistOf { pile: Some(Pile::All), narrow, ..asked(who) });
        let shown: Vec<_> = list.rows.into_iter().map(|row| row.number.to_string()).collect();
        (shown, list.piles.last().unwrap().1)
    };
    let words = |words: &str| Narrow { words: words.into(), ..Narrow::default() };
    let department = |id| Narrow { department: Some(slug(id)), ..Narrow::default() };
    let stage = |stage| Narrow { stage: Some(stage), ..Narrow::default() };

    let agent = |narrow| narrowed(&town.agent, narrow);
    assert_eq!(
        agent(words("PASAR")),
        (vec![lamp.to_string()], None),
        "not that of another department"
    );
    assert_eq!(agent(words(other.as_str())).0, NONE);
    assert_eq!(agent(department("pupr")), (vec![], Some(0)));
    assert_eq!(agent(department("pju")), (vec![lamp.to_string()], Some(1)));
    assert_eq!(agent(stage(StageKind::Assigned)), (vec![], Some(0)));

    let city = |narrow| narrowed(&town.coordinator, narrow);
    assert_eq!(city(words("pasar")).0.len(), 2);
    assert_eq!(city(words("di")).0, NONE, "a word that tells nothing apart");
    assert_eq!(city(department("pupr")), (vec![other.to_string()], Some(1)));
    assert_eq!(city(stage(StageKind::InProgress)), (vec![lamp.to_string()], Some(1)));
    let category = Narrow { category: Some(slug("jalan")), ..Narrow::default() };
    assert_eq!(city(category), (vec![], Some(0)));
    let all = finds(&town, &WorklistOf { pile: Some(Pile::All), ..asked(&town.coordinator) });
    assert_eq!(all.departments.len(), 2);
    assert_eq!(finds(&town, &asked(&town.agent)).departments.len(), 1);
    let owner = all.rows.iter().find_map(|row| row.owner).unwrap();
    assert_eq!(all.owners[&owner].as_str(), "dewi");
}

#[test]
fn what_its_reporter_can_still_take_back_is_on_no_list_and_in_no_count() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    for preset in [Preset::Public, Preset::Anonymous] {
        let receipt = town.does(&sari, &town.draft("Lampu mati", preset));
        assert_eq!(on(&town, &town.coordinator, Pile::Unassigned), NONE, "{preset:?}");
        let mut numbered = asked(&town.coordinator);
        numbered.narrow.words = receipt.number.as_str().into();
        assert_eq!(finds(&town, &numbered).rows, [], "{preset:?}");
        town.later(TimeDelta::hours(2));
        assert_eq!(on(&town, &town.coordinator, Pile::Unassigned), [receipt.number.as_str()]);
        let (ground, reason) = (Ground::Improper, note("Uji coba"));
        town.does(&town.coordinator, &Reject { number: receipt.number, ground, reason });
    }
}

#[test]
fn a_long_list_is_read_page_by_page() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let many = Worklist::ROWS + 20;
    for nth in 0..many {
        town.files(&sari, &format!("Lampu {nth} mati"), Preset::Private);
        town.later(TimeDelta::days(1));
    }
    let page = |after: Option<Cursor>| {
        let order = Order::Newest;
        finds(&town, &WorklistOf { order, after, ..asked(&town.coordinator) })
    };
    let first = page(None);
    assert_eq!(first.rows.len(), Worklist::ROWS);
    assert!(first.rows.is_sorted_by(|one, next| one.filed_at > next.filed_at));
    let second = page(first.next);
    assert_eq!((second.rows.len(), &second.next), (20, &None));
    assert!(second.rows[0].filed_at < first.rows[Worklist::ROWS - 1].filed_at);
}

#[test]
fn what_most_people_support_stands_first_if_she_asks_for_that() {
    let town = Town::new();
    let people = ["sari", "budi", "tono"].map(|name| town.logs_in(name));
    let [never, twice, once] = ["Lampu nol mati", "Lampu dua mati", "Lampu satu mati"]
        .map(|words| town.files(&people[0], words, Preset::Public));
    for number in [&never, &twice, &once] {
        town.gets_going(number);
    }
    for (voter, number) in [(1, &twice), (2, &twice), (1, &once)] {
        town.does(&people[voter], &Support { number: number.clone() });
    }
    let narrow = Narrow { words: "lampu".into(), ..Narrow::default() };
    for narrow in [Narrow::default(), narrow] {
        let (pile, order) = (Some(Pile::All), Order::Supported);
        let list = finds(&town, &WorklistOf { pile, order, narrow, ..asked(&town.agent) });
        let found: Vec<_> = list.rows.iter().map(|row| (&row.number, row.supports)).collect();
        assert_eq!(found, [(&twice, 2), (&once, 1), (&never, 0)]);
    }
}

#[test]
fn of_what_changes_she_is_told_what_she_may_read_and_no_more_than_its_number() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let numbers = |who: &Actor, position| {
        let Actor::Officer(officer) = who else { panic!("no officer") };
        let watch = block_on(WatchOf { officer: *officer }.find(&town.desk)).unwrap();
        let changes = block_on(ChangesAfter { position }.find(&town.desk)).unwrap();
        let seen = changes.changed.iter().filter(|changed| watch.sees(changed));
        (seen.map(|changed| changed.number().to_string()).collect::<Vec<_>>(), changes.position)
    };
    let (_, start) = numbers(&town.agent, 0);
    let lamp = town.files(&sari, "Lampu mati", Preset::Private);
    let road = town.files(&sari, "Jalan berlubang", Preset::Anonymous);
    town.gets_going(&lamp);
    town.does(&town.coordinator, &Assign { number: road.clone(), to: slug("pupr") });
    let fresh = town.does(&sari, &town.draft("Lampu baru", Preset::Public)).number;
    let (hers, end) = numbers(&town.agent, start);
    assert_eq!(hers, [lamp.as_str()], "once, though it changed three times");
    assert_eq!(numbers(&town.coordinator, start).0, [lamp.as_str(), road.as_str()]);
    let admin = town.hires("adi", Role::Admin, Some("pju"));
    assert_eq!(numbers(&admin, start).0, NONE);
    town.later(TimeDelta::hours(2));
    assert_eq!(
        numbers(&town.coordinator, start).0.last().unwrap(),
        fresh.as_str(),
        "no longer hers alone"
    );
    let (none, _) = numbers(&town.agent, end);
    assert_eq!(none, NONE);
}
