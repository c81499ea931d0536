//! Measures what the documentation says about speed.

use std::time::{Duration, Instant};

/// How long `work` took, and what came of it.
#[expect(clippy::disallowed_methods, reason = "a stopwatch is what a bench is for")]
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// The same of work that waits.
#[expect(clippy::disallowed_methods, reason = "a stopwatch is what a bench is for")]
pub async fn timed_async<T>(work: impl Future<Output = T>) -> (Duration, T) {
    let start = Instant::now();
    let result = work.await;
    (start.elapsed(), result)
}

/// `count` in `time`, as a number a second.
pub fn a_second(count: usize, time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a bench counts thousands")]
    let count = count as f64;
    count / time.as_secs_f64()
}
