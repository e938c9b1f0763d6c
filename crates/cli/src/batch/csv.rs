//! Renders rows that are read from CSV: as CSV, or as objects of their cells.
//!
//! A row that stays CSV keeps its own bytes; [`Records`](crate::traffic::csv::Records) says where they are. The
//! module [`fields`](super::fields) writes the added fields.

use std::collections::HashSet;
use std::ops::ControlFlow;

use originator::Decision;

use super::fields::{Cache, Fields, json_text, unused_name};
use super::summary::RowError;
use super::{Decider, Rendered, Scratch};
use crate::args::FileFormat;
use crate::problem::Problem;
use crate::traffic::csv::{Header, Record, field_end, line_ends};
use crate::traffic::encoding::utf_8_bytes;
use crate::traffic::{Chunk, LongRecordEnd, Shape};

/// The key in JSON of the cells that a row has beyond the header.
const EXTRA: &str = "extra";
/// The prefix of a column's number in JSON where the file has no header.
const COLUMN_PREFIX: &str = "column_";

/// Decides rows of CSV and writes them.
pub(super) struct Rows<'a> {
    decider: Decider<'a>,
    fields: Fields,
    /// How many columns the header has.
    columns: usize,
    number: usize,
    written_to: Option<usize>,
    /// For JSON: the names of the columns, escaped, and the key of the cells beyond them.
    keys: Vec<Vec<u8>>,
    extra: String,
}

