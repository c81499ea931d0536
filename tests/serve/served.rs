//! A server to ask.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
};

/// A server in a folder of its own.
pub(crate) struct Served {
    child: Child,
    address: String,
}

impl Served {
    pub(crate) fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    pub(crate) fn start_with(folder: &Path, args: &[&str]) -> Self {
        Self::start_as(folder, |serve| serve.args(args))
    }

    /// The same as somebody says it is to be started.
    pub(crate) fn start_as(
        folder: &Path,
        change: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Self {
        if !folder.join("aduan.toml").exists() {
            assert!(aduan(folder, "init").status().unwrap().success());
        }
        let mut serve = aduan(folder, "serve");
        let mut child = change(&mut serve)
            .env("ADUAN_WEB__LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split([' ', ',']).nth(2).unwrap_or_else(|| panic!("{line}"));
        Self { address: address.to_owned(), child }
    }

    /// Where it is.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address()).unwrap()
    }

    /// Asks one thing, and gives the whole answer.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        ask(&self.address, method, path, headers, body)
    }

    pub(crate) fn terminate(mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap()
    }
}

/// Asks whoever is there one thing, and gives the whole answer.
pub(crate) fn ask(address: &str, method: &str, path: &str, headers: &str, body: &str) -> String {
    let mut socket = TcpStream::connect(address).unwrap();
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

/// Killed, if it still runs: a test that fails leaves no server behind, which would hold its output
/// open.
impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) fn aduan(folder: &Path, command: &str) -> Command {
    let mut aduan = Command::new(env!("CARGO_BIN_EXE_aduan"));
    aduan.arg(command).current_dir(folder).env_remove("ADUAN_CONFIG");
    aduan
}

pub(crate) fn cookie(answer: &str) -> String {
    let line = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    format!("Cookie: {}\r\n", line.unwrap().split(';').next().unwrap())
}
