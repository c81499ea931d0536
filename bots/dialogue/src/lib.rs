//! The conversation as a pure function: state and input in, state, replies and the next request
//! out.

mod clock;
mod flow;
mod hear;
mod input;
mod limits;
mod notice;
mod reply;
mod say;
mod scene;
mod state;
mod step;
mod turn;

pub use input::{Did, Found, Input, Unreadable};
pub use notice::render_notice;
pub use reply::{Choice, Phrase, Reply};
pub use say::Say;
pub use scene::{Fresh, Scene};
pub use state::State;
pub use step::{Deed, Next, Read, Step, step};
