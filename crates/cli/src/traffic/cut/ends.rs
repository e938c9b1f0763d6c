//! Finds where records end in bytes as they come, and follows a record that is longer than the limit to its end.

use std::io;

use csv_core::{ReadRecordResult, Reader};
use memchr::{memchr, memrchr};

use super::super::array::Nesting;
use super::super::csv::{Quotes, reader};

/// Finds where records end.
pub(super) enum Ends {
    Csv(Quotes, u8),
    Lines,
    Array(ArrayEnds),
}

impl Ends {
    pub(super) fn last_end(&mut self, bytes: &[u8]) -> Option<usize> {
        match self {
            Ends::Csv(quotes, _) => quotes.last_end(bytes),
            Ends::Lines => memrchr(b'\n', bytes).map(|end| end + 1),
            Ends::Array(array) => array.last_end(bytes),
        }
    }

    pub(super) fn restart(&mut self) {
        match self {
            Ends::Csv(quotes, delimiter) => *quotes = Quotes::new(*delimiter),
            Ends::Lines => {}
            Ends::Array(array) => array.nesting = Nesting::default(),
        }
    }

    /// What is wrong with a file that ends here.
    pub(super) fn unfinished(&self) -> Option<io::Error> {
        match self {
            Ends::Array(array) if !array.is_closed => Some(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "its JSON array has no end",
            )),
            Ends::Array(array) if array.has_more => Some(io::Error::new(
                io::ErrorKind::InvalidData,
                "there is text after the end of its JSON array",
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
    /// There is more than white space behind it.
    has_more: bool,
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
            self.has_more |= !after.trim_ascii().is_empty();
        }
        last
    }
}

/// A record that is longer than the limit, as far as it was read.
pub(super) struct Long {
    /// In CSV.
    reader: Option<Reader>,
    quotes: Option<Quotes>,
    /// In an array.
    nesting: Option<Nesting>,
    pub(super) is_first: bool,
    pub(super) fields: usize,
    pub(super) unclosed: bool,
}

impl Long {
    pub(super) fn new(ends: &Ends) -> Long {
        let csv = match ends {
            Ends::Csv(_, delimiter) => Some(*delimiter),
            Ends::Lines | Ends::Array(_) => None,
        };
        Long {
            reader: csv.map(reader),
            quotes: csv.map(Quotes::new),
            nesting: matches!(ends, Ends::Array(_)).then(Nesting::default),
            is_first: true,
            fields: 0,
            unclosed: false,
        }
    }

    /// Where in the next bytes the record has ended, the first byte of the line end included.
    pub(super) fn end_in(&mut self, bytes: &[u8]) -> Option<usize> {
        if let Some(nesting) = &mut self.nesting {
            return nesting.next_end(bytes, 0);
        }
        let Some(reader) = &mut self.reader else {
            return memchr(b'\n', bytes).map(|end| end + 1);
        };
        let (mut scrap, mut ends) = ([0; 4096], [0; 256]);
        let mut read = 0;
        let mut end = None;
        while let Some(rest) = bytes.get(read..).filter(|rest| !rest.is_empty()) {
            let (result, nin, _, fields) = reader.read_record(rest, &mut scrap, &mut ends);
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

    /// The file has ended, and with it the record.
    pub(super) fn finish(&mut self) {
        if let (Some(reader), Some(quotes)) = (&mut self.reader, &self.quotes) {
            let (_, _, _, fields) = reader.read_record(&[], &mut [0], &mut [0]);
            self.fields += fields;
            self.unclosed = quotes.is_open();
        }
    }
}
