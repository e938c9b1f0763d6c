//! A decision of the service: the library's, and whether the store was away when it was made. Its record is here with
//! the record's description.

use originator::{Decision, Record};
use serde::Serialize;
use utoipa::ToSchema;

/// A decision, and whether the store was away when it was made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decided {
    pub(crate) decision: Decision,
    pub(crate) without_store: bool,
}

impl Decided {
    pub(crate) fn record<'a>(&self, input: &'a str, plan: &'a str) -> DecidedRecord<'a> {
        DecidedRecord {
            record: self.decision.record(input, plan),
            conversations: self.store_state(),
        }
    }

    /// The word in records and logs for a store that was away.
    pub(crate) fn store_state(&self) -> Option<&'static str> {
        self.without_store.then_some("away")
    }
}

/// The record of a decision as the service answers it. [`RecordDocument`] describes it.
#[derive(Serialize)]
pub(crate) struct DecidedRecord<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conversations: Option<&'static str>,
}

/// A decision. A field that does not apply or was not read is `null`.
#[derive(Serialize, ToSchema)]
#[schema(as = Record)]
pub(crate) struct RecordDocument {
    /// The recipient as it was given.
    input: String,
    /// The recipient in E.164.
    recipient: Option<String>,
    /// Its region: ISO 3166-1 alpha-2, `XK`, `AC`, `TA`, or `001` for none.
    region: Option<String>,
    /// Its line type.
    line_type: Option<String>,
    /// Whether the numbering plan has such a number: `valid`, `possible` or `invalid`.
    validity: Option<String>,
    /// The service plan.
    plan: String,
    /// `use`, `omit` or `refuse`.
    #[schema(pattern = "^(use|omit|refuse)$")]
    outcome: String,
    /// The sender to use.
    sender: Option<String>,
    /// Its kind: `long_code`, `toll_free`, `short_code` or `alphanumeric`.
    sender_kind: Option<String>,
    /// Why the decision was made.
    reason: String,
    /// What may surprise about the decision.
    warnings: Vec<String>,
    /// The form in which the recipient was written: `e164`, `international`, `national` or `bare`.
    read_as: Option<String>,
    /// `away` if the store of conversations was away and the decision was made without it; else the field is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^away$")]
    conversations: Option<String>,
}

#[cfg(test)]
mod tests {
    use originator::RecordField;
    use utoipa::PartialSchema;

    use super::*;

    /// The description of a record has the fields of a record, and the mark of a store that was away.
    #[test]
    fn the_description_has_every_field() {
        let schema = serde_json::to_value(RecordDocument::schema()).unwrap();
        let properties = schema["properties"].as_object().unwrap();
        let mut described: Vec<&str> = properties.keys().map(String::as_str).collect();
        described.sort_unstable();
        let mut expected = RecordField::ALL.map(RecordField::as_str).to_vec();
        expected.push("conversations");
        expected.sort_unstable();
        assert_eq!(described, expected);
    }
}
