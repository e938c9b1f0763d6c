//! The arguments of `route`, `reply` and `locate`.

use std::ffi::OsString;

use super::{DecisionArgs, Format, ReadingArgs};

/// The arguments that `route` and `reply` share.
#[derive(Debug, clap::Args)]
pub(crate) struct DecideArgs {
    #[command(flatten)]
    pub(crate) terms: DecisionArgs,
    /// The output format. Default: a table on a terminal, JSON Lines elsewhere
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Explain each decision in sentences; with --format, the explanations go to standard error
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Route {
    /// Phone numbers, as people write them; `-` reads one from each line of standard input
    #[arg(required = true, value_name = "NUMBER")]
    pub(crate) numbers: Vec<OsString>,
    #[command(flatten)]
    pub(crate) decide: DecideArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Reply {
    /// The number of the customer who wrote; `-` reads one from each line of standard input
    #[arg(long, value_name = "CUSTOMER", allow_hyphen_values = true)]
    pub(crate) from: OsString,
    /// Our sender to which the customer wrote
    #[arg(long, value_name = "OUR_NUMBER", allow_hyphen_values = true)]
    pub(crate) to: Option<OsString>,
    #[command(flatten)]
    pub(crate) decide: DecideArgs,
}

// `locate` has no plan that these arguments could override.
#[derive(Debug, clap::Args)]
#[command(
    mut_arg("default_region", |arg| arg.help("Read national numbers as numbers of this region")),
    mut_arg("bare_digits", |arg| arg.help(
        "How to read digits without `+`: `international` reads them as E.164, `refuse` does not read them"
    ))
)]
pub(crate) struct Locate {
    /// Phone numbers, as people write them; `-` reads one from each line of standard input
    #[arg(required = true, value_name = "NUMBER")]
    pub(crate) numbers: Vec<OsString>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// The output format. Default: a table on a terminal, JSON Lines elsewhere
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
}
