//! Records as rows of output. The library lists the fields of a record ([`RecordField::ALL`]) and gives their values.
//!
//! Only the choice of columns for the table for people, and the form of a cell, are here. `batch::fields` writes the
//! same fields into files of rows, with a faster writer of its own.

use std::borrow::Cow;

use originator::{Record, RecordField, RecordValue, Warning};
use serde::{Serialize, Serializer};

use crate::output::{Cell, Row};

/// A record as a row of output.
pub(crate) struct RecordRow<'a>(pub(crate) Record<'a>);

impl RecordRow<'_> {
    fn cell(&self, field: RecordField) -> Cell<'_> {
        let text = match self.0.value(field) {
            RecordValue::Null => Cow::default(),
            RecordValue::Text(text) => text.into(),
            RecordValue::Sender(sender) => sender.to_string().into(),
            RecordValue::Warnings(warnings) => {
                let words: Vec<&str> = warnings.iter().map(Warning::as_str).collect();
                words.join(" ").into()
            }
        };
        (field.as_str(), text)
    }
}

/// Whether the table for people has the field as a column; the others are details for programs.
fn is_in_table(field: RecordField) -> bool {
    matches!(
        field,
        RecordField::Input
            | RecordField::Recipient
            | RecordField::Region
            | RecordField::Outcome
            | RecordField::Sender
            | RecordField::Reason
            | RecordField::Warnings
    )
}

impl Serialize for RecordRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Row for RecordRow<'_> {
    const UNBROKEN: &'static [&'static str] = &["input"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let fields = RecordField::ALL.into_iter();
        fields.map(|field| self.cell(field)).collect()
    }

    fn table_cells(&self) -> Vec<Cell<'_>> {
        let fields = RecordField::ALL.into_iter();
        let shown = fields.filter(|&field| is_in_table(field));
        shown.map(|field| self.cell(field)).collect()
    }
}
