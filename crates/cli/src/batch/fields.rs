//! The fields that are added to a row, and the form they take.

use originator::numbering::Location;
use originator::{Decision, ReadAs, Reason, Region, Sender, SenderKind, Warning, Warnings};

use crate::record::{self, Value};
use crate::traffic::Form;
use crate::traffic::encoding::utf_8;

/// The names of the fields: all of a record but its input, which is in the row.
pub(super) const NAMES: &[&str] = match record::NAMES.split_first() {
    Some((_, names)) => names,
    None => &[],
};

/// Before a name that is taken in the file.
const PREFIX: &str = "originator_";

/// Under this name goes a row, as it was, that could not keep its form.
pub(super) const WHOLE: &str = "originator_input";

/// Writes what is added to rows.
pub(super) struct Fields {
    pub(super) form: Form,
    pub(super) delimiter: u8,
    /// The plan's id as it is written in this form.
    plan: String,
    names: Vec<String>,
}

/// What was added last behind a number of each region.
pub(super) struct Before([Option<Added>; Region::COUNT]);

struct Added {
    key: Key,
    text: Vec<u8>,
}

/// All that is in a record beside input, recipient and plan.
#[derive(PartialEq, Eq)]
struct Key {
    location: Location,
    sender: Option<Sender>,
    kind: Option<SenderKind>,
    reason: Reason,
    warnings: Warnings,
    read_as: Option<ReadAs>,
}

impl Default for Before {
    fn default() -> Before {
        Before([const { None }; Region::COUNT])
    }
}

/// A name that is not taken.
pub(super) fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = name.to_owned();
    while taken(&name) {
        name.insert_str(0, PREFIX);
    }
    name
}

