//! Records of CSV, with the bytes they were written in.
//!
//! CSV is what the `csv` crate reads: a record ends with LF, CRLF or a lone CR, lines without anything are no
//! records, and a quote opens a quoted field only where a field begins.

use csv_core::{ReadFieldResult, ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter, memrchr2};

use super::encoding::utf_8;

/// The names of a file's columns: its first record, or their places where it has no header.
pub(crate) struct Header {
    /// Without quotes, as they are in the file; the places, from 1, where there is no header.
    pub(crate) cells: Vec<Vec<u8>>,
    /// As it was written, lines without anything before it too, and closed if it was not. Empty without a header.
    pub(crate) text: Vec<u8>,
    /// LF, CRLF or CR; nothing where the file ends without, or there is no header.
    pub(crate) line_end: Vec<u8>,
    /// How many lines it takes.
    pub(crate) lines: u64,
    /// Whether the file has one.
    pub(crate) is_there: bool,
}

impl Header {
    /// Reads the first record as a header, and returns what follows. Nothing if there is no record.
    pub(super) fn read(piece: &[u8], delimiter: u8) -> Option<(Header, &[u8])> {
        let mut found = None;
        let rest = Records::new(delimiter).each(piece, |record| {
            let mut text = [record.before, record.text].concat();
            if record.unclosed {
                text.push(b'"');
            }
            found = Some(Header {
                cells: record.cells().map(<[u8]>::to_vec).collect(),
                text,
                line_end: record.line_end.to_vec(),
                lines: 0,
                is_there: true,
            });
            Next::Stop
        });
        let mut header = found?;
        let read = piece.len() - rest.len();
        header.lines = line_ends(piece.get(..read).unwrap_or_default());
        Some((header, rest))
    }

    /// The header of a file that has none, with so many columns.
    pub(super) fn of_places(columns: usize) -> Header {
        let place = |place: usize| place.to_string().into_bytes();
        Header {
            cells: (1..=columns).map(place).collect(),
            text: Vec::new(),
            line_end: Vec::new(),
            lines: 0,
            is_there: false,
        }
    }

    /// The names of the columns.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |cell: &Vec<u8>| utf_8(cell).into_owned();
        self.cells.iter().map(name).collect()
    }

    /// The place of a column.
    pub(super) fn column(&self, wanted: &str) -> Result<usize, NoColumn> {
        let names = self.names();
        let mut places = names.iter().enumerate().filter(|(_, name)| *name == wanted);
        match (places.next(), places.next()) {
            (Some((place, _)), None) => Ok(place),
            (Some(_), Some(_)) => Err(NoColumn::Twice),
            (None, _) => Err(NoColumn::Missing),
        }
    }
}

/// Why a name is no column's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoColumn {
    Missing,
    Twice,
}

/// A record and its parts.
pub(crate) struct Record<'a> {
    /// Lines without anything before it.
    pub(crate) before: &'a [u8],
    /// Its bytes without the line end.
    pub(crate) text: &'a [u8],
    /// LF, CRLF or CR; nothing where the file ends without.
    pub(crate) line_end: &'a [u8],
    /// Where `text` begins in the piece.
    pub(crate) start: usize,
    /// Whether a quote is opened and the file ends before it is closed.
    pub(crate) unclosed: bool,
    fields: &'a [u8],
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// How many fields there are: at least one.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field's value, without quotes.
    pub(crate) fn cell(&self, index: usize) -> Option<&'a [u8]> {
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.fields.get(start..*self.ends.get(index)?)
    }

    /// The values of all fields.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &'a [u8]> + '_ {
        (0..self.len()).filter_map(|index| self.cell(index))
    }
}

/// Reads the records of pieces; keeps its room from one to the next.
pub(crate) struct Records {
    reader: Reader,
    quotes: Quotes,
    fields: Vec<u8>,
    ends: Vec<usize>,
}

impl Records {
    pub(crate) fn new(delimiter: u8) -> Records {
        Records {
            reader: reader(delimiter),
            quotes: Quotes::new(delimiter),
            fields: Vec::new(),
            ends: vec![0; 64],
        }
    }

