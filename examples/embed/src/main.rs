//! A complaint filed, supported and tracked by a program that embeds the domain, with SQLite.

use std::{error::Error, path::Path, sync::Arc};

use aduan::prelude::*;
use aduan_sqlite::SqliteStorage;

fn main() -> Result<(), Box<dyn Error>> {
    let mut city = City::new("lestari", "Kota Lestari", "LP")?;
    city.login.insert(Channel::Webchat, Login::Channel); // this program knows its own users
    city.limits.undo = TimeDelta::zero(); // and gives them no time to undo
    let storage = Arc::new(SqliteStorage::open(Path::new("aduan.db"), &city.jurisdiction)?);
    let keys = KeyRing::generate(&SystemEntropy); // to be kept: `keys.to_text()`
    let desk = Desk::new(storage, Arc::new(SystemClock), Arc::new(SystemEntropy), keys, city);
    futures::executor::block_on(async {
        desk.set_catalogue(&Actor::System, include_str!("../catalogue.json").parse()?).await?;
        let sari = Actor::Citizen(desk.recognise(Recognise::new(Channel::Webchat, "sari")).await?);
        let budi = Actor::Citizen(desk.recognise(Recognise::new(Channel::Webchat, "budi")).await?);
        let lamp = File::new(desk.reserve(), "lampu".parse()?, Words::parse("Lampu SD 3 mati")?);
        let number = desk.file(&sari, lamp).await?.number;
        desk.assign(&Actor::System, number.clone(), "pju".parse()?).await?;
        desk.support(&budi, number.clone()).await?;
        let progress = desk.track(&budi, number).await?;
        println!("{}: {} supporter(s)", progress.number, progress.supports);
        Ok(())
    })
}
