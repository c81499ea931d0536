//! The one binary: reads configuration, builds the parts, runs the roles asked for.
fn main() {}
