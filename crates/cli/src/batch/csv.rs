//! Rows that are read from CSV.

use std::collections::HashSet;

use originator::Decision;

use super::fields::{Before, Fields, free, json_text};
use super::found::Fault;
use super::{Decider, Rendered, Room};
use crate::problem::Problem;
use crate::traffic::csv::{Header, Next, Record, field_end, line_ends};
use crate::traffic::encoding::utf_8_bytes;
use crate::traffic::{Form, LongEnd, Piece, Shape};

/// The name in JSON of cells beyond the header's.
const EXTRA: &str = "extra";
/// Before the place of a column in JSON where the file has no header.
const COLUMN: &str = "column_";

/// How rows of CSV are decided and written.
pub(super) struct Rows<'a> {
    decider: Decider<'a>,
    fields: Fields,
    /// How many columns the header has.
    columns: usize,
    number: usize,
    written_to: Option<usize>,
    /// For JSON: the columns' names as they are written there, and one for cells beyond them.
    keys: Vec<Vec<u8>>,
    extra: String,
}

impl<'a> Rows<'a> {
    /// Begins what is written.
    pub(super) fn begin(
        decider: Decider<'a>,
        fields: Fields,
        (number, written_to): (usize, Option<usize>),
        header: &Header,
        out: &mut Vec<u8>,
    ) -> Result<Rows<'a>, Problem> {
        let names = if header.is_there {
            header.names()
        } else {
            let names = header.names().into_iter();
            names.map(|place| format!("{COLUMN}{place}")).collect()
        };
        let set: HashSet<&str> = names.iter().map(String::as_str).collect();
        let taken = |name: &str| set.contains(name);
        let fields = fields.besides(taken);
        match fields.form {
            Form::Csv => {
                // Without a header there is none to add names to.
                if header.is_there {
                    out.extend(&header.text);
                    fields.header(out);
                    out.extend(&header.line_end);
                }
            }
            Form::Json => {
                let mut seen = HashSet::new();
                if let Some(twice) = names.iter().find(|name| !seen.insert(name.as_str())) {
                    return Err(Problem::KeyTwice {
                        name: twice.clone(),
                    });
                }
            }
        }
        let key = |name: &String| {
            let mut key = Vec::new();
            json_text(name.as_bytes(), &mut key);
            key
        };
        Ok(Rows {
            decider,
            columns: names.len(),
            number,
            written_to,
            keys: names.iter().map(key).collect(),
            extra: free(EXTRA, taken),
            fields,
        })
    }

    pub(super) fn render(&self, piece: &Piece, room: &mut Room, to: &mut Rendered) {
        match piece {
            Piece::Records(piece) => {
                if self.fields.form == Form::Json {
                    to.found.not_utf_8(piece);
                }
                let rest = room.records.each(piece, |record| {
                    self.row(piece, &record, &mut room.before, to);
                    Next::Go
                });
                if self.fields.form == Form::Csv {
                    to.bytes.extend(rest);
                }
            }
            Piece::Long {
                bytes,
                is_first,
                end,
            } => self.long(bytes, *is_first, end.as_ref(), to),
        }
    }

    fn row(&self, piece: &[u8], record: &Record<'_>, before: &mut Before, to: &mut Rendered) {
        let number = &*utf_8_bytes(record.cell(self.number).unwrap_or_default());
        let written_to = self.written_to.and_then(|place| record.cell(place));
        let decision = if record.unclosed {
            self.decider.refuse()
        } else {
            self.decider.decide(number, written_to)
        };
        to.count(&decision, number, record.unclosed.then_some(Shape::Other));
        let mut fault = |fault| to.found.fault(fault, piece, record.start);
        if record.unclosed {
            fault(Fault::Unclosed);
        } else if decision.recipient().is_none() {
            fault(Fault::no_number(number));
        }
        if record.len() != self.columns {
            fault(Fault::Fields {
                there: record.len(),
                header: self.columns,
            });
        }
        match self.fields.form {
            Form::Csv => self.splice(record, &decision, before, &mut to.bytes),
            Form::Json => self.object(record, &decision, before, &mut to.bytes),
        }
    }

    /// The row's own bytes and the decision. What it has more fields than the header stays behind those of the
    /// decision, so that every column is where the header says.
    fn splice(
        &self,
        record: &Record<'_>,
        decision: &Decision,
        before: &mut Before,
        out: &mut Vec<u8>,
    ) {
        out.extend(record.before);
        let extra = record.len() > self.columns;
        let end = if extra {
            field_end(record.text, self.fields.delimiter, self.columns)
        } else {
            record.text.len()
        };
        let (text, rest) = record.text.split_at_checked(end).unwrap_or_default();
        out.extend(text);
        if record.unclosed && !extra {
            out.push(b'"');
        }
        self.pad(record.len(), out);
        self.fields.add_next(decision, before, out);
        out.extend(rest);
        if record.unclosed && extra {
            out.push(b'"');
        }
        out.extend(record.line_end);
    }

    /// Empty fields up to the header's.
    fn pad(&self, fields: usize, out: &mut Vec<u8>) {
        let missing = self.columns.saturating_sub(fields);
        out.extend(std::iter::repeat_n(self.fields.delimiter, missing));
    }

    /// The row as an object of its cells, and the decision.
    fn object(
        &self,
        record: &Record<'_>,
        decision: &Decision,
        before: &mut Before,
        out: &mut Vec<u8>,
    ) {
        let text = |text: &[u8], out: &mut Vec<u8>| {
            out.push(b'"');
            json_text(text, out);
            out.push(b'"');
        };
        for (place, key) in self.keys.iter().enumerate() {
            out.extend(if place == 0 { b"{\"" } else { b",\"" });
            out.extend(key);
            out.extend(b"\":");
            text(record.cell(place).unwrap_or_default(), out);
        }
        if record.len() > self.columns {
            out.extend(b",\"");
            out.extend(self.extra.as_bytes());
            out.extend(b"\":");
            for (place, cell) in record.cells().skip(self.columns).enumerate() {
                out.push(if place == 0 { b'[' } else { b',' });
                text(cell, out);
            }
            out.push(b']');
        }
        self.fields.add_next(decision, before, out);
        out.extend(b"}\n");
    }

    /// A part of a row that is too long to be held.
    fn long(&self, bytes: &[u8], is_first: bool, end: Option<&LongEnd>, to: &mut Rendered) {
        if is_first {
            to.found.fault(Fault::Long, bytes, 0);
        }
        let out = &mut to.bytes;
        match self.fields.form {
            Form::Csv => out.extend(bytes),
            Form::Json => {
                if is_first {
                    self.fields.open_whole(out);
                }
                self.fields.whole(bytes, out);
            }
        }
        let Some(end) = end else { return };
        let decision = self.decider.refuse();
        match self.fields.form {
            Form::Csv => {
                if end.unclosed {
                    out.push(b'"');
                }
                self.pad(end.fields, out);
                self.fields.add(&decision, out);
                out.extend(&end.line_end);
            }
            Form::Json => self.fields.close_whole(&decision, b"\n", out),
        }
        to.lines += line_ends(&end.line_end);
        to.count(&decision, b"", Some(Shape::Other));
        if end.unclosed {
            to.found.fault(Fault::Unclosed, bytes, bytes.len());
        }
    }
}
