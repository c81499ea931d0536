//! `aduan config`: the set-up of a city as one file that people can read and change.

mod file;

use std::{fs, path::PathBuf, sync::Arc};

use aduan::{
    Desk, DeskError,
    authority::Actor,
    domain::{Catalogue, Change, Language, Setup},
    refusal::Refusal,
    system::SystemClock,
    verbs::{SetUp, SetupOf},
};
use anyhow::Context as _;

use crate::{build, config::Config};

/// Write the set-up of a city to a file, or set it up as a file says.
///
/// It holds departments, categories, areas, replies and working days: what administrators change
/// at /panel/setup. People who work for the city are no part of it.
#[derive(Debug, clap::Args)]
pub(crate) struct ConfigCommand {
    /// The configuration; `aduan init` writes one.
    #[arg(long, global = true, value_name = "FILE", env = "ADUAN_CONFIG")]
    #[arg(default_value = "aduan.toml")]
    config: PathBuf,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Write the set-up to a commented file.
    Export {
        /// Where to write it; `-` is the standard output. One that is there is not replaced.
        #[arg(value_name = "FILE", default_value = "-")]
        file: PathBuf,
    },
    /// Set the city up as a file says: all of it or, if anything is wrong, nothing.
    Import {
        /// Only say what would change.
        #[arg(long)]
        check: bool,
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Departments, categories and replies of an Indonesian city: what a new city begins with.
pub(crate) fn indonesia() -> anyhow::Result<Catalogue> {
    let setup = file::read(include_str!("../lib/catalogue/indonesia.toml"));
    Ok(setup.context("the set-up that comes with the program")?.catalogue)
}

impl ConfigCommand {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.act())
    }

    async fn act(&self) -> anyhow::Result<()> {
        // The file comes first: whoever mistyped its name need not wait for a server.
        let wanted = match &self.deed {
            Deed::Import { file, .. } => {
                let named = || file.display().to_string();
                let text = fs::read_to_string(file).with_context(named)?;
                Some(file::read(&text).with_context(named)?)
            }
            Deed::Export { .. } => None,
        };
        let config = Config::read(&self.config)?;
        let desk = build::desk(&config, Arc::new(SystemClock)).await?;
        let seen = SetupOf { by: Actor::System }.find(&desk).await?;
        match (&self.deed, wanted) {
            (Deed::Export { file }, _) => {
                let text = file::written(&desk.city().name, &seen.setup)?;
                if file.as_os_str() == "-" {
                    print!("{text}");
                    return Ok(());
                }
                build::write_new(file, text.as_bytes()).with_context(|| file.display().to_string())
            }
            (Deed::Import { check: true, .. }, Some(mut wanted)) => {
                wanted.retire_missing(&seen.setup);
                tell(&seen.setup.changes(&wanted), "would change");
                Ok(())
            }
            (Deed::Import { .. }, Some(setup)) => {
                set_up(&desk, seen.edition, &seen.setup, setup).await
            }
            (Deed::Import { .. }, None) => Ok(()),
        }
    }
}

async fn set_up(desk: &Desk, seen: u64, before: &Setup, mut setup: Setup) -> anyhow::Result<()> {
    setup.retire_missing(before);
    let changes = before.changes(&setup);
    match desk.run(&Actor::System, &SetUp { seen, setup }).await {
        Ok(_) => {
            tell(&changes, "changed");
            Ok(())
        }
        Err(DeskError::Refused(Refusal::ChangedMeanwhile)) => {
            anyhow::bail!("somebody changed the set-up just now; nothing was done. Try again")
        }
        Err(DeskError::Refused(refusal)) => {
            anyhow::bail!("{}", refusal.words(Language::English, desk.now()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Says what changes: a line for each part of each thing.
fn tell(changes: &[Change], did: &str) {
    for Change { thing, id, fields } in changes {
        for change in fields {
            let told = |value: &Option<Box<str>>| value.as_deref().unwrap_or("–").to_owned();
            let (before, after) = (told(&change.before), told(&change.after));
            println!("{} {id}: {}: {before} → {after}", thing.name(), change.field);
        }
    }
    let things = changes.len();
    println!(
        "{}",
        if things == 0 { "Nothing to change.".into() } else { format!("{things} {did}.") }
    );
}
