//! Decides which sender ID an SMS goes out from.

pub mod country;
pub mod numbering;

mod number;
mod region;

pub use number::Number;
pub use region::{Region, UnknownRegion};
