//! How the house is doing, for those who operate it.

use std::{collections::BTreeSet, fmt, sync::Arc};

use aduan::{domain::Language, ports::Message};
use async_trait::async_trait;

/// Whoever knows how the house is doing.
#[async_trait]
pub trait Reporter: fmt::Debug + Send + Sync + 'static {
    /// How it is doing, in the language of whoever asks, without naming anybody.
    async fn status(&self, language: Language) -> Message;
}

/// The accounts that may ask, and who answers them.
#[derive(Clone, Debug)]
pub(crate) struct Admins {
    pub(crate) ids: BTreeSet<i64>,
    pub(crate) reporter: Arc<dyn Reporter>,
}
