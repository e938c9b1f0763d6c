//! Divides a file into chunks of whole records, within bounded memory.
//!
//! [`Chunker`] owns the reader and the buffer, and [`RecordEnds`] finds where records end. The modules `csv`, `json`
//! and `array` read the records of a chunk.
//!
//! Invariants of the buffer:
//! - `buffer[..scanned]` has been given to [`RecordEnds`], each byte once. After [`RecordEnds::restart`] nothing has.
//! - `last_end` is the end of the last whole record in `buffer[..scanned]`; 0 means that there is none yet.
//! - The buffer holds at most the limit for one record, plus what is read at a time. A record that passes the limit is
//!   given out in parts, as [`Chunk::Long`], so that no record has to fit in memory.

mod ends;

use std::io::{self, Read};
use std::mem;

use super::csv::{Quotes, is_line_end};
use super::encoding::whole_characters;
use ends::{ArrayEnds, LongRecord, RecordEnds};

/// Large enough that the fixed cost of a chunk is negligible, small enough for a processor cache.
const CHUNK_BYTES: usize = 128 * 1024;

/// What divides the records of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Line ends outside of quotes. A quote opens a quoted field only after this delimiter or a line end.
    Csv(u8),
    /// Line ends.
    JsonLines,
    /// The commas of an array whose `[` was already taken from the input.
    JsonArray,
}

/// Consecutive bytes of a file, as they were read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Chunk {
    /// Whole records, each with its line end, which only the last record of a file may lack. In an array, each has the
    /// comma after it, and the last has the `]` and all that follows.
    Records(Vec<u8>),
    /// Part of a record that is longer than the limit.
    Long {
        /// The part, without the line end of the record.
        bytes: Vec<u8>,
        is_first: bool,
        /// Present with the last part.
        end: Option<LongRecordEnd>,
    },
}

impl Chunk {
    /// The bytes of the chunk, without the line end of a long record.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Chunk::Records(bytes) | Chunk::Long { bytes, .. } => bytes,
        }
    }
}

/// Facts about a record that is longer than the limit, known at its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LongRecordEnd {
    /// LF, CRLF or CR, empty where the file ends without one; in an array, the comma or the `]`.
    pub(crate) line_end: Vec<u8>,
    /// The number of fields, in CSV.
    pub(crate) fields: usize,
    /// Whether the file ends inside a quoted field.
    pub(crate) unclosed: bool,
}

/// Divides a file into chunks.
pub(crate) struct Chunker {
    reader: Box<dyn Read + Send>,
    ends: RecordEnds,
    /// The largest size of a record, with its line end, that is held in memory.
    limit: usize,
    /// How much is read at a time.
    chunk_bytes: usize,
    buffer: Vec<u8>,
    /// How much of the buffer was searched for the ends of records.
    scanned: usize,
    /// The end of the last whole record in the buffer; 0 if there is none.
    last_end: usize,
    /// The record that is given out in parts now.
    long: Option<LongRecord>,
    input: Input,
}

/// The state of the reader.
enum Input {
    Open,
    Ended,
    Failed(io::Error),
}

impl Chunker {
    /// A chunker at the beginning of a file. The caller looks at the first bytes with [`peek`](Chunker::peek), and then
    /// says with [`set_framing`](Chunker::set_framing) how records are divided.
    pub(crate) fn new(reader: Box<dyn Read + Send>, limit: usize) -> Chunker {
        Chunker {
            reader,
            ends: RecordEnds::Lines,
            limit,
            chunk_bytes: CHUNK_BYTES,
            buffer: Vec::new(),
            scanned: 0,
            last_end: 0,
            long: None,
            input: Input::Open,
        }
    }

    /// The next bytes, or fewer if the file ends before.
    pub(crate) fn peek(&mut self, length: usize) -> &[u8] {
        self.fill(length);
        self.buffer.get(..length).unwrap_or(&self.buffer)
    }

    /// Removes the next bytes from the input, as far as they were peeked at.
    pub(crate) fn take_prefix(&mut self, length: usize) -> Vec<u8> {
        let length = length.min(self.buffer.len());
        self.buffer.drain(..length).collect()
    }

    /// Sets how the records that follow are divided.
    pub(crate) fn set_framing(&mut self, framing: Framing) {
        self.ends = match framing {
            Framing::Csv(delimiter) => RecordEnds::Csv(Quotes::new(delimiter), delimiter),
            Framing::JsonLines => RecordEnds::Lines,
            Framing::JsonArray => RecordEnds::Array(ArrayEnds::default()),
        };
    }

