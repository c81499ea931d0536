//! What the process tells whoever runs it, a line an event, on the standard error. What its events
//! and fields are is documented in `docs/operate/observing.md`.

use std::io::IsTerminal as _;

use serde::Deserialize;
use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, Layer as _,
    filter::{FilterExt as _, ParseError, filter_fn},
    fmt,
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

use crate::traces::Sending;

/// The section of the configuration.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Logs {
    #[serde(default)]
    format: Format,
    #[serde(default)]
    level: Directives,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: an object a line, the fields of an event beside its name.
    Json,
}

/// How much is told: `warn`, or `info,aduan_gateway=debug`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Directives(Box<str>);

impl Default for Directives {
    fn default() -> Self {
        Self("warn".into())
    }
}

impl TryFrom<String> for Directives {
    type Error = ParseError;
    fn try_from(text: String) -> Result<Self, ParseError> {
        EnvFilter::try_new(&text).map(|_| Self(text.into()))
    }
}

impl Logs {
    /// Begins to tell, as much as `said` on the command line, if anything was said there; and
    /// besides, however little that is, what is sent to a collector.
    pub(crate) fn start(
        &self,
        said: Option<&str>,
        sending: Option<&Sending>,
    ) -> anyhow::Result<()> {
        let level = said.unwrap_or(&self.level.0);
        let filter = EnvFilter::try_new(level)
            .map_err(|error| anyhow::anyhow!("--log (or ADUAN_LOG) {level:?}: {error}"))?;
        let lines = fmt::layer().with_writer(std::io::stderr);
        let lines = match self.format {
            Format::Text => lines.with_ansi(std::io::stderr().is_terminal()).boxed(),
            Format::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
        };
        let may_be_told = filter_fn(may_be_told).with_max_level_hint(Level::TRACE);
        let lines = lines.with_filter(filter.and(may_be_told));
        let told = tracing_subscriber::registry().with(lines);
        // A layer that is not there would count as one that wants to know everything.
        match sending {
            Some(sending) => told.with(sending.layer()).init(),
            None => told.init(),
        }
        Ok(())
    }
}

/// Our own events name nobody. Below `info`, those of others hold whatever passes through them: the
/// parameters of a statement, the address of a request.
fn may_be_told(event: &Metadata<'_>) -> bool {
    event.target().starts_with("aduan") || *event.level() <= Level::INFO
}
