//! Decides which sender ID an SMS goes out from.

pub mod country;
pub mod numbering;

mod map;
mod number;
mod reading;
mod region;
mod sender;

#[cfg(feature = "serde")]
pub use map::Map;
pub use map::{MapError, MapErrorKind, MapErrors, UseCase};
pub use number::Number;
pub use reading::{Reading, read};
pub use region::{Region, UnknownRegion};
pub use sender::{Sender, SenderError, SenderKind};
