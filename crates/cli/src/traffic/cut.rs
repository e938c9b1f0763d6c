//! Divides what is read into pieces of whole records, within a bound.

mod ends;

use std::io::{self, Read};
use std::mem;

use super::csv::{Quotes, is_line_end};
use super::encoding::whole_characters;
use ends::{ArrayEnds, Ends, Long};

/// Large enough that a piece's own cost is nothing, small enough for a cache.
const PIECE: usize = 128 * 1024;

/// What divides the records of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Line ends outside of quotes; a quote opens a field after this delimiter.
    Csv(u8),
    /// Line ends.
    JsonLines,
    /// The commas of an array, whose `[` was taken off.
    JsonArray,
}

/// A stretch of a file, as it was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Whole records. Only the last of a file may lack its line end. In an array each has the comma after it, and
    /// the last the `]` and what stands behind.
    Records(Vec<u8>),
    /// Part of a record that is longer than the limit.
    Long {
        /// Without the line end.
        bytes: Vec<u8>,
        is_first: bool,
        /// With the last part.
        end: Option<LongEnd>,
    },
}

impl Piece {
    /// Its bytes, without the line end of a long record.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Piece::Records(bytes) | Piece::Long { bytes, .. } => bytes,
        }
    }
}

/// What is known of a record that is longer than the limit, at its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LongEnd {
    /// LF, CRLF or CR, nothing where the file ends without; in an array the comma or the `]`.
    pub(crate) line_end: Vec<u8>,
    /// The number of its fields in CSV.
    pub(crate) fields: usize,
    /// Whether a quote is opened and the file ends before it is closed.
    pub(crate) unclosed: bool,
}

/// Divides what is read into pieces.
pub(crate) struct Cutter {
    from: Box<dyn Read + Send>,
    ends: Ends,
    /// A record that has more bytes, its line end among them, is a long one.
    limit: usize,
    /// How much is read at a time.
    piece: usize,
    buffer: Vec<u8>,
    /// How much of the buffer was looked at.
    seen: usize,
    /// The last place in it where a record has ended; 0 for none.
    last_end: usize,
    long: Option<Long>,
    end: End,
}

enum End {
    Ahead,
    Reached,
    Failed(io::Error),
}

impl Cutter {
    /// A file at its beginning. What it is is seen with [`peek`](Cutter::peek), and then said with
    /// [`divide_by`](Cutter::divide_by).
    pub(crate) fn new(from: Box<dyn Read + Send>, limit: usize) -> Cutter {
        Cutter {
            from,
            ends: Ends::Lines,
            limit,
            piece: PIECE,
            buffer: Vec::new(),
            seen: 0,
            last_end: 0,
            long: None,
            end: End::Ahead,
        }
    }

    /// The next bytes, fewer where the file ends.
    pub(crate) fn peek(&mut self, length: usize) -> &[u8] {
        self.fill(length);
        self.buffer.get(..length).unwrap_or(&self.buffer)
    }

    /// Takes so many of the next bytes off, as far as they were seen.
    pub(crate) fn take_off(&mut self, length: usize) -> Vec<u8> {
        let length = length.min(self.buffer.len());
        self.buffer.drain(..length).collect()
    }

    /// Divides what follows by these rules.
    pub(crate) fn divide_by(&mut self, framing: Framing) {
        self.ends = match framing {
            Framing::Csv(delimiter) => Ends::Csv(Quotes::new(delimiter), delimiter),
            Framing::JsonLines => Ends::Lines,
            Framing::JsonArray => Ends::Array(ArrayEnds::default()),
        };
    }

