//! Mail in a folder: whole, readable, in order.
#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::{fs, path::Path, sync::Arc};

use aduan::{
    domain::{Channel, Code, Email, Handle, Language, Peer},
    ports::{CodeLetter, Message, Messenger},
    stub::SeededEntropy,
};
use aduan_email::EmailMessenger;

fn open(url: &str) -> EmailMessenger {
    let entropy = Arc::new(SeededEntropy::new(1));
    EmailMessenger::open(url, "Kota Lestari <aduan@lestari.example>", entropy).unwrap()
}

fn mail(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    names.iter().map(|name| fs::read_to_string(name).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_and_notices_become_readable_files() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file:{}", folder.path().join("surat").display());
    let email = open(&url);

    let code = Code::random(&SeededEntropy::new(7));
    let to = Handle::Email(Email::parse("sari@contoh.id").unwrap());
    assert!(email.carries_codes_to(&to));
    let (language, city) = (Language::Indonesian, "Kota Lestari".into());
    email.send_code(&CodeLetter { to, code: code.clone(), language, city }).await.unwrap();
    let text = "*LP-7K3M-9QXT*: warga menjawab\n\n“Di depan SD — sebelah warung ☕”".into();
    let notice = Message {
        text,
        language: Language::Indonesian,
        buttons: vec![],
        list_label: None,
        wanted: None,
    };
    email.send(&Peer::new(Channel::Email, "budi@lestari.example"), &notice).await.unwrap();

    let mail = mail(&folder.path().join("surat"));
    assert_eq!(mail.len(), 2);
    assert!(mail[0].contains("To: sari@contoh.id") && mail[0].contains(&code.reveal()));
    assert!(mail[1].contains("Subject: LP-7K3M-9QXT: warga menjawab"), "{}", mail[1]);
    assert!(mail[1].contains("sebelah warung ☕"), "{}", mail[1]);
    assert!(mail.iter().all(|mail| mail.contains("Auto-Submitted: auto-generated")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_at_once_lose_none() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file:{}", folder.path().display());
    let email = Arc::new(open(&url));
    let all: Vec<_> = (0..100)
        .map(|n| {
            let email = Arc::clone(&email);
            tokio::spawn(async move {
                let text = format!("nomor {n}.").into();
                let notice = Message {
                    text,
                    language: Language::Indonesian,
                    buttons: vec![],
                    list_label: None,
                    wanted: None,
                };
                email.send(&Peer::new(Channel::Email, "budi@lestari.example"), &notice).await
            })
        })
        .collect();
    for one in all {
        one.await.unwrap().unwrap();
    }
    let mail = mail(folder.path());
    assert_eq!(mail.len(), 100);
    for n in 0..100 {
        let text = format!("\r\nnomor {n}.");
        assert_eq!(mail.iter().filter(|mail| mail.contains(&text)).count(), 1);
    }
}
