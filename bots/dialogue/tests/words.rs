//! Every word in every language, within every channel's limits.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use aduan::{
    domain::{City, ComplaintId, Ground, Language, Note, StageKind, TrackingNumber},
    owed::{News, Notice},
    stub::SeededEntropy,
};
use aduan_dialogue::{Choice, Phrase, Reply, Say, render_news};

use crate::world::limits;

/// The keys of a Fluent file, each with the names of its arguments.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let file = format!("{}/locales/{language}.ftl", env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(file).unwrap();
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            line.split(" =").next().unwrap().clone_into(&mut key);
            assert!(keys.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
        }
        for part in line.split('$').skip(1) {
            let name = part.chars().take_while(char::is_ascii_lowercase).collect();
            keys.get_mut(&key).unwrap().insert(name);
        }
    }
    keys
}

/// The longest an argument gets.
fn longest(name: &str) -> serde_json::Value {
    let letters = |count| "W".repeat(count).into();
    match name {
        "hours" | "weekdays" | "city" | "department" | "due" | "filed" | "when" | "date" => {
            letters(40)
        }
        "category" | "stage" | "preset" | "since" => letters(20),
        "number" | "example" => letters(14),
        "title" | "name" => letters(80),
        "words" | "handles" => letters(400),
        "place" => letters(160),
        "steps" => letters(150),
        "note" | "question" | "remark" => letters(600),
        "answer" | "reason" => letters(1_000),
        "address" | "url" => letters(120),
        "code" => letters(9),
        "what" | "opens" | "closes" | "clock" | "emergency" | "channel" | "news" | "agreed"
        | "next" => letters(10),
        "nth" | "version" => 999.into(),
        "days" | "from" | "to" | "total" | "within" | "page" | "metres" | "supports" | "count"
        | "minutes" | "photos" | "left" | "most" | "stars" | "reports" => 99_999.into(),
        "day" | "month" | "year" => 2_026.into(),
        other => panic!("how long is ${other}?"),
    }
}

fn phrase(say: Say) -> Phrase {
    let args = keys(Language::Indonesian).remove(say.key()).unwrap();
    let args = args.into_iter().map(|name| (name.as_str().into(), longest(&name))).collect();
    Phrase { say, args }
}

#[test]
fn every_key_has_words_in_every_language_and_nothing_else_does() {
    let said: BTreeSet<String> = Say::ALL.iter().map(|say| say.key().to_owned()).collect();
    assert_eq!(said.len(), Say::ALL.len());
    for language in Language::ALL {
        let keys: BTreeSet<String> = keys(language).into_keys().collect();
        assert_eq!(keys, said, "in {language}");
    }
    for say in Say::ALL {
        let stored = serde_json::to_value(say).unwrap();
        assert_eq!(stored, say.key());
        for language in Language::ALL {
            let words = phrase(*say).words(language);
            assert!(!words.trim().is_empty() && words != say.key(), "{say:?} in {language}");
            assert!(!words.contains("{$"), "{say:?} in {language}: {words}");
        }
    }
}

#[test]
fn arguments_have_the_same_names_in_every_language() {
    let (indonesian, english) = (keys(Language::Indonesian), keys(Language::English));
    for (key, args) in indonesian {
        assert_eq!(args, english[&key], "{key}");
    }
}

#[test]
fn every_message_is_within_the_narrowest_limits_uncut() {
    let choice = |at: usize| Choice {
        payload: format!("zzzzzz:{at}").into(),
        label: "W".repeat(24).into(),
        hint: Some("W".repeat(72).into()),
    };
    for language in Language::ALL {
        for say in Say::ALL.iter().filter(|say| !say.key().starts_with("label-")) {
            for choices in [0, 3, 10] {
                let mut reply = Reply::new(phrase(*say));
                let by_mail = matches!(
                    say,
                    Say::NewsAsked
                        | Say::NewsAppealed
                        | Say::NewsTold
                        | Say::NewsAnswered
                        | Say::NewsDisputed
                        | Say::NewsReopened
                        | Say::NewsWithdrawn
                );
                reply.choices = (0..if by_mail { 0 } else { choices }).map(choice).collect();
                let message = reply.render(language);
                limits::check(&message).unwrap();
                assert_eq!(*message.text, *phrase(*say).words(language), "{say:?} is cut");
            }
        }
    }
}

