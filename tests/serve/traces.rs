//! What a collector of traces gets names nobody, and one that is away is no trouble.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::TcpListener,
    time::{Duration, Instant},
};

use super::{
    collector::{Collector, KEY},
    served::{Served, cookie},
    story::{plays, tells_nothing},
};

/// What `docs/operate/observing.md` says is sent: spans, and what is said of each.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let page = include_str!("../../docs/operate/observing.md");
    let (_, table) = page.split_once("| span | attributes | what |\n|---|---|---|\n").unwrap();
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    cells.map(|row| (row[1].trim_matches('`').to_owned(), quoted(row[2]))).collect()
}

#[test]
fn a_collector_gets_what_is_documented_and_nobody_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut collector = Collector::listens();
    let headers = format!("{}={}", KEY.0, KEY.1);
    let served = Served::start_as(folder.path(), |serve| {
        serve
            .env("ADUAN_TRACES__ENDPOINT", &collector.endpoint)
            .env("ADUAN_TRACES__HEADERS", headers)
            // What was filed goes to its department at once, which is a job.
            .env("ADUAN_CITY__UNDO_MINUTES", "0")
            .env("OTEL_BSP_SCHEDULE_DELAY", "100")
    });
    let secrets = plays(&served, folder.path());
    collector.waits_for(|span| span.says("job.name") == "route");
    served.ask("GET", "/around?at=-6.914755,107.609812", "", "");
    assert!(served.terminate().success());
    // What happened last is sent before the process ends.
    collector.takes_the_rest();
    for bytes in &collector.bytes {
        tells_nothing(&String::from_utf8_lossy(bytes), "traces", &secrets);
    }

    let documented = documented();
    let mut sent: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for span in &collector.spans {
        sent.entry(&span.kind).or_default().extend(span.attributes.keys().cloned());
    }
    assert!(sent.keys().copied().eq(documented.keys()), "{sent:#?}");
    for (kind, attributes) in sent {
        assert!(attributes.is_subset(&documented[kind]), "{kind}: {attributes:?}");
    }
    let one = |kind: &str, said: &[(&str, &str)]| {
        let found = collector.spans.iter().find(|span| {
            span.kind == kind && said.iter().all(|(what, value)| span.says(what) == *value)
        });
        found.unwrap_or_else(|| panic!("no {kind} with {said:?}: {:#?}", collector.spans))
    };
    let filed = one(
        "gateway.turn",
        &[("channel.name", "webchat"), ("turn.verb", "File"), ("work.outcome", "done")],
    );
    one("gateway.delivery", &[("channel.name", "webchat"), ("work.outcome", "done")]);
    let mut within = collector.spans.iter().filter(|span| span.parent == filed.id);
    assert!(within.any(|span| span.says("commit.outcome") == "applied"), "{:#?}", collector.spans);
    let found = one("METHOD ROUTE", &[("http.route", "/find")]);
    assert_eq!((&*found.name, found.says("http.response.status_code")), ("GET /find", "200"));
    one("METHOD ROUTE", &[("http.route", "/around")]);
    one("METHOD ROUTE", &[("http.route", "other"), ("http.response.status_code", "404")]);
}

#[test]
fn one_that_never_answers_holds_up_neither_a_talk_nor_the_end() {
    let folder = tempfile::tempdir().unwrap();
    // Connections wait to be accepted, and nobody does.
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}/v1/traces", deaf.local_addr().unwrap());
    let served = Served::start_as(folder.path(), |serve| {
        serve.env("ADUAN_TRACES__ENDPOINT", endpoint).env("OTEL_BSP_SCHEDULE_DELAY", "10")
    });
    let cookie = cookie(&served.ask("POST", "/chat/api/session", "", "{}"));
    // The first of these is being sent when the second is asked.
    let (_held, _) = deaf.accept().unwrap();
    let words = r#"{"id":"a","language":"id","did":"wrote","text":"halo"}"#;
    let said = served.ask("POST", "/chat/api/messages", &cookie, words);
    assert!(said.starts_with("HTTP/1.1 202"), "{said}");
    #[expect(clippy::disallowed_methods, reason = "a stopwatch")]
    let begun = Instant::now();
    assert!(served.terminate().success());
    assert!(begun.elapsed() < Duration::from_secs(15), "it ended after {:?}", begun.elapsed());
}

#[test]
fn none_is_needed() {
    let folder = tempfile::tempdir().unwrap();
    let nobody = "http://127.0.0.1:1/v1/traces";
    let served =
        Served::start_as(folder.path(), |serve| serve.env("ADUAN_TRACES__ENDPOINT", nobody));
    assert!(served.ask("GET", "/", "", "").starts_with("HTTP/1.1 200"));
    assert!(served.terminate().success());
}
