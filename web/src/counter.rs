//! Filing for somebody who stands at the counter or is on the phone.

use aduan::{
    Desk, DeskError,
    authority::{Actor, Deed, Rank, Standing, allows},
    book,
    domain::{
        Area, Catalogue, CategoryId, Email, Handle, Language, Note, Phone, Place, Preset, Setup,
        TrackingNumber, Words,
    },
    facts::Want,
    record::Key,
    refusal::Refusal,
    verb::No,
    verbs::{Admitted, Caller, DossierOf, File, FileFor, Receipt, Suggest},
};
use askama::Template;
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use serde::Deserialize;

use crate::{
    Panel,
    complaint::upload::Upload,
    layout::{self, Shell, Trouble},
};

/// The most corners of outlines in a page: some hundred kilobytes.
const CORNERS: usize = 4_000;

/// What is filled into the form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filled {
    /// The number reserved for it, under which it is filed once.
    number: String,
    words: String,
    /// Empty as long as the words are to suggest one.
    category: String,
    place: String,
    /// Latitude and longitude.
    point: String,
    preset: String,
    /// A phone number or an e-mail address.
    handle: String,
    language: String,
    agreed: String,
}

#[derive(Template)]
#[template(path = "counter/form.html")]
struct Page {
    shell: Shell,
    filled: Filled,
    /// The categories, the likeliest first, with what each is called.
    categories: Vec<(String, String)>,
    /// The outlines of the areas, as GeoJSON, with what each is called.
    areas: Vec<(String, Box<str>)>,
    trouble: Option<String>,
    album: bool,
}

#[derive(Template)]
#[template(path = "counter/receipt.html")]
struct Filed {
    shell: Shell,
    receipt: Receipt,
    /// Whether whoever filed it may read it.
    readable: bool,
}

/// The form.
pub(crate) async fn page(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
) -> Result<Response, Trouble> {
    if !allows(Rank::Officer(who.role), Deed::FileFor, Standing::Outside) {
        return Err(Trouble::Refused(Refusal::NotAllowed));
    }
    let filled = Filled { number: panel.desk().reserve().to_string(), ..Filled::default() };
    let Setup { catalogue, areas } = setup(panel.desk()).await?;
    let (categories, areas) = (categories(&catalogue, &[], shell.language), outlines(areas));
    let album = panel.album().is_some();
    layout::page(&Page { shell, filled, categories, areas, trouble: None, album })
}

