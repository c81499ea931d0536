//! Acknowledged, durable filings a second through the desk on PostgreSQL, and scripts with which
//! `pgbench` sends the same statements in the same number of round trips.
//!
//! `scripts/bench-postgres` starts a server and runs both, at the disk's own speed and with a slow
//! disk.

use std::{fmt::Write as _, path::Path, sync::Arc};

use aduan::{
    Desk,
    authority::Actor,
    domain::{Catalogue, Channel, CitizenId, City, Login, Place, Point, TrackingNumber, Words},
    seal::KeyRing,
    stub::SeededEntropy,
    system::{SystemClock, SystemEntropy},
    verbs::{File, Recognise},
};
use aduan_postgres::{Options, PostgresStorage};
use anyhow::{Context, Result, bail};
use bench::{a_second, timed};
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls, Row};

/// How many people file.
const PEOPLE: usize = 64;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = Runtime::new()?;
    match words[..] {
        ["file", url, callers, count] => {
            let (callers, count) = (callers.parse()?, count.parse()?);
            println!("{:.0}", file(&runtime, url, callers, count)?);
            Ok(())
        }
        ["scripts", url, folder, count] => {
            runtime.block_on(scripts(url, Path::new(folder), count.parse()?))
        }
        _ => bail!("file URL CALLERS COUNT, or scripts URL FOLDER COUNT"),
    }
}

async fn open(url: &str, callers: usize) -> Result<(Arc<Desk>, Vec<CitizenId>)> {
    let mut city = City::new("lestari", "Kota Lestari", "LP")?;
    city.login.insert(Channel::Webchat, Login::Channel);
    city.limits.filings_a_day = u32::MAX;
    let options = Options { connections: callers, ..Options::default() };
    let storage = PostgresStorage::connect(url, &city.jurisdiction, options).await?;
    // The same key every time, so that the same people are there.
    let keys = KeyRing::generate(&SeededEntropy::new(1));
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let desk = Desk::new(Arc::new(storage), clock, entropy, keys, city);
    let catalogue: Catalogue = r#"{"department": [{"id": "pju", "name": {"id": "", "en": ""}}],
        "category": [{"id": "lampu", "name": {"id": "", "en": ""}, "department": "pju",
        "example": {"id": "", "en": ""}, "class": "fast"}]}"#
        .parse()?;
    desk.set_catalogue(&Actor::System, catalogue).await?;
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        people.push(desk.recognise(Recognise::new(Channel::Webchat, &format!("warga {n}"))).await?);
    }
    Ok((Arc::new(desk), people))
}

/// A complaint like any other: some twenty words and a place.
fn complaint(number: TrackingNumber, n: usize) -> Result<File> {
    const WHAT: [&str; 5] = [
        "Lampu penerangan jalan umum mati sejak tiga hari yang lalu",
        "Jalan berlubang cukup dalam dan membahayakan pengendara motor",
        "Sampah menumpuk di pinggir kali dan belum diangkut petugas",
        "Saluran air mampet sehingga air meluap ke rumah warga",
        "Pohon besar hampir tumbang mengenai kabel listrik",
    ];
    const WHERE: [&str; 4] = ["gang Mawar", "pasar lama", "sekolah dasar", "jembatan merah"];
    let words = format!(
        "{} di dekat {} RT {:02} RW {:02}, mohon segera ditindaklanjuti",
        WHAT[n % WHAT.len()],
        WHERE[n % WHERE.len()],
        n % 13,
        n % 7,
    );
    let mut file = File::new(number, "lampu".parse()?, Words::parse(&words)?);
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let east = 107.0 + (n % 10_000) as f64 / 10_000.0;
    file.place = Some(Place::Point(Point::new(-6.9, east)?));
    Ok(file)
}

/// Files from many callers at once; each waits for its acknowledgement before its next.
fn file(runtime: &Runtime, url: &str, callers: usize, count: usize) -> Result<f64> {
    let (desk, people) = runtime.block_on(open(url, callers))?;
    let each = count / callers;
    let (time, done) = timed(|| {
        runtime.block_on(async {
            let all = (0..callers).map(|caller| {
                let by = Actor::Citizen(people[caller % people.len()]);
                let desk = Arc::clone(&desk);
                tokio::spawn(async move {
                    for n in 0..each {
                        let file = complaint(desk.reserve(), caller * each + n)?;
                        desk.file(&by, file).await?;
                    }
                    Ok::<(), anyhow::Error>(())
                })
            });
            futures::future::join_all(all).await
        })
    });
    for caller in done {
        caller??;
    }
    Ok(a_second(each * callers, time))
}

