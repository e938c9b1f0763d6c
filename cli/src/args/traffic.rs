//! The arguments of what reads files of numbers: `batch`, `coverage` and `diff`.

use std::path::PathBuf;

use originator::UseCase;

use super::{Format, Map, MessageTerms, Reading, Terms, use_case};
use crate::traffic::Form;

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
    #[command(flatten)]
    pub(crate) reading: Reading,
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

/// The delimiters that are in use; no field of ours has one of them.
fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "," | ";" | "|" | "\t" => Ok(text.bytes().next().unwrap_or(b',')),
        "tab" | "\\t" => Ok(b'\t'),
        _ => Err("one of `,`, `;`, `|` and `tab`".to_owned()),
    }
}
