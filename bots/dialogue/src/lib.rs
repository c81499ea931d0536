//! The conversation as a pure function: state and input in, state, replies and the next request
//! out. It does no I/O, knows no channel, and says nothing that is not in its Fluent files.
//!
//! Each flow is a file in `src/flow`, which opens with what it sounds like. `hear` turns what was
//! typed or tapped into what was meant, `state` holds what must be remembered, `turn` keeps the
//! shape of a turn, and `reply` puts keys into words.
//!
//! ```
//! use aduan::{domain::{Catalogue, ChatLinks, City, Language, Login}, stub::SeededEntropy};
//! use aduan_dialogue::{Fresh, Input, Say, Scene, State, step};
//!
//! let city = City::new("kota-lestari", "Kota Lestari", "LP")?;
//! let fresh = Fresh {
//!     number: aduan::domain::TrackingNumber::random(&city, &SeededEntropy::new(1)),
//!     nonce: 1,
//! };
//! let scene = Scene {
//!     now: "2026-11-21T01:30:00Z".parse()?,
//!     city: &city,
//!     catalogue: &Catalogue::default(),
//!     signed_in: false,
//!     login: Login::Otp,
//!     links: ChatLinks::NONE,
//!     language: Language::Indonesian,
//!     fresh: &fresh,
//! };
//! let done = step(State::new(), Input::Said("halo".into()), &scene);
//! assert_eq!(done.replies[0].say, Say::Welcome);
//! assert!(done.replies[0].render(Language::Indonesian).text.starts_with("Halo!"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod clock;
mod flow;
mod hear;
mod input;
mod limits;
mod listing;
mod maintenance;
mod notice;
mod prove;
mod reply;
mod say;
mod scene;
mod state;
mod step;
mod turn;

pub use flow::news::news_set;
pub use hear::{language_of, report_named_in};
pub use input::{Did, Found, Input, Unreadable};
pub use maintenance::in_maintenance;
pub use notice::{brief_news, brief_of, render_account_news, render_news};
pub use reply::{Choice, Phrase, Reply};
pub use say::Say;
pub use scene::{Fresh, Scene};
pub use state::State;
pub use step::{Chats, Deed, Next, Read, Step, step};
