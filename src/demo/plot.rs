//! What happens in the invented city, scene by scene, until now.

use aduan::domain::{
    Catalogue, Category, CategoryId, City as Rules, DepartmentId, Ground, Note, Place, Preset,
    Words,
};
use anyhow::Context as _;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

use super::{
    city::City,
    dice::Dice,
    words::{Phrases, Question, Theme},
};

/// How long ago the first one was filed.
const SPAN: TimeDelta = TimeDelta::days(150);
/// How many people there are; each is a place in that list.
pub(super) const PEOPLE: usize = 220;
/// Those that were filed just now, whatever chance says.
const FRESH: [TimeDelta; 3] =
    [TimeDelta::minutes(3), TimeDelta::minutes(40), TimeDelta::minutes(95)];
/// One of so many people writes in English.
const ENGLISH: usize = 12;
/// The most people who support one complaint, reached by the rare one that annoys everybody.
const MOST_SUPPORTS: f64 = 150.0;

/// Whether that one of the people writes in English.
pub(super) fn is_english(person: usize) -> bool {
    person % ENGLISH == ENGLISH - 1
}

/// Something that somebody does.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) at: DateTime<Utc>,
    /// About which report, in the order in which they were thought up.
    pub(super) about: usize,
    pub(super) deed: Deed,
}

/// What is done. A number is the place of somebody in the list of people.
#[derive(Debug)]
pub(super) enum Deed {
    File(Box<Report>),
    /// Nobody does anything, and the city does what is due by itself.
    Wait,
    Support(usize),
    Follow(usize),
    Comment(usize, Box<str>),
    Assign(DepartmentId),
    Reject(Ground, Note),
    Transfer(DepartmentId, Note),
    Start,
    Remark(Note),
    Ask(Note),
    Answer(Note),
    Resolve(Note),
    Confirm,
    Rate(u8, Option<Note>),
    Dispute(Note),
    Withdraw,
    Reply(Note),
    Tell(Note),
    EndTalk,
}

/// A report before it is filed.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) by: usize,
    /// What it is about; `None` makes it a question.
    pub(super) category: Option<CategoryId>,
    pub(super) words: Words,
    pub(super) place: Option<Place>,
    pub(super) preset: Preset,
    pub(super) photos: Vec<Box<str>>,
}

/// Whoever thinks it all up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Author<'a> {
    pub(super) city: &'a City,
    pub(super) phrases: &'a Phrases,
    pub(super) catalogue: &'a Catalogue,
    pub(super) rules: &'a Rules,
    pub(super) dice: &'a Dice<'a>,
    /// How many complaints there are, beside the questions.
    pub(super) complaints: usize,
    pub(super) now: DateTime<Utc>,
}

impl<'a> Author<'a> {
    /// All scenes that are over, in their order.
    pub(super) fn story(&self) -> anyhow::Result<Vec<Scene>> {
        let mut scenes = Vec::new();
        for about in 0..self.complaints {
            let filed = FRESH.get(about).map_or_else(|| self.some_time(), |ago| self.now - *ago);
            let mut thread = self.thread(about);
            thread.complaint(filed)?;
            scenes.append(&mut thread.scenes);
        }
        for (nth, question) in self.phrases.question.iter().enumerate() {
            let mut thread = self.thread(self.complaints + nth);
            thread
                .question(self.now - TimeDelta::hours(20 + 70 * i64::try_from(nth)?), question)?;
            scenes.append(&mut thread.scenes);
        }
        scenes.retain(|scene| scene.at < self.now);
        scenes.sort_by_key(|scene| scene.at);
        Ok(scenes)
    }

    fn thread(&self, about: usize) -> Thread<'a> {
        Thread { author: *self, about, scenes: Vec::new() }
    }

    /// A time at which people are awake, oftener of late than long ago.
    fn some_time(&self) -> DateTime<Utc> {
        let ago = self.dice.some_of(SPAN).min(self.dice.some_of(SPAN)) + TimeDelta::days(1);
        let day = (self.now - ago).with_timezone(&self.rules.zone).date_naive();
        let awake = self.dice.between(TimeDelta::hours(6), TimeDelta::hours(22));
        ((day.and_time(NaiveTime::MIN) + awake) - self.rules.zone).and_utc()
    }

    /// The same time if staff are at work then, or else when they are again.
    fn at_work(&self, mut at: DateTime<Utc>) -> DateTime<Utc> {
        let open = |at| self.rules.hours.are_now(at, self.rules.zone);
        if open(at) {
            return at;
        }
        while !open(at) {
            at += TimeDelta::minutes(20);
        }
        let later = at + self.dice.some_of(TimeDelta::hours(6));
        if open(later) { later } else { at }
    }

    fn somebody(&self) -> usize {
        self.dice.index(PEOPLE)
    }

    fn note(&self, from: &[Box<str>]) -> anyhow::Result<Note> {
        Ok(Note::parse(self.dice.pick(from))?)
    }
}

