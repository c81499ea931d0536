//! Photos, through the real conversation: from an album in a chat to bytes that nobody can read.

use std::sync::Arc;

use aduan::{
    book,
    domain::{Channel, Complaint, Handle, Peer, Photo},
    ports::{BlobStore, CodeLetter, DeliveryError, FetchError, Message, Messenger},
    query::{Filter, Item, Order, Query, Select},
    queue::Queue,
    stub::{MemoryBlobs, RecordingMessenger},
};
use async_trait::async_trait;
use chrono::TimeDelta;
use image::{ImageFormat, RgbImage};

use super::stage::Stage;
use crate::{Gateway, Heard, Received, Settings};

const LAMP: &str = "lampu jalan depan SD 3 mati dari kemarin";

/// A stage with the real conversation, whose gateway keeps photos.
struct Studio {
    stage: Stage,
    blobs: Arc<MemoryBlobs>,
    gateway: Gateway,
}

fn jpeg() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    RgbImage::from_pixel(40, 30, image::Rgb([200, 90, 10]))
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

impl Studio {
    /// Sari has agreed, and the channel has the photos `photo-0` to `photo-9`.
    async fn new() -> Self {
        let stage = Stage::new().await;
        for n in 0..10 {
            stage.telegram.keep(&format!("photo-{n}"), &jpeg());
        }
        let blobs = Arc::new(MemoryBlobs::new(Arc::clone(&stage.clock) as _));
        let desk = stage.gateway.desk().clone();
        let gateway =
            Gateway::new(desk, vec![Arc::clone(&stage.telegram) as _], Settings::default())
                .keeping_photos_in(Arc::clone(&blobs) as _);
        let studio = Self { stage, blobs, gateway };
        studio.says("halo").await;
        studio.says("setuju").await;
        studio
    }

    async fn hears(&self, id: &str, heard: Heard) -> Received {
        let inbound = self.stage.inbound("sari", id, heard);
        self.gateway.receive(&[inbound]).await.unwrap()[0]
    }

    /// She says something and waits for the answer.
    async fn says(&self, text: &str) -> String {
        let id = format!("{text} {}", self.gateway.desk().now());
        self.hears(&id, Heard::Said { text: text.into() }).await;
        self.passes(TimeDelta::seconds(1)).await;
        self.told().pop().unwrap()
    }

    /// A photo of an album; the caption stands on the first.
    async fn sends(&self, n: usize) -> Received {
        let caption = (n == 0).then(|| LAMP.into());
        let source = format!("photo-{n}").into();
        let settle_after = TimeDelta::seconds(2);
        self.hears(&format!("album-{n}"), Heard::SentMedia { source, caption, settle_after }).await
    }

    /// Time passes, and everything that is due is done.
    async fn passes(&self, time: TimeDelta) {
        self.gateway.settle().await.unwrap();
        self.stage.clock.advance(time);
        self.gateway.settle().await.unwrap();
    }

    /// Answers what is asked until the report is sent.
    async fn finishes(&self) -> String {
        for answer in ["1", "lewati", "1"] {
            self.says(answer).await;
        }
        self.says("kirim").await
    }

    fn told(&self) -> Vec<String> {
        self.stage.told("sari")
    }

    async fn complaints(&self) -> Vec<Complaint> {
        let all = Select::Complaints(Filter::default(), Order::Newest);
        let page = self.stage.storage.list(&Query::new(all, 9)).await.unwrap();
        let complaint = |item| match item {
            Item::Complaint(row, _) => book::complaint(&row).unwrap().value,
            _ => panic!("a complaint"),
        };
        page.items.into_iter().map(complaint).collect()
    }

    /// Looks at every photo that is said to be kept, and counts them.
    async fn kept(&self) -> usize {
        let blobs = self.gateway.desk().blobs_in(Arc::clone(&self.blobs) as _);
        let mut kept = 0;
        for complaint in self.complaints().await {
            for picture in complaint.photos.iter().filter_map(Photo::picture) {
                for id in [picture.blob, picture.thumbnail] {
                    let bytes = blobs.get(id).await.unwrap().expect("bytes before their row");
                    assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::Jpeg);
                    let sealed = self.blobs.get(id).await.unwrap().unwrap();
                    assert!(image::guess_format(&sealed).is_err(), "anybody can look at it");
                }
                kept += 1;
            }
        }
        kept
    }

    /// How many blobs there are.
    async fn blobs(&self) -> usize {
        self.blobs.list(None, 1000).await.unwrap().len()
    }
}

