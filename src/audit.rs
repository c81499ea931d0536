//! `aduan audit`: whether the log is what was written.

use std::path::PathBuf;

use aduan::{
    log::{Position, Recorded, hex},
    ports::Storage,
};

use crate::{build, config::Config};

/// Prove the log of everything that happened. It takes no key.
#[derive(Debug, clap::Args)]
pub(crate) struct Audit {
    /// The configuration; `aduan init` writes one.
    #[arg(long, global = true, value_name = "FILE", env = "ADUAN_CONFIG")]
    #[arg(default_value = "aduan.toml")]
    config: PathBuf,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Walk the whole log, and name the first entry that is not what was written. The last link it
    /// prints, kept elsewhere, proves that nothing before it was changed since.
    Verify,
}

/// How many entries are read at once.
const PAGE: usize = 1_000;

impl Audit {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.act())
    }

    async fn act(&self) -> anyhow::Result<()> {
        let Deed::Verify = self.deed;
        let config = Config::read(&self.config)?;
        let storage = build::storage(&config, &config.city()?.jurisdiction).await?;
        let last = verify(&*storage).await?.map_err(|position| {
            anyhow::anyhow!("the log is broken at position {position}: what stands there is not what was written")
        })?;
        match last {
            None => println!("The log is empty."),
            Some(Recorded { position, link, .. }) => {
                let link = hex(&link);
                println!("{position} entries, each linked to the one before; the last is {link}");
            }
        }
        Ok(())
    }
}

/// The last entry of a log that is whole; else where it is not.
async fn verify(storage: &dyn Storage) -> anyhow::Result<Result<Option<Recorded>, Position>> {
    let mut last: Option<Recorded> = None;
    loop {
        let page = storage.log(position(last.as_ref()), PAGE).await?;
        if page.is_empty() {
            return Ok(Ok(last));
        }
        for entry in page {
            if !entry.follows(last.as_ref()) {
                return Ok(Err(position(last.as_ref()) + 1));
            }
            last = Some(entry);
        }
    }
}

fn position(of: Option<&Recorded>) -> Position {
    of.map_or(0, |entry| entry.position)
}
