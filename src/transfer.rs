//! What exporting and importing a city share.

use std::{
    io::{IsTerminal as _, stderr},
    path::PathBuf,
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::config::{Config, StorageUrl};

/// Which city.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// The folder of a city of its own.
    #[arg(long, value_name = "DIR", default_value = "aduan-data")]
    data: PathBuf,
    /// The configuration of a real city, instead of one of its own.
    #[arg(long, value_name = "FILE", env = "ADUAN_CONFIG", conflicts_with = "data")]
    config: Option<PathBuf>,
}

impl Place {
    pub(crate) fn config(&self) -> anyhow::Result<Config> {
        match &self.config {
            Some(path) => Config::read(path),
            None => Config::embedded(&self.data),
        }
    }

    /// The folder that an import makes.
    pub(crate) fn folder(&self) -> Option<&PathBuf> {
        self.config.is_none().then_some(&self.data)
    }
}

/// Whether the storage of a configuration is a file that is not there.
pub(crate) fn is_absent(config: &Config) -> anyhow::Result<bool> {
    Ok(match config.storage() {
        StorageUrl::Sqlite(path) => !path.try_exists()?,
        StorageUrl::Postgres(_) => false,
    })
}

/// A bar on a terminal, and nothing elsewhere.
pub(crate) fn bar(what: &'static str, total: u64) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} [{bar:40}] {percent:>3} %, {eta} left")
        .map_or_else(|_| ProgressStyle::default_bar(), |style| style.progress_chars("=> "));
    ProgressBar::new(total).with_style(style).with_message(what)
}
