use proptest::prelude::*;

use super::*;

type Keywords = BTreeMap<&'static str, BTreeSet<String>>;

fn city(keywords: &[(&'static str, &[&str])]) -> Keywords {
    keywords
        .iter()
        .map(|(category, words)| (*category, words.iter().flat_map(|word| keyword(word)).collect()))
        .collect()
}

fn usual_city() -> Keywords {
    city(&[
        ("jalan", &["lubang", "aspal", "jalan rusak"]),
        ("lampu", &["lampu jalan", "pju", "gelap"]),
        ("sampah", &["sampah", "bau"]),
    ])
}

fn first<'a>(
    learned: &Learned<&'a str>,
    city: &BTreeMap<&'a str, BTreeSet<String>>,
    text: &str,
) -> &'a str {
    suggest(learned, city, &features(text)).first().unwrap().category
}

#[test]
fn an_empty_city_suggests_by_its_keywords() {
    let (nothing, city) = (Learned::default(), usual_city());
    assert_eq!(first(&nothing, &city, "ada lubang besar di jln depan pasar"), "jalan");
    assert_eq!(first(&nothing, &city, "PJU mati sudah seminggu"), "lampu");
    assert_eq!(first(&nothing, &city, "tumpukan sampah bau sekali"), "sampah");
    let even = suggest(&nothing, &city, &features("halo"));
    assert!(even.iter().all(|suggestion| (suggestion.score - 1.0 / 3.0).abs() < 1e-9));
}

#[test]
fn complaints_teach_what_no_keyword_says() {
    let (mut learned, city) = (Learned::default(), usual_city());
    for place in ["pasar", "terminal", "masjid", "balai kota"] {
        learned.learn(&"sampah", &features(&format!("truk kuning tidak datang ke {place}")));
        learned.learn(&"jalan", &features(&format!("motor jatuh dekat {place}")));
    }
    assert_eq!(first(&learned, &city, "truk kuning belum lewat"), "sampah");
    assert_eq!(first(&learned, &city, "banyak motor jatuh"), "jalan");
}

#[test]
fn a_correction_moves_what_was_learned() {
    let (mut learned, city) = (Learned::default(), usual_city());
    let words = features("kabel menjuntai rendah");
    for _ in 0..3 {
        learned.learn(&"jalan", &words);
    }
    assert_eq!(first(&learned, &city, "kabel menjuntai"), "jalan");
    for _ in 0..3 {
        learned.forget(&"jalan", &words);
        learned.learn(&"lampu", &words);
    }
    assert_eq!(first(&learned, &city, "kabel menjuntai"), "lampu");
    assert_eq!(learned.totals.get("jalan"), Some(&Total::default()));
}

#[test]
fn a_keyword_fades_as_complaints_come_in() {
    let (mut learned, city) = (Learned::default(), usual_city());
    for _ in 0..60 {
        learned.learn(&"sampah", &features("kontainer penuh"));
        learned.learn(&"lampu", &features("tiang miring"));
        learned.learn(&"jalan", &features("aspal retak"));
    }
    assert_eq!(first(&learned, &city, "bau"), "sampah");
    for _ in 0..3 {
        learned.learn(&"jalan", &features("bau"));
    }
    assert_eq!(first(&learned, &city, "bau"), "sampah", "three complaints may be three mistakes");
    for _ in 0..60 {
        learned.learn(&"jalan", &features("bau"));
    }
    assert_eq!(first(&learned, &city, "bau"), "jalan");
}

#[test]
fn a_large_category_does_not_swallow_the_others() {
    let (mut learned, city) = (Learned::default(), usual_city());
    for _ in 0..200 {
        learned.learn(&"jalan", &features("jalan rusak parah perlu tambal"));
    }
    for _ in 0..5 {
        learned.learn(&"sampah", &features("kontainer penuh perlu angkut"));
    }
    assert_eq!(first(&learned, &city, "kontainer penuh perlu tambal"), "sampah");
}

#[test]
fn a_retired_category_is_not_suggested() {
    let mut learned = Learned::default();
    learned.learn(&"lama", &features("lampu mati"));
    let ranked = suggest(&learned, &usual_city(), &features("lampu mati"));
    assert_eq!(ranked.len(), 3);
    assert!(ranked.iter().all(|suggestion| suggestion.category != "lama"));
    assert!(suggest(&learned, &BTreeMap::new(), &features("lampu mati")).is_empty());
}

#[test]
fn features_may_be_hashed_if_all_are_hashed_alike() {
    let hash = |feature: &String| {
        format!("{:x}", feature.bytes().fold(7u64, |sum, b| sum.wrapping_mul(31) + u64::from(b)))
    };
    let hashed = |features: &[String]| features.iter().map(hash).collect::<Vec<_>>();
    let plain_city = usual_city();
    let hashed_city: Keywords = plain_city
        .iter()
        .map(|(category, words)| (*category, words.iter().map(hash).collect()))
        .collect();
    let (mut plain, mut sealed) = (Learned::default(), Learned::default());
    for (category, text) in
        [("jalan", "aspal terkelupas"), ("sampah", "kontainer penuh"), ("lampu", "tiang miring")]
    {
        plain.learn(&category, &features(text));
        sealed.learn(&category, &hashed(&features(text)));
    }
    let message = features("kontainer penuh di jalan gelap");
    assert_eq!(
        suggest(&plain, &plain_city, &message),
        suggest(&sealed, &hashed_city, &hashed(&message))
    );
}

proptest! {
    #[test]
    fn suggestions_are_likelihoods_in_order(
        texts in proptest::collection::vec(("[a-e ]{0,40}", 0..3usize), 0..20), text in "(?s).{0,100}|[a-e ]{0,40}"
    ) {
        let city = usual_city();
        let names: Vec<_> = city.keys().copied().collect();
        let mut learned = Learned::default();
        for (text, category) in &texts {
            learned.learn(&names[*category], &features(text));
        }
        let message = features(&text);
        prop_assert!(message.len() <= FEATURES);
        let ranked = suggest(&learned, &city, &message);
        prop_assert_eq!(ranked.len(), 3);
        prop_assert!(ranked.windows(2).all(|two| two[0].score >= two[1].score));
        prop_assert!((ranked.iter().map(|s| s.score).sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
