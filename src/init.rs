//! `aduan init`: a commented configuration, and the key that seals people.

use std::path::PathBuf;

use anyhow::Context as _;

use crate::{build, config};

/// Write a commented configuration and the key file.
#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// Where to write the configuration; the key file goes beside it.
    #[arg(long, env = "ADUAN_CONFIG", default_value = "aduan.toml")]
    config: PathBuf,
}

impl Init {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let key_file = self.config.with_file_name("aduan.key");
        for path in [&self.config, &key_file] {
            if path.try_exists().with_context(|| path.display().to_string())? {
                anyhow::bail!("{} is there already; nothing was written", path.display());
            }
        }
        build::write_keys(&key_file)?;
        build::write_new(&self.config, config::EXAMPLE.as_bytes())
            .with_context(|| self.config.display().to_string())?;
        println!("Wrote {}: read it, and put in your city.", self.config.display());
        println!("Wrote {}: the key that seals people.", key_file.display());
        println!();
        println!("Copy the key to a second safe place now. Whoever has it can read every address,");
        println!("and whoever loses it loses every address: no backup of the storage brings them");
        println!("back. Keep it out of those backups.");
        Ok(())
    }
}
