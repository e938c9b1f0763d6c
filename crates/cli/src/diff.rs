//! `diff`: which decisions change from one map to another.

mod change;

use std::path::Path;

use originator::{Context, Decision, Reason};

use crate::Findings;
use crate::args;
use crate::map_file::{Loaded, load_file};
use crate::output::Output;
use crate::printable::shown_input;
use crate::problem::Problem;
use crate::terminal::print_message;
use crate::traffic::{Row, count};
use change::{Change, Changes};

/// Prints the decisions that differ between two maps, counted by country and reason.
pub(crate) fn diff(args: &args::Diff, context: &Context) -> Result<Findings, Problem> {
    let load = |path: &Path| {
        let plan = args.plan.as_deref();
        load_file(path.to_owned(), plan, args.max_map_mib, context)
    };
    // The errors of both maps are reported.
    let (old, new) = match (load(&args.old), load(&args.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(old), Err(new)) => return Err(Problem::TwoProblems(Box::new(old), Box::new(new))),
        (Err(problem), Ok(_)) | (Ok(_), Err(problem)) => return Err(problem),
    };
    let is_reply = args.is_reply();
    let decide = |map: &Loaded, row: Row<'_>| {
        let message = args.message.of_row(is_reply, row.number, row.second_value);
        map.router.decide(map.plan, &message)
    };
    let was_read = |decision: &Decision| decision.reason() != Reason::InvalidNumber;
    let is_number = |number: &[u8]| {
        let row = Row {
            number,
            second_value: None,
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
    let findings = count(&args.traffic, &args.columns(), is_number, each, |next| {
        changes.merge(next);
    })?;

    let mut output = Output::new(args.format);
    for row in changes.rows_by_count() {
        output.row(&row)?;
    }
    output.finish()?;
    if old.plan_name != new.plan_name {
        print_message(format!(
            "plan `{}` of {} is compared with plan `{}` of {}",
            old.plan_name.escape_debug(),
            shown_input(&old.path),
            new.plan_name.escape_debug(),
            shown_input(&new.path)
        ));
    }
    print_message(changes.summary());
    changes.hints.print();
    Ok(if args.exit_code && changes.changed() > 0 {
        Findings::Bad
    } else {
        findings
    })
}
