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

/// Takes away what is to be forgotten, if a test switched that bug on, to see that it is found.
#[cfg(feature = "failpoints")]
pub(crate) fn forgets<T>(bug: &str, what: &mut Vec<T>) -> Vec<T> {
    fail::fail_point!(bug, |_| std::mem::take(what));
    Vec::new()
}
