//! Why a command could not run.

use std::borrow::Cow;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use originator::MapErrors;
use originator::numbering::NumberingError;
use originator_server::{FileError, NotAStore, SecretsError, StartError};
use originator_sinch::setup::SetupError;
use originator_sinch::transcode::TranscodeError;

/// Why a command could not run; its text says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error(
        "error: no map was named, and neither {0} is there\n  name one with --map FILE or $ORIGINATOR_MAP"
    )]
    NoMap(String),
    #[error("error: cannot read {path}: {error}\n  name a map that is there", path = .path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("error: {path} has more than {limit_mib} MiB\n  if that is right, ask for it with a larger --max-map-mib", path = .path.display())]
    TooLarge { path: PathBuf, limit_mib: u64 },
    #[error("error: {path} is not UTF-8: line {line} has other bytes\n  save it as UTF-8", path = .path.display())]
    NotUtf8 { path: PathBuf, line: usize },
    #[error("error: cannot read {path}: {error}\n  leave --numbering out to use the plan that is built in", path = .path.display())]
    UnreadableNumbering { path: PathBuf, error: io::Error },
    #[error("error: cannot read {path}: {error}\n  leave --rules out to use the rules that are built in", path = .path.display())]
    UnreadableRules { path: PathBuf, error: io::Error },
    #[error("{0}")]
    Rules(MapErrors),
    #[error("error: {path}: {error}\n  leave --numbering out to use the plan that is built in", path = .path.display())]
    Numbering {
        path: PathBuf,
        error: NumberingError,
    },
    #[error("{0}")]
    Map(MapErrors),
    #[error("error: {map} has no plan `{}`\n  name one of {plans} with --plan", .name.escape_debug(), map = .map.display())]
    NoSuchPlan {
        map: PathBuf,
        name: String,
        plans: String,
    },
    #[error(
        "error: {map} has several plans, none with the id `default`\n  name one of {plans} with --plan", map = .map.display()
    )]
    WhichPlan { map: PathBuf, plans: String },
    #[error("{}\n\n{}", .0.to_string().trim_end(), .1)]
    Both(Box<Problem>, Box<Problem>),
    #[error("error: cannot read {path}: {error}\n  name a message that is there, or `-`", path = .path.display())]
    UnreadableMessage { path: PathBuf, error: io::Error },
    #[error("error: {file} has more than {limit_kib} KiB, which no message has")]
    MessageTooLarge { file: String, limit_kib: u64 },
    #[error("error: {file}: {error}")]
    Message { file: String, error: TranscodeError },
    #[error("error: cannot read {path}: {error}\n  name a file that is there, or `-` for standard input", path = .path.display())]
    UnreadableTraffic { path: PathBuf, error: io::Error },
    #[error(
        "error: {name} is cut off or damaged: {error}\n  what is whole before that place was read; get the file anew"
    )]
    DamagedTraffic { name: String, error: io::Error },
    #[error(
        "error: {name} is empty\n  CSV begins with a header; for JSON Lines say --input-format json"
    )]
    NoHeader { name: String },
    #[error("error: {name} is UTF-16\n  save it as UTF-8")]
    Utf16 { name: String },
    #[error(
        "error: the header of {name} is longer than --max-record\n  is it CSV? for JSON Lines say --input-format json"
    )]
    LongHeader { name: String },
    #[error("error: no column `{}`{nearest}\n  there {columns}{divided}", .name.escape_debug())]
    NoSuchColumn {
        name: String,
        nearest: String,
        columns: String,
        divided: String,
    },
    #[error("error: no object of {file} has the key `{}`\n  name the key of the numbers with --column", .name.escape_debug())]
    NoSuchKey { file: String, name: String },
    #[error("error: {file} has `{}` as a number of users, which is no whole number\n  leave --count-column out to count each row as one", .text.escape_debug())]
    NoCount { file: String, text: String },
    #[error("error: two columns have the name `{}`\n  give one of them another name in the header", .name.escape_debug())]
    ColumnTwice { name: String },
    #[error("error: two columns have the name `{}`, and an object has each name once\n  give one of them another name in the header, or write CSV", .name.escape_debug())]
    KeyTwice { name: String },
    #[error("error: cannot write {path}: {error}\n  what was there before is still there", path = .path.display())]
    Unwritable { path: PathBuf, error: io::Error },
    #[error("error: {path} is not a file that can be replaced\n  name another with --output, or write to standard output", path = .0.display())]
    NoFile(PathBuf),
    #[error("error: cannot read standard input: {0}")]
    Input(io::Error),
    #[error("error: cannot read {path}: {error}\n  name a file with a number a line, or `-` for standard input", path = .path.display())]
    UnreadableNumbers { path: PathBuf, error: io::Error },
    #[error("error: {path} has no numbers\n  write one a line", path = path_of_numbers(.0))]
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
    #[error("error: cannot read {path}: {error}", path = .path.display())]
    UnreadableSecret { path: PathBuf, error: io::Error },
    #[error("error: {path}: {error}", path = .path.display())]
    Secrets { path: PathBuf, error: SecretsError },
    #[error("error: {place} is empty: with an empty secret anybody could sign")]
    EmptySecret { place: String },
    #[error("error: {place} has {flaw}\n  set it to the secret alone")]
    MalformedSecret { place: String, flaw: &'static str },
    #[error("error: ${0} is not UTF-8")]
    SecretNotUtf8(&'static str),
    #[error("error: {place}: {error}")]
    NotAStore {
        place: &'static str,
        error: NotAStore,
    },
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
    #[error("error: {0}")]
    Setup(SetupError),
    #[error("error: cannot serve: {0}")]
    Serve(io::Error),
    #[error("{0}")]
    Start(StartError),
    #[error("error: cannot write: {0}")]
    Output(#[from] io::Error),
}

fn path_of_numbers(path: &Path) -> Cow<'_, str> {
    match path == Path::new("-") {
        true => "standard input".into(),
        false => path.to_string_lossy(),
    }
}

impl Problem {
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Problem::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl Problem {
    /// There is no such column among these.
    pub(crate) fn no_column(name: &str, columns: &[String]) -> Problem {
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
            divided: match columns {
                [only] => otherwise_divided(only),
                _ => String::new(),
            },
        }
    }
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
