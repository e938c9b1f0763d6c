//! Decides which sender ID an SMS goes out from.
//!
//! A company with users in many countries owns many sender IDs, and each country accepts only some of them. A
//! [`Router`] works out the [`Region`] of the recipient's number and looks it up in the map of the service plan. For a
//! reply it picks a sender of the customer's own country:
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
//! # The names
//!
//! | to | use |
//! |---|---|
//! | decide | [`Router`], asked with a [`PlanId`] and a [`Message`], which may carry a [`Memory`] and a [`UseCase`] |
//! | act on it | [`Decision`]: its [`Outcome`], [`Sender`] and [`SenderKind`], its [`Reason`], its [`Warnings`] |
//! | remember | [`Conversations`], in memory, or your own store, asked between [`Router::read`] and [`ReadMessage::decide`] |
//! | list a map's senders | [`Router::senders`]: each a [`ListedSender`] with its [`SenderState`] |
//! | understand it | [`Router::explain`] and its [`Explanation`]; [`Record`], the form of every output, with the list of its [fields](RecordField) |
//! | correct a map | [`MapErrors`], each a [`MapError`] of a [`MapErrorKind`]; [`MapWarnings`] likewise |
//! | read numbers | [`read`] gives a [`Reading`] with the form that it was [read as](ReadAs); [`BareDigits`]; [`Number`], [`Region`] and the [`numbering`] plan |
//! | know a country | [`country::rules`]; [`Context`] for rules of your own or another numbering plan |
//!
//! Data flows one way: bytes → number → location → choices → decision. The library has no clock, no network and no
//! memory of its own: time and memory are inputs. A refusal is a value, not an error; errors are about maps, rulebooks
//! and numbering plan files.
//!
//! A recipient gets the same member of a pool on every machine and in every version. With `prefer_local` the member
//! also depends on the area codes of the numbering plan. `docs/pools.md` in the repository describes the method, so
//! that programs in other languages can do the same.
//!
//! # Features
//!
//! - `arrow`: [`columns`](https://docs.rs/originator/latest/originator/columns/index.html), decisions for Arrow arrays
//!   of numbers.
//! - `conversations` (on by default): [`Conversations`].
//! - `serde`: [`Map`](https://docs.rs/originator/latest/originator/struct.Map.html), a map inside a larger
//!   configuration of any format, and [`Record`] in any format.

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
mod number;
mod plan;
mod pool;
mod reading;
mod region;
mod router;
mod sender;
mod sticky;
mod use_case;
mod words;

pub use context::Context;
#[doc(hidden)]
pub use context::Context as Knowledge;
pub use decision::{
    Decision, Outcome, Reason, Record, RecordField, RecordValue, Warning, Warnings,
};
pub use document::{MapError, MapErrorKind, MapErrors};
pub use lint::{MapWarning, MapWarningKind, MapWarnings};
#[cfg(feature = "serde")]
pub use map::Map;
pub use message::Message;
pub use number::{NotE164, Number};
pub use plan::{ListedSender, PlanId, SenderState};
pub use reading::{BareDigits, ParseBareDigitsError, ReadAs, Reading, read};
pub use region::{Region, UnknownRegion};
pub use router::{Explanation, ReadMessage, Reload, Router};
pub use sender::{Sender, SenderError, SenderKind};
#[cfg(feature = "conversations")]
pub use sticky::Conversations;
pub use sticky::Memory;
pub use use_case::UseCase;

/// The examples of the README, tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
