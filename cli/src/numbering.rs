//! The numbering plan: the one that is built in, or a newer one from a file.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use originator::numbering::{Location, Numbering};
use originator::{MapErrors, Number, Reading, Region, Router};

use crate::problem::Problem;

/// Of a file that is larger than any plan this much is read, and then refused.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The numbering plan to read numbers by.
pub(crate) enum Plan {
    Builtin,
    File(Arc<Numbering>),
}

/// Loads the numbering plan that the arguments name.
pub(crate) fn load(path: Option<&Path>) -> Result<Plan, Problem> {
    let Some(path) = path else {
        return Ok(Plan::Builtin);
    };
    let unreadable = |error| Problem::UnreadableNumbering {
        path: path.to_owned(),
        error,
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_BYTES)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    let numbering = Numbering::from_bytes(&bytes).map_err(|error| Problem::Numbering {
        path: path.to_owned(),
        error,
    })?;
    Ok(Plan::File(Arc::new(numbering)))
}

impl Plan {
    /// A router whose numbers are read by this plan.
    pub(crate) fn router(&self, file: &str, text: &str) -> Result<Router, MapErrors> {
        match self {
            Plan::Builtin => Router::from_yaml(file, text),
            Plan::File(numbering) => Router::with_numbering(Arc::clone(numbering), file, text),
        }
    }

    /// Reads a number by this plan.
    pub(crate) fn read(&self, number: &[u8], default_region: Option<Region>) -> Option<Reading> {
        match self {
            Plan::Builtin => Numbering::builtin().read(number, default_region),
            Plan::File(numbering) => numbering.read(number, default_region),
        }
    }
    /// Says what this plan knows of a number.
    pub(crate) fn locate(&self, number: Number) -> Option<Location> {
        match self {
            Plan::Builtin => Numbering::builtin().locate(number),
            Plan::File(numbering) => numbering.locate(number),
        }
    }
}
