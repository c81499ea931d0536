//! `aduan key`: the keys that seal people.

use std::{fs, io::Write as _, path::PathBuf};

use aduan::system::SystemEntropy;
use anyhow::Context as _;
use zeroize::Zeroizing;

use crate::{build, config::Config};

/// Look after the keys that seal people.
#[derive(Debug, clap::Args)]
pub(crate) struct Key {
    /// The configuration; `aduan init` writes one.
    #[arg(long, global = true, value_name = "FILE", env = "ADUAN_CONFIG")]
    #[arg(default_value = "aduan.toml")]
    config: PathBuf,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Add a sealing key, with which all is sealed from the next start on. The ones before stay and
    /// open what they sealed.
    Add,
}

impl Key {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let Deed::Add = self.deed;
        let path = Config::read(&self.config)?.key_file();
        let named = || format!("secrets.key_file: {}", path.display());
        let mut ring = build::read_keys(&path)?;
        let before = Zeroizing::new(fs::read_to_string(&path).with_context(named)?);
        ring.rotate(&SystemEntropy);
        let all = ring.to_text();
        let added = all.lines().last().context("a ring without keys")?;
        // What is there stays as it is, comments too. The file is whole at any moment.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(std::path::Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder).with_context(named)?;
        writeln!(file, "{}\n{added}", before.trim_end()).with_context(named)?;
        file.as_file().sync_all().with_context(named)?;
        file.persist(&path).with_context(named)?;
        fs::File::open(folder).and_then(|folder| folder.sync_all()).with_context(named)?;
        println!("Added a sealing key to {}.", path.display());
        println!("Renew its copies now: without this key nobody who comes from now on is found.");
        println!("Then restart every process of the city, one right after the other.");
        Ok(())
    }
}
