//! The promises of Storage as a suite any backend can run, with deliberately broken stores that it must catch.
