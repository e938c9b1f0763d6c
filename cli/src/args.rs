//! The arguments: those of all commands and those that several share, and a file for those of each.

mod bench;
mod check;
mod decide;
mod refused;
mod serve;
mod sinch;
mod traffic;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use originator::{Region, UseCase};

pub(crate) use bench::{Bench, ReportFormat};
pub(crate) use check::{Check, CheckFormat};
pub(crate) use decide::{Decide, Locate, Reply, Route};
pub(crate) use refused::refused;
pub(crate) use serve::Serve;
pub(crate) use sinch::{AdapterForm, Setup, Sinch, SinchCommand, Transcode};
pub(crate) use traffic::{Batch, Coverage, Diff, Traffic};

use crate::version;

/// Decides which sender ID an SMS goes out from
///
/// Exit status: 0 if every decision is to send; 1 if some were refused, some number was unreadable,
/// `check` found errors, or a message has no SMS; 2 if the command could not run.
#[derive(Debug, Parser)]
#[command(name = "originator", version = version::short(), long_version = version::long(), propagate_version = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// The numbering plan, in place of the one that is built in
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) numbering: Option<PathBuf>,
    /// Country rules of your own, over those that are built in
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) rules: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide the sender of a message to each number
    Route(Route),
    /// Decide the sender of the answer to a customer
    Reply(Reply),
    /// Say what each number is: E.164, region, line type, validity
    Locate(Locate),
    /// Decide a sender for every row of a file, and add the decisions to it
    Batch(Batch),
    /// Show everything that is wrong with a map, and what may go wrong with it
    ///
    /// Warnings rest on what providers say of countries; each names who says so. What you know better, such as
    /// a name that is registered, goes into a file for --rules.
    Check(Check),
    /// Show which countries your users are in, and which of them lack a sender that they can answer
    ///
    /// Every row is asked for twice: who answers this user, and who sends a first message. A country is
    ///
    /// `domestic` where a two-way sender of its own answers, `stand_in` where one of a region that it borrows from
    /// does, `abroad` where a number of elsewhere does, `one_way` where messages arrive but nobody can answer them,
    /// `omit` where the provider chooses the sender, and `refused` where nothing is sent. Numbers that cannot be
    /// read stand apart, without a country.
    ///
    /// What to request next comes from the country rules, each with who says so. That users are refused is a
    /// finding: the exit status is 0, and 2 if the command could not run.
    Coverage(Coverage),
    /// Show which decisions change from one map to another
    ///
    /// Both maps decide every row; what differs in recipient, outcome, sender or reason is counted by country,
    /// with examples. Another member of a pool is another sender. What hangs on the memory of earlier messages
    /// is not compared. The exit status is 0; with --exit-code 1 if any decision changes; 2 if the command could
    /// not run.
    Diff(Diff),
    /// Measure how fast decisions by a map are on this machine
    ///
    /// All numbers are decided once, which gives the counts by outcome and reason. Then, each for so many
    /// seconds:
    ///
    /// Decisions one by one, each timed alone, about every number at least once: median, 99th and 99.9th
    /// percentile, in nanoseconds. What reading the clock takes is measured too, printed, and left out of
    /// them; no figure is finer than the steps of the clock. The highest have what the system did meanwhile.
    ///
    /// Decisions a second of 1, 2, 4 threads and so on up to all cores, each thread beginning at another
    /// number, and a thread's time for each, with the check of its answer. Decisions that follow one another
    /// without a look at the clock overlap in the processor, so this may be less than the median. What other
    /// programs take of the cores meanwhile is missing here.
    ///
    /// Every answer is compared with the first about the same number; one that differs ends the command with
    /// status 2. That some are refused is a measurement, and the status is 0.
    ///
    /// Memory is the growth of the process while the map was loaded, as Linux counts what is resident, and
    /// the most it had until then; elsewhere both are unknown.
    Bench(Bench),
    /// Serve decisions over HTTP, in front of the Sinch Conversation API
    ///
    /// Answers POST /v1/route and /v1/reply, takes callbacks at /webhooks/sinch, and passes what comes under
    /// /v1/projects/ on to the upstream, with the decided sender in every messages:send. /healthz, /readyz, /metrics
    /// and /openapi.json say what their names do.
    ///
    /// The secret that callbacks are signed with is read from $ORIGINATOR_WEBHOOK_SECRET, or by app from a file.
    ///
    /// The map is read again on SIGHUP and when its file changes; if it is wrong the old one serves. SIGTERM ends
    /// it when what is in flight is finished, at most ten seconds later; the status is 1 if something was cut off.
    Serve(Box<Serve>),
    /// Work with the Sinch Conversation API
    Sinch(Sinch),
    /// Print the completions of these commands for a shell
    ///
    /// For bash, for example: originator completions bash > /etc/bash_completion.d/originator
    Completions(Completions),
    /// Print the man page, or write those of all commands into a folder
    Man(Man),
}

/// Which map, and which plan of it.
#[derive(Debug, clap::Args)]
pub(crate) struct Map {
    /// The map of senders; without it $ORIGINATOR_MAP, ./originators.yaml or data/originators.yaml
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// The service plan; may be left out if there is one, or one named `default`
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<String>,
    /// Read maps up to so many MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
}

/// What a decision hangs on beside the number.
#[derive(Debug, clap::Args)]
pub(crate) struct Terms {
    #[command(flatten)]
    pub(crate) map: Map,
    #[command(flatten)]
    pub(crate) message: MessageTerms,
}

/// What a message is, beside its number.
#[derive(Debug, clap::Args)]
pub(crate) struct MessageTerms {
    /// Read numbers as they are written in this region, in place of the plan's `default_region`
    #[arg(long, value_name = "REGION", value_parser = region)]
    pub(crate) default_region: Option<Region>,
    /// Only a sender that the recipient can answer will do
    #[arg(long)]
    pub(crate) needs_reply: bool,
    /// What the message is for
    #[arg(long, value_name = "USE", default_value = "transactional", value_parser = use_case)]
    pub(crate) use_case: UseCase,
    /// The sender you want; it is checked, never replaced
    #[arg(long, value_name = "SENDER", allow_hyphen_values = true)]
    pub(crate) sender: Option<OsString>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// Write a page for every command into this folder, which is made if it is not there
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table for people
    Table,
    /// One JSON object a line
    Json,
    /// CSV with a header
    Csv,
}

fn region(code: &str) -> Result<Region, String> {
    code.parse()
        .map_err(|error| match code.to_uppercase().parse::<Region>() {
            Ok(region) => format!("did you mean `{region}`?"),
            Err(_) if code.eq_ignore_ascii_case("uk") => "did you mean `GB`?".to_owned(),
            Err(_) => format!("{error}"),
        })
}

fn use_case(name: &str) -> Result<UseCase, String> {
    let names = || UseCase::ALL.map(UseCase::as_str).join(", ");
    let found = UseCase::ALL
        .into_iter()
        .find(|use_case| use_case.as_str() == name);
    found.ok_or_else(|| format!("one of {}", names()))
}

fn seconds(text: &str) -> Result<Duration, &'static str> {
    const WHAT: &str = "a number of seconds above 0, such as 0.5";
    let seconds = text.parse().map_err(|_| WHAT)?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err(WHAT),
    }
}
