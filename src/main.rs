//! The one binary: reads configuration, builds the parts, runs the roles asked for.

mod build;
mod chat;
mod clock;
mod config;
mod demo;
mod erasures;
mod export;
mod import;
mod init;
mod officer;
mod serve;
mod setup;
mod transfer;

use std::{io::IsTerminal as _, process::ExitCode};

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// Civic complaints by chat: citizens talk to a bot, departments answer.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// What to log, to the standard error: `warn`, `info`, `aduan_gateway=debug`.
    #[arg(long, global = true, env = "ADUAN_LOG", default_value = "warn")]
    log: String,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve people: the chat page, the bots behind it, and what an operator watches.
    Serve(serve::Serve),
    /// Walk about in an invented city: departments, officers, complaints, and the chat.
    Demo(demo::Demo),
    /// Talk to the bot in this terminal, or play a script.
    Chat(chat::Chat),
    /// Write a commented configuration and the key file.
    Init(init::Init),
    /// Add, invite and retire people who work for the city.
    Officer(officer::Officer),
    /// Write the set-up of a city to a file, or set it up as a file says.
    Config(setup::ConfigCommand),
    /// Write everything a city keeps to a file of JSON lines, for another storage.
    Export(export::Export),
    /// Put what `aduan export` wrote into an empty storage.
    Import(import::Import),
    /// Bring a restored storage to forget whom it should not remember.
    Erasures(erasures::ErasuresCommand),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    #[cfg(feature = "failpoints")]
    let _failpoints = fail::FailScenario::setup();
    let done = start(&cli.log).and_then(|()| match &cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Demo(demo) => demo.run(),
        Command::Chat(chat) => chat.run(),
        Command::Init(init) => init.run(),
        Command::Officer(officer) => officer.run(),
        Command::Config(config) => config.run(),
        Command::Export(export) => export.run(),
        Command::Import(import) => import.run(),
        Command::Erasures(erasures) => erasures.run(),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("aduan: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(log: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(log)
        .map_err(|error| anyhow::anyhow!("--log (or ADUAN_LOG) {log:?}: {error}"))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    Ok(())
}
