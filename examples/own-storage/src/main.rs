//! A storage of one's own, proved by the contract suite.
fn main() {}
