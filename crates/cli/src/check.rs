//! `check`: all errors of a map, or its warnings.

mod finding;
mod sarif;

use std::io::{self, Write};

use anstream::AutoStream;
use originator::{Context, MapErrors, MapWarnings};

use crate::Findings;
use crate::args::{self, CheckFormat};
use crate::map_file::{find, name, read};
use crate::problem::Problem;
use crate::terminal::{coloured, print_message};
use finding::Finding;

/// Prints all errors of each map, or its warnings.
pub(crate) fn check(args: &args::Check, context: Context) -> Result<Findings, Problem> {
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
            // The other files are still checked. The last such error is printed when the command ends.
            Err(problem) => {
                if let Some(earlier) = unreadable.replace(problem) {
                    print_message(earlier.to_string());
                }
                continue;
            }
        };
        // Programs get the name without escapes.
        let file = match args.format {
            CheckFormat::Text => name(path),
            CheckFormat::Json | CheckFormat::Sarif => path.to_string_lossy().into_owned(),
        };
        let checked = context.check(&file, &text);
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
                report_unlisted(&file, &checked);
            }
            CheckFormat::Sarif => {
                log.extend(Finding::all(&file, &checked).map(|finding| sarif::result(&finding)));
                report_unlisted(&file, &checked);
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

/// Reports on standard error that a map has more findings than the library keeps, which JSON and SARIF cannot express.
fn report_unlisted(file: &str, checked: &Result<MapWarnings, MapErrors>) {
    let (kept, all) = match checked {
        Ok(warnings) => (warnings.iter().count(), warnings.count()),
        Err(errors) => (errors.iter().count(), errors.count()),
    };
    if all > kept {
        print_message(format!(
            "{file}: {} more findings are not listed",
            all - kept
        ));
    }
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
