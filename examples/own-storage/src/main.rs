//! Files a complaint, closes the storage, opens it again, and finds the complaint there.

use std::{error::Error, path::Path, sync::Arc};

use aduan::prelude::*;
use own_storage::JournalStorage;

fn main() -> Result<(), Box<dyn Error>> {
    let mut city = City::new("lestari", "Kota Lestari", "LP")?;
    city.login.insert(Channel::Webchat, Login::Channel); // this program knows its own users
    let keys = KeyRing::generate(&SystemEntropy);
    let open = || -> Result<Desk, Box<dyn Error>> {
        let storage = Arc::new(JournalStorage::open(Path::new("."), &city.jurisdiction)?);
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
        Ok(Desk::new(storage, clock, entropy, keys.clone(), city.clone()))
    };
    futures::executor::block_on(async {
        let desk = open()?;
        desk.set_catalogue(&Actor::System, include_str!("../catalogue.json").parse()?).await?;
        let sari = Actor::Citizen(desk.recognise(Recognise::new(Channel::Webchat, "sari")).await?);
        let lamp = File::new(desk.reserve(), "lampu".parse()?, Words::parse("Lampu SD 3 mati")?);
        let number = desk.file(&sari, lamp).await?.number;
        drop(desk);
        let progress = open()?.track(&sari, number).await?;
        println!("{}: {} is {}", progress.number, progress.title, progress.stage.name());
        Ok(())
    })
}
