//! What decisions rest on beside the map: the numbering plan and the country rules, built in or from files.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use originator::Knowledge;
use originator::country::Rulebook;
use originator::numbering::Numbering;

use crate::args::Args;
use crate::input::open;
use crate::map_file;
use crate::problem::Problem;

/// Of a file that is larger than any plan this much is read, and then refused.
const MAX_BYTES: u64 = 16 * 1024 * 1024;
/// The rules of all countries take a small part of this.
const MAX_RULES_MIB: u64 = 64;

/// Loads what the arguments name.
pub(crate) fn load(args: &Args) -> Result<Knowledge, Problem> {
    let mut knowledge = Knowledge::default();
    if let Some(path) = &args.numbering {
        knowledge = knowledge.with_numbering(Arc::new(numbering(path)?));
    }
    if let Some(path) = &args.rules {
        knowledge = knowledge.with_rules(rules(path)?);
    }
    Ok(knowledge)
}

fn numbering(path: &Path) -> Result<Numbering, Problem> {
    let unreadable = |error| Problem::UnreadableNumbering {
        path: path.to_owned(),
        error,
    };
    let mut bytes = Vec::new();
    let file = open(path, unreadable)?;
    file.take(MAX_BYTES)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    Numbering::from_bytes(&bytes).map_err(|error| Problem::Numbering {
        path: path.to_owned(),
        error,
    })
}

fn rules(path: &Path) -> Result<Rulebook, Problem> {
    let text = map_file::read(path, MAX_RULES_MIB).map_err(|problem| match problem {
        Problem::Unreadable { path, error } => Problem::UnreadableRules { path, error },
        other => other,
    })?;
    Rulebook::from_yaml(map_file::name(path), &text).map_err(Problem::Rules)
}
