//! Finds out how a file is written before its first row is read: CSV or JSON, what divides it, whether it has a header,
//! and where the columns are.
//!
//! What the arguments say counts; what they leave open is told by the first bytes, the same for every command.

use std::path::Path;

use super::csv::{Header, Next, NoColumn, Records, is_line_end};
use super::encoding::utf_8;
use super::{BOM, Columns, Cutter, Form, Framing, Piece, Progress, Sample, open};
use crate::args::Layout as LayoutArguments;
use crate::problem::{NoSuchColumn, Problem};

/// So much of a file is looked at to find what divides it.
const LOOK: usize = 128 * 1024;
/// So many records are looked at to find what divides a file without a header.
const RECORDS: usize = 20;
/// In the order in which they are tried.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The columns, or keys, that are read.
pub(crate) struct Wanted<'a> {
    /// The numbers'; `None` for the only column, or the one with the name `usual`.
    pub(crate) number: Option<&'a str>,
    pub(crate) usual: &'static str,
    pub(crate) beside: Option<&'a str>,
    /// The argument that names the column of the numbers.
    pub(crate) option: &'static str,
}

/// A file that is open at its first row.
pub(crate) struct Opened {
    /// What it is called in messages.
    pub(crate) name: String,
    /// What stands before the header and the rows: a byte order mark, a line `sep=;`, an array's `[`.
    pub(crate) preamble: Vec<u8>,
    /// How many lines the preamble takes.
    pub(crate) preamble_lines: u64,
    pub(crate) layout: Layout,
    /// The rest of the piece that the header was in.
    pub(crate) first: Option<Piece>,
    pub(crate) cutter: Cutter,
    /// The first rows, to look at when the run is over.
    pub(crate) sample: Sample,
    pub(crate) progress: Progress,
}

/// How a file is written.
pub(crate) enum Layout {
    Csv {
        delimiter: u8,
        header: Header,
        /// The place of the numbers.
        number: usize,
        beside: Option<usize>,
    },
    Json {
        columns: Columns,
        /// An array of rows; else a row a line.
        is_array: bool,
    },
}

