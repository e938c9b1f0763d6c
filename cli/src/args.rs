//! The arguments.

mod refused;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use originator::numbering::Numbering;
use originator::{Region, UseCase};
use originator_server::{BaseUrl, NotABaseUrl, WebhookUrl};
use originator_sinch::setup::{ApiRegion, Id};

use crate::traffic::Form;

pub(crate) use refused::refused;

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

/// How a decision is asked for and shown.
#[derive(Debug, clap::Args)]
pub(crate) struct Decide {
    #[command(flatten)]
    pub(crate) terms: Terms,
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
pub(crate) struct Batch {
    /// CSV with a header, or JSON Lines (.jsonl, .ndjson, .json), also packed with gzip or zstd; `-` reads
    /// standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The column, or key, of the numbers to send to
    #[arg(
        long,
        value_name = "NAME",
        required_unless_present = "from_column",
        conflicts_with = "from_column"
    )]
    pub(crate) column: Option<String>,
    /// In place of --column: the column of the customers who wrote; every row is then a reply
    #[arg(long, value_name = "NAME")]
    pub(crate) from_column: Option<String>,
    /// The column of our senders that they wrote to; where it is empty nobody knows
    #[arg(
        long,
        value_name = "NAME",
        requires = "from_column",
        conflicts_with = "column"
    )]
    pub(crate) written_to_column: Option<String>,
    #[command(flatten)]
    pub(crate) terms: Terms,
    /// The form of the file, where its name does not tell
    #[arg(long, value_name = "FORM")]
    pub(crate) input_format: Option<Form>,
    /// The form to write; without it the one that is read. Rows of CSV become objects of their cells, lines of
    /// JSON the one column `originator_input`
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Form>,
    /// What stands between the fields of CSV: `,` `;` `|` or `tab`
    #[arg(long, value_name = "CHARACTER", default_value = ",", value_parser = delimiter)]
    pub(crate) delimiter: u8,
    /// Write to this file, whole or not at all; its name may end in .gz or .zst
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Do not hold records of more than so many MiB: they pass, and are refused
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_record: u32,
    /// No summary at the end
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl Batch {
    /// The column of the recipients; one of the two is there.
    pub(crate) fn number_column(&self) -> &str {
        let column = self.from_column.as_ref().or(self.column.as_ref());
        column.map_or("", String::as_str)
    }
}

