//! `aduan erasures`: the list of deletions beside the backups.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use aduan::{
    erasure::{self, Line},
    ports::Erasures,
    system::SystemClock,
};
use anyhow::Context as _;
use async_trait::async_trait;

use crate::{build, transfer::Place};

/// The list of deletions, kept beside the backups.
#[derive(Debug, clap::Args)]
pub(crate) struct ErasuresCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Delete again whom a restored storage still remembers; then start the server, which works
    /// off what is left.
    Apply(Apply),
}

#[derive(Debug, clap::Args)]
struct Apply {
    #[command(flatten)]
    place: Place,
    /// The list; the one that is configured, if none is named.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl ErasuresCommand {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let What::Apply(apply) = &self.what;
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(apply.apply())
    }
}

impl Apply {
    async fn apply(&self) -> anyhow::Result<()> {
        let config = self.place.config()?;
        let file = self.file.clone().unwrap_or_else(|| config.erasures());
        let lines = read(&file).with_context(|| file.display().to_string())?;
        let desk = build::desk(&config, Arc::new(SystemClock)).await?;
        let applied = erasure::apply(&desk, &lines).await?;
        eprintln!("{} people deleted again; {} were gone already", applied.done, applied.known);
        Ok(())
    }
}

/// Reads the list. A last line without an end was cut off before its deletion was said to be done,
/// and was written again if it was.
fn read(path: &Path) -> anyhow::Result<Vec<Line>> {
    let text = fs::read_to_string(path)?;
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let lines = whole.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let line: Line =
                serde_json::from_str(line).with_context(|| format!("line {}", at + 1))?;
            anyhow::ensure!(
                line.v <= Line::VERSION,
                "line {} was written by a newer release",
                at + 1
            );
            Ok(line)
        })
        .collect()
}

/// The list as a file: one line of JSON a deletion, for its owner's eyes only.
#[derive(Debug)]
pub(crate) struct ErasuresFile {
    path: PathBuf,
    /// Whoever writes holds it, so that lines never mix.
    writing: Arc<Mutex<()>>,
}

impl ErasuresFile {
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path, writing: Arc::default() }
    }
}

#[async_trait]
impl Erasures for ErasuresFile {
    async fn append(&self, line: &Line) -> io::Result<()> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        let (path, writing) = (self.path.clone(), Arc::clone(&self.writing));
        let written = tokio::task::spawn_blocking(move || {
            let _alone = writing.lock().unwrap_or_else(PoisonError::into_inner);
            append(&path, &text)
        });
        written.await.map_err(io::Error::other)?
    }
}

/// Adds a line, durable when it returns. What was cut off before it is ended first.
fn append(path: &Path, line: &[u8]) -> io::Result<()> {
    let new = !path.try_exists()?;
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    if file.metadata()?.len() > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            file.write_all(b"\n")?;
        }
    }
    file.write_all(line)?;
    file.sync_all()?;
    if new {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
