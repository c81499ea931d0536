//! `aduan export`: a city as lines of JSON.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use aduan::{ports::Clock as _, system::SystemClock, transfer};
use anyhow::Context as _;

use crate::{
    build,
    transfer::{Place, bar, is_absent},
};

/// Write everything a city keeps to a file of JSON lines, for another storage.
///
/// Stop the city first. What is sealed stays sealed: whoever imports it needs the same key file.
/// The file cannot be read by others, and one that is there is not replaced.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    #[command(flatten)]
    place: Place,
    /// Open the records of citizens and officers, with the key. Whoever reads the file then reads
    /// names and addresses.
    #[arg(long)]
    people: bool,
    /// Where to write it; `-` is the standard output.
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
}

impl Export {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.export())
    }

    async fn export(&self) -> anyhow::Result<()> {
        let config = self.place.config()?;
        let city = config.city()?;
        anyhow::ensure!(
            !is_absent(&config)?,
            "there is no city to export: its storage is not there"
        );
        let keys = self.people.then(|| build::read_keys(&config.key_file())).transpose()?;
        if self.file == Path::new("-") {
            if self.people {
                expect_private_output()?;
            }
            let storage = build::storage(&config, &city.jurisdiction).await?;
            let mut out = io::stdout().lock();
            let export = transfer::Export::begin(
                &*storage,
                &city.jurisdiction,
                SystemClock.now(),
                keys.as_ref(),
            );
            write(export.await?, &mut out).await?;
            return Ok(());
        }
        let there = |path: &Path| path.try_exists().with_context(|| path.display().to_string());
        anyhow::ensure!(!there(&self.file)?, "{} is there already", self.file.display());
        let storage = build::storage(&config, &city.jurisdiction).await?;
        let export = transfer::Export::begin(
            &*storage,
            &city.jurisdiction,
            SystemClock.now(),
            keys.as_ref(),
        );
        let export = export.await?;
        // Under another name until it is whole.
        let mut name = self.file.clone().into_os_string();
        name.push(".part");
        let part = PathBuf::from(name);
        let written = async {
            let mut out = BufWriter::new(private(&part)?);
            let lines = write(export, &mut out).await?;
            out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
            fs::hard_link(&part, &self.file)?; // never replaces what came there meanwhile
            anyhow::Ok(lines)
        };
        let written = written.await;
        // Left behind, it would only be mistaken for an export.
        drop(fs::remove_file(&part));
        let lines = written.with_context(|| self.file.display().to_string())?;
        eprintln!("Wrote {lines} lines to {}", self.file.display());
        Ok(())
    }
}

/// Writes all lines, and says how many.
async fn write(mut export: transfer::Export<'_>, out: &mut impl Write) -> anyhow::Result<usize> {
    let bar = bar("exporting", export.progress().1);
    let mut lines = 0;
    while let Some(text) = export.next().await? {
        out.write_all(text.as_bytes())?;
        lines += text.lines().count();
        bar.set_position(export.progress().0);
    }
    out.flush()?;
    bar.finish_and_clear();
    Ok(lines)
}

/// A file that was not there and that others cannot read.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Refuses to send people into a file that others can read.
fn expect_private_output() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use std::os::{fd::AsFd as _, unix::fs::PermissionsExt as _};
        let output = File::from(io::stdout().as_fd().try_clone_to_owned()?).metadata()?;
        anyhow::ensure!(
            !output.is_file() || output.permissions().mode().trailing_zeros() >= 6,
            "others can read the file that the standard output goes to; name a file instead"
        );
    }
    Ok(())
}
