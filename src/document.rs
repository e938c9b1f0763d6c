//! Documents: reads YAML, JSON or the tree of another format into nodes, and reports errors with their place.
//!
//! This module does not know the meaning of a document. The map and the rulebook read their fields through [`Checker`].

mod checker;
mod diagnostics;
mod error;
mod nearest;
mod node;
mod path;
mod quoting;
mod region;
#[cfg(feature = "serde")]
pub(crate) mod tree;
mod white_space;
mod yaml;

pub(crate) use checker::{Checker, Field, MappingKind, is_extension};
pub(crate) use diagnostics::{Diagnostic, Diagnostics, HasDiagnostic, kinds};
pub use error::{MapError, MapErrorKind, MapErrors};
pub(crate) use nearest::{near_miss, nearest, nearest_region};
pub(crate) use node::{Form, Node, Place, Scalar, Text, Value};
pub(crate) use path::{Path, Quoted, Shown};
pub(crate) use quoting::quote_it;
pub(crate) use yaml::{Merges, Next, Reader, SyntaxError, is_merge, place};