/// Files it, or shows the form again with everything that was typed.
pub(crate) async fn give(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
    Upload { filled, photo }: Upload<Filled>,
) -> Result<Response, Trouble> {
    let desk = panel.desk();
    let actor = Actor::Officer(who.officer);
    let mut filing = match filled.read(&shell) {
        Ok(filing) => filing,
        Err(words) => return again(&panel, shell, filled, words).await,
    };
    match Upload::<Filled>::kept(photo, &panel, &shell).await? {
        Ok(picture) => filing.pictures.extend(picture),
        Err(words) => return again(&panel, shell, filled, words).await,
    }
    match desk.run(&actor, &filing).await {
        Ok(done) => {
            let number = done.answer.number.clone();
            let readable = DossierOf { officer: who.officer, number }.find(desk).await.is_ok();
            layout::page(&Filed { shell, receipt: done.answer, readable })
        }
        Err(DeskError::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let mut filled = filled;
            if refusal == Refusal::NumberTaken {
                filled.number.clear();
            }
            let words = refusal.words(shell.language, desk.now());
            again(&panel, shell, filled, words).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn again(
    panel: &Panel,
    shell: Shell,
    mut filled: Filled,
    trouble: String,
) -> Result<Response, Trouble> {
    if filled.number.parse::<TrackingNumber>().is_err() {
        filled.number = panel.desk().reserve().to_string();
    }
    let suggest = Suggest { words: filled.words.as_str().into() };
    let suggested = panel.desk().run(&Actor::System, &suggest).await?.answer;
    let likeliest: Vec<_> = suggested.into_iter().map(|it| it.category).collect();
    if filled.category.is_empty() && !filled.words.trim().is_empty() {
        filled.category = likeliest.first().map(ToString::to_string).unwrap_or_default();
    }
    let Setup { catalogue, areas } = setup(panel.desk()).await?;
    let (categories, areas) = (categories(&catalogue, &likeliest, shell.language), outlines(areas));
    let (trouble, album) = (Some(trouble), panel.album().is_some());
    let page = Page { shell, filled, categories, areas, trouble, album };
    layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn setup(desk: &Desk) -> Result<Setup, Trouble> {
    let facts = desk.storage().load(&[Key::Catalogue, Key::Areas].map(Want::Record)).await;
    let facts = facts.map_err(DeskError::from)?;
    Ok(book::setup(&facts).map_err(|no: No| DeskError::from(no))?)
}

/// The outlines a map shows beside the form; none if they are so fine that the page would be slow.
fn outlines(areas: Vec<Area>) -> Vec<(String, Box<str>)> {
    let shown = areas.into_iter().filter(|area| !area.retired).collect::<Vec<_>>();
    let corners: usize = shown.iter().map(|area| area.outline.corners()).sum();
    if corners > CORNERS {
        return Vec::new();
    }
    shown.into_iter().map(|area| (area.outline.into(), area.name)).collect()
}

/// The categories, those first that were found likeliest.
fn categories(
    catalogue: &Catalogue,
    likeliest: &[CategoryId],
    language: Language,
) -> Vec<(String, String)> {
    let mut all: Vec<_> = catalogue.offered().collect();
    all.sort_by_key(|category| {
        likeliest.iter().position(|id| *id == category.id).unwrap_or(usize::MAX)
    });
    all.into_iter().map(|it| (it.id.to_string(), it.name.get(language).to_owned())).collect()
}

impl Filled {
    fn is_private(&self) -> bool {
        self.preset == "private"
    }

    fn is_agreed(&self) -> bool {
        self.agreed == "yes"
    }

    /// What is filed, without a photo; or in words what is missing.
    fn read(&self, shell: &Shell) -> Result<FileFor, String> {
        let words = Words::parse(&self.words).map_err(|_| shell.say("counter-no-words"))?;
        let number: TrackingNumber =
            self.number.parse().map_err(|_| shell.say("counter-no-number"))?;
        let category: CategoryId =
            self.category.parse().map_err(|_| shell.say("counter-no-category"))?;
        let place = match self.place.trim() {
            "" => None,
            place => Some(Note::parse(place).map_err(|_| shell.say("counter-no-place"))?),
        };
        let point = match self.point.trim() {
            "" => None,
            typed => Some(layout::point(typed).ok_or_else(|| shell.say("counter-no-point"))?),
        };
        let place = match (point, place) {
            (None, None) => None,
            (Some(point), None) => Some(Place::Point(point)),
            (None, Some(words)) => Some(Place::Words(words)),
            (Some(point), Some(words)) => Some(Place::Both(point, words)),
        };
        let caller = match self.handle.trim() {
            "" => None,
            handle => Some(self.caller(handle, shell)?),
        };
        let preset = if self.is_private() { Preset::Private } else { Preset::Public };
        let file = File { place, preset, ..File::new(number, category, words) };
        Ok(FileFor { file, caller, pictures: Vec::new() })
    }

    fn caller(&self, handle: &str, shell: &Shell) -> Result<Caller, String> {
        let handle = match Email::parse(handle) {
            Ok(email) => Handle::Email(email),
            Err(_) => Phone::parse(handle)
                .map(Handle::Phone)
                .map_err(|_| shell.say("counter-no-handle"))?,
        };
        if !self.is_agreed() {
            return Err(shell.say("counter-no-consent"));
        }
        let language = Language::from_tag(&self.language).unwrap_or_default();
        Ok(Caller { handle, language, agreed: true })
    }
}
