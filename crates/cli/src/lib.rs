//! The command line of originator: check a map of sender IDs, and see and explain its decisions.
//!
//! The command `originator` is [`main`]; [`run`] takes its arguments from the caller, so that tests and fuzz targets
//! run the same code in their own process. The interface for programs is the library `originator`, not this crate.
//!
//! The feature `service`, on by default, has the commands `serve` and `sinch`.

// A write to standard error that fails ends a macro's caller with a status that is not documented.
#![deny(clippy::print_stderr, clippy::print_stdout)]
#![cfg_attr(
    not(feature = "service"),
    allow(dead_code, reason = "the service has problems and files of its own")
)]

mod args;
mod batch;
mod bench;
mod check;
mod coverage;
mod decide;
mod diff;
mod file_kind;
mod hints;
mod input;
mod knowledge;
mod locate;
mod map_file;
mod output;
mod printable;
mod problem;
mod record;
#[cfg(feature = "service")]
mod serve;
mod shell;
#[cfg(feature = "service")]
mod sinch;
mod sink;
mod table;
mod terminal;
mod traffic;
mod version;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, color_of_arguments, refused};
use terminal::{set_color, tell};

/// What a command found, beyond what it printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Findings {
    /// Every decision is `use` or `omit`, every number was read, every map is right.
    Good,
    /// Something was refused, unreadable or wrong.
    Bad,
}

/// Runs the command with the arguments of this process.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Takes this process's messages on standard error away, for whoever runs thousands of commands in it.
pub fn mute() {
    terminal::mute();
}

/// Runs the command with these arguments, the first of them its own name, and gives its exit status: 0, 1 or 2.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // Before the arguments are read, since what is wrong with them is coloured, too.
    set_color(color_of_arguments(&arguments));
    let args = match Args::try_parse_from(&arguments) {
        Ok(args) => args,
        // With status 2, or 0 for the help.
        Err(error) => return refused(&error, &arguments),
    };
    let findings = knowledge::load(&args).and_then(|knowledge| match &args.command {
        Command::Route(route) => decide::route(route, knowledge),
        Command::Reply(reply) => decide::reply(reply, knowledge),
        Command::Locate(locate) => locate::locate(locate, knowledge),
        Command::Batch(batch) => batch::batch(batch, knowledge),
        Command::Check(check) => check::check(check, knowledge),
        Command::Coverage(coverage) => coverage::coverage(coverage, knowledge),
        Command::Diff(diff) => diff::diff(diff, &knowledge),
        Command::Bench(bench) => bench::bench(bench, knowledge),
        #[cfg(feature = "service")]
        Command::Serve(serve) => serve::serve(serve, knowledge),
        #[cfg(feature = "service")]
        Command::Sinch(sinch) => sinch::sinch(sinch),
        Command::Completions(completions) => shell::completions(completions),
        Command::Man(man) => shell::man(man),
    });
    match findings {
        Ok(Findings::Good) => ExitCode::SUCCESS,
        Ok(Findings::Bad) => ExitCode::from(1),
        // Who reads our output has seen enough.
        Err(problem) if problem.is_closed_pipe() => ExitCode::SUCCESS,
        Err(problem) => {
            tell(problem.to_string());
            ExitCode::from(2)
        }
    }
}
