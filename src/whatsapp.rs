//! `aduan whatsapp`: what has to be arranged with Meta.

use std::path::PathBuf;

use aduan_whatsapp::{TemplateState, Templates, definitions};
use anyhow::Context as _;

use crate::{build, config::Config};

/// What has to be arranged with Meta for a number on WhatsApp.
#[derive(Debug, clap::Args)]
pub(crate) struct WhatsAppCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print the templates to register, in both languages, as the Graph API takes them: an array of
    /// objects, each of which is the body of `POST /<business account>/message_templates`.
    Templates {
        /// Ask Meta what became of them instead, and end with an error if one cannot be used.
        #[arg(long)]
        check: bool,
        /// The configuration; without one the templates have their usual names.
        #[arg(long, value_name = "FILE", env = "ADUAN_CONFIG", default_value = "aduan.toml")]
        config: PathBuf,
    },
}

impl WhatsAppCommand {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let What::Templates { check, config } = &self.what;
        if *check {
            let config = Config::read(config)?;
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            return runtime.block_on(look(&config));
        }
        let section = if config.is_file() { Config::read(config)?.whatsapp } else { None };
        let templates = section.map_or_else(Templates::default, |one| one.settings().templates);
        println!("{}", serde_json::to_string_pretty(&definitions(&templates))?);
        Ok(())
    }
}

/// Says of each template what became of it.
async fn look(config: &Config) -> anyhow::Result<()> {
    let whatsapp = build::whatsapp(config)?;
    let account = config.whatsapp.as_ref().and_then(|section| section.business_account_id.clone());
    let (Some(whatsapp), Some(account)) = (whatsapp, account) else {
        anyhow::bail!("whatsapp.business_account_id: whose templates should be looked at?");
    };
    let states = whatsapp.templates(&account).await.context("Meta does not tell")?;
    for state in &states {
        println!(
            "{:<4}  {} {}  {}",
            if is_good(state) { "ok" } else { "FAIL" },
            state.name,
            state.language,
            words(state)
        );
    }
    let bad = states.iter().filter(|state| !is_good(state)).count();
    anyhow::ensure!(bad == 0, "{bad} of these cannot be used");
    Ok(())
}

/// Whether a template can be used as it is.
pub(crate) fn is_good(state: &TemplateState) -> bool {
    state.status.as_deref() == Some("APPROVED") && state.as_registered
}

/// What became of a template.
pub(crate) fn words(state: &TemplateState) -> String {
    let status = state.status.as_deref().map_or("not registered".to_owned(), str::to_lowercase);
    if state.as_registered {
        status
    } else {
        format!("{status}, in another category than asked for")
    }
}
