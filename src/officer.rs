//! `aduan officer`: the first way in for people who work for the city, and the last.

use std::{path::PathBuf, sync::Arc};

use aduan::{
    Desk, DeskError,
    authority::Actor,
    domain::{DepartmentId, Email, Language, OfficerId, PersonName, Role, Secret},
    system::SystemClock,
    verb::Verb,
    verbs::{AddOfficer, Invite, OfficerOf, Retire},
};

use crate::{build, config::Config};

/// Add, invite and retire officers. Whoever runs this reads the key of the city anyway.
#[derive(Debug, clap::Args)]
pub(crate) struct Officer {
    /// The configuration; `aduan init` writes one.
    #[arg(long, global = true, value_name = "FILE", env = "ADUAN_CONFIG")]
    #[arg(default_value = "aduan.toml")]
    config: PathBuf,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Add an officer, and print the invitation with which she joins.
    Add {
        /// Her address, by which she signs in and is told of what cannot wait.
        #[arg(long, value_parser = Email::parse)]
        email: Email,
        /// Her name.
        #[arg(long, value_parser = PersonName::parse)]
        name: PersonName,
        /// What she is trusted with: agent, supervisor, coordinator, admin, auditor or custodian.
        #[arg(long, value_parser = role)]
        role: Role,
        /// Where she works, by its short name, such as `pju`.
        #[arg(long)]
        department: Option<DepartmentId>,
    },
    /// Invite an officer anew who lost her password or her phone. Until she joins, nothing changes.
    Invite {
        /// Her address.
        #[arg(long, value_parser = Email::parse)]
        email: Email,
    },
    /// End an officer's work here, and her sessions with it.
    Retire {
        /// Her address.
        #[arg(long, value_parser = Email::parse)]
        email: Email,
    },
}

fn role(text: &str) -> Result<Role, String> {
    let named = |role: &&Role| format!("{role:?}").eq_ignore_ascii_case(text);
    let found = Role::ALL.iter().find(named).copied();
    found.ok_or_else(|| "agent, supervisor, coordinator, admin, auditor or custodian".to_owned())
}

impl Officer {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.act())
    }

    async fn act(&self) -> anyhow::Result<()> {
        let config = Config::read(&self.config)?;
        let desk = build::desk(&config, Arc::new(SystemClock)).await?;
        match &self.deed {
            Deed::Add { email, name, role, department } => {
                let (name, email) = (name.clone(), email.clone());
                let add = AddOfficer { name, email, role: *role, department: department.clone() };
                let officer = run(&desk, &add).await?;
                invite(&desk, &config, officer).await
            }
            Deed::Invite { email } => invite(&desk, &config, known(&desk, email).await?).await,
            Deed::Retire { email } => {
                let officer = known(&desk, email).await?;
                run(&desk, &Retire { officer }).await?;
                println!("She is signed out everywhere and cannot come back.");
                Ok(())
            }
        }
    }
}

async fn known(desk: &Desk, email: &Email) -> anyhow::Result<OfficerId> {
    let found = OfficerOf { email: email.clone() }.find(desk).await?;
    found.ok_or_else(|| anyhow::anyhow!("no officer has that address"))
}

/// Does a verb as the operator, and says in words why not.
async fn run<V: Verb>(desk: &Desk, verb: &V) -> anyhow::Result<V::Answer> {
    match desk.run(&Actor::System, verb).await {
        Ok(done) => Ok(done.answer),
        Err(DeskError::Refused(refusal)) => {
            Err(anyhow::anyhow!(refusal.words(Language::English, desk.now())))
        }
        Err(error) => Err(error.into()),
    }
}

/// Invites her, and prints what she needs. It is printed once and stored nowhere.
async fn invite(desk: &Desk, config: &Config, officer: OfficerId) -> anyhow::Result<()> {
    let invitation = Secret::invitation(desk.room().entropy);
    let until = run(desk, &Invite { officer, invitation: invitation.clone() }).await?;
    let until = until.with_timezone(&desk.city().zone).format("%Y-%m-%d %H:%M %:z");
    println!("Her invitation: {}", invitation.reveal().as_str());
    println!(
        "She types it at {}/panel/join; it is good once, until {until}.",
        config.web.public_url
    );
    Ok(())
}
