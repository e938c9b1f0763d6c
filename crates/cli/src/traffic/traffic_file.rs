//! Opens a file of rows, and detects its layout before the first row is read: CSV or JSON, delimiter, header, columns.
//!
//! Arguments take precedence. What they leave open is detected by the first bytes, in the same way for every command.
//! [`delimiter`](super::delimiter) detects the delimiter.

use std::path::Path;

use super::chunk::{Chunk, Chunker, Framing};
use super::csv::{ColumnError, Header, is_line_end};
use super::delimiter::{DELIMITERS, delimiter_of_header, delimiter_of_rows};
use super::encoding::utf_8;
use super::layout::{Columns, Layout, format_by_name};
use super::progress::Progress;
use super::sample::Sample;
use super::source::open;
use crate::args::{ColumnSelection, FileFormat, LayoutArgs};
use crate::problem::{NoSuchColumn, Problem};

/// The byte order mark that some programs write before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The number of bytes at the beginning of a file that the detection looks at.
const HEAD_BYTES: usize = 128 * 1024;

/// A file that is open at its first row.
pub(crate) struct TrafficFile {
    /// The name of the file in messages.
    pub(crate) name: String,
    /// The bytes before the header and the rows: a byte order mark, a line `sep=;`, an array's `[`.
    pub(crate) preamble: Vec<u8>,
    /// The number of lines that the preamble takes.
    pub(crate) preamble_lines: u64,
    pub(crate) layout: Layout,
    /// The rest of the first chunk, after the header.
    pub(crate) first: Option<Chunk>,
    pub(crate) chunker: Chunker,
    /// The first rows, which are looked at again after the run if nearly none could be read.
    pub(crate) sample: Sample,
    pub(crate) progress: Progress,
}

impl TrafficFile {
    /// Opens a file. If no column is named, a file with one column is a plain list without a header if its first cell
    /// is a number, or at least not the name of a column.
    pub(crate) fn open(
        path: &Path,
        arguments: &LayoutArgs,
        selection: &ColumnSelection<'_>,
        rows_on_stdout: bool,
        is_number: &dyn Fn(&[u8]) -> bool,
    ) -> Result<TrafficFile, Problem> {
        let source = open(path)?;
        let progress = Progress::new(&source, rows_on_stdout);
        let limit = (arguments.max_record as usize).saturating_mul(1024 * 1024);
        let mut chunker = Chunker::new(source.bytes, limit);
        let mut preamble = Vec::new();
        if chunker.peek(BOM.len()) == BOM {
            preamble = chunker.take_prefix(BOM.len());
        }
        let format = match arguments.input_format {
            Some(format) => format,
            None if begins_json(chunker.peek(HEAD_BYTES)) => FileFormat::Json,
            None => format_by_name(path),
        };
        let mut file = TrafficFile {
            name: source.name,
            preamble,
            preamble_lines: 0,
            layout: Layout::Json {
                columns: Columns {
                    number: selection
                        .number
                        .unwrap_or(selection.default_name)
                        .to_owned(),
                    second_column: selection.second_column.map(str::to_owned),
                },
                is_array: false,
            },
            first: None,
            chunker,
            sample: Sample::default(),
            progress,
        };
        match format {
            FileFormat::Json => file.read_json(),
            FileFormat::Csv => file.read_csv(path, arguments, selection, is_number)?,
        }
        Ok(file)
    }

    fn read_json(&mut self) {
        let begin = self.chunker.peek(HEAD_BYTES);
        let space = begin.len() - begin.trim_ascii_start().len();
        let begins_array = begin.get(space) == Some(&b'[');
        if begins_array {
            let taken = self.chunker.take_prefix(space + 1);
            self.preamble_lines += super::csv::line_ends(&taken);
            self.preamble.extend(taken);
        }
        if let Layout::Json { is_array, .. } = &mut self.layout {
            *is_array = begins_array;
        }
        self.chunker.set_framing(if begins_array {
            Framing::JsonArray
        } else {
            Framing::JsonLines
        });
        self.sample = Sample::new(self.chunker.peek(HEAD_BYTES));
    }

    fn read_csv(
        &mut self,
        path: &Path,
        arguments: &LayoutArgs,
        selection: &ColumnSelection<'_>,
        is_number: &dyn Fn(&[u8]) -> bool,
    ) -> Result<(), Problem> {
        let by_separator_line = self.separator_line()?;
        let by_name = is_named_tsv(path).then_some(b'\t');
        let delimiter = match arguments.delimiter.or(by_separator_line).or(by_name) {
            Some(delimiter) => delimiter,
            None if arguments.no_header => {
                delimiter_of_rows(self.chunker.peek(HEAD_BYTES), selection, is_number)
            }
            None => delimiter_of_header(self.chunker.peek(HEAD_BYTES), selection, is_number),
        };
        self.chunker.set_framing(Framing::Csv(delimiter));
        let chunk = self.first_chunk()?;
        let no_header = || Problem::EmptyTraffic {
            name: self.name.clone(),
        };
        let (header, rest) = Header::read(&chunk, delimiter).ok_or_else(no_header)?;
        let has_number = header.cells.iter().any(|cell| is_number(cell));
        let is_list = selection.number.is_none()
            && selection.second_column.is_none()
            && matches!(header.cells.as_slice(), [only] if is_number(only) || !is_name(only));
        let (header, rows) = if arguments.no_header || is_list {
            (Header::numbered(header.cells.len()), chunk.clone())
        } else {
            (header, rest.to_vec())
        };
        let sample = Sample::new(&rows);
        let index_of = |name: &str| {
            let found = header.column(name);
            found.map_err(|error| match error {
                ColumnError::Duplicate => Problem::DuplicateColumn {
                    name: name.to_owned(),
                },
                ColumnError::Missing if header.is_present => {
                    let is_column_number = name.bytes().all(|byte| byte.is_ascii_digit());
                    let has_numbers = sample.csv_column(delimiter, &header, None, is_number);
                    Problem::no_column(NoSuchColumn {
                        name,
                        columns: &header.names(),
                        is_row: has_number || is_column_number,
                        has_numbers: has_numbers.map(|column| (column, selection.option)),
                    })
                }
                ColumnError::Missing => Problem::NoSuchColumnNumber {
                    name: name.to_owned(),
                    columns: header.cells.len(),
                    option: selection.option,
                },
            })
        };
        let number = match selection.number {
            Some(name) => index_of(name)?,
            None if header.cells.len() == 1 => 0,
            None => index_of(if header.is_present {
                selection.default_name
            } else {
                ""
            })?,
        };
        let second_column = selection.second_column.map(index_of).transpose()?;
        self.sample = sample;
        self.first = Some(Chunk::Records(rows));
        self.layout = Layout::Csv {
            delimiter,
            header,
            number,
            second_column,
        };
        Ok(())
    }

