//! The arguments of the command line: those of all commands, and those that several commands share.
//!
//! Each command, or group of commands, has its arguments in a file of its own. The doc comments are the help texts.

mod bench;
mod check;
mod color;
mod decide;
mod error;
mod examples;
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
use originator::{BareDigits, Message, Region, UseCase};

pub(crate) use bench::{Bench, ReportFormat};
pub(crate) use check::{Check, CheckFormat};
pub(crate) use color::{Color, color_of_arguments};
pub(crate) use decide::{DecideArgs, Locate, Reply, Route};
pub(crate) use error::report_args_error;
#[cfg(feature = "service")]
pub(crate) use serve::{ForProvider, Serve};
#[cfg(feature = "service")]
pub(crate) use sinch::{AdapterForm, Setup, Sinch, SinchCommand, Transcode};
pub(crate) use traffic::{
    Batch, ColumnSelection, Coverage, Diff, FileFormat, LayoutArgs, TrafficArgs,
};

use crate::version;

/// Decides which sender ID an SMS goes out from
///
/// Exit status: 0 if every message can be sent; 1 if a message was refused, a number could not be read, `check` found
/// errors, or a message has no SMS; 2 if the command could not run. `coverage` and `diff` differ: see their help.
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
    /// Use the numbering plan in this file instead of the built-in one
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) numbering: Option<PathBuf>,
    /// Override the built-in country rules with those in this file
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) rules: Option<PathBuf>,
    /// When to colour messages and help
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide the sender of a message to each number
    #[command(after_long_help = examples::ROUTE)]
    Route(Route),
    /// Decide the sender of a reply to a customer
    #[command(after_long_help = examples::REPLY)]
    Reply(Reply),
    /// Show the E.164 form, region, line type and validity of each number
    #[command(after_long_help = examples::LOCATE)]
    Locate(Locate),
    /// Decide a sender for every row of a file, and add the decisions to the rows
    #[command(after_long_help = examples::BATCH)]
    Batch(Batch),
    /// Show all errors of a map, or its warnings
    ///
    /// Warnings about countries cite public sources. If you know better, for example that a name is registered,
    /// override the built-in rules with a file for --rules.
    #[command(after_long_help = examples::CHECK)]
    Check(Check),
    /// Show the countries of your users, and which of them lack a sender that users can answer
    ///
    /// Each row is decided twice: as a reply and as a first message. A country is `domestic` if a two-way sender of the
    /// country replies, `stand_in` if a sender of a region that it borrows from replies, `abroad` if a foreign number
    /// replies, `one_way` if messages arrive but users cannot answer them, `omit` if the provider chooses the sender,
    /// and `refused` if no message is sent. Numbers that cannot be read are counted without a country.
    ///
    /// The next steps, such as a number to request, follow from the country rules and cite their sources.
    #[command(after_long_help = examples::COVERAGE)]
    Coverage(Coverage),
    /// Show which decisions change from one map to another
    ///
    /// Both maps decide every row. Decisions that differ in recipient, outcome, sender or reason are counted by
    /// country, with examples. A different member of a pool is a different sender. Decisions that depend on earlier
    /// messages are not compared.
    #[command(after_long_help = examples::DIFF)]
    Diff(Diff),
    /// Measure the speed of decisions on this machine
    ///
    /// First, all numbers are decided once, to count the decisions by outcome and reason. Then the command measures
    /// latency, and throughput for each number of threads, each for the time of --seconds:
    ///
    /// Latency: each decision is timed alone, and every number is decided at least once. The result is the
    /// median, the 99th and the 99.9th percentile in nanoseconds. The time of reading the clock is measured, printed,
    /// and subtracted. The resolution is that of the clock. The highest values include interruptions by the system.
    ///
    /// Throughput: decisions per second of 1, 2, 4 threads and so on up to all cores, and the mean time of a decision
    /// on one thread, with the check of its answer. Consecutive decisions overlap in the processor, so that the mean
    /// may be less than the median latency. Other programs on the machine reduce the throughput.
    ///
    /// Every answer is compared with the first answer about the same number; a difference ends the command with
    /// status 2. Refused messages do not change the status, which is 0.
    ///
    /// Memory, on Linux: the growth of the resident memory while the map was loaded, and its peak until then. On other
    /// systems both are unknown.
    #[command(after_long_help = examples::BENCH)]
    Bench(Bench),
    /// Serve decisions over HTTP, in front of the Sinch Conversation API
    ///
    /// The service answers POST /v1/route and POST /v1/reply, receives callbacks at /webhooks/sinch, and forwards
    /// requests under /v1/projects/ to the upstream. In every messages:send it sets the decided sender. For operation
    /// it has /healthz, /readyz, /metrics and /openapi.json.
    ///
    /// The secret that signs callbacks is read from $ORIGINATOR_WEBHOOK_SECRET, or for each app from a file.
    ///
    /// The map is reloaded on SIGHUP and when its file changes; if the new map has errors, the old map stays in use.
    /// After SIGTERM the service finishes the requests in flight for at most ten seconds; the status is 1 if a request
    /// was cut off.
    #[cfg(feature = "service")]
    #[command(after_long_help = examples::SERVE)]
    Serve(Box<Serve>),
    /// Set up and test the Sinch Conversation API
    #[cfg(feature = "service")]
    #[command(after_long_help = examples::SINCH)]
    Sinch(Sinch),
    /// Print a completion script for a shell
    ///
    /// The shell loads the script when it starts.
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions(Completions),
    /// Print the man page, or write the pages of all commands to a folder
    #[command(after_long_help = examples::MAN)]
    Man(Man),
}

