//! Maps: what is read from them, and everything that can be wrong with one.

mod cases;
mod decisions;
mod hostile;
mod report;
#[cfg(feature = "serde")]
mod trees;
