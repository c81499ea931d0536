//! The pages: empty, as usual, and as long as can be, in both languages.

use aduan::{domain::*, verbs::*};
use axum::http::StatusCode;

use super::town::{Answer, NASTY, Town, encoded};

/// What can be said of every page.
fn is_a_page(answer: &Answer, language: &str, what: &str) {
    let page = &answer.body;
    assert!(page.starts_with("<!doctype html>"), "{what}: {page}");
    for part in [
        &format!("<html lang=\"{language}\">"),
        "<a class=\"skip\" href=\"#main\">",
        "<main id=\"main\">",
        "<title>",
    ] {
        assert!(page.contains(part), "{what} has no {part}");
    }
    assert_eq!(page.matches("<h1>").count(), 1, "{what}");
    let ours = page.matches("<script type=\"module\" src=\"/assets/").count();
    assert_eq!(page.matches("<script").count(), ours, "{what}");
    for inline in ["<style", " style=", " onclick", "href=\"javascript:"] {
        assert!(!page.contains(inline), "{what} has {inline}");
    }
    for id in page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{what}: {id} twice");
    }
}

const PLACES: [&str; 6] =
    ["/", "/find", "/find?q=lampu", "/find?order=supported", "/around", "/around?at=-6.9,107.6"];

#[tokio::test]
async fn every_page_is_whole_empty_usual_and_at_its_longest() {
    let town = Town::new().await;
    for language in ["id", "en"] {
        for path in PLACES {
            is_a_page(&town.reads(path, language).await, language, &format!("empty {path}"));
        }
    }
    let people = [town.knows("sari").await, town.knows("budi").await, town.knows("tono").await];
    let mut numbers = Vec::new();
    for (nth, who) in people.iter().cycle().take(24).enumerate() {
        numbers.push(town.publishes(who, &format!("Lampu jalan mati di nomor {nth}")).await);
    }
    let long = town
        .files(&people[0], &"Lampujalan".repeat(200), &"melati".repeat(60), Preset::Public)
        .await;
    town.starts(&long).await;
    town.comments(&people[1], &long, &"panjang".repeat(70)).await;
    for who in &people[1..] {
        town.desk.run(who, &Support { number: long.clone() }).await.unwrap();
    }
    town.resolves(&numbers[3]).await;
    for language in ["id", "en"] {
        for path in PLACES {
            is_a_page(&town.reads(path, language).await, language, path);
        }
        for number in [&numbers[0], &numbers[3], &long] {
            let page = town.reads(&format!("/c/{number}"), language).await;
            assert_eq!(page.status, StatusCode::OK);
            is_a_page(&page, language, "a complaint");
        }
    }
}

#[tokio::test]
async fn one_complaint_tells_its_story_and_how_it_looks_as_a_link() {
    let town = Town::new().await;
    let (sari, budi) = (town.knows("sari").await, town.knows("budi").await);
    let number = town.publishes(&sari, "Lampu jalan mati. Hubungi 0812-3456-7890").await;
    town.desk.run(&budi, &Support { number: number.clone() }).await.unwrap();
    town.comments(&budi, &number, "Betul, gelap sekali").await;
    town.resolves(&number).await;
    let page = town.get(&format!("/c/{number}")).await.body;
    let canonical = format!("<link rel=\"canonical\" href=\"https://lapor.example/c/{number}\">");
    for part in [
        "<h1>Lampu jalan mati</h1>",
        "Lampu jalan",
        "In the hands of Penerangan",
        "1 supporter",
        "Betul, gelap sekali",
        "Mended in time",
        "6.9000° S, 107.6000° E",
        "<meta property=\"og:title\" content=\"Lampu jalan mati\">",
        &canonical,
        &format!("/chat?say=support%20{number}"),
        &format!("https://wa.me/6281100000000?text=support%20{number}"),
    ] {
        assert!(page.contains(part), "no {part}: {page}");
    }
    for secret in ["0812", "7890", "sari", "Dewi", "noindex"] {
        assert!(!page.contains(secret), "{secret}");
    }
    let typed = town.get(&format!("/c/{}", number.to_string().to_lowercase())).await;
    assert_eq!(typed.leads_to(), format!("/c/{number}"));
    for path in ["/find?q=lampu", "/around", "/c/LP-0000-0000"] {
        assert!(town.get(path).await.body.contains("content=\"noindex\""), "{path}");
    }
}

/// Where the next page is.
fn next(page: &str) -> String {
    let (before, _) = page.split_once("\" rel=\"next\"").unwrap();
    before.rsplit('"').next().unwrap().replace("&#38;", "&")
}

