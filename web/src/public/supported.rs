//! What most people support.

use aduan::{
    Desk, DeskError,
    domain::TrackingNumber,
    verbs::{MostSupported, ShowThese, Shown},
};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;

/// Which complaints most people support, found anew once a minute: that reads far more than a page
/// shows. What stands there is looked at each time, so that nothing is shown which is not published
/// any more.
#[derive(Debug, Default)]
pub(super) struct Favourites {
    found: Mutex<Option<(DateTime<Utc>, Vec<TrackingNumber>)>>,
}

/// How many there are on a page.
const MOST: usize = 5;
/// How long they are kept.
const FRESH: TimeDelta = TimeDelta::minutes(1);

impl Favourites {
    /// They as they are now.
    pub(super) async fn now(&self, desk: &Desk) -> Result<Vec<Shown>, DeskError> {
        let now = desk.now();
        // Whoever comes while they are looked for waits for that, and does not look too.
        let mut found = self.found.lock().await;
        let numbers = match &*found {
            Some((at, numbers)) if now - *at < FRESH => numbers.clone(),
            _ => {
                let numbers = MostSupported { most: MOST }.find(desk).await?;
                *found = Some((now, numbers.clone()));
                numbers
            }
        };
        drop(found);
        ShowThese { numbers }.find(desk).await
    }
}
