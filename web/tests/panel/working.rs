//! The list of work, as a browser shows it.

use aduan::{authority::Actor, domain::*};
use axum::http::StatusCode;

use super::town::{Browser, Town};

/// The numbers on a page, in their order.
fn numbers(page: &str) -> Vec<String> {
    let rows = page.split("/panel/complaints/").skip(1);
    rows.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// How long a list says it is.
fn count(page: &str, list: &str) -> String {
    let (_, rest) = page.split_once(&format!("{list} <span class=\"count\">")).unwrap();
    rest.split('<').next().unwrap().to_owned()
}

/// What the check box of a complaint says.
fn seen(page: &str, number: &TrackingNumber) -> String {
    let (_, rest) = page.split_once(&format!("name=\"pick\" value=\"{number}@")).unwrap();
    format!("{number}@{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn dewi_sees_what_her_department_has_and_nothing_else() {
    let town = Town::new().await;
    let hers = town.hands("Lampu <script>alert(1)</script> mati", "pju").await;
    let other = town.hands("Trotoar pecah", "pupr").await;
    town.hears("Lampu taman mati", Preset::Anonymous).await;
    let mut browser = Browser::new(&town);
    town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
    let home = browser.get("/").await.body;
    assert_eq!(numbers(&home), [hers.as_str()], "the first list on which something is");
    assert!(home.contains("<h1>Nobody has them</h1>") && home.contains("13 days left"), "{home}");
    assert!(home.contains("Lampu &#60;script&#62;") && home.contains("Private"), "{home}");
    for (list, expected) in [("Mine", "0"), ("Nobody has them", "1"), ("All", "1")] {
        assert_eq!(count(&home, list), expected, "{list}");
    }
    for query in [
        "pile=all&department=pupr".to_owned(),
        "pile=all&q=trotoar".to_owned(),
        format!("q={other}"),
        "pile=all&category=hantu".to_owned(),
        "pile=all&stage=closed".to_owned(),
    ] {
        let page = browser.get(&format!("/?{query}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(numbers(&page.body), <[&str; 0]>::default(), "{query}");
        assert!(page.body.contains("No report matches."), "{query}");
    }
    for query in [format!("q={hers}"), "q=LAMPU".into(), "pile=hantu&stage=hantu&order=x".into()] {
        let page = browser.get(&format!("/?{query}")).await;
        assert_eq!(numbers(&page.body), [hers.as_str()], "{query}");
    }
    let ranked = browser.get("/?pile=all&order=supported").await.body;
    assert_eq!(numbers(&ranked), [hers.as_str()]);
    assert!(ranked.contains("<option value=\"supported\" selected>Most supported"), "{ranked}");
    let lost = browser.get("/?pile=all&after=hantu").await;
    assert_eq!(lost.leads_to(), "/panel?pile=all", "a place that is none: from the beginning");
}

#[tokio::test]
async fn a_long_list_is_read_forth_and_back() {
    let town = Town::new().await;
    for nth in 0..120 {
        town.hears(&format!("Lampu {nth} mati"), Preset::Private).await;
    }
    let mut browser = Browser::new(&town);
    town.joins(&mut browser, "Rina", Role::Coordinator, None).await;
    let link = |page: &str, rel: &str| {
        let (_, rest) = page.split_once(&format!("rel=\"{rel}\" href=\"/panel"))?;
        Some(rest.split('"').next()?.replace("&#38;", "&"))
    };
    let mut pages = Vec::new();
    let mut at = "/?pile=all&order=newest".to_owned();
    loop {
        let page = browser.get(&format!("/{}", at.trim_start_matches('/'))).await.body;
        let next = link(&page, "next");
        pages.push((page, at));
        let Some(next) = next else { break };
        at = next;
    }
    let shown: Vec<_> = pages.iter().flat_map(|(page, _)| numbers(page)).collect();
    assert_eq!((pages.len(), shown.len()), (3, 120));
    town.hears("Lampu baru mati", Preset::Private).await;
    let back = link(&pages[2].0, "prev").unwrap();
    let again = browser.get(&format!("/{back}")).await.body;
    assert_eq!(numbers(&again), numbers(&pages[1].0), "the same page, though another was filed");
    assert_eq!(link(&pages[0].0, "prev"), None);
}

#[tokio::test]
async fn several_are_given_at_once_and_each_says_what_became_of_it() {
    let town = Town::new().await;
    let mine = town.hands("Lampu satu mati", "pju").await;
    let quicker = town.hands("Lampu dua mati", "pju").await;
    let foreign = town.hands("Trotoar pecah", "pupr").await;
    let (mut hers, mut his) = (Browser::new(&town), Browser::new(&town));
    town.joins(&mut hers, "Dewi", Role::Agent, Some("pju")).await;
    let budi = town.joins(&mut his, "Budi", Role::Agent, Some("pju")).await;
    let page = hers.get("/").await.body;
    let picks = [seen(&page, &mine), seen(&page, &quicker), format!("{foreign}@2")];
    town.desk.start(&Actor::Officer(budi.id), quicker.clone()).await.unwrap();

    let mut form: Vec<_> = picks.iter().map(|pick| ("pick", pick.as_str())).collect();
    form.extend([("pick", "hantu"), ("pick", "LP-0000@x"), ("to", "me"), ("pile", "unassigned")]);
    let told = hers.post("/assign", &form).await;
    assert_eq!(told.status, StatusCode::OK);
    assert_eq!(numbers(&told.body).len(), 3, "nothing is said of what is no number");
    let verdict = |number: &TrackingNumber| {
        let (_, rest) = told.body.split_once(&format!("{number}</a><span")).unwrap();
        rest.split("</svg>").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    assert_eq!(verdict(&mine), "Given.");
    assert!(verdict(&quicker).contains("changed"), "{}", verdict(&quicker));
    assert_ne!(verdict(&foreign), "Given.");
    assert!(told.body.contains("href=\"/panel?pile=unassigned\""), "back to where she was");
    let page = hers.get("/?pile=mine").await.body;
    assert_eq!(numbers(&page), [mine.as_str()]);
    assert_eq!(numbers(&his.get("/?pile=mine").await.body), [quicker.as_str()]);

    let page = hers.get("/?pile=mine").await.body;
    let to_budi = format!("officer/{}", budi.id);
    assert!(page.contains(&format!("<option value=\"{to_budi}\">Budi</option>")), "{page}");
    let give = [("pick", seen(&page, &mine)), ("to", to_budi)];
    let handed = hers.post("/assign", &give.each_ref().map(|(n, v)| (*n, v.as_str()))).await;
    assert!(handed.body.contains("Given."), "{}", handed.body);
    assert!(his.get("/?pile=mine").await.body.contains(mine.as_str()), "Budi has both now");

    let page = hers.get("/?pile=all").await.body;
    let mut far = Browser::new(&town);
    let tono = town.joins(&mut far, "Tono", Role::Agent, Some("pupr")).await;
    let nobody = OfficerId::random(&aduan::stub::SeededEntropy::new(9));
    for id in [tono.id, nobody] {
        let to = format!("officer/{id}");
        let refused = hers.post("/assign", &[("pick", &seen(&page, &mine)), ("to", &to)]).await;
        assert!(refused.body.contains("may not do that"), "like nobody: {}", refused.body);
        assert!(!hers.get("/").await.body.contains(&to), "not offered");
    }
    let routed = hers.post("/assign", &[("pick", &seen(&page, &mine)), ("to", "pupr")]).await;
    assert!(!routed.body.contains("Given."), "an agent gives nothing to departments");
    assert!(hers.post("/assign", &[("to", "me")]).await.body.contains("You picked no report."));
}

#[tokio::test]
async fn who_reads_no_complaints_is_told_so() {
    let town = Town::new().await;
    let number = town.hands("Lampu mati", "pju").await;
    let mut browser = Browser::new(&town);
    town.joins(&mut browser, "Adi", Role::Admin, None).await;
    for path in ["/", "/?pile=all", &format!("/?q={number}")] {
        let page = browser.get(path).await.body;
        assert!(page.contains("Your role handles no reports.") && numbers(&page).is_empty());
        assert!(!page.contains("class=\"tabs\""), "{path}");
    }
}