impl<'a> Rows<'a> {
    /// Prepares the rendering, and writes the header where there is one.
    pub(super) fn begin(
        decider: Decider<'a>,
        fields: Fields,
        (number, written_to): (usize, Option<usize>),
        header: &Header,
        out: &mut Vec<u8>,
    ) -> Result<Rows<'a>, Problem> {
        let names = if header.is_present {
            header.names()
        } else {
            let names = header.names().into_iter();
            names
                .map(|place| format!("{COLUMN_PREFIX}{place}"))
                .collect()
        };
        let set: HashSet<&str> = names.iter().map(String::as_str).collect();
        let is_taken = |name: &str| set.contains(name);
        let fields = fields.avoiding(is_taken);
        match fields.format {
            FileFormat::Csv => {
                // A file without a header gets none.
                if header.is_present {
                    out.extend(&header.text);
                    fields.write_header(out);
                    out.extend(&header.line_end);
                }
            }
            FileFormat::Json => {
                let mut seen = HashSet::new();
                if let Some(twice) = names.iter().find(|name| !seen.insert(name.as_str())) {
                    return Err(Problem::DuplicateKey {
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
            extra: unused_name(EXTRA, is_taken),
            fields,
        })
    }

    pub(super) fn render(&self, chunk: &Chunk, scratch: &mut Scratch, out: &mut Rendered) {
        match chunk {
            Chunk::Records(chunk) => {
                if self.fields.format == FileFormat::Json {
                    out.summary.count_lines_not_utf_8(chunk);
                }
                let rest = scratch.records.for_each(chunk, |record| {
                    self.row(chunk, &record, &mut scratch.cache, out);
                    ControlFlow::Continue(())
                });
                if self.fields.format == FileFormat::Csv {
                    out.bytes.extend(rest);
                }
            }
            Chunk::Long {
                bytes,
                is_first,
                end,
            } => self.long(bytes, *is_first, end.as_ref(), out),
        }
    }

    fn row(&self, chunk: &[u8], record: &Record<'_>, cache: &mut Cache, out: &mut Rendered) {
        let number = &*utf_8_bytes(record.cell(self.number).unwrap_or_default());
        let written_to = self.written_to.and_then(|index| record.cell(index));
        let decision = if record.unclosed {
            self.decider.refuse()
        } else {
            self.decider.decide(number, written_to)
        };
        out.count(&decision, number, record.unclosed.then_some(Shape::Other));
        let mut add_error = |error| out.summary.add_error(error, chunk, record.start);
        if record.unclosed {
            add_error(RowError::Unclosed);
        } else if decision.recipient().is_none() {
            add_error(RowError::no_number(number));
        }
        if record.len() != self.columns {
            add_error(RowError::Fields {
                there: record.len(),
                header: self.columns,
            });
        }
        match self.fields.format {
            FileFormat::Csv => self.splice(record, &decision, cache, &mut out.bytes),
            FileFormat::Json => self.object(record, &decision, cache, &mut out.bytes),
        }
    }

    /// Writes the row's own bytes and the decision.
    ///
    /// Where the row has more fields than the header, the decision is spliced in before the surplus, so that every
    /// column is where the header says. A quote that is open is closed after the last field of the row.
    fn splice(
        &self,
        record: &Record<'_>,
        decision: &Decision,
        cache: &mut Cache,
        out: &mut Vec<u8>,
    ) {
        out.extend(record.before);
        let has_surplus = record.len() > self.columns;
        let end = if has_surplus {
            field_end(record.text, self.fields.delimiter, self.columns)
        } else {
            record.text.len()
        };
        let (text, surplus) = record.text.split_at_checked(end).unwrap_or_default();
        out.extend(text);
        if record.unclosed && !has_surplus {
            out.push(b'"');
        }
        self.pad(record.len(), out);
        self.fields.write_cached(decision, cache, out);
        out.extend(surplus);
        if record.unclosed && has_surplus {
            out.push(b'"');
        }
        out.extend(record.line_end);
    }

    /// Writes an empty field for each that the row lacks.
    fn pad(&self, fields: usize, out: &mut Vec<u8>) {
        let missing = self.columns.saturating_sub(fields);
        out.extend(std::iter::repeat_n(self.fields.delimiter, missing));
    }

    /// Writes the row as an object of its cells and the decision.
    fn object(
        &self,
        record: &Record<'_>,
        decision: &Decision,
        cache: &mut Cache,
        out: &mut Vec<u8>,
    ) {
        let write_text = |text: &[u8], out: &mut Vec<u8>| {
            out.push(b'"');
            json_text(text, out);
            out.push(b'"');
        };
        for (index, key) in self.keys.iter().enumerate() {
            out.extend(if index == 0 { b"{\"" } else { b",\"" });
            out.extend(key);
            out.extend(b"\":");
            write_text(record.cell(index).unwrap_or_default(), out);
        }
        if record.len() > self.columns {
            out.extend(b",\"");
            out.extend(self.extra.as_bytes());
            out.extend(b"\":");
            for (index, cell) in record.cells().skip(self.columns).enumerate() {
                out.push(if index == 0 { b'[' } else { b',' });
                write_text(cell, out);
            }
            out.push(b']');
        }
        self.fields.write_cached(decision, cache, out);
        out.extend(b"}\n");
    }

    /// Writes a part of a row that is longer than the limit, and its decision after the last part.
    fn long(&self, bytes: &[u8], is_first: bool, end: Option<&LongRecordEnd>, out: &mut Rendered) {
        if is_first {
            out.summary.add_error(RowError::Long, bytes, 0);
        }
        match self.fields.format {
            FileFormat::Csv => out.bytes.extend(bytes),
            FileFormat::Json => {
                if is_first {
                    self.fields.begin_input(&mut out.bytes);
                }
                self.fields.write_input(bytes, &mut out.bytes);
            }
        }
        let Some(end) = end else { return };
        let decision = self.decider.refuse();
        match self.fields.format {
            FileFormat::Csv => {
                if end.unclosed {
                    out.bytes.push(b'"');
                }
                self.pad(end.fields, &mut out.bytes);
                self.fields.write(&decision, &mut out.bytes);
                out.bytes.extend(&end.line_end);
            }
            FileFormat::Json => self.fields.end_input(&decision, b"\n", &mut out.bytes),
        }
        out.lines += line_ends(&end.line_end);
        out.count(&decision, b"", Some(Shape::Other));
        if end.unclosed {
            out.summary
                .add_error(RowError::Unclosed, bytes, bytes.len());
        }
    }
}