    /// The next piece; after the last, nothing. What was read whole before an error comes before the error.
    pub(crate) fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        if let Some(long) = self.long.take() {
            return self.go_on(long);
        }
        loop {
            if let Some(new) = self.buffer.get(self.seen..)
                && let Some(end) = self.ends.last_end(new)
            {
                self.last_end = self.seen + end;
            }
            self.seen = self.buffer.len();
            let length = self.buffer.len();
            let ended = !matches!(self.end, End::Ahead);
            if self.last_end > 0 && (length >= self.piece || ended) {
                let piece = self.take(self.last_end);
                return Ok(Some(Piece::Records(piece)));
            }
            if self.last_end == 0 && length > self.limit {
                return self.go_on(Long::new(&self.ends));
            }
            match mem::replace(&mut self.end, End::Reached) {
                End::Failed(error) => {
                    // What the error cut off is no record.
                    self.buffer.clear();
                    return Err(error);
                }
                End::Reached => {
                    if let Some(error) = self.ends.unfinished() {
                        self.buffer.clear();
                        self.ends = Ends::Lines;
                        return Err(error);
                    }
                    let piece = self.take(length);
                    return Ok((!piece.is_empty()).then_some(Piece::Records(piece)));
                }
                End::Ahead => self.end = End::Ahead,
            }
            self.fill(match self.last_end {
                // One byte more than the limit tells that it is passed.
                0 => (length + self.piece).min(self.limit.saturating_add(1)),
                _ => self.piece,
            });
        }
    }

    /// Reads on until so many bytes are there.
    fn fill(&mut self, length: usize) {
        if !matches!(self.end, End::Ahead) {
            return;
        }
        let missing = length.saturating_sub(self.buffer.len());
        let read = self
            .from
            .by_ref()
            .take(missing as u64)
            .read_to_end(&mut self.buffer);
        self.end = match read {
            Ok(count) if count < missing => End::Reached,
            Ok(_) => End::Ahead,
            Err(error) => End::Failed(error),
        };
    }

    /// Takes the first bytes, at most up to where was looked.
    fn take(&mut self, length: usize) -> Vec<u8> {
        let (_, rest) = self.buffer.split_at_checked(length).unwrap_or_default();
        let mut after = Vec::with_capacity(rest.len() + self.piece);
        after.extend(rest);
        let mut piece = mem::replace(&mut self.buffer, after);
        piece.truncate(length);
        self.seen -= length;
        self.last_end = 0;
        piece
    }

    /// The next part of a long record.
    fn go_on(&mut self, mut long: Long) -> io::Result<Option<Piece>> {
        // A part that ended within a character could not be made into JSON by itself.
        let mut whole = self.whole_characters();
        while whole == 0 && matches!(self.end, End::Ahead) {
            self.fill(self.buffer.len() + self.piece);
            whole = self.whole_characters();
        }
        let mut found = long.end_in(self.buffer.get(..whole).unwrap_or_default());
        if found == Some(self.buffer.len()) {
            // An LF may follow the CR.
            self.fill(self.buffer.len() + self.piece);
        }
        if found.is_none() && self.buffer.is_empty() {
            if let End::Failed(error) = mem::replace(&mut self.end, End::Reached) {
                return Err(error);
            }
            if let Some(error) = self.ends.unfinished() {
                self.ends = Ends::Lines;
                return Err(error);
            }
            long.finish();
            found = Some(0);
        }
        let Some(end) = found else {
            let rest = self.buffer.split_off(whole);
            let bytes = mem::replace(&mut self.buffer, rest);
            self.seen = 0;
            let is_first = mem::replace(&mut long.is_first, false);
            self.long = Some(long);
            return Ok(Some(Piece::Long {
                bytes,
                is_first,
                end: None,
            }));
        };
        let (text, after) = self.buffer.split_at_checked(end).unwrap_or_default();
        let (length, line_end) = match (&mut self.ends, text.last(), after.first()) {
            (Ends::Array(array), Some(&byte), _) => {
                array.is_closed = byte == b']';
                (end - 1, end)
            }
            (_, Some(b'\r'), Some(b'\n')) => (end - 1, end + 1),
            (_, Some(&byte), _) if is_line_end(byte) => (end - 1, end),
            _ => (end, end),
        };
        let line_end = self
            .buffer
            .get(length..line_end)
            .unwrap_or_default()
            .to_vec();
        // What comes after was not looked at in this light yet.
        self.seen = self.buffer.len();
        let mut bytes = self.take(length + line_end.len());
        bytes.truncate(length);
        self.seen = 0;
        self.ends.restart();
        Ok(Some(Piece::Long {
            bytes,
            is_first: long.is_first,
            end: Some(LongEnd {
                line_end,
                fields: long.fields,
                unclosed: long.unclosed,
            }),
        }))
    }

    /// How much of the buffer ends with a whole character; all of it where nothing follows.
    fn whole_characters(&self) -> usize {
        match self.end {
            End::Ahead => whole_characters(&self.buffer),
            End::Reached | End::Failed(_) => self.buffer.len(),
        }
    }
}

impl Iterator for Cutter {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<io::Result<Piece>> {
        self.next_piece().transpose()
    }
}

#[cfg(test)]
mod tests;
