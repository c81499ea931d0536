//! Looking at what is published: by everybody, and only at that.

use aduan::{
    DeskError, authority::Actor, domain::*, query::Order, refusal::Refusal, seal::Scope, verbs::*,
};
use chrono::{Days, TimeDelta};
use futures::executor::block_on;

use super::town::{Town, note};

impl Town {
    fn looks(&self, number: &TrackingNumber) -> Result<Sight, DeskError> {
        block_on(Look { number: number.clone() }.find(&self.desk))
    }

    fn sees(&self, number: &TrackingNumber) -> Sight {
        self.looks(number).unwrap()
    }

    fn browses(&self, browse: &Browse) -> Shelf {
        block_on(browse.find(&self.desk)).unwrap()
    }

    fn most_supported(&self) -> Vec<TrackingNumber> {
        let rows = block_on(MostSupported { most: 5 }.find(&self.desk)).unwrap();
        rows.into_iter().map(|row| row.number).collect()
    }

    /// Files, and has the lamp department start on it, so that it is published if it may be.
    fn starts(&self, who: &Actor, words: &str, preset: Preset) -> TrackingNumber {
        let number = self.files(who, words, preset);
        self.gets_going(&number);
        number
    }

    fn says(&self, who: &Actor, number: &TrackingNumber, words: &str) {
        let once = self.desk.room().keys.token(Scope::Inbound, words.as_bytes());
        let comment = Comment::parse(words).unwrap();
        self.does(who, &CommentOn { number: number.clone(), comment, once });
    }

    fn supports(&self, who: &Actor, number: &TrackingNumber) {
        self.does(who, &Support { number: number.clone() });
    }
}

fn numbers(shelf: &Shelf) -> Vec<&TrackingNumber> {
    shelf.rows.iter().map(|row| &row.number).collect()
}

#[test]
fn everybody_reads_its_masked_words_its_story_and_what_others_say() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let words = "Lampu jalan mati. Hubungi saya di 0812-3456-7890, depan rumah B 1234 XYZ";
    let number = town.starts(&sari, words, Preset::Public);
    town.supports(&budi, &number);
    town.says(&budi, &number, "Betul, telepon saya 0857-1111-2222");
    town.says(&sari, &number, "Sudah seminggu");
    let sight = town.sees(&number);
    assert_eq!(&*sight.title, "Lampu jalan mati");
    for secret in ["0812", "7890", "1234"] {
        assert!(!sight.words.contains(secret), "{}", sight.words);
    }
    assert_eq!((sight.tally.supports, sight.tally.comments), (1, 2));
    let said: Vec<_> = sight.comments.iter().map(|said| &*said.words).collect();
    assert!(said[0].starts_with("Betul") && !said[0].contains("0857"), "{said:?}");
    assert_eq!(said[1], "Sudah seminggu");
    let story: Vec<_> = sight.steps.iter().map(|step| step.to).collect();
    assert_eq!(story, [StageKind::Assigned, StageKind::InProgress]);
    assert_eq!(sight.department.unwrap().as_str(), "pju");
}

#[test]
fn what_is_not_published_is_answered_like_what_is_not_there() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let private = town.starts(&sari, "Lampu jalan mati di gang kami", Preset::Private);
    let fresh = town.files(&sari, "Lampu jalan mati di gang sebelah", Preset::Public);
    let undone = town.does(&sari, &town.draft("Lampu jalan mati", Preset::Public)).number;
    town.does(&sari, &Undo { number: undone.clone() });
    let nothing = town.desk.reserve();
    for number in [&private, &fresh, &undone, &nothing] {
        assert!(matches!(town.looks(number), Err(DeskError::Refused(Refusal::NotFound))));
    }
    assert_eq!(town.browses(&Browse::default()), Shelf::default());
    let words = Some(note("lampu"));
    assert_eq!(town.browses(&Browse { words, ..Browse::default() }), Shelf::default());
    assert!(town.most_supported().is_empty());
    let published = town.starts(&budi, "Lampu taman mati", Preset::Anonymous);
    let numbers = vec![private, fresh, undone, nothing, published.clone()];
    let these = block_on(ShowThese { numbers }.find(&town.desk)).unwrap();
    assert_eq!(these.iter().map(|row| &row.number).collect::<Vec<_>>(), [&published]);
}