#[test]
fn what_is_said_first_leaves_room_for_the_longest_message() {
    for language in Language::ALL {
        let mut reply = Reply::new(phrase(Say::Summary));
        reply.lead =
            [Say::Danger, Say::WordsCut, Say::WordsAdded, Say::PhotosFull].map(phrase).to_vec();
        reply.choices = vec![Choice { payload: "1:1".into(), label: "Kirim".into(), hint: None }];
        let message = reply.render(language);
        limits::check(&message).unwrap();
        assert!(!message.text.ends_with('…'), "{language}: {}", message.text.chars().count());
    }
}

#[test]
fn labels_fit_their_buttons_and_hints_their_rows() {
    for say in Say::ALL {
        for language in Language::ALL {
            let words = phrase(*say).words(language);
            let room = match say.key() {
                key if key.ends_with("-hint") => 72,
                key if key.starts_with("label-") || key.starts_with("open-") => 20,
                _ => continue,
            };
            assert!(words.encode_utf16().count() <= room, "{say:?} in {language}: {words}");
        }
    }
}

#[test]
fn nothing_is_kept_that_is_never_said() {
    let mut source = String::new();
    let mut folders = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/src").into()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir::<std::path::PathBuf>(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().unwrap() != "say.rs" {
                source.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    for say in Say::ALL {
        let name = format!("Say::{say:?}");
        let said = source.match_indices(&name).any(|(at, _)| {
            !source[at + name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
        });
        assert!(said, "{name} is never said");
    }
}

#[test]
fn every_notice_in_every_language_is_within_the_limits() {
    let note = || Note::parse(&"W*".repeat(500)).unwrap();
    let mut news: Vec<News> = StageKind::ALL
        .into_iter()
        .flat_map(|to| [News::Moved { to, note: Some(note()) }, News::Moved { to, note: None }])
        .collect();
    news.extend(Ground::ALL.map(|ground| News::Rejected { ground, reason: note() }));
    news.extend([
        News::Question { question: note() },
        News::Mended { remark: note() },
        News::PhotosLost { count: 1, foreign: false },
        News::PhotosLost { count: 20, foreign: true },
        News::Replied { words: note() },
        News::TalkEnded,
        News::Responded { words: note() },
        News::Asked { question: note() },
        News::Appealed { reason: note() },
        News::Told { words: note() },
        News::Answered { answer: note() },
        News::Disputed { reason: note() },
        News::Reopened { reason: note() },
        News::Withdrawn { supports: 0 },
        News::Withdrawn { supports: 7 },
    ]);
    for news in news {
        for language in Language::ALL {
            let complaint = ComplaintId::random(&SeededEntropy::new(1));
            let number = "LP-7K3M-9QXT".parse().unwrap();
            let message =
                render_news(&[], &Notice { complaint, number, news: news.clone() }, language);
            limits::check(&message).unwrap();
            assert!(message.text.contains("LP-7K3M-9QXT"));
        }
    }
}

#[test]
fn several_news_are_one_message_within_the_limits() {
    let (city, chance) =
        (City::new("lestari", "Kota Lestari", "LP").unwrap(), SeededEntropy::new(1));
    let note = |text: &str| Note::parse(text).unwrap();
    let notice = |news| Notice {
        complaint: ComplaintId::random(&chance),
        number: TrackingNumber::random(&city, &chance),
        news,
    };
    let moved = |to| notice(News::Moved { to, note: Some(note(&"W*".repeat(500))) });
    let earlier = [StageKind::InProgress, StageKind::NeedsInfo, StageKind::Closed].map(moved);
    let earlier: Vec<&Notice> = earlier.iter().collect();
    let mended = notice(News::Mended { remark: note(&"W*".repeat(500)) });
    for language in Language::ALL {
        let message = render_news(&earlier, &mended, language);
        limits::check(&message).unwrap();
        assert_eq!(message.buttons.len(), 2, "what is asked last can be answered at once");
        let message = render_news(&earlier, &moved(StageKind::Assigned), language);
        limits::check(&message).unwrap();
        assert_eq!(message.buttons.len(), 4, "each can be looked at");
    }

    let [one, two] = [StageKind::Assigned, StageKind::InProgress]
        .map(|to| notice(News::Moved { to, note: None }));
    let message = render_news(&[&one], &two, Language::Indonesian);
    let (first, second) = (&one.number, &two.number);
    let text = format!(
        "Kabar laporan *{first}*: statusnya kini *Diteruskan*.\n\n\
         Kabar laporan *{second}*: statusnya kini *Diproses*."
    );
    assert_eq!(*message.text, text);
    let labels: Vec<_> = message.buttons.iter().map(|button| &*button.label).collect();
    assert_eq!(labels, [first.as_str(), second.as_str()]);
}
