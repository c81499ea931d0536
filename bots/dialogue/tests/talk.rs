//! What the conversation says and does, from outside. One program, so that it is built once. The
//! modules are marked as tests for clippy, which looks for that mark only.

#[cfg(test)]
mod properties;
#[cfg(test)]
mod records;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod transcripts;
#[cfg(test)]
mod words;
#[cfg(test)]
mod world;
