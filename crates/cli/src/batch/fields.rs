//! Writes the fields that are added to a row, as CSV or JSON.
//!
//! The library lists the fields ([`RecordField::ALL`]); [`csv`](super::csv) and [`json`](super::json) read and copy the rows.

use originator::numbering::Location;
use originator::{
    Decision, ReadAs, Reason, RecordField, RecordValue, Region, Sender, SenderKind, Warning,
    Warnings,
};

use crate::args::FileFormat;
use crate::traffic::encoding::utf_8;

/// The prefix of a field's name where the file already has a column or key of that name.
const PREFIX: &str = "originator_";

/// The column or key that holds a row as it was, where the row could not keep its format.
pub(super) const INPUT_FIELD: &str = "originator_input";

/// The fields that are added: all of a record but its input, which is in the row.
pub(super) fn added_fields() -> impl Iterator<Item = RecordField> {
    let fields = RecordField::ALL.into_iter();
    fields.filter(|&field| field != RecordField::Input)
}

/// Writes the added fields of rows.
pub(super) struct Fields {
    pub(super) format: FileFormat,
    pub(super) delimiter: u8,
    /// The plan's id, escaped for this format.
    plan: String,
    /// The added fields in order, the recipient first, each with the name that it has in this file.
    columns: Vec<(String, RecordField)>,
}

/// Per region, the last text that was written after a recipient of that region.
///
/// Most consecutive decisions about one region differ in the recipient alone, so that the other fields can be copied.
/// The invariant is that [`CacheKey`] has everything on which the text depends, except the format and the plan, which
/// are the same for the whole run.
pub(super) struct Cache([Option<CacheEntry>; Region::COUNT]);

struct CacheEntry {
    key: CacheKey,
    text: Vec<u8>,
}

/// All that a record has beside input, recipient and plan.
#[derive(PartialEq, Eq)]
struct CacheKey {
    location: Location,
    sender: Option<Sender>,
    kind: Option<SenderKind>,
    reason: Reason,
    warnings: Warnings,
    read_as: Option<ReadAs>,
}

impl CacheKey {
    fn new(decision: &Decision, location: Location) -> CacheKey {
        CacheKey {
            location,
            sender: decision.sender(),
            kind: decision.sender_kind(),
            reason: decision.reason(),
            warnings: decision.warnings(),
            read_as: decision.read_as(),
        }
    }
}

impl Default for Cache {
    fn default() -> Cache {
        Cache([const { None }; Region::COUNT])
    }
}

/// The name, with as many prefixes as it needs not to be taken.
pub(super) fn unused_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = name.to_owned();
    while is_taken(&name) {
        name.insert_str(0, PREFIX);
    }
    name
}

impl Fields {
    pub(super) fn new(format: FileFormat, delimiter: u8, plan: &str) -> Fields {
        let mut escaped = Vec::new();
        match format {
            FileFormat::Csv => csv_cell(plan.as_bytes(), delimiter, &mut escaped),
            FileFormat::Json => json_text(plan.as_bytes(), &mut escaped),
        }
        Fields {
            format,
            delimiter,
            plan: String::from_utf8_lossy(&escaped).into_owned(),
            columns: added_fields()
                .map(|field| (field.as_str().to_owned(), field))
                .collect(),
        }
    }

    /// These fields, with names that are not taken.
    pub(super) fn avoiding(&self, is_taken: impl Fn(&str) -> bool) -> Fields {
        Fields {
            plan: self.plan.clone(),
            columns: added_fields()
                .map(|field| (unused_name(field.as_str(), &is_taken), field))
                .collect(),
            ..*self
        }
    }

    /// Writes the names of the fields at the end of a CSV header.
    pub(super) fn write_header(&self, out: &mut Vec<u8>) {
        for (name, _) in &self.columns {
            out.push(self.delimiter);
            out.extend(name.as_bytes());
        }
    }

    /// Writes the fields, each after the delimiter or comma that separates it from what precedes it.
    pub(super) fn write(&self, decision: &Decision, out: &mut Vec<u8>) {
        let record = decision.record("", &self.plan);
        for (name, field) in &self.columns {
            self.write_field(name, record.value(*field), out);
        }
    }