/// What a filing leaves behind, from which the call that made it is written again.
const FILED: &str = "SELECT c.category, c.filed, c.urgency, c.latitude, c.longitude, c.reporter::text, \
     c.public_words::text, c.staff_words::text, encode(c.body, 'hex'), encode(o.receipt, 'hex'), \
     encode(l.body, 'hex'), c.names[1] \
     FROM complaint c CROSS JOIN LATERAL \
     (SELECT receipt FROM once WHERE once.city = c.city LIMIT 1) o CROSS JOIN LATERAL \
     (SELECT body FROM log WHERE log.city = c.city AND log.about = c.id LIMIT 1) l \
     ORDER BY c.seq DESC LIMIT $1";

/// Writes scripts for `pgbench`, each sending the statements of one filing, with ids of its own.
async fn scripts(url: &str, folder: &Path, count: i64) -> Result<()> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    client.batch_execute("SET search_path = aduan").await?;
    let filings = client.query(FILED, &[&count]).await?;
    let citizen: String = client
        .query_one("SELECT id::text FROM record WHERE kind = 'citizen' LIMIT 1", &[])
        .await?
        .try_get(0)?;
    let learned = learned(&client).await?;
    for (n, row) in filings.iter().enumerate() {
        let text = script(row, &citizen, &learned).context("a filing")?;
        std::fs::write(folder.join(format!("filing-{n}.sql")), text)?;
    }
    Ok(())
}

async fn learned(client: &Client) -> Result<String> {
    let sql =
        "SELECT coalesce(array_agg(word), '{}')::text FROM (SELECT word FROM learned LIMIT 16) l";
    Ok(client.query_one(sql, &[]).await?.try_get(0)?)
}

fn script(row: &Row, citizen: &str, learned: &str) -> Result<String> {
    let text = |at: usize| row.try_get::<_, String>(at);
    let reporter = row.try_get::<_, Option<String>>(5)?;
    let reporter = reporter.map_or("NULL".to_owned(), |of| format!("'{of}'::uuid"));
    let name = text(11)?;
    let mut script = format!(
        "\\set n :n + 1\n\
         SELECT r.kind, r.id, r.version, r.names, r.body FROM unnest(ARRAY['catalogue', 'citizen'], \
         ARRAY['00000000-0000-0000-0000-000000000000', '{citizen}']::uuid[]) AS w (kind, id) \
         JOIN record r ON r.city = 1 AND r.kind = w.kind AND r.id = w.id;\n\
         WITH new AS MATERIALIZED (SELECT gen_random_uuid() AS id)\n"
    );
    writeln!(
        script,
        "SELECT failed, receipt FROM new, batch_commit(1, '00000000-0000-0000-0000-0000000000bb', \
         (:client_id + 1)::int, :n::bigint, \
         ARRAY[(abs(hashtext(new.id::text)) % 256) * 2 + 1], ARRAY[\
         ROW (2, 'version', 'complaint', new.id, 0, true, 0, 0, 0, NULL)::batch_guard, \
         ROW (0, 'once', NULL, new.id, 0, false, 0, 0, 0, '\\x{receipt}'::bytea)::batch_guard, \
         ROW (1, 'quota', NULL, md5('p' || :client_id)::uuid, 4294967295, false, 0, 86400, \
         1763683200, NULL)::batch_guard], '{{}}', ARRAY[\
         ROW ('complaint', new.id, false, ARRAY['{prefix}' || new.id], 'submitted', '{category}', NULL, \
         NULL, {filed} + :n, {urgency} - :n, {latitude}, {longitude}, false, {reporter}, \
         '{public}'::bytea[], '{staff}'::bytea[], '\\x{body}'::bytea)::batch_put], '{{}}', '{{}}', \
         ARRAY[ROW ('lampu', '{learned}'::bytea[], 1)::batch_learned], \
         ARRAY[ROW (new.id, sha256('\\x{entry}'::bytea), '\\x{entry}'::bytea)::batch_entry]);",
        receipt = text(9)?,
        prefix = &name[..7],
        category = text(0)?,
        filed = row.try_get::<_, i64>(1)?,
        urgency = row.try_get::<_, i64>(2)?,
        latitude = row.try_get::<_, f64>(3)?,
        longitude = row.try_get::<_, f64>(4)?,
        public = text(6)?,
        staff = text(7)?,
        body = text(8)?,
        entry = text(10)?,
    )?;
    Ok(script)
}
