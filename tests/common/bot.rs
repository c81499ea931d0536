//! Runs the built binary with a bot on a Telegram that is played.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use fakes::telegram::FakeTelegram;

pub(crate) const SECRET: &str = "0123456789abcdef";
const OUTSIDE: &str = "https://lapor.example";

/// A server that speaks to the fake, ended with its owner.
pub(crate) struct Served(pub(crate) Child);

impl Drop for Served {
    fn drop(&mut self) {
        // SIGKILL: nothing is tidied up.
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// Founds a city in that folder, unless there is one.
pub(crate) fn found(folder: &Path) {
    if !folder.join("aduan.toml").exists() {
        let init =
            Command::new(env!("CARGO_BIN_EXE_aduan")).arg("init").current_dir(folder).output();
        assert!(init.unwrap().status.success());
    }
}

/// Serves the city in that folder, with keys of the configuration overridden.
pub(crate) fn serve(
    folder: &Path,
    telegram: &FakeTelegram,
    mode: &str,
    keys: &[(&str, &str)],
) -> Served {
    found(folder);
    let mut child = Command::new(env!("CARGO_BIN_EXE_aduan"))
        .arg("serve")
        .current_dir(folder)
        .env_remove("ADUAN_CONFIG")
        .env("ADUAN_WEB__LISTEN", "127.0.0.1:0")
        .env("ADUAN_WEB__PUBLIC_URL", OUTSIDE)
        .env("ADUAN_TELEGRAM__TOKEN", telegram.token())
        .env("ADUAN_TELEGRAM__API_URL", telegram.url())
        .env("ADUAN_TELEGRAM__MODE", mode)
        .env("ADUAN_TELEGRAM__WEBHOOK_SECRET", SECRET)
        .envs(keys.iter().copied())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split([' ', ',']).nth(2).unwrap_or_else(|| panic!("{line}"));
    telegram.lead(OUTSIDE, &format!("http://{address}"));
    Served(child)
}
