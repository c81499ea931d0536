//! A stopwatch.

/// How long each of many runs took, in milliseconds.
#[derive(Default)]
pub(crate) struct Watch(Vec<f64>);

impl Watch {
    /// Runs something and notes how long it took: the shorter of two runs, since a busy machine
    /// interrupts.
    pub(crate) fn time<T>(&mut self, run: impl Fn() -> T) -> T {
        let (_, once) = stopwatch(&run);
        let (answer, again) = stopwatch(&run);
        self.0.push(once.min(again));
        answer
    }

    /// The median and the 99th percentile, in words.
    pub(crate) fn shown(&mut self) -> String {
        self.0.sort_by(f64::total_cmp);
        let at = |percent: usize| self.0.get(self.0.len() * percent / 100).copied().unwrap_or(0.0);
        format!("{:.3} ms a message, 99 of 100 in {:.3} ms", at(50), at(99))
    }
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch, in a program that measures")]
fn stopwatch<T>(run: impl Fn() -> T) -> (T, f64) {
    let start = std::time::Instant::now();
    let answer = run();
    (answer, start.elapsed().as_secs_f64() * 1000.0)
}
