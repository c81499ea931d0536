//! Choosing a password and a device, and being told the recovery codes.

use aduan::{
    authority::Actor,
    domain::{Code, Secret, TotpSecret},
    password::{Password, UnfitPassword},
    refusal::Refusal,
    verbs::{Invited, Join},
};
use askama::Template;
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use qrcode::{QrCode, render::svg};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::invitation::{self, invited};
use crate::{
    Panel,
    guard::cookie::Cookie,
    layout::{self, Shell, Trouble},
    sign_in::label,
};

/// The page.
#[derive(Template)]
#[template(path = "join/device.html")]
pub(super) struct Page {
    shell: Shell,
    name: String,
    /// The fewest characters of a password.
    least: usize,
    email: String,
    invitation: Zeroizing<String>,
    scan: Scan,
    refusal: Option<String>,
}

/// What a new device is to take up.
pub(crate) struct Scan {
    /// What it makes its codes of, in groups of four as it is typed.
    pub(crate) typed: Zeroizing<String>,
    pub(crate) device: Zeroizing<String>,
    /// The same as a link, and as a picture of it.
    pub(crate) link: Zeroizing<String>,
    pub(crate) picture: Zeroizing<String>,
}

/// What authenticators read (github.com/google/google-authenticator/wiki/Key-Uri-Format).
#[derive(Template)]
#[template(
    source = "otpauth://totp/{{ city|urlencode_strict }}:{{ email|urlencode_strict }}?secret={{ device }}&issuer={{ city|urlencode_strict }}",
    ext = "txt"
)]
struct Link<'a> {
    city: &'a str,
    email: &'a str,
    device: &'a str,
}

impl Scan {
    /// A device that makes codes for that address.
    pub(crate) fn new(shell: &Shell, email: &str, device: &TotpSecret) -> Result<Self, Trouble> {
        let device = device.to_base32();
        let link = Link { city: &shell.city, email, device: &device };
        let link = link.render().map(Zeroizing::new).map_err(|_| Trouble::Failed)?;
        let code = QrCode::new(link.as_bytes()).map_err(|_| Trouble::Failed)?;
        let picture = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
        // The picture stands in the page, where a declaration of XML has no place.
        let picture = picture.find("<svg").map_or_else(String::new, |at| picture[at..].to_owned());
        let groups: Vec<_> = device.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
        let typed = Zeroizing::new(groups.join(" "));
        Ok(Self { typed, device, link, picture: Zeroizing::new(picture) })
    }
}

impl Page {
    pub(super) fn new(
        shell: Shell,
        invitation: &Secret,
        invited: &Invited,
        device: &TotpSecret,
    ) -> Result<Self, Trouble> {
        let email = invited.email.as_str().to_owned();
        Ok(Self {
            least: Password::SHORTEST,
            name: invited.name.as_str().to_owned(),
            invitation: invitation.reveal(),
            scan: Scan::new(&shell, &email, device)?,
            email,
            refusal: None,
            shell,
        })
    }
}

/// What is typed into it.
#[derive(Deserialize)]
pub(crate) struct Typed {
    invitation: Zeroizing<String>,
    device: Zeroizing<String>,
    password: Zeroizing<String>,
    again: Zeroizing<String>,
    code: Zeroizing<String>,
}

/// What she is told once.
#[derive(Template)]
#[template(path = "join/recovery.html")]
pub(crate) struct Recovery {
    shell: Shell,
    codes: Vec<Zeroizing<String>>,
}

impl Recovery {
    /// The page that tells the codes.
    pub(crate) fn told(shell: Shell, codes: &[Secret]) -> Self {
        Self { shell, codes: codes.iter().map(Secret::reveal).collect() }
    }
}

/// Takes the invitation: she is signed in, and told her recovery codes.
pub(crate) async fn give(
    State(panel): State<Panel>,
    headers: HeaderMap,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let secret = Secret::parse(&typed.invitation);
    let (secret, invited) = match invited(&panel, secret.as_ref()).await {
        Ok(invited) => invited,
        Err(Trouble::Refused(refusal)) => return invitation::show(&panel, shell, &refusal),
        Err(trouble) => return Err(trouble),
    };
    let device = TotpSecret::parse(&typed.device).ok_or(Trouble::Refused(Refusal::WrongCode))?;
    let mut again = Page::new(shell.clone(), secret, &invited, &device)?;
    let join = match chosen(&panel, &invited, &typed, &shell) {
        Ok((password, code)) => {
            let desk = panel.desk().clone();
            let hash = panel.hashing(move || password.hash(desk.room().entropy)).await?;
            let entropy = panel.desk().room().entropy;
            Join {
                invitation: secret.clone(),
                password: hash.map_err(|_| Trouble::Failed)?,
                device,
                code,
                recovery: std::array::from_fn(|_| Secret::recovery_code(entropy)),
                session: Secret::session(entropy),
                label: label::of(&headers),
            }
        }
        Err(words) => {
            again.refusal = Some(words);
            return layout::show(StatusCode::UNPROCESSABLE_ENTITY, &again);
        }
    };
    match panel.desk().run(&Actor::Visitor, &join).await.map_err(Trouble::from) {
        Ok(_) => {
            let mut response = layout::page(&Recovery::told(shell, &join.recovery))?;
            let age = panel.desk().city().limits.officer_session;
            let (headers, session) = (response.headers_mut(), join.session.reveal());
            Cookie::Session.keep(headers, &session, age, panel.settings());
            Ok(response)
        }
        Err(Trouble::Refused(refusal @ Refusal::WrongCode)) => {
            again.refusal = Some(refusal.words(shell.language, panel.desk().now()));
            layout::show(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(trouble) => Err(trouble),
    }
}

/// Why a password will not do.
pub(crate) fn unfit(shell: &Shell, why: UnfitPassword) -> String {
    match why {
        UnfitPassword::Short => {
            shell.say_with("password-short", "least", Password::SHORTEST.to_string())
        }
        UnfitPassword::Long => shell.say("password-long"),
        UnfitPassword::Easy => shell.say("password-easy"),
    }
}

/// The password and the code, or what is wrong with them.
fn chosen(
    panel: &Panel,
    invited: &Invited,
    typed: &Typed,
    shell: &Shell,
) -> Result<(Password, Code), String> {
    let city = &panel.desk().city().name;
    let password = Password::chosen(&typed.password, &invited.email, city);
    let password = password.map_err(|why| unfit(shell, why))?;
    if typed.password != typed.again {
        return Err(shell.say("password-differs"));
    }
    let wrong = || Refusal::WrongCode.words(shell.language, panel.desk().now());
    Ok((password, Code::find(&typed.code).ok_or_else(wrong)?))
}
