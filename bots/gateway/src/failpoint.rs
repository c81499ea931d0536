//! Named places at which a test can stop, fail or kill the process (feature `failpoints`).
//!
//! Each takes `return(exit)`, which ends the process with code 77 and without unwinding;
//! `return(error)`, which makes the call fail; and what the crate `fail` offers everywhere, such
//! as `panic` and `sleep(50)`.

/// Passes through a failpoint.
macro_rules! failpoint {
    ($name:literal) => {
        $crate::failpoint::pass($name)?
    };
}
pub(crate) use failpoint;

/// What a failpoint does.
#[cfg(feature = "failpoints")]
pub(crate) fn pass(name: &str) -> Result<(), crate::GatewayError> {
    fail::fail_point!(name, |what| match what.as_deref() {
        Some("exit") => std::process::exit(77),
        _ => Err(crate::GatewayError::Injected),
    });
    Ok(())
}

/// Nothing, in a release.
#[cfg(not(feature = "failpoints"))]
#[expect(clippy::unnecessary_wraps, reason = "it fails when failpoints are compiled in")]
#[inline]
pub(crate) fn pass(_: &str) -> Result<(), crate::GatewayError> {
    Ok(())
}

/// Whether a test switched a bug on, to see that it is found.
#[cfg(feature = "failpoints")]
pub(crate) fn planted(bug: &str) -> bool {
    fail::fail_point!(bug, |_| true);
    false
}

/// Whether a test switched a bug on: never.
#[cfg(not(feature = "failpoints"))]
pub(crate) fn planted(_: &str) -> bool {
    false
}
