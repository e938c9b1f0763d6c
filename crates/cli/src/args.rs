//! The arguments: those of all commands and those that several share, and a file for those of each.

mod bench;
mod check;
mod color;
mod decide;
mod examples;
mod refused;
#[cfg(feature = "service")]
mod serve;
#[cfg(feature = "service")]
mod sinch;
mod traffic;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use originator::{BareDigits, Region, UseCase};

pub(crate) use bench::{Bench, ReportFormat};
pub(crate) use check::{Check, CheckFormat};
pub(crate) use color::{Color, color_of_arguments};
pub(crate) use decide::{Decide, Locate, Reply, Route};
pub(crate) use refused::refused;
#[cfg(feature = "service")]
pub(crate) use serve::{ForProvider, Serve};
#[cfg(feature = "service")]
pub(crate) use sinch::{AdapterForm, Setup, Sinch, SinchCommand, Transcode};
pub(crate) use traffic::{Batch, Coverage, Diff, Layout, Traffic};

use crate::version;

/// Decides which sender ID an SMS goes out from
///
/// Exit status: 0 if every decision is to send; 1 if some were refused, some number was unreadable,
/// `check` found errors, or a message has no SMS; 2 if the command could not run. The help of `coverage` and `diff` has
/// theirs.
#[derive(Debug, Parser)]
#[command(
    name = "originator",
    version = version::short(),
    long_version = version::long(),
    propagate_version = true,
    after_long_help = examples::ALL
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Use the numbering plan in this file in place of the built-in one
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) numbering: Option<PathBuf>,
    /// Use the country rules in this file before the built-in ones
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) rules: Option<PathBuf>,
    /// Whether messages and help are coloured; `auto` colours them on a terminal, and follows $NO_COLOR and
    /// $CLICOLOR_FORCE
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide the sender of a message to each number
    #[command(after_long_help = examples::ROUTE)]
    Route(Route),
    /// Decide the sender of the answer to a customer
    #[command(after_long_help = examples::REPLY)]
    Reply(Reply),
    /// Say what each number is: E.164, region, line type, validity
    #[command(after_long_help = examples::LOCATE)]
    Locate(Locate),
    /// Decide a sender for every row of a file, and add the decisions to it
    #[command(after_long_help = examples::BATCH)]
    Batch(Batch),
    /// Show everything that is wrong with a map, and what may go wrong with it
    ///
    /// Warnings about countries cite public sources. What you know better, such as a name that is registered, goes into a
    /// file for --rules.
    #[command(after_long_help = examples::CHECK)]
    Check(Check),
    /// Show which countries your users are in, and which of them lack a sender that they can answer
    ///
    /// Each row is decided twice: as a reply and as a first message. A country is `domestic` where a two-way sender of
    /// its own answers, `stand_in` where one of a region that it borrows from does, `abroad` where a foreign number
    /// does, `one_way` where messages arrive but nobody can answer them, `omit` where the provider chooses the sender,
    /// and `refused` where nothing is sent. Numbers that cannot be read stand apart, without a country.
    ///
    /// What to request next comes from the country rules, with their sources.
    #[command(after_long_help = examples::COVERAGE)]
    Coverage(Coverage),
    /// Show which decisions change from one map to another
    ///
    /// Both maps decide every row; what differs in recipient, outcome, sender or reason is counted by country,
    /// with examples. Another member of a pool is another sender. Decisions that depend on earlier messages are not
    /// compared.
    #[command(after_long_help = examples::DIFF)]
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
    #[command(after_long_help = examples::BENCH)]
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
    #[cfg(feature = "service")]
    #[command(after_long_help = examples::SERVE)]
    Serve(Box<Serve>),
    /// Work with the Sinch Conversation API
    #[cfg(feature = "service")]
    #[command(after_long_help = examples::SINCH)]
    Sinch(Sinch),
    /// Print the completions of these commands for a shell
    ///
    /// The shell reads them when it starts.
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions(Completions),
    /// Print the man page, or write those of all commands into a folder
    #[command(after_long_help = examples::MAN)]
    Man(Man),
}

/// Which map, and which plan of it.
#[derive(Debug, clap::Args)]
pub(crate) struct Map {
    /// The map of senders; without it $ORIGINATOR_MAP, ./originators.yaml or data/originators.yaml. `-` reads it from
    /// standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// The service plan; may be left out if there is one, or one named `default`
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<String>,
    /// The largest map to read, in MiB
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

/// How numbers are read that have neither `+` nor `00`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Reading {
    /// Read numbers as they are written in this region, in place of the plan's `default_region`
    #[arg(long, value_name = "REGION")]
    default_region: Option<Region>,
    /// How to read digits without `+`, in place of the plan's `bare_digits` and `default_region`: `international` reads
    /// them as E.164, `refuse` does not read them
    #[arg(long, value_name = "WHAT", value_parser = bare_digits(), conflicts_with = "default_region")]
    bare_digits: Option<BareDigits>,
}

impl Reading {
    /// What digits without `+` mean, if the arguments say so.
    pub(crate) fn bare_digits(self) -> Option<BareDigits> {
        let region = self.default_region.map(BareDigits::National);
        region.or(self.bare_digits)
    }
}

/// What a message is, beside its number.
#[derive(Debug, clap::Args)]
pub(crate) struct MessageTerms {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Only a sender that the recipient can answer will do
    #[arg(long)]
    pub(crate) needs_reply: bool,
    /// What the message is for
    #[arg(long, value_name = "USE", default_value = "transactional", value_parser = use_case())]
    pub(crate) use_case: UseCase,
    /// The sender you want; it is used or refused, never replaced
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

/// Reads what digits without a `+` are; the help lists the words.
fn bare_digits() -> impl TypedValueParser<Value = BareDigits> {
    PossibleValuesParser::new(["refuse", "international"])
        .try_map(|word| word.parse::<BareDigits>())
}

/// Reads a use case; the help lists them.
fn use_case() -> impl TypedValueParser<Value = UseCase> {
    let names = PossibleValuesParser::new(UseCase::ALL.map(UseCase::as_str));
    names.try_map(|name| name.parse::<UseCase>())
}

fn seconds(text: &str) -> Result<Duration, &'static str> {
    const WHAT: &str = "a number of seconds above 0, such as 0.5";
    let seconds = text.parse().map_err(|_| WHAT)?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err(WHAT),
    }
}
