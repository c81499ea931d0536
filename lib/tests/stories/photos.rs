use std::{collections::BTreeMap, sync::Arc};

use aduan::{
    DeskError,
    authority::Actor,
    batch::{Batch, Committed, Guard, Write},
    book,
    domain::*,
    facts::Want,
    jobs::{FetchPhotos, Hitch, Job, Step},
    owed::{Letter, News, Owed},
    query::{Item, Query, Select},
    queue::{Queue, Waiting},
    record::{Key, Name},
    refusal::Refusal,
    seal::{Sealed, SealedBlobs},
    stub::MemoryBlobs,
    sweep::sweep,
    verbs::*,
};
use chrono::TimeDelta;
use futures::executor::block_on;

use super::town::{Town, note};

/// A channel, from which photos come or not, and where they are kept.
struct Album {
    town: Town,
    blobs: SealedBlobs,
    comes: BTreeMap<&'static str, Result<(), Hitch>>,
}

const LATER: Result<(), Hitch> = Err(Hitch::Later(None));

impl Album {
    fn new() -> Self {
        let town = Town::new();
        let store = MemoryBlobs::new(Arc::clone(&town.clock) as _);
        let blobs = town.desk.blobs_in(Arc::new(store));
        Self { town, blobs, comes: BTreeMap::new() }
    }

    /// Files with these photos.
    fn files(&self, who: &Actor, photos: &[&str]) -> Receipt {
        let photos = photos.iter().map(|source| Box::from(*source)).collect();
        self.town.does(who, &File { photos, ..self.town.draft("Lampu mati", Preset::Public) })
    }

    /// Brings a photo, or does not.
    async fn brings(&self, source: Box<str>) -> Result<Picture, Hitch> {
        self.comes.get(&*source).copied().unwrap_or(Ok(()))?;
        let [blob, thumbnail] = [
            self.blobs.put(source.as_bytes()).await.unwrap(),
            self.blobs.put(b"small").await.unwrap(),
        ];
        Ok(Picture { blob, thumbnail, width: 4, height: 3, bytes: 9 })
    }

    fn step(&self, job: &FetchPhotos) -> Step {
        let bring = async |source| Ok::<_, DeskError>(self.brings(source).await);
        block_on(job.step(&self.town.desk, bring)).unwrap()
    }

    /// The jobs that fetch photos.
    fn jobs(&self) -> Vec<(Waiting, FetchPhotos)> {
        let room = self.town.desk.room();
        let fetching = |item| match item {
            Item::Waiting(waiting) => match room.open_queued(&waiting.row).unwrap() {
                Job::FetchPhotos(job) => Some((waiting, job)),
                _ => None,
            },
            _ => panic!("a row"),
        };
        self.waiting(Queue::Jobs).into_iter().filter_map(fetching).collect()
    }

    /// Works off what is due of them, and says how many pieces that were.
    fn works(&self) -> usize {
        let desk = &self.town.desk;
        let mut pieces = 0;
        while let Some((waiting, job)) =
            self.jobs().into_iter().find(|(waiting, _)| waiting.row.due <= desk.now())
        {
            let step = self.step(&job);
            let mut batch = step.batch;
            batch.guard(Guard::Version(Key::Queued(waiting.row.id), waiting.version));
            batch.write(Write::Finish(waiting.row.id));
            if let Some((job, due)) = step.next {
                batch.write(Write::Enqueue(job.row(due, &desk.room())));
            }
            assert_eq!(block_on(desk.commit(batch)).unwrap(), Committed::Applied);
            pieces += 1;
        }
        pieces
    }

    /// Works, and turns the clock to the next piece, until no job is left.
    fn settles(&self) {
        while !self.jobs().is_empty() {
            self.works();
            self.town.later(TimeDelta::minutes(1));
        }
    }

    fn waiting(&self, queue: Queue) -> Vec<Item> {
        let query = Query::new(Select::Waiting(queue), 99);
        block_on(self.town.desk.storage().list(&query)).unwrap().items
    }

    /// What the reporter was told of photos.
    fn told(&self) -> Vec<(u32, bool)> {
        let room = self.town.desk.room();
        let told = self.waiting(Queue::Outbox).into_iter().filter_map(|item| {
            let Item::Waiting(waiting) = item else { panic!("a row") };
            match room.open_queued::<Owed>(&waiting.row).unwrap().letter {
                Letter::Notice(notice) => match notice.news {
                    News::PhotosLost { count, foreign } => Some((count, foreign)),
                    _ => None,
                },
                Letter::Account(_) | Letter::Reply(_) => None,
            }
        });
        told.collect()
    }

