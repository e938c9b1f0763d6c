//! The arguments of the commands that read files of rows: `batch`, `coverage` and `diff`.

use std::path::PathBuf;

use clap::ValueEnum;
use originator::UseCase;

use super::{DecisionArgs, Format, MapArgs, MessageArgs, ReadingArgs, use_case};

/// The formats of traffic files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FileFormat {
    /// CSV
    Csv,
    /// JSON Lines with an object on each line, or an array of objects
    Json,
}

/// The columns, or keys, that the arguments select.
pub(crate) struct ColumnSelection<'a> {
    /// The column of the numbers; `None` for the only column, or the one with the default name.
    pub(crate) number: Option<&'a str>,
    pub(crate) default_name: &'static str,
    /// The column of the second value of a row: the sender that was written to, or the number of users.
    pub(crate) second_column: Option<&'a str>,
    /// The option that names the column of the numbers.
    pub(crate) option: &'static str,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Batch {
    /// A file of CSV, JSON Lines, or a JSON array of objects, which may be compressed with gzip or zstd; `-` reads
    /// standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The column or key of the recipients. Default: the only column, or `to`
    #[arg(long, value_name = "NAME", conflicts_with_all = ["from_column", "written_to_column"])]
    pub(crate) column: Option<String>,
    /// The column or key of the customers who wrote; every row is then a reply. Default with --written-to-column:
    /// `from`
    #[arg(long, value_name = "NAME")]
    pub(crate) from_column: Option<String>,
    /// The column or key of our senders to which the customers wrote; an empty cell means unknown
    #[arg(long, value_name = "NAME")]
    pub(crate) written_to_column: Option<String>,
    #[command(flatten)]
    pub(crate) terms: DecisionArgs,
    #[command(flatten)]
    pub(crate) layout: LayoutArgs,
    /// The output format. Default: the input format. As JSON, a row of CSV is an object of its cells; as CSV, a row of
    /// JSON is the text of one column, `originator_input`
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<FileFormat>,
    /// Write to this file, which is replaced atomically, and compressed if its name ends in .gz or .zst; `-` is
    /// standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Do not print a summary at the end
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl Batch {
    /// Whether every row is a reply.
    pub(crate) fn is_reply(&self) -> bool {
        self.from_column.is_some() || self.written_to_column.is_some()
    }

    /// The columns to read.
    pub(crate) fn columns(&self) -> ColumnSelection<'_> {
        message_columns(&self.column, &self.from_column, &self.written_to_column)
    }
}

/// The columns of messages: recipients, or customers and the senders to which they wrote.
fn message_columns<'a>(
    column: &'a Option<String>,
    from_column: &'a Option<String>,
    written_to_column: &'a Option<String>,
) -> ColumnSelection<'a> {
    let is_reply = from_column.is_some() || written_to_column.is_some();
    let (default_name, option) = if is_reply {
        ("from", "--from-column")
    } else {
        ("to", "--column")
    };
    ColumnSelection {
        number: from_column.as_deref().or(column.as_deref()),
        default_name,
        second_column: written_to_column.as_deref(),
        option,
    }
}

/// The layout of a file, where it cannot be detected.
#[derive(Debug, clap::Args)]
pub(crate) struct LayoutArgs {
    /// The input format. Default: detected by the first bytes and the extension (.csv, .tsv, .json, .jsonl, .ndjson)
    #[arg(long, value_name = "FORMAT")]
    pub(crate) input_format: Option<FileFormat>,
    /// The delimiter of CSV: `,` `;` `|` or `tab`. Default: that of a first line such as `sep=;`, or detected by the
    /// header
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub(crate) delimiter: Option<u8>,
    /// The CSV file has no header; name columns by their numbers, from 1, such as --column 2
    #[arg(long)]
    pub(crate) no_header: bool,
    /// The maximum size of a row, in MiB; larger rows are not read, and count as unreadable
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_record: u32,
}

/// The file with the numbers of users.
#[derive(Debug, clap::Args)]
pub(crate) struct TrafficArgs {
    /// The users' numbers: a file of CSV, a plain list with one number on each line, JSON Lines, or a JSON array, which
    /// may be compressed with gzip or zstd; `-` reads standard input
    #[arg(long = "traffic", value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) layout: LayoutArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Coverage {
    #[command(flatten)]
    pub(crate) traffic: TrafficArgs,
    /// The column or key of the numbers. Default: the only column, or `to`
    #[arg(long, value_name = "NAME")]
    pub(crate) column: Option<String>,
    /// The column or key with the number of users of a row, such as `12`, `1,000` or `12.0`. Default, also for an empty
    /// cell: one user
    #[arg(long, value_name = "NAME")]
    pub(crate) count_column: Option<String>,
    #[command(flatten)]
    pub(crate) map: MapArgs,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// The use case of the messages
    #[arg(long, value_name = "USE", default_value = "transactional", value_parser = use_case())]
    pub(crate) use_case: UseCase,
    /// The output format. Default: a table on a terminal, JSON Lines elsewhere
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Also write an HTML page with a map of the world to this file; `-` prints the page instead of the countries
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The old map; `-` reads standard input
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new map; `-` reads standard input
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) traffic: TrafficArgs,
    /// The column or key of the recipients. Default: the only column, or `to`
    #[arg(long, value_name = "NAME", conflicts_with_all = ["from_column", "written_to_column"])]
    pub(crate) column: Option<String>,
    /// The column or key of the customers who wrote; every row is then a reply. Default with --written-to-column:
    /// `from`
    #[arg(long, value_name = "NAME")]
    pub(crate) from_column: Option<String>,
    /// The column or key of our senders to which the customers wrote; an empty cell means unknown
    #[arg(long, value_name = "NAME")]
    pub(crate) written_to_column: Option<String>,
    /// The service plan, in both maps. Default: the only plan, or the plan `default`
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<String>,
    /// The maximum size of a map, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub(crate) max_map_mib: u64,
    #[command(flatten)]
    pub(crate) message: MessageArgs,
    /// The output format. Default: a table on a terminal, JSON Lines elsewhere
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Exit with status 1 if a decision changes
    #[arg(long)]
    pub(crate) exit_code: bool,
}

impl Coverage {
    /// The columns to read.
    pub(crate) fn columns(&self) -> ColumnSelection<'_> {
        ColumnSelection {
            number: self.column.as_deref(),
            default_name: "to",
            second_column: self.count_column.as_deref(),
            option: "--column",
        }
    }
}

impl Diff {
    /// Whether every row is a reply.
    pub(crate) fn is_reply(&self) -> bool {
        self.from_column.is_some() || self.written_to_column.is_some()
    }

    /// The columns to read.
    pub(crate) fn columns(&self) -> ColumnSelection<'_> {
        message_columns(&self.column, &self.from_column, &self.written_to_column)
    }
}

/// Parses a delimiter. The added fields contain none of those that are supported.
fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "," | ";" | "|" | "\t" => Ok(text.bytes().next().unwrap_or(b',')),
        "tab" | "\\t" => Ok(b'\t'),
        _ => Err("expected one of `,`, `;`, `|` and `tab`".to_owned()),
    }
}
