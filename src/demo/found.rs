//! Founds the invented city: its departments and officers, and all that happened until now.

use std::{fs, path::Path, sync::Arc};

use aduan::{
    Desk,
    authority::Actor,
    domain::{Code, OfficerId, Secret, TotpSecret},
    memory::MemoryStorage,
    password::Password,
    ports::{Clock as _, Storage},
    stub::{SeededEntropy, StoppedClock},
    system::{SystemClock, SystemEntropy},
    transfer::{Check, Export, Import},
    verbs::{AddOfficer, Invite, Join, SetUp},
};
use aduan_gateway::Settings;
use anyhow::Context as _;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::{
    city::{City, Officer},
    dice::Dice,
    play::Player,
    plot::Author,
    words::Phrases,
};
use crate::{build, config::Config};

/// What all officers sign in with, beside the code of their device.
pub(super) const PASSWORD: &str = "lestari-kota-contoh";
/// Every founding draws the same lots.
const SEED: u64 = 2026;

/// Founds the city with so many complaints, in a folder that is not there or empty. It is there
/// whole or not at all.
///
/// Returns how many scenes of its story the city would not have: none, while the story keeps to
/// the rules.
pub(super) async fn found(folder: &Path, complaints: usize) -> anyhow::Result<usize> {
    let beside = match folder.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(beside).with_context(|| beside.display().to_string())?;
    let site = tempfile::Builder::new().prefix(".aduan-demo").tempdir_in(beside)?;
    let config = Config::embedded(site.path())?;
    build::write_keys(&config.key_file())?;
    let refused = grow(&config, complaints, SystemClock.now()).await?;
    fs::rename(site.path(), folder).with_context(|| {
        format!("{} is neither an empty folder nor that of a demo", folder.display())
    })?;
    // What it would remove has moved.
    let _ = site.keep();
    Ok(refused)
}

/// Lets the city grow in memory, where nothing waits for a disk, and moves it into its storage.
async fn grow(config: &Config, complaints: usize, now: DateTime<Utc>) -> anyhow::Result<usize> {
    let rules = config.city()?;
    let storage = Arc::new(MemoryStorage::new(&rules.jurisdiction));
    let keys = build::read_keys(&config.key_file())?;
    let (city, phrases) = (City::read()?, Phrases::read()?);
    let setup = city.setup()?;
    let catalogue = setup.catalogue.clone();
    let lots = SeededEntropy::new(SEED);
    let dice = Dice(&lots);
    let author = Author {
        city: &city,
        phrases: &phrases,
        catalogue: &catalogue,
        rules: &rules,
        dice: &dice,
        complaints,
        now,
    };
    let story = author.story()?;
    let first = story.first().map_or(now, |scene| scene.at) - TimeDelta::days(3);
    let clock = StoppedClock::at(&first.to_rfc3339_opts(SecondsFormat::Micros, true));
    let clock = Arc::new(clock);
    let desk = Desk::new(
        Arc::<MemoryStorage>::clone(&storage),
        Arc::<StoppedClock>::clone(&clock),
        Arc::new(SeededEntropy::new(SEED + 1)),
        keys,
        rules.clone(),
    );
    desk.run(&Actor::System, &SetUp { seen: 0, setup }).await?;
    let staff = hire(&desk, &city.officer).await?;
    let everybody = super::bystanders();
    let gateway = build::gateway(desk.clone(), config, everybody, Settings::default())?;
    let mut player = Player::new(&desk, &clock, &gateway, &city, &catalogue, staff);
    player.play(story).await?;
    let refused = player.refused;
    storage.upkeep(now).await?;
    move_in(&*storage, config, now).await?;
    Ok(refused)
}

