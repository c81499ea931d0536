//! What is to go wrong, and how often.

/// Faults that wait for calls to meet them.
#[derive(Debug)]
pub(crate) struct Faults<F>(Vec<Trouble<F>>);

#[derive(Debug)]
struct Trouble<F> {
    /// Of which calls; of any, if none is named.
    method: Option<String>,
    /// To which chat; to any, if none is named.
    chat: Option<i64>,
    fault: F,
    times: usize,
}

impl<F> Default for Faults<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: Clone> Faults<F> {
    /// The next `times` calls of `method` (any, if none is named) meet `fault`.
    pub(crate) fn add(&mut self, method: Option<&str>, fault: F, times: usize) {
        self.0.push(Trouble { method: method.map(str::to_owned), chat: None, fault, times });
    }

    /// The next `times` calls that concern that chat meet `fault`.
    pub(crate) fn add_to(&mut self, chat: i64, fault: F, times: usize) {
        self.0.push(Trouble { method: None, chat: Some(chat), fault, times });
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that a call meets, if any.
    pub(crate) fn meet(&mut self, method: &str, chat: Option<i64>) -> Option<F> {
        let met = self.0.iter_mut().find(|one| {
            let of_it = one.method.as_deref().is_none_or(|of| of == method);
            one.times > 0 && of_it && one.chat.is_none_or(|to| Some(to) == chat)
        })?;
        met.times -= 1;
        Some(met.fault.clone())
    }
}
