//! The panel of the departments inside somebody else's service, beside a page of that service's
//! own. `--once` asks for a page of the panel and ends.

use std::{error::Error, net::SocketAddr, sync::Arc};

use aduan::{domain::Secret, memory::MemoryStorage, prelude::*, verbs::Invite};
use aduan_web::{Panel, Settings};
use axum::{Router, body::Body, http::Request, routing::get};
use tokio::net::TcpListener;
use tower::ServiceExt as _;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let desk = desk()?;
    let dewi = AddOfficer {
        name: PersonName::parse("Dewi")?,
        email: Email::parse("dewi@lestari.example")?,
        role: Role::Admin, // who sets up departments and everything else, on pages of the panel
        department: None,
    };
    let officer = desk.run(&Actor::System, &dewi).await?.answer;
    let invitation = Secret::invitation(desk.room().entropy);
    let invite = Invite { officer, invitation: invitation.clone() };
    desk.run(&Actor::System, &invite).await?;

    // Behind https, `secure` binds the cookies to it; behind a proxy, `behind_proxy` believes it.
    let panel = Panel::new(desk, Settings::under("/departments"));
    let service = Router::new()
        .route("/", get(|| async { "The site of the city, as it was before.\n" }))
        .nest("/departments", panel.router());

    if std::env::args().any(|argument| argument == "--once") {
        let request = Request::get("/departments/sign-in").body(Body::empty())?;
        println!("/departments/sign-in: {}", service.oneshot(request).await?.status());
        return Ok(());
    }
    let listener = TcpListener::bind("127.0.0.1:8081").await?;
    println!("Our own page: http://127.0.0.1:8081");
    println!("Dewi joins at http://127.0.0.1:8081/departments/join");
    println!("Her invitation: {}", invitation.reveal().as_str());
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    Ok(axum::serve(listener, service).await?)
}

/// A city that is gone when the program ends.
fn desk() -> Result<Desk, Box<dyn Error>> {
    let city = City::new("lestari", "Kota Lestari", "LP")?;
    let storage = Arc::new(MemoryStorage::new(&city.jurisdiction));
    let keys = KeyRing::generate(&SystemEntropy);
    Ok(Desk::new(storage, Arc::new(SystemClock), Arc::new(SystemEntropy), keys, city))
}
