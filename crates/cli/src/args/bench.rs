//! The arguments of `bench`.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;

use super::{Map, seconds};

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
