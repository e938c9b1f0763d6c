//! Finds and reads the map.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use originator::{Knowledge, PlanId, Router};

use crate::args;
use crate::file_kind::{LOOK, file_kind};
use crate::input::open;
use crate::printable::shown_input;
use crate::problem::Problem;
use crate::traffic::encoding::utf_8;

/// So many characters are shown of a line that is not UTF-8.
const SHOWN: usize = 60;

const PLACES: [&str; 2] = ["originators.yaml", "data/originators.yaml"];

/// A router, the plan to ask, and the file they came from.
pub(crate) struct Loaded {
    pub(crate) path: PathBuf,
    pub(crate) router: Router,
    pub(crate) plan: PlanId,
    pub(crate) plan_name: Arc<str>,
}

/// Loads the map that the arguments name, or the one that is there.
pub(crate) fn load(args: &args::Map, knowledge: &Knowledge) -> Result<Loaded, Problem> {
    let path = find(args.map.as_deref())?;
    load_file(path, args.plan.as_deref(), args.max_map_mib, knowledge)
}

/// Loads this map, and the plan with this id or the one to use where none is named.
pub(crate) fn load_file(
    path: PathBuf,
    plan: Option<&str>,
    limit_mib: u64,
    knowledge: &Knowledge,
) -> Result<Loaded, Problem> {
    let text = read(&path, limit_mib)?;
    let router = knowledge.router(name(&path), &text).map_err(Problem::Map)?;
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
        None => router.default_plan().ok_or_else(|| Problem::WhichPlan {
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

/// The map's path: as named, else from the environment, else where maps are.
pub(crate) fn find(named: Option<&Path>) -> Result<PathBuf, Problem> {
    if let Some(path) = named {
        return Ok(path.to_owned());
    }
    if let Some(path) = std::env::var_os("ORIGINATOR_MAP").filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let found = PLACES
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.exists());
    found.ok_or_else(|| Problem::NoMap(PLACES.join(" nor ")))
}

/// The text of a map or of rules, if it is text and not too large.
pub(crate) fn read(path: &Path, limit_mib: u64) -> Result<String, Problem> {
    let unreadable = |error| Problem::Unreadable {
        path: path.to_owned(),
        error,
    };
    let limit = limit_mib.saturating_mul(1024 * 1024);
    let mut bytes = Vec::new();
    let file = open(path, unreadable)?;
    // The file may be a pipe or grow: what counts is what was read.
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if let Some(kind) = file_kind(bytes.get(..LOOK).unwrap_or(&bytes)) {
        return Err(Problem::OtherFile {
            path: path.to_owned(),
            kind,
        });
    }
    if bytes.len() as u64 > limit {
        return Err(Problem::TooLarge {
            path: path.to_owned(),
            limit_mib,
        });
    }
    String::from_utf8(bytes).map_err(|error| {
        let (valid, rest) = error
            .as_bytes()
            .split_at_checked(error.utf8_error().valid_up_to())
            .unwrap_or_default();
        let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let begin = valid.iter().rposition(|&byte| byte == b'\n');
        let begin = valid.get(begin.map_or(0, |end| end + 1)..);
        let end = rest.iter().position(|&byte| byte == b'\n');
        let end = rest.get(..end.unwrap_or(rest.len()));
        let text = [begin.unwrap_or_default(), end.unwrap_or_default()].concat();
        Problem::NotUtf8 {
            path: path.to_owned(),
            line,
            text: utf_8(&text).trim().chars().take(SHOWN).collect(),
        }
    })
}

/// The name of a map as it stands in messages.
pub(crate) fn name(path: &Path) -> String {
    shown_input(path)
}
