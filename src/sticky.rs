//! Memory of recipients: what a decision gets as input, and a store that keeps it in memory.

#[cfg(feature = "conversations")]
mod conversations;
mod memory;

#[cfg(feature = "conversations")]
pub use conversations::Conversations;
pub use memory::Memory;
