//! The question: asked on a Saturday, answered on a Monday, ended by the staff; both sides of it, in
//! Indonesian and in English.

use std::sync::Arc;

use aduan::{domain::Language, memory::MemoryStorage, ports::Storage};
use aduan_sqlite::SqliteStorage;
use stories::{city, tell};

async fn question(storage: Arc<dyn Storage>, language: Language) {
    let script = match language {
        Language::Indonesian => include_str!("../scripts/question.id.txt"),
        Language::English => include_str!("../scripts/question.en.txt"),
    };
    tell("question", storage, script, language).await;
}

#[tokio::test]
async fn in_memory() {
    for language in Language::ALL {
        question(Arc::new(MemoryStorage::new(&city().jurisdiction)), language).await;
    }
}

#[tokio::test]
async fn on_sqlite() {
    for language in Language::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aduan.db");
        question(Arc::new(SqliteStorage::open(&path, &city().jurisdiction).unwrap()), language)
            .await;
    }
}
