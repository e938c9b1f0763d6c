//! The command line of originator.
fn main() {}
