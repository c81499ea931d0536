//! `aduan serve`, as the built binary.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
};

/// A server in a folder of its own.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    fn start_with(folder: &Path, args: &[&str]) -> Self {
        if !folder.join("aduan.toml").exists() {
            assert!(aduan(folder, "init").status().unwrap().success());
        }
        let mut child = aduan(folder, "serve")
            .args(args)
            .env("ADUAN_WEB__LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split([' ', ',']).nth(2).unwrap_or_else(|| panic!("{line}"));
        Self { address: address.to_owned(), child }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).unwrap()
    }

    /// Asks one thing, and gives the whole answer.
    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let mut socket = self.connect();
        let length = body.len();
        write!(
            socket,
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    }

    fn terminate(mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap()
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn aduan(folder: &Path, command: &str) -> Command {
    let mut aduan = Command::new(env!("CARGO_BIN_EXE_aduan"));
    aduan.arg(command).current_dir(folder).env_remove("ADUAN_CONFIG");
    aduan
}

fn cookie(answer: &str) -> String {
    let line = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    format!("Cookie: {}\r\n", line.unwrap().split(';').next().unwrap())
}

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
    served.kill();
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
    served.kill();

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

/// What `docs/operate/observing.md` says there is: names, kinds and labels.
fn documented() -> BTreeSet<(String, String, BTreeSet<String>)> {
    let page = include_str!("../docs/operate/observing.md");
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
    let served = Served::start(folder.path());
    for (method, path) in [
        ("GET", "/c/LP-7K3M-9QXT?from=sari"),
        ("GET", "/panel/complaints/LP-7K3M-9QXT"),
        ("GET", "/sari/wulandari"),
        ("SARI", "/panel/sign-in"),
    ] {
        served.ask(method, path, "", "");
    }
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
        r#"aduan_queue_waiting{queue="inbox"} 0"#,
        "aduan_storage_up 1",
    ] {
        assert!(text.contains(series), "{series}: {text}");
    }
    assert!(!text.to_lowercase().contains("sari") && !text.contains("7K3M"), "{text}");
    served.kill();
}