    /// Writes the same as [`write`](Fields::write), and copies from the cache what the decision shares with an earlier
    /// one.
    pub(super) fn write_cached(&self, decision: &Decision, cache: &mut Cache, out: &mut Vec<u8>) {
        let (Some(recipient), Some(location)) = (decision.recipient(), decision.location()) else {
            return self.write(decision, out);
        };
        let (Some(entry), Some(((name, _), columns))) = (
            cache.0.get_mut(location.region.index()),
            self.columns.split_first(),
        ) else {
            return self.write(decision, out);
        };
        // The recipient is the first field. Without a record, since most rows need no other field.
        self.write_field(
            name,
            RecordValue::Sender(Sender::from_number(recipient)),
            out,
        );
        let key = CacheKey::new(decision, location);
        if let Some(entry) = entry.as_ref().filter(|entry| entry.key == key) {
            out.extend(&entry.text);
            return;
        }
        let begin = out.len();
        let record = decision.record("", &self.plan);
        for (name, field) in columns {
            self.write_field(name, record.value(*field), out);
        }
        let text = out.get(begin..).unwrap_or_default().to_vec();
        *entry = Some(CacheEntry { key, text });
    }

    fn write_field(&self, name: &str, value: RecordValue<'_>, out: &mut Vec<u8>) {
        match self.format {
            FileFormat::Csv => {
                out.push(self.delimiter);
                csv_value(value, out);
            }
            FileFormat::Json => {
                out.extend(b",\"");
                out.extend(name.as_bytes());
                out.extend(b"\":");
                json_value(value, out);
            }
        }
    }

    /// Begins the object that replaces a number in a JSON array or line, with the number as it was written.
    pub(super) fn begin_object_of_number(&self, written: &[u8], out: &mut Vec<u8>) {
        out.extend(b"{\"input\":");
        out.extend(written);
    }

    /// Begins a row whose input is kept as text. [`write_input`](Fields::write_input) and
    /// [`end_input`](Fields::end_input) follow.
    pub(super) fn begin_input(&self, out: &mut Vec<u8>) {
        match self.format {
            FileFormat::Csv => out.push(b'"'),
            FileFormat::Json => {
                out.extend(b"{\"");
                out.extend(INPUT_FIELD.as_bytes());
                out.extend(b"\":\"");
            }
        }
    }

    /// Writes the input, or a part of it.
    pub(super) fn write_input(&self, text: &[u8], out: &mut Vec<u8>) {
        match self.format {
            FileFormat::Csv => csv_text(text, out),
            FileFormat::Json => json_text(text, out),
        }
    }

    /// Ends the input, and with it the row.
    pub(super) fn end_input(&self, decision: &Decision, line_end: &[u8], out: &mut Vec<u8>) {
        out.push(b'"');
        self.write(decision, out);
        if self.format == FileFormat::Json {
            out.push(b'}');
        }
        out.extend(line_end);
    }
}

/// No value has a delimiter, a quote or a line end, except the plan's id, which is escaped already.
fn csv_value(value: RecordValue<'_>, out: &mut Vec<u8>) {
    match value {
        RecordValue::Null => {}
        RecordValue::Text(text) => out.extend(text.as_bytes()),
        RecordValue::Sender(sender) => out.extend(sender.as_bytes()),
        RecordValue::Warnings(warnings) => {
            for (index, warning) in warnings.iter().map(Warning::as_str).enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                out.extend(warning.as_bytes());
            }
        }
    }
}

fn json_value(value: RecordValue<'_>, out: &mut Vec<u8>) {
    let mut quoted = |text: &[u8]| {
        out.push(b'"');
        out.extend(text);
        out.push(b'"');
    };
    match value {
        RecordValue::Null => out.extend(b"null"),
        RecordValue::Text(text) => quoted(text.as_bytes()),
        RecordValue::Sender(sender) => quoted(sender.as_bytes()),
        RecordValue::Warnings(warnings) => {
            out.push(b'[');
            for (index, warning) in warnings.iter().map(Warning::as_str).enumerate() {
                if index > 0 {
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

/// Writes a cell, in quotes if it needs them.
fn csv_cell(text: &[u8], delimiter: u8, out: &mut Vec<u8>) {
    let is_special = |&byte: &u8| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
    if text.iter().any(is_special) {
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

/// Writes the inside of a JSON string. Bytes that are not UTF-8 are read as Windows-1252, so that the output is JSON.
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
