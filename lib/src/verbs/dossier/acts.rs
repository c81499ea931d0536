//! What an officer may do with a complaint now. The verbs themselves are asked, with what is known
//! of it: an action that is offered is one that would be done.

use crate::{
    domain::{BlobId, Comment, Complaint, EvidenceRule, Ground, InvalidText, Note, Picture},
    facts::Facts,
    refusal::Refusal,
    verb::{No, Room, Verb},
    verbs::{
        Ask, Assign, EndTalk, Reject, Remark, Reopen, Reply, Resolve, Respond, Start, Transfer,
    },
};

use super::{DossierOf, book};

/// What an officer may do with a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Give it to a department.
    Assign,
    /// Own it from now on.
    Take,
    /// Have somebody else own it.
    Hand,
    /// Ask the reporter something.
    Ask,
    /// Reply to a question.
    Reply,
    /// Close a question that is answered.
    EndTalk,
    /// Say that it is mended.
    Resolve,
    /// Pass it on to another department.
    Transfer,
    /// Not take it.
    Reject,
    /// Take it up again.
    Reopen,
    /// Answer in public.
    Respond,
    /// Write a note that only staff read.
    Remark,
}

impl Act {
    /// Every act there is.
    pub const ALL: [Self; 12] = [
        Self::Assign,
        Self::Take,
        Self::Hand,
        Self::Ask,
        Self::Reply,
        Self::EndTalk,
        Self::Resolve,
        Self::Transfer,
        Self::Reject,
        Self::Reopen,
        Self::Respond,
        Self::Remark,
    ];

    /// Those that she may do now.
    pub(super) fn possible(
        asks: &DossierOf,
        complaint: &Complaint,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Vec<Self>, No> {
        let trial = Trial { asks, complaint, facts, room };
        let mut possible = Vec::new();
        for act in Self::ALL {
            if trial.of(act)? {
                possible.push(act);
            }
        }
        Ok(possible)
    }
}

/// A complaint on which acts are tried without doing them.
struct Trial<'a> {
    asks: &'a DossierOf,
    complaint: &'a Complaint,
    facts: &'a Facts,
    room: &'a Room<'a>,
}

impl Trial<'_> {
    fn of(&self, act: Act) -> Result<bool, No> {
        let number = self.asks.number.clone();
        let owns = self.complaint.stage.owner() == Some(self.asks.officer);
        match act {
            Act::Assign => match self.elsewhere()? {
                Some(to) => self.allows(&Assign { number, to }),
                None => Ok(false),
            },
            Act::Take => Ok(!owns && self.allows(&Start { number, owner: None })?),
            Act::Hand => self.allows(&Start { number, owner: None }),
            Act::Ask => self.allows(&Ask { number, question: self.words()? }),
            Act::Reply => self.allows(&Reply { number, words: self.words()? }),
            Act::EndTalk => self.allows(&EndTalk { number }),
            Act::Resolve => {
                let catalogue = book::catalogue(self.facts)?;
                let rule = catalogue.category(&self.complaint.category).map(|it| it.evidence);
                let after = (rule == Some(EvidenceRule::AfterPhoto)).then(|| self.photo());
                self.allows(&Resolve { number, remark: self.words()?, after })
            }
            Act::Transfer => match self.elsewhere()? {
                Some(to) => self.allows(&Transfer { number, to, reason: self.words()? }),
                None => Ok(false),
            },
            Act::Reject => {
                self.allows(&Reject { number, ground: Ground::Other, reason: self.words()? })
            }
            Act::Reopen => self.allows(&Reopen { number, reason: self.words()? }),
            Act::Respond => {
                let words = Comment::parse(number.as_str()).map_err(unwritable)?;
                self.allows(&Respond { number, words })
            }
            Act::Remark => self.allows(&Remark { number, note: self.words()? }),
        }
    }

    fn allows<V: Verb>(&self, verb: &V) -> Result<bool, No> {
        match verb.decide(&self.asks.actor(), self.facts, self.room) {
            Ok(_) => Ok(true),
            Err(No::Refused(_)) => Ok(false),
            Err(broken @ No::Broken(_)) => Err(broken),
        }
    }

    /// Words of no meaning.
    fn words(&self) -> Result<Note, No> {
        Note::parse(self.asks.number.as_str()).map_err(unwritable)
    }

    /// A photo that is nowhere kept.
    fn photo(&self) -> Picture {
        let [blob, thumbnail] = [(); 2].map(|()| BlobId::random(self.room.entropy));
        Picture { blob, thumbnail, width: 1, height: 1, bytes: 1 }
    }

    /// Some department that has it not.
    fn elsewhere(&self) -> Result<Option<crate::domain::DepartmentId>, No> {
        let has = self.complaint.stage.department();
        let mut all = book::catalogue(self.facts)?.departments.into_iter();
        Ok(all.find(|it| !it.retired && Some(&it.id) != has).map(|it| it.id))
    }
}

/// A number always is words; if it were not, nothing would be possible.
fn unwritable(_: InvalidText) -> No {
    Refusal::NotAllowed.into()
}
