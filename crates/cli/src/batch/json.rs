//! Rows that are read from JSON: the lines of JSON Lines, or the elements of an array.

use std::borrow::Cow;

use super::fields::{Before, Fields, NAMES, WHOLE};
use super::found::Fault;
use super::{Decider, Rendered, Room};
use crate::traffic::array::elements;
use crate::traffic::csv::line_ends;
use crate::traffic::encoding::utf_8_bytes;
use crate::traffic::json::{Line, Row, keys, lines, read};
use crate::traffic::{Columns, Form, Piece, Shape};

/// Where there is an array in place of lines.
#[derive(Clone, Copy)]
pub(super) struct Array {
    pub(super) is_read: bool,
    /// Only where one is read: what stands between its elements stays.
    pub(super) is_written: bool,
}

/// How rows of JSON are decided and written.
pub(super) struct Rows<'a> {
    decider: Decider<'a>,
    fields: Fields,
    columns: &'a Columns,
    array: Array,
}

/// A row, and where it begins in the piece.
struct Written<'a> {
    text: &'a [u8],
    start: usize,
    /// What is written after it.
    end: &'a [u8],
}

impl<'a> Rows<'a> {
    /// Begins what is written.
    pub(super) fn begin(
        decider: Decider<'a>,
        fields: Fields,
        columns: &'a Columns,
        array: Array,
        out: &mut Vec<u8>,
    ) -> Rows<'a> {
        if fields.form == Form::Csv {
            out.extend(WHOLE.as_bytes());
            fields.header(out);
            out.push(b'\n');
        }
        Rows {
            decider,
            fields,
            columns,
            array,
        }
    }

    pub(super) fn render(&self, piece: &Piece, room: &mut Room, to: &mut Rendered) {
        match piece {
            Piece::Records(piece) => {
                to.found.not_utf_8(piece);
                // Line ends are where they were.
                let piece = utf_8_bytes(piece);
                if self.array.is_read {
                    self.elements(&piece, &mut room.before, to);
                } else {
                    for line in lines(&piece) {
                        self.line(&piece, &line, &mut room.before, to);
                    }
                }
            }
            Piece::Long {
                bytes,
                is_first,
                end,
            } => {
                if *is_first {
                    to.found.fault(Fault::Long, bytes, 0);
                    self.fields.open_whole(&mut to.bytes);
                }
                self.fields.whole(bytes, &mut to.bytes);
                if let Some(end) = end {
                    let decision = self.decider.refuse();
                    to.count(&decision, b"", Some(Shape::Other));
                    to.lines += line_ends(&end.line_end);
                    let line_end = self.line_end(&end.line_end);
                    self.fields.close_whole(&decision, line_end, &mut to.bytes);
                }
            }
        }
    }

    fn elements(&self, piece: &[u8], before: &mut Before, to: &mut Rendered) {
        let rest = elements(piece, |element| {
            if self.array.is_written {
                to.bytes.extend(element.before);
            }
            let row = Written {
                text: element.text,
                start: element.start,
                end: self.line_end(b""),
            };
            self.row(piece, &row, before, to);
        });
        if self.array.is_written {
            to.bytes.extend(rest);
        }
    }

    fn line(&self, piece: &[u8], line: &Line<'_>, before: &mut Before, to: &mut Rendered) {
        if line.is_blank() {
            if self.fields.form == Form::Json {
                to.bytes.extend(line.text);
                to.bytes.extend(line.line_end);
            }
            return;
        }
        let row = Written {
            text: line.text,
            start: line.start,
            end: self.line_end(line.line_end),
        };
        self.row(piece, &row, before, to);
    }

    fn row(&self, piece: &[u8], row: &Written<'_>, before: &mut Before, to: &mut Rendered) {
        let read = read(row.text, self.columns, NAMES);
        let number = match &read {
            Some(Row::Text(number)) => Some(number.as_bytes()),
            Some(Row::Object(object)) => object.number.as_ref().map(|text| text.as_bytes()),
            None => None,
        };
        let written_to = match &read {
            Some(Row::Object(object)) => object.beside.as_ref().map(|text| text.as_bytes()),
            _ => None,
        };
        let decision = match number {
            Some(number) => self.decider.decide(number, written_to),
            None => self.decider.refuse(),
        };
        let (missing, fault) = match (&read, number) {
            (None, _) => (Some(Shape::NoObject), Some(Fault::NoObject)),
            (Some(_), None) => (Some(Shape::NoKey), Some(Fault::NoKey)),
            (Some(_), Some(number)) => {
                let unread = decision.recipient().is_none();
                (None, unread.then(|| Fault::no_number(number)))
            }
        };
        let shown = number.unwrap_or(row.text);
        to.count(&decision, shown, missing);
        if let Some(fault) = fault {
            to.found.fault(fault, piece, row.start);
        }
        let out = &mut to.bytes;
        match (read, self.fields.form) {
            (Some(Row::Object(object)), Form::Json) => {
                let text = self.on_one_line(row.text);
                // An object ends with its brace, whatever space comes after.
                let end = text.trim_ascii_end().len().saturating_sub(1);
                let (members, rest) = text.split_at_checked(end).unwrap_or_default();
                out.extend(members);
                let begin = out.len();
                if object.taken == 0 {
                    self.fields.add_next(&decision, before, out);
                } else {
                    let taken = keys(&text);
                    let fields = self.fields.besides(|name| taken.contains(name.as_bytes()));
                    fields.add(&decision, out);
                }
                if object.is_empty {
                    // There is nothing before it to be separated from.
                    out.remove(begin);
                }
                out.extend(rest);
                out.extend(row.end);
            }
            (Some(Row::Text(_)), Form::Json) => {
                self.fields.open_input(row.text.trim_ascii(), out);
                self.fields.add_next(&decision, before, out);
                out.push(b'}');
                out.extend(row.end);
            }
            (Some(Row::Text(text)), Form::Csv) => {
                self.fields.open_whole(out);
                self.fields.whole(text.as_bytes(), out);
                self.fields.close_whole(&decision, row.end, out);
            }
            (None, Form::Json) | (_, Form::Csv) => {
                self.fields.open_whole(out);
                self.fields.whole(row.text, out);
                self.fields.close_whole(&decision, row.end, out);
            }
        }
    }

    /// An element as a line of JSON Lines has it. No line end is in a string of JSON, so that spaces mean the same.
    fn on_one_line<'t>(&self, text: &'t [u8]) -> Cow<'t, [u8]> {
        let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        if !self.array.is_read || self.array.is_written || !text.iter().any(is_line_end) {
            return Cow::Borrowed(text);
        }
        let spaced = text
            .iter()
            .map(|byte| if is_line_end(byte) { b' ' } else { *byte });
        Cow::Owned(spaced.collect())
    }

    /// What follows a row where it keeps its form, else a line end.
    fn line_end<'l>(&self, own: &'l [u8]) -> &'l [u8] {
        if self.fields.form == Form::Csv || self.array.is_read != self.array.is_written {
            b"\n"
        } else {
            own
        }
    }
}
