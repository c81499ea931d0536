//! Whole talks, played over every storage.
#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "these are tests that live in a library: to panic is how they speak"
)]

use std::{
    fs,
    io::Write,
    path::Path,
    sync::{Arc, Mutex},
};

use aduan::{
    Desk,
    authority::Actor,
    domain::{Catalogue, City, Language},
    ports::{Entropy, Storage},
    seal::KeyRing,
    stub::{SeededEntropy, StoppedClock},
};
use aduan_email::{EmailMessenger, MailUrl, newest_code};
use aduan_gateway::{Gateway, Settings};
use aduan_webchat::terminal::{Look, Script, Stage, Terminal};

/// The city of the stories.
pub fn city() -> City {
    City::new("lestari", "Kota Lestari", "LP").unwrap()
}

/// Its departments and categories: those every Indonesian city begins with.
pub fn catalogue() -> Catalogue {
    toml::from_str(include_str!("../../../lib/catalogue/indonesia.toml")).unwrap()
}

/// Plays a story and compares it with the transcript that is kept under its name; with
/// `UPDATE_TRANSCRIPTS` set, keeps it instead.
pub async fn tell(name: &str, storage: Arc<dyn Storage>, script: &str, language: Language) {
    let mail = tempfile::tempdir().unwrap();
    let told = settled(&play(storage, catalogue(), script, language, mail.path()).await);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("transcripts/{name}.{}.txt", language.code()));
    if std::env::var_os("UPDATE_TRANSCRIPTS").is_some() {
        fs::write(&kept, &told).unwrap();
    }
    assert_eq!(told, fs::read_to_string(&kept).unwrap(), "{}", kept.display());
}

/// Plays a script over a storage and returns the transcript. Mail goes into `mail`.
pub async fn play(
    storage: Arc<dyn Storage>,
    catalogue: Catalogue,
    script: &str,
    language: Language,
    mail: &Path,
) -> String {
    let clock = Arc::new(StoppedClock::at("2026-11-21T02:10:00Z"));
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(7));
    let keys = KeyRing::generate(&*entropy);
    let desk = Desk::new(storage, Arc::clone(&clock) as _, Arc::clone(&entropy), keys, city());
    desk.set_catalogue(&Actor::System, catalogue).await.unwrap();

    let paper = Paper::default();
    let look = Look { names: true, ..Look::default() };
    let terminal = Arc::new(Terminal::new(paper.clone(), look));
    let post = EmailMessenger::to(
        &MailUrl::Folder(mail.to_owned()),
        "Kota Lestari <aduan@lestari.example>",
        entropy,
    );
    let channels = vec![Arc::clone(&terminal) as _, Arc::new(post.unwrap()) as _];
    let settings = Settings { language, ..Settings::default() };
    let gateway = Gateway::new(desk, channels, settings);
    let code = || newest_code(mail).map(|code| code.reveal());
    let stage = Stage {
        gateway: &gateway,
        terminal: &terminal,
        clock: &clock,
        language: Some(language),
        code: &code,
    };
    script.parse::<Script>().unwrap().play(&stage).await.unwrap();
    paper.read()
}

/// What was drawn by chance, made the same in every run: the first number becomes `LP-1`, the
/// second `LP-2`, and a code `KODE`.
pub fn settled(transcript: &str) -> String {
    let mut numbers: Vec<String> = Vec::new();
    let mut out = String::new();
    for (at, line) in transcript.lines().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut rest = line;
        while let Some(start) = rest.find("LP-") {
            let end = start + "LP-7K3M-9QXT".len();
            let Some(number) = rest.get(start..end) else { break };
            let known = numbers.iter().position(|known| known == number).unwrap_or_else(|| {
                numbers.push(number.to_owned());
                numbers.len() - 1
            });
            let number = (known + 1).to_string();
            out.extend([&rest[..start], "LP-", &number]);
            rest = &rest[end..];
        }
        match rest.rsplit_once(": ") {
            Some((who, code)) if code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()) => {
                out.extend([who, ": KODE"]);
            }
            _ => out.push_str(rest),
        }
    }
    out.push('\n');
    out
}

/// Something to write on that can be read afterwards.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    fn read(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
