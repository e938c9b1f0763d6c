//! The fields of a record, in the form that columns and JSON members are made of.

use originator::{Record, Sender, Warnings};

/// The names of a record's fields, in the order in which they are printed.
pub(crate) const NAMES: [&str; 12] = [
    "input",
    "recipient",
    "region",
    "line_type",
    "validity",
    "plan",
    "outcome",
    "sender",
    "sender_kind",
    "reason",
    "warnings",
    "read_as",
];

/// The value of a field.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    /// Does not apply, or was not read.
    Null,
    Text(&'a str),
    /// A number or another sender: the same text in both forms.
    Sender(Sender),
    Warnings(Warnings),
}

impl<'a> Value<'a> {
    fn text(text: Option<&'a str>) -> Value<'a> {
        text.map_or(Value::Null, Value::Text)
    }
}

/// The values of a record's fields, in the order of [`NAMES`].
pub(crate) fn values<'a>(record: &Record<'a>) -> [Value<'a>; NAMES.len()] {
    let sender = |sender: Option<Sender>| sender.map_or(Value::Null, Value::Sender);
    [
        Value::Text(record.input),
        sender(record.recipient.map(Sender::from_number)),
        Value::text(record.region.map(|region| region.code())),
        Value::text(record.line_type.map(|line_type| line_type.as_str())),
        Value::text(record.validity.map(|validity| validity.as_str())),
        Value::Text(record.plan),
        Value::Text(record.outcome.as_str()),
        sender(record.sender),
        Value::text(record.sender_kind.map(|kind| kind.as_str())),
        Value::Text(record.reason.as_str()),
        Value::Warnings(record.warnings),
        Value::text(record.read_as.map(|read_as| read_as.as_str())),
    ]
}
