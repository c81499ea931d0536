//! A city whose server dies and comes back at the same address.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

use aduan::ports::Clock;
use chrono::{DateTime, Utc};

/// The city, as everybody in it sees it.
pub(crate) struct City {
    folder: PathBuf,
    /// What its configuration has besides; the last word counts.
    pub(crate) keys: Vec<(String, String)>,
    clock: Arc<dyn Clock>,
    address: String,
    /// How often the server has come up.
    life: Mutex<usize>,
    reborn: Condvar,
}

/// A server at work.
pub(crate) struct Life {
    child: Child,
    /// Kept open, or it could say nothing more.
    _out: BufReader<ChildStdout>,
}

/// What came back, whole.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl City {
    /// Founds a city in that folder, with those keys of configuration, whose server goes by that
    /// clock, and lets it live for the first time.
    pub(crate) fn found(
        folder: &Path,
        keys: &[(&str, &str)],
        clock: Arc<dyn Clock>,
    ) -> (Self, Life) {
        let keys = keys.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let mut city = Self {
            folder: folder.to_owned(),
            keys: keys.collect(),
            clock,
            address: "127.0.0.1:0".to_owned(),
            life: Mutex::new(0),
            reborn: Condvar::new(),
        };
        assert!(city.aduan(&["init"]).status().unwrap().success());
        let (life, told) = city.start();
        told.split([' ', ',']).nth(2).unwrap().clone_into(&mut city.address);
        (city, life)
    }

    /// Lets it live again.
    pub(crate) fn live(&self) -> Life {
        let (life, _) = self.start();
        *self.life.lock().unwrap() += 1;
        self.reborn.notify_all();
        life
    }

    fn start(&self) -> (Life, String) {
        let mut child = self.aduan(&["serve"]).stdout(Stdio::piped()).spawn().unwrap();
        let (mut out, mut told) = (BufReader::new(child.stdout.take().unwrap()), String::new());
        out.read_line(&mut told).unwrap();
        assert!(told.starts_with("Listening on "), "{told}");
        (Life { child, _out: out }, told)
    }

    /// The program, in the folder of the city. Nobody in it has time to undo anything, to log in by
    /// e-mail, or a network in common with anybody else.
    pub(crate) fn aduan(&self, args: &[&str]) -> Command {
        let mut aduan = Command::new(env!("CARGO_BIN_EXE_aduan"));
        aduan.args(args).current_dir(&self.folder).env_remove("ADUAN_CONFIG").envs([
            ("ADUAN_CITY__UNDO_MINUTES", "0"),
            ("ADUAN_WEBCHAT__LOGIN", "channel"),
            ("ADUAN_WEB__BEHIND_PROXY", "true"),
            ("ADUAN_WEB__LISTEN", &self.address),
        ]);
        aduan.envs(self.keys.iter().map(|(key, value)| (key, value)));
        aduan
    }

    /// What time it is in it.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Where it is.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Which of its lives this is.
    pub(crate) fn life(&self) -> usize {
        *self.life.lock().unwrap()
    }

    /// Waits until that life is over and the next has begun. Not for ever: what failed may have had
    /// another reason, and is tried again.
    pub(crate) fn outlive(&self, life: usize) {
        let still = self.life.lock().unwrap();
        let next = self.reborn.wait_timeout_while(still, Duration::from_secs(5), |it| *it == life);
        drop(next.unwrap());
    }

    /// Asks until there is an answer. What was asked before may have been done all the same.
    pub(crate) fn insist(&self, request: &Request<'_>) -> Answer {
        loop {
            let life = self.life();
            match self.ask(request) {
                Some(answer) => return answer,
                None => self.outlive(life),
            }
        }
    }

    /// Asks once. `None`: whether it was heard, nobody knows.
    pub(crate) fn ask(&self, request: &Request<'_>) -> Option<Answer> {
        let mut socket = TcpStream::connect(&self.address).ok()?;
        let Request { method, path, headers, kind, body } = request;
        let (host, length) = (&self.address, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
             Accept-Language: en\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n{headers}\r\n"
        );
        socket.write_all(&[head.as_bytes(), body].concat()).ok()?;
        let mut answer = String::new();
        socket.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let said = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let whole = said.map_or(body.is_empty(), |length| length.parse() == Ok(body.len()));
        let status = head.split(' ').nth(1)?.parse().ok()?;
        whole.then(|| Answer { status, head: head.to_owned(), body: body.to_owned() })
    }
}

/// Something to ask.
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    /// More lines of the head, each with its end.
    pub(crate) headers: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) body: &'a [u8],
}

impl Answer {
    /// The cookies that it sets, as a line of a head.
    pub(crate) fn cookies(&self) -> String {
        let set = self.head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
        let pairs: Vec<_> = set.map(|cookie| cookie.split(';').next().unwrap()).collect();
        format!("Cookie: {}\r\n", pairs.join("; "))
    }
}

/// Killed, if it still runs: a test that fails leaves no server behind.
impl Drop for Life {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Life {
    /// Ends it as a broken cable does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends it as an operator does.
    pub(crate) fn end(mut self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }
}
