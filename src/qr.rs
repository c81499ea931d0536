//! `aduan qr`: a code to put up at a place, which opens the bot there.

use std::{io::Write as _, path::PathBuf};

use aduan::domain::{Point, TrackingNumber};
use aduan_telegram::DeepLink;
use anyhow::Context as _;
use qrcode::{EcLevel, QrCode, render::svg};

use crate::{build, config::Config};

/// Make a QR code for a lamp post, a bus stop or a counter: whoever scans it begins a report at that
/// place, or sees how a complaint stands. It is an SVG, to be printed at any size.
#[derive(Debug, clap::Args)]
pub(crate) struct Qr {
    /// The place, as latitude and longitude in degrees: --at=-7.42153,109.23408
    #[arg(long, value_parser = point, required_unless_present = "complaint")]
    at: Option<Point>,
    /// A complaint, by its number, instead of a place.
    #[arg(long, conflicts_with = "at")]
    complaint: Option<TrackingNumber>,
    /// The name of the bot, without the @; if it is not said, Telegram is asked.
    #[arg(long, value_name = "NAME")]
    bot: Option<Box<str>>,
    /// Where to write it; the standard output, if it is not said.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The configuration, where the token of the bot is.
    #[arg(long, value_name = "FILE", env = "ADUAN_CONFIG", default_value = "aduan.toml")]
    config: PathBuf,
}

/// The least width of the picture, in pixels of a screen.
const WIDTH: u32 = 480;

impl Qr {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let link = match (self.at, &self.complaint) {
            (Some(place), _) => DeepLink::Place(place),
            (None, Some(number)) => DeepLink::Complaint(number.clone()),
            (None, None) => anyhow::bail!("--at or --complaint: what should it lead to?"),
        };
        let bot = match &self.bot {
            Some(bot) => bot.clone(),
            None => self.ask()?,
        };
        let url = link.url(bot.trim_start_matches('@'));
        // A quarter of it may be scratched off, as happens to what hangs outside.
        let code = QrCode::with_error_correction_level(url.as_bytes(), EcLevel::Q)?;
        let picture = code.render::<svg::Color<'_>>().min_dimensions(WIDTH, WIDTH).build();
        match &self.out {
            Some(file) => {
                std::fs::write(file, picture).with_context(|| file.display().to_string())?;
                println!("{} leads to {url}", file.display());
            }
            None => std::io::stdout().write_all(picture.as_bytes())?,
        }
        Ok(())
    }

    /// Asks Telegram what the bot is called.
    fn ask(&self) -> anyhow::Result<Box<str>> {
        let config = Config::read(&self.config)?;
        let telegram = build::telegram(&config)?;
        let telegram = telegram.context("telegram.token: there is no bot; name one with --bot")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let name = runtime.block_on(telegram.name());
        name.context("Telegram does not say what the bot is called; name it with --bot")
    }
}

fn point(text: &str) -> Result<Point, String> {
    let wrong =
        || "a place is latitude,longitude in degrees, such as -7.42153,109.23408".to_owned();
    let (latitude, longitude) = text.split_once(',').ok_or_else(wrong)?;
    let degrees = |text: &str| text.trim().parse().map_err(|_| wrong());
    Point::new(degrees(latitude)?, degrees(longitude)?).map_err(|error| error.to_string())
}