#[tokio::test]
async fn a_search_finds_words_leads_to_numbers_and_goes_on_page_by_page() {
    let town = Town::new().await;
    let people = [town.knows("sari").await, town.knows("budi").await, town.knows("tono").await];
    let mut numbers = Vec::new();
    for (nth, who) in people.iter().cycle().take(25).enumerate() {
        numbers.push(town.publishes(who, &format!("Lampu taman mati {nth}")).await);
    }
    let found = town.get("/find?q=lampu+taman").await.body;
    let listed = |page: &str| numbers.iter().filter(|n| page.contains(&n.to_string())).count();
    assert_eq!(listed(&found), 20);
    let older = town.get(&next(&found)).await.body;
    assert_eq!(listed(&older), 5);
    assert_eq!(town.get("/find?q=lp+7k3m+9qxt").await.leads_to(), "/c/LP-7K3M-9QXT");
    for nothing in ["gajah", "%21%21%21", "di+yang"] {
        let page = town.get(&format!("/find?q={nothing}")).await.body;
        assert!(page.contains("No public report has these words"), "{nothing}");
    }
    let long = town.get(&format!("/find?q={}", "lampu+".repeat(900))).await;
    assert_eq!(long.status, StatusCode::OK);
}

#[tokio::test]
async fn what_most_people_support_comes_first_for_who_asks_for_it_page_by_page() {
    let town = Town::new().await;
    let people = [town.knows("sari").await, town.knows("budi").await, town.knows("tono").await];
    let mut numbers = Vec::new();
    for (nth, who) in people.iter().cycle().take(25).enumerate() {
        numbers.push(town.publishes(who, &format!("Lampu taman mati {nth}")).await);
    }
    town.desk.run(&people[1], &Support { number: numbers[0].clone() }).await.unwrap();
    town.desk.run(&people[2], &Support { number: numbers[0].clone() }).await.unwrap();
    town.desk.run(&people[0], &Support { number: numbers[1].clone() }).await.unwrap();
    for asked in ["", "lampu%20taman"] {
        let page = town.get(&format!("/find?q={asked}&order=supported")).await.body;
        let at = |nth: usize| page.find(&format!("/c/{}", numbers[nth]));
        assert!(at(0).is_some() && at(0) < at(1) && at(1) < at(24), "{page}");
        assert_eq!(at(2), None, "the oldest that nobody supports is on the next page");
        let older = town.get(&next(&page)).await.body;
        assert!(older.contains(&format!("/c/{}", numbers[2])), "{older}");
        assert!(!older.contains(&format!("/c/{}", numbers[0])), "{older}");
    }
}

#[tokio::test]
async fn around_a_point_the_nearest_come_first_and_a_point_that_is_none_is_asked_for_again() {
    let town = Town::new().await;
    let sari = town.knows("sari").await;
    let number = town.publishes(&sari, "Lampu taman mati").await;
    let page = town.get("/around?at=-6.903,107.6").await.body;
    assert!(page.contains(&number.to_string()) && page.contains("334 m away"), "{page}");
    for typed in ["", "x", "1", "91,181", "0,0", "1,2,3", "NaN,NaN", "1e9,2"] {
        let page = town.get(&format!("/around?at={typed}")).await;
        assert_eq!(page.status, StatusCode::OK, "{typed}");
        assert!(page.body.contains("Type two numbers"), "{typed}");
    }
    assert!(town.get("/around?at=50,50").await.body.contains("within 5 km"));
}

#[tokio::test]
async fn what_people_write_is_words_and_never_a_page() {
    for nasty in NASTY {
        // No category is called more than twenty characters.
        let category: String = nasty.chars().take(20).collect();
        let town = Town::named(category.trim(), nasty).await;
        let (sari, budi) = (town.knows("sari").await, town.knows("budi").await);
        let number = town.files(&sari, &format!("lampu {nasty}"), nasty, Preset::Public).await;
        town.starts(&number).await;
        town.comments(&budi, &number, nasty).await;
        town.desk.run(&budi, &Support { number: number.clone() }).await.unwrap();
        let asked = encoded(nasty);
        for path in [
            "/".to_owned(),
            format!("/c/{number}"),
            format!("/find?q={asked}"),
            format!("/find?q=lampu&after={asked}"),
            format!("/around?at={asked}"),
            format!("/c/{asked}"),
            format!("/photos/{number}/{asked}"),
            "/around?at=-6.9,107.6".to_owned(),
        ] {
            let page = town.get(&path).await;
            assert!(!page.body.contains(nasty), "{path}: {}", page.body);
            is_a_page(&page, "en", &path);
        }
    }
}
