//! Guessing a code while the process keeps dying.

use std::path::Path;

use aduan::prelude::*;
use futures::executor::block_on;

use crate::open;

fn peer() -> Peer {
    Peer::new(Channel::Terminal, "penebak")
}

/// Has a code sent that the guesser never reads.
pub fn send_code(folder: &Path) {
    let ask = RequestCode {
        peer: peer(),
        purpose: Purpose::Login,
        handle: Handle::Email(Email::parse("sari@contoh.id").unwrap()),
        language: Language::Indonesian,
        network: None,
    };
    block_on(open(folder).run(&Actor::Visitor, &ask)).unwrap();
}

/// Guesses once; whether a verdict came back.
pub async fn guess(desk: &Desk, digits: u32) -> bool {
    let guess = EnterCode {
        peer: peer(),
        purpose: Purpose::Login,
        code: Code::find(&format!("{digits:06}")).unwrap(),
        language: Language::Indonesian,
        consent: None,
    };
    let told = desk.run(&Actor::Visitor, &guess).await.map(|done| done.answer);
    matches!(told, Ok(Verdict::Right(_) | Verdict::Wrong { .. }))
}
