//! Rows that are read from JSON Lines.

use super::fields::{Before, Fields, NAMES, WHOLE};
use super::found::Fault;
use super::{Decider, Rendered, Room};
use crate::traffic::csv::line_ends;
use crate::traffic::json::{Line, Object, keys, lines, read};
use crate::traffic::{Columns, Form, Piece};

/// How rows of JSON Lines are decided and written.
pub(super) struct Rows<'a> {
    decider: Decider<'a>,
    fields: Fields,
    columns: Columns,
}

impl<'a> Rows<'a> {
    /// Begins what is written.
    pub(super) fn begin(
        decider: Decider<'a>,
        fields: Fields,
        columns: Columns,
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
        }
    }

    pub(super) fn render(&self, piece: &Piece, room: &mut Room, to: &mut Rendered) {
        match piece {
            Piece::Records(piece) => {
                for line in lines(piece) {
                    self.row(piece, &line, &mut room.before, to);
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
                    to.found.count(&decision);
                    to.lines += line_ends(&end.line_end);
                    let line_end = self.line_end(&end.line_end);
                    self.fields.close_whole(&decision, line_end, &mut to.bytes);
                }
            }
        }
    }

    fn row(&self, piece: &[u8], line: &Line<'_>, before: &mut Before, to: &mut Rendered) {
        if line.is_blank() {
            if self.fields.form == Form::Json {
                to.bytes.extend(line.text);
                to.bytes.extend(line.line_end);
            }
            return;
        }
        let object = read(line.text, &self.columns, NAMES);
        let decision = match &object {
            Some(Object {
                number: Some(number),
                beside,
                ..
            }) => {
                let written_to = beside.as_ref().map(|text| text.as_bytes());
                self.decider.decide(number.as_bytes(), written_to)
            }
            _ => self.decider.refuse(),
        };
        to.found.count(&decision);
        let fault = match &object {
            None => Some(Fault::NoObject),
            Some(Object { number: None, .. }) => Some(Fault::NoKey),
            Some(Object {
                number: Some(number),
                ..
            }) => {
                let unread = decision.recipient().is_none();
                unread.then(|| Fault::no_number(number.as_bytes()))
            }
        };
        if let Some(fault) = fault {
            to.found.fault(fault, piece, line.start);
        }
        let out = &mut to.bytes;
        match (object, self.fields.form) {
            (Some(object), Form::Json) => {
                // An object ends with its brace, whatever space comes after.
                let end = line.text.trim_ascii_end().len().saturating_sub(1);
                let (members, rest) = line.text.split_at_checked(end).unwrap_or_default();
                out.extend(members);
                let begin = out.len();
                if object.taken == 0 {
                    self.fields.add_next(&decision, before, out);
                } else {
                    let taken = keys(line.text);
                    let fields = self.fields.besides(|name| taken.contains(name.as_bytes()));
                    fields.add(&decision, out);
                }
                if object.is_empty {
                    // There is nothing before it to be separated from.
                    out.remove(begin);
                }
                out.extend(rest);
                out.extend(line.line_end);
            }
            (None, Form::Json) | (_, Form::Csv) => {
                self.fields.open_whole(out);
                self.fields.whole(line.text, out);
                let line_end = self.line_end(line.line_end);
                self.fields.close_whole(&decision, line_end, out);
            }
        }
    }

    /// A line's own end where it keeps its form.
    fn line_end<'l>(&self, own: &'l [u8]) -> &'l [u8] {
        match self.fields.form {
            Form::Json => own,
            Form::Csv => b"\n",
        }
    }
}
