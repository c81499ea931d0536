//! The repository's own tests: arrows, manifests, licences, the length of files, the words of
//! the documents, and the phrases. There is no code here, only tests: what `docs/architecture.md` and `deny.toml`
//! say is checked against what `cargo metadata` and the files say.

#[cfg(test)]
mod arrows;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod files;
#[cfg(test)]
mod manifests;
#[cfg(test)]
mod supply;
#[cfg(test)]
mod words;

#[cfg(test)]
mod repository;
