//! Decides which sender ID an SMS goes out from.

pub mod country;
pub mod numbering;

mod decision;
mod map;
mod message;
mod number;
mod pool;
mod reading;
mod region;
mod router;
mod sender;
mod sticky;

pub use decision::{Decision, Outcome, Reason, Record, Warning, Warnings};
#[cfg(feature = "serde")]
pub use map::Map;
pub use map::{MapError, MapErrorKind, MapErrors, UseCase};
pub use message::Message;
pub use number::Number;
pub use reading::{Reading, read};
pub use region::{Region, UnknownRegion};
pub use router::{Explanation, PlanId, Router};
pub use sender::{Sender, SenderError, SenderKind};
pub use sticky::Memory;
