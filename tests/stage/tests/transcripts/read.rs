//! The transcripts at the top of each flow, as what she does and what is answered.

use std::fs;

/// A transcript.
pub(crate) struct Transcript {
    pub(crate) flow: String,
    pub(crate) language: String,
    pub(crate) steps: Vec<Step>,
}

/// What she does, or what happens, and what is answered.
pub(crate) struct Step {
    pub(crate) does: String,
    pub(crate) answers: Vec<Answer>,
}

/// One message.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) labels: Vec<String>,
    /// What the choices tell of themselves, where they do.
    pub(crate) hints: Vec<Option<String>>,
    /// Whether a place is hoped for.
    pub(crate) place: bool,
}

/// Every transcript of every flow; the flows are in that folder.
pub(crate) fn all(flows: &str) -> Vec<Transcript> {
    let mut files: Vec<_> = fs::read_dir(flows).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        for part in source.split("//! ```transcript ").skip(1) {
            let (language, body) = part.split_once('\n').unwrap();
            let body = body.lines().take_while(|line| *line != "//! ```");
            let body =
                body.map(|line| line.trim_start_matches("//!").strip_prefix(' ').unwrap_or(""));
            let flow = file.file_stem().unwrap().display().to_string();
            all.push(Transcript { flow, language: language.to_owned(), steps: steps(body) });
        }
    }
    all
}

fn steps<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in lines {
        if line.starts_with("Sari: ") || line.starts_with("* ") {
            steps.push(Step { does: line.to_owned(), answers: Vec::new() });
        } else if let Some(step) = steps.last_mut() {
            match line.strip_prefix("bot: ") {
                Some(text) => {
                    step.answers.push(Answer { text: text.to_owned(), ..Answer::default() });
                }
                None => goes_on(step.answers.last_mut().unwrap(), line),
            }
        }
    }
    let answers = steps.iter_mut().flat_map(|step| &mut step.answers);
    answers.for_each(|answer| answer.text.truncate(answer.text.trim_end().len()));
    steps
}

/// A line under the first of a message: more words, or its choices.
fn goes_on(answer: &mut Answer, line: &str) {
    let line = line.strip_prefix("     ").unwrap_or_default();
    if line.starts_with("☰ ") {
        return;
    }
    let choices = line.strip_prefix("  ").filter(|line| line.starts_with('['));
    if let Some((label, hint)) = choices.and_then(|row| row.strip_prefix('[')?.split_once(']')) {
        let hint = hint.trim();
        if label == "📍" {
            answer.place = true;
        } else if label != "📷" {
            answer.labels.push(label.to_owned());
            answer.hints.push((!hint.is_empty()).then(|| hint.to_owned()));
        }
    } else if line.starts_with('[') && line.ends_with(']') {
        for label in line.trim_matches(['[', ']']).split("] [") {
            match label {
                "📍" => answer.place = true,
                "📷" => {}
                label => {
                    answer.labels.push(label.to_owned());
                    answer.hints.push(None);
                }
            }
        }
    } else {
        answer.text.push('\n');
        answer.text.push_str(line);
    }
}
