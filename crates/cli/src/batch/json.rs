//! Renders rows that are read from JSON: the lines of JSON Lines, or the elements of an array.
//!
//! A row that stays JSON keeps its own bytes, with the added members before its closing brace. The module
//! [`fields`](super::fields) writes the added fields.

use std::borrow::Cow;

use originator::Decision;

use super::fields::{Cache, Fields, INPUT_FIELD, added_fields};
use super::summary::RowError;
use super::{Decider, Rendered, Scratch};
use crate::args::FileFormat;
use crate::traffic::array::elements;
use crate::traffic::csv::line_ends;
use crate::traffic::encoding::utf_8_bytes;
use crate::traffic::json::{Line, Row, keys, lines, read};
use crate::traffic::{Chunk, Columns, Shape};

/// Whether the input and the output are arrays; otherwise they are lines.
#[derive(Clone, Copy)]
pub(super) struct Array {
    pub(super) is_input: bool,
    /// Only if the input is an array, too: what separates its elements is copied.
    pub(super) is_output: bool,
}

/// Decides rows of JSON and writes them.
pub(super) struct Rows<'a> {
    decider: Decider<'a>,
    fields: Fields,
    /// The names of the added fields.
    names: Vec<&'static str>,
    columns: &'a Columns,
    array: Array,
}

/// A row as it is in the chunk.
struct RawRow<'a> {
    text: &'a [u8],
    /// Where the text begins in the chunk.
    start: usize,
    /// What is written after the row.
    end: &'a [u8],
}