/// Takes on whoever works for the city, each with a device of her own.
async fn hire(desk: &Desk, officers: &[Officer]) -> anyhow::Result<Vec<(OfficerId, Officer)>> {
    let chance = SystemEntropy;
    let password = Password::typed(PASSWORD).context("the password")?.hash(&chance)?;
    let mut staff = Vec::new();
    for officer in officers {
        let Officer { name, email, role, department } = officer.clone();
        let add = AddOfficer { name, email, role, department };
        let id = desk.run(&Actor::System, &add).await?.answer;
        let invitation = Secret::invitation(&chance);
        let invite = Invite { officer: id, invitation: invitation.clone() };
        desk.run(&Actor::System, &invite).await?;
        let device = TotpSecret::random(&chance);
        let code: Code = device.code(desk.now()).context("a code of her device")?;
        let join = Join {
            invitation,
            password: password.clone(),
            device,
            code,
            recovery: std::array::from_fn(|_| Secret::recovery_code(&chance)),
            session: Secret::session(&chance),
            label: "demo".into(),
        };
        desk.run(&Actor::Visitor, &join).await?;
        staff.push((id, officer.clone()));
    }
    Ok(staff)
}

/// Puts everything into the storage of the city, as a move from one storage to another does.
async fn move_in(from: &dyn Storage, config: &Config, now: DateTime<Utc>) -> anyhow::Result<()> {
    let jurisdiction = config.city()?.jurisdiction;
    let mut export = Export::begin(from, &jurisdiction, now, None).await?;
    let mut lines = String::new();
    while let Some(some) = export.next().await? {
        lines.push_str(&some);
    }
    let mut check = Check::default();
    for line in lines.split_inclusive('\n') {
        check.line(line.as_bytes())?;
    }
    let whole = check.end(&jurisdiction)?;
    let storage = build::storage(config, &jurisdiction).await?;
    let mut import = Import::begin(&*storage, whole, None).await?;
    for line in lines.split_inclusive('\n') {
        import.line(line.as_bytes()).await?;
    }
    import.finish().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use aduan::{
        book,
        domain::{StageKind, Visibility},
        query::{Filter, Item, Order, Query, Select},
        words,
    };

    use super::*;

    #[tokio::test]
    async fn the_city_has_something_of_everything_and_keeps_to_its_rules() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("city");
        assert_eq!(found(&folder, 80).await.unwrap(), 0, "the story keeps to the rules");
        let config = Config::embedded(&folder).unwrap();
        let desk = build::desk(&config, Arc::new(SystemClock)).await.unwrap();

        let all = Select::Complaints(Filter::default(), Order::Newest);
        let page = desk.storage().list(&Query::new(all, Query::LIMIT)).await.unwrap();
        let mut stages = BTreeMap::<StageKind, usize>::new();
        let (mut photos, mut supports, mut rated, mut hidden, mut late) = (0, 0, 0, 0, 0);
        for item in page.items {
            let Item::Complaint(row, tally) = item else { panic!("a complaint") };
            let complaint = book::complaint(&row).unwrap().value;
            *stages.entry(complaint.stage.kind()).or_default() += 1;
            photos += complaint.photos.iter().filter(|photo| photo.picture().is_some()).count();
            supports += tally.supports;
            rated += usize::from(complaint.rating.is_some());
            hidden += usize::from(complaint.visibility == Visibility::Private);
            late += usize::from(complaint.due().is_some_and(|due| due < desk.now()));
            let public = complaint.public.map(|public| public.words.to_string());
            assert!(!public.unwrap_or_default().contains('{'), "a gap in its words");
        }
        for stage in [
            StageKind::Submitted,
            StageKind::Assigned,
            StageKind::InProgress,
            StageKind::Resolved,
            StageKind::Closed,
        ] {
            assert!(stages.contains_key(&stage), "nothing is {stage:?}: {stages:?}");
        }
        assert!(photos > 5 && supports > 80 && rated > 2 && hidden > 2 && late > 0);
    }

    #[test]
    fn nothing_private_is_in_its_words_but_where_it_is_meant_to_be() {
        for file in [include_str!("city.toml"), include_str!("words.toml")] {
            let meant = |line: &&str| line.starts_with("private =") || line.starts_with("email =");
            for line in file.lines().filter(|line| !meant(line)) {
                let found = words::mask(line).found;
                assert!(found.is_empty(), "{line}: {found:?}");
            }
        }
    }
}
