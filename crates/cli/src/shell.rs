//! `completions` and `man`: completion scripts and man pages.

use std::fs;
use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man;

use crate::Findings;
use crate::args::{self, Args};
use crate::problem::Problem;

/// Prints the completion script of a shell.
pub(crate) fn completions(args: &args::Completions) -> Result<Findings, Problem> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "originator", &mut text);
    let mut out = io::stdout().lock();
    out.write_all(&text)?;
    out.flush()?;
    Ok(Findings::Good)
}

/// Prints the man page, or writes the pages of all commands.
pub(crate) fn man(args: &args::Man) -> Result<Findings, Problem> {
    match &args.folder {
        None => {
            let mut out = io::stdout().lock();
            Man::new(command()).render(&mut out)?;
            out.flush()?;
        }
        Some(folder) => {
            let written = fs::create_dir_all(folder)
                .and_then(|()| clap_mangen::generate_to(command(), folder));
            written.map_err(|error| Problem::Unwritable {
                path: folder.clone(),
                error,
            })?;
        }
    }
    Ok(Findings::Good)
}

/// The commands with the short version, which does not depend on the day.
fn command() -> clap::Command {
    Args::command().long_version(None::<&str>)
}
