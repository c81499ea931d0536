//! What all pages share: their frame, their words, their stylesheet, and how an error looks.

pub(crate) mod assets;
pub(crate) mod language;
mod shell;
pub(crate) mod trouble;
mod words;

pub(crate) use shell::{Shell, page, show};
pub(crate) use trouble::Trouble;
