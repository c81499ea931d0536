//! What can be read from a person's words without understanding them: search tokens, private
//! details to hide, a title, a likely category, what a message is for, and the place it names.
//!
//! Everything here is a pure function of its arguments. It works offline, takes hostile text
//! calmly and in linear time, and gives the same answer on every machine, so that a token indexed
//! by one backend is found by any other.

pub use courtesy::{Courtesy, courtesy, without_courtesy};
pub use insult::insults;
pub use mask::{Masked, Private, mask};
pub use place::place;
pub use purpose::{Purpose, purpose};
pub use suggest::{FEATURES, Learned, Suggestion, Total, features, keyword, suggest};
pub use title::{TITLE_LENGTH, title};
pub use tokens::{TOKEN_BYTES, TOKENS, tokens};

mod courtesy;
mod insult;
mod mask;
mod place;
mod purpose;
mod suggest;
mod title;
mod tokens;

mod fold;
mod numbers;
mod plates;
mod slang;
mod stem;
mod stop;
