//! Maps: what is read from them, and everything that can be wrong with one.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test is made of may fail it"
)]

mod cases;
mod decisions;
mod hostile;
mod memory;
mod page;
mod report;
#[cfg(feature = "serde")]
mod trees;
mod white_space;
