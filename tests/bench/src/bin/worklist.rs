//! How long officers wait for their lists: fifty of them clicking in a city of two hundred thousand
//! complaints. `cargo run --release -p bench --bin worklist [COMPLAINTS]` prints the table.

use std::{path::Path, sync::Arc, time::Duration};

use aduan::{
    batch::Batch,
    domain::{Clockwork, Complaint, Open, Original, Reporter, Stage},
    prelude::*,
    query::{Cursor, Order},
    record::Key,
    verbs::{Narrow, Pile, WorklistOf},
};
use aduan_sqlite::SqliteStorage;
use anyhow::Result;
use bench::timed;
use futures::executor::block_on;

const COMPLAINTS: usize = 200_000;
const OFFICERS: usize = 50;
/// How often each clicks, and how long she looks at what she sees.
const CLICKS: usize = 40;
const LOOKS: Duration = Duration::from_secs(1);
const DEPARTMENTS: usize = 20;
const CATEGORIES: usize = 40;
/// How many words the city knows; those with a small number are said more often.
const WORDS: usize = 4_000;

/// A chance that is the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }
}

/// What she clicks on.
const ACTIONS: [&str; 6] =
    ["first page", "another list", "a department", "a category", "a word", "next page"];

#[tokio::main]
async fn main() -> Result<()> {
    let complaints = std::env::args().nth(1).map_or(Ok(COMPLAINTS), |count| count.parse())?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("city.db");
    let desk = open(&path)?;
    let officers = hire(&desk).await?;
    let (time, sown) = timed(|| sow(&desk, &officers, complaints));
    sown?;
    println!("{complaints} complaints, sown in {} s", time.as_secs());
    let clicking = officers.into_iter().enumerate().map(|(nth, officer)| {
        let desk = desk.clone();
        tokio::spawn(async move { click(&desk, officer, Chance(nth as u64 + 1)).await })
    });
    let mut took: Vec<Vec<Duration>> = vec![Vec::new(); ACTIONS.len()];
    for officer in clicking.collect::<Vec<_>>() {
        for (action, time) in officer.await?? {
            took[action].push(time);
        }
    }
    println!("{:<14} {:>7} {:>9} {:>9} {:>9}", "", "clicks", "p50 ms", "p95 ms", "max ms");
    for (action, times) in ACTIONS.into_iter().zip(&mut took) {
        report(action, times);
    }
    report("all", &mut took.concat());
    Ok(())
}

fn open(path: &Path) -> Result<Desk> {
    let city = City::new("lestari", "Kota Lestari", "LP")?;
    let storage = SqliteStorage::open(path, &city.jurisdiction)?;
    let keys = KeyRing::generate(&SystemEntropy);
    let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    Ok(Desk::new(Arc::new(storage), clock, chance, keys, city))
}

/// Four of five handle the complaints of a department, the fifth sees the whole city.
async fn hire(desk: &Desk) -> Result<Vec<OfficerId>> {
    let named = |name: &str| Localized { id: name.into(), en: name.into() };
    let departments = (0..DEPARTMENTS).map(|n| {
        let id = format!("dinas-{n}");
        Ok(Department { name: named(&id), id: id.parse()?, parent: None, retired: false })
    });
    let departments = departments.collect::<Result<Vec<_>>>()?;
    let categories = (0..CATEGORIES).map(|n| {
        let id = format!("kategori-{n}");
        Ok(Category {
            name: named(&id),
            id: id.parse()?,
            example: named(""),
            keywords: Vec::new(),
            department: departments[n % DEPARTMENTS].id.clone(),
            class: Class::Normal,
            evidence: EvidenceRule::Words,
            private: false,
            retired: false,
        })
    });
    let categories = categories.collect::<Result<_>>()?;
    let catalogue = Catalogue { departments, categories, ..Catalogue::default() };
    desk.set_catalogue(&Actor::System, catalogue).await?;
    let mut officers = Vec::new();
    for n in 0..OFFICERS {
        let add = AddOfficer {
            name: PersonName::parse("Petugas")?,
            email: Email::parse(&format!("petugas{n}@lestari.id"))?,
            role: if n % 5 == 4 { Role::Coordinator } else { Role::Agent },
            department: Some(format!("dinas-{}", n % DEPARTMENTS).parse()?),
        };
        officers.push(desk.run(&Actor::System, &add).await?.answer);
    }
    Ok(officers)
}

