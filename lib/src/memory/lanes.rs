//! Lanes of work.

use std::collections::BTreeMap;

use super::state::State;
use crate::{
    domain::QueuedId,
    queue::{Claim, Lane, Leased, Waiting},
};

impl State {
    pub(super) fn waiting_mut(&mut self, id: QueuedId) -> Option<&mut Waiting> {
        self.queued.get_mut(self.queued_by_id.get(&id)?)
    }

    pub(super) fn claim(&mut self, claim: &Claim) -> Vec<Leased> {
        let mut lanes = BTreeMap::<Lane, Vec<&Waiting>>::new();
        for waiting in self.queued.values() {
            let row = &waiting.row;
            let closed = self.closed_lanes.get(&(row.queue, row.lane));
            if row.queue == claim.queue
                && claim.lane.is_none_or(|lane| row.lane == lane)
                && row.due <= claim.now
                && waiting.buried.is_none()
                && closed.is_none_or(|until| *until <= claim.now)
            {
                lanes.entry(row.lane).or_default().push(waiting);
            }
        }
        let mut lanes: Vec<_> = lanes.into_iter().collect();
        lanes.sort_by_key(|(_, rows)| rows.iter().map(|waiting| waiting.row.due).min());
        let leased: Vec<_> = (lanes.into_iter().take(claim.lanes))
            .map(|(lane, rows)| Leased {
                lane,
                rows: rows.into_iter().take(claim.rows).cloned().collect(),
            })
            .collect();
        for Leased { lane, .. } in &leased {
            self.closed_lanes.insert((claim.queue, *lane), claim.now + claim.lease);
        }
        leased
    }
}
