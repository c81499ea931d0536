//! What somebody has to know to walk about in the invented city: on the terminal, and as a page.

use std::path::Path;

use aduan::{
    Desk, book,
    domain::{Language, Officer, Role},
    facts::Want,
    query::{Item, Query, Select},
    record::Key,
};
use aduan_email::{MailUrl, newest_code};
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{Html, IntoResponse as _, Response},
    routing::get,
};

use super::found::PASSWORD;
use crate::config::Config;

/// What a page may load: its stylesheet.
const POLICY: &str = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; \
    base-uri 'none'; form-action 'none'";

/// Somebody who works for the city, as the page shows her.
struct Row {
    name: String,
    role: String,
    department: String,
    email: String,
    code: String,
}

/// The page.
#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="10">
<title>Demo · {{ city }}</title>
<link rel="stylesheet" href="{{ stylesheet }}">
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="top"><strong>{{ city }}</strong><span class="soft">a demo: nothing in it is real</span></header>
<main id="main">
<h1>Who do you want to be?</h1>
<section class="card">
<h2>Somebody who lives here</h2>
<p><a href="/">The public pages</a> and <a href="/chat">the chat</a>. To report something, log in
with any e-mail address that ends in <span class="code">.example</span>. Nothing is sent: the newest
code would have been</p>
<p><strong class="code">{% if let Some(code) = sent %}{{ code }}{% else %}none yet{% endif %}</strong></p>
</section>
<section class="card">
<h2>Somebody who works here</h2>
<p><a href="/panel">The panel</a>. Everybody's password is <strong class="code">{{ password }}</strong>;
the code is that of her device now, and good once.</p>
<ul class="rows">
{% for row in rows %}
<li><strong>{{ row.name }}</strong> <span class="mark">{{ row.role }}</span>
<span class="soft">{{ row.department }}</span><br>
<span class="code">{{ row.email }}</span> · <strong class="code">{{ row.code }}</strong></li>
{% endfor %}
</ul>
</section>
</main>
</body>
</html>"##
)]
struct Page {
    city: String,
    stylesheet: String,
    password: &'static str,
    sent: Option<String>,
    rows: Vec<Row>,
}

/// The page, which belongs to no city but the invented one.
#[derive(Clone)]
struct Desktop {
    desk: Desk,
    mail: MailUrl,
    stylesheet: String,
}

/// The page `/demo`.
pub(super) fn routes(desk: &Desk, config: &Config, stylesheet: String) -> Router {
    let (desk, mail) = (desk.clone(), config.mail());
    Router::new().route("/demo", get(show)).with_state(Desktop { desk, mail, stylesheet })
}

async fn show(State(Desktop { desk, mail, stylesheet }): State<Desktop>) -> Response {
    let Ok(rows) = rows(&desk).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let sent = match mail {
        MailUrl::Folder(folder) => newest_code(&folder).map(|code| code.reveal()),
        MailUrl::Server(_) => None,
    };
    let city = desk.city().name.to_string();
    let page = Page { city, stylesheet, password: PASSWORD, sent, rows };
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    match page.render() {
        Ok(page) => (headers, Html(page)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Everybody who works for the city and has a device.
async fn rows(desk: &Desk) -> anyhow::Result<Vec<Row>> {
    let room = desk.room();
    let facts = desk.storage().load(&[Want::Record(Key::Catalogue)]).await?;
    let catalogue = book::catalogue(&facts)?;
    let officers = desk.storage().list(&Query::new(Select::Officers, Query::LIMIT)).await?;
    let mut rows = Vec::new();
    for item in officers.items {
        let Item::Record(row) = item else { continue };
        let officer = room.open_row::<Officer>(&row)?.value;
        let department = officer.department.as_ref().and_then(|id| catalogue.department(id));
        let Some(device) = officer.credentials.device.filter(|_| !officer.retired) else {
            continue;
        };
        rows.push(Row {
            name: officer.name.as_str().to_owned(),
            role: format!("{:?}", officer.role).to_lowercase(),
            department: department
                .map_or("", |department| department.name.get(Language::English))
                .to_owned(),
            email: officer.email.as_str().to_owned(),
            code: device.secret.code(room.now).map_or_else(String::new, |code| code.reveal()),
        });
    }
    Ok(rows)
}

/// Says where to go.
pub(super) async fn introduce(
    desk: &Desk,
    config: &Config,
    kept: Option<&Path>,
) -> anyhow::Result<()> {
    let (city, at) = (&desk.city().name, &config.web.public_url);
    println!("{city} is an invented city. Open these in a browser:");
    println!();
    println!("  {at}/         its public pages");
    println!("  {at}/chat     report something, as somebody who lives there");
    println!("  {at}/panel    see to it, as somebody who works there");
    println!("  {at}/demo     the codes to sign in with, now");
    println!();
    println!("Officers sign in with the password {PASSWORD} and a code of {at}/demo:");
    println!();
    let rows = rows(desk).await?;
    for role in Role::ALL.map(|role| format!("{role:?}").to_lowercase()) {
        if let Some(row) = rows.iter().find(|row| row.role == role) {
            let Row { name, role, department, email, .. } = row;
            println!("  {email:<26} {role:<12} {name:<24} {department}");
        }
    }
    println!();
    if let MailUrl::Folder(folder) = config.mail() {
        println!("What it would send by e-mail is in {}", folder.display());
    }
    match kept {
        Some(folder) => println!("The city stays in {}. Ctrl-C ends it.", folder.display()),
        None => println!("Ctrl-C ends it, and the city is gone; --data DIR keeps it."),
    }
    Ok(())
}
