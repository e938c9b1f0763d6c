//! The arguments of what reads files of numbers: `batch`, `coverage` and `diff`.

use std::path::PathBuf;

use originator::UseCase;

use super::{Format, Map, MessageTerms, Reading, Terms, use_case};
use crate::traffic::{Form, Wanted};

#[derive(Debug, clap::Args)]
pub(crate) struct Batch {
    /// CSV, JSON Lines, or a JSON array of objects, also packed with gzip or zstd; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The column, or key, of the numbers to send to; without it the only column, or `to`
    #[arg(long, value_name = "NAME", conflicts_with_all = ["from_column", "written_to_column"])]
    pub(crate) column: Option<String>,
    /// The column of the customers who wrote; every row is then a reply. Without it but with --written-to-column
    /// it is `from`
    #[arg(long, value_name = "NAME")]
    pub(crate) from_column: Option<String>,
    /// The column of our senders that they wrote to; an empty cell means that it is not known
    #[arg(long, value_name = "NAME")]
    pub(crate) written_to_column: Option<String>,
    #[command(flatten)]
    pub(crate) terms: Terms,
    #[command(flatten)]
    pub(crate) layout: Layout,
    /// The form to write; without it the one that is read. Rows of CSV become objects of their cells, and rows of
    /// JSON the one column `originator_input`
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Form>,
    /// Write to this file, which is replaced when all rows are written; its name may end in .gz or .zst. `-` is
    /// standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// No summary at the end
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl Batch {
    /// Whether the rows are customers who are answered.
    pub(crate) fn is_reply(&self) -> bool {
        self.from_column.is_some() || self.written_to_column.is_some()
    }

    /// The columns to read.
    pub(crate) fn wanted(&self) -> Wanted<'_> {
        wanted_of_messages(&self.column, &self.from_column, &self.written_to_column)
    }
}

/// The columns of messages: recipients, or customers and whom they wrote to.
fn wanted_of_messages<'a>(
    column: &'a Option<String>,
    from_column: &'a Option<String>,
    written_to_column: &'a Option<String>,
) -> Wanted<'a> {
    let is_reply = from_column.is_some() || written_to_column.is_some();
    let (usual, option) = if is_reply {
        ("from", "--from-column")
    } else {
        ("to", "--column")
    };
    Wanted {
        number: from_column.as_deref().or(column.as_deref()),
        usual,
        beside: written_to_column.as_deref(),
        option,
    }
}

/// How a file of rows is written, where it does not tell itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Layout {
    /// The form of the file; without it what the name says (.csv, .tsv, .json, .jsonl, .ndjson) and the first bytes
    #[arg(long, value_name = "FORM")]
    pub(crate) input_format: Option<Form>,
    /// What stands between the fields of CSV: `,` `;` `|` or `tab`; without it what a first line such as `sep=;` says,
    /// or what divides the header
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub(crate) delimiter: Option<u8>,
    /// The CSV has no header: columns are named by their place, from 1, as in --column 2
    #[arg(long)]
    pub(crate) no_header: bool,
    /// Rows of more than so many MiB are not held in memory: they are not read, and count as unreadable
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_record: u32,
}

/// A file with the numbers of users.
#[derive(Debug, clap::Args)]
pub(crate) struct Traffic {
    /// The users' numbers: CSV, a plain list with one number a line, JSON Lines, or a JSON array, also packed with gzip
    /// or zstd; `-` reads standard input
    #[arg(long = "traffic", value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) layout: Layout,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Coverage {
    #[command(flatten)]
    pub(crate) traffic: Traffic,
    /// The column, or key, of the numbers; without it the only column, or `to`
    #[arg(long, value_name = "NAME")]
    pub(crate) column: Option<String>,
    /// The column, or key, that says how many users a row stands for, as `12`, `1,000` or `12.0`; where it is missing
    /// or empty, one
    #[arg(long, value_name = "NAME")]
    pub(crate) count_column: Option<String>,
    #[command(flatten)]
    pub(crate) map: Map,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// What the messages are for
    #[arg(long, value_name = "USE", default_value = "transactional", value_parser = use_case())]
    pub(crate) use_case: UseCase,
    /// How to print; without it a table on a terminal and JSON Lines elsewhere
    #[arg(long, value_name = "FORM")]
    pub(crate) format: Option<Format>,
    /// Also write a page with a map of the world to this file; `-` prints the page in place of the countries
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The map as it was; `-` reads it from standard input
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The map as it is to be; `-` reads it from standard input
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
    /// The column of our senders that they wrote to; an empty cell means that it is not known
    #[arg(long, value_name = "NAME")]
    pub(crate) written_to_column: Option<String>,
    /// The service plan, in both maps; may be left out if there is one, or one named `default`
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<String>,
    /// The largest map to read, in MiB
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

impl Coverage {
    /// The columns to read.
    pub(crate) fn wanted(&self) -> Wanted<'_> {
        Wanted {
            number: self.column.as_deref(),
            usual: "to",
            beside: self.count_column.as_deref(),
            option: "--column",
        }
    }
}

impl Diff {
    /// Whether the rows are customers who are answered.
    pub(crate) fn is_reply(&self) -> bool {
        self.from_column.is_some() || self.written_to_column.is_some()
    }

    /// The columns to read.
    pub(crate) fn wanted(&self) -> Wanted<'_> {
        wanted_of_messages(&self.column, &self.from_column, &self.written_to_column)
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
