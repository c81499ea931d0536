//! `aduan demo`: an invented city to walk about in.

mod areas;
mod channel;
mod city;
mod dice;
mod found;
mod page;
mod pictures;
mod play;
mod plot;
mod words;

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use aduan::{domain::Channel, ports::Messenger, system::SystemClock};
use aduan_web::Panel;
use anyhow::Context as _;
use tempfile::TempDir;

use crate::{
    build,
    config::Config,
    serve::{self, Besides},
};

/// An invented city in a browser: departments, officers, some hundred complaints and a chat.
///
/// Nothing leaves this machine and nobody in it is real. What codes the city would send by e-mail,
/// and those of its officers' devices, stand on the page /demo.
#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// Where to listen. Whoever reaches it can be anybody in the city.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// A folder in which the city goes on the next time; without one it is gone in the end.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// With how many complaints a city begins.
    #[arg(long, value_name = "NUMBER", default_value_t = 340)]
    complaints: usize,
}

/// Where the city is.
enum Ground {
    Lent(TempDir),
    Kept(PathBuf),
}

impl Demo {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.serve())
    }

    async fn serve(&self) -> anyhow::Result<()> {
        let ground = match &self.data {
            Some(folder) => Ground::Kept(folder.clone()),
            None => Ground::Lent(tempfile::tempdir().context("a folder for the city")?),
        };
        let folder = match &ground {
            Ground::Kept(folder) => folder.clone(),
            Ground::Lent(folder) => folder.path().join("city"),
        };
        // First of all: a city is not founded where it cannot be seen.
        let listener = serve::listen(self.listen).await.context("--listen")?;
        let config = Config::embedded(&folder)?.reached_at(listener.local_addr()?)?;
        if !config.key_file().try_exists()? {
            eprintln!("Founding {} …", config.city()?.name);
            found::found(&folder, self.complaints).await.context("founding the city")?;
        }
        let desk = build::desk(&config, Arc::new(SystemClock)).await?;
        let people: Arc<dyn Messenger> = Arc::new(channel::Hush(channel::CHANNEL));
        page::introduce(&desk, &config, self.data.as_deref()).await?;
        let stylesheet = Panel::new(desk.clone(), config.panel()).stylesheet();
        let pages = page::routes(&desk, &config, stylesheet);
        serve::serve(
            &config,
            desk,
            listener,
            Besides { channels: vec![people], pages, ..Besides::default() },
        )
        .await
    }
}

/// Those to whom news of the past are told: the people, and the officers' mailboxes.
fn bystanders() -> Vec<Arc<dyn Messenger>> {
    [channel::CHANNEL, Channel::Email]
        .map(|channel| Arc::new(channel::Hush(channel)) as Arc<dyn Messenger>)
        .into()
}
