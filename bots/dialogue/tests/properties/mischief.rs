//! What the world answers that nobody asked for.

use aduan::{
    domain::{Channel, Ground, Kind, Note, StageKind, Step, TrackingNumber},
    refusal::{Counted, Refusal},
    verbs::{
        Added, Alike, CodeSent, Following, LinkVerdict, Listed, Listing, Progress, Question,
        Suggestion, Supported, Verdict, Withdrawn,
    },
};
use aduan_dialogue::{Did, Found};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn number() -> TrackingNumber {
    "LP-4F2H-B6DS".parse().unwrap()
}

/// Answers to look-ups that were never asked for, and sizes nobody expects.
pub(super) fn finds() -> impl Strategy<Value = Vec<Found>> {
    let category = select(vec!["lampu-jalan", "jalan-rusak", "unknown"]);
    let suggestions = vec((category, -1.0..2.0), 0..5).prop_map(|found| {
        let suggestion =
            |(id, score): (&str, f64)| Suggestion { category: id.parse().unwrap(), score };
        Found::Suggestions(found.into_iter().map(suggestion).collect())
    });
    let at = "2026-11-01T00:00:00Z".parse().unwrap();
    let alike = ("\\PC{0,200}", option::of(any::<u32>()), any::<u64>()).prop_map(
        move |(title, metres, supports)| {
            let stage = StageKind::Assigned;
            Found::Alike(vec![Alike {
                number: number(),
                title: title.into(),
                metres,
                filed_at: at,
                stage,
                supports,
            }])
        },
    );
    let progress = ("\\PC{0,200}", any::<bool>(), select(StageKind::ALL.to_vec()), any::<u64>())
        .prop_map(move |(title, own, stage, supports)| {
            Found::Progress(Ok(Progress {
                number: number(),
                kind: if supports == 0 { Kind::Question } else { Kind::Complaint },
                title: title.into(),
                category: "unknown".parse().unwrap(),
                department: Some("dinas-pu".parse().unwrap()),
                stage,
                filed_at: at,
                due_at: Some(at),
                supports,
                supported: !own,
                followed: own,
                published: true,
                appealed: false,
                rating: None,
                refers_to: None,
                steps: vec![Step { at, to: StageKind::NeedsInfo }; 8],
                own,
                note: Note::parse(&"catatan ".repeat(120)).ok(),
                ground: (stage == StageKind::Rejected).then_some(Ground::Unclear),
            }))
        });
    let questions = (0_usize..15, "\\PC{0,200}").prop_map(|(count, title)| {
        let question = Question {
            number: number(),
            title: title.into(),
            question: Note::parse(&"Yang mana? ".repeat(80)).unwrap(),
        };
        Found::Questions(vec![question; count])
    });
    let listing = (0_usize..30, any::<u8>(), any::<bool>(), option::of(any::<u32>())).prop_map(
        move |(rows, page, more, metres)| {
            let row = Listed {
                number: number(),
                category: "unknown".parse().unwrap(),
                stage: StageKind::NeedsInfo,
                filed_at: at,
                metres,
            };
            let (total, within) = (Some(rows), metres);
            Found::Listing(Ok(Listing { rows: vec![row; rows], page, more, total, within }))
        },
    );
    let found = prop_oneof![
        Just(Found::Nothing),
        Just(Found::Listing(Err(Refusal::LogInFirst))),
        listing,
        Just(Found::Progress(Err(Refusal::NotFound))),
        suggestions,
        alike,
        progress,
        questions,
    ];
    vec(found, 0..6)
}

/// Outcomes of deeds that were never asked for.
pub(super) fn outcomes() -> impl Strategy<Value = Vec<Result<Did, Refusal>>> {
    let until = "2026-11-22T00:00:00Z".parse().unwrap();
    vec(
        select(vec![
            Ok(Did::Undone),
            Ok(Did::Answered),
            Ok(Did::Confirmed),
            Ok(Did::Disputed),
            Ok(Did::Rated(200)),
            Ok(Did::Reopened),
            Ok(Did::Appealed),
            Ok(Did::PhotosAdded(Added { photos: 3, left_out: 1 })),
            Ok(Did::Uncommented),
            Ok(Did::Withdrawn(Withdrawn { supports: u64::MAX })),
            Ok(Did::Following(Following { number: number(), again: false })),
            Err(Refusal::Over { days: u16::MAX }),
            Err(Refusal::CommentStays),
            Err(Refusal::AppealedBefore),
            Ok(Did::Supported(Supported {
                number: number(),
                supports: u64::MAX,
                again: true,
                follows: false,
            })),
            Ok(Did::CodeSent(CodeSent { masked: "s•••@contoh.id".into(), again_at: until })),
            Ok(Did::CodeTyped(Verdict::Gone)),
            Ok(Did::CodeTyped(Verdict::Wrong { left: 0 })),
            Ok(Did::CodeTyped(Verdict::NewOwner)),
            Ok(Did::LinkTaken(LinkVerdict::Asked { channel: Channel::Webchat })),
            Err(Refusal::NumberKnown),
            Err(Refusal::LogInFirst),
            Err(Refusal::NotAllowed),
            Err(Refusal::NotFound),
            Err(Refusal::TooLate),
            Err(Refusal::NumberTaken),
            Err(Refusal::UnknownCategory),
            Err(Refusal::TooManyPhotos),
            Err(Refusal::Own),
            Err(Refusal::NoWay),
            Err(Refusal::NotNow { stage: StageKind::Merged }),
            Err(Refusal::TooOften { what: Counted::Filings, until }),
        ]),
        0..6,
    )
}
