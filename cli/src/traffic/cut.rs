//! Divides what is read into pieces of whole records, within a bound.

use std::io::{self, Read};
use std::mem;

use csv_core::{ReadRecordResult, Reader};
use memchr::{memchr, memrchr};

use super::array::Nesting;
use super::csv::{Quotes, is_line_end, reader};
use super::encoding::whole_characters;

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

/// Finds where records end.
enum Ends {
    Csv(Quotes, u8),
    Lines,
    Array(ArrayEnds),
}

impl Ends {
    fn last_end(&mut self, bytes: &[u8]) -> Option<usize> {
        match self {
            Ends::Csv(quotes, _) => quotes.last_end(bytes),
            Ends::Lines => memrchr(b'\n', bytes).map(|end| end + 1),
            Ends::Array(array) => array.last_end(bytes),
        }
    }

    fn restart(&mut self) {
        match self {
            Ends::Csv(quotes, delimiter) => *quotes = Quotes::new(*delimiter),
            Ends::Lines => {}
            Ends::Array(array) => array.nesting = Nesting::default(),
        }
    }

    /// What is wrong with a file that ends here.
    fn unfinished(&self) -> Option<io::Error> {
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
struct ArrayEnds {
    nesting: Nesting,
    /// The array's `]` was read.
    is_closed: bool,
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
struct Long {
    /// In CSV.
    reader: Option<Reader>,
    quotes: Option<Quotes>,
    /// In an array.
    nesting: Option<Nesting>,
    is_first: bool,
    fields: usize,
    unclosed: bool,
}

impl Long {
    fn new(ends: &Ends) -> Long {
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
    fn end_in(&mut self, bytes: &[u8]) -> Option<usize> {
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
    fn finish(&mut self) {
        if let (Some(reader), Some(quotes)) = (&mut self.reader, &self.quotes) {
            let (_, _, _, fields) = reader.read_record(&[], &mut [0], &mut [0]);
            self.fields += fields;
            self.unclosed = quotes.is_open();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::super::csv::{Next, Records};
    use super::*;

    type Cells = Vec<Vec<u8>>;

    fn cutter(text: &[u8], framing: Framing, piece: usize, limit: usize) -> Cutter {
        let from = Box::new(Cursor::new(text.to_vec()));
        let mut cutter = Cutter::new(from, limit);
        cutter.divide_by(framing);
        cutter.piece = piece;
        cutter
    }

    fn cut(text: &[u8], framing: Framing, piece: usize, limit: usize) -> Vec<Piece> {
        let cutter = cutter(text, framing, piece, limit);
        cutter.map(Result::unwrap).collect()
    }

    fn joined(pieces: &[Piece]) -> Vec<u8> {
        let mut text = Vec::new();
        for piece in pieces {
            text.extend(piece.bytes());
            if let Piece::Long { end: Some(end), .. } = piece {
                text.extend(&end.line_end);
            }
        }
        text
    }

    /// The cells of what is no long record, and the count of fields of what is.
    fn read(pieces: &[Piece]) -> Vec<Result<Cells, usize>> {
        let mut records = Records::new(b',');
        let mut read = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Records(piece) => {
                    records.each(piece, |record| {
                        read.push(Ok(record.cells().map(<[u8]>::to_vec).collect()));
                        Next::Go
                    });
                }
                Piece::Long { end: Some(end), .. } => read.push(Err(end.fields)),
                Piece::Long { end: None, .. } => {}
            }
        }
        read
    }

    fn as_the_csv_crate_reads(text: &[u8]) -> Vec<Cells> {
        // It drops a mark, which is not ours to see.
        let text = [b"\n", text].concat();
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).flexible(true).from_reader(&*text);
        let rows = reader.byte_records();
        rows.map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect())
            .collect()
    }

    fn hostile() -> impl Strategy<Value = Vec<u8>> {
        let bytes = prop_oneof![
            4 => prop::sample::select(b"a,\"\r\n".to_vec()),
            1 => any::<u8>(),
        ];
        let text = prop::collection::vec(bytes, 0..200);
        (any::<bool>(), text).prop_map(|(marked, text)| match marked {
            true => [b"\xef\xbb\xbf", text.as_slice()].concat(),
            false => text,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

        #[test]
        fn however_it_is_cut_csv_is_read_as_the_csv_crate_reads_it(
            text in hostile(), piece in 1_usize..40,
        ) {
            let pieces = cut(&text, Framing::Csv(b','), piece, 1000);
            prop_assert_eq!(&joined(&pieces), &text);
            let expected: Vec<_> = as_the_csv_crate_reads(&text).into_iter().map(Ok).collect();
            prop_assert_eq!(read(&pieces), expected);
        }

        #[test]
        fn a_long_record_hides_no_other(
            text in hostile(), piece in 1_usize..10, limit in 10_usize..60,
        ) {
            let pieces = cut(&text, Framing::Csv(b','), piece, limit);
            prop_assert_eq!(&joined(&pieces), &text);
            let expected = as_the_csv_crate_reads(&text);
            let read = read(&pieces);
            prop_assert_eq!(read.len(), expected.len());
            for (read, expected) in read.into_iter().zip(expected) {
                match read {
                    Ok(read) => prop_assert_eq!(read, expected),
                    Err(fields) => prop_assert_eq!(fields, expected.len()),
                }
            }
        }

        #[test]
        fn lines_of_json_are_cut_at_their_ends(
            text in hostile(), piece in 1_usize..10, limit in 10_usize..60,
        ) {
            let pieces = cut(&text, Framing::JsonLines, piece, limit);
            prop_assert_eq!(&joined(&pieces), &text);
            let mut lines = Vec::new();
            for piece in &pieces {
                match piece {
                    Piece::Records(piece) => {
                        lines.extend(piece.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::len));
                    }
                    Piece::Long { bytes, is_first, end } => {
                        if *is_first {
                            lines.push(0);
                        }
                        let line_end = end.as_ref().map_or(0, |end| end.line_end.len());
                        *lines.last_mut().unwrap() += bytes.len() + line_end;
                        let whole = end.is_none() || *lines.last().unwrap() > limit;
                        prop_assert!(whole, "a short line is not long");
                    }
                }
            }
            let expected: Vec<usize> =
                text.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::len).collect();
            prop_assert_eq!(lines, expected);
        }
    }

    /// Elements of every kind, some of them longer than the limit, and what stands between them.
    fn array() -> impl Strategy<Value = (Vec<String>, String)> {
        let element = prop_oneof![
            Just("1".to_owned()),
            Just("{\"a\":[1,{}],\"b\":\"],}\\\"\"}".to_owned()),
            Just("[[],\"é\"]".to_owned()),
            "\"[a,\\]é€😀]{0,70}\"",
        ];
        let space = prop::sample::select(vec!["", " ", "\n", "\r\n  "]);
        (prop::collection::vec(element, 0..12), space).prop_map(|(elements, space)| {
            let inside = elements.join(&format!("{space},{space}"));
            (elements, format!("{space}{inside}{space}]{space}"))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

        #[test]
        fn an_array_is_cut_between_its_elements(
            (elements, text) in array(), piece in 1_usize..20, limit in 10_usize..80,
        ) {
            let pieces = cut(text.as_bytes(), Framing::JsonArray, piece, limit);
            prop_assert_eq!(joined(&pieces), text.as_bytes());
            let mut found: Vec<String> = Vec::new();
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            for piece in &pieces {
                match piece {
                    Piece::Records(piece) => {
                        super::super::array::elements(piece, |element| found.push(text(element.text)));
                    }
                    Piece::Long { bytes, is_first, .. } => {
                        if *is_first {
                            found.push(String::new());
                        }
                        // Every part is text by itself.
                        found.last_mut().unwrap().push_str(&text(bytes));
                    }
                }
            }
            let found: Vec<&str> = found.iter().map(|element| element.trim()).collect();
            prop_assert_eq!(found, elements);
        }
    }

    #[test]
    fn an_array_that_has_no_end_is_an_error_after_its_whole_elements() {
        for (text, whole, error, why) in [
            (
                "1,2",
                "1,",
                Some("its JSON array has no end"),
                "it is cut off",
            ),
            (
                "1,{\"a\":[",
                "1,",
                Some("its JSON array has no end"),
                "in an element",
            ),
            (
                "1] 2",
                "1]",
                Some("there is text after the end of its JSON array"),
                "two values",
            ),
            (
                "1]\n[2]",
                "1]",
                Some("there is text after the end of its JSON array"),
                "two arrays",
            ),
            ("1] \n", "1] \n", None, "white space"),
        ] {
            let (mut read, mut found) = (Vec::new(), None);
            for piece in cutter(text.as_bytes(), Framing::JsonArray, 100, 1000) {
                match piece {
                    Ok(piece) => read.extend(piece.bytes()),
                    Err(error) => found = Some(error.to_string()),
                }
            }
            assert_eq!(String::from_utf8(read).unwrap(), whole, "{why}");
            assert_eq!(found.as_deref(), error, "{why}");
        }
    }

    #[test]
    fn what_was_read_before_an_error_comes_before_it() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::UnexpectedEof.into())
            }
        }
        let from = Box::new(Cursor::new(b"a,b\nc,d\ne,f".to_vec()).chain(Broken));
        let mut cutter = Cutter::new(from, 1000);
        cutter.divide_by(Framing::Csv(b','));
        let first = cutter.next_piece().unwrap();
        assert_eq!(first, Some(Piece::Records(b"a,b\nc,d\n".to_vec())));
        assert!(cutter.next_piece().is_err());
        assert_eq!(cutter.next_piece().unwrap(), None);
    }
}