/// The map, and its service plan.
#[derive(Debug, clap::Args)]
pub(crate) struct MapArgs {
    /// The map of senders; `-` reads standard input. Default: $ORIGINATOR_MAP, ./originators.yaml or
    /// data/originators.yaml
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// The service plan. Default: the only plan, or the plan `default`
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<String>,
    /// The maximum size of a map, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
}

/// The arguments of a decision, other than the number.
#[derive(Debug, clap::Args)]
pub(crate) struct DecisionArgs {
    #[command(flatten)]
    pub(crate) map: MapArgs,
    #[command(flatten)]
    pub(crate) message: MessageArgs,
}

/// How numbers without `+` or `00` are read.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct ReadingArgs {
    /// Read national numbers as numbers of this region; overrides the plan's `default_region`
    #[arg(long, value_name = "REGION")]
    default_region: Option<Region>,
    /// How to read digits without `+`: `international` reads them as E.164, `refuse` does not read them; overrides the
    /// plan's `bare_digits` and `default_region`
    #[arg(long, value_name = "MODE", value_parser = bare_digits(), conflicts_with = "default_region")]
    bare_digits: Option<BareDigits>,
}

impl ReadingArgs {
    /// The meaning of digits without `+`, if the arguments set it.
    pub(crate) fn bare_digits(self) -> Option<BareDigits> {
        let region = self.default_region.map(BareDigits::National);
        region.or(self.bare_digits)
    }
}

/// The properties of a message beside its number.
#[derive(Debug, clap::Args)]
pub(crate) struct MessageArgs {
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// Use only senders that the recipient can answer. Replies always do, except with --sender
    #[arg(long)]
    pub(crate) needs_reply: bool,
    /// The use case of the message
    #[arg(long, value_name = "USE", default_value = "transactional", value_parser = use_case())]
    pub(crate) use_case: UseCase,
    /// Send from this sender, or refuse the message: no other sender is used
    #[arg(long, value_name = "SENDER", allow_hyphen_values = true)]
    pub(crate) sender: Option<OsString>,
}

impl MessageArgs {
    /// A first message to a number, or a reply to a customer who wrote to a sender.
    pub(crate) fn of_row<'a>(
        &'a self,
        is_reply: bool,
        number: &'a [u8],
        written_to: Option<&'a [u8]>,
    ) -> Message<'a> {
        let message = match (is_reply, written_to) {
            (false, _) => Message::to(number),
            (true, None) => Message::reply_to(number),
            (true, Some(sender)) => Message::reply_to(number).written_to(sender),
        };
        let mut message = message.use_case(self.use_case);
        if self.needs_reply {
            message = message.needs_reply();
        }
        if let Some(sender) = &self.sender {
            message = message.sender(sender.as_encoded_bytes());
        }
        if let Some(bare_digits) = self.reading.bare_digits() {
            message = message.bare_digits(bare_digits);
        }
        message
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// Write a page for every command to this folder, which is created if needed
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table for people
    Table,
    /// One JSON object on each line
    Json,
    /// CSV with a header
    Csv,
}

/// Parses --bare-digits; the help lists the values.
fn bare_digits() -> impl TypedValueParser<Value = BareDigits> {
    PossibleValuesParser::new(["refuse", "international"])
        .try_map(|word| word.parse::<BareDigits>())
}

/// Parses a use case; the help lists the values.
fn use_case() -> impl TypedValueParser<Value = UseCase> {
    let names = PossibleValuesParser::new(UseCase::ALL.map(UseCase::as_str));
    names.try_map(|name| name.parse::<UseCase>())
}

/// Parses a duration in seconds.
fn seconds(text: &str) -> Result<Duration, &'static str> {
    const EXPECTED: &str = "a number of seconds above 0, such as 0.5";
    let seconds = text.parse().map_err(|_| EXPECTED)?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err(EXPECTED),
    }
}
