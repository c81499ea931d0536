//! `aduan import`: a city out of lines of JSON.

use std::{
    fs::{self, File},
    io::{self, BufRead as _, BufReader},
    path::PathBuf,
};

use aduan::{
    domain::Jurisdiction,
    ports::Entropy,
    system::SystemEntropy,
    transfer::{self, Check, Whole},
};
use anyhow::Context as _;

use crate::{
    build,
    transfer::{Place, bar},
};

/// Put what `aduan export` wrote into an empty storage.
///
/// The whole file is checked before anything is written. Interrupted, the same command goes on
/// where it stopped.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    #[command(flatten)]
    place: Place,
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Import {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.import())
    }

    async fn import(&self) -> anyhow::Result<()> {
        let config = self.place.config()?;
        let city = config.city()?;
        let named = || self.file.display().to_string();
        let whole = self.check(&city.jurisdiction).with_context(named)?;
        let key_file = config.key_file();
        let keys = whole.header.people.then(|| build::read_keys(&key_file)).transpose()?;
        if let Some(folder) = self.place.folder() {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        let storage = build::storage(&config, &city.jurisdiction).await?;
        let lines = whole.lines() + 2;
        let bar = bar("importing", lines);
        let entropy: &dyn Entropy = &SystemEntropy;
        let keys = keys.as_ref().map(|keys| (keys, entropy));
        let mut import = transfer::Import::begin(&*storage, whole, keys).await?;
        let mut reader = BufReader::new(File::open(&self.file).with_context(named)?);
        let mut line = Vec::new();
        while next(&mut reader, &mut line).with_context(named)? {
            import.line(&line).await.with_context(named)?;
            bar.set_position(import.progress());
        }
        import.finish().await?;
        bar.finish_and_clear();
        eprintln!("Imported {lines} lines; the log ends as it did where it was exported");
        if !key_file.try_exists()? {
            eprintln!(
                "Bring this city's key to {}: without it nobody is found.",
                key_file.display()
            );
        }
        Ok(())
    }

    /// Reads the whole file once.
    fn check(&self, jurisdiction: &Jurisdiction) -> anyhow::Result<Whole> {
        let file = File::open(&self.file)?;
        let bar = bar("checking", file.metadata()?.len());
        let mut reader = BufReader::new(file);
        let mut check = Check::default();
        let mut line = Vec::new();
        while next(&mut reader, &mut line)? {
            check.line(&line)?;
            bar.inc(line.len() as u64);
        }
        bar.finish_and_clear();
        Ok(check.end(jurisdiction)?)
    }
}

/// Reads the next line, if there is one.
fn next(reader: &mut BufReader<File>, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    Ok(reader.read_until(b'\n', line)? > 0)
}
