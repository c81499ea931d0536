//! The conversation as a pure function: state and input in, state, replies and the next request
//! out.

mod input;
mod reply;
mod scene;
mod state;
mod step;

pub use input::{Did, Found, Input, Unreadable};
pub use reply::{Choice, Reply, Say, render_notice};
pub use scene::{Fresh, Scene};
pub use state::State;
pub use step::{Deed, Next, Read, Step, step};
