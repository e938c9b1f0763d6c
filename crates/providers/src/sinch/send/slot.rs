//! The place of `channel_properties.SMS_SENDER` in a body, and the body with a sender there.

use originator::Sender;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::SenderField;
use crate::json::{self, Malformed, first_byte};

/// A place in a body for a sender: the bytes before and after it, and the JSON that has to be written around it.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    before: &'a [u8],
    opening: &'static str,
    closing: &'static str,
    after: &'a [u8],
}

impl Slot<'_> {
    /// The body with this sender. Only a `null` or an empty string in the sender's place is replaced; every other byte
    /// stays.
    pub fn fill(&self, sender: Sender) -> Vec<u8> {
        // No character of a sender has to be escaped in JSON.
        [
            self.before,
            self.opening.as_bytes(),
            sender.as_bytes(),
            self.closing.as_bytes(),
            self.after,
        ]
        .concat()
    }
}

#[derive(Deserialize)]
struct Properties<'a> {
    #[serde(borrow, default, rename = "SMS_SENDER", deserialize_with = "json::raw")]
    sender: Option<&'a RawValue>,
}

/// The sender that a body names, or the place for one.
pub(super) fn find<'a>(
    body: &'a [u8],
    properties: Option<&'a RawValue>,
) -> Result<SenderField<'a>, Malformed> {
    let Some(properties) = properties else {
        let (before, after) = opened(body, body);
        return Ok(SenderField::Open(Slot {
            before,
            opening: r#""channel_properties":{"SMS_SENDER":""#,
            closing: if is_empty(after) { r#""}"# } else { r#""},"# },
            after,
        }));
    };
    let text = properties.get().as_bytes();
    if text == b"null" {
        let (before, after) = around(body, text);
        return Ok(SenderField::Open(Slot {
            before,
            opening: r#"{"SMS_SENDER":""#,
            closing: r#""}"#,
            after,
        }));
    }
    let Some(sender) =
        json::read_within::<Properties<'a>>(body, text, "channel_properties")?.sender
    else {
        let (before, after) = opened(body, text);
        return Ok(SenderField::Open(Slot {
            before,
            opening: r#""SMS_SENDER":""#,
            closing: if is_empty(after) { r#"""# } else { r#"","# },
            after,
        }));
    };
    let text = sender.get().as_bytes();
    let given = json::read_text_within(body, text, "channel_properties.SMS_SENDER")?;
    match given.filter(|given| !given.is_empty()) {
        Some(given) => Ok(SenderField::Given(given)),
        None => {
            let (before, after) = around(body, text);
            Ok(SenderField::Open(Slot {
                before,
                opening: r#"""#,
                closing: r#"""#,
                after,
            }))
        }
    }
}

/// The bytes of a body before and after a part of it.
fn around<'a>(body: &'a [u8], part: &[u8]) -> (&'a [u8], &'a [u8]) {
    let start = json::offset(body, part);
    let (before, rest) = body.split_at(start.min(body.len()));
    (before, rest.get(part.len()..).unwrap_or_default())
}

/// The bytes of a body up to an object's opening brace, including it, and the bytes after it.
fn opened<'a>(body: &'a [u8], object: &[u8]) -> (&'a [u8], &'a [u8]) {
    let start = json::offset(body, object);
    let brace = body.iter().skip(start).position(|&byte| byte == b'{');
    let after_brace = brace.map_or(body.len(), |brace| start + brace + 1);
    body.split_at(after_brace.min(body.len()))
}

/// Whether an object is empty, by the bytes after its opening brace.
fn is_empty(after_brace: &[u8]) -> bool {
    first_byte(after_brace) == Some(b'}')
}
