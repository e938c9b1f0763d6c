//! `check`: everything that is wrong with a map, and what may go wrong with it.

mod finding;
mod sarif;

use std::io::{self, Write};

use anstream::AutoStream;
use originator::{Knowledge, MapErrors, MapWarnings};

use crate::Findings;
use crate::args::{self, CheckFormat};
use crate::map_file::{find, name, read};
use crate::problem::Problem;
use crate::terminal::{coloured, tell};
use finding::Finding;

/// Shows everything that is wrong with each map, and what may go wrong with it.
pub(crate) fn check(args: &args::Check, knowledge: Knowledge) -> Result<Findings, Problem> {
    let files = match args.files.as_slice() {
        [] => vec![find(None)?],
        files => files.to_vec(),
    };
    let mut findings = Findings::Good;
    let mut unreadable: Option<Problem> = None;
    let mut out = AutoStream::auto(io::stdout().lock());
    let mut log = Vec::new();
    for path in &files {
        let text = match read(path, args.max_map_mib) {
            Ok(text) => text,
            // The others are still worth checking. The last is told when the command ends.
            Err(problem) => {
                if let Some(before) = unreadable.replace(problem) {
                    tell(before.to_string());
                }
                continue;
            }
        };
        // Programs get the name as it is.
        let file = match args.format {
            CheckFormat::Text => name(path),
            CheckFormat::Json | CheckFormat::Sarif => path.to_string_lossy().into_owned(),
        };
        let checked = knowledge.check(&file, &text);
        let denied = match &checked {
            Ok(warnings) => args.deny.is_some() && warnings.count() > 0,
            Err(_) => true,
        };
        if denied {
            findings = Findings::Bad;
        }
        match args.format {
            CheckFormat::Text => match &checked {
                Ok(warnings) => {
                    let gap = if warnings.count() > 0 { "\n" } else { "" };
                    let counted = counted(warnings.count(), "warning");
                    let warnings = coloured(&warnings.to_string());
                    writeln!(out, "{warnings}{gap}{file}: no errors, {counted}")?;
                }
                Err(errors) => {
                    let counted = counted(errors.count(), "error");
                    let errors = coloured(&errors.to_string());
                    writeln!(out, "{errors}\n{file}: {counted}")?;
                }
            },
            CheckFormat::Json => {
                for finding in Finding::all(&file, &checked) {
                    serde_json::to_writer(&mut out, &finding).map_err(io::Error::from)?;
                    writeln!(out)?;
                }
                tell_of_more(&file, &checked);
            }
            CheckFormat::Sarif => {
                log.extend(Finding::all(&file, &checked).map(|finding| sarif::result(&finding)));
                tell_of_more(&file, &checked);
            }
        }
    }
    if args.format == CheckFormat::Sarif {
        serde_json::to_writer_pretty(&mut out, &sarif::log(log, unreadable.is_none()))
            .map_err(io::Error::from)?;
        writeln!(out)?;
    }
    out.flush()?;
    match unreadable {
        Some(problem) => Err(problem),
        None => Ok(findings),
    }
}

/// Says on standard error what programs cannot see: that a map has more findings than are kept.
fn tell_of_more(file: &str, checked: &Result<MapWarnings, MapErrors>) {
    let (kept, all) = match checked {
        Ok(warnings) => (warnings.iter().count(), warnings.count()),
        Err(errors) => (errors.iter().count(), errors.count()),
    };
    if all > kept {
        tell(format!("{file}: {} more are not listed", all - kept));
    }
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