    fn complaint(&self, id: ComplaintId) -> Complaint {
        let wants = [Want::Record(Key::Complaint(id))];
        let facts = block_on(self.town.desk.storage().load(&wants)).unwrap();
        book::complaint_at(&facts, id).unwrap().value
    }

    /// Sweeps, and says how many blobs are left.
    fn sweeps(&self) -> usize {
        let mut after = None;
        loop {
            let swept = block_on(sweep(&self.town.desk, &self.blobs, after)).unwrap();
            after = swept.next;
            if after.is_none() {
                return block_on(self.blobs.store().list(None, 1000)).unwrap().len();
            }
        }
    }
}

fn losses(complaint: &Complaint) -> Vec<Loss> {
    let why = |photo: &Photo| match photo.state {
        PhotoState::Lost { why } => Some(why),
        _ => None,
    };
    complaint.photos.iter().filter_map(why).collect()
}

#[test]
fn photos_come_one_by_one_and_each_finds_its_complaint() {
    let album = Album::new();
    let sari = album.town.logs_in("sari");
    let id = album.files(&sari, &["telegram:1", "telegram:2", "telegram:3"]).id;
    assert_eq!(album.complaint(id).photos.iter().filter_map(Photo::source).count(), 3);

    assert_eq!(album.works(), 3);
    let pictures: Vec<Picture> =
        album.complaint(id).photos.iter().map(|photo| *photo.picture().unwrap()).collect();
    assert_eq!(pictures.len(), 3);
    let bytes = block_on(album.blobs.get(pictures[1].blob)).unwrap();
    assert_eq!(bytes.as_deref(), Some(b"telegram:2".as_slice()));
    for picture in pictures {
        for blob in [picture.blob, picture.thumbnail] {
            let want = [Want::Named(Name::Blob(blob))];
            let facts = block_on(album.town.desk.storage().load(&want)).unwrap();
            assert_eq!(facts.named(&Name::Blob(blob)).unwrap().value.key, Key::Complaint(id));
        }
    }
    assert_eq!(album.told(), []);
}

#[test]
fn one_that_comes_later_is_waited_for_and_nobody_hears_of_it() {
    let mut album = Album::new();
    let sari = album.town.logs_in("sari");
    album.comes.insert("telegram:2", LATER);
    let id = album.files(&sari, &["telegram:1", "telegram:2", "telegram:3"]).id;
    album.works();
    assert_eq!(album.complaint(id).photos.iter().filter_map(Photo::picture).count(), 2);

    album.comes.clear();
    assert_eq!(album.works(), 0, "not before its time");
    album.town.later(TimeDelta::seconds(4));
    assert_eq!(album.works(), 1);
    assert!(album.complaint(id).photos.iter().all(|photo| photo.picture().is_some()));
    album.settles();
    assert_eq!(album.told(), []);
}

#[test]
fn a_channel_that_asks_to_wait_is_left_alone_for_that_long() {
    let mut album = Album::new();
    let sari = album.town.logs_in("sari");
    album.comes.insert("telegram:1", Err(Hitch::Later(Some(TimeDelta::minutes(2)))));
    album.files(&sari, &["telegram:1"]);
    album.works();
    album.town.later(TimeDelta::seconds(119));
    assert_eq!(album.works(), 0);
    album.town.later(TimeDelta::seconds(1));
    assert_eq!(album.works(), 1);
}

#[test]
fn photos_that_never_come_are_told_once_and_the_report_stands() {
    let mut album = Album::new();
    let sari = album.town.logs_in("sari");
    album.comes.insert("telegram:2", LATER);
    album.comes.insert("telegram:3", Err(Hitch::Never(Loss::Foreign)));
    let receipt = album.files(&sari, &["telegram:1", "telegram:2", "telegram:3"]);
    let begun = album.town.desk.now();
    album.settles();
    let waited = album.town.desk.now() - begun;
    assert!(waited > TimeDelta::minutes(16) && waited < TimeDelta::minutes(30), "{waited}");

    let complaint = album.complaint(receipt.id);
    assert_eq!(losses(&complaint), [Loss::NeverCame, Loss::Foreign]);
    assert_eq!(album.told(), [(2, true)]);
    assert!(album.town.does(&sari, &Track { number: receipt.number }).own);
}

