//! A PostgreSQL of the tests' own: started in a temporary folder on a free port of the loopback, and
//! gone when they end.
#![expect(
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "to panic is how a test fails"
)]

use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A running server. The shell around it stops it and removes its folder once our end of the pipe
/// is closed, even if the tests are killed.
#[derive(Debug)]
pub struct Server {
    /// Where it keeps everything.
    pub folder: PathBuf,
    /// Where it listens.
    pub port: u16,
    keeper: Child,
}

/// The programs of the server; says how to get them if there are none.
pub fn programs() -> PathBuf {
    let found = (15..=30).rev().map(|of| PathBuf::from(format!("/usr/lib/postgresql/{of}/bin")));
    match found.into_iter().find(|folder| folder.join("initdb").exists()) {
        Some(folder) => folder,
        None => panic!(
            "\n\nNo PostgreSQL here, so nothing that needs it is tested.\n\
             Run scripts/postgres-for-tests first.\n"
        ),
    }
}

/// A command as the user `postgres` if we are root, whom the server refuses to serve.
pub fn as_postgres(program: &str) -> Command {
    let id = Command::new("id").arg("-u").output().unwrap();
    if id.stdout == b"0\n" {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", program]);
        command
    } else {
        Command::new(program)
    }
}

/// A port of the loopback that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A folder that belongs to the server's user.
pub fn temporary_folder() -> PathBuf {
    let made = as_postgres("mktemp").args(["-d", "/tmp/aduan-postgres.XXXXXXXX"]).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    PathBuf::from(String::from_utf8(made.stdout).unwrap().trim())
}

const KEEP: &str = r#"
cd "$1"
"$2/postgres" -D "$1/data" -p "$3" -c unix_socket_directories="$1" \
    -c listen_addresses=127.0.0.1 $4 >> "$1/log" 2>&1 &
server=$!
cat > /dev/null
kill -INT $server
wait $server
rm -rf "$1"
"#;

impl Server {
    /// Makes a cluster and starts it.
    pub fn start(settings: &str) -> Self {
        let folder = temporary_folder();
        let made = as_postgres(programs().join("initdb").to_str().unwrap())
            .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(folder.join("data"))
            .current_dir("/")
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self::keep(folder, settings)
    }

    /// Starts the cluster in a folder.
    pub fn keep(folder: PathBuf, settings: &str) -> Self {
        let port = free_port();
        let keeper = as_postgres("sh")
            .args(["-c", KEEP, "sh", folder.to_str().unwrap(), programs().to_str().unwrap()])
            .args([&port.to_string(), settings])
            .current_dir("/")
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let server = Self { folder, port, keeper };
        for _ in 0..600 {
            let ready = Command::new(programs().join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &server.port.to_string()])
                .status()
                .unwrap();
            if ready.success() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(server.folder.join("log")).unwrap_or_default();
        panic!("the server does not start: {log}");
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}?sslmode=disable", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        drop(self.keeper.wait());
    }
}
