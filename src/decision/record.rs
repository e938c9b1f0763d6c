//! The record: what was asked and what was decided, as every output of originator has it.

#[cfg(feature = "serde")]
use std::fmt;

use super::{OutcomeKind, Reason, Warnings};
use crate::numbering::{LineType, Validity};
use crate::{Number, ReadAs, Region, Sender, SenderKind};

/// A decision with what was asked, field by field as every output of originator has it.
///
/// With the feature `serde` it serialises to that record; what does not apply or was not read is `null`.
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
    /// How far the numbering plan knows the recipient.
    pub validity: Option<Validity>,
    /// The id of the service plan.
    pub plan: &'a str,
    /// What to do with the message.
    pub outcome: OutcomeKind,
    /// The sender to use.
    pub sender: Option<Sender>,
    /// Its kind.
    pub sender_kind: Option<SenderKind>,
    /// Why.
    pub reason: Reason,
    /// What may surprise about the decision.
    pub warnings: Warnings,
    /// The form in which the recipient was written.
    pub read_as: Option<ReadAs>,
}

#[cfg(feature = "serde")]
impl serde::Serialize for Record<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut record = serializer.serialize_struct("Record", 12)?;
        record.serialize_field("input", self.input)?;
        record.serialize_field("recipient", &self.recipient.map(Text))?;
        record.serialize_field("region", &self.region.map(Region::code))?;
        record.serialize_field("line_type", &self.line_type.map(LineType::as_str))?;
        record.serialize_field("validity", &self.validity.map(Validity::as_str))?;
        record.serialize_field("plan", self.plan)?;
        record.serialize_field("outcome", self.outcome.as_str())?;
        record.serialize_field("sender", &self.sender.map(Text))?;
        record.serialize_field("sender_kind", &self.sender_kind.map(SenderKind::as_str))?;
        record.serialize_field("reason", self.reason.as_str())?;
        record.serialize_field("warnings", &self.warnings)?;
        record.serialize_field("read_as", &self.read_as.map(ReadAs::as_str))?;
        record.end()
    }
}

#[cfg(feature = "serde")]
struct Text<T>(T);

#[cfg(feature = "serde")]
impl<T: fmt::Display> serde::Serialize for Text<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
