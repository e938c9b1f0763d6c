//! The arguments of `check`.

use std::path::PathBuf;

use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Maps to check; `-` reads standard input. Default: the map that the other commands use
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CheckFormat,
    /// Exit with status 1 for these, too
    #[arg(long, value_name = "KIND")]
    pub(crate) deny: Option<Deny>,
    /// The maximum size of a map, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Text for people, with the lines of the map
    Text,
    /// One JSON object on each line
    Json,
    /// One SARIF 2.1.0 log, for code scanning
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
}
