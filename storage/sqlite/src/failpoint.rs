//! Named points at every edge of a commit. Without the feature `failpoints` they are nothing.

/// Passes the point of that name, where a test may let it fail, sleep, panic or end the process.
#[cfg(feature = "failpoints")]
pub(crate) fn pass(name: &str) -> rusqlite::Result<()> {
    fail::fail_point!(name, |action| match action.as_deref() {
        // Nothing is unwound, flushed or closed: to the files it is a process that was killed.
        Some("exit") => std::process::exit(77),
        Some("abort") => std::process::abort(),
        Some("full") => Err(engine(rusqlite::ffi::SQLITE_FULL)),
        _ => Err(engine(rusqlite::ffi::SQLITE_IOERR)),
    });
    Ok(())
}

#[cfg(feature = "failpoints")]
fn engine(code: std::ffi::c_int) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some("a failpoint".to_owned()))
}

/// Passes the point of that name.
#[cfg(not(feature = "failpoints"))]
#[expect(clippy::unnecessary_wraps, reason = "it fails with the feature `failpoints`")]
pub(crate) fn pass(_: &str) -> rusqlite::Result<()> {
    Ok(())
}

/// Whether a test switched a bug on, to see that it is found.
#[cfg(feature = "failpoints")]
pub(crate) fn planted(bug: &str) -> bool {
    fail::fail_point!(bug, |_| true);
    false
}