    /// The next chunk; `None` after the last. The whole records before a read error are given out before the error.
    pub(crate) fn next_chunk(&mut self) -> io::Result<Option<Chunk>> {
        if let Some(long) = self.long.take() {
            return self.next_part(long);
        }
        loop {
            if let Some(new) = self.buffer.get(self.scanned..)
                && let Some(end) = self.ends.last_end(new)
            {
                self.last_end = self.scanned + end;
            }
            self.scanned = self.buffer.len();
            let length = self.buffer.len();
            let ended = !matches!(self.input, Input::Open);
            if self.last_end > 0 && (length >= self.chunk_bytes || ended) {
                let chunk = self.take(self.last_end);
                return Ok(Some(Chunk::Records(chunk)));
            }
            if self.last_end == 0 && length > self.limit {
                return self.next_part(LongRecord::new(&self.ends));
            }
            match mem::replace(&mut self.input, Input::Ended) {
                Input::Failed(error) => {
                    // The rest of the buffer is part of a record that the error cut off.
                    self.buffer.clear();
                    return Err(error);
                }
                Input::Ended => {
                    if let Some(error) = self.ends.unfinished() {
                        self.buffer.clear();
                        self.ends = RecordEnds::Lines;
                        return Err(error);
                    }
                    let chunk = self.take(length);
                    return Ok((!chunk.is_empty()).then_some(Chunk::Records(chunk)));
                }
                Input::Open => self.input = Input::Open,
            }
            self.fill(match self.last_end {
                // One byte more than the limit shows that the record is longer.
                0 => (length + self.chunk_bytes).min(self.limit.saturating_add(1)),
                _ => self.chunk_bytes,
            });
        }
    }

    /// Reads until the buffer has `length` bytes, or the file ends.
    fn fill(&mut self, length: usize) {
        if !matches!(self.input, Input::Open) {
            return;
        }
        let missing = length.saturating_sub(self.buffer.len());
        let read = self
            .reader
            .by_ref()
            .take(missing as u64)
            .read_to_end(&mut self.buffer);
        self.input = match read {
            Ok(count) if count < missing => Input::Ended,
            Ok(_) => Input::Open,
            Err(error) => Input::Failed(error),
        };
    }

    /// Takes the first bytes of the buffer, at most those that were scanned.
    fn take(&mut self, length: usize) -> Vec<u8> {
        let (_, rest) = self.buffer.split_at_checked(length).unwrap_or_default();
        let mut after = Vec::with_capacity(rest.len() + self.chunk_bytes);
        after.extend(rest);
        let mut chunk = mem::replace(&mut self.buffer, after);
        chunk.truncate(length);
        self.scanned -= length;
        self.last_end = 0;
        chunk
    }

    /// The next part of a long record.
    ///
    /// A part ends at the end of a character, so that each part can be converted to JSON alone. A CR at the end of the
    /// buffer is not judged before the next byte is there, since an LF may belong to it.
    fn next_part(&mut self, mut long: LongRecord) -> io::Result<Option<Chunk>> {
        let mut whole = self.whole_characters();
        while whole == 0 && matches!(self.input, Input::Open) {
            self.fill(self.buffer.len() + self.chunk_bytes);
            whole = self.whole_characters();
        }
        let mut found = long.end_in(self.buffer.get(..whole).unwrap_or_default());
        if found == Some(self.buffer.len()) {
            // The record may have ended with the CR of a CRLF.
            self.fill(self.buffer.len() + self.chunk_bytes);
        }
        if found.is_none() && self.buffer.is_empty() {
            if let Input::Failed(error) = mem::replace(&mut self.input, Input::Ended) {
                return Err(error);
            }
            if let Some(error) = self.ends.unfinished() {
                self.ends = RecordEnds::Lines;
                return Err(error);
            }
            long.finish();
            found = Some(0);
        }
        let Some(end) = found else {
            let rest = self.buffer.split_off(whole);
            let bytes = mem::replace(&mut self.buffer, rest);
            self.scanned = 0;
            let is_first = mem::replace(&mut long.is_first, false);
            self.long = Some(long);
            return Ok(Some(Chunk::Long {
                bytes,
                is_first,
                end: None,
            }));
        };
        let (text, after) = self.buffer.split_at_checked(end).unwrap_or_default();
        let (length, line_end) = match (&mut self.ends, text.last(), after.first()) {
            (RecordEnds::Array(array), Some(&byte), _) => {
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
        // `take` counts down from here. The bytes after the record were scanned as part of it, or not at all: they are
        // scanned again, from the state at the beginning of a record.
        self.scanned = self.buffer.len();
        let mut bytes = self.take(length + line_end.len());
        bytes.truncate(length);
        self.scanned = 0;
        self.ends.restart();
        Ok(Some(Chunk::Long {
            bytes,
            is_first: long.is_first,
            end: Some(LongRecordEnd {
                line_end,
                fields: long.fields,
                unclosed: long.unclosed,
            }),
        }))
    }

    /// The length of the buffer up to the end of its last whole character; all of it at the end of the file.
    fn whole_characters(&self) -> usize {
        match self.input {
            Input::Open => whole_characters(&self.buffer),
            Input::Ended | Input::Failed(_) => self.buffer.len(),
        }
    }
}

impl Iterator for Chunker {
    type Item = io::Result<Chunk>;

    fn next(&mut self) -> Option<io::Result<Chunk>> {
        self.next_chunk().transpose()
    }
}

#[cfg(test)]
mod tests;
