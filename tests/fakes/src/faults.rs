//! What is to go wrong, and how often.

/// Faults that wait for calls to meet them.
#[derive(Debug)]
pub(crate) struct Faults<F>(Vec<(Option<String>, F, usize)>);

impl<F> Default for Faults<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: Clone> Faults<F> {
    /// The next `times` calls of `method` (any, if none is named) meet `fault`.
    pub(crate) fn add(&mut self, method: Option<&str>, fault: F, times: usize) {
        self.0.push((method.map(str::to_owned), fault, times));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that a call meets, if any.
    pub(crate) fn meet(&mut self, method: &str) -> Option<F> {
        let met = |of: &Option<String>| of.as_deref().is_none_or(|of| of == method);
        let at = self.0.iter().position(|(of, _, times)| *times > 0 && met(of))?;
        self.0[at].2 -= 1;
        Some(self.0[at].1.clone())
    }
}
