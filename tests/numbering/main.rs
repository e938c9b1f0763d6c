//! The numbering plan: that its answers are libphonenumber's, and that it has one for everything.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

mod answers;
mod areas;
mod corpus;
mod examples;
mod file;
#[path = "../laws/model/areas.rs"]
mod published;
mod router;
mod totality;
