//! `diff`: which decisions change from one map to another.

mod change;

use std::path::Path;

use originator::{Decision, Knowledge, Message, Reason};

use crate::Findings;
use crate::args;
use crate::map_file::{Loaded, load_file};
use crate::output::Output;
use crate::printable::shown_input;
use crate::problem::Problem;
use crate::terminal::tell;
use crate::traffic::{Row, count};
use change::{Change, Changes, Counted};

/// Shows the decisions that are not the same by both maps, counted by country and reason.
pub(crate) fn diff(args: &args::Diff, knowledge: &Knowledge) -> Result<Findings, Problem> {
    let load = |path: &Path| {
        let plan = args.plan.as_deref();
        load_file(path.to_owned(), plan, args.max_map_mib, knowledge)
    };
    // What is wrong with either is worth knowing.
    let (old, new) = match (load(&args.old), load(&args.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(old), Err(new)) => return Err(Problem::Both(Box::new(old), Box::new(new))),
        (Err(problem), Ok(_)) | (Ok(_), Err(problem)) => return Err(problem),
    };
    let is_reply = args.is_reply();
    let terms = &args.message;
    let decide = |map: &Loaded, row: Row<'_>| {
        let message = match (is_reply, row.beside) {
            (false, _) => Message::to(row.number),
            (true, None) => Message::reply_to(row.number),
            (true, Some(sender)) => Message::reply_to(row.number).written_to(sender),
        };
        map.router.decide(map.plan, &terms.of(message))
    };
    let was_read = |decision: &Decision| decision.reason() != Reason::InvalidNumber;
    let is_number = |number: &[u8]| {
        let row = Row {
            number,
            beside: None,
        };
        was_read(&decide(&old, row)) || was_read(&decide(&new, row))
    };
    let each = |changes: &mut Changes, row: Row<'_>| {
        let (old, new) = (decide(&old, row), decide(&new, row));
        changes.add(Change::between(&old, &new), row.number);
        changes.hints.add(row.number, &new);
        was_read(&old) || was_read(&new)
    };
    let mut changes = Changes::default();
    let findings = count(&args.traffic, &args.wanted(), is_number, each, |next| {
        changes.merge(next);
    })?;

    let mut output = Output::new(args.format);
    for counted in changes.by_rows() {
        output.row::<Counted<'_>>(&counted)?;
    }
    output.finish()?;
    if old.plan_name != new.plan_name {
        tell(format!(
            "plan `{}` of {} is compared with plan `{}` of {}",
            old.plan_name.escape_debug(),
            shown_input(&old.path),
            new.plan_name.escape_debug(),
            shown_input(&new.path)
        ));
    }
    tell(changes.summary());
    changes.hints.tell();
    Ok(if args.exit_code && changes.changed() > 0 {
        Findings::Bad
    } else {
        findings
    })
}