    /// The first chunk, which must have a record.
    fn first_chunk(&mut self) -> Result<Vec<u8>, Problem> {
        let name = || self.name.clone();
        let chunk = self
            .chunker
            .next_chunk()
            .map_err(|error| Problem::DamagedTraffic {
                name: name(),
                error,
            })?;
        match chunk {
            Some(Chunk::Records(chunk)) if !chunk.iter().copied().all(is_line_end) => Ok(chunk),
            Some(Chunk::Long { .. }) => Err(Problem::HeaderTooLong { name: name() }),
            Some(Chunk::Records(_)) | None => Err(Problem::EmptyTraffic { name: name() }),
        }
    }

    /// Reads a first line such as `sep=;`, which tells spreadsheets the delimiter.
    fn separator_line(&mut self) -> Result<Option<u8>, Problem> {
        let begin = self.chunker.peek(HEAD_BYTES);
        let end = begin.iter().position(|&byte| is_line_end(byte));
        let line = begin.get(..end.unwrap_or(begin.len())).unwrap_or_default();
        let unquoted = line
            .strip_prefix(b"\"")
            .and_then(|rest| rest.strip_suffix(b"\""));
        let separator = match unquoted.unwrap_or(line) {
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] => *separator,
            _ => return Ok(None),
        };
        if !DELIMITERS.contains(&separator) {
            return Err(Problem::UnknownSeparator {
                name: self.name.clone(),
                separator: char::from(separator),
            });
        }
        let after = begin.get(line.len()..).unwrap_or_default();
        let line_end = match after {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        let length = line.len() + line_end;
        let taken = self.chunker.take_prefix(length);
        self.preamble.extend(taken);
        self.preamble_lines += 1;
        Ok(Some(separator))
    }
}

/// Whether a file begins as JSON does: with a brace and a key, or a bracket and an object or a string. No header of
/// CSV begins so.
fn begins_json(begin: &[u8]) -> bool {
    let text = begin.trim_ascii_start();
    let next = text.get(1..).unwrap_or_default().trim_ascii_start();
    match (text.first(), next.first()) {
        (Some(b'{'), next) => matches!(next, Some(b'"' | b'}')),
        (Some(b'['), next) => matches!(next, Some(b'{' | b'"' | b']')),
        _ => false,
    }
}

/// Whether the file's name has an extension of tab-separated values, before that of a compression.
fn is_named_tsv(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(&name);
    name.ends_with(".tsv") || name.ends_with(".tab")
}

/// Whether a cell is the name of a column, and not a mistyped number: it has more letters than digits.
fn is_name(cell: &[u8]) -> bool {
    let text = utf_8(cell);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    letters > digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_how_it_begins() {
        for (begin, expected, why) in [
            ("{\"to\":1}\n", true, "an object a line"),
            ("\n {\n  \"to\": 1\n}", true, "an object over several lines"),
            ("{}", true, "an object without members"),
            ("[{\"to\":1}]", true, "an array of objects"),
            ("[\n  \"+46\"", true, "an array of strings"),
            ("[]", true, "an array without elements"),
            ("to,[x]\n", false, "a header"),
            ("{to},x\n", false, "a header in braces"),
            ("[1],x\n", false, "a header in brackets"),
            ("", false, "nothing"),
        ] {
            assert_eq!(begins_json(begin.as_bytes()), expected, "{why}");
        }
    }

    #[test]
    fn a_first_line_is_a_name_or_a_number_that_cannot_be_read() {
        for (cell, expected, why) in [
            ("to", true, "a word"),
            ("Phone 2", true, "a word with a digit"),
            ("Téléphone", true, "letters of every kind"),
            ("電話番号", true, "letters of every script"),
            ("+1202555012x", false, "a typing error"),
            ("2025550123", false, "without the country"),
            ("tel:2025550123", false, "with the scheme"),
            ("whatsapp:2025550123", false, "with a longer one"),
            ("", false, "an empty cell in quotes"),
            ("-", false, "a dash in place of a number"),
        ] {
            assert_eq!(is_name(cell.as_bytes()), expected, "{why}");
        }
    }
}
