//! The command line of originator: check a map of sender IDs, and see and explain its decisions.
//!
//! The command `originator` is [`main`]; [`run`] takes its arguments from the caller, so that tests and fuzz targets
//! run the same code in their own process. The interface for programs is the library `originator`, not this crate.
//!
//! The feature `service`, on by default, has the commands `serve` and `sinch`.

// These macros panic if the write fails, and so end the process with an undocumented status.
#![deny(clippy::print_stderr, clippy::print_stdout)]
#![cfg_attr(
    not(feature = "service"),
    allow(
        dead_code,
        reason = "some errors and helpers are only used by the service"
    )
)]

mod args;
mod batch;
mod bench;
mod check;
mod context;
mod coverage;
mod decide;
mod diff;
mod file_kind;
mod grouping;
mod hints;
mod input;
mod locate;
mod map_file;
mod output;
mod printable;
mod problem;
mod record;
#[cfg(feature = "service")]
mod secrets;
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

use args::{Args, Command, color_of_arguments, report_args_error};
use terminal::{print_message, set_color};

/// The result of a command, beside its output.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Findings {
    /// Every decision is `use` or `omit`, every number was read, no map has errors.
    Good,
    /// A message was refused, a number could not be read, or a map has errors.
    Bad,
}

/// Runs the command with the arguments of this process.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Suppresses the messages of this process on standard error, for callers that run thousands of commands.
pub fn mute() {
    terminal::mute();
}

/// Runs the command with these arguments, of which the first is the program's name, and returns its exit status: 0, 1
/// or 2.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // Before the arguments are parsed, since their errors are coloured, too.
    set_color(color_of_arguments(&arguments).choice());
    let args = match Args::try_parse_from(&arguments) {
        Ok(args) => args,
        // With status 2, or 0 for the help.
        Err(error) => return report_args_error(&error, &arguments),
    };
    let findings = context::load(&args).and_then(|context| match &args.command {
        Command::Route(route) => decide::route(route, context),
        Command::Reply(reply) => decide::reply(reply, context),
        Command::Locate(locate) => locate::locate(locate, context),
        Command::Batch(batch) => batch::batch(batch, context),
        Command::Check(check) => check::check(check, context),
        Command::Coverage(coverage) => coverage::coverage(coverage, context),
        Command::Diff(diff) => diff::diff(diff, &context),
        Command::Bench(bench) => bench::bench(bench, context),
        #[cfg(feature = "service")]
        Command::Serve(serve) => serve::serve(serve, context),
        #[cfg(feature = "service")]
        Command::Sinch(sinch) => sinch::sinch(sinch),
        Command::Completions(completions) => shell::completions(completions),
        Command::Man(man) => shell::man(man),
    });
    match findings {
        Ok(Findings::Good) => ExitCode::SUCCESS,
        Ok(Findings::Bad) => ExitCode::from(1),
        // The reader of the output has closed the pipe, as `head` does.
        Err(problem) if problem.is_closed_pipe() => ExitCode::SUCCESS,
        Err(problem) => {
            print_message(problem.to_string());
            ExitCode::from(2)
        }
    }
}
