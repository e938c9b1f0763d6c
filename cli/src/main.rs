//! The command line of originator: check a map of sender IDs, and see and explain its decisions.

// A write to standard error that fails ends a macro's caller with a status that is not documented.
#![deny(clippy::print_stderr, clippy::print_stdout)]

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
mod serve;
mod shell;
mod sinch;
mod sink;
mod table;
mod terminal;
mod traffic;
mod version;

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

fn main() -> ExitCode {
    // Before the arguments are read, since what is wrong with them is coloured, too.
    set_color(color_of_arguments());
    let args = match Args::try_parse() {
        Ok(args) => args,
        // With status 2, or 0 for the help.
        Err(error) => return refused(&error),
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
        Command::Serve(serve) => serve::serve(serve, knowledge),
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
