//! Traffic: files of rows with a number in each, CSV or JSON, read in bounded memory.
//!
//! [`source`] opens and decompresses, [`opening`] finds out how the file is written, [`cut`] divides what it reads into
//! [`Piece`]s of whole records, and [`csv`], [`json`] and [`array`] read the records of a piece. A piece is read by
//! itself, on whichever thread: [`workers`] share them out. [`count`] does all of that for commands that only count.
//! [`unread`] says what is wrong with a file in which nearly no number can be read.

pub(crate) mod array;
mod count;
pub(crate) mod csv;
mod cut;
pub(crate) mod encoding;
mod gzip;
pub(crate) mod json;
mod opening;
mod progress;
mod sample;
mod shape;
mod source;
mod unread;
pub(crate) mod workers;
mod zstd;

use std::path::Path;

use clap::ValueEnum;

pub(crate) use count::{Row, count};
use cut::{Cutter, Framing};
pub(crate) use cut::{LongEnd, Piece};
pub(crate) use opening::{Layout, Opened, Wanted};
pub(crate) use progress::Progress;
use sample::Sample;
pub(crate) use shape::Shape;
use source::{Source, open};
pub(crate) use unread::Unread;

/// The forms of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// CSV
    Csv,
    /// JSON Lines, an object a line, or an array of objects
    Json,
}

impl Form {
    /// The form that a file's name tells, whatever it is packed in; CSV where it tells none.
    fn of(path: &Path) -> Form {
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
