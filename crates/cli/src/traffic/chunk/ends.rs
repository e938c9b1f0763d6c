//! Finds where records end in the bytes that are read, and follows a record that is longer than the limit to its end.
//!
//! Each kind of framing keeps the state that it needs across calls (quotes, nesting), so that bytes may arrive in any
//! division.

use std::io;

use csv_core::{ReadRecordResult, Reader};
use memchr::{memchr, memrchr};

use super::super::array::Nesting;
use super::super::csv::{Quotes, reader};

/// Finds where records end, by the framing of the file.
pub(super) enum RecordEnds {
    Csv(Quotes, u8),
    Lines,
    Array(ArrayEnds),
}

impl RecordEnds {
    /// Scans the next bytes, and returns the end of the last record that ends in them.
    pub(super) fn last_end(&mut self, bytes: &[u8]) -> Option<usize> {
        match self {
            RecordEnds::Csv(quotes, _) => quotes.last_end(bytes),
            RecordEnds::Lines => memrchr(b'\n', bytes).map(|end| end + 1),
            RecordEnds::Array(array) => array.last_end(bytes),
        }
    }

    /// Forgets the state within a record: the next bytes begin a record.
    pub(super) fn restart(&mut self) {
        match self {
            RecordEnds::Csv(quotes, delimiter) => *quotes = Quotes::new(*delimiter),
            RecordEnds::Lines => {}
            RecordEnds::Array(array) => array.nesting = Nesting::default(),
        }
    }

    /// The error of a file that ends here, if it may not end here.
    pub(super) fn unfinished(&self) -> Option<io::Error> {
        match self {
            RecordEnds::Array(array) if !array.is_closed => Some(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the JSON array is not closed",
            )),
            RecordEnds::Array(array) if array.has_text_after => Some(io::Error::new(
                io::ErrorKind::InvalidData,
                "there is text after the end of the JSON array",
            )),
            _ => None,
        }
    }
}

/// Finds where the elements of an array end.
#[derive(Default)]
pub(super) struct ArrayEnds {
    nesting: Nesting,
    /// The array's `]` was read.
    pub(super) is_closed: bool,
    /// Other text than white space was read after the `]`.
    has_text_after: bool,
}

impl ArrayEnds {
    fn last_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut last = None;
        while !self.is_closed
            && let Some(end) = self.nesting.next_end(bytes, last.unwrap_or_default())
        {
            self.is_closed = bytes.get(end - 1) == Some(&b']');
            last = Some(end);
        }
        if self.is_closed {
            let after = bytes.get(last.unwrap_or_default()..).unwrap_or_default();
            self.has_text_after |= !after.trim_ascii().is_empty();
        }
        last
    }
}

/// A record that is longer than the limit, as far as it was read.
pub(super) struct LongRecord {
    /// Counts the fields, in CSV.
    reader: Option<Reader>,
    quotes: Option<Quotes>,
    /// Finds the end, in an array.
    nesting: Option<Nesting>,
    pub(super) is_first: bool,
    pub(super) fields: usize,
    pub(super) unclosed: bool,
}

impl LongRecord {
    pub(super) fn new(ends: &RecordEnds) -> LongRecord {
        let csv = match ends {
            RecordEnds::Csv(_, delimiter) => Some(*delimiter),
            RecordEnds::Lines | RecordEnds::Array(_) => None,
        };
        LongRecord {
            reader: csv.map(reader),
            quotes: csv.map(Quotes::new),
            nesting: matches!(ends, RecordEnds::Array(_)).then(Nesting::default),
            is_first: true,
            fields: 0,
            unclosed: false,
        }
    }

    /// The end of the record in the next bytes, after the first byte of its line end.
    pub(super) fn end_in(&mut self, bytes: &[u8]) -> Option<usize> {
        if let Some(nesting) = &mut self.nesting {
            return nesting.next_end(bytes, 0);
        }
        let Some(reader) = &mut self.reader else {
            return memchr(b'\n', bytes).map(|end| end + 1);
        };
        let (mut discarded, mut ends) = ([0; 4096], [0; 256]);
        let mut read = 0;
        let mut end = None;
        while let Some(rest) = bytes.get(read..).filter(|rest| !rest.is_empty()) {
            let (result, nin, _, fields) = reader.read_record(rest, &mut discarded, &mut ends);
            read += nin;
            self.fields += fields;
            if result == ReadRecordResult::Record {
                end = Some(read);
                break;
            }
        }
        if let (Some(quotes), Some(part)) = (&mut self.quotes, bytes.get(..read)) {
            quotes.last_end(part);
        }
        end
    }

    /// Ends the record at the end of the file.
    pub(super) fn finish(&mut self) {
        if let (Some(reader), Some(quotes)) = (&mut self.reader, &self.quotes) {
            let (_, _, _, fields) = reader.read_record(&[], &mut [0], &mut [0]);
            self.fields += fields;
            self.unclosed = quotes.is_open();
        }
    }
}
