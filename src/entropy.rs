//! The chance of the operating system.

use aduan::ports::Entropy;

/// The chance of the operating system.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter that asks the system")]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            // Keys and codes that can be guessed are worse than none: nothing may go on.
            eprintln!("aduan: the operating system gives no random bytes: {error}");
            std::process::abort();
        }
    }
}
