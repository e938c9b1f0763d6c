//! The layout of a file of rows: its format, and where the columns are.
//!
//! [`traffic_file`](super::traffic_file) detects it.

use std::path::Path;

use super::csv::Header;
use crate::args::FileFormat;

/// The layout of a file.
pub(crate) enum Layout {
    Csv {
        delimiter: u8,
        header: Header,
        /// The index of the column of the numbers.
        number: usize,
        second_column: Option<usize>,
    },
    Json {
        columns: Columns,
        /// Whether the file is an array of rows; otherwise each line is a row.
        is_array: bool,
    },
}

impl Layout {
    pub(crate) fn format(&self) -> FileFormat {
        match self {
            Layout::Csv { .. } => FileFormat::Csv,
            Layout::Json { .. } => FileFormat::Json,
        }
    }

    /// The delimiter of CSV; the usual one if the file is JSON.
    pub(crate) fn delimiter(&self) -> u8 {
        match self {
            Layout::Csv { delimiter, .. } => *delimiter,
            Layout::Json { .. } => b',',
        }
    }

    /// The number of lines that the header takes.
    pub(crate) fn header_lines(&self) -> u64 {
        match self {
            Layout::Csv { header, .. } => header.lines,
            Layout::Json { .. } => 0,
        }
    }
}

/// The names of the columns or keys that are read.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) number: String,
    /// A second one: the sender that was written to, or the number of users.
    pub(crate) second_column: Option<String>,
}

/// The format by a file's extension, before that of a compression; CSV if the extension is another.
pub(super) fn format_by_name(path: &Path) -> FileFormat {
    let compressed = ["gz", "zst"];
    let extension = |path: &Path| {
        path.extension()
            .map(|extension| extension.to_string_lossy().to_lowercase())
    };
    let inner = match extension(path) {
        Some(extension) if compressed.contains(&extension.as_str()) => path.with_extension(""),
        _ => path.to_owned(),
    };
    match extension(&inner).as_deref() {
        Some("jsonl" | "ndjson" | "json") => FileFormat::Json,
        _ => FileFormat::Csv,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_decides_the_format() {
        for (name, format) in [
            ("a.csv", FileFormat::Csv),
            ("a.jsonl", FileFormat::Json),
            ("a.b.NDJSON.gz", FileFormat::Json),
            ("a.json.zst", FileFormat::Json),
            ("a.csv.zst", FileFormat::Csv),
            ("jsonl", FileFormat::Csv),
            ("a.jsonl.bak", FileFormat::Csv),
            ("-", FileFormat::Csv),
        ] {
            assert_eq!(format_by_name(Path::new(name)), format, "{name}");
        }
    }
}
