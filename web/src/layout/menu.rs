//! Where one can go from every page.

use aduan::{
    authority::{Deed, Rank, Standing, allows},
    verbs::Admitted,
};

use super::Shell;

/// A line of the menu.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Where it leads, below the panel.
    pub(crate) path: &'static str,
    /// The icon beside it.
    pub(crate) icon: &'static str,
    /// What it is called.
    pub(crate) words: String,
    /// Whether that is where one is.
    pub(crate) here: bool,
}

impl Shell {
    /// The lines of the menu for whoever is signed in, as they are read.
    pub(crate) fn menu(&self, who: &Admitted) -> Vec<Line> {
        let may = |deed| allows(Rank::Officer(who.role), deed, Standing::Inside);
        let lines = [
            (may(Deed::Read), "/", "inbox", self.say("queue")),
            (may(Deed::FileFor), "/counter", "clipboard-plus", self.say("counter")),
            (may(Deed::Configure), "/setup", "settings", self.say("setup")),
            (true, "/account", "circle-user", self.say("account")),
        ];
        let shown = lines.into_iter().filter(|(shown, ..)| *shown);
        // A page below one of the menu belongs to it; the first page has all others below it.
        let here = |path: &str| {
            let below = self.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
            *self.path == *path || below && path != "/"
        };
        shown.map(|(_, path, icon, words)| Line { path, icon, words, here: here(path) }).collect()
    }
}
