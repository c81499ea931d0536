//! What each question reads in a city of 20,000 complaints and in one of 200,000, as the server's own
//! plans tell it: none scans a table that grows, and pages, claims and commits cost the same.
//!
//! Too long for every day: `cargo test -p aduan-postgres --test scale -- --ignored --nocapture`
//! prints the table of `docs/figures/postgres-plans.md`.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]
#![expect(clippy::print_stdout, reason = "the figures are what it is run for")]

mod common;

use std::{collections::BTreeSet, path::PathBuf};

use aduan::{
    batch::Set,
    domain::{ComplaintId, OfficerId, Point, StageKind},
    facts::Want,
    ports::{Clock as _, Storage},
    query::{Filter, Index, Order, Query, Select},
    queue::{Claim, Queue},
    record::{Key, RecordKind},
    seal::Token,
};
use aduan_postgres::{Options, PostgresStorage};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use test_postgres::Server;

use self::common::{
    Clients as _, RUNTIME,
    batches::{complaint, entry, join, once, quota},
    city,
};

const FEW: u32 = 20_000;
const MANY: u32 = 200_000;

/// The server writes the plan of every statement, those inside functions too, into its log.
const SETTINGS: &str = "-c fsync=off -c full_page_writes=off -c autovacuum=off \
     -c shared_buffers=256MB -c max_wal_size=4GB -c session_preload_libraries=auto_explain \
     -c auto_explain.log_min_duration=0 -c auto_explain.log_nested_statements=on \
     -c auto_explain.log_analyze=on -c auto_explain.log_buffers=on -c auto_explain.log_timing=off \
     -c auto_explain.log_format=json -c log_line_prefix=%p:";

/// What is asked.
enum Question {
    List(Select),
    Count(Select),
    Claim(Queue, Option<Token>),
    Log,
    Load(Vec<Want>),
    Commit,
}

/// How what it reads may grow.
#[derive(Clone, Copy, PartialEq)]
enum Growth {
    /// Not at all.
    Flat,
    /// As what is counted, or as all that has to be put in order: an index of it is read.
    WithAnswer,
}

use Growth::{Flat, WithAnswer};

fn at(n: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_438_400 + i64::from(n) * 600, 0).unwrap()
}

/// The id that `fill.sql` makes of a name is one of these.
struct Ids {
    first: ComplaintId,
    citizen: Token,
    officer: OfficerId,
    endless: Token,
}

fn filters(ids: &Ids) -> Vec<(&'static str, Filter)> {
    let all = Filter::default;
    let common: Box<str> = "aaaaaaaaaaaaaaaa".into();
    let rare: Box<str> = format!("{:016x}", 7).into();
    let near = Some((Point::new(-6.95, 106.1).unwrap(), 500.0));
    vec![
        ("all", all()),
        ("published", Filter { published: true, ..all() }),
        (
            "in two stages",
            Filter { stages: vec![StageKind::Submitted, StageKind::Assigned], ..all() },
        ),
        ("of a category", Filter { categories: vec!["lampu".parse().unwrap()], ..all() }),
        ("of a department", Filter { departments: vec!["dlh".parse().unwrap()], ..all() }),
        ("of an officer", Filter { owner: Some(ids.officer), ..all() }),
        ("of a reporter", Filter { reporter: Some(ids.citizen), ..all() }),
        (
            "with a common word",
            Filter { words: Some((Index::Public, vec![common.clone()])), ..all() },
        ),
        ("with two words", Filter { words: Some((Index::Staff, vec![common, rare])), ..all() }),
        ("within 500 m", Filter { near, ..all() }),
        ("since a day", Filter { since: Some(at(FEW) - TimeDelta::days(1)), ..all() }),
    ]
}

