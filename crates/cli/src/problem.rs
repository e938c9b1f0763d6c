//! Why a command could not run.

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

/// Why a command could not run; its text says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error(
        "error: no map was named, and neither {0} is there\n  name one with --map FILE (`check` and `diff` take it without --map) or $ORIGINATOR_MAP"
    )]
    NoMap(String),
    #[error("error: cannot read {path}: {error}\n  name a map that is there", path = shown_input(.path))]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("error: {path} has more than {limit_mib} MiB\n  if that is right, ask for it with a larger --max-map-mib", path = shown_input(.path))]
    TooLarge { path: PathBuf, limit_mib: u64 },
    #[error("error: {path} is not UTF-8: line {line} is probably Latin-1 (Windows-1252): `{text}`\n  save it as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 {file} | originator … -", file = shell_file(.path), path = shown_input(.path), text = printable(.text))]
    NotUtf8 {
        path: PathBuf,
        line: usize,
        /// The line, read as that.
        text: String,
    },
    #[error(
        "error: the service reads its map again when it changes, and standard input can be read only once\n  name a file with --map FILE"
    )]
    MapIsRead,
    #[error("error: {name} is {what}\n  {fix}", name = shown_input(.path), what = .kind.what, fix = fix(.path, .kind))]
    OtherFile { path: PathBuf, kind: FileKind },
    #[error(
        "error: standard input is named twice, and can be read only once\n  write one of the two into a file"
    )]
    InputTwice,
    #[error("error: cannot read {path}: {error}\n  leave --numbering out to use the plan that is built in", path = shown_input(.path))]
    UnreadableNumbering { path: PathBuf, error: io::Error },
    #[error("error: cannot read {path}: {error}\n  leave --rules out to use the rules that are built in", path = shown_input(.path))]
    UnreadableRules { path: PathBuf, error: io::Error },
    #[error("{0}")]
    Rules(MapErrors),
    #[error("error: {path}: {error}\n  leave --numbering out to use the plan that is built in", path = shown_input(.path))]
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
        "error: {map} has several plans, none with the id `default`\n  name one of {plans} with --plan", map = shown_input(.map)
    )]
    WhichPlan { map: PathBuf, plans: String },
    #[error("{}\n\n{}", .0.to_string().trim_end(), .1)]
    Both(Box<Problem>, Box<Problem>),
    #[error("error: cannot read {path}: {error}\n  name a message that is there, or `-`", path = shown_input(.path))]
    UnreadableMessage { path: PathBuf, error: io::Error },
    #[error("error: {file} has more than {limit_kib} KiB, which no message has")]
    MessageTooLarge { file: String, limit_kib: u64 },
    #[cfg(feature = "service")]
    #[error("error: {file}: {error}")]
    Message { file: String, error: TranscodeError },
    #[error("error: cannot read {path}: {error}\n  name a file that is there, or `-` for standard input", path = shown_input(.path))]
    UnreadableTraffic { path: PathBuf, error: io::Error },
    #[error(
        "error: {name} is cut off or damaged: {error}\n  what is whole before that place was read; get the file anew"
    )]
    DamagedTraffic { name: String, error: io::Error },
    #[error(
        "error: {name} is empty\n  CSV begins with a header or a first row; for JSON say --input-format json"
    )]
    NoHeader { name: String },
    #[error(
        "error: the first row of {name} is longer than --max-record\n  is it CSV? for JSON say --input-format json"
    )]
    LongHeader { name: String },
    #[error("error: no column `{}`{nearest}\n  there {columns}{hint}", .name.escape_debug())]
    NoSuchColumn {
        name: String,
        nearest: String,
        columns: String,
        hint: String,
    },
    #[error("error: {}\n  {}", no_place(.name), places(*.columns, .option))]
    NoSuchPlace {
        name: String,
        columns: usize,
        option: &'static str,
    },
    #[error("error: {name} says that `{}` stands between its fields\n  only `,`, `;`, `|` and tabs are read: write one of them, and say so in the first line", .said.escape_debug())]
    Separator { name: String, said: char },
    #[error("error: no object of {file} has the key `{}`\n  name the key of the numbers with --column{}", .name.escape_debug(), key_of_numbers(.other))]
    NoSuchKey {
        file: String,
        name: String,
        /// A key that has numbers.
        other: Option<String>,
    },
    #[error("error: {file} has `{}` as a number of users, {why}\n  leave --count-column out to count each row as one", .text.escape_debug())]
    NoCount {
        file: String,
        text: String,
        why: &'static str,
    },
    #[error("error: two columns have the name `{}`\n  give one of them another name in the header", .name.escape_debug())]
    ColumnTwice { name: String },
    #[error("error: two columns have the name `{}`, and an object has each name once\n  give one of them another name in the header, or write CSV", .name.escape_debug())]
    KeyTwice { name: String },
    #[error("error: cannot write {path}: {error}\n  what was there before is still there", path = shown_input(.path))]
    Unwritable { path: PathBuf, error: io::Error },
    #[error("error: {path} is not a file that can be replaced\n  name another with --output, or write to standard output", path = shown(.0))]
    NoFile(PathBuf),
    #[error("error: cannot read standard input: {0}")]
    Input(io::Error),
    #[error("error: cannot read {path}: {error}\n  name a file with a number a line, or `-` for standard input", path = shown_input(.path))]
    UnreadableNumbers { path: PathBuf, error: io::Error },
    #[error("error: {path} has no numbers\n  write one a line", path = shown_input(.0))]
    NoNumbers(PathBuf),
    #[error(
        "error: the numbering plan knows hardly a number\n  name numbers with --numbers FILE, or leave --numbering out"
    )]
    NumberingKnowsNoNumber,
    #[error(
        "error: the decisions about numbers {first} to {last} were not the same each time\n  this is a mistake in originator: please report it, with the map and these numbers"
    )]
    Unsteady { first: usize, last: usize },
    #[error("error: cannot start {threads} threads: {error}\n  ask for fewer with --threads")]
    Threads { threads: usize, error: io::Error },
    #[error("error: cannot keep times: {0}")]
    Times(#[from] hdrhistogram::CreationError),
    #[error("error: cannot read {path}: {error}", path = shown_input(.path))]
    UnreadableSecret { path: PathBuf, error: io::Error },
    #[cfg(feature = "service")]
    #[error("error: {path}: {error}", path = shown_input(.path))]
    Secrets { path: PathBuf, error: SecretsError },
    #[error("error: {place} is empty: with an empty secret anybody could sign")]
    EmptySecret { place: String },
    #[error("error: {place} has {flaw}\n  set it to the secret alone")]
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
    #[error("error: ${variable} is not set\n  set it, or ${file} to a file that has it")]
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
    #[error("error: cannot write: {0}")]
    Output(#[from] io::Error),
}

impl Problem {
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Problem::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl Problem {
    /// There is no such column.
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
        let verb = if columns.len() == 1 { "is" } else { "are" };
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

/// A column that is not in a file.
pub(crate) struct NoSuchColumn<'a> {
    pub(crate) name: &'a str,
    /// Those that are.
    pub(crate) columns: &'a [String],
    /// Whether the first line is probably a row, and no header.
    pub(crate) is_row: bool,
    /// A column with numbers, and the option to name it with.
    pub(crate) has_numbers: Option<(String, &'static str)>,
}

/// What to do where a column is not there.
fn hint(columns: &[String], is_row: bool, has_numbers: Option<(String, &str)>) -> String {
    if is_row {
        return "\n  if the file has no header, say --no-header and name the column by its place, \
                as in --column 1"
            .to_owned();
    }
    if let Some((column, option)) = has_numbers {
        let column = printable(&column).into_owned();
        let word = shell_word(&column);
        return format!("\n  `{column}` has numbers: name it with {option} {word}");
    }
    match columns {
        [only] => otherwise_divided(only),
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

fn no_place(name: &str) -> String {
    if name.is_empty() {
        "the file has no header, and several columns".to_owned()
    } else {
        let name = name.escape_debug();
        format!("no column `{name}`: without a header columns are named by their place")
    }
}

fn places(columns: usize, option: &str) -> String {
    if columns == 1 {
        format!("there is one column: {option} 1")
    } else {
        format!("there are {columns} columns: {option} 1 to {option} {columns}")
    }
}

fn key_of_numbers(key: &Option<String>) -> String {
    key.as_ref().map_or_else(String::new, |key| {
        format!("; `{}` has numbers", key.escape_debug())
    })
}

/// What to say of a header that is one column, but would be several with another delimiter.
fn otherwise_divided(column: &str) -> String {
    let named = [
        (',', "`,`", "','"),
        (';', "`;`", "';'"),
        ('|', "`|`", "'|'"),
        ('\t', "a tab", "tab"),
    ];
    let found = named
        .iter()
        .find(|(delimiter, ..)| column.contains(*delimiter));
    found.map_or_else(String::new, |(_, what, name)| {
        format!("\n  if {what} stands between its columns, say --delimiter {name}")
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
