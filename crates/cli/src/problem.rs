//! The errors that end a command with status 2, and their messages.
//!
//! A message names the error, and the fix on the next line. Errors of maps come from the library with their own
//! text.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use originator::MapErrors;
use originator::numbering::NumberingError;
#[cfg(feature = "service")]
use originator_providers::sinch::setup::SetupError;
#[cfg(feature = "service")]
use originator_providers::sinch::transcode::TranscodeError;
#[cfg(feature = "service")]
use originator_server::{FileError, ParseStoreUrlError, ProviderName, SecretsError, StartError};

use crate::file_kind::FileKind;
use crate::printable::{printable, shell_word, shown, shown_input};

/// The error that ends a command; its text names the fix.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error(
        "error: no map is named, and neither {0} exists\n  name a map with --map FILE or $ORIGINATOR_MAP (`check` and `diff` take maps as arguments)"
    )]
    NoMap(String),
    #[error("error: cannot read {path}: {error}\n  name a map that exists", path = shown_input(.path))]
    UnreadableMap { path: PathBuf, error: io::Error },
    #[error("error: {path} is larger than {limit_mib} MiB\n  if the file is right, raise the limit with --max-map-mib", path = shown_input(.path))]
    MapTooLarge { path: PathBuf, limit_mib: u64 },
    #[error("error: {path} is not UTF-8: line {line} is probably Latin-1 (Windows-1252): `{text}`\n  save it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 {file} | originator … -", file = shell_file(.path), path = shown_input(.path), text = printable(.text))]
    NotUtf8 {
        path: PathBuf,
        line: usize,
        /// The line, read as Windows-1252.
        text: String,
    },
    #[error(
        "error: the service reloads its map, and standard input can be read only once\n  name a file with --map FILE"
    )]
    MapFromStdin,
    #[error("error: {name} is {kind}\n  {fix}", name = shown_input(.path), kind = .kind.name, fix = fix(.path, .kind))]
    WrongFileKind { path: PathBuf, kind: FileKind },
    #[error(
        "error: standard input is named twice, but can be read only once\n  write one of the two inputs to a file"
    )]
    StdinNamedTwice,
    #[error("error: cannot read {path}: {error}\n  omit --numbering to use the built-in numbering plan", path = shown_input(.path))]
    UnreadableNumbering { path: PathBuf, error: io::Error },
    #[error("error: cannot read {path}: {error}\n  omit --rules to use the built-in rules", path = shown_input(.path))]
    UnreadableRules { path: PathBuf, error: io::Error },
    #[error("{0}")]
    Rules(MapErrors),
    #[error("error: {path}: {error}\n  omit --numbering to use the built-in numbering plan", path = shown_input(.path))]
    Numbering {
        path: PathBuf,
        error: NumberingError,
    },
    #[error("{0}")]
    Map(MapErrors),
    #[error("error: {map} has no plan `{}`\n  name one of {plans} with --plan", .name.escape_debug(), map = shown_input(.map))]
    NoSuchPlan {
        map: PathBuf,
        name: String,
        plans: String,
    },
    #[error(
        "error: {map} has several plans, and none of them is called `default`\n  name one of {plans} with --plan", map = shown_input(.map)
    )]
    AmbiguousPlan { map: PathBuf, plans: String },
    #[error("{}\n\n{}", .0.to_string().trim_end(), .1)]
    TwoProblems(Box<Problem>, Box<Problem>),
    #[error("error: cannot read {path}: {error}\n  name a file with a message, or `-` for standard input", path = shown_input(.path))]
    UnreadableMessage { path: PathBuf, error: io::Error },
    #[error("error: {file} is larger than {limit_kib} KiB, the limit of a message")]
    MessageTooLarge { file: String, limit_kib: u64 },
    #[cfg(feature = "service")]
    #[error("error: {file}: {error}")]
    Message { file: String, error: TranscodeError },
    #[error("error: cannot read {path}: {error}\n  name a file that exists, or `-` for standard input", path = shown_input(.path))]
    UnreadableTraffic { path: PathBuf, error: io::Error },
    #[error(
        "error: {name} is truncated or damaged: {error}\n  only rows before the damage were read; get the file again"
    )]
    DamagedTraffic { name: String, error: io::Error },
    #[error(
        "error: {name} is empty\n  a CSV file needs a header or a first row; for JSON pass --input-format json"
    )]
    EmptyTraffic { name: String },
    #[error(
        "error: the first row of {name} is larger than --max-record\n  check that the file is CSV; for JSON pass --input-format json"
    )]
    HeaderTooLong { name: String },
    #[error("error: no column is called `{}`{nearest}\n  the {columns}{hint}", .name.escape_debug())]
    NoSuchColumn {
        name: String,
        nearest: String,
        columns: String,
        hint: String,
    },
    #[error("error: {}\n  {}", no_column_number(.name), column_numbers(*.columns, .option))]
    NoSuchColumnNumber {
        name: String,
        columns: usize,
        option: &'static str,
    },
    #[error("error: the first line of {name} sets the delimiter `{}`, which is not supported\n  use `,`, `;`, `|` or a tab as the delimiter, and set it in the first line", .separator.escape_debug())]
    UnknownSeparator { name: String, separator: char },
    #[error("error: no object of {file} has the key `{}`\n  name the key of the numbers with --column{}", .name.escape_debug(), key_of_numbers(.other))]
    NoSuchKey {
        file: String,
        name: String,
        /// A key that has numbers.
        other: Option<String>,
    },
    #[error("error: {file} has `{}` as a number of users, {reason}\n  omit --count-column to count each row as one user", .text.escape_debug())]
    InvalidUserCount {
        file: String,
        text: String,
        reason: &'static str,
    },
    #[error("error: two columns are called `{}`\n  rename one of them in the header", .name.escape_debug())]
    DuplicateColumn { name: String },
    #[error("error: two columns are called `{}`, but the keys of a JSON object must differ\n  rename one of them in the header, or write CSV", .name.escape_debug())]
    DuplicateKey { name: String },
    #[error("error: cannot write {path}: {error}\n  an existing file was not changed", path = shown_input(.path))]
    Unwritable { path: PathBuf, error: io::Error },
    #[error("error: {path} is not a regular file, and cannot be replaced\n  name another file, or write to standard output", path = shown(.0))]
    NotReplaceable(PathBuf),
    #[error("error: cannot read standard input: {0}")]
    Input(io::Error),
    #[error("error: cannot read {path}: {error}\n  name a file with one number on each line, or `-` for standard input", path = shown_input(.path))]
    UnreadableNumbers { path: PathBuf, error: io::Error },
    #[error("error: {path} has no numbers\n  write one number on each line", path = shown_input(.0))]
    NoNumbers(PathBuf),
    #[error(
        "error: the numbering plan has too few valid numbers\n  name a file of numbers with --numbers, or omit --numbering"
    )]
    NumberingTooSmall,
    #[error(
        "error: the decisions about the numbers {first} to {last} differed between two runs\n  this is a bug in originator: please report it with the map and these numbers"
    )]
    InconsistentAnswers { first: usize, last: usize },
    #[error(
        "error: cannot start {threads} threads: {error}\n  pass a smaller number with --threads"
    )]
    Threads { threads: usize, error: io::Error },
    #[error("error: cannot record latencies: {0}")]
    Histogram(#[from] hdrhistogram::CreationError),
    #[error("error: cannot read {path}: {error}", path = shown_input(.path))]
    UnreadableSecret { path: PathBuf, error: io::Error },
    #[cfg(feature = "service")]
    #[error("error: {path}: {error}", path = shown_input(.path))]
    Secrets { path: PathBuf, error: SecretsError },
    #[error("error: {place} is empty: with an empty secret, anybody could sign callbacks")]
    EmptySecret { place: String },
    #[error("error: {place} contains {flaw}\n  set it to the secret and nothing else")]
    MalformedSecret { place: String, flaw: &'static str },
    #[error("error: ${0} is not UTF-8")]
    SecretNotUtf8(&'static str),
    #[cfg(feature = "service")]
    #[error("error: {place}: {error}")]
    NotAStore {
        place: &'static str,
        error: ParseStoreUrlError,
    },
    #[cfg(feature = "service")]
    #[error("error: {argument} is given twice for the provider `{provider}`")]
    ProviderTwice {
        argument: &'static str,
        provider: ProviderName,
    },
    #[cfg(feature = "service")]
    #[error("error: {0}")]
    Conversations(FileError),
    #[error("error: cannot listen at {address}: {error}\n  name another address with --listen")]
    Listen {
        address: SocketAddr,
        error: io::Error,
    },
    #[error(
        "error: ${variable} is not set\n  set it to the secret, or set ${file} to the path of a file with the secret"
    )]
    NoSecret {
        variable: &'static str,
        file: &'static str,
    },
    #[error("error: {what}: {error}")]
    Request { what: String, error: String },
    #[cfg(feature = "service")]
    #[error("error: {0}")]
    Setup(SetupError),
    #[error("error: cannot serve: {0}")]
    Serve(io::Error),
    #[cfg(feature = "service")]
    #[error("{0}")]
    Start(StartError),
    #[error("error: cannot write the output: {0}")]
    Output(#[from] io::Error),
}

impl Problem {
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Problem::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl Problem {
    /// The error of a column that a file does not have.
    pub(crate) fn no_column(found: NoSuchColumn<'_>) -> Problem {
        let NoSuchColumn {
            name,
            columns,
            is_row,
            has_numbers,
        } = found;
        let quoted = |column: &String| format!("`{}`", column.escape_debug());
        let near = |column: &&String| {
            let (name, column) = (name.trim().to_lowercase(), column.trim().to_lowercase());
            // Comparing takes time in proportion to the lengths.
            let short = name.len() < 100 && column.len() < 100;
            short && strsim::normalized_damerau_levenshtein(&name, &column) > 0.6
        };
        let shown: Vec<String> = columns.iter().take(20).map(quoted).collect();
        let more = columns.len() - shown.len();
        let more = (more > 0).then(|| format!(" and {more} more"));
        let verb = if columns.len() == 1 {
            "only column is"
        } else {
            "columns are"
        };
        Problem::NoSuchColumn {
            name: name.to_owned(),
            nearest: columns
                .iter()
                .find(near)
                .map(|column| format!(": did you mean {}?", quoted(column)))
                .unwrap_or_default(),
            columns: format!("{verb} {}{}", shown.join(", "), more.unwrap_or_default()),
            hint: hint(columns, is_row, has_numbers),
        }
    }
}

/// The facts about a column that a file does not have.
pub(crate) struct NoSuchColumn<'a> {
    pub(crate) name: &'a str,
    /// The columns that the file has.
    pub(crate) columns: &'a [String],
    /// Whether the first line is probably a row and not a header.
    pub(crate) is_row: bool,
    /// A column with numbers, and the option that selects it.
    pub(crate) has_numbers: Option<(String, &'static str)>,
}

/// The advice about a column that a file does not have.
fn hint(columns: &[String], is_row: bool, has_numbers: Option<(String, &str)>) -> String {
    if is_row {
        return "\n  if the file has no header, pass --no-header and name the column by its number, \
                such as --column 1"
            .to_owned();
    }
    if let Some((column, option)) = has_numbers {
        let column = printable(&column).into_owned();
        let word = shell_word(&column);
        return format!("\n  the column `{column}` has numbers: select it with {option} {word}");
    }
    match columns {
        [only] => other_delimiter(only),
        _ => String::new(),
    }
}

/// The path as a shell takes it.
fn shell_file(path: &Path) -> String {
    if path == Path::new("-") {
        "FILE".to_owned()
    } else {
        shell_word(&shown(path))
    }
}

fn fix(path: &Path, kind: &FileKind) -> String {
    let name = shown(path);
    kind.fix((path != Path::new("-")).then_some(&name))
}

fn no_column_number(name: &str) -> String {
    if name.is_empty() {
        "the file has no header and several columns, and no column is selected".to_owned()
    } else {
        let name = name.escape_debug();
        format!(
            "no column is called `{name}`: without a header, columns are named by their numbers"
        )
    }
}

fn column_numbers(columns: usize, option: &str) -> String {
    if columns == 1 {
        format!("the only column is {option} 1")
    } else {
        format!("the columns are {option} 1 to {option} {columns}")
    }
}

fn key_of_numbers(key: &Option<String>) -> String {
    key.as_ref().map_or_else(String::new, |key| {
        format!("; the key `{}` has numbers", key.escape_debug())
    })
}

/// The advice about a header that has one column, but would have several with another delimiter.
fn other_delimiter(column: &str) -> String {
    let named = [
        (',', "`,`", "','"),
        (';', "`;`", "';'"),
        ('|', "`|`", "'|'"),
        ('\t', "a tab", "tab"),
    ];
    let found = named
        .iter()
        .find(|(delimiter, ..)| column.contains(*delimiter));
    found.map_or_else(String::new, |(_, delimiter, name)| {
        format!("\n  if the delimiter is {delimiter}, pass --delimiter {name}")
    })
}

impl From<csv::Error> for Problem {
    fn from(error: csv::Error) -> Problem {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Problem::Output(error),
            kind => Problem::Output(io::Error::other(format!("{kind:?}"))),
        }
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Problem {
        Problem::Output(error.into())
    }
}
