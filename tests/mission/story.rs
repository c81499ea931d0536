//! Reading the story.

/// The number of the report, as it stands in the story.
pub(crate) const NUMBER: &str = "LP-7K3M-9QXT";

/// Something that happens in it.
pub(crate) enum Line {
    /// Somebody does something.
    Does { who: String, act: String },
    /// The bot says something to somebody.
    Hears { who: String, words: String },
    /// Dewi does something, in those words.
    Officer { deed: String, words: String },
    /// Some minutes pass.
    Later(i64),
}

/// What happens in the story: what stands in its blocks.
pub(crate) fn lines(page: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last = String::new();
    let blocks = page.split("```story\n").skip(1).filter_map(|block| block.split("```").next());
    for text in blocks.flat_map(str::lines) {
        let more = if text.is_empty() { Some("") } else { text.strip_prefix("     ") };
        if let Some(more) = more {
            if let Some(Line::Hears { words, .. }) = lines.last_mut() {
                words.push('\n');
                words.push_str(more);
            }
        } else if let Some(minutes) = text.strip_suffix(" minutes later)") {
            lines.push(Line::Later(minutes.trim_start_matches('(').parse().unwrap()));
        } else if let Some(deed) = text.strip_prefix("Dewi ") {
            let (deed, words) = deed.split_once(": ").unwrap_or((deed, ""));
            lines.push(Line::Officer { deed: deed.into(), words: words.into() });
        } else {
            let (who, said) = text.split_once(": ").unwrap_or_else(|| panic!("{text}"));
            if let Some(to) = who.strip_prefix("bot") {
                let who = to.strip_prefix(" to ").unwrap_or(&last).to_owned();
                lines.push(Line::Hears { who, words: said.into() });
            } else {
                who.clone_into(&mut last);
                lines.push(Line::Does { who: who.into(), act: said.into() });
            }
        }
    }
    lines
}

/// Whether a message says those words; `…` in them stands for anything.
pub(crate) fn says(message: &str, words: &str) -> bool {
    let mut rest = message;
    let mut parts = words.split('…');
    let begins = parts.next().is_some_and(|first| {
        let after = rest.strip_prefix(first);
        rest = after.unwrap_or_default();
        after.is_some()
    });
    begins
        && parts.all(|part| {
            let at = rest.find(part);
            rest = at.map_or("", |at| &rest[at + part.len()..]);
            at.is_some()
        })
        && (words.ends_with('…') || rest.trim().is_empty())
}
