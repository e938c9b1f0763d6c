//! The command as its users run it: arguments and files in, bytes and an exit status out.
//!
//! One test binary, since each is linked by itself: `cargo test --test cli batch::` runs the tests of one module.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

mod batch;
mod bench;
mod commands;
mod coverage;
mod diff;
mod documents;
mod files;
mod folder;
mod serve;
mod shell;
mod sinch;
mod sinch_setup;
mod terminal;
