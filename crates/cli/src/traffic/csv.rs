//! Records of CSV, with the bytes in which they were written.
//!
//! The syntax is that of the `csv` crate: a record ends with LF, CRLF or a lone CR, empty lines are no records, and a
//! quote opens a quoted field only where a field begins. `csv-core` parses the fields, but does not say which bytes a
//! record has, so [`Records`] keeps account of them:
//! - The parts of all records and the returned rest, joined, are the chunk: `before`, `text` and `line_end` of a record
//!   leave out no byte. `batch` depends on it to copy rows unchanged.
//! - A chunk begins at the beginning of a record. [`Quotes`] ensures it: it follows quotes alone, many times faster
//!   than a parser of fields, and must agree with `csv-core` on where records end.

use csv_core::{ReadFieldResult, ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter, memrchr2};
use std::ops::ControlFlow;

use super::encoding::utf_8;

/// The names of a file's columns: its first record, or the numbers of the columns if it has no header.
pub(crate) struct Header {
    /// The names without quotes, in the bytes of the file; the numbers, from 1, where there is no header.
    pub(crate) cells: Vec<Vec<u8>>,
    /// The header as it was written, with the empty lines before it, and with an open quote closed. Empty without a
    /// header.
    pub(crate) text: Vec<u8>,
    /// LF, CRLF or CR; empty if the file ends without one, or has no header.
    pub(crate) line_end: Vec<u8>,
    /// The number of lines that the header takes.
    pub(crate) lines: u64,
    /// Whether the file has a header.
    pub(crate) is_present: bool,
}

impl Header {
    /// Reads the first record as a header, and returns what follows. `None` if there is no record.
    pub(super) fn read(chunk: &[u8], delimiter: u8) -> Option<(Header, &[u8])> {
        let mut found = None;
        let rest = Records::new(delimiter).for_each(chunk, |record| {
            let mut text = [record.before, record.text].concat();
            if record.unclosed {
                text.push(b'"');
            }
            found = Some(Header {
                cells: record.cells().map(<[u8]>::to_vec).collect(),
                text,
                line_end: record.line_end.to_vec(),
                lines: 0,
                is_present: true,
            });
            ControlFlow::Break(())
        });
        let mut header = found?;
        let read = chunk.len() - rest.len();
        header.lines = line_ends(chunk.get(..read).unwrap_or_default());
        Some((header, rest))
    }

    /// The column numbers of a file without a header.
    pub(super) fn numbered(columns: usize) -> Header {
        let name = |number: usize| number.to_string().into_bytes();
        Header {
            cells: (1..=columns).map(name).collect(),
            text: Vec::new(),
            line_end: Vec::new(),
            lines: 0,
            is_present: false,
        }
    }

    /// The names of the columns.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |cell: &Vec<u8>| utf_8(cell).into_owned();
        self.cells.iter().map(name).collect()
    }

    /// The index of a column.
    pub(super) fn column(&self, selection: &str) -> Result<usize, ColumnError> {
        let names = self.names();
        let mut indices = names
            .iter()
            .enumerate()
            .filter(|(_, name)| *name == selection);
        match (indices.next(), indices.next()) {
            (Some((index, _)), None) => Ok(index),
            (Some(_), Some(_)) => Err(ColumnError::Duplicate),
            (None, _) => Err(ColumnError::Missing),
        }
    }
}

/// Why no column has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnError {
    Missing,
    Duplicate,
}

/// A record and its parts.
pub(crate) struct Record<'a> {
    /// The empty lines before the record.
    pub(crate) before: &'a [u8],
    /// The bytes of the record without its line end.
    pub(crate) text: &'a [u8],
    /// LF, CRLF or CR; empty if the file ends without one.
    pub(crate) line_end: &'a [u8],
    /// The offset of `text` in the chunk.
    pub(crate) start: usize,
    /// Whether the file ends inside a quoted field of this record.
    pub(crate) unclosed: bool,
    fields: &'a [u8],
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// The number of fields, at least one.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The value of a field, without quotes.
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

