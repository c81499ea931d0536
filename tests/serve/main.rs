//! `aduan serve`, as the built binary.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod collector;
mod logs;
mod metrics;
mod served;
mod sockets;
mod story;
mod traces;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};

use served::{Served, aduan, cookie};

#[test]
fn an_officer_is_added_at_the_machine_and_takes_her_invitation_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let who = ["add", "--email", "dewi@lestari.id", "--name", "Dewi", "--role", "admin"];
    let added = aduan(folder.path(), "officer").args(who).output().unwrap();
    let told = String::from_utf8(added.stdout).unwrap();
    let invitation = told.lines().find_map(|line| line.strip_prefix("Her invitation: ")).unwrap();
    assert!(served.ask("GET", "/panel", "", "").contains("location: /panel/sign-in\r\n"));
    let form = "Origin: http://x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let page = served.ask("POST", "/panel/join", form, &format!("invitation={invitation}"));
    assert!(page.contains("Selamat datang, Dewi"), "{page}");
    let again = aduan(folder.path(), "officer").args(who).output().unwrap();
    let why = String::from_utf8(again.stderr).unwrap();
    assert!(!again.status.success() && why.contains("An officer has that address"), "{why}");
}

#[test]
fn it_serves_the_chat_and_says_how_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    assert!(served.ask("GET", "/health/live", "", "").starts_with("HTTP/1.1 200"));
    assert!(served.ask("GET", "/health/ready", "", "").ends_with("ready\n"));
    let home = served.ask("GET", "/", "", "");
    assert!(home.starts_with("HTTP/1.1 200") && home.contains("href=\"/chat\""), "{home}");
    assert!(served.ask("GET", "/chat", "", "").contains("<title>Aduan · Kota Lestari</title>"));
    assert!(served.ask("GET", "/nowhere", "", "").starts_with("HTTP/1.1 404"));
    assert!(served.terminate().success());
}

#[test]
fn what_was_acknowledged_is_answered_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let cookie = cookie(&served.ask("POST", "/chat/api/session", "", "{}"));
    let words = r#"{"id":"a","language":"id","did":"wrote","text":"halo"}"#;
    let said = served.ask("POST", "/chat/api/messages", &cookie, words);
    assert!(said.starts_with("HTTP/1.1 202"), "{said}");
    drop(served);

    let served = Served::start(folder.path());
    // The browser did not hear the answer, and sends it again.
    let said = served.ask("POST", "/chat/api/messages", &cookie, words);
    assert!(said.starts_with("HTTP/1.1 202"), "{said}");
    let mut stream = served.connect();
    write!(stream, "GET /chat/api/stream HTTP/1.1\r\nHost: x\r\n{cookie}\r\n").unwrap();
    let lines: Vec<_> = BufReader::new(stream)
        .lines()
        .map_while(Result::ok)
        .filter(|line| line.starts_with("data: "))
        .take(2)
        .collect();
    assert!(lines[0].contains(r#""at":1,"#) && lines[0].contains(r#""text":"halo""#));
    assert!(lines[1].contains(r#""at":2,"#) && lines[1].contains(r#""from":"bot""#));
    let talk = served.ask("GET", "/chat/api/talk", &cookie, "");
    assert_eq!(talk.matches(r#""at":"#).count(), 2, "{talk}");
    assert!(served.terminate().success());
}

#[test]
fn an_open_page_does_not_hold_up_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let cookie = cookie(&served.ask("POST", "/chat/api/session", "", "{}"));
    let mut stream = served.connect();
    write!(stream, "GET /chat/api/stream HTTP/1.1\r\nHost: x\r\n{cookie}\r\n").unwrap();
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    assert_eq!(first, "HTTP/1.1 200 OK\r\n");
    assert!(served.terminate().success());
    let mut rest = String::new();
    reader.read_to_string(&mut rest).unwrap();
    assert!(rest.ends_with("0\r\n\r\n"), "the stream was ended, not cut: {rest}");
}

#[test]
fn a_wrong_configuration_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    assert!(aduan(folder.path(), "init").status().unwrap().success());
    let mut serve = aduan(folder.path(), "serve");
    let refused = serve.env("ADUAN_WEB__PUBLIC_URL", "lapor.go.id").output().unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("WEB.PUBLIC_URL"));
}

#[test]
fn a_process_does_only_what_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let answers = |served: &Served, path: &str| {
        let answer = served.ask("GET", path, "", "");
        answer.split(' ').nth(1).unwrap().to_owned()
    };
    for (roles, chat, panel) in
        [("bots", "200", "404"), ("web", "404", "303"), ("worker", "404", "404")]
    {
        let served = Served::start_with(folder.path(), &["--roles", roles]);
        let seen = ["/chat", "/panel", "/health/ready"].map(|path| answers(&served, path));
        assert_eq!(seen, [chat, panel, "200"], "{roles}");
        assert!(served.terminate().success());
    }
}
