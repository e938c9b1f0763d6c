//! `diff`: which decisions change from one map to another.

mod change;

use std::path::Path;

use originator::{BareDigits, Knowledge, Message};

use crate::Findings;
use crate::args;
use crate::map_file::{Loaded, load_file};
use crate::output::Output;
use crate::problem::Problem;
use crate::traffic::{Row, Wanted, count};
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
    let is_reply = args.from_column.is_some() || args.written_to_column.is_some();
    let wanted = Wanted {
        number: args.from_column.as_deref().or(args.column.as_deref()),
        usual: if is_reply { "from" } else { "to" },
        beside: args.written_to_column.as_deref(),
    };
    let terms = &args.message;
    let is_number = |text: &[u8]| {
        let bare_digits = terms.reading.bare_digits();
        let bare_digits = bare_digits.unwrap_or(BareDigits::International);
        knowledge.numbering().read(text, bare_digits).is_some()
    };
    let decide = |map: &Loaded, row: Row<'_>| {
        let message = match (is_reply, row.beside) {
            (false, _) => Message::to(row.number),
            (true, None) => Message::reply_to(row.number),
            (true, Some(sender)) => Message::reply_to(row.number).written_to(sender),
        };
        map.router.decide(map.plan, &terms.of(message))
    };
    let each = |changes: &mut Changes, row: Row<'_>| {
        let change = Change::between(&decide(&old, row), &decide(&new, row));
        changes.add(change, row.number);
    };
    let mut changes = Changes::default();
    count(&args.traffic, &wanted, is_number, each, |next| {
        changes.merge(next);
    })?;

    let mut output = Output::new(args.format);
    for counted in changes.by_rows() {
        output.row::<Counted<'_>>(&counted)?;
    }
    output.finish()?;
    if old.plan_name != new.plan_name {
        eprintln!(
            "plan `{}` of {} is compared with plan `{}` of {}",
            old.plan_name.escape_debug(),
            old.path.display(),
            new.plan_name.escape_debug(),
            new.path.display()
        );
    }
    eprintln!("{}", changes.summary());
    Ok(match changes.changed() {
        0 => Findings::Good,
        _ if args.exit_code => Findings::Bad,
        _ => Findings::Good,
    })
}
