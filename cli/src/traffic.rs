//! Traffic: files of rows with a number in each, CSV or JSON Lines, read in bounded memory.
//!
//! [`source`] opens and decompresses, [`cut`] divides what it reads into [`Piece`]s of whole records, and
//! [`csv`] and [`json`] read the records of a piece. A piece is read by itself, on whichever thread: [`workers`]
//! share them out. [`count`] does all of that for commands that only count.

mod count;
pub(crate) mod csv;
mod cut;
pub(crate) mod json;
mod progress;
mod source;
pub(crate) mod workers;

use std::path::Path;

use clap::ValueEnum;

pub(crate) use count::{Row, Wanted, count};
pub(crate) use cut::{Cutter, LongEnd, Piece};
pub(crate) use progress::Progress;
pub(crate) use source::{Source, open};

/// The forms of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// CSV with a header
    Csv,
    /// JSON Lines: an object a line
    Json,
}

impl Form {
    /// The form that a file's name tells, whatever it is packed in; CSV where it tells none.
    pub(crate) fn of(path: &Path) -> Form {
        let packed = ["gz", "zst"];
        let extension = |path: &Path| {
            path.extension()
                .map(|extension| extension.to_string_lossy().to_lowercase())
        };
        let inner = match extension(path) {
            Some(extension) if packed.contains(&extension.as_str()) => path.with_extension(""),
            _ => path.to_owned(),
        };
        match extension(&inner).as_deref() {
            Some("jsonl" | "ndjson" | "json") => Form::Json,
            _ => Form::Csv,
        }
    }
}

/// What some programs put before UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// The names of the columns or keys that are read.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) number: String,
    /// Another one: who was written to, or how many the row stands for.
    pub(crate) beside: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_form() {
        for (name, form) in [
            ("a.csv", Form::Csv),
            ("a.jsonl", Form::Json),
            ("a.b.NDJSON.gz", Form::Json),
            ("a.json.zst", Form::Json),
            ("a.csv.zst", Form::Csv),
            ("jsonl", Form::Csv),
            ("a.jsonl.bak", Form::Csv),
            ("-", Form::Csv),
        ] {
            assert_eq!(Form::of(Path::new(name)), form, "{name}");
        }
    }
}
