//! What all pages share: their frame, their menu, their words, their files, and how an error looks.

pub(crate) mod assets;
mod chip;
pub(crate) mod language;
mod menu;
pub(crate) mod photo;
mod point;
mod shell;
mod tiles;
pub(crate) mod trouble;
mod words;

pub(crate) use chip::Chip;
pub(crate) use point::point;
pub(crate) use shell::{Icon, Shell, page, show};
pub use tiles::{InvalidTiles, Tiles};
pub(crate) use trouble::Trouble;
