//! Chance.

use std::fmt;

/// Where unpredictable bytes come from. In production this is the operating system; the twin for
/// tests is [`SeededEntropy`](crate::stub::SeededEntropy).
///
/// ```
/// use aduan::{ports::Entropy, stub::SeededEntropy};
/// let (mut a, mut b) = ([0; 8], [0; 8]);
/// SeededEntropy::new(7).fill(&mut a);
/// SeededEntropy::new(7).fill(&mut b);
/// assert_eq!(a, b);
/// ```
pub trait Entropy: fmt::Debug + Send + Sync + 'static {
    /// Fills `bytes`, each bit independent of everything else.
    fn fill(&self, bytes: &mut [u8]);
}
