//! The Sinch Conversation API.

mod callback;
mod send;
mod setup;
mod transcode;
