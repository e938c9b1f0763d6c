//! The record of a decision: its fields, their order and their names, the same in every output of originator.

use super::{OutcomeKind, Reason, Warnings};
use crate::numbering::{LineType, Validity};
use crate::string_enum::string_enum;
use crate::{Number, ReadAs, Region, Sender, SenderKind};

/// A decision with its input, in the fields that every output of originator has.
///
/// With the feature `serde` it can be serialized. A field that does not apply or could not be read is `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record<'a> {
    /// The recipient as it was given.
    pub input: &'a str,
    /// The recipient in E.164.
    pub recipient: Option<Number>,
    /// The recipient's region.
    pub region: Option<Region>,
    /// The recipient's line type.
    pub line_type: Option<LineType>,
    /// The recipient's validity in the numbering plan.
    pub validity: Option<Validity>,
    /// The id of the service plan.
    pub plan: &'a str,
    /// What to do with the message.
    pub outcome: OutcomeKind,
    /// The sender to use.
    pub sender: Option<Sender>,
    /// The kind of the sender.
    pub sender_kind: Option<SenderKind>,
    /// The reason for the outcome.
    pub reason: Reason,
    /// The warnings about the decision.
    pub warnings: Warnings,
    /// The form in which the recipient was written.
    pub read_as: Option<ReadAs>,
}

string_enum! {
    /// A field of a [`Record`]. Every output has these fields under these names and in this order. Fields may be added,
    /// and are never renamed.
    #[non_exhaustive]
    pub enum RecordField {
        /// [`Record::input`].
        Input = "input",
        /// [`Record::recipient`].
        Recipient = "recipient",
        /// [`Record::region`].
        Region = "region",
        /// [`Record::line_type`].
        LineType = "line_type",
        /// [`Record::validity`].
        Validity = "validity",
        /// [`Record::plan`].
        Plan = "plan",
        /// [`Record::outcome`].
        Outcome = "outcome",
        /// [`Record::sender`].
        Sender = "sender",
        /// [`Record::sender_kind`].
        SenderKind = "sender_kind",
        /// [`Record::reason`].
        Reason = "reason",
        /// [`Record::warnings`].
        Warnings = "warnings",
        /// [`Record::read_as`].
        ReadAs = "read_as",
    }
}

/// The value of a field of a record. Whoever writes records has to write each form, so the forms are a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordValue<'a> {
    /// The field does not apply, or could not be read.
    Null,
    /// A text: any text in `input` and `plan`, a word of a closed list in other fields.
    Text(&'a str),
    /// A sender, or the recipient in the same form.
    Sender(Sender),
    /// Warnings: in JSON a list, in CSV words with a space between them.
    Warnings(Warnings),
}

impl<'a> Record<'a> {
    /// The value of a field.
    ///
    /// ```
    /// use originator::{RecordField, RecordValue, Router};
    ///
    /// let router = Router::from_yaml("map", "originators: { US: \"+12025550142\" }")?;
    /// let plan = router.default_plan().ok_or("no plan")?;
    /// let decision = router.route(plan, "+1 202 555 0123");
    /// let record = decision.record("+1 202 555 0123", "default");
    /// for field in RecordField::ALL {
    ///     println!("{field}: {:?}", record.value(field));
    /// }
    /// assert_eq!(record.value(RecordField::Region), RecordValue::Text("US"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn value(&self, field: RecordField) -> RecordValue<'a> {
        let text = |word: Option<&'static str>| word.map_or(RecordValue::Null, RecordValue::Text);
        let sender = |sender: Option<Sender>| sender.map_or(RecordValue::Null, RecordValue::Sender);
        match field {
            RecordField::Input => RecordValue::Text(self.input),
            RecordField::Recipient => sender(self.recipient.map(Sender::from_number)),
            RecordField::Region => text(self.region.map(Region::code)),
            RecordField::LineType => text(self.line_type.map(LineType::as_str)),
            RecordField::Validity => text(self.validity.map(Validity::as_str)),
            RecordField::Plan => RecordValue::Text(self.plan),
            RecordField::Outcome => RecordValue::Text(self.outcome.as_str()),
            RecordField::Sender => sender(self.sender),
            RecordField::SenderKind => text(self.sender_kind.map(SenderKind::as_str)),
            RecordField::Reason => RecordValue::Text(self.reason.as_str()),
            RecordField::Warnings => RecordValue::Warnings(self.warnings),
            RecordField::ReadAs => text(self.read_as.map(ReadAs::as_str)),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Record<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut record = serializer.serialize_struct("Record", RecordField::ALL.len())?;
        for field in RecordField::ALL {
            record.serialize_field(field.as_str(), &self.value(field))?;
        }
        record.end()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for RecordValue<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            RecordValue::Null => serializer.serialize_none(),
            RecordValue::Text(text) => serializer.serialize_str(text),
            RecordValue::Sender(sender) => serializer.serialize_str(sender.as_str()),
            RecordValue::Warnings(warnings) => warnings.serialize(serializer),
        }
    }
}
