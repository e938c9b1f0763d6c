//! Loads the context of decisions: the numbering plan and the country rules, built in or from files.

use std::path::Path;
use std::sync::Arc;

use originator::Context;
use originator::country::Rulebook;
use originator::numbering::Numbering;

use crate::args::Args;
use crate::input::read_bounded;
use crate::map_file;
use crate::problem::Problem;

/// The largest file that is read as a numbering plan; plans take a small part of it.
const MAX_NUMBERING_BYTES: u64 = 16 * 1024 * 1024;
/// The largest file that is read as rules; those of all countries take a small part of it.
const MAX_RULES_MIB: u64 = 64;

/// Loads the files that the arguments name.
pub(crate) fn load(args: &Args) -> Result<Context, Problem> {
    let mut context = Context::default();
    if let Some(path) = &args.numbering {
        context = context.with_numbering(Arc::new(numbering(path)?));
    }
    if let Some(path) = &args.rules {
        context = context.with_rules(rules(path)?);
    }
    Ok(context)
}

fn numbering(path: &Path) -> Result<Numbering, Problem> {
    let unreadable = |error| Problem::UnreadableNumbering {
        path: path.to_owned(),
        error,
    };
    // The first bytes of a larger file are not a plan, and refused as such.
    let bytes = read_bounded(path, MAX_NUMBERING_BYTES, unreadable)?.bytes;
    Numbering::from_bytes(&bytes).map_err(|error| Problem::Numbering {
        path: path.to_owned(),
        error,
    })
}

fn rules(path: &Path) -> Result<Rulebook, Problem> {
    let text = map_file::read(path, MAX_RULES_MIB).map_err(|problem| match problem {
        Problem::UnreadableMap { path, error } => Problem::UnreadableRules { path, error },
        other => other,
    })?;
    Rulebook::from_yaml(map_file::name(path), &text).map_err(Problem::Rules)
}
