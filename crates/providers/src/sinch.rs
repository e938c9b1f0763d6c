//! The Sinch Conversation API: callbacks and their signatures, sends, the text of an SMS, and the set-up of an app.

pub mod callback;
pub mod nonces;
pub mod send;
pub mod setup;
pub mod signature;
pub mod transcode;
