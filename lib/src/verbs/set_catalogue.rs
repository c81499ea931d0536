//! Setting departments and categories.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::Catalogue,
    facts::{Facts, Want},
    log::{By, Entry, Event},
    record::{Key, Row},
    refusal::Refusal,
    seal::Broken,
    verb::{No, Planned, Room, Verb},
};

/// Sets the city's departments and categories.
#[derive(Clone, Debug)]
pub struct SetCatalogue {
    /// All of them.
    pub catalogue: Catalogue,
}

impl Verb for SetCatalogue {
    type Answer = ();

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(super::officer_wants(actor))
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<()>, No> {
        let by = super::staff(actor, Deed::Configure, facts, room)?;
        let known = |id| self.catalogue.department(id).is_some();
        let parents = self.catalogue.departments.iter().filter_map(|d| d.parent.as_ref());
        let homes = self.catalogue.categories.iter().map(|category| &category.department);
        if !parents.chain(homes).all(known) {
            return Err(Refusal::UnknownDepartment.into());
        }
        let body = serde_json::to_vec(&self.catalogue).map_err(|_| Broken::Damaged)?.into();
        let row = Row { key: Key::Catalogue, body, names: Vec::new(), facets: None };
        let mut batch = Batch::new();
        batch.put(row, facts.version(&Key::Catalogue));
        let by = by.map_or(By::System, By::Officer);
        batch.log(Entry { at: room.now, by, about: None, what: Event::CatalogueSet });
        Ok(Planned { batch, answer: (), after: Vec::new() })
    }
}
