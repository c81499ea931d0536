//! `aduan serve` is killed again and again while a story is told, in which citizens talk to the bot
//! and officers fill in forms, and while others report. Whatever was acknowledged is there, once, and
//! everybody comes to the end of what she was doing.
//!
//! `ADUAN_DEATHS=100 cargo test -p aduan-server --test kill -- --nocapture` is the long night of it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod citizen;
mod city;
mod officer;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use aduan::{
    domain::TrackingNumber, ports::Entropy as _, stub::SeededEntropy, system::SystemClock,
};
use crash::{Acknowledged, inspect};

use self::{
    citizen::Citizen,
    city::City,
    officer::{Officer, story},
};

/// How often it dies on an ordinary day.
const DEATHS: usize = 4;
/// How many report at once, beside those of the story.
const REPORTERS: usize = 3;

/// What goes on, as long as it does.
struct Night<'c> {
    city: &'c City,
    over: AtomicBool,
    people: AtomicUsize,
}

/// What came of it.
#[derive(Default)]
struct Told {
    filed: Vec<TrackingNumber>,
    wrong: Vec<String>,
    /// How many lines of the bot stand on a page twice.
    doubled: usize,
}

impl Night<'_> {
    fn somebody(&self) -> Citizen<'_> {
        Citizen::enter(self.city, self.people.fetch_add(1, Ordering::Relaxed))
    }

    /// Does it again and again, at least once, until it is over.
    fn on(&self, mut once: impl FnMut(&mut Told)) -> Told {
        let mut told = Told::default();
        loop {
            once(&mut told);
            if self.over.load(Ordering::Relaxed) {
                return told;
            }
        }
    }

    /// People who report something, some with a photo, each once.
    fn reports(&self) -> Told {
        self.on(|told| {
            let mut her = self.somebody();
            // Something else than the lamp, or the neighbour would be offered it as well.
            her.begins("Jalan berlubang di depan pasar", "Jalan & jembatan");
            her.says("depan pasar, Jalan Melati");
            told.filed.push(her.sends(told.filed.len() % 2 == 0));
            told.wrong.extend(her.is_wrong());
            told.doubled += her.doubled(None);
        })
    }

    /// Sari's lamp, from the report to the rating.
    fn stories(&self, dewi: &Officer<'_>, joko: &Officer<'_>) -> Told {
        // Somewhere else each time, or she would be offered what she reported before.
        let mut latitude = -6.9;
        self.on(|told| {
            latitude -= 0.05;
            let mut sari = self.somebody();
            sari.begins("Lampu jalan depan SD 3 mati sejak kemarin, gelap sekali", "Lampu jalan");
            sari.is_at(latitude, 107.61);
            let number = sari.sends(true);
            told.filed.push(number.clone());

            let mut budi = self.somebody();
            budi.begins("Lampu penerangan jalan di SD 3 mati, tolong diperbaiki", "Lampu jalan");
            budi.is_at(latitude - 0.0001, 107.6101);
            assert!(
                budi.hears("masalah yang sama").contains(number.as_str()),
                "he is offered hers"
            );
            budi.chooses("Ya, dukung");
            budi.hears("Lanjut mendukung");
            budi.chooses("Ya, lanjut");
            budi.hears("dicatat");

            assert!(dewi.finds(&number, "unassigned"));
            dewi.does(&number, "take", &[], "took it over");
            dewi.does(&number, "ask", &[("words", "Tiang nomor berapa?")], "asked the reporter");
            sari.hears("Tiang nomor berapa?");
            sari.says("Tiang nomor 14");
            sari.hears("Apakah pesan Anda tadi jawabannya?");
            sari.chooses("Ya, itu jawabannya");
            sari.hears("diteruskan ke petugas");
            let there = [("to", "pekerjaan-umum"), ("words", "Itu tiang mereka")];
            dewi.does(&number, "transfer", &there, "passed it on");
            sari.hears("Itu tiang mereka");

            joko.does(&number, "take", &[], "You took it over");
            let mended = [("words", "Lampu sudah diganti")];
            joko.does(&number, "resolve", &mended, "said that it is mended");
            sari.hears("Lampu sudah diganti");
            sari.chooses("Sudah beres");
            sari.hears("kami tutup");
            sari.chooses("5 – Sangat puas");
            sari.hears("5 dari 5");

            let page = joko.reads(&number).unwrap();
            for once in [
                "asked the reporter",
                "The reporter answered",
                "passed it on",
                "said that it is mended",
                "confirmed that it is mended",
                "rated the handling: 5 of 5",
            ] {
                let times = story(&page).matches(once).count();
                if times != 1 {
                    told.wrong.push(format!("{number}: {once}, {times} times"));
                }
            }
            if !page.contains("One person") {
                told.wrong.push(format!("{number} has lost its supporter"));
            }
            told.wrong.extend(sari.is_wrong());
            // Two departments have taken it over.
            told.doubled += sari.doubled(Some("Diproses"));
            told.wrong.extend(budi.is_wrong());
            told.doubled += budi.doubled(None);
        })
    }
}

#[tokio::test]
async fn whatever_was_acknowledged_is_there_and_everybody_goes_on() {
    let deaths = std::env::var_os("ADUAN_DEATHS")
        .map_or(DEATHS, |deaths| deaths.to_str().unwrap().parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (city, mut life) = City::found(folder.path(), &[], Arc::new(SystemClock));
    let dewi = Officer::join(&city, "Dewi", "perhubungan");
    let joko = Officer::join(&city, "Joko", "pekerjaan-umum");
    let night = Night { city: &city, over: false.into(), people: 0.into() };
    let told = thread::scope(|people| {
        let night = &night;
        let mut all = vec![people.spawn(|| night.stories(&dewi, &joko))];
        all.extend((0..REPORTERS).map(|_| people.spawn(|| night.reports())));
        let chance = SeededEntropy::new(77);
        for _ in 0..deaths {
            let mut byte = [0];
            chance.fill(&mut byte);
            // The moment of a death is the one thing here that has to be left to the real time.
            thread::sleep(Duration::from_millis(8 * u64::from(byte[0])));
            life.kill();
            life = city.live();
        }
        night.over.store(true, Ordering::Relaxed);
        all.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    life.end();
    let stories = told[0].filed.len();
    let (mut acknowledged, mut wrong, mut doubled) = (Acknowledged::default(), Vec::new(), 0);
    for one in told {
        doubled += one.doubled;
        one.filed.into_iter().for_each(|number| acknowledged.file(number));
        wrong.extend(one.wrong);
    }
    // Whoever talks has waited for every answer, so nothing may be owed any more.
    wrong.extend(inspect(folder.path(), &acknowledged, 0).await);
    assert_eq!(wrong, Vec::<String>::new());
    // Each line of the bot stands on a page once, whenever the server died.
    assert_eq!(doubled, 0, "replies that stand there twice");
    println!("{deaths} deaths, {stories} stories, {} reports", acknowledged.len());
}
