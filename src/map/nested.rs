//! A map inside a larger configuration, in any serde format.

use serde::de::{Deserialize, Deserializer};

use crate::document::{Node, tree};

/// A map as a value of a larger configuration: of JSON, TOML or any other serde format that knows text, lists
/// and mappings.
///
/// Nothing is checked until [`Router::from_map`](crate::Router::from_map), which reports every error by its path.
/// Senders and regions must be strings there: one that the format reads as a number or a boolean is an
/// error that says to quote it.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// #[derive(serde::Deserialize)]
/// struct Config {
///     senders: originator::Map,
/// }
///
/// let config: Config = serde_json::from_str(r#"{"senders": {"originators": {"US": "+12025550142"}}}"#)?;
/// let router = originator::Router::from_map(config.senders)?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Map(pub(crate) Node<'static>);

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        tree::read(deserializer).map(Map)
    }
}
