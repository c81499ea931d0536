//! Named points at the edges of a commit. Without the feature `failpoints` they are nothing.

/// Passes the point of that name, where a test may let the process wait, panic or end. Returns
/// whether the connection shall break here.
#[cfg(feature = "failpoints")]
pub(crate) fn pass(name: &str) -> bool {
    fail::fail_point!(name, |action| match action.as_deref() {
        Some("exit") => std::process::exit(77),
        Some("abort") => std::process::abort(),
        _ => true,
    });
    false
}

/// Passes the point of that name.
#[cfg(not(feature = "failpoints"))]
pub(crate) fn pass(_: &str) -> bool {
    false
}
