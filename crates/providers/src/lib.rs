//! The shapes of SMS providers: callbacks and their signatures, and sends with the sender in them. Each provider has a
//! module.
//!
//! This crate has no server, no client and no clock. Bytes, headers and times come in, values and bytes go out.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//! use originator_providers::sinch::callback::{Callback, Event};
//! use originator_providers::sinch::send::{Purpose, SendRequest, SenderField};
//! use originator_providers::sinch::signature::Signature;
//!
//! // A customer writes to us.
//! let body = br#"{"app_id":"01EXAMPLEAPP","message":{"channel_identity":{"channel":"SMS",
//!     "identity":"12025550123"},"sender_id":"46701740605"}}"#;
//! let callback = Callback::read(body)?;
//! let Event::Inbound(inbound) = callback.event() else { return Err("not an SMS".into()) };
//! assert_eq!(inbound.customer(), "12025550123");
//! assert_eq!(inbound.written_to(), Some("46701740605"));
//! // A callback without the headers of a signature is unsigned: anybody may have sent it.
//! assert!(Signature::from_headers(|_name| None)?.is_none());
//!
//! // The answer gets the number that it has to leave from; every other byte stays as it is.
//! let body = br#"{"app_id": "01EXAMPLEAPP", "recipient": {"identified_by": {"channel_identities":
//!     [{"channel": "SMS", "identity": "+12025550123"}]}}, "message": {"text_message": {"text": "Hi"}}}"#;
//! let request = SendRequest::read(body)?;
//! let Purpose::Sms(sms) = request.purpose() else { return Err("not an SMS".into()) };
//! let SenderField::Open(slot) = sms.sender() else { return Err("names a sender".into()) };
//! let sent = slot.fill("+12025550142".parse()?);
//! assert!(sent.starts_with(br#"{"channel_properties":{"SMS_SENDER":"+12025550142"},"app_id": "01EXA"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The parts
//!
//! | to | use |
//! |---|---|
//! | verify a callback | [`sinch::signature::Signature`], and [`sinch::nonces::Nonces`] against replays |
//! | learn who wrote to which number | [`sinch::callback::Callback`] |
//! | set the sender in a send | [`sinch::send::SendRequest`] |
//! | see the SMS that a message becomes | [`sinch::transcode::sms_text`], [`length::Length`] |
//! | connect an app to a service plan | [`sinch::setup::Setup`] |
//!
//! Numbers are returned as they were written. They are international, with or without their `+`: read them with
//! [`originator::read`] and no default region, or pass them to a router as they are.

pub mod length;
pub mod sinch;

mod json;
mod secret;

pub use json::Malformed;
pub use secret::{EmptySecret, Secret};