impl Opened {
    /// Opens a file. Without a header it is a plain list if its only column begins with what `is_number`, or with
    /// what is no name of a column.
    pub(crate) fn open(
        path: &Path,
        arguments: &LayoutArguments,
        wanted: &Wanted<'_>,
        rows_on_stdout: bool,
        is_number: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Opened, Problem> {
        let source = open(path)?;
        let progress = Progress::new(&source, rows_on_stdout);
        let limit = (arguments.max_record as usize).saturating_mul(1024 * 1024);
        let mut cutter = Cutter::new(source.bytes, limit);
        let mut preamble = Vec::new();
        if cutter.peek(BOM.len()) == BOM {
            preamble = cutter.take_off(BOM.len());
        }
        let form = match arguments.input_format {
            Some(form) => form,
            None if begins_json(cutter.peek(LOOK)) => Form::Json,
            None => Form::of(path),
        };
        let mut opened = Opened {
            name: source.name,
            preamble,
            preamble_lines: 0,
            layout: Layout::Json {
                columns: Columns {
                    number: wanted.number.unwrap_or(wanted.usual).to_owned(),
                    beside: wanted.beside.map(str::to_owned),
                },
                is_array: false,
            },
            first: None,
            cutter,
            sample: Sample::default(),
            progress,
        };
        match form {
            Form::Json => opened.read_json(),
            Form::Csv => opened.read_csv(path, arguments, wanted, is_number)?,
        }
        Ok(opened)
    }

    fn read_json(&mut self) {
        let begin = self.cutter.peek(LOOK);
        let space = begin.len() - begin.trim_ascii_start().len();
        let begins_array = begin.get(space) == Some(&b'[');
        if begins_array {
            let taken = self.cutter.take_off(space + 1);
            self.preamble_lines += super::csv::line_ends(&taken);
            self.preamble.extend(taken);
        }
        if let Layout::Json { is_array, .. } = &mut self.layout {
            *is_array = begins_array;
        }
        self.cutter.divide_by(if begins_array {
            Framing::JsonArray
        } else {
            Framing::JsonLines
        });
        self.sample = Sample::new(self.cutter.peek(LOOK));
    }

    fn read_csv(
        &mut self,
        path: &Path,
        arguments: &LayoutArguments,
        wanted: &Wanted<'_>,
        is_number: &dyn Fn(&[u8]) -> bool,
    ) -> Result<(), Problem> {
        let said = self.separator_line()?;
        let by_name = is_named_tsv(path).then_some(b'\t');
        let delimiter = match arguments.delimiter.or(said).or(by_name) {
            Some(delimiter) => delimiter,
            None if arguments.no_header => {
                delimiter_of_rows(self.cutter.peek(LOOK), wanted, is_number)
            }
            None => delimiter_of_header(self.cutter.peek(LOOK), wanted, is_number),
        };
        self.cutter.divide_by(Framing::Csv(delimiter));
        let piece = self.first_piece()?;
        let no_header = || Problem::NoHeader {
            name: self.name.clone(),
        };
        let (header, rest) = Header::read(&piece, delimiter).ok_or_else(no_header)?;
        let is_list = wanted.number.is_none()
            && wanted.beside.is_none()
            && matches!(header.cells.as_slice(), [only] if is_number(only) || !is_name(only));
        let has_number = header.cells.iter().any(|cell| is_number(cell));
        let (header, rows) = if arguments.no_header || is_list {
            (Header::of_places(header.cells.len()), piece.clone())
        } else {
            (header, rest.to_vec())
        };
        let sample = Sample::new(&rows);
        let place = |name: &str| {
            let found = header.column(name);
            found.map_err(|why| match why {
                NoColumn::Twice => Problem::ColumnTwice {
                    name: name.to_owned(),
                },
                NoColumn::Missing if header.is_there => {
                    let is_place = name.bytes().all(|byte| byte.is_ascii_digit());
                    let has_numbers = sample.csv_column(delimiter, &header, None, is_number);
                    Problem::no_column(NoSuchColumn {
                        name,
                        columns: &header.names(),
                        is_row: has_number || is_place,
                        has_numbers: has_numbers.map(|column| (column, wanted.option)),
                    })
                }
                NoColumn::Missing => Problem::NoSuchPlace {
                    name: name.to_owned(),
                    columns: header.cells.len(),
                    option: wanted.option,
                },
            })
        };
        let number = match wanted.number {
            Some(name) => place(name)?,
            None if header.cells.len() == 1 => 0,
            None => place(if header.is_there { wanted.usual } else { "" })?,
        };
        let beside = wanted.beside.map(place).transpose()?;
        self.sample = sample;
        self.first = Some(Piece::Records(rows));
        self.layout = Layout::Csv {
            delimiter,
            header,
            number,
            beside,
        };
        Ok(())
    }

    /// The first piece, which has a record.
    fn first_piece(&mut self) -> Result<Vec<u8>, Problem> {
        let name = || self.name.clone();
        let piece = self
            .cutter
            .next_piece()
            .map_err(|error| Problem::DamagedTraffic {
                name: name(),
                error,
            })?;
        match piece {
            Some(Piece::Records(piece)) if !piece.iter().copied().all(is_line_end) => Ok(piece),
            Some(Piece::Long { .. }) => Err(Problem::LongHeader { name: name() }),
            Some(Piece::Records(_)) | None => Err(Problem::NoHeader { name: name() }),
        }
    }

    /// Takes off a first line such as `sep=;`, with which spreadsheets are told the delimiter.
    fn separator_line(&mut self) -> Result<Option<u8>, Problem> {
        let begin = self.cutter.peek(LOOK);
        let end = begin.iter().position(|&byte| is_line_end(byte));
        let line = begin.get(..end.unwrap_or(begin.len())).unwrap_or_default();
        let unquoted = line
            .strip_prefix(b"\"")
            .and_then(|rest| rest.strip_suffix(b"\""));
        let said = match unquoted.unwrap_or(line) {
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', said] => *said,
            _ => return Ok(None),
        };
        if !DELIMITERS.contains(&said) {
            return Err(Problem::Separator {
                name: self.name.clone(),
                said: char::from(said),
            });
        }
        let after = begin.get(line.len()..).unwrap_or_default();
        let line_end = match after {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        let length = line.len() + line_end;
        let taken = self.cutter.take_off(length);
        self.preamble.extend(taken);
        self.preamble_lines += 1;
        Ok(Some(said))
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

/// Whether the name says that tabs stand between the fields, whatever the file is packed in.
fn is_named_tsv(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(&name);
    name.ends_with(".tsv") || name.ends_with(".tab")
}

/// Whether a cell is the name of a column and no number that cannot be read: it has more letters than digits.
fn is_name(cell: &[u8]) -> bool {
    let text = utf_8(cell);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    letters > digits
}

/// What stands between the columns of a header: the first delimiter by which the columns that are wanted are there,
/// else the one that makes most columns of it, so that an error names them.
fn delimiter_of_header(begin: &[u8], wanted: &Wanted<'_>, is_number: &dyn Fn(&[u8]) -> bool) -> u8 {
    let number = wanted.number.unwrap_or(wanted.usual);
    let mut most = (0, b',');
    for delimiter in DELIMITERS {
        let Some((header, _)) = Header::read(begin, delimiter) else {
            continue;
        };
        let is_list =
            wanted.number.is_none() && matches!(header.cells.as_slice(), [only] if is_number(only));
        let mut names = [Some(number), wanted.beside].into_iter().flatten();
        if is_list || names.all(|name| header.column(name) != Err(NoColumn::Missing)) {
            return delimiter;
        }
        if header.cells.len() > most.0 {
            most = (header.cells.len(), delimiter);
        }
    }
    most.1
}

/// What stands between the fields of rows without a header: the delimiter by which most of the first rows have a number
/// in its place, and of those that are equal the one that makes most fields.
fn delimiter_of_rows(begin: &[u8], wanted: &Wanted<'_>, is_number: &dyn Fn(&[u8]) -> bool) -> u8 {
    let place = wanted.number.map_or(Some(1), |name| name.parse().ok());
    let place: usize = place
        .and_then(|place: usize| place.checked_sub(1))
        .unwrap_or(0);
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        let (mut rows, mut numbers, mut fields) = (0, 0, 0);
        Records::new(delimiter).each(begin, |record| {
            rows += 1;
            fields += record.len();
            numbers += usize::from(record.cell(place).is_some_and(is_number));
            if rows == RECORDS {
                Next::Stop
            } else {
                Next::Go
            }
        });
        if (numbers, fields) > (best.0, best.1) {
            best = (numbers, fields, delimiter);
        }
    }
    best.2
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

    #[test]
    fn what_divides_a_file_is_told_by_its_first_rows() {
        let is_number = |cell: &[u8]| {
            let number = cell.strip_suffix(b";ext=1").unwrap_or(cell);
            let digits = number.strip_prefix(b"+");
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
        };
        let header = |number, begin: &str| {
            let wanted = Wanted {
                number,
                usual: "to",
                beside: None,
                option: "--column",
            };
            delimiter_of_header(begin.as_bytes(), &wanted, &is_number)
        };
        for (number, begin, expected, why) in [
            (None, "to\n", b',', "one column"),
            (
                None,
                "a,to;x\n",
                b',',
                "no column is there: the first of two",
            ),
            (Some("to"), "a;b,to\n", b',', "a semicolon in a name"),
            (Some("to"), "a,b;to\n", b';', "a comma in a name"),
            (None, "id\tto\n", b'\t', "tabs"),
            (Some("b"), "id|b\n", b'|', "bars"),
            (Some("x"), "id;to;b\n", b';', "no such column among three"),
            (None, "+46;ext=1\n", b',', "a list"),
            (Some("to"), "\"a,\nb\";to\n", b';', "a name of two lines"),
        ] {
            assert_eq!(header(number, begin), expected, "{why}");
        }
        let rows = |number, begin: &str| {
            let wanted = Wanted {
                number: Some(number),
                usual: "to",
                beside: None,
                option: "--column",
            };
            delimiter_of_rows(begin.as_bytes(), &wanted, &is_number)
        };
        for (number, begin, expected, why) in [
            ("1", "+46,a\n", b',', "commas"),
            ("2", "a,b;+46\n", b';', "a comma in a cell"),
            (
                "1",
                "+46;a, b\n+47;c, d\n",
                b';',
                "a comma in every other cell",
            ),
            ("1", "+46\n", b',', "one column"),
            ("2", "x\ty\n", b'\t', "no number anywhere"),
        ] {
            assert_eq!(rows(number, begin), expected, "{why}");
        }
    }
}
