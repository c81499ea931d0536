//! How a store is opened: migrations, cities, the clock, and TLS.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

mod common;

use std::sync::Arc;

use aduan::{
    batch::Committed,
    facts::Want,
    ports::{Clock as _, Storage},
};
use aduan_postgres::{ConnectError, Options, PostgresStorage};
use chrono::TimeDelta;
use futures::future::join_all;

use test_postgres::{Server, as_postgres, free_port, programs, temporary_folder};

use self::common::{
    Clients as _, Database, RUNTIME,
    batches::{officer, once, record},
    city,
};

#[test]
fn of_many_who_start_at_once_one_migrates() {
    let database = Arc::new(Database::empty());
    RUNTIME.block_on(async {
        let opening = (0..8).map(|_| {
            let database = Arc::clone(&database);
            tokio::spawn(async move {
                let options = Options { connections: 1, ..Options::default() };
                drop(database.open(&city(), options).await);
            })
        });
        join_all(opening).await.into_iter().for_each(|opened| opened.unwrap());
        let client = database.client().await;
        let versions = client.query("SELECT version FROM schema_version", &[]).await.unwrap();
        let cities = client.query("SELECT city FROM city", &[]).await.unwrap();
        assert_eq!((versions.len(), cities.len()), (5, 1));
    });
}

#[test]
fn a_newer_schema_is_refused() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let client = database.client().await;
        client.batch_execute("INSERT INTO schema_version VALUES (99)").await.unwrap();
        let error = PostgresStorage::connect(&database.url(), &city(), Options::default()).await;
        match error.unwrap_err() {
            ConnectError::Newer { found: 99, known: 5 } => {}
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn a_migration_that_was_interrupted_goes_on() {
    let database = Database::empty();
    RUNTIME.block_on(async {
        let client = database.server.client(&database.name).await;
        // What is there after the first step and a crash.
        client
            .batch_execute(concat!(
                "CREATE SCHEMA aduan; SET search_path = aduan; ",
                "CREATE TABLE schema_version (version int PRIMARY KEY); ",
                "INSERT INTO schema_version VALUES (1);",
                include_str!("../migrations/0001_first.sql")
            ))
            .await
            .unwrap();
        let storage = database.store().await;
        assert_eq!(storage.commit(once(1)).await.unwrap(), Committed::Applied);
    });
}

#[test]
fn a_user_with_few_rights_is_enough_once_the_tables_are_there() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let client = database.client().await;
        let role = format!("role_{}", database.name);
        client
            .batch_execute(&format!(
                "CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA aduan TO {role}; \
                 GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA aduan TO {role}; \
                 GRANT USAGE ON ALL SEQUENCES IN SCHEMA aduan TO {role}; \
                 REVOKE INSERT, UPDATE, DELETE ON schema_version FROM {role}"
            ))
            .await
            .unwrap();
        let url = database.url().replace("postgres@", &format!("{role}@"));
        let storage = PostgresStorage::connect(&url, &city(), Options::default()).await.unwrap();
        let mut batch = once(1);
        batch.put(record(officer(1), "here"), 0);
        assert_eq!(storage.commit(batch).await.unwrap(), Committed::Applied);
        storage.upkeep(storage.clock().now()).await.unwrap();
        drop(storage);
        client.batch_execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}")).await.unwrap();
    });
}

#[test]
fn schemas_are_apart() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let one = database.store().await;
        let options = Options { schema: "another".into(), ..Options::default() };
        let other = database.open(&city(), options).await;
        assert_eq!(one.commit(once(1)).await.unwrap(), Committed::Applied);
        assert_eq!(other.commit(once(1)).await.unwrap(), Committed::Applied);
    });
}

#[test]
fn the_clock_is_that_of_the_database() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let storage = database.store().await;
        let clock = storage.clock();
        let client = database.client().await;
        let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
        for _ in 0..3 {
            let there: i64 = client.query_one(sql, &[]).await.unwrap().get(0);
            let apart = clock.now() - chrono::DateTime::from_timestamp_micros(there).unwrap();
            assert!(apart.abs() < TimeDelta::milliseconds(50), "{apart}");
            let before = clock.now();
            storage.upkeep(before).await.unwrap();
            assert!(clock.now() >= before);
        }
    });
}

