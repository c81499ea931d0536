//! Who works here: they are added, invited, given another role, and retired.

use aduan::{
    DeskError,
    authority::Actor,
    domain::{Email, OfficerId, PersonName, Role, Secret, Setup},
    refusal::Refusal,
    verbs::{AddOfficer, Admitted, ChangeOfficer, Colleague, Invite, Retire, Seen, StaffList},
};
use askama::Template;
use axum::{
    Extension, Form,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{
    departments::chosen,
    form::{Field, Input, Typed, department_name},
    sheet::{FormPage, List, Row, Wrong, seen},
};
use crate::{
    Panel,
    layout::{self, Shell, Trouble},
};

/// Where the list is, below the panel.
const PATH: &str = "/setup/officers";

#[derive(Template)]
#[template(path = "setup/officer.html")]
struct Page {
    shell: Shell,
    colleague: Colleague,
    seen: u64,
    fields: Vec<Field>,
    told: Option<String>,
}

#[derive(Template)]
#[template(path = "setup/invited.html")]
struct Invited {
    shell: Shell,
    invitation: Zeroizing<String>,
    until: DateTime<Utc>,
}

/// Whom.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    officer: OfficerId,
}

/// Whom; nobody for a new one.
#[derive(Deserialize)]
pub(crate) struct Which {
    id: Option<OfficerId>,
}

/// A role, and the name in which forms send it.
fn roles(shell: &Shell) -> Vec<(String, String)> {
    Role::ALL.map(|role| (format!("{role:?}").to_lowercase(), role_name(shell, role))).into()
}

fn role_name(shell: &Shell, role: Role) -> String {
    match role {
        Role::Agent => shell.say("role-agent"),
        Role::Supervisor => shell.say("role-supervisor"),
        Role::Coordinator => shell.say("role-coordinator"),
        Role::Admin => shell.say("role-admin"),
        Role::Auditor => shell.say("role-auditor"),
        Role::Custodian => shell.say("role-custodian"),
    }
}

fn role(typed: &Typed) -> Result<Role, Wrong> {
    let named = |role: &&Role| format!("{role:?}").to_lowercase() == typed.get("role");
    Role::ALL.iter().find(named).copied().ok_or(Wrong("role", "wrong-choice"))
}

async fn staff(panel: &Panel, who: &Admitted) -> Result<Vec<Colleague>, Trouble> {
    Ok(StaffList { by: Actor::Officer(who.officer) }.find(panel.desk()).await?)
}

/// The list.
pub(crate) async fn list(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let setup = seen(&panel, &who).await?.setup;
    let row = |it: Colleague| {
        let place = it.department.map(|id| department_name(&shell, &setup, &id));
        let waits = (!it.joined && !it.retired).then(|| shell.say("not-joined"));
        let about = [Some(role_name(&shell, it.role)), place, waits];
        Row {
            which: it.id.to_string(),
            name: it.name.as_str().to_owned(),
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            retired: it.retired,
        }
    };
    let rows = staff(&panel, &who).await?.into_iter().map(row).collect();
    layout::page(&List { title: shell.say("officers"), rows, path: PATH, adds: true, shell })
}

fn works(shell: &Shell, setup: &Setup, typed: &Typed) -> [Field; 2] {
    let none = Some(shell.say("works-nowhere"));
    [
        Field::new("role", shell.say("field-role"), Input::Choice(roles(shell)), typed)
            .hint(shell.say("field-role-hint")),
        Field::department("department", shell.say("field-department"), none, (shell, setup, typed)),
    ]
}

/// The form of a new one.
fn newcomer(shell: Shell, seen: &Seen, typed: &Typed) -> FormPage {
    let mut fields = vec![
        Field::new("name", shell.say("field-name"), Input::Line, typed),
        Field::new("email", shell.say("email"), Input::Line, typed),
    ];
    fields.extend(works(&shell, &seen.setup, typed));
    let (title, action) = (shell.say("officers"), format!("{PATH}/add"));
    FormPage { title, back: PATH, action, hidden: Vec::new(), fields, told: None, shell }
}

