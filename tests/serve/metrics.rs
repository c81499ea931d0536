//! What is measured is what is documented.

use std::collections::BTreeSet;

use super::served::{Served, ask, cookie};

/// What `docs/operate/observing.md` says there is: names, kinds and labels.
fn documented() -> BTreeSet<(String, String, BTreeSet<String>)> {
    let page = include_str!("../../docs/operate/observing.md");
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let rows = page.lines().filter(|line| line.starts_with("| `aduan_") && line.contains("| "));
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    let table = cells.filter(|cells| cells.len() == 6);
    table
        .map(|row| (row[1].trim_matches('`').to_owned(), row[2].to_owned(), quoted(row[3])))
        .collect()
}

#[test]
fn what_it_measures_is_what_the_page_for_operators_says() {
    let folder = tempfile::tempdir().unwrap();
    // A number of WhatsApp, whose charges are counted; nobody is there to be called.
    let number = [
        ("ADUAN_WHATSAPP__ACCESS_TOKEN", "EAAJexample"),
        ("ADUAN_WHATSAPP__PHONE_NUMBER_ID", "106540352242922"),
        ("ADUAN_WHATSAPP__APP_SECRET", "0123456789abcdef0123456789abcdef"),
        ("ADUAN_WHATSAPP__VERIFY_TOKEN", "a-token-of-this-test"),
        ("ADUAN_WHATSAPP__API_URL", "http://127.0.0.1:9"),
    ];
    let served = Served::start_as(folder.path(), |serve| serve.envs(number));
    for (method, path) in [
        ("GET", "/c/LP-7K3M-9QXT?from=sari"),
        ("GET", "/panel/complaints/LP-7K3M-9QXT"),
        ("GET", "/sari/wulandari"),
        ("SARI", "/panel/sign-in"),
    ] {
        served.ask(method, path, "", "");
    }
    let cookie = cookie(&served.ask("POST", "/chat/api/session", "", "{}"));
    let words = r#"{"id":"a","language":"id","did":"wrote","text":"halo"}"#;
    let said = served.ask("POST", "/chat/api/messages", &cookie, words);
    assert!(said.starts_with("HTTP/1.1 202"), "{said}");
    let scraped = served.ask("GET", "/metrics", "", "");
    assert!(scraped.contains("application/openmetrics-text; version=1.0.0"), "{scraped}");
    let (_, text) = scraped.split_once("\r\n\r\n").unwrap();
    let kinds = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    let measured = kinds.map(|(name, kind)| {
        let samples = text.lines().filter(|line| line.starts_with(name));
        let labels = samples.filter_map(|line| line.split_once('{')?.1.split_once('}'));
        let labels = labels.flat_map(|(labels, _)| labels.split(','));
        let labels = labels.map(|label| label.split('=').next().unwrap().to_owned());
        let labels = labels.filter(|label| label != "le").collect();
        let suffix = match kind {
            "counter" => "_total",
            "info" => "_info",
            _ => "",
        };
        (format!("{name}{suffix}"), kind.to_owned(), labels)
    });
    assert_eq!(measured.collect::<BTreeSet<_>>(), documented(), "{text}");
    for series in [
        r#"count{method="GET",route="/c/{number}",status="4xx"} 1"#,
        r#"count{method="GET",route="/panel/complaints/{number}",status="3xx"} 1"#,
        r#"count{method="GET",route="other",status="4xx"} 1"#,
        r#"count{method="other",route="/panel/sign-in",status="4xx"} 1"#,
        r#"aduan_commit_seconds_count{outcome="applied"} "#,
        r#"aduan_queue_waiting{queue="jobs"} 0"#,
        "aduan_storage_up 1",
    ] {
        assert!(text.contains(series), "{series}: {text}");
    }
    assert!(!text.to_lowercase().contains("sari") && !text.contains("7K3M"), "{text}");
}

#[test]
fn figures_are_for_who_is_on_this_machine_and_for_nobody_a_proxy_speaks_for() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    for header in ["X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7", "Via: 1.1 proxy"] {
        let answer = served.ask("GET", "/metrics", &format!("{header}\r\n"), "");
        assert!(answer.starts_with("HTTP/1.1 404"), "{header}: {answer}");
    }
    assert!(served.ask("GET", "/metrics", "", "").contains("aduan_connections 1"));
}

#[test]
fn figures_are_at_an_address_of_their_own_where_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let address = free.to_string();
    let served = Served::start_as(folder.path(), |serve| serve.env("ADUAN_WEB__METRICS", &address));
    assert!(served.ask("GET", "/metrics", "", "").starts_with("HTTP/1.1 404"));
    let there = ask(&address, "GET", "/metrics", "Via: 1.1 proxy\r\n", "");
    assert!(there.contains("aduan_storage_up 1"), "{there}");
    assert!(ask(&address, "GET", "/panel", "", "").starts_with("HTTP/1.1 404"));
    assert!(served.terminate().success());
}