/// A server with a certificate for `localhost`, signed by an authority of its own, as in the guide.
fn with_certificates() -> Server {
    let folder = temporary_folder();
    let steps = r#"cd "$1" &&
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem &&
        openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr &&
        printf 'subjectAltName=DNS:localhost' > names &&
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem &&
        chmod 755 . && chmod 644 ca.pem && chmod 600 server.key &&
        "$2/initdb" -A trust -U postgres --locale=C -E UTF8 --no-sync -D data"#;
    let made = as_postgres("sh")
        .args(["-c", steps, "sh", folder.to_str().unwrap(), programs().to_str().unwrap()])
        .current_dir("/")
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let at = folder.display();
    let settings = format!(
        "-c ssl=on -c ssl_cert_file={at}/server.pem -c ssl_key_file={at}/server.key -c fsync=off"
    );
    Server::keep(folder, &settings)
}

#[test]
fn a_server_is_trusted_as_far_as_the_url_says() {
    let server = with_certificates();
    let ca = server.folder.join("ca.pem").display().to_string().replace('/', "%2F");
    let other_ca = server.folder.join("server.pem").display().to_string().replace('/', "%2F");
    RUNTIME.block_on(async {
        let open = async |host: &str, query: &str| {
            let url = format!("postgres://postgres@{host}:{}/postgres?{query}", server.port);
            let options = Options { connections: 1, ..Options::default() };
            PostgresStorage::connect(&url, &city(), options).await
        };
        for query in [
            "sslmode=require".to_owned(),
            format!("sslmode=verify-full&sslrootcert={ca}"),
            format!("sslmode=verify-ca&sslrootcert={ca}"),
            "sslmode=disable".to_owned(),
            String::new(),
        ] {
            let storage =
                open("localhost", &query).await.unwrap_or_else(|e| panic!("{query}: {e:?}"));
            drop(storage.load(&[Want::Record(officer(1))]).await.unwrap());
        }
        // The certificate does not name the address, nor is it signed by itself.
        assert!(open("127.0.0.1", &format!("sslmode=verify-ca&sslrootcert={ca}")).await.is_ok());
        for (host, query) in [
            ("127.0.0.1", format!("sslmode=verify-full&sslrootcert={ca}")),
            ("localhost", format!("sslmode=verify-full&sslrootcert={other_ca}")),
            ("localhost", format!("sslmode=require&sslrootcert={other_ca}")),
            ("localhost", "sslmode=verify-full".to_owned()),
            ("localhost", "sslrootcert=system".to_owned()),
            ("localhost", "sslmode=verify-full&sslrootcert=%2Fnowhere".to_owned()),
        ] {
            let error = open(host, &query).await.unwrap_err();
            let expected = matches!(error, ConnectError::Unreachable(_) | ConnectError::Tls(_));
            assert!(expected, "{host} {query}: {error:?}");
        }
        // What is not encrypted is not spoken to if the URL asks for it.
        let plain = common::server().url("postgres").replace("disable", "require");
        let error =
            PostgresStorage::connect(&plain, &city(), Options::default()).await.unwrap_err();
        assert!(matches!(error, ConnectError::Unreachable(_)), "{error:?}");
    });
}

#[test]
fn what_is_wrong_is_named() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let open = async |url: &str| {
            PostgresStorage::connect(url, &city(), Options::default()).await.unwrap_err()
        };
        assert!(matches!(open("mysql://a").await, ConnectError::Url(_)));
        let nowhere = format!("postgres://postgres@127.0.0.1:{}/a", free_port());
        assert!(matches!(open(&nowhere).await, ConnectError::Unreachable(_)));
        let missing = database.server.url("nobody_made_this");
        assert!(matches!(open(&missing).await, ConnectError::Refused(_)));
    });
}
