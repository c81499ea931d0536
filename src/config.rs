//! Configuration: one TOML file, each key of which can be overridden by the environment.

mod blobs;
mod telegram;
mod web;
mod whatsapp;

use std::{
    collections::BTreeMap,
    fmt,
    net::{Ipv4Addr, SocketAddr},
    num::{NonZeroU16, NonZeroU32},
    path::{Path, PathBuf},
};

use aduan::domain::{
    Channel, City, Email, InvalidCity, Jurisdiction, Login, Publish, QuietHours, ServiceHours,
};
use aduan_email::{InvalidSetting, MailUrl};
use anyhow::Context as _;
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use figment::{
    Figment,
    providers::{Env, Format as _, Toml},
};
use serde::Deserialize;

use self::{
    blobs::BlobsSection,
    telegram::TelegramSection,
    web::{PanelSection, WebSection, WebchatSection},
    whatsapp::WhatsAppSection,
};
pub(crate) use self::{blobs::BlobsUrl, telegram::Way};
use crate::{logs::Logs, traces::Traces};

/// What `aduan init` writes.
pub(crate) const EXAMPLE: &str = include_str!("aduan.toml");

/// Everything that can be configured.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    city: CitySection,
    storage: StorageSection,
    #[serde(default)]
    blobs: BlobsSection,
    secrets: SecretsSection,
    pub(crate) email: EmailSection,
    #[serde(default)]
    pub(crate) web: WebSection,
    #[serde(default)]
    webchat: WebchatSection,
    #[serde(default)]
    panel: PanelSection,
    pub(crate) telegram: Option<TelegramSection>,
    pub(crate) whatsapp: Option<WhatsAppSection>,
    #[serde(default)]
    terminal: ChannelSection,
    #[serde(default)]
    pub(crate) log: Logs,
    pub(crate) traces: Option<Traces>,
    /// The folder paths are relative to: that of the file.
    #[serde(skip)]
    base: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CitySection {
    jurisdiction: Jurisdiction,
    name: Box<str>,
    prefix: Prefix,
    emergency: Option<Box<str>>,
    zone: Option<Zone>,
    hours: Option<ServiceHours>,
    quiet: Option<QuietHours>,
    maintenance_until: Option<DateTime<Utc>>,
    /// How many days a chat stays signed in; the library's own number if it is not said.
    session_days: Option<NonZeroU16>,
    /// How many minutes a new report can be undone; the library's own number if it is not said.
    undo_minutes: Option<u16>,
    /// How many codes it sends in a day; the library's own number if it is not said.
    codes_a_day: Option<NonZeroU32>,
    #[serde(default)]
    publish: Publish,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StorageSection {
    url: StorageUrl,
    #[serde(default = "erasures")]
    erasures: PathBuf,
}

fn erasures() -> PathBuf {
    PathBuf::from("erasures.jsonl")
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretsSection {
    key_file: PathBuf,
}

/// Where mail goes, and from whom.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmailSection {
    url: Mail,
    pub(crate) from: Box<str>,
    /// Who is told when something is wrong.
    pub(crate) operator: Option<Email>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelSection {
    #[serde(default)]
    login: Login,
}

/// The letters before a tracking number. Read here, so that a wrong one is an error that names
/// its key.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Prefix(String);

impl TryFrom<String> for Prefix {
    type Error = InvalidCity;
    fn try_from(text: String) -> Result<Self, InvalidCity> {
        City::new("x", "x", &text).map(|_| Self(text))
    }
}

/// What the clocks of a city go by, such as `+07:00`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Zone(FixedOffset);

impl TryFrom<String> for Zone {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        text.parse().map(Self).map_err(|_| "a zone is +07:00, +08:00 or the like")
    }
}

/// Where everything is kept.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum StorageUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A server, or several; the address may hold a password.
    Postgres(Box<str>),
}

impl TryFrom<String> for StorageUrl {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        match text.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(path.into())),
            None if text.starts_with("postgres://") || text.starts_with("postgresql://") => {
                Ok(Self::Postgres(text.into()))
            }
            _ => Err("a storage is sqlite:PATH or postgres://USER@HOST/DATABASE"),
        }
    }
}

impl fmt::Debug for StorageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "sqlite:…",
            Self::Postgres(_) => "postgres://…",
        })
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Mail(MailUrl);

impl TryFrom<String> for Mail {
    type Error = InvalidSetting;
    fn try_from(text: String) -> Result<Self, InvalidSetting> {
        text.parse().map(Self)
    }
}

