//! A bot on Telegram in one program: the conversation over SQLite, by polling.

use std::{error::Error, fs, path::Path, sync::Arc};

use aduan::prelude::*;
use aduan_gateway::{Gateway, Settings as Patience};
use aduan_sqlite::SqliteStorage;
use aduan_telegram::{ApiUrl, Intake, Settings, Telegram};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let Some(token) = args.next() else {
        println!("telegram-bot TOKEN [API_URL]: @BotFather gives tokens");
        return Ok(());
    };
    let api_url = args.next().map_or_else(|| Ok(ApiUrl::default()), |url| url.parse())?;
    let telegram = Telegram::new(&Settings { token: token.parse()?, api_url })?;

    let mut city = City::new("lestari", "Kota Lestari", "LP")?;
    city.login.insert(Channel::Telegram, Login::Channel); // Telegram says who they are
    let storage = Arc::new(SqliteStorage::open(Path::new("aduan.db"), &city.jurisdiction)?);
    let clock = Arc::new(SystemClock);
    let desk =
        Desk::new(storage, Arc::clone(&clock) as _, Arc::new(SystemEntropy), keys()?, city.clone());
    let catalogue = include_str!("../../embed/catalogue.json").parse()?;
    desk.set_catalogue(&Actor::System, catalogue).await.ok(); // it is there from the second time on

    let channels = vec![Arc::new(telegram.clone()) as _];
    let gateway = Gateway::new(desk, channels, Patience::default());
    let intake = Intake::new(telegram, Arc::new(gateway.clone()), clock);
    println!("Write to the bot; Ctrl-C ends it.");
    tokio::join!(gateway.run(stopped()), intake.poll(&city, stopped()));
    Ok(())
}

async fn stopped() {
    tokio::signal::ctrl_c().await.ok();
}

/// The key that seals people. Without it, nothing about them can ever be read again.
fn keys() -> Result<KeyRing, Box<dyn Error>> {
    if !Path::new("aduan.key").exists() {
        fs::write("aduan.key", KeyRing::generate(&SystemEntropy).to_text().as_bytes())?;
    }
    Ok(KeyRing::parse(&fs::read_to_string("aduan.key")?)?)
}
