//! What happened to a complaint, in sentences.

use aduan::{
    domain::{ClosedBecause, DepartmentId, Ground, Identity, OfficerId},
    log::{Audience, Event},
    phrase::Value,
    verbs::{Delivery, Dossier, Happening, Who},
};
use chrono::{DateTime, Utc};

use super::forms;
use crate::layout::Shell;

/// A line of the story.
pub(super) struct Line {
    pub(super) at: DateTime<Utc>,
    pub(super) sentence: String,
    /// What was written.
    pub(super) words: Option<String>,
    /// Whether only staff read that.
    pub(super) internal: bool,
    /// What became of the news of it, and whether that is bad.
    pub(super) told: Option<(String, bool)>,
}

/// A complaint, for whoever reads its story.
pub(super) struct Teller<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) reader: OfficerId,
    pub(super) shell: &'a Shell,
}

impl Teller<'_> {
    /// The story, oldest first.
    pub(super) fn lines(&self) -> Vec<Line> {
        self.dossier.story.iter().filter_map(|happening| self.line(happening)).collect()
    }

    fn line(&self, happening: &Happening) -> Option<Line> {
        Some(Line {
            at: happening.at,
            sentence: self.sentence(happening)?,
            words: happening.words.as_ref().map(|words| words.as_str().to_owned()),
            internal: matches!(happening.what, Event::Remarked { .. }),
            told: happening.told.map(|(to, delivery)| self.told(to, delivery)),
        })
    }

    /// What happened last and when, for somebody who decided meanwhile.
    pub(super) fn latest(&self, now: DateTime<Utc>) -> Option<String> {
        let mut backwards = self.dossier.story.iter().rev();
        let (happening, sentence) =
            backwards.find_map(|happening| Some((happening, self.sentence(happening)?)))?;
        if self.dossier.complaint.identity == Identity::HiddenFromStaff {
            return Some(format!("{sentence}.")); // its times are by the hour
        }
        let minutes = (now - happening.at).num_minutes();
        let args = [("what", sentence.into()), ("minutes", minutes.into())];
        Some(self.shell.tell("story-ago", &args))
    }

    /// What an officer is called to the reader.
    pub(super) fn officer(&self, officer: &OfficerId) -> String {
        if *officer == self.reader {
            return self.shell.say("you");
        }
        let name = self.dossier.officers.get(officer);
        name.map_or_else(|| self.shell.say("somebody"), |name| name.as_str().to_owned())
    }

    /// What somebody is called to the reader.
    pub(super) fn who(&self, who: &Who) -> String {
        match who {
            Who::Reporter => self.shell.say("the-reporter"),
            Who::Officer(officer) => self.officer(officer),
            Who::System => self.shell.say("the-system"),
        }
    }

    /// What a department is called.
    pub(super) fn department(&self, id: &DepartmentId) -> String {
        let department = self.dossier.catalogue.department(id);
        department.map_or_else(
            || id.to_string(),
            |department| department.name.get(self.shell.language).to_owned(),
        )
    }

    /// What happened; `None` for what is no news to a reader.
    fn sentence(&self, happening: &Happening) -> Option<String> {
        let who: Value = self.who(&happening.by).into();
        let say = |key| Some(self.shell.tell(key, &[("who", who.clone())]));
        let say_to = |key, to: String| {
            Some(self.shell.tell(key, &[("who", who.clone()), ("to", to.into())]))
        };
        let say_count = |key, count: u32| {
            Some(self.shell.tell(key, &[("who", who.clone()), ("count", i64::from(count).into())]))
        };
        match &happening.what {
            Event::Filed { .. } => match happening.by {
                Who::Officer(_) => say("story-filed-for"),
                Who::Reporter | Who::System => say("story-filed"),
            },
            Event::Assigned { to, published: false } => {
                say_to("story-assigned", self.department(to))
            }
            Event::Assigned { to, published: true } => {
                say_to("story-assigned-published", self.department(to))
            }
            Event::Transferred { to, .. } => say_to("story-transferred", self.department(to)),
            Event::Started { owner } if happening.by == Who::Officer(*owner) => {
                say("story-started")
            }
            Event::Started { owner } => say_to("story-handed", self.officer(owner)),
            Event::Rejected { ground: Ground::Other, .. } => say("story-rejected"),
            Event::Rejected { ground, .. } => {
                say_to("story-rejected-because", forms::ground(*ground, self.shell))
            }
            Event::Remarked { .. } => say("story-remarked"),
            Event::PhotosAdded { count } => say_count("story-photos-added", *count),
            Event::PhotosLost { count } => say_count("story-photos-lost", *count),
            Event::Asked { .. } => say("story-asked"),
            Event::ToldStaff { .. } => say("story-told-staff"),
            Event::Replied { .. } => say("story-replied"),
            Event::Answered { .. } => say("story-answered"),
            Event::Resolved { .. } => say("story-resolved"),
            Event::Closed { because } => match because {
                ClosedBecause::Confirmed => say("story-confirmed"),
                ClosedBecause::NoReply => say("story-no-reply"),
                ClosedBecause::NoInfo => say("story-no-info"),
                ClosedBecause::Withdrawn => say("story-withdrawn"),
                ClosedBecause::Answered => say("story-talk-ended"),
            },
            Event::Disputed { .. } => say("story-disputed"),
            Event::Reopened { .. } => say("story-reopened"),
            Event::Appealed { .. } => say("story-appealed"),
            Event::ReporterLeft => say("story-left"),
            Event::Rated { stars, .. } => say_count("story-rated", u32::from(*stars)),
            Event::Blanked => say("story-blanked"),
            _ => None,
        }
    }

    fn told(&self, to: Audience, delivery: Delivery) -> (String, bool) {
        let shell = self.shell;
        match (to, delivery) {
            (Audience::Reporter, Delivery::Waiting) => (shell.say("told-waiting"), false),
            (Audience::Reporter, Delivery::Told) => (shell.say("told-reporter"), false),
            (Audience::Reporter, Delivery::NotTold(why)) => {
                (shell.say_with("told-not-reporter", "why", why.words(shell.language)), true)
            }
            (Audience::Owner, Delivery::Waiting | Delivery::Told) => {
                (shell.say("told-owner"), false)
            }
            (Audience::Owner, Delivery::NotTold(why)) => {
                (shell.say_with("told-not-owner", "why", why.words(shell.language)), true)
            }
        }
    }
}