impl Fields {
    pub(super) fn new(form: Form, delimiter: u8, plan: &str) -> Fields {
        let mut written = Vec::new();
        match form {
            Form::Csv => csv_cell(plan.as_bytes(), delimiter, &mut written),
            Form::Json => json_text(plan.as_bytes(), &mut written),
        }
        Fields {
            form,
            delimiter,
            plan: String::from_utf8_lossy(&written).into_owned(),
            names: NAMES.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    /// These fields with names that are not taken.
    pub(super) fn besides(&self, taken: impl Fn(&str) -> bool) -> Fields {
        Fields {
            names: NAMES.iter().map(|name| free(name, &taken)).collect(),
            plan: self.plan.clone(),
            ..*self
        }
    }

    /// The header's part in CSV.
    pub(super) fn header(&self, out: &mut Vec<u8>) {
        for name in &self.names {
            out.push(self.delimiter);
            out.extend(name.as_bytes());
        }
    }

    /// The fields, each with what separates it from what stands before.
    pub(super) fn add(&self, decision: &Decision, out: &mut Vec<u8>) {
        let record = decision.record("", &self.plan);
        let values = record::values(&record).into_iter().skip(1);
        for (value, name) in values.zip(&self.names) {
            self.field(name, value, out);
        }
    }

    /// The same as [`add`](Fields::add), for row after row: what the decision before it in the same region had
    /// behind its number is most often had by this one, too.
    pub(super) fn add_next(&self, decision: &Decision, before: &mut Before, out: &mut Vec<u8>) {
        let (Some(recipient), Some(location)) = (decision.recipient(), decision.location()) else {
            return self.add(decision, out);
        };
        let Some(before) = before.0.get_mut(location.region.index()) else {
            return self.add(decision, out);
        };
        let key = Key {
            location,
            sender: decision.sender(),
            kind: decision.sender_kind(),
            reason: decision.reason(),
            warnings: decision.warnings(),
            read_as: decision.read_as(),
        };
        if let Some(name) = self.names.first() {
            self.field(name, Value::Sender(Sender::from_number(recipient)), out);
        }
        if let Some(before) = before.as_ref().filter(|before| before.key == key) {
            out.extend(&before.text);
            return;
        }
        let begin = out.len();
        let record = decision.record("", &self.plan);
        for (value, name) in record::values(&record)
            .into_iter()
            .skip(2)
            .zip(self.names.iter().skip(1))
        {
            self.field(name, value, out);
        }
        let text = out.get(begin..).unwrap_or_default().to_vec();
        *before = Some(Added { key, text });
    }

    fn field(&self, name: &str, value: Value<'_>, out: &mut Vec<u8>) {
        match self.form {
            Form::Csv => {
                out.push(self.delimiter);
                csv_value(value, out);
            }
            Form::Json => {
                out.extend(b",\"");
                out.extend(name.as_bytes());
                out.extend(b"\":");
                json_value(value, out);
            }
        }
    }

    /// The beginning of an object that takes the place of a number which stood alone, and its text as it was written.
    pub(super) fn open_input(&self, written: &[u8], out: &mut Vec<u8>) {
        out.extend(b"{\"input\":");
        out.extend(written);
    }

    /// The beginning of a row that is kept as text, its text, and its end.
    pub(super) fn open_whole(&self, out: &mut Vec<u8>) {
        match self.form {
            Form::Csv => out.push(b'"'),
            Form::Json => {
                out.extend(b"{\"");
                out.extend(WHOLE.as_bytes());
                out.extend(b"\":\"");
            }
        }
    }

    /// See [`open_whole`](Fields::open_whole); the text may come in parts.
    pub(super) fn whole(&self, text: &[u8], out: &mut Vec<u8>) {
        match self.form {
            Form::Csv => csv_text(text, out),
            Form::Json => json_text(text, out),
        }
    }

    /// See [`open_whole`](Fields::open_whole).
    pub(super) fn close_whole(&self, decision: &Decision, line_end: &[u8], out: &mut Vec<u8>) {
        out.push(b'"');
        self.add(decision, out);
        if self.form == Form::Json {
            out.push(b'}');
        }
        out.extend(line_end);
    }
}

/// None of these texts has a delimiter, a quote or a line end; the plan's id was quoted before.
fn csv_value(value: Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Null => {}
        Value::Text(text) => out.extend(text.as_bytes()),
        Value::Sender(sender) => out.extend(sender.as_bytes()),
        Value::Warnings(warnings) => {
            for (place, warning) in warnings.iter().map(Warning::as_str).enumerate() {
                if place > 0 {
                    out.push(b' ');
                }
                out.extend(warning.as_bytes());
            }
        }
    }
}

fn json_value(value: Value<'_>, out: &mut Vec<u8>) {
    let mut quoted = |text: &[u8]| {
        out.push(b'"');
        out.extend(text);
        out.push(b'"');
    };
    match value {
        Value::Null => out.extend(b"null"),
        Value::Text(text) => quoted(text.as_bytes()),
        Value::Sender(sender) => quoted(sender.as_bytes()),
        Value::Warnings(warnings) => {
            out.push(b'[');
            for (place, warning) in warnings.iter().map(Warning::as_str).enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                out.push(b'"');
                out.extend(warning.as_bytes());
                out.push(b'"');
            }
            out.push(b']');
        }
    }
}

/// A cell, in quotes where it needs them.
pub(super) fn csv_cell(text: &[u8], delimiter: u8, out: &mut Vec<u8>) {
    let special = |&byte: &u8| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
    if text.iter().any(special) {
        out.push(b'"');
        csv_text(text, out);
        out.push(b'"');
    } else {
        out.extend(text);
    }
}

fn csv_text(text: &[u8], out: &mut Vec<u8>) {
    for &byte in text {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
}

/// Text between quotes in JSON. What is no UTF-8 is read as Windows-1252, so that JSON is what comes out.
pub(super) fn json_text(text: &[u8], out: &mut Vec<u8>) {
    for &byte in utf_8(text).as_bytes() {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', byte]),
            0..0x20 => {
                let digit =
                    |value: u8| char::from_digit(value.into(), 16).map_or(b'0', |c| c as u8);
                out.extend(b"\\u00");
                out.extend([digit(byte >> 4), digit(byte & 15)]);
            }
            _ => out.push(byte),
        }
    }
}
