//! `aduan chat`: the conversation in a terminal.

use std::{
    fs,
    io::{IsTerminal as _, stdin, stdout},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use aduan::{
    domain::{Language, PersonName},
    ports::{Clock, Messenger},
    stub::StoppedClock,
};
use aduan_email::{MailUrl, newest_code};
use aduan_gateway::{Gateway, Settings};
use aduan_webchat::terminal::{self, Citizen, Look, Script, Stage, Terminal};
use anyhow::Context as _;
use chrono::SecondsFormat;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, BufReader};

use crate::{
    build,
    clock::TalkClock,
    config::{Config, StorageUrl},
};

/// Talk to the bot in this terminal, or play a script.
///
/// Without a configuration it makes a city of its own in a folder, with its own key; login codes
/// are then mail in that folder. In the talk, a number chooses what is on offer, `/foto FILE`
/// sends a photo, `/lokasi -6.2,106.8` a place, and `/balas LP-7K3M-9QXT WORDS` replies to news of
/// that report.
#[derive(Debug, clap::Args)]
pub(crate) struct Chat {
    /// Who talks.
    #[arg(long = "as", value_name = "NAME", value_parser = name)]
    name: Option<String>,
    /// The language to begin in.
    #[arg(long, value_name = "id|en", value_parser = language)]
    lang: Option<Language>,
    /// Play a script: lines such as `Sari: halo`, `+5m`, `petugas: assign $NUMBER`.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// The folder of a city of its own.
    #[arg(long, value_name = "DIR", default_value = "aduan-data")]
    data: PathBuf,
    /// The configuration of a real city, instead of one of its own.
    #[arg(long, value_name = "FILE", env = "ADUAN_CONFIG", conflicts_with = "data")]
    config: Option<PathBuf>,
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_tag(text).ok_or_else(|| "id or en".to_owned())
}

fn name(text: &str) -> Result<String, String> {
    match PersonName::parse(text) {
        Ok(name) if !name.as_str().contains('\n') => Ok(name.into()),
        Ok(_) => Err("a name is one line".to_owned()),
        Err(error) => Err(format!("a name is needed, and {error}")),
    }
}

/// Where the lines come from.
enum Lines {
    Typed,
    Piped(Box<dyn tokio::io::AsyncBufRead + Unpin>),
    Script(Script),
}

impl Chat {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.talk())
    }

    async fn talk(&self) -> anyhow::Result<()> {
        let lines = self.lines().await?;
        let config = self.config()?;
        let machine = Arc::new(TalkClock::default());
        let stopped = match &lines {
            Lines::Script(_) => {
                let now = machine.now().to_rfc3339_opts(SecondsFormat::Micros, true);
                Some(Arc::new(StoppedClock::at(&now)))
            }
            _ => None,
        };
        let clock: Arc<dyn Clock> = match &stopped {
            Some(stopped) => Arc::<StoppedClock>::clone(stopped),
            None => Arc::<TalkClock>::clone(&machine),
        };
        let desk = build::desk(&config, clock).await?;
        let typed = matches!(lines, Lines::Typed);
        let look = Look {
            colours: stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
            prompt: typed && stdout().is_terminal(),
            names: stopped.is_some(),
        };
        let terminal = Arc::new(Terminal::new(stdout(), look));
        let channel: Arc<dyn Messenger> = Arc::<Terminal>::clone(&terminal);
        let settings = Settings {
            language: self.lang.unwrap_or_default(),
            poll: Duration::from_millis(500),
            ..Settings::default()
        };
        let gateway = build::gateway(desk, &config, vec![channel], settings)?;

        let mail = config.mail();
        if let MailUrl::Folder(folder) = &mail {
            eprintln!("Login codes are mail in {}", folder.display());
        }
        let citizen = Citizen::named(self.name.as_deref().unwrap_or("warga"), self.lang);
        match (lines, &stopped) {
            (Lines::Script(script), Some(clock)) => {
                let code = || match &mail {
                    MailUrl::Folder(folder) => newest_code(folder).map(|code| code.reveal()),
                    MailUrl::Server(_) => None,
                };
                let stage = Stage {
                    gateway: &gateway,
                    terminal: &terminal,
                    clock,
                    language: self.lang,
                    code: &code,
                };
                script.play(&stage).await?;
            }
            (Lines::Piped(lines), _) => {
                let pass = |by| machine.turn(by);
                terminal::each_line(&citizen, &gateway, &terminal, lines, &pass).await?;
            }
            _ => self.typed(&citizen, &gateway, &terminal).await?,
        }
        Ok(())
    }

    /// Answers whoever types, until the end of the input or Ctrl-C.
    async fn typed(
        &self,
        citizen: &Citizen,
        gateway: &Gateway,
        terminal: &Arc<Terminal>,
    ) -> anyhow::Result<()> {
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = tokio::spawn({
            let gateway = gateway.clone();
            async move { gateway.run(async { drop(stopped.await) }).await }
        });
        let lines = BufReader::new(tokio::io::stdin());
        let talked = tokio::select! {
            talked = terminal::talk(citizen, gateway, terminal, lines) => talked,
            signal = tokio::signal::ctrl_c() => signal.and_then(|()| terminal.note("")),
        };
        drop(stop);
        running.await?;
        talked?;
        // A thread still waits for the keyboard; there is nothing it could lose.
        std::process::exit(0)
    }

    async fn lines(&self) -> anyhow::Result<Lines> {
        if let Some(path) = &self.script {
            let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
            let script = text.parse().with_context(|| path.display().to_string())?;
            return Ok(Lines::Script(script));
        }
        if stdin().is_terminal() {
            return Ok(Lines::Typed);
        }
        self.piped(tokio::io::stdin()).await
    }

    /// A pipe holds a script if its first line says who speaks, and one person's messages
    /// otherwise, or if it was said who that is.
    async fn piped(&self, pipe: impl AsyncRead + Unpin + 'static) -> anyhow::Result<Lines> {
        let mut pipe = BufReader::new(pipe);
        let mut bytes = Vec::new();
        if self.name.is_none() {
            loop {
                let from = bytes.len();
                let end = pipe.read_until(b'\n', &mut bytes).await? == 0;
                let line = bytes[from..].trim_ascii();
                if end || !(line.is_empty() || line.starts_with(b"#")) {
                    break;
                }
            }
            if Script::is_one(&String::from_utf8_lossy(&bytes)) {
                pipe.read_to_end(&mut bytes).await?;
                let text = String::from_utf8(bytes).context("standard input")?;
                return Ok(Lines::Script(text.parse().context("standard input")?));
            }
        }
        let first = std::io::Cursor::new(bytes);
        Ok(Lines::Piped(Box::new(BufReader::new(first.chain(pipe)))))
    }

    fn config(&self) -> anyhow::Result<Config> {
        if let Some(path) = &self.config {
            return Config::read(path);
        }
        fs::create_dir_all(&self.data).with_context(|| self.data.display().to_string())?;
        let config = Config::embedded(&self.data)?;
        // A key is made for a new city only: for data that is there another key is of no use.
        let there = match config.storage() {
            StorageUrl::Sqlite(path) => path.try_exists()?,
            StorageUrl::Postgres(_) => true,
        };
        if !config.key_file().try_exists()? && !there {
            build::write_keys(&config.key_file())?;
        }
        Ok(config)
    }
}