/// A file with the numbers of users.
#[derive(Debug, clap::Args)]
pub(crate) struct Traffic {
    /// The users' numbers: CSV with a header, a plain list with one a line (its first line is a number), or JSON
    /// Lines (.jsonl, .ndjson, .json), also packed with gzip or zstd; `-` reads standard input
    #[arg(long = "traffic", value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The form of the file, where its name does not tell
    #[arg(long, value_name = "FORM")]
    pub(crate) input_format: Option<Form>,
    /// What stands between the fields of CSV: `,` `;` `|` or `tab`
    #[arg(long, value_name = "CHARACTER", default_value = ",", value_parser = delimiter)]
    pub(crate) delimiter: u8,
    /// Do not hold records of more than so many MiB: they count as unreadable
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_record: u32,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Coverage {
    #[command(flatten)]
    pub(crate) traffic: Traffic,
    /// The column, or key, of the numbers; without it the only column, or `to`
    #[arg(long, value_name = "NAME")]
    pub(crate) column: Option<String>,
    /// The column, or key, that says how many users a row stands for; where it is missing, one
    #[arg(long, value_name = "NAME")]
    pub(crate) count_column: Option<String>,
    #[command(flatten)]
    pub(crate) map: Map,
    /// Read numbers as they are written in this region, in place of the plan's `default_region`
    #[arg(long, value_name = "REGION", value_parser = region)]
    pub(crate) default_region: Option<Region>,
    /// What the messages are for
    #[arg(long, value_name = "USE", default_value = "transactional", value_parser = use_case)]
    pub(crate) use_case: UseCase,
    /// How to print; without it a table on a terminal and JSON Lines elsewhere
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Format>,
    /// Also write a page with a map of the world to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The map as it was
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The map as it is to be
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) traffic: Traffic,
    /// The column, or key, of the numbers to send to; without it the only column, or `to`
    #[arg(long, value_name = "NAME", conflicts_with_all = ["from_column", "written_to_column"])]
    pub(crate) column: Option<String>,
    /// The column of customers who wrote, every row then being a reply; without it but with --written-to-column
    /// `from`
    #[arg(long, value_name = "NAME")]
    pub(crate) from_column: Option<String>,
    /// The column of our senders that they wrote to; where it is empty nobody knows
    #[arg(long, value_name = "NAME")]
    pub(crate) written_to_column: Option<String>,
    /// The service plan, in both maps; may be left out if there is one, or one named `default`
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<String>,
    /// Read maps up to so many MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
    #[command(flatten)]
    pub(crate) message: MessageTerms,
    /// How to print; without it a table on a terminal and JSON Lines elsewhere
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Format>,
    /// End with status 1 if any decision changes
    #[arg(long)]
    pub(crate) exit_code: bool,
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

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Maps; without one the map that the other commands would use
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(crate) format: CheckFormat,
    /// End with status 1 if there are warnings, too
    #[arg(long, value_name = "WHAT")]
    pub(crate) deny: Option<Deny>,
    /// Read maps up to so many MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Each with its line of the map, for people
    Text,
    /// One JSON object a line
    Json,
    /// One SARIF 2.1.0 log, for code scanning
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    #[command(flatten)]
    pub(crate) map: Map,
    /// Numbers to decide about, one a line; `-` reads standard input. Without it 100,000 valid ones,
    /// worldwide and the same each time, are made
    #[arg(long, value_name = "FILE")]
    pub(crate) numbers: Option<PathBuf>,
    /// Measure replies to customers who wrote to this sender, in place of first messages
    #[arg(long, value_name = "OUR_NUMBER", allow_hyphen_values = true)]
    pub(crate) written_to: Option<OsString>,
    /// How long each measurement lasts
    #[arg(long, value_name = "SECONDS", default_value = "3", value_parser = seconds)]
    pub(crate) seconds: Duration,
    /// Measure up to so many threads, and never more than there are cores
    #[arg(long, value_name = "COUNT")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// How to print; without it tables on a terminal and JSON elsewhere
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<ReportFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Tables for people
    Table,
    /// One JSON object
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// The map of senders; without it $ORIGINATOR_MAP, ./originators.yaml or data/originators.yaml
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// Read maps up to so many MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// The Conversation API of the apps' region, such as https://eu.conversation.api.sinch.com; without it nothing
    /// is passed on
    #[arg(long, value_name = "URL")]
    pub(crate) upstream: Option<BaseUrl>,
    /// Pass callbacks on to this webhook, byte for byte; the provider sees its answer
    #[arg(long, value_name = "URL")]
    pub(crate) forward_to: Option<WebhookUrl>,
    /// A JSON object of apps and the secrets of their callbacks; other apps have $ORIGINATOR_WEBHOOK_SECRET
    #[arg(long, value_name = "FILE")]
    pub(crate) webhook_secrets: Option<PathBuf>,
    /// Take unsigned callbacks of apps that have no secret
    #[arg(long)]
    pub(crate) allow_unsigned: bool,
    /// A file with the token that /v1/route and /v1/reply ask for
    #[arg(long, value_name = "FILE")]
    pub(crate) api_token_file: Option<PathBuf>,
    /// Write numbers into the logs as they are
    #[arg(long)]
    pub(crate) log_numbers: bool,
    /// The largest body that is read whole
    #[arg(long, value_name = "KIB", default_value_t = 1024)]
    pub(crate) max_body_kib: usize,
    /// How many requests are worked on at once
    #[arg(long, value_name = "COUNT", default_value = "1024")]
    pub(crate) max_requests: NonZeroUsize,
    /// How long a request may take to arrive
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub(crate) request_seconds: Duration,
    /// How long the upstream may say nothing
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(crate) upstream_seconds: Duration,
    /// How long requests are still taken after SIGTERM, while `/readyz` says no: what a load balancer takes to notice
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) grace_seconds: Option<Duration>,
    /// Where conversations are remembered: `memory`, `file:PATH`, or a Redis or Valkey server that services share,
    /// redis://[user:password@]host[:port][/database], rediss:// for TLS, redis-cluster:// or rediss-cluster:// for a
    /// cluster. Without it $ORIGINATOR_CONVERSATIONS, where a password is in no list of processes, or `memory`
    #[arg(long, value_name = "URL")]
    pub(crate) conversations: Option<OsString>,
    /// How many conversations are remembered: in memory in some 50 MB a million, in a file in some 600 with their
    /// contacts; a server has limits of its own
    #[arg(long, value_name = "COUNT", default_value = "1000000")]
    pub(crate) max_conversations: NonZeroUsize,
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
    /// Connect the SMS channel of an app to a service plan, and its callbacks to a webhook
    ///
    /// Reads the app and its webhooks, makes the requests that are left to make, and prints the callback URL that
    /// the service plan needs. Where all is as it should be, nothing is changed.
    ///
    /// Secrets come from the environment, or from the file named by the same variable with _FILE at its end:
    /// $SINCH_ACCESS_TOKEN, or $SINCH_KEY_ID and $SINCH_KEY_SECRET to get one, authorize it; $SINCH_SMS_TOKEN is the
    /// service plan's API token; $ORIGINATOR_WEBHOOK_SECRET signs callbacks, which are unsigned without it.
    ///
    /// Requests go by way of $http_proxy and $https_proxy, where these are set and $no_proxy does not except them,
    /// but never those to this machine itself. Over plain HTTP such a proxy sees the secrets.
    Setup(Box<Setup>),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Setup {
    /// The project that the app is in
    #[arg(long, value_name = "ID")]
    pub(crate) project: Id,
    /// The app
    #[arg(long, value_name = "ID")]
    pub(crate) app: Id,
    /// The service plan, of the app's region
    #[arg(long, value_name = "ID")]
    pub(crate) service_plan: Id,
    /// Where the app is: us, eu or br
    #[arg(long, value_name = "REGION", value_parser = api_region)]
    pub(crate) region: ApiRegion,
    /// Where callbacks go: https://…/webhooks/sinch of this service, as the provider reaches it
    #[arg(long, value_name = "URL", value_parser = webhook)]
    pub(crate) webhook_url: String,
    /// Which form of the callback URL to print
    #[arg(long, value_name = "FORM", default_value = "whatsapp")]
    pub(crate) adapter: AdapterForm,
    /// Print every request, secrets redacted, and change nothing; what only reads or gets a token is asked
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The API's address, where it is not the region's own: a gateway, say
    #[arg(long, value_name = "URL")]
    pub(crate) api: Option<BaseUrl>,
    /// Where a token is got for the key, if not at the provider's own address
    #[arg(long, value_name = "URL")]
    pub(crate) auth: Option<BaseUrl>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdapterForm {
    /// That of the first pages on the SMS channel
    Whatsapp,
    /// That of newer pages
    Xms,
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

/// An address, whose text stays as it is: the provider compares texts.
fn webhook(text: &str) -> Result<String, NotABaseUrl> {
    text.parse::<BaseUrl>().map(|_| text.to_owned())
}

fn api_region(name: &str) -> Result<ApiRegion, String> {
    let names = || ApiRegion::ALL.map(ApiRegion::as_str).join(", ");
    let found = ApiRegion::ALL
        .into_iter()
        .find(|region| region.as_str() == name);
    found.ok_or_else(|| format!("one of {}", names()))
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

/// The delimiters that are in use; no field of ours has one of them.
fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "," | ";" | "|" | "\t" => Ok(text.bytes().next().unwrap_or(b',')),
        "tab" | "\\t" => Ok(b'\t'),
        _ => Err("one of `,`, `;`, `|` and `tab`".to_owned()),
    }
}
