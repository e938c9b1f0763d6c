//! The fields of a record: the only list of them in the command line.
//!
//! Tables, CSV and JSON of `route` and `reply`, and the columns and members that `batch` adds, all follow [`FIELDS`].
//! [`Value`] is written as a cell or as JSON here; `batch::fields` has a faster writer of its own.

use std::borrow::Cow;

use originator::{Record, Sender, Warning, Warnings};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::output::{Cell, Row};

type ReadValue = for<'a> fn(&Record<'a>) -> Value<'a>;

/// A field: its name, and how its value is taken from a record.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    /// Whether the table for people has it as a column.
    is_in_table: bool,
    value: ReadValue,
}

impl Field {
    /// A field that tables show, too.
    const fn shown(name: &'static str, value: ReadValue) -> Field {
        Field {
            name,
            is_in_table: true,
            value,
        }
    }

    /// A field that only programs get.
    const fn detail(name: &'static str, value: ReadValue) -> Field {
        Field {
            name,
            is_in_table: false,
            value,
        }
    }

    /// The field's value in a record.
    pub(crate) fn value<'a>(&self, record: &Record<'a>) -> Value<'a> {
        (self.value)(record)
    }

    fn cell<'a>(&self, record: &Record<'a>) -> Cell<'a> {
        (self.name, self.value(record).into_cell())
    }
}

/// The fields, in the order in which they are printed.
pub(crate) const FIELDS: [Field; 12] = [
    Field::shown("input", |record| Value::Text(record.input)),
    Field::shown("recipient", |record| {
        Value::sender(record.recipient.map(Sender::from_number))
    }),
    Field::shown("region", |record| {
        Value::text(record.region.map(|region| region.code()))
    }),
    Field::detail("line_type", |record| {
        Value::text(record.line_type.map(|line_type| line_type.as_str()))
    }),
    Field::detail("validity", |record| {
        Value::text(record.validity.map(|validity| validity.as_str()))
    }),
    Field::detail("plan", |record| Value::Text(record.plan)),
    Field::shown("outcome", |record| Value::Text(record.outcome)),
    Field::shown("sender", |record| Value::sender(record.sender)),
    Field::detail("sender_kind", |record| {
        Value::text(record.sender_kind.map(|kind| kind.as_str()))
    }),
    Field::shown("reason", |record| Value::Text(record.reason.as_str())),
    Field::shown("warnings", |record| Value::Warnings(record.warnings)),
    Field::detail("read_as", |record| {
        Value::text(record.read_as.map(|read_as| read_as.as_str()))
    }),
];

/// The value of a field.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    /// The field does not apply, or its value was not read.
    Null,
    Text(&'a str),
    /// A phone number or another sender: its text is the same in every format.
    Sender(Sender),
    Warnings(Warnings),
}

impl<'a> Value<'a> {
    fn text(text: Option<&'a str>) -> Value<'a> {
        text.map_or(Value::Null, Value::Text)
    }

    fn sender(sender: Option<Sender>) -> Value<'a> {
        sender.map_or(Value::Null, Value::Sender)
    }

    /// The text of a cell in CSV and in tables; empty for `null`.
    fn into_cell(self) -> Cow<'a, str> {
        match self {
            Value::Null => Cow::default(),
            Value::Text(text) => text.into(),
            Value::Sender(sender) => sender.to_string().into(),
            Value::Warnings(warnings) => {
                let words: Vec<&str> = warnings.iter().map(Warning::as_str).collect();
                words.join(" ").into()
            }
        }
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_none(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Sender(sender) => serializer.collect_str(sender),
            Value::Warnings(warnings) => {
                serializer.collect_seq(warnings.iter().map(Warning::as_str))
            }
        }
    }
}

/// A record as a row of output.
pub(crate) struct RecordRow<'a>(pub(crate) Record<'a>);

impl Serialize for RecordRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(FIELDS.len()))?;
        for field in &FIELDS {
            object.serialize_entry(field.name, &field.value(&self.0))?;
        }
        object.end()
    }
}

impl Row for RecordRow<'_> {
    const UNBROKEN: &'static [&'static str] = &["input"];

    fn cells(&self) -> Vec<Cell<'_>> {
        FIELDS.iter().map(|field| field.cell(&self.0)).collect()
    }

    fn table_cells(&self) -> Vec<Cell<'_>> {
        let shown = FIELDS.iter().filter(|field| field.is_in_table);
        shown.map(|field| field.cell(&self.0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use originator::{Message, Router};

    use super::*;

    #[test]
    fn the_list_has_what_the_library_serialises() {
        let map = "originators: { US: \"+12025550142\", FR: { sender: ACME }, SE: omit }";
        let router = Router::from_yaml("map", map).unwrap();
        let plan = router.default_plan().unwrap();
        for number in ["+12025550123", "+33612345678", "+46701740699", "nobody"] {
            let decision = router.decide(plan, &Message::to(number));
            let record = decision.record(number, "default");
            let listed = serde_json::to_string(&RecordRow(record)).unwrap();
            assert_eq!(listed, serde_json::to_string(&record).unwrap());
        }
    }
}
