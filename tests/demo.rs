//! `aduan demo`, as the built binary: an invented city, and the next day again.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

/// A city that is walked about in.
struct City {
    child: Child,
    /// What it says in the beginning.
    told: String,
    /// Kept open, or it could not say anything more.
    _out: BufReader<ChildStdout>,
}

impl City {
    fn enter(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_aduan"))
            .args(["demo", "--listen", "127.0.0.1:0", "--complaints", "12", "--data"])
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut told = String::new();
        while !told.contains("Ctrl-C") {
            assert!(out.read_line(&mut told).unwrap() > 0, "{told}");
        }
        Self { child, told, _out: out }
    }

    fn address(&self) -> &str {
        let (_, from) = self.told.split_once("http://").unwrap_or_else(|| panic!("{}", self.told));
        from.split('/').next().unwrap()
    }

    /// Asks for a page, or fills in a form; the answer with its headers.
    fn ask(&self, method: &str, path: &str, cookies: &str, form: &str) -> String {
        let mut socket = TcpStream::connect(self.address()).unwrap();
        let (host, length) = (self.address(), form.len());
        write!(
            socket,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
             Connection: close\r\nCookie: {cookies}\r\nAccept-Language: en\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n\
             {form}"
        )
        .unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    }

    fn leave(mut self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }
}

/// What stands between two texts.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

/// The cookies that an answer sets.
fn cookies(answer: &str) -> String {
    let set = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    set.map(|cookie| cookie.split(';').next().unwrap()).collect::<Vec<_>>().join("; ")
}

#[test]
fn an_officer_signs_in_with_what_it_tells_and_the_city_goes_on_the_next_day() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("city");
    let city = City::enter(&home);
    assert!(city.ask("GET", "/chat", "", "").starts_with("HTTP/1.1 200"));

    let password = between(&city.told, "with the password ", " and");
    let page = city.ask("GET", "/demo", "", "");
    let code = between(&page, "ratna@lestari.example</span> · <strong class=\"code\">", "<");
    let email = "email=ratna%40lestari.example";
    let knocked = city.ask("POST", "/panel/sign-in", "", &format!("{email}&password={password}"));
    let inside =
        city.ask("POST", "/panel/sign-in/code", &cookies(&knocked), &format!("code={code}"));
    assert!(inside.starts_with("HTTP/1.1 303"), "{knocked}\n{inside}");
    let panel = city.ask("GET", "/panel", &cookies(&inside), "");
    assert!(panel.contains("Ratna Widyasari"), "{panel}");
    city.leave();

    let database = std::fs::metadata(home.join("aduan.db")).unwrap().len();
    let again = City::enter(&home);
    let panel = again.ask("GET", "/panel", &cookies(&inside), "");
    assert!(panel.contains("Ratna Widyasari"), "she is still signed in: {panel}");
    again.leave();
    assert!(std::fs::metadata(home.join("aduan.db")).unwrap().len() >= database);
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    let args = ["demo", "--listen", "127.0.0.1:0", "--complaints", "1", "--data"];
    let refused =
        Command::new(env!("CARGO_BIN_EXE_aduan")).args(args).arg(folder.path()).output().unwrap();
    let why = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && why.contains("neither an empty folder"), "{why}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