    /// Calls `each` with every record of a piece, until it says to stop; returns what is left.
    pub(crate) fn each<'p>(
        &mut self,
        piece: &'p [u8],
        mut each: impl FnMut(Record<'_>) -> Next,
    ) -> &'p [u8] {
        to_the_middle(&mut self.reader);
        // No field is longer than what it is written in.
        self.fields.resize(piece.len().max(self.fields.len()), 0);
        let mut at = 0;
        loop {
            let rest = piece.get(at..).unwrap_or_default();
            let blank = rest.iter().take_while(|&&byte| is_line_end(byte)).count();
            let (before, rest) = rest.split_at(blank);
            if rest.is_empty() {
                return before;
            }
            let (mut read, mut written, mut ended) = (0, 0, 0);
            loop {
                let input = rest.get(read..).unwrap_or_default();
                let output = self.fields.get_mut(written..).unwrap_or_default();
                let ends = self.ends.get_mut(ended..).unwrap_or_default();
                let (result, nin, nout, nend) = self.reader.read_record(input, output, ends);
                read += nin;
                written += nout;
                ended += nend;
                match result {
                    // With nothing left to read this asks for the record that the file's end ends.
                    ReadRecordResult::InputEmpty => {}
                    ReadRecordResult::OutputFull => self.fields.push(0),
                    ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                    ReadRecordResult::Record | ReadRecordResult::End => break,
                }
            }
            let (text, after) = rest.split_at(read);
            let (text, line_end) = match text.split_last() {
                Some((b'\n', text)) => (text, 1),
                Some((b'\r', text)) => (text, 1 + usize::from(after.starts_with(b"\n"))),
                _ => (text, 0),
            };
            // Only the last record of a file can lack its closing quote, and its line ends are the field's.
            let unclosed = after.is_empty() && self.quotes.left_open_by(rest);
            let (text, line_end) = if unclosed {
                (rest, 0)
            } else {
                (text, line_end)
            };
            let start = at + blank;
            at = start + text.len() + line_end;
            let line_end = rest
                .get(text.len()..text.len() + line_end)
                .unwrap_or_default();
            let record = Record {
                before,
                text,
                line_end,
                start,
                unclosed,
                fields: self.fields.get(..written).unwrap_or_default(),
                ends: self.ends.get(..ended).unwrap_or_default(),
            };
            if each(record) == Next::Stop {
                return piece.get(at..).unwrap_or_default();
            }
        }
    }
}

/// Whether to go on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    Go,
    Stop,
}

/// Where the field with this place, counted from 1, ends in a record.
pub(crate) fn field_end(record: &[u8], delimiter: u8, place: usize) -> usize {
    let mut reader = reader(delimiter);
    let mut scrap = [0; 1024];
    let (mut read, mut ended) = (0, 0);
    while ended < place {
        let input = record.get(read..).unwrap_or_default();
        let (result, nin, _) = reader.read_field(input, &mut scrap);
        read += nin;
        match result {
            ReadFieldResult::Field { record_end } => {
                ended += 1;
                if ended == place && !record_end {
                    // The delimiter was read, too.
                    return read - 1;
                }
            }
            ReadFieldResult::End => break,
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
        }
    }
    record.len()
}

/// A reader at the beginning of a record.
pub(super) fn reader(delimiter: u8) -> Reader {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    to_the_middle(&mut reader);
    reader
}

/// As after the end of a record: at the beginning of a file a reader would drop a byte order mark.
fn to_the_middle(reader: &mut Reader) {
    reader.reset();
    reader.read_record(b"\n", &mut [0], &mut [0]);
}

pub(crate) fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// How many lines end in a text: with LF, CRLF or a lone CR.
pub(crate) fn line_ends(text: &[u8]) -> u64 {
    let alone = |&at: &usize| text.get(at + 1) != Some(&b'\n');
    let carriage_returns = memchr_iter(b'\r', text).filter(alone).count();
    (memchr_iter(b'\n', text).count() + carriage_returns) as u64
}

/// Follows quotes only, and so finds where records end many times faster than by reading their fields.
#[derive(Clone, Copy)]
pub(super) struct Quotes {
    delimiter: u8,
    before: Before,
}

/// What stands before the next byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Outside of quotes, this byte.
    Outside(u8),
    /// Inside of a quoted field, any byte of it.
    Inside,
    /// A quote that closes the field, unless another one follows.
    Closing,
}

impl Quotes {
    /// At the beginning of a record.
    pub(super) fn new(delimiter: u8) -> Quotes {
        Quotes {
            delimiter,
            before: Before::Outside(b'\n'),
        }
    }

    /// Goes on through `bytes` and returns the last place in them where a record has ended, if one has.
    pub(super) fn last_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut last = match (self.before, bytes.first()) {
            // It might have been half of a CRLF.
            (Before::Outside(b'\r'), Some(&first)) if first != b'\n' => Some(0),
            _ => None,
        };
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let quote = memchr(b'"', rest);
            let length = quote.unwrap_or(rest.len());
            if self.before == Before::Inside {
                if quote.is_some() {
                    self.before = Before::Closing;
                }
            } else {
                let plain = rest.get(..length).unwrap_or_default();
                if let Some(&byte) = plain.last() {
                    self.before = Before::Outside(byte);
                }
                // Half of a CRLF is no place to divide.
                let whole = match (quote, plain.split_last()) {
                    (None, Some((b'\r', whole))) => whole,
                    _ => plain,
                };
                if let Some(end) = memrchr2(b'\n', b'\r', whole) {
                    last = Some(at + end + 1);
                }
                if quote.is_some() {
                    self.before = match self.before {
                        Before::Closing => Before::Inside,
                        Before::Outside(byte) if byte == self.delimiter || is_line_end(byte) => {
                            Before::Inside
                        }
                        _ => Before::Outside(b'"'),
                    };
                }
            }
            at += length + 1;
        }
        last
    }

    /// Whether a quote that `record` opens is not closed in it.
    fn left_open_by(mut self, record: &[u8]) -> bool {
        self.last_end(record);
        self.is_open()
    }

    /// Whether a quote was opened and not closed yet.
    pub(super) fn is_open(&self) -> bool {
        self.before == Before::Inside
    }
}