/// Reads the records of chunks, and reuses its buffers from chunk to chunk.
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

    /// Calls `each` with every record of a chunk until it breaks, and returns the rest of the chunk.
    pub(crate) fn for_each<'p>(
        &mut self,
        chunk: &'p [u8],
        mut each: impl FnMut(Record<'_>) -> ControlFlow<()>,
    ) -> &'p [u8] {
        skip_bom_handling(&mut self.reader);
        // The fields of a record are never longer than the bytes in which they are written.
        self.fields.resize(chunk.len().max(self.fields.len()), 0);
        let mut at = 0;
        loop {
            let rest = chunk.get(at..).unwrap_or_default();
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
                    // The next call has no input, which ends the last record.
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
            // Only the last record of a file can lack its closing quote; the line ends that follow belong to its field.
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
            if each(record).is_break() {
                return chunk.get(at..).unwrap_or_default();
            }
        }
    }
}

/// The end of a field in a record; fields are numbered from 1.
pub(crate) fn field_end(record: &[u8], delimiter: u8, number: usize) -> usize {
    let mut reader = reader(delimiter);
    let mut discarded = [0; 1024];
    let (mut read, mut ended) = (0, 0);
    while ended < number {
        let input = record.get(read..).unwrap_or_default();
        let (result, nin, _) = reader.read_field(input, &mut discarded);
        read += nin;
        match result {
            ReadFieldResult::Field { record_end } => {
                ended += 1;
                if ended == number && !record_end {
                    // The delimiter was read with the field.
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
    skip_bom_handling(&mut reader);
    reader
}

/// Brings a reader into the state after the end of a record. A fresh reader would drop a byte order mark, and so lose
/// the account of bytes.
fn skip_bom_handling(reader: &mut Reader) {
    reader.reset();
    reader.read_record(b"\n", &mut [0], &mut [0]);
}

pub(crate) fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The number of line ends in a text: LF, CRLF or a lone CR.
pub(crate) fn line_ends(text: &[u8]) -> u64 {
    let alone = |&at: &usize| text.get(at + 1) != Some(&b'\n');
    let carriage_returns = memchr_iter(b'\r', text).filter(alone).count();
    (memchr_iter(b'\n', text).count() + carriage_returns) as u64
}

/// Finds where records end by following quotes alone.
///
/// A line end ends a record unless it is inside a quoted field. A quote opens a quoted field only directly after the
/// delimiter or a line end. Inside, a quote closes the field unless a second quote follows it. The state is that
/// before the next byte, so that bytes may arrive in any division.
#[derive(Clone, Copy)]
pub(super) struct Quotes {
    delimiter: u8,
    state: QuoteState,
}

/// The state before the next byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteState {
    /// Outside of quotes, after this byte.
    Outside(u8),
    /// Inside a quoted field.
    Inside,
    /// After a quote inside a quoted field, which closes it unless another quote follows.
    Closing,
}

impl Quotes {
    /// The state at the beginning of a record.
    pub(super) fn new(delimiter: u8) -> Quotes {
        Quotes {
            delimiter,
            state: QuoteState::Outside(b'\n'),
        }
    }

    /// Scans the next bytes, and returns the end of the last record that ends in them.
    pub(super) fn last_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut last = match (self.state, bytes.first()) {
            // The CR that came last was not half of a CRLF: it ended a record.
            (QuoteState::Outside(b'\r'), Some(&first)) if first != b'\n' => Some(0),
            _ => None,
        };
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let quote = memchr(b'"', rest);
            let length = quote.unwrap_or(rest.len());
            if self.state == QuoteState::Inside {
                if quote.is_some() {
                    self.state = QuoteState::Closing;
                }
            } else {
                let plain = rest.get(..length).unwrap_or_default();
                if let Some(&byte) = plain.last() {
                    self.state = QuoteState::Outside(byte);
                }
                // A CR at the end may be half of a CRLF, which must not be divided.
                let whole = match (quote, plain.split_last()) {
                    (None, Some((b'\r', whole))) => whole,
                    _ => plain,
                };
                if let Some(end) = memrchr2(b'\n', b'\r', whole) {
                    last = Some(at + end + 1);
                }
                if quote.is_some() {
                    self.state = match self.state {
                        QuoteState::Closing => QuoteState::Inside,
                        QuoteState::Outside(byte)
                            if byte == self.delimiter || is_line_end(byte) =>
                        {
                            QuoteState::Inside
                        }
                        _ => QuoteState::Outside(b'"'),
                    };
                }
            }
            at += length + 1;
        }
        last
    }

    /// Whether `record` ends inside a quoted field.
    fn left_open_by(mut self, record: &[u8]) -> bool {
        self.last_end(record);
        self.is_open()
    }

    /// Whether the bytes so far end inside a quoted field.
    pub(super) fn is_open(&self) -> bool {
        self.state == QuoteState::Inside
    }
}
