//! The service from outside: an upstream that records what it gets, and callbacks as the provider signs them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that goes wrong should stop there"
)]

mod callbacks;
mod decisions;
mod faults;
mod limits;
mod passing;
mod proxy;
mod redis;
mod reloads;
mod sends;
mod shared;
mod stores;
mod world;
