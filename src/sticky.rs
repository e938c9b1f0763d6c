//! What is remembered of a recipient, and the store that remembers it in memory.

#[cfg(feature = "conversations")]
mod conversations;
mod memory;

#[cfg(feature = "conversations")]
pub use conversations::Conversations;
pub use memory::Memory;