#[test]
fn what_was_taken_back_is_not_fetched_and_what_came_of_it_is_swept() {
    let album = Album::new();
    let sari = album.town.logs_in("sari");
    let kept = album.files(&sari, &["telegram:1"]);
    let undone = album.files(&sari, &["telegram:2"]);
    album.works();
    album.files(&sari, &["telegram:3"]);
    assert_eq!(album.jobs().len(), 1, "that of the third");
    album.town.does(&sari, &Undo { number: undone.number });
    assert_eq!(album.sweeps(), 4, "too young to tell");

    album.town.later(TimeDelta::days(1) + TimeDelta::seconds(1));
    album.works();
    assert_eq!(album.sweeps(), 4, "two of the first, two of the third, none of the second");
    let picture = *album.complaint(kept.id).photos[0].picture().unwrap();
    assert!(block_on(album.blobs.get(picture.blob)).unwrap().is_some());
}

#[test]
fn a_try_that_died_before_its_commit_leaves_bytes_that_are_swept() {
    let album = Album::new();
    let sari = album.town.logs_in("sari");
    let id = album.files(&sari, &["telegram:1"]).id;
    let job = FetchPhotos::of(id);
    let died = album.step(&job);
    assert!(!died.batch.is_empty());
    drop(died);
    album.works();
    assert_eq!(block_on(album.blobs.store().list(None, 9)).unwrap().len(), 4);

    album.town.later(TimeDelta::hours(25));
    assert_eq!(album.sweeps(), 2);
    let picture = *album.complaint(id).photos[0].picture().unwrap();
    assert!(block_on(album.blobs.get(picture.thumbnail)).unwrap().is_some());
}

#[test]
fn many_blobs_are_swept_in_pieces() {
    let album = Album::new();
    for _ in 0..450 {
        block_on(album.blobs.put(b"nobody's")).unwrap();
    }
    album.town.later(TimeDelta::hours(25));
    let first = block_on(sweep(&album.town.desk, &album.blobs, None)).unwrap();
    assert_eq!(first.deleted, 200);
    assert_eq!(album.sweeps(), 0);
}

#[test]
fn photos_can_be_added_while_the_report_is_open_as_many_as_fit() {
    let album = Album::new();
    let (sari, budi) = (album.town.logs_in("sari"), album.town.logs_in("budi"));
    let filed = album.files(&sari, &["telegram:1", "telegram:2"]);
    let add = |photos: usize| AddPhotos {
        number: filed.number.clone(),
        photos: (0..photos).map(|n| format!("telegram:more-{n}").into()).collect(),
    };
    assert_eq!(album.town.refusal(&budi, &add(1)), Refusal::NotFound);
    assert_eq!(album.town.refusal(&Actor::Visitor, &add(1)), Refusal::LogInFirst);

    assert_eq!(album.town.does(&sari, &add(15)), Added { photos: 15, left_out: 0 });
    assert_eq!(album.town.does(&sari, &add(5)), Added { photos: 3, left_out: 2 });
    assert_eq!(album.town.refusal(&sari, &add(1)), Refusal::TooManyPhotos);
    album.settles();
    let complaint = album.complaint(filed.id);
    assert_eq!(complaint.photos.iter().filter_map(Photo::picture).count(), 20);
}

#[test]
fn one_that_was_lost_makes_room_for_another_and_a_closed_report_takes_none() {
    let mut album = Album::new();
    let sari = album.town.logs_in("sari");
    album.comes.insert("telegram:1", Err(Hitch::Never(Loss::Gone)));
    let filed = album.files(&sari, &["telegram:1"]);
    album.settles();
    let add = AddPhotos {
        number: filed.number.clone(),
        photos: vec!["telegram:again".into(); Complaint::PHOTOS_IN_ALL],
    };
    assert_eq!(album.town.does(&sari, &add).left_out, 0);
    album.settles();
    assert_eq!(album.told(), [(1, false)], "the first loss is not told again");

    album.town.later(TimeDelta::hours(2));
    album.town.gets_going(&filed.number);
    let resolve = Resolve { number: filed.number.clone(), remark: note("Diganti"), after: None };
    album.town.does(&album.town.agent, &resolve);
    album.town.does(&sari, &Confirm { number: filed.number });
    let closed = Refusal::NotNow { stage: StageKind::Closed };
    assert_eq!(album.town.refusal(&sari, &add), closed);
}