/// Two years of complaints, of which one in eight is not over.
fn sow(desk: &Desk, officers: &[OfficerId], complaints: usize) -> Result<()> {
    let (room, mut chance) = (desk.room(), Chance(7));
    let between = TimeDelta::days(730) / i32::try_from(complaints.max(1))?;
    let mut filed_at = desk.now() - TimeDelta::days(731);
    for start in (0..complaints).step_by(200) {
        let mut batch = Batch::new();
        for nth in start..complaints.min(start + 200) {
            filed_at += between;
            let complaint = complaint(nth, complaints, filed_at, officers, &mut chance, &room)?;
            room.put_complaint(&mut batch, &complaint, 0)?;
        }
        block_on(desk.commit(batch))?;
    }
    Ok(())
}

fn complaint(
    nth: usize,
    of: usize,
    filed_at: DateTime<Utc>,
    officers: &[OfficerId],
    chance: &mut Chance,
    room: &aduan::verb::Room<'_>,
) -> Result<Complaint> {
    let id = ComplaintId::random(room.entropy);
    let kind = chance.below(CATEGORIES);
    let at: DepartmentId = format!("dinas-{}", kind % DEPARTMENTS).parse()?;
    // Officers of that department stand DEPARTMENTS apart.
    let owner = officers[(kind % DEPARTMENTS + DEPARTMENTS * chance.below(2)) % OFFICERS];
    let open = chance.below(of) < nth / 4;
    let stage = match chance.below(10) {
        _ if !open => Stage::Closed {
            at: Some(at),
            owner: Some(owner),
            because: ClosedBecause::NoReply,
            since: filed_at,
        },
        0..2 => Stage::Open(Open::Submitted),
        2..6 => Stage::Open(Open::Assigned { to: at }),
        _ => Stage::Open(Open::InProgress { at, owner }),
    };
    let words: Vec<_> = (0..14)
        .map(|_| {
            let most = chance.below(WORDS) + 1;
            format!("kata{}", chance.below(most))
        })
        .collect();
    let original = Original { words: Words::parse(&words.join(" "))?, place: None };
    let number = TrackingNumber::random(room.city, room.entropy);
    let json = serde_json::json!({
        "id": id, "number": number, "kind": "complaint", "category": format!("kategori-{kind}"),
        "original": room.seal(&Key::Complaint(id), &original), "public": null, "point": null,
        "photos": [], "visibility": "private", "identity": "named",
        "reporter": Reporter::Known(CitizenId::random(room.entropy)), "stage": stage,
        "filed_at": filed_at, "settles_at": filed_at,
        "clock": Clockwork::started(filed_at, TimeDelta::days(14)), "level": 0,
        "disputes": u8::from(open && nth.is_multiple_of(50)), "rating": null,
    });
    Ok(serde_json::from_value(json)?)
}

/// One officer at work: each click, and how long she waited.
async fn click(
    desk: &Desk,
    officer: OfficerId,
    mut chance: Chance,
) -> Result<Vec<(usize, Duration)>> {
    let mut waited = Vec::new();
    let mut next: Option<(Option<Pile>, Cursor)> = None;
    tokio::time::sleep(LOOKS * u32::try_from(chance.below(100))? / 100).await;
    for _ in 0..CLICKS {
        let action = chance.below(ACTIONS.len());
        let (mut narrow, mut pile, mut after) = (Narrow::default(), None, None);
        let any = Some(Pile::ALL[chance.below(Pile::ALL.len())]);
        match action {
            0 => {}
            1 => pile = any,
            2 => {
                let department = format!("dinas-{}", chance.below(DEPARTMENTS)).parse()?;
                (pile, narrow.department) = (any, Some(department));
            }
            3 => {
                let category = format!("kategori-{}", chance.below(CATEGORIES)).parse()?;
                (pile, narrow.category) = (any, Some(category));
            }
            4 => {
                pile = Some(Pile::All);
                narrow.words = format!("kata{}", chance.below(WORDS)).into();
            }
            _ => match next.take() {
                Some((of, place)) => (pile, after) = (of, Some(place)),
                None => pile = Some(Pile::All),
            },
        }
        let order = if action == 4 { Order::Newest } else { Order::Due };
        let plain = narrow == Narrow::default();
        let asked = WorklistOf { officer, pile, narrow, order, after };
        let (time, list) = bench::timed_async(asked.find(desk)).await;
        let list = list?;
        if plain {
            next = list.next.map(|place| (list.pile, place));
        }
        waited.push((action, time));
        tokio::time::sleep(LOOKS.saturating_sub(time)).await;
    }
    Ok(waited)
}

fn report(what: &str, took: &mut [Duration]) {
    took.sort_unstable();
    let at = |percent: usize| {
        let index = (took.len() * percent / 100).min(took.len().saturating_sub(1));
        took.get(index).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    };
    println!("{what:<14} {:>7} {:>9.1} {:>9.1} {:>9.1}", took.len(), at(50), at(95), at(100));
}
