use aduan::{
    domain::*,
    facts::Want,
    query::{Filter, Item, Order, Query, Select},
    record::Name,
    refusal::Refusal,
    seal::{Scope, Token},
    verbs::*,
};
use futures::executor::block_on;

use super::town::{Town, note, slug};

#[test]
fn a_vote_counts_once_and_can_be_taken_back() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let (vote, unvote) = (Support { number: number.clone() }, Unsupport { number: number.clone() });
    assert_eq!(town.does(&budi, &vote).supports, 1);
    assert!(town.does(&budi, &vote).again);
    assert_eq!(town.does(&budi, &unvote).supports, 0);
    assert_eq!(town.does(&budi, &vote).supports, 1);
    assert_eq!(town.refusal(&sari, &vote), Refusal::Own);
}

#[test]
fn what_is_not_published_cannot_be_supported_nor_its_being_there_be_found_out() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let private = town.files(&sari, "Lampu jalan mati", Preset::Private);
    let nothing = TrackingNumber::random(town.desk.city(), &*town.entropy);
    for number in [private, nothing] {
        assert_eq!(town.refusal(&budi, &Support { number: number.clone() }), Refusal::NotFound);
        assert_eq!(town.refusal(&budi, &Track { number }), Refusal::NotFound);
    }
}

#[test]
fn sixty_four_voters_and_an_officer_at_once_and_nobody_is_told_of_a_conflict() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let voters: Vec<_> = (0..64).map(|n| town.logs_in(&format!("warga{n}"))).collect();
    std::thread::scope(|scope| {
        for voter in &voters {
            let (town, number) = (&town, number.clone());
            scope.spawn(move || town.does(voter, &Support { number }));
        }
        let (town, number) = (&town, number.clone());
        scope.spawn(move || {
            for _ in 0..10 {
                let question = note("Tiang nomor berapa?");
                town.does(&town.agent, &Ask { number: number.clone(), question });
                let answer = note("Nomor 14");
                town.does(&sari, &Answer { number: number.clone(), answer });
            }
        });
    });
    assert_eq!(town.does(&voters[0], &Track { number }).supports, 64);
}

#[test]
fn a_comment_sent_twice_stands_there_once() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let once: Token = town.desk.room().keys.token(Scope::Inbound, b"message 1");
    let comment = CommentOn { number, comment: Comment::parse("Betul").unwrap(), once };
    assert_eq!(town.does(&budi, &comment), town.does(&budi, &comment));
}

#[test]
fn a_comment_that_insults_is_not_taken_and_says_why() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let once: Token = town.desk.room().keys.token(Scope::Inbound, b"message 1");
    let comment = Comment::parse("Petugasnya goblooook!").unwrap();
    let refusal = town.refusal(&budi, &CommentOn { number, comment, once });
    assert_eq!(refusal, Refusal::Insulting);
    let words = refusal.words(Language::Indonesian, town.desk.now());
    assert!(words.contains("tanpa kata kasar"), "{words}");
}

#[test]
fn a_neighbour_is_offered_the_report_that_is_there_already() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.files(&sari, "Lampu jalan mati depan SD 3", Preset::Public);
    let look = LookAlike {
        category: slug("lampu"),
        point: Some(Point::new(-6.9003, 107.6002).unwrap()),
        words: "lampu depan sd mati".into(),
    };
    assert_eq!(block_on(look.find(&town.desk)).unwrap(), []);
    town.gets_going(&number);
    let found = block_on(look.find(&town.desk)).unwrap();
    assert_eq!(found[0].number, number);
    assert!(found[0].metres.unwrap() < 60);
}

#[test]
fn her_open_questions_are_found_hidden_reports_too() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    for preset in [Preset::Public, Preset::Anonymous] {
        let number = town.files(&sari, "Lampu jalan mati", preset);
        town.gets_going(&number);
        town.does(&town.agent, &Ask { number, question: note("Tiang nomor berapa?") });
    }
    let aduan::authority::Actor::Citizen(citizen) = sari else { panic!() };
    let questions = block_on(OpenQuestions { citizen }.find(&town.desk)).unwrap();
    assert_eq!(questions.len(), 2);
}

#[test]
fn the_row_of_a_hidden_report_names_nobody() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    town.files(&sari, "Lampu jalan mati", Preset::Anonymous);
    let aduan::authority::Actor::Citizen(citizen) = sari else { panic!() };
    let query = Query::new(Select::Complaints(Filter::default(), Order::Newest), 10);
    let page = block_on(town.desk.storage().list(&query)).unwrap();
    let [Item::Complaint(row, _)] = page.items.as_slice() else { panic!("one complaint") };
    let facets = row.value.facets.as_ref().unwrap();
    assert_eq!(facets.reporter, None);
    let body = String::from_utf8(row.value.body.to_vec()).unwrap();
    assert!(!body.contains(&citizen.to_string()));
}

#[test]
fn who_follows_is_a_sealed_member_and_her_own_needs_no_following() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    let follow = Follow { number: number.clone() };
    assert_eq!(town.refusal(&budi, &follow), Refusal::NotFound, "it is not published yet");
    town.gets_going(&number);
    assert!(!town.does(&budi, &follow).again);
    assert!(town.does(&budi, &follow).again);
    assert!(town.does(&sari, &follow).again, "of her own she is told anyway");
    assert!(town.does(&budi, &Support { number: number.clone() }).follows);
    let unfollow = Unfollow { number: number.clone() };
    assert!(!town.does(&budi, &unfollow).again);
    assert!(town.does(&budi, &unfollow).again);
    assert!(!town.does(&budi, &Track { number }).followed);
}

#[test]
fn a_comment_is_taken_back_by_its_writer_within_five_minutes() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.gets_going(&number);
    let comments = |message: &[u8]| {
        let once: Token = town.desk.room().keys.token(Scope::Inbound, message);
        let comment = Comment::parse("Di gang saya juga").unwrap();
        let posted = town.does(&budi, &CommentOn { number: number.clone(), comment, once });
        Uncomment { number: number.clone(), posted }
    };
    let count = || {
        let facts =
            block_on(town.desk.storage().load(&[Want::Named(Name::Number(number.clone()))]));
        let complaint = aduan::book::complaint_named(&facts.unwrap(), &number).unwrap().value;
        let tally = Want::Tally(complaint.id);
        block_on(town.desk.storage().load(&[tally])).unwrap().tally(complaint.id).comments
    };
    let first = comments(b"1");
    assert_eq!(town.refusal(&sari, &first), Refusal::NotFound, "it is not hers");
    assert_eq!(count(), 1);
    assert!(town.does(&budi, &first));
    assert!(!town.does(&budi, &first));
    assert_eq!(count(), 0);

    let second = comments(b"2");
    let mut longer = second.clone();
    longer.posted.until += chrono::TimeDelta::hours(1);
    town.later(chrono::TimeDelta::minutes(5));
    assert_eq!(town.refusal(&budi, &second), Refusal::CommentStays);
    assert_eq!(town.refusal(&budi, &longer), Refusal::NotFound, "the time is part of the proof");
    assert_eq!(count(), 1);
}
