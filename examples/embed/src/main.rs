//! A complaint filed, supported and tracked by a program that embeds the domain, with SQLite.

use std::{error::Error, path::Path, sync::Arc};

use aduan::{Desk, authority::Actor, domain::*, seal::KeyRing, system::*, verbs::*};
use aduan_sqlite::SqliteStorage;

async fn a_street_light(database: &Path) -> Result<Progress, Box<dyn Error>> {
    let mut city = City::new("lestari", "Kota Lestari", "LP")?;
    city.login.insert(Channel::Webchat, Login::Channel); // we know our own users
    city.limits.undo = Default::default(); // and give no time to undo
    let storage = Arc::new(SqliteStorage::open(database, &city.jurisdiction)?);
    let keys = KeyRing::generate(&SystemEntropy); // keep `keys.to_text()` in a file of its own
    let desk = Desk::new(storage, Arc::new(SystemClock), Arc::new(SystemEntropy), keys, city);
    let catalogue = r#"{"department": [{"id": "pju", "name": {"id": "PJU", "en": "Lights"}}],
        "category": [{"id": "lampu", "name": {"id": "Lampu jalan", "en": "Street lights"},
        "example": {"id": "", "en": ""}, "department": "pju", "class": "fast"}]}"#;
    desk.set_catalogue(&Actor::System, catalogue.parse()?).await?;

    let sari = Actor::Citizen(desk.recognise(Recognise::new(Channel::Webchat, "sari")).await?);
    let budi = Actor::Citizen(desk.recognise(Recognise::new(Channel::Webchat, "budi")).await?);
    let lamp = File::new(desk.reserve(), "lampu".parse()?, Words::parse("Lampu SD 3 mati")?);
    let number = desk.file(&sari, lamp).await?.number;
    desk.assign(&Actor::System, number.clone(), "pju".parse()?).await?;
    desk.support(&budi, number.clone()).await?;
    Ok(desk.track(&budi, number).await?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let progress = futures::executor::block_on(a_street_light(Path::new("aduan.db")))?;
    println!("{}: {} supporter(s)", progress.number, progress.supports);
    Ok(())
}
