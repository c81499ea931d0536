//! Giving a new complaint to its department by rule.

use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    authority::Actor,
    batch::Batch,
    book,
    domain::{Complaint, ComplaintId, DepartmentId, Kind, StageKind, Visibility},
    facts::Want,
    record::Key,
    refusal::Refusal,
    verb::{No, Room},
    verbs::Assign,
    words,
};

use super::Step;

/// Gives a complaint to the department of its category, or to its unit in the area, once its reporter cannot undo it any more.
/// What a coordinator has to look at first is left to her: questions, and public words in which
/// private details or insults were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Route {
    /// Which.
    pub complaint: ComplaintId,
}

impl Route {
    /// Assigns it, if a rule may and nobody did before.
    pub async fn step(&self, desk: &Desk) -> Result<Step, DeskError> {
        let keys = [Key::Complaint(self.complaint), Key::Catalogue, Key::Areas];
        let facts = desk.storage().load(&keys.map(Want::Record)).await?;
        let complaint = match book::complaint_at(&facts, self.complaint) {
            Ok(complaint) => complaint.value,
            // Undone in time.
            Err(No::Refused(Refusal::NotFound)) => return Ok(Step::last(Batch::new())),
            Err(no) => return Err(no.into()),
        };
        let setup = book::setup(&facts)?;
        let area = complaint.point.and_then(|point| setup.area_of(point));
        let home = setup.catalogue.home(&complaint.category, area).cloned();
        let Some(to) = Self::by_rule(&complaint, home, &desk.room())? else {
            return Ok(Step::last(Batch::new()));
        };
        let assign = Assign { number: complaint.number, to };
        match desk.plan(&Actor::System, &assign).await {
            Ok(planned) => Ok(Step::last(planned.batch)),
            // Somebody was quicker, or the department is gone: a coordinator sees to it.
            Err(DeskError::Refused(_)) => Ok(Step::last(Batch::new())),
            Err(error) => Err(error),
        }
    }

    /// The department a rule gives it to, if it is for a rule to say.
    fn by_rule(
        complaint: &Complaint,
        home: Option<DepartmentId>,
        room: &Room<'_>,
    ) -> Result<Option<DepartmentId>, No> {
        if complaint.kind == Kind::Question || complaint.stage.kind() != StageKind::Submitted {
            return Ok(None);
        }
        if complaint.visibility == Visibility::Public {
            let original = room.original(complaint)?;
            let place = original.place.as_ref().map_or("", |place| place.as_str());
            let parts = [original.words.as_str(), place];
            let looked_at =
                |part: &&str| !words::mask(part).found.is_empty() || words::insults(part);
            if parts.iter().any(looked_at) {
                return Ok(None);
            }
        }
        Ok(home)
    }
}
