//! `aduan inbox`, `outbox`, `timers`, `jobs`: what waits, and what nobody could deal with.

use std::{path::PathBuf, sync::Arc};

use aduan::{
    Desk,
    buried::{Remedy, buried, mend},
    domain::QueuedId,
    queue::Queue,
    system::SystemClock,
};

use crate::{build, config::Config};

/// Look at a queue, and mend what is buried in it. It names nobody.
#[derive(Debug, clap::Args)]
pub(crate) struct Queues {
    /// The configuration; `aduan init` writes one.
    #[arg(long, global = true, value_name = "FILE", env = "ADUAN_CONFIG")]
    #[arg(default_value = "aduan.toml")]
    config: PathBuf,
    #[command(subcommand)]
    deed: Option<Deed>,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Count what waits, and list what is buried and why; what is done if nothing is said.
    List,
    /// Try what is buried again.
    Retry(Which),
    /// Let what is buried go, for good.
    Drop(Which),
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// One row, by its id.
    id: Option<QueuedId>,
    /// All that are buried.
    #[arg(long)]
    all: bool,
}

impl Queues {
    pub(crate) fn run(&self, queue: Queue) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.act(queue))
    }

    async fn act(&self, queue: Queue) -> anyhow::Result<()> {
        let config = Config::read(&self.config)?;
        let desk = build::desk(&config, Arc::new(SystemClock)).await?;
        match &self.deed {
            None | Some(Deed::List) => list(&desk, queue).await,
            Some(Deed::Retry(which)) => which.mend(&desk, queue, Remedy::Retry).await,
            Some(Deed::Drop(which)) => which.mend(&desk, queue, Remedy::Drop).await,
        }
    }
}

async fn list(desk: &Desk, queue: Queue) -> anyhow::Result<()> {
    let figures = desk.storage().figures(desk.now()).await?;
    for (_, waiting, over, oldest) in figures.queues.iter().filter(|(of, ..)| *of == queue) {
        println!("{waiting} wait, {over} are buried");
        if let Some(oldest) = oldest {
            println!("The oldest that is due waits since {}", time(desk, *oldest));
        }
    }
    for row in buried(desk, queue).await? {
        println!("{}  {}  {} tries  {}", row.id, time(desk, row.due), row.tries, row.why);
    }
    Ok(())
}

fn time(desk: &Desk, at: chrono::DateTime<chrono::Utc>) -> String {
    at.with_timezone(&desk.city().zone).format("%Y-%m-%d %H:%M:%S").to_string()
}

impl Which {
    async fn mend(&self, desk: &Desk, queue: Queue, remedy: Remedy) -> anyhow::Result<()> {
        let rows = match self.id {
            Some(id) => vec![id],
            None => buried(desk, queue).await?.into_iter().map(|row| row.id).collect(),
        };
        let mut mended = 0;
        for id in rows {
            mended += usize::from(mend(desk, queue, id, remedy).await?);
        }
        anyhow::ensure!(mended > 0 || self.all, "nothing of that id is buried there");
        match remedy {
            Remedy::Retry => println!("{mended} will be tried again"),
            Remedy::Drop => println!("{mended} are gone"),
        }
        Ok(())
    }
}
