//! Finds and reads a map, and selects a plan of it.

use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;
use std::sync::Arc;

use originator::{Context, PlanId, Router};

use crate::args;
use crate::file_kind::{SIGNATURE_BYTES, file_kind};
use crate::input::{Bounded, read_bounded};
use crate::printable::shown_input;
use crate::problem::Problem;
use crate::traffic::encoding::utf_8;

/// The largest number of characters that are shown of a line that is not UTF-8.
const MAX_CHARACTERS: usize = 60;

/// The paths at which a map is looked for if none is named.
const DEFAULT_PATHS: [&str; 2] = ["originators.yaml", "data/originators.yaml"];

/// A router, the selected plan, and the file of the map.
pub(crate) struct Loaded {
    pub(crate) path: PathBuf,
    pub(crate) router: Router,
    pub(crate) plan: PlanId,
    pub(crate) plan_name: Arc<str>,
}

/// Loads the map that the arguments name, or the one at a default path.
pub(crate) fn load(args: &args::MapArgs, context: &Context) -> Result<Loaded, Problem> {
    let path = find(args.map.as_deref())?;
    load_file(path, args.plan.as_deref(), args.max_map_mib, context)
}

/// Loads a map, and selects the plan with this id, or the default plan.
pub(crate) fn load_file(
    path: PathBuf,
    plan: Option<&str>,
    limit_mib: u64,
    context: &Context,
) -> Result<Loaded, Problem> {
    let text = read(&path, limit_mib)?;
    let router = context.router(name(&path), &text).map_err(Problem::Map)?;
    let plans = || {
        let names: Vec<String> = router
            .plans()
            .iter()
            .map(|(_, name)| format!("`{}`", name.escape_debug()))
            .collect();
        match names.get(..10) {
            Some(first) if names.len() > 10 => {
                format!("{} and {} more", first.join(", "), names.len() - 10)
            }
            _ => names.join(", "),
        }
    };
    let plan = match plan {
        Some(name) => router.plan(name).ok_or_else(|| Problem::NoSuchPlan {
            map: path.clone(),
            name: name.to_owned(),
            plans: plans(),
        })?,
        None => router
            .default_plan()
            .ok_or_else(|| Problem::AmbiguousPlan {
                map: path.clone(),
                plans: plans(),
            })?,
    };
    let plan_name = router.plan_name(plan).unwrap_or_default();
    Ok(Loaded {
        path,
        router,
        plan,
        plan_name,
    })
}

/// The path of the map: the named one, else that of the environment, else the first default path with a file.
pub(crate) fn find(named: Option<&Path>) -> Result<PathBuf, Problem> {
    if let Some(path) = named {
        return Ok(path.to_owned());
    }
    if let Some(path) = std::env::var_os("ORIGINATOR_MAP").filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let found = DEFAULT_PATHS
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.exists());
    found.ok_or_else(|| Problem::NoMap(DEFAULT_PATHS.join(" nor ")))
}

/// The text of a map or of rules, if the file is text and not too large.
pub(crate) fn read(path: &Path, limit_mib: u64) -> Result<String, Problem> {
    let unreadable = |error| Problem::UnreadableMap {
        path: path.to_owned(),
        error,
    };
    let limit = limit_mib.saturating_mul(1024 * 1024);
    let Bounded {
        bytes,
        is_too_large,
    } = read_bounded(path, limit, unreadable)?;
    if let Some(kind) = file_kind(bytes.get(..SIGNATURE_BYTES).unwrap_or(&bytes)) {
        return Err(Problem::WrongFileKind {
            path: path.to_owned(),
            kind,
        });
    }
    if is_too_large {
        return Err(Problem::MapTooLarge {
            path: path.to_owned(),
            limit_mib,
        });
    }
    String::from_utf8(bytes).map_err(|error| not_utf_8(path, &error))
}

/// The error of a file that is not UTF-8, with the first line that is not.
fn not_utf_8(path: &Path, error: &FromUtf8Error) -> Problem {
    let (valid, rest) = error
        .as_bytes()
        .split_at_checked(error.utf8_error().valid_up_to())
        .unwrap_or_default();
    let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let line_start = valid.iter().rposition(|&byte| byte == b'\n');
    let before = valid.get(line_start.map_or(0, |end| end + 1)..);
    let line_end = rest.iter().position(|&byte| byte == b'\n');
    let after = rest.get(..line_end.unwrap_or(rest.len()));
    let text = [before.unwrap_or_default(), after.unwrap_or_default()].concat();
    Problem::NotUtf8 {
        path: path.to_owned(),
        line,
        text: utf_8(&text).trim().chars().take(MAX_CHARACTERS).collect(),
    }
}

/// The name of a map in messages.
pub(crate) fn name(path: &Path) -> String {
    shown_input(path)
}
