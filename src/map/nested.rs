//! A map inside a larger configuration, in any format of serde.

use serde::de::{Deserialize, Deserializer};

use crate::document::{Node, tree};

/// A map as a value of a larger configuration, in JSON, TOML or any other serde format that has text, lists and
/// mappings.
///
/// Deserializing checks nothing. [`Router::from_map`](crate::Router::from_map) checks the map, and reports every error
/// by its path. Senders and regions must be strings: a number or a boolean is an error whose fix says to quote it.
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
