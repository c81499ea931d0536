//! The one binary: reads configuration, builds the parts, runs the roles asked for.

mod audit;
mod build;
mod chat;
mod clock;
mod config;
mod demo;
mod doctor;
mod erasures;
mod export;
mod import;
mod init;
mod key;
mod logs;
mod officer;
mod qr;
mod queues;
mod serve;
mod setup;
mod traces;
mod transfer;
mod whatsapp;

use std::process::ExitCode;

use aduan::queue::Queue;
use clap::{Parser, Subcommand};

use self::logs::Logs;

/// Civic complaints by chat: citizens talk to a bot, departments answer.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// What to log, to the standard error: `warn`, `info`, `aduan_gateway=debug`. Without it
    /// `serve` does as its configuration says, and everything else warns.
    #[arg(long, global = true, env = "ADUAN_LOG")]
    log: Option<String>,
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
    /// Make a QR code that opens the bot at a place.
    Qr(qr::Qr),
    /// What has to be arranged with Meta for a number on WhatsApp.
    #[command(name = "whatsapp")]
    WhatsApp(whatsapp::WhatsAppCommand),
    /// Look whether everything is as it should be, and say what to do where it is not.
    Doctor(doctor::Doctor),
    /// Add a key with which people are sealed from now on.
    Key(key::Key),
    /// Messages that came in: what waits, and what nobody could deal with.
    Inbox(queues::Queues),
    /// Messages owed to people.
    Outbox(queues::Queues),
    /// Things to do at a time.
    Timers(queues::Queues),
    /// Work in pieces.
    Jobs(queues::Queues),
    /// Prove that the log is what was written.
    Audit(audit::Audit),
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
    let said = cli.log.as_deref();
    let telling = match &cli.command {
        Command::Serve(serve) => serve.tell(said),
        _ => Logs::default().start(said, None).map(|()| None),
    };
    // What is left to send goes out when the work is done.
    let done = telling.and_then(|_sending| match &cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Demo(demo) => demo.run(),
        Command::Chat(chat) => chat.run(),
        Command::Init(init) => init.run(),
        Command::Officer(officer) => officer.run(),
        Command::Qr(qr) => qr.run(),
        Command::Config(config) => config.run(),
        Command::WhatsApp(whatsapp) => whatsapp.run(),
        Command::Doctor(doctor) => doctor.run(),
        Command::Key(key) => key.run(),
        Command::Inbox(queues) => queues.run(Queue::Inbox),
        Command::Outbox(queues) => queues.run(Queue::Outbox),
        Command::Timers(queues) => queues.run(Queue::Timers),
        Command::Jobs(queues) => queues.run(Queue::Jobs),
        Command::Audit(audit) => audit.run(),
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
