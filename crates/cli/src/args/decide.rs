//! The arguments of `route`, `reply` and `locate`.

use std::ffi::OsString;

use super::{Format, Reading, Terms};

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
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// How to print; without it a table on a terminal and JSON Lines elsewhere
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Format>,
}
