//! Logs and figures name nobody.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use super::{
    served::Served,
    story::{plays, tells_nothing},
};

#[test]
fn logs_and_figures_name_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let served = Served::start_as(folder.path(), |serve| {
        let talkative = serve.env("ADUAN_LOG__FORMAT", "json").env("ADUAN_LOG__LEVEL", "trace");
        talkative.env_remove("ADUAN_LOG").stderr(fs::File::create(&log).unwrap())
    });
    let secrets = plays(&served, folder.path());
    let figures = served.ask("GET", "/metrics", "", "");
    assert!(served.terminate().success());

    let log = fs::read_to_string(log).unwrap();
    let mut told = BTreeSet::new();
    for line in log.lines() {
        let Value::Object(event) = serde_json::from_str(line).unwrap() else { panic!("{line}") };
        for field in ["timestamp", "level", "target", "message"] {
            assert!(event[field].is_string(), "{field}: {line}");
        }
        told.insert(event["message"].as_str().unwrap().to_owned());
    }
    for event in ["received", "turn.done", "code.sent", "serve.stopping"] {
        assert!(told.contains(event), "{event}: {log}");
    }
    tells_nothing(&log, "log", &secrets);
    tells_nothing(&figures, "metrics", &secrets);
}