#[test]
fn a_page_goes_on_where_the_one_before_it_ended_whatever_is_filed_meanwhile() {
    let town = Town::new();
    let who = ["sari", "budi", "tono"].map(|name| town.logs_in(name));
    let mut filed: Vec<_> = (0..25)
        .map(|nth| town.starts(&who[nth % 3], &format!("Lampu mati nomor {nth}"), Preset::Public))
        .collect();
    filed.reverse();
    for words in [None, Some(note("lampu"))] {
        let first = town.browses(&Browse { words: words.clone(), ..Browse::default() });
        assert_eq!(numbers(&first), filed[..20].iter().collect::<Vec<_>>());
        town.later(TimeDelta::days(1));
        let newer = town.starts(&who[0], "Lampu mati juga di sini", Preset::Public);
        let second = town.browses(&Browse { words, after: first.next, ..Browse::default() });
        assert_eq!(numbers(&second), filed[20..].iter().collect::<Vec<_>>());
        assert_eq!(second.next, None);
        filed.insert(0, newer);
    }
}

#[test]
fn the_most_supported_come_first_and_what_is_over_does_not_come() {
    let town = Town::new();
    let people = ["sari", "budi", "tono", "wati"].map(|name| town.logs_in(name));
    let [once, thrice, never, over] = ["Lampu satu", "Lampu tiga", "Lampu nol", "Lampu usai"]
        .map(|words| town.starts(&people[0], words, Preset::Public));
    town.supports(&people[1], &once);
    for voter in &people[1..] {
        town.supports(voter, &thrice);
        town.supports(voter, &over);
    }
    town.does(&town.agent, &Resolve { number: over.clone(), remark: note("Sudah"), after: None });
    town.does(&people[0], &Confirm { number: over.clone() });
    assert_eq!(town.most_supported(), [thrice.clone(), once.clone()]);
    assert_eq!(town.sees(&never).tally.supports, 0);
    for words in [None, Some(note("lampu"))] {
        let all = town.browses(&Browse { words, order: Order::Supported, after: None });
        assert_eq!(numbers(&all), [&over, &thrice, &once, &never], "what is over too");
    }
}

#[test]
fn a_deadline_runs_stands_still_passes_and_is_kept_or_not() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.starts(&sari, "Lampu jalan mati", Preset::Public);
    let late = town.starts(&sari, "Lampu taman mati", Preset::Public);
    let due = town.sees(&number).filed_at + Days::new(14);
    assert_eq!(town.sees(&number).deadline, Deadline::Runs(due));
    town.does(&town.agent, &Ask { number: number.clone(), question: note("Tiang yang mana?") });
    assert_eq!(town.sees(&number).deadline, Deadline::Paused);
    town.does(&sari, &Answer { number: number.clone(), answer: note("Yang ketiga") });
    town.does(&town.agent, &Resolve { number: number.clone(), remark: note("Ok"), after: None });
    assert_eq!(town.sees(&number).deadline, Deadline::Kept);
    town.does(&sari, &Confirm { number: number.clone() });
    assert_eq!(town.sees(&number).deadline, Deadline::Kept);
    town.later(TimeDelta::days(15));
    assert!(matches!(town.sees(&late).deadline, Deadline::Passed(_)));
    town.does(&town.agent, &Resolve { number: late.clone(), remark: note("Ok"), after: None });
    assert_eq!(town.sees(&late).deadline, Deadline::Late);
    let withdrawn = town.starts(&sari, "Lampu gapura mati", Preset::Public);
    town.does(&sari, &Withdraw { number: withdrawn.clone() });
    assert_eq!(town.sees(&withdrawn).deadline, Deadline::Void);
}
