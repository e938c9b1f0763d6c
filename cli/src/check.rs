//! `check`: everything that is wrong with a map.

use std::io::{self, Write};

use crate::Findings;
use crate::args;
use crate::map_file::{find, read};
use crate::problem::Problem;
use originator::Knowledge;

/// Shows everything that is wrong with each map.
pub(crate) fn check(args: &args::Check, knowledge: Knowledge) -> Result<Findings, Problem> {
    let files = match args.files.as_slice() {
        [] => vec![find(None)?],
        files => files.to_vec(),
    };
    let mut findings = Findings::Good;
    let mut unreadable = None;
    let mut out = io::stdout().lock();
    for path in &files {
        let text = match read(path, args.max_map_mib) {
            Ok(text) => text,
            // The others are still worth checking.
            Err(problem) => {
                unreadable.get_or_insert(problem);
                continue;
            }
        };
        let file = path.to_string_lossy();
        match knowledge.router(&file, &text) {
            Ok(router) => {
                let plans = router.plans().len();
                writeln!(out, "{file}: {}, no errors", counted(plans, "plan"))?;
            }
            Err(errors) => {
                findings = Findings::Bad;
                writeln!(
                    out,
                    "{errors}\n{file}: {}",
                    counted(errors.count(), "error")
                )?;
            }
        }
    }
    match unreadable {
        Some(problem) => Err(problem),
        None => Ok(findings),
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