impl<'a> Rows<'a> {
    /// Prepares the rendering, and writes the header if the output is CSV.
    pub(super) fn begin(
        decider: Decider<'a>,
        fields: Fields,
        columns: &'a Columns,
        array: Array,
        out: &mut Vec<u8>,
    ) -> Rows<'a> {
        if fields.format == FileFormat::Csv {
            out.extend(INPUT_FIELD.as_bytes());
            fields.write_header(out);
            out.push(b'\n');
        }
        Rows {
            decider,
            fields,
            names: added_fields().map(|field| field.as_str()).collect(),
            columns,
            array,
        }
    }

    pub(super) fn render(&self, chunk: &Chunk, scratch: &mut Scratch, out: &mut Rendered) {
        match chunk {
            Chunk::Records(chunk) => {
                out.summary.count_lines_not_utf_8(chunk);
                // The conversion keeps every line end.
                let chunk = utf_8_bytes(chunk);
                if self.array.is_input {
                    self.elements(&chunk, &mut scratch.cache, out);
                } else {
                    for line in lines(&chunk) {
                        self.line(&chunk, &line, &mut scratch.cache, out);
                    }
                }
            }
            Chunk::Long {
                bytes,
                is_first,
                end,
            } => {
                if *is_first {
                    out.summary.add_error(RowError::Long, bytes, 0);
                    self.fields.begin_input(&mut out.bytes);
                }
                self.fields.write_input(bytes, &mut out.bytes);
                if let Some(end) = end {
                    let decision = self.decider.refuse();
                    out.count(&decision, b"", Some(Shape::Other));
                    out.lines += line_ends(&end.line_end);
                    let line_end = self.line_end(&end.line_end);
                    self.fields.end_input(&decision, line_end, &mut out.bytes);
                }
            }
        }
    }

    fn elements(&self, chunk: &[u8], cache: &mut Cache, out: &mut Rendered) {
        let rest = elements(chunk, |element| {
            if self.array.is_output {
                out.bytes.extend(element.before);
            }
            let row = RawRow {
                text: element.text,
                start: element.start,
                end: self.line_end(b""),
            };
            self.row(chunk, &row, cache, out);
        });
        if self.array.is_output {
            out.bytes.extend(rest);
        }
    }

    fn line(&self, chunk: &[u8], line: &Line<'_>, cache: &mut Cache, out: &mut Rendered) {
        if line.is_blank() {
            if self.fields.format == FileFormat::Json {
                out.bytes.extend(line.text);
                out.bytes.extend(line.line_end);
            }
            return;
        }
        let row = RawRow {
            text: line.text,
            start: line.start,
            end: self.line_end(line.line_end),
        };
        self.row(chunk, &row, cache, out);
    }

    fn row(&self, chunk: &[u8], row: &RawRow<'_>, cache: &mut Cache, out: &mut Rendered) {
        let read = read(row.text, self.columns, &self.names);
        let (number, written_to) = match &read {
            Some(Row::Text(number)) => (Some(number.as_bytes()), None),
            Some(Row::Object(object)) => (
                object.number.as_ref().map(|text| text.as_bytes()),
                object.second_value.as_ref().map(|text| text.as_bytes()),
            ),
            None => (None, None),
        };
        let decision = match number {
            Some(number) => self.decider.decide(number, written_to),
            None => self.decider.refuse(),
        };
        let (missing, error) = match (&read, number) {
            (None, _) => (Some(Shape::NoObject), Some(RowError::NoObject)),
            (Some(_), None) => (Some(Shape::NoKey), Some(RowError::NoKey)),
            (Some(_), Some(number)) => {
                let is_unread = decision.recipient().is_none();
                (None, is_unread.then(|| RowError::no_number(number)))
            }
        };
        let cell = number.unwrap_or(row.text);
        out.count(&decision, cell, missing);
        if let Some(error) = error {
            out.summary.add_error(error, chunk, row.start);
        }
        self.write(row, &read, &decision, cache, &mut out.bytes);
    }

    /// Writes the row and its decision.
    fn write(
        &self,
        row: &RawRow<'_>,
        read: &Option<Row<'_>>,
        decision: &Decision,
        cache: &mut Cache,
        out: &mut Vec<u8>,
    ) {
        match (read, self.fields.format) {
            (Some(Row::Object(object)), FileFormat::Json) => {
                let text = self.on_one_line(row.text);
                // An object ends with its brace, whatever white space follows.
                let end = text.trim_ascii_end().len().saturating_sub(1);
                let (members, rest) = text.split_at_checked(end).unwrap_or_default();
                out.extend(members);
                let begin = out.len();
                if object.taken == 0 {
                    self.fields.write_cached(decision, cache, out);
                } else {
                    let keys = keys(&text);
                    let fields = self.fields.avoiding(|name| keys.contains(name.as_bytes()));
                    fields.write(decision, out);
                }
                if object.is_empty {
                    // The first member of an object has no comma before it.
                    out.remove(begin);
                }
                out.extend(rest);
                out.extend(row.end);
            }
            (Some(Row::Text(_)), FileFormat::Json) => {
                let number = row.text.trim_ascii();
                self.fields.begin_object_of_number(number, out);
                self.fields.write_cached(decision, cache, out);
                out.push(b'}');
                out.extend(row.end);
            }
            (None, FileFormat::Json) | (_, FileFormat::Csv) => {
                let text = match read {
                    Some(Row::Text(text)) => text.as_bytes(),
                    _ => row.text,
                };
                self.fields.begin_input(out);
                self.fields.write_input(text, out);
                self.fields.end_input(decision, row.end, out);
            }
        }
    }

    /// The element of an array on one line, where the output is lines. No string of JSON has a line end in it, so that
    /// spaces for line ends mean the same.
    fn on_one_line<'t>(&self, text: &'t [u8]) -> Cow<'t, [u8]> {
        let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        if !self.array.is_input || self.array.is_output || !text.iter().any(is_line_end) {
            return Cow::Borrowed(text);
        }
        let spaced = text
            .iter()
            .map(|byte| if is_line_end(byte) { b' ' } else { *byte });
        Cow::Owned(spaced.collect())
    }

    /// What follows a row: its own line end where it keeps its format, else LF.
    fn line_end<'l>(&self, own: &'l [u8]) -> &'l [u8] {
        if self.fields.format == FileFormat::Csv || self.array.is_input != self.array.is_output {
            b"\n"
        } else {
            own
        }
    }
}
