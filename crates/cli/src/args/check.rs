//! The arguments of `check`.

use std::path::PathBuf;

use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Maps, and `-` for one on standard input; without any the map that the other commands would use
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
