//! Decides which sender ID an SMS goes out from.
//!
//! A company with users in many countries owns many sender IDs, and each country accepts only some of them. A
//! [`Router`] reads the recipient's number to its [`Region`], looks up what the service plan's map says of it, and
//! for a reply picks the sender that belongs to the customer's own country:
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
//! | remember | [`Conversations`], in memory, or a store of one's own |
//! | list a map's senders | [`Router::senders`]: each a [`ListedSender`] with its [`SenderState`] |
//! | understand it | [`Router::explain`] and its [`Explanation`]; [`Record`], the form of every output |
//! | mend a map | [`MapErrors`], each a [`MapError`] of a [`MapErrorKind`]; [`MapWarnings`] likewise |
//! | read numbers | [`read`] to a [`Reading`], which says what it was [read as](ReadAs); what [`BareDigits`] mean; [`Number`], [`Region`] and the [`numbering`] plan |
//! | know a country | [`country::rules`]; with rules of one's own, or another numbering plan, [`Knowledge`] |
//!
//! Data flows one way: bytes → number → location → choices → decision. What happens is an input: the library has
//! no clock, no network and no memory of its own. Whatever is refused is a value; only what is wrong with a map
//! or a numbering plan file is an error.
//!
//! Which member of a pool a recipient gets is the same on every machine and in every version. With `prefer_local` it
//! depends on the area codes of the numbering plan as well. `docs/pools.md` in the repository says how it is picked, so
//! that programs in other languages can do the same.
//!
//! # Features
//!
//! - `arrow`: [`columns`](https://docs.rs/originator/latest/originator/columns/index.html), decisions for Arrow arrays
//!   of numbers.
//! - `conversations` (on by default): [`Conversations`].
//! - `written-numbers` (on by default): numbers that are not canonical E.164 once their punctuation is taken out, such
//!   as `070-174 06 05` in Sweden, read by libphonenumber's parser. Without it they are refused, as [`read`] says, and
//!   the library depends on two thirds fewer crates.
//! - `serde`: [`Map`](https://docs.rs/originator/latest/originator/struct.Map.html), a map inside a larger
//!   configuration of any format, and [`Record`] in any format.

#[cfg(feature = "arrow")]
pub mod columns;
pub mod country;
pub mod numbering;

mod decision;
mod knowledge;
mod map;
mod message;
mod number;
mod pool;
mod reading;
mod region;
mod router;
mod sender;
mod sticky;
mod words;

pub use decision::{Decision, Outcome, Reason, Record, Warning, Warnings};
pub use knowledge::Knowledge;
#[cfg(feature = "serde")]
pub use map::Map;
pub use map::{
    ListedSender, MapError, MapErrorKind, MapErrors, MapWarning, MapWarningKind, MapWarnings,
    PlanId, SenderState, UseCase,
};
pub use message::Message;
pub use number::{NotE164, Number};
pub use reading::{BareDigits, ParseBareDigitsError, ReadAs, Reading, read};
pub use region::{Region, UnknownRegion};
pub use router::{Explanation, Reload, Router};
pub use sender::{Sender, SenderError, SenderKind};
#[cfg(feature = "conversations")]
pub use sticky::Conversations;
pub use sticky::Memory;

/// The examples of the README, tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