#[test]
fn nothing_of_a_batch_is_lost_on_a_photo_nobody_knows() {
    let album = Album::new();
    let job = FetchPhotos::of(ComplaintId::random(&*album.town.entropy));
    let step = album.step(&job);
    assert_eq!((step.batch, step.next), (Batch::new(), None));
}

#[test]
fn everybody_sees_the_photos_of_what_is_published_and_officers_those_they_may_read() {
    let mut album = Album::new();
    album.comes.insert("telegram:b", Err(Hitch::Never(Loss::Foreign)));
    let sari = album.town.logs_in("sari");
    let public = album.files(&sari, &["telegram:a", "telegram:b"]).number;
    let private = album.town.draft("Lampu mati", Preset::Private);
    let private = album.town.does(&sari, &private).number;
    album.settles();
    let sees = |actor: &Actor, number: &TrackingNumber, of: &TrackingNumber, nth: usize| {
        let photo = album.town.photos(of)[nth].id;
        let see = SeePhoto { number: number.clone(), photo, size: PhotoSize::Whole };
        block_on(see.find(&album.town.desk, actor)).ok()
    };
    let Town { coordinator, agent, .. } = &album.town;
    assert_eq!(sees(&Actor::Visitor, &public, &public, 0), None, "not yet");
    for number in [&public, &private] {
        album.town.later(TimeDelta::hours(1));
        album.town.gets_going(number);
    }
    let blob = sees(&Actor::Visitor, &public, &public, 0).unwrap();
    assert_eq!(block_on(album.blobs.get(blob)).unwrap().as_deref(), Some(&b"telegram:a"[..]));
    assert_eq!(sees(&Actor::Visitor, &public, &public, 1), None, "it never came");
    assert_eq!(sees(&Actor::Visitor, &public, &private, 0), None, "it is another's");
    for stranger in [&Actor::Visitor, &sari] {
        assert_eq!(sees(stranger, &private, &private, 0), None, "{stranger:?}");
    }
    for officer in [coordinator, agent] {
        assert!(sees(officer, &private, &private, 0).is_some(), "{officer:?}");
    }
    let moved = Transfer {
        number: private.clone(),
        to: super::town::slug("pupr"),
        reason: note("Bukan lampu kami"),
    };
    album.town.does(agent, &moved);
    assert_eq!(sees(agent, &private, &private, 0), None, "her department has it no more");
}

#[test]
fn an_address_that_cannot_be_read_costs_its_photo_and_no_other() {
    let album = Album::new();
    let sari = album.town.logs_in("sari");
    let receipt = album.files(&sari, &["telegram:1", "telegram:2"]);
    let mut complaint = album.complaint(receipt.id);
    complaint.photos[0].state = PhotoState::Waiting { source: Sealed::from_bytes(b"?".as_slice()) };
    let mut batch = Batch::new();
    album.town.desk.room().put_complaint(&mut batch, &complaint, 1).unwrap();
    assert_eq!(block_on(album.town.desk.commit(batch)).unwrap(), Committed::Applied);

    album.settles();
    let complaint = album.complaint(receipt.id);
    assert_eq!(losses(&complaint), [Loss::NeverCame]);
    assert!(complaint.photos[1].picture().is_some());
    assert_eq!(album.told(), [(1, false)]);
}

#[test]
fn whatever_waits_can_be_given_up_and_what_another_job_brought_stays() {
    let mut album = Album::new();
    let sari = album.town.logs_in("sari");
    album.comes.insert("telegram:1", LATER);
    let receipt = album.files(&sari, &["telegram:1", "telegram:2", "telegram:3"]);
    let Some((Job::FetchPhotos(slow), _)) = album.step(&FetchPhotos::of(receipt.id)).next else {
        panic!("two photos are left")
    };
    album.comes.clear();
    let quick = album.step(&FetchPhotos::of(receipt.id));
    assert_eq!(block_on(album.town.desk.commit(quick.batch)).unwrap(), Committed::Applied);

    let given_up = block_on(slow.give_up_all(&album.town.desk)).unwrap();
    assert_eq!(block_on(album.town.desk.commit(given_up)).unwrap(), Committed::Applied);
    let complaint = album.complaint(receipt.id);
    assert!(complaint.photos[0].picture().is_some());
    assert_eq!(losses(&complaint), [Loss::NeverCame; 2]);
    assert_eq!(album.told(), [(2, false)]);
    let again = block_on(slow.give_up_all(&album.town.desk)).unwrap();
    assert!(again.is_empty(), "told once");
}