#[tokio::test]
async fn an_album_of_ten_in_one_second_gets_one_answer_and_is_one_complaint() {
    let studio = Studio::new().await;
    let before = studio.told().len();
    // Out of order, and some of them twice, as a channel may deliver them.
    for (at, n) in [4, 0, 7, 7, 1, 9, 2, 0, 3, 8, 5, 4, 6].into_iter().enumerate() {
        let again = [3, 7, 11].contains(&at);
        let expected = if again { Received::Again } else { Received::New };
        assert_eq!(studio.sends(n).await, expected);
        if at % 3 == 0 {
            studio.gateway.settle().await.unwrap();
        }
        studio.stage.clock.advance(TimeDelta::milliseconds(75));
    }
    assert_eq!(studio.told().len(), before, "not before it is quiet");
    studio.passes(TimeDelta::seconds(2)).await;
    let told = studio.told();
    assert_eq!(told.len(), before + 1);
    assert!(told[before].contains("10 foto"), "{}", told[before]);

    studio.finishes().await;
    let complaints = studio.complaints().await;
    assert_eq!(complaints.len(), 1);
    assert_eq!(complaints[0].photos.len(), 10);
    assert_eq!(studio.kept().await, 10);
    assert_eq!(studio.blobs().await, 20);
    // The album, the place, who may see it, the summary, the receipt: five.
    assert_eq!(studio.told().len(), before + 5);
}

#[tokio::test]
async fn photos_sent_later_with_the_number_under_them_are_added_to_that_report() {
    let studio = Studio::new().await;
    studio.sends(0).await;
    studio.passes(TimeDelta::seconds(2)).await;
    studio.finishes().await;
    let number = studio.complaints().await[0].number.to_string();
    let before = studio.told().len();
    for n in 1..4 {
        let photo = Heard::SentMedia {
            source: format!("photo-{n}").into(),
            caption: (n == 2).then(|| format!("tambah foto {number}").into()),
            settle_after: TimeDelta::seconds(2),
        };
        studio.hears(&format!("later-{n}"), photo).await;
    }
    studio.passes(TimeDelta::seconds(2)).await;
    let told = studio.told();
    assert_eq!(told.len(), before + 1);
    assert!(told[before].contains("3 foto ditambahkan"), "{}", told[before]);
    assert_eq!((studio.complaints().await.len(), studio.kept().await), (1, 4));
}

#[tokio::test]
async fn photos_that_never_arrive_are_told_once_and_the_complaint_is_filed() {
    let studio = Studio::new().await;
    studio.stage.telegram.keep("photo-2", b"<html>404</html>");
    studio.sends(0).await;
    studio.sends(2).await;
    let lost = Heard::SentMedia {
        source: "photo-lost".into(),
        caption: None,
        settle_after: TimeDelta::seconds(2),
    };
    studio.hears("lost", lost).await;
    studio.passes(TimeDelta::seconds(2)).await;
    studio.finishes().await;
    studio.passes(TimeDelta::hours(1)).await;
    let told = studio.told();
    let of_photos: Vec<_> =
        told.iter().filter(|text| text.contains("tidak bisa kami terima")).collect();
    assert_eq!(of_photos.len(), 1, "{told:?}");
    assert!(of_photos[0].contains("📷 2 foto"), "{}", of_photos[0]);
    assert_eq!(studio.kept().await, 1);
    studio.passes(TimeDelta::days(2)).await;
    assert_eq!(studio.told().len(), told.len());
}

/// A channel whose photos are the end of whoever asks for them.
#[derive(Debug)]
struct Cursed(Arc<RecordingMessenger>);

