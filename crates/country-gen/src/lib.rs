//! Checks the country rules that people edit, `data/countries.yaml`, and makes from them the Rust table that the
//! library is compiled with, `src/country/table.rs`. README.md says how and when.

mod checker;
mod problem;
mod rules;
mod sheet;
mod source;
mod table;
mod tree;
mod word;

pub use problem::Problem;
pub use rules::Rules;
pub use sheet::Sheet;
pub use source::Source;

/// The country rules, below the root of the repository.
pub const COUNTRIES: &str = "data/countries.yaml";

/// The table that is made from them, below the root of the repository.
pub const TABLE: &str = "src/country/table.rs";