fn questions(ids: &Ids) -> Vec<(String, Question, Growth)> {
    let mut all = Vec::new();
    for (name, filter) in filters(ids) {
        // No index has these in another order than that of filing; see `search.rs`.
        let sorted = filter.owner.is_some() || filter.words.is_some() || filter.since.is_some();
        let ranked = if sorted { WithAnswer } else { Flat };
        for (order, what, growth) in [
            (Order::Newest, "the newest", Flat),
            (Order::Due, "the most urgent", ranked),
            (Order::Supported, "the most supported", ranked),
        ] {
            let select = Select::Complaints(filter.clone(), order);
            all.push((format!("{what}: {name}"), Question::List(select), growth));
        }
        let narrow = filter.near.is_some() || filter.reporter.is_some();
        let growth = if narrow { Flat } else { WithAnswer };
        let select = Select::Complaints(filter, Order::Newest);
        all.push((format!("how many: {name}"), Question::Count(select), growth));
    }
    let mut ask = |what: &str, question, growth| all.push((what.to_owned(), question, growth));
    for (what, select) in [
        ("supporters", Select::Members(ids.first, Set::Supports)),
        ("officers", Select::Officers),
        ("citizens", Select::Records(RecordKind::Citizen)),
        ("complaints, the oldest first", Select::Records(RecordKind::Complaint)),
        ("history", Select::History(ids.first)),
        ("buried", Select::Buried(Queue::Outbox)),
        ("waiting", Select::Waiting(Queue::Outbox)),
        ("receipts", Select::Receipts),
        ("learned words", Select::Learned),
    ] {
        ask(&format!("a page of {what}"), Question::List(select.clone()), Flat);
        ask(&format!("how many {what}"), Question::Count(select), WithAnswer);
    }
    ask("claim ten lanes", Question::Claim(Queue::Outbox, None), Flat);
    ask("claim a long lane", Question::Claim(Queue::Inbox, Some(ids.endless)), Flat);
    let wants = vec![
        Want::Record(Key::Complaint(ids.first)),
        Want::Record(Key::new(RecordKind::Citizen, *ids.citizen.as_bytes())),
        Want::Receipt(ids.citizen),
        Want::Member(ids.first, Set::Supports, ids.citizen),
        Want::Tally(ids.first),
        Want::Learned(vec![format!("{:016x}", 7).into()]),
    ];
    ask("load six facts", Question::Load(wants), Flat);
    ask("commit a filing and a vote", Question::Commit, Flat);
    ask("a page of the log", Question::Log, Flat);
    all
}

async fn put(storage: &PostgresStorage, question: &Question, nth: u64) {
    match question {
        Question::List(select) => {
            storage.list(&Query::new(select.clone(), 20)).await.unwrap();
        }
        Question::Count(select) => {
            storage.count(&Query::new(select.clone(), 20)).await.unwrap();
        }
        Question::Claim(queue, lane) => {
            let now = storage.clock().now() + TimeDelta::days(1_000 * i64::try_from(nth).unwrap());
            let lease = TimeDelta::minutes(1);
            let claim = Claim { queue: *queue, lane: *lane, now, lease, lanes: 10, rows: 10 };
            storage.claim(&claim).await.unwrap();
        }
        Question::Log => {
            storage.log(1_000, 100).await.unwrap();
        }
        Question::Load(wants) => {
            storage.load(wants).await.unwrap();
        }
        Question::Commit => {
            let mut batch = once(nth);
            batch.guard(quota(nth, 5)).put(complaint(nth), 0).log(entry(nth));
            batch.write(join(nth, Set::Supports, nth)).write(common::batches::enqueue(nth, nth));
            storage.commit(batch).await.unwrap();
        }
    }
}

/// The plans that a session left in the log.
fn plans(log: &str, session: &str) -> Vec<Value> {
    let lines: Vec<&str> = log.lines().collect();
    let heads = (0..lines.len())
        .filter(|at| lines[*at].starts_with(session) && lines[*at].ends_with("plan:"));
    heads
        .map(|at| {
            let plan = lines[at + 1..].iter().take_while(|line| line.starts_with('\t'));
            serde_json::from_str(&plan.copied().collect::<Vec<_>>().join("\n")).unwrap()
        })
        .collect()
}

/// What one question had the server do.
struct Cost {
    /// Pages of tables and indexes that were looked at, those inside functions twice.
    blocks: u64,
    indexes: BTreeSet<String>,
    /// Tables that were scanned, but for those of which there are a few rows.
    scanned: BTreeSet<String>,
}

impl Cost {
    fn of(log: &str, session: &str) -> Self {
        let mut cost = Self { blocks: 0, indexes: BTreeSet::new(), scanned: BTreeSet::new() };
        for plan in plans(log, session) {
            let blocks = |of| plan["Plan"][of].as_u64().unwrap();
            cost.blocks += blocks("Shared Hit Blocks") + blocks("Shared Read Blocks");
            cost.walk(&plan["Plan"]);
        }
        cost
    }

    fn walk(&mut self, node: &Value) {
        if let Some(index) = node["Index Name"].as_str() {
            self.indexes.insert(index.to_owned());
        }
        if let ("Seq Scan", Some(table)) =
            (node["Node Type"].as_str().unwrap(), node["Relation Name"].as_str())
            && !["age", "batch", "city"].contains(&table)
        {
            self.scanned.insert(table.to_owned());
        }
        node["Plans"].as_array().into_iter().flatten().for_each(|node| self.walk(node));
    }
}