#[async_trait]
impl Messenger for Cursed {
    fn channel(&self) -> Channel {
        self.0.channel()
    }
    async fn send(&self, to: &Peer, message: &Message) -> Result<(), DeliveryError> {
        self.0.send(to, message).await
    }
    fn carries_codes_to(&self, handle: &Handle) -> bool {
        self.0.carries_codes_to(handle)
    }
    async fn send_code(&self, letter: &CodeLetter) -> Result<(), DeliveryError> {
        self.0.send_code(letter).await
    }
    async fn fetch(&self, _: &str, _: u64) -> Result<Box<[u8]>, FetchError> {
        panic!("a curse")
    }
}

#[tokio::test]
async fn photos_that_poison_their_job_are_given_up_and_told_once() {
    let mut studio = Studio::new().await;
    let desk = studio.gateway.desk().clone();
    let cursed = Arc::new(Cursed(Arc::clone(&studio.stage.telegram)));
    studio.gateway = Gateway::new(desk, vec![cursed], Settings::default())
        .keeping_photos_in(Arc::clone(&studio.blobs) as _);
    studio.sends(0).await;
    studio.sends(1).await;
    studio.passes(TimeDelta::seconds(2)).await;
    studio.finishes().await;
    for _ in 0..20 {
        studio.passes(TimeDelta::minutes(1)).await;
    }
    let complaints = studio.complaints().await;
    assert_eq!(complaints.len(), 1, "the report stands");
    assert!(complaints[0].photos.iter().all(|photo| !photo.counts()), "none of them waits");
    let told = studio.told();
    let of_photos: Vec<_> = told.iter().filter(|text| text.contains("📷 2 foto")).collect();
    assert_eq!(of_photos.len(), 2, "that they came in, and that they were lost: {told:?}");
    let figures = studio.stage.storage.figures(studio.gateway.desk().now()).await.unwrap();
    let jobs = figures.queues.iter().find(|(queue, ..)| *queue == Queue::Jobs).unwrap();
    assert_eq!((jobs.1, jobs.2), (0, 1), "an operator can see it");
}

#[tokio::test]
async fn without_a_place_to_keep_them_photos_wait_for_one() {
    let mut studio = Studio::new().await;
    let with = studio.gateway.clone();
    let desk = with.desk().clone();
    let telegram = Arc::clone(&studio.stage.telegram);
    studio.gateway = Gateway::new(desk, vec![telegram], Settings::default());
    studio.sends(0).await;
    studio.passes(TimeDelta::seconds(2)).await;
    studio.finishes().await;
    assert_eq!(studio.kept().await, 0);
    studio.gateway = with;
    studio.passes(TimeDelta::hours(1)).await;
    assert_eq!(studio.kept().await, 1);
}

#[cfg(feature = "failpoints")]
#[tokio::test(flavor = "current_thread")]
async fn after_a_crash_at_any_edge_no_row_lacks_its_bytes_and_no_bytes_stay_without_a_row() {
    for point in
        ["photo.between_blobs", "photo.after_blobs", "job.before_commit", "job.after_commit"]
    {
        let studio = Studio::new().await;
        studio.sends(0).await;
        studio.sends(1).await;
        studio.passes(TimeDelta::seconds(2)).await;
        fail::cfg(point, "2*return(error)->off").unwrap();
        let mut failures = 0;
        for answer in ["1", "lewati", "1", "kirim"] {
            let id = format!("{answer} {}", studio.gateway.desk().now());
            studio.hears(&id, Heard::Said { text: answer.into() }).await;
            failures += usize::from(studio.gateway.settle().await.is_err());
            studio.stage.clock.advance(TimeDelta::seconds(1));
        }
        for _ in 0..4 {
            studio.kept().await;
            failures += usize::from(studio.gateway.settle().await.is_err());
            studio.stage.clock.advance(TimeDelta::seconds(70));
        }
        assert_eq!(failures, 2, "{point}");
        fail::remove(point);
        studio.passes(TimeDelta::hours(25)).await;
        assert_eq!(studio.kept().await, 2, "{point}");
        studio.gateway.sweep_photos().await;
        assert_eq!((studio.kept().await, studio.blobs().await), (2, 4), "{point}");
    }
}