/// The page of one, or the form of a new one.
pub(crate) async fn one(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    Query(which): Query<Which>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let seen = seen(&panel, &who).await?;
    let Some(id) = which.id else {
        return layout::page(&newcomer(shell, &seen, &Typed::default()));
    };
    layout::page(&page(&panel, &who, shell, &seen, id, None).await?)
}

async fn page(
    panel: &Panel,
    who: &Admitted,
    shell: Shell,
    seen: &Seen,
    id: OfficerId,
    typed: Option<&Typed>,
) -> Result<Page, Trouble> {
    let mut staff = staff(panel, who).await?.into_iter();
    let colleague = staff.find(|it| it.id == id && !it.retired).ok_or(Trouble::Nothing)?;
    let now = Typed::of([
        ("role", format!("{:?}", colleague.role).to_lowercase()),
        ("department", colleague.department.as_ref().map_or_else(String::new, ToString::to_string)),
    ]);
    let fields = works(&shell, &seen.setup, typed.unwrap_or(&now)).into();
    Ok(Page { shell, colleague, seen: seen.edition, fields, told: None })
}

fn added(typed: &Typed) -> Result<AddOfficer, Wrong> {
    Ok(AddOfficer {
        name: PersonName::parse(typed.get("name")).map_err(|_| Wrong("name", "wrong-name"))?,
        email: Email::parse(typed.get("email")).map_err(|_| Wrong("email", "wrong-email"))?,
        role: role(typed)?,
        department: chosen(typed, "department")?,
    })
}

/// Adds one, and shows the invitation with which she joins.
pub(crate) async fn add(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let seen = seen(&panel, &who).await?;
    let mut page = newcomer(shell, &seen, &typed);
    let add = match added(&typed) {
        Ok(add) => add,
        Err(Wrong(field, key)) => {
            let words = page.shell.say(key);
            page.tell(field, words);
            return layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match panel.desk().run(&Actor::Officer(who.officer), &add).await {
        Ok(done) => invitation(&panel, &who, page.shell, done.answer).await,
        Err(DeskError::Refused(refusal @ (Refusal::AddressTaken | Refusal::UnknownDepartment))) => {
            let words = refusal.words(page.shell.language, panel.desk().now());
            let taken = refusal == Refusal::AddressTaken;
            page.tell(if taken { "email" } else { "department" }, words);
            layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn invitation(
    panel: &Panel,
    who: &Admitted,
    shell: Shell,
    officer: OfficerId,
) -> Result<Response, Trouble> {
    let invitation = Secret::invitation(panel.desk().room().entropy);
    let shown = invitation.reveal();
    let invite = Invite { officer, invitation };
    let until = panel.desk().run(&Actor::Officer(who.officer), &invite).await?.answer;
    layout::page(&Invited { shell, invitation: shown, until })
}

/// Invites one anew.
pub(crate) async fn invite(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Trouble> {
    invitation(&panel, &who, shell, chosen.officer).await
}

/// Retires one.
pub(crate) async fn retire(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Trouble> {
    let retire = Retire { officer: chosen.officer };
    panel.desk().run(&Actor::Officer(who.officer), &retire).await?;
    Ok(Redirect::to(&panel.settings().at(PATH)).into_response())
}

/// Gives one another role or department.
pub(crate) async fn change(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let officer = typed.get("officer").parse().map_err(|_| Trouble::Nothing)?;
    let seen = seen(&panel, &who).await?;
    let mut page = page(&panel, &who, shell, &seen, officer, Some(&typed)).await?;
    let (Ok(role), Ok(department)) = (role(&typed), chosen(&typed, "department")) else {
        return Err(Trouble::Refused(Refusal::NotFound));
    };
    let edition = typed.get("seen").parse().unwrap_or_default();
    let change = ChangeOfficer { seen: edition, officer, role, department };
    match panel.desk().run(&Actor::Officer(who.officer), &change).await {
        Ok(_) => Ok(Redirect::to(&page.shell.at(PATH)).into_response()),
        Err(DeskError::Refused(Refusal::NotAllowed)) => Err(Trouble::Refused(Refusal::NotAllowed)),
        Err(DeskError::Refused(refusal)) => {
            if refusal != Refusal::ChangedMeanwhile {
                page.seen = edition;
            }
            page.told = Some(refusal.words(page.shell.language, panel.desk().now()));
            layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