/// The scenes of one report.
struct Thread<'a> {
    author: Author<'a>,
    about: usize,
    scenes: Vec<Scene>,
}

impl Thread<'_> {
    fn then(&mut self, at: DateTime<Utc>, deed: Deed) {
        self.scenes.push(Scene { at, about: self.about, deed });
    }

    /// A question to the city, and the talk that follows.
    fn question(&mut self, at: DateTime<Utc>, question: &Question) -> anyhow::Result<()> {
        let author = self.author;
        let words = question.asks.replace("{jalan}", author.city.spot(author.dice)?.street);
        self.then(
            at,
            Deed::File(Box::new(Report {
                by: author.somebody(),
                category: None,
                words: Words::parse(&words)?,
                place: None,
                preset: Preset::Private,
                photos: Vec::new(),
            })),
        );
        let replied = author.at_work(at + TimeDelta::hours(3));
        self.then(replied, Deed::Reply(Note::parse(&question.replies)?));
        self.then(replied + TimeDelta::minutes(50), Deed::Tell(Note::parse(&question.tells)?));
        self.then(author.at_work(replied + TimeDelta::hours(30)), Deed::EndTalk);
        Ok(())
    }

    /// A complaint, and what becomes of it.
    fn complaint(&mut self, filed: DateTime<Utc>) -> anyhow::Result<()> {
        let Author { phrases, catalogue, dice, .. } = self.author;
        let theme = phrases.theme(dice)?;
        let category = catalogue.category(&theme.category).context("a theme without category")?;
        // Of forty, one holds something private, so that a coordinator looks first.
        let held = self.about % 40 == 5;
        let preset = if held { Preset::Public } else { self.preset() };
        let report = self.report(theme, held, preset)?;
        let by = report.by;
        self.then(filed, Deed::File(Box::new(report)));
        // The rule that gives it to its department waits for its reporter's second thoughts, and
        // where she is hidden from staff, for the end of the hour after.
        let routed = filed + TimeDelta::minutes(if preset == Preset::Anonymous { 121 } else { 6 });
        let routed = if held {
            let looked_at = self.author.at_work(filed + TimeDelta::hours(dice.below(60).into()));
            self.then(looked_at, Deed::Assign(category.department.clone()));
            looked_at
        } else {
            self.then(routed, Deed::Wait);
            routed
        };
        if preset != Preset::Private {
            self.crowd(routed, by);
        }
        self.fate(routed, theme, category)
    }

    fn preset(&self) -> Preset {
        match self.author.dice.below(100) {
            0..78 => Preset::Public,
            78..90 => Preset::Anonymous,
            _ => Preset::Private,
        }
    }

    fn report(&self, theme: &Theme, held: bool, preset: Preset) -> anyhow::Result<Report> {
        let Author { city, phrases, dice, .. } = self.author;
        let by = self.author.somebody();
        let english = is_english(by) && !theme.english.is_empty() && !held;
        let texts = match (held, english) {
            (true, _) => &phrases.private,
            (false, true) => &theme.english,
            (false, false) => &theme.reports,
        };
        let text = dice.pick(texts);
        let spot = city.spot(dice)?;
        let somewhere = text.contains("{tempat}") || text.contains("{jalan}");
        let shots = if dice.chance(24) { 1 + dice.below(100) / 85 } else { 0 };
        let photos = theme.picture.iter().flat_map(|subject| {
            (0..shots).map(|shot| subject.source(self.about, shot).into_boxed_str())
        });
        Ok(Report {
            by,
            category: Some(theme.category.clone()),
            words: phrases.fill(text, english, &spot, dice)?,
            place: somewhere.then(|| spot.place()).transpose()?,
            preset,
            photos: photos.collect(),
        })
    }

    /// Those who support it, follow it and say something.
    fn crowd(&mut self, since: DateTime<Utc>, reporter: usize) {
        let Author { phrases, dice, .. } = self.author;
        let after = |longest: i64| {
            // Most come early.
            let day = dice.some_of(TimeDelta::days(longest));
            since + TimeDelta::minutes(5) + day.min(dice.some_of(TimeDelta::days(longest)))
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 150")]
        let supports = (MOST_SUPPORTS * dice.part().powi(8)) as usize + dice.index(5);
        // Neighbours: none of them twice, and not the reporter.
        let first = self.author.somebody();
        let neighbours = (0..supports).map(|nth| (first + 3 * nth) % PEOPLE);
        for neighbour in neighbours.filter(|who| *who != reporter) {
            let at = after(14);
            self.then(at, Deed::Support(neighbour));
            if dice.chance(12) {
                self.then(at + TimeDelta::minutes(1), Deed::Follow(neighbour));
            }
        }
        let talkative = if supports > 8 { 5 } else { 2 };
        for _ in 0..dice.below(talkative) {
            let words = dice.pick(&phrases.comments).into();
            self.then(after(20), Deed::Comment(self.author.somebody(), words));
        }
    }

    /// What the city makes of it.
    fn fate(
        &mut self,
        routed: DateTime<Utc>,
        theme: &Theme,
        category: &Category,
    ) -> anyhow::Result<()> {
        let author = self.author;
        let Author { phrases, dice, city, .. } = author;
        let hours = |from: i64, to: i64| dice.between(TimeDelta::hours(from), TimeDelta::hours(to));
        match dice.below(100) {
            0..5 => {
                let at = author.at_work(routed + hours(4, 48));
                let rejection = dice.index(phrases.rejection.len());
                let rejection = phrases.rejection.get(rejection).context("no rejection")?;
                let reason = Note::parse(&rejection.reason)?;
                self.then(at, Deed::Reject(rejection.ground, reason));
                return Ok(());
            }
            5..8 => {
                self.then(routed + hours(20, 120), Deed::Withdraw);
                return Ok(());
            }
            // Nobody takes it up: it is overdue one day.
            8..13 => return Ok(()),
            _ => {}
        }
        let mut at = routed;
        if dice.chance(8) {
            let units: Vec<_> = city.units().filter(|unit| **unit != category.department).collect();
            let to = units.get(dice.index(units.len())).context("a city without units")?;
            at = author.at_work(at + hours(3, 50));
            self.then(at, Deed::Transfer((*to).clone(), author.note(&phrases.transfers)?));
        }
        at = author.at_work(at + hours(2, 80));
        self.then(at, Deed::Start);
        if dice.chance(35) {
            let remarked = author.at_work(at + hours(1, 30));
            self.then(remarked, Deed::Remark(author.note(&phrases.remarks)?));
        }
        if dice.chance(15) {
            at = author.at_work(at + hours(1, 24));
            self.then(at, Deed::Ask(author.note(&theme.questions)?));
            if !dice.chance(85) {
                return Ok(());
            }
            at += hours(1, 60);
            self.then(at, Deed::Answer(author.note(&phrases.answers)?));
        }
        let allowance = TimeDelta::days(category.class.days().min(30).into());
        at = author.at_work(at + dice.between(allowance / 10, allowance * 6 / 5));
        self.then(at, Deed::Resolve(author.note(&theme.mended)?));
        self.judged(at, theme, 0)
    }

    /// What its reporter says of it.
    fn judged(&mut self, mended: DateTime<Utc>, theme: &Theme, before: u8) -> anyhow::Result<()> {
        let author = self.author;
        let Author { phrases, dice, .. } = author;
        let at = mended + dice.between(TimeDelta::hours(1), TimeDelta::hours(90));
        match dice.below(100) {
            0..12 if before < 2 => {
                self.then(at, Deed::Dispute(author.note(&phrases.disputes)?));
                let days = dice.between(TimeDelta::days(1), TimeDelta::days(7));
                let again = author.at_work(at + days);
                self.then(again, Deed::Resolve(author.note(&theme.mended)?));
                return self.judged(again, theme, before + 1);
            }
            12..72 => {
                self.then(at, Deed::Confirm);
                if dice.chance(80) {
                    let stars = [5, 5, 5, 4, 4, 3, 2][dice.index(7)];
                    let advice = dice.chance(30).then(|| author.note(&phrases.advice));
                    let rate = Deed::Rate(stars, advice.transpose()?);
                    self.then(at + TimeDelta::minutes(1), rate);
                }
            }
            // No word of her.
            _ => {}
        }
        Ok(())
    }
}