/// A server with a city in it that can be made to grow.
struct City {
    server: Server,
    storage: PostgresStorage,
    /// How the log names the session that is asked; the sealer has another.
    session: String,
}

impl City {
    async fn found() -> Self {
        let server = Server::start(SETTINGS);
        // One connection, so that plans made of empty tables are those used for full ones.
        let options = Options { connections: 1, ..Options::default() };
        let storage =
            PostgresStorage::connect(&server.url("postgres"), &city(), options).await.unwrap();
        storage.count(&Query::new(Select::Officers, 1)).await.unwrap();
        let log = std::fs::read_to_string(server.folder.join("log")).unwrap();
        let (asked, _) = log.rsplit_once("kind = 'officer'").unwrap();
        let line = asked.lines().rfind(|line| line.ends_with("plan:")).unwrap();
        let session = format!("{}:", line.split(':').next().unwrap());
        Self { server, storage, session }
    }

    async fn run(&self, sql: &str) {
        let client = self.server.client("postgres").await;
        let quiet = "SET auto_explain.log_min_duration = -1; SET search_path = aduan";
        client.batch_execute(quiet).await.unwrap();
        client.batch_execute(sql).await.unwrap();
    }

    async fn grow(&self, from: u32, to: u32) {
        let sql = include_str!("scale/fill.sql");
        let sql = sql.replace("CITY", "(SELECT min(city) FROM city)");
        let sql = sql.replace("(FROM, TO)", &format!("({from}, {to})"));
        self.run(&sql).await;
    }

    fn log(&self) -> PathBuf {
        self.server.folder.join("log")
    }

    async fn cost(&self, question: &Question, nth: u64) -> Cost {
        let before = usize::try_from(std::fs::metadata(self.log()).unwrap().len()).unwrap();
        put(&self.storage, question, nth).await;
        let log = std::fs::read(self.log()).unwrap();
        Cost::of(&String::from_utf8_lossy(&log[before..]), &self.session)
    }

    async fn costs(&self, questions: &[(String, Question, Growth)], round: u64) -> Vec<Cost> {
        let mut costs = Vec::new();
        for (nth, (_, question, _)) in (round * 1_000..).zip(questions) {
            costs.push(self.cost(question, nth).await);
        }
        costs
    }

    async fn ids(&self) -> Ids {
        let client = self.server.client("postgres").await;
        let of = async |name: &str| {
            let text: String = client.query_one("SELECT md5($1)", &[&name]).await.unwrap().get(0);
            text.parse::<Token>().unwrap()
        };
        Ids {
            first: ComplaintId::from_bytes(*of("complaint1").await.as_bytes()),
            citizen: of("citizen1").await,
            officer: OfficerId::from_bytes(*of("officer1").await.as_bytes()),
            endless: of("endless").await,
        }
    }
}

#[test]
#[ignore = "fills a city of 200,000 complaints, which takes minutes"]
fn what_a_question_reads_does_not_grow_with_the_city() {
    RUNTIME.block_on(async {
        let city = City::found().await;
        let questions = questions(&city.ids().await);
        // Often enough for the server to settle on a plan for any values.
        for round in 1..=6 {
            city.costs(&questions, round).await;
        }
        city.grow(1, FEW).await;
        let of_empty = city.costs(&questions, 10).await;
        city.run("VACUUM ANALYZE").await;
        let few = city.costs(&questions, 11).await;
        city.grow(FEW + 1, MANY).await;
        let of_few = city.costs(&questions, 12).await;
        city.run("VACUUM ANALYZE").await;
        let many = city.costs(&questions, 13).await;

        let mut wrong = Vec::new();
        println!("| question | 20,000 | 200,000 | indexes |\n|---|---|---|---|");
        for (nth, (name, _, growth)) in questions.iter().enumerate() {
            let (few, many) = (&few[nth], &many[nth]);
            let indexes: Vec<_> = many.indexes.iter().map(String::as_str).collect();
            println!("| {name} | {} | {} | {} |", few.blocks, many.blocks, indexes.join(", "));
            for (plan, cost) in
                [("empty", &of_empty[nth]), ("few", few), ("few", &of_few[nth]), ("many", many)]
            {
                if !cost.scanned.is_empty() {
                    wrong.push(format!("{name}: planned for {plan}, scans {:?}", cost.scanned));
                }
                if *growth == Flat && cost.blocks > few.blocks * 2 + 200 {
                    let by = &cost.indexes;
                    wrong.push(format!(
                        "{name}: planned for {plan}, reads {} of {by:?}",
                        cost.blocks
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}
