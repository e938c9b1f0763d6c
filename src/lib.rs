//! Decides which sender ID an SMS is sent from.
//!
//! A company with users in many countries owns many sender IDs, and each country accepts only some of them. A
//! [`Router`] finds the [`Region`] of the recipient's number, looks up the region's senders in the map of the service
//! plan, and for a reply prefers a sender of the customer's own country:
//!
//! ```
//! use originator::{Outcome, Router};
//!
//! let map = "\
//! originators:
//!   US: \"+12025550142\"
//!   SE: \"+46701740605\"
//! ";
//! let router = Router::from_yaml("originators.yaml", map)?;
//! let plan = router.plan("default").ok_or("no plan `default`")?;
//!
//! // A customer in the United States wrote to the Swedish number.
//! let decision = router.reply(plan, "+12025550123", "+46701740605");
//! assert_eq!(decision.outcome(), Outcome::Use("+12025550142".parse()?));
//! assert_eq!(decision.reason().as_str(), "domestic");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The main types
//!
//! | to | use |
//! |---|---|
//! | decide | [`Router`] with a [`PlanId`] and a [`Message`], which may carry a [`Memory`] and a [`UseCase`] |
//! | act on a decision | [`Decision`]: its [`Outcome`], [`Sender`] and [`SenderKind`], its [`Reason`], its [`Warnings`] |
//! | read a word | `FromStr` of [`UseCase`], [`OutcomeKind`], [`Reason`] and the like, whose error is [`ParseEnumError`] |
//! | remember earlier messages | [`Conversations`], a store in memory, or your own store, asked between [`Router::read`] and [`ReadMessage::decide`] |
//! | list the senders of a map | [`Router::senders`]: each is a [`ListedSender`] with its [`SenderState`] |
//! | understand a decision | [`Router::explain`] and its [`Explanation`]; [`Record`], the form of every output, with the list of its [fields](RecordField) |
//! | correct a map | [`MapErrors`]: each is a [`MapError`] of a [`MapErrorKind`]; [`MapWarnings`] in the same way |
//! | read numbers | [`read`], which gives a [`Reading`] and the form that it was [read as](ReadAs); [`BareDigits`], the meaning of digits without a `+`; [`Number`], [`Region`] and the [`numbering`] plan |
//! | use country rules | [`country::rules`]; [`Context`] for your own rules or another numbering plan |
//!
//! Data flows one way: bytes → number → location → choices → decision. The library has no clock, no network and no
//! memory of its own; the time and earlier messages are inputs. A refusal is a value. Only a fault of a map or of a
//! numbering plan file is an error.
//!
//! A recipient gets the same member of a pool on every machine and in every version. With `prefer_local`, the member
//! also depends on the area codes of the numbering plan. `docs/pools.md` in the repository defines how the member is
//! picked, so that programs in other languages can do the same.
//!
//! # Features
//!
//! - `arrow`: [`columns`], decisions for Arrow arrays of numbers.
//! - `conversations` (on by default): [`Conversations`].
//! - `phonenumber`: conversions between [`Number`] and the number of the crate `phonenumber`.
//! - `serde`: [`Map`], a map inside a larger configuration of any format; [`Record`] in any format; numbers, regions,
//!   senders and words as text in any format.
//! - `written-numbers` (on by default): libphonenumber's parser, for numbers that are not canonical E.164 after their
//!   punctuation is removed, such as `070-174 06 05` in Sweden. Without it they are refused, as [`read`] describes, and the
//!   library depends on two thirds fewer crates.
// Without its feature a page is not there, and the link leads to the documentation with all features.
#![cfg_attr(
    not(feature = "arrow"),
    doc = "\n[`columns`]: https://docs.rs/originator/latest/originator/columns/index.html"
)]
#![cfg_attr(
    not(feature = "serde"),
    doc = "\n[`Map`]: https://docs.rs/originator/latest/originator/struct.Map.html"
)]

#[cfg(feature = "arrow")]
pub mod columns;
pub mod country;
pub mod numbering;

mod context;
mod decision;
mod document;
mod lint;
mod map;
mod message;
mod nearest;
mod number;
mod plan;
mod pool;
mod reading;
mod region;
mod router;
mod sender;
#[cfg(feature = "serde")]
mod serde_text;
mod sticky;
mod string_enum;
mod use_case;

pub use context::Context;
pub use decision::{
    Decision, Outcome, OutcomeKind, Reason, Record, RecordField, RecordValue, Warning, Warnings,
    WarningsIter,
};
pub use document::{MapError, MapErrorKind, MapErrors};
pub use lint::{MapWarning, MapWarningKind, MapWarnings};
#[cfg(feature = "serde")]
pub use map::Map;
pub use message::Message;
#[cfg(feature = "phonenumber")]
pub use number::PhoneNumberError;
pub use number::{Number, ParseNumberError};
pub use plan::{ListedSender, PlanId, SenderState};
pub use reading::{BareDigits, ParseBareDigitsError, ReadAs, Reading, read};
pub use region::{ParseRegionError, Region};
pub use router::{Explanation, ReadMessage, Reload, Router};
pub use sender::{ParseSenderError, Sender, SenderKind};
#[cfg(feature = "conversations")]
pub use sticky::Conversations;
pub use sticky::Memory;
pub use string_enum::ParseEnumError;
pub use use_case::UseCase;

/// The examples of the README, tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
