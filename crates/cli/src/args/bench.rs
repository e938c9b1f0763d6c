//! The arguments of `bench`.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;

use super::{MapArgs, seconds};

#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    #[command(flatten)]
    pub(crate) map: MapArgs,
    /// A file with one number on each line; `-` reads standard input. Default: 100,000 valid numbers worldwide, the
    /// same in every run
    #[arg(long, value_name = "FILE")]
    pub(crate) numbers: Option<PathBuf>,
    /// Measure replies to customers who wrote to this sender, instead of first messages
    #[arg(long, value_name = "OUR_NUMBER", allow_hyphen_values = true)]
    pub(crate) written_to: Option<OsString>,
    /// The duration of each measurement
    #[arg(long, value_name = "SECONDS", default_value = "3", value_parser = seconds)]
    pub(crate) seconds: Duration,
    /// The maximum number of threads; never more than the cores of the machine
    #[arg(long, value_name = "COUNT")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// The output format. Default: tables on a terminal, JSON elsewhere
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<ReportFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Tables for people
    Table,
    /// One JSON object
    Json,
}
