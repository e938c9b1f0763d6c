//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use originator::numbering::Numbering;
use originator::{Region, UseCase};

/// Decides which sender ID an SMS goes out from
///
/// Exit status: 0 if every decision is to send; 1 if some were refused, some number was unreadable,
/// `check` found errors, or a message has no SMS; 2 if the command could not run.
#[derive(Debug, Parser)]
#[command(name = "originator", version = version(), propagate_version = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// The numbering plan, in place of the one that is built in
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) numbering: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide the sender of a message to each number
    Route(Route),
    /// Decide the sender of the answer to a customer
    Reply(Reply),
    /// Say what each number is: E.164, region, line type, validity
    Locate(Locate),
    /// Show everything that is wrong with a map
    Check(Check),
    /// Work with the Sinch Conversation API
    Sinch(Sinch),
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

/// How a decision is asked for and shown.
#[derive(Debug, clap::Args)]
pub(crate) struct Decide {
    #[command(flatten)]
    pub(crate) map: Map,
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
    /// How to print; without it a table on a terminal and JSON Lines elsewhere
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Format>,
    /// Say in sentences how each decision came about; with --format on standard error, beside the records
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Route {
    /// Numbers as people write them; `-` reads one a line from standard input
    #[arg(required = true, value_name = "NUMBER")]
    pub(crate) numbers: Vec<OsString>,
    #[command(flatten)]
    pub(crate) decide: Decide,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Reply {
    /// The customer who wrote; `-` reads one a line from standard input
    #[arg(long, value_name = "CUSTOMER", allow_hyphen_values = true)]
    pub(crate) from: OsString,
    /// Which of our senders they wrote to
    #[arg(long, value_name = "OUR_NUMBER", allow_hyphen_values = true)]
    pub(crate) to: Option<OsString>,
    #[command(flatten)]
    pub(crate) decide: Decide,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Locate {
    /// Numbers as people write them; `-` reads one a line from standard input
    #[arg(required = true, value_name = "NUMBER")]
    pub(crate) numbers: Vec<OsString>,
    /// Read numbers as they are written in this region
    #[arg(long, value_name = "REGION", value_parser = region)]
    pub(crate) default_region: Option<Region>,
    /// How to print; without it a table on a terminal and JSON Lines elsewhere
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Format>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Maps; without one the map that the other commands would use
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Read maps up to so many MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Sinch {
    #[command(subcommand)]
    pub(crate) command: SinchCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SinchCommand {
    /// Show the SMS that a message becomes, its encoding and how many parts it takes
    Transcode(Transcode),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Transcode {
    /// The message in JSON, the value of `message` in a request; `-` reads it from standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How to print; without it a table on a terminal and JSON Lines elsewhere
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Format>,
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

fn version() -> String {
    let release = Numbering::builtin().release();
    format!(
        "{} (numbering plan of libphonenumber {release})",
        env!("CARGO_PKG_VERSION")
    )
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