impl Config {
    /// Reads a file and what the environment says otherwise.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        if !path.is_file() {
            anyhow::bail!(
                "there is no configuration at {}; `aduan init` writes one",
                path.display()
            );
        }
        // `ADUAN_CITY__NAME` is a key of the file; `ADUAN_LOG` and the like are not.
        let environment =
            Env::prefixed("ADUAN_").filter(|key| key.as_str().contains("__")).split("__");
        let config: Self =
            Figment::from(Toml::file_exact(path)).merge(environment).extract().map_err(
                // The reader's own word for "no profile" would only puzzle.
                |error| {
                    // What is missing is in no file, so the reader names none.
                    let missing = error.metadata.is_none();
                    let file = missing.then(|| format!("{}: ", path.display()));
                    let error = error.to_string().replace("\"default.", "\"");
                    anyhow::anyhow!("{}{error}", file.unwrap_or_default())
                },
            )?;
        let base = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { base, ..config })
    }

    /// What a data folder of its own is configured as, without a file.
    pub(crate) fn embedded(folder: &Path) -> anyhow::Result<Self> {
        let config: Self = Figment::from(Toml::string(EXAMPLE))
            .extract()
            .context("the configuration that comes with the program")?;
        Ok(Self { base: folder.to_owned(), ..config })
    }

    /// The same where people reach it directly, at the address at which it listens.
    pub(crate) fn reached_at(mut self, listen: SocketAddr) -> anyhow::Result<Self> {
        let mut near = listen;
        if near.ip().is_unspecified() {
            near.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        self.web.listen = listen;
        self.web.public_url = format!("http://{near}").try_into().map_err(anyhow::Error::msg)?;
        Ok(self)
    }

    /// The city.
    pub(crate) fn city(&self) -> anyhow::Result<City> {
        let CitySection {
            jurisdiction,
            name,
            prefix,
            emergency,
            zone,
            hours,
            quiet,
            maintenance_until,
            session_days,
            undo_minutes,
            codes_a_day,
            publish,
        } = &self.city;
        let mut city = City::new(jurisdiction.as_str(), name, &prefix.0)?;
        city.emergency = emergency.clone().unwrap_or(city.emergency);
        city.zone = zone.map_or(city.zone, |zone| zone.0);
        city.hours = hours.unwrap_or(city.hours);
        city.quiet = *quiet;
        city.maintenance_until = *maintenance_until;
        city.publish = *publish;
        city.links = web::links(&self.web);
        if let Some(days) = session_days {
            city.limits.session = TimeDelta::days(days.get().into());
        }
        if let Some(minutes) = undo_minutes {
            city.limits.undo = TimeDelta::minutes((*minutes).into());
        }
        if let Some(codes) = codes_a_day {
            city.limits.codes_a_city_day = codes.get();
        }
        if let Some(days) = self.panel.session_days {
            city.limits.officer_session = TimeDelta::days(days.get().into());
        }
        if let Some(hours) = self.panel.idle_hours {
            city.limits.officer_idle = TimeDelta::hours(hours.get().into());
        }
        city.login = BTreeMap::from([
            (Channel::Webchat, self.webchat.login),
            (Channel::Terminal, self.terminal.login),
        ]);
        if let Some(telegram) = &self.telegram {
            city.login.insert(Channel::Telegram, telegram.login);
        }
        if let Some(whatsapp) = &self.whatsapp {
            city.login.insert(Channel::WhatsApp, whatsapp.login);
        }
        Ok(city)
    }

    /// Where everything is kept.
    pub(crate) fn storage(&self) -> StorageUrl {
        match &self.storage.url {
            StorageUrl::Sqlite(path) => StorageUrl::Sqlite(self.base.join(path)),
            server @ StorageUrl::Postgres(_) => server.clone(),
        }
    }

    /// The list of deletions.
    pub(crate) fn erasures(&self) -> PathBuf {
        self.base.join(&self.storage.erasures)
    }

    /// The file of the keys.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.base.join(&self.secrets.key_file)
    }

    /// How the panel of the departments is served.
    pub(crate) fn panel(&self) -> aduan_web::Settings {
        web::panel(&self.web)
    }

    /// How the public pages are served.
    pub(crate) fn site(&self) -> aduan_web::Settings {
        web::site(&self.web)
    }

    /// How people reach the public pages, and the chats named there.
    pub(crate) fn ways(&self) -> aduan_web::Ways {
        web::ways(&self.web)
    }

    /// How the chat page is served.
    pub(crate) fn chat(&self) -> aduan_webchat::web::Settings {
        web::chat(&self.web, &self.webchat)
    }

    /// Where photos wait that were sent in the chat page.
    pub(crate) fn uploads(&self) -> BlobsUrl {
        self.webchat.uploads.under(&self.base)
    }

    /// Where photos are kept.
    pub(crate) fn photos(&self) -> BlobsUrl {
        self.blobs.url.under(&self.base)
    }

    /// Where mail goes.
    pub(crate) fn mail(&self) -> MailUrl {
        match &self.email.url.0 {
            MailUrl::Folder(folder) => MailUrl::Folder(self.base.join(folder)),
            server @ MailUrl::Server(_) => server.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aduan.toml");
        std::fs::write(&path, toml).unwrap();
        Config::read(&path).map_err(|error| format!("{error:#}"))
    }

    fn with(key: &str, value: &str) -> String {
        let lines = EXAMPLE.lines().map(|line| match line.split_once(" = ") {
            Some((found, _)) if found == key => format!("{key} = {value}\n"),
            _ => format!("{line}\n"),
        });
        lines.collect()
    }

    #[test]
    fn the_example_is_a_configuration() {
        let config = read(EXAMPLE).unwrap();
        let city = config.city().unwrap();
        assert_eq!((&*city.prefix, &*city.emergency), ("LP", "112"));
        assert_eq!(
            (city.zone.to_string().as_str(), city.hours),
            ("+07:00", ServiceHours::default())
        );
        let StorageUrl::Sqlite(path) = config.storage() else { panic!("a file") };
        assert!(path.ends_with("aduan.db"));
        assert!(config.key_file().ends_with("aduan.key"));
    }

    #[test]
    fn work_on_the_machines_has_an_end() {
        let until = "prefix = \"LP\"\nmaintenance_until = \"2026-11-22T05:00:00+07:00\"";
        let city = read(&EXAMPLE.replace("prefix = \"LP\"", until)).unwrap().city().unwrap();
        assert_eq!(city.maintenance_until, "2026-11-21T22:00:00Z".parse().ok());
    }

    #[test]
    fn maps_have_a_ground_if_a_server_of_tiles_is_named() {
        assert_eq!(read(EXAMPLE).unwrap().panel().tiles, None);
        let uncommented = EXAMPLE.lines().map(|line| match line.strip_prefix("# ") {
            Some(key)
                if ["[web.tiles]", "url = ", "credit = ", "link = "]
                    .iter()
                    .any(|begins| key.starts_with(begins)) =>
            {
                key
            }
            _ => line,
        });
        let text = uncommented.collect::<Vec<_>>().join("\n");
        let tiles = read(&text).unwrap().panel().tiles.unwrap();
        assert_eq!(tiles.url(), "https://tile.example/{z}/{x}/{y}.png");
        let error = read(&text.replace("/{z}", "")).unwrap_err();
        assert!(error.contains("web.tiles"), "{error}");
    }

    #[test]
    fn other_chats_are_named_as_their_links_have_them() {
        let ways = |line: &str| {
            let text = EXAMPLE.replace("connections = 4096", line);
            read(&text).map(|config| config.ways())
        };
        assert_eq!(ways("").unwrap().links.whatsapp, None);
        let both = "whatsapp = \"6281100000000\"\ntelegram = \"lapor_lestari_bot\"";
        assert_eq!(ways(both).unwrap().links.telegram.as_deref(), Some("lapor_lestari_bot"));
        for (line, key) in
            [("whatsapp = \"+62 811\"", "web.whatsapp"), ("telegram = \"@lapor\"", "web.telegram")]
        {
            let error = ways(line).unwrap_err();
            assert!(error.contains(key), "{error}");
        }
    }

    #[test]
    fn every_mistake_names_its_key() {
        for (key, value, named) in [
            ("jurisdiction", "\"Kota Lestari\"", "city.jurisdiction"),
            ("prefix", "\"lp\"", "city.prefix"),
            ("zone", "\"WIB\"", "city.zone"),
            ("hours", "\"pagi\"", "city.hours"),
            ("session_days", "0", "city.session_days"),
            ("undo_minutes", "-1", "city.undo_minutes"),
            ("codes_a_day", "0", "city.codes_a_day"),
            ("quiet", "\"malam\"", "city.quiet"),
            ("url", "\"mysql://x\"", ".url"),
            ("listen", "\"8080\"", "web.listen"),
            ("public_url", "\"lapor.go.id\"", "web.public_url"),
            ("framed_by", "[\"*\"]", "webchat.framed_by"),
            ("login", "\"sms\"", "terminal.login"),
            ("key_file", "7", "secrets.key_file"),
            ("format", "\"xml\"", "log.format"),
            ("level", "\"aduan=loud\"", "log.level"),
        ] {
            let error = read(&with(key, value)).unwrap_err();
            assert!(error.contains(named), "{key}: {error}");
        }
    }

    #[test]
    fn an_unknown_key_is_a_mistake_that_is_named() {
        let error = read(&format!("{EXAMPLE}\ncolour = 1\n")).unwrap_err();
        assert!(error.contains("colour") && error.contains("log"), "{error}");
        let error = read(&format!("{EXAMPLE}\n[kapal]\nx = 1\n")).unwrap_err();
        assert!(error.contains("kapal"), "{error}");
    }

    #[test]
    fn a_file_that_is_not_there_is_said_to_be_missing() {
        let error = Config::read(Path::new("/nowhere/aduan.toml")).unwrap_err().to_string();
        assert!(error.contains("/nowhere/aduan.toml") && error.contains("init"), "{error}");
    }
}
