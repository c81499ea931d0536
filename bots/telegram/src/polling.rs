//! We ask Telegram for updates, where it cannot reach us.

use std::time::Duration;

use aduan::domain::City;
use serde_json::Value;
use teloxide::{payloads::GetUpdatesSetters as _, prelude::Requester as _};

use crate::{
    Intake,
    backoff::Backoff,
    introduce::{ALLOWED, Coming},
    trouble::Trouble,
};

/// How long Telegram may wait for something to happen (Bot API: at most 50 seconds).
const PATIENCE_SECONDS: u32 = 30;
/// The pauses between two tries to get updates.
const PAUSES: Backoff = Backoff::between(Duration::from_secs(1), Duration::from_mins(1));

impl Intake {
    /// Asks for updates until `shutdown` is ready. They are confirmed to Telegram only after they
    /// are durable; what was not confirmed comes again, and happens once.
    pub async fn poll(&self, city: &City, shutdown: impl Future<Output = ()> + Send) {
        tokio::select! {
            () = shutdown => {}
            () = self.keep_polling(city) => {}
        }
    }

    async fn keep_polling(&self, city: &City) {
        self.until_introduced(city, Coming::Asked).await;
        let (mut offset, mut pauses) = (None, PAUSES);
        loop {
            match self.ask(offset).await {
                Ok(updates) => {
                    self.telegram.api().polled();
                    let next = next_offset(&updates);
                    match self.take(updates).await {
                        Ok(()) => {
                            offset = next.or(offset);
                            pauses.reset();
                        }
                        Err(_) => tokio::time::sleep(pauses.next(&Trouble::Away)).await,
                    }
                }
                Err(trouble) => {
                    tracing::warn!(%trouble, "telegram.not_polled");
                    tokio::time::sleep(pauses.next(&trouble)).await;
                    if trouble == Trouble::Rival {
                        // Perhaps a webhook was set meanwhile; another process would stay.
                        self.unregister().await.ok();
                    }
                }
            }
        }
    }

    async fn ask(&self, offset: Option<i32>) -> Result<Vec<Value>, Trouble> {
        let mut request = self.telegram.api().bot().get_updates().timeout(PATIENCE_SECONDS);
        request = request.allowed_updates(ALLOWED);
        if let Some(offset) = offset {
            request = request.offset(offset);
        }
        match self.telegram.api().call(&request).await? {
            Value::Array(updates) => Ok(updates),
            _ => Err(Trouble::Away),
        }
    }

    pub(crate) async fn unregister(&self) -> Result<(), Trouble> {
        self.telegram.api().call(&self.telegram.api().bot().delete_webhook()).await.map(drop)
    }
}

/// What confirms all of these; one without an id cannot be confirmed by itself.
fn next_offset(updates: &[Value]) -> Option<i32> {
    let ids = updates.iter().filter_map(|update| update["update_id"].as_i64());
    i32::try_from(ids.max()?.checked_add(1)?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn all_that_came_is_confirmed_at_once() {
        let updates = [json!({ "update_id": 7 }), json!({ "update_id": 9 }), json!("?")];
        assert_eq!(next_offset(&updates), Some(10));
        assert_eq!(next_offset(&[]), None);
        assert_eq!(next_offset(&[json!({ "update_id": i64::MAX })]), None);
    }
}
