//! Finding complaints: one's own, those around, those with certain words.

use aduan::{authority::Actor, domain::*, refusal::Refusal, verbs::*};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::{Town, note};

fn numbers(listing: &Listing) -> Vec<&TrackingNumber> {
    listing.rows.iter().map(|row| &row.number).collect()
}

impl Town {
    fn mine(&self, who: &Actor, page: u8) -> Listing {
        block_on(MyReports { page }.find(&self.desk, who)).unwrap()
    }

    fn around(&self, latitude: f64, longitude: f64, page: u8) -> Listing {
        let around = Around::Point(Point::new(latitude, longitude).unwrap());
        block_on(Nearby { around, page }.find(&self.desk)).unwrap()
    }

    fn search(&self, words: &str, page: u8) -> Listing {
        block_on(Search { words: note(words), page }.find(&self.desk)).unwrap()
    }

    /// Files something at a point and has it published.
    fn publishes(&self, who: &Actor, words: &str, point: (f64, f64)) -> TrackingNumber {
        let place = Some(Place::Point(Point::new(point.0, point.1).unwrap()));
        let draft = File { place, ..self.draft(words, Preset::Public) };
        let number = self.does(who, &draft).number;
        self.later(TimeDelta::minutes(10));
        self.gets_going(&number);
        number
    }
}

#[test]
fn her_own_list_holds_all_she_filed_the_newest_first_and_nobody_elses() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let public = town.files(&sari, "Lampu jalan mati", Preset::Public);
    town.files(&budi, "Lampu taman mati", Preset::Anonymous);
    let hidden = town.files(&sari, "Lampu gang mati", Preset::Anonymous);
    let private = town.files(&sari, "Lampu lapangan mati", Preset::Private);
    let mine = town.mine(&sari, 0);
    assert_eq!(numbers(&mine), [&private, &hidden, &public]);
    assert_eq!((mine.total, mine.more), (Some(3), false));
    assert_eq!(town.mine(&budi, 0).rows.len(), 1);
}

#[test]
fn somebody_unknown_and_an_officer_have_no_list_of_their_own() {
    let town = Town::new();
    for (who, why) in
        [(Actor::Visitor, Refusal::LogInFirst), (town.agent.clone(), Refusal::NotAllowed)]
    {
        let refused = block_on(MyReports { page: 0 }.find(&town.desk, &who)).unwrap_err();
        assert!(matches!(refused, aduan::DeskError::Refused(refusal) if refusal == why));
    }
}

#[test]
fn a_long_list_has_pages_of_nine_and_no_row_stands_on_two() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let mut filed = Vec::new();
    for nth in 0..20 {
        let preset = if nth % 3 == 0 { Preset::Anonymous } else { Preset::Public };
        filed.push(town.files(&sari, &format!("Lampu nomor {nth} mati"), preset));
        town.later(TimeDelta::hours(3));
    }
    filed.reverse();
    let pages: Vec<Listing> = (0..4).map(|page| town.mine(&sari, page)).collect();
    let sizes: Vec<_> = pages.iter().map(|page| (page.rows.len(), page.more)).collect();
    assert_eq!(sizes, [(9, true), (9, true), (2, false), (0, false)]);
    let listed: Vec<_> = pages.iter().flat_map(numbers).cloned().collect();
    assert_eq!(listed, filed);
}

#[test]
fn what_is_around_comes_nearest_first_and_only_what_is_published_and_open() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let far = town.publishes(&sari, "Lampu mati di ujung jalan", (-6.9030, 107.6));
    let near = town.publishes(&sari, "Lampu mati di depan toko", (-6.9002, 107.6));
    let mended = town.publishes(&sari, "Lampu mati di taman", (-6.9001, 107.6));
    town.does(
        &town.agent,
        &Resolve { number: mended.clone(), remark: note("Diganti"), after: None },
    );
    town.does(&sari, &Confirm { number: mended });
    town.files(&sari, "Lampu mati di rumah saya", Preset::Private);
    town.files(&sari, "Lampu mati belum diperiksa", Preset::Public);

    let found = town.around(-6.9, 107.6, 0);
    assert_eq!(numbers(&found), [&near, &far]);
    assert_eq!((found.total, found.within), (Some(2), Some(500)));
    assert_eq!(found.rows[0].metres, Some(22));
}

#[test]
fn where_there_is_nothing_near_it_looks_farther() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.publishes(&sari, "Lampu mati di pasar", (-6.9, 107.6));
    let found = town.around(-6.91, 107.6, 0);
    assert_eq!((numbers(&found), found.within), (vec![&number], Some(2_000)));
    assert_eq!(town.around(-7.5, 107.6, 0), Listing::default());
}

#[test]
fn a_place_in_words_is_found_in_the_words_of_open_complaints() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.publishes(&sari, "Lampu mati di Jalan Kenanga", (-6.9, 107.6));
    let named = |words: &str| {
        let around = Around::Words(note(words));
        block_on(Nearby { around, page: 0 }.find(&town.desk)).unwrap()
    };
    assert_eq!(numbers(&named("kenanga")), [&number]);
    assert_eq!(named("melati"), Listing::default());
}

#[test]
fn a_search_reads_the_public_words_only() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let first = town.publishes(&sari, "Lampu jalan mati, hubungi 081234567890", (-6.9, 107.6));
    let second = town.publishes(&sari, "Lampu taman padam", (-6.9, 107.6));
    town.files(&sari, "Lampu rahasia mati", Preset::Private);
    assert_eq!(numbers(&town.search("lampu", 0)), [&second, &first]);
    assert_eq!(numbers(&town.search("lampu jalan", 0)), [&first]);
    for nothing in ["rahasia", "081234567890", "di yang"] {
        assert_eq!(town.search(nothing, 0), Listing::default(), "{nothing}");
    }
}
