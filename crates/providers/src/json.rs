//! Reading JSON. Texts are borrowed where possible. Errors say where in the body they are, and never repeat its values.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use serde_path_to_error::{Path, Segment};

/// The field names that the path of an error may contain, in alphabetical order. Any other name may be somebody's number.
const NAMES: [&str; 53] = [
    "SMS",
    "SMS_SENDER",
    "accept_time",
    "accepted_time",
    "app_id",
    "calendar_message",
    "call_message",
    "callback_secret",
    "card_message",
    "cards",
    "carousel_message",
    "channel",
    "channel_credentials",
    "channel_identities",
    "channel_identity",
    "channel_priority_order",
    "channel_properties",
    "channel_specific_message",
    "choice_message",
    "choices",
    "claimed_identity",
    "contact_id",
    "contact_info_message",
    "coordinates",
    "description",
    "explicit_channel_message",
    "explicit_channel_omni_message",
    "id",
    "identified_by",
    "identity",
    "latitude",
    "list_message",
    "location_message",
    "longitude",
    "media_message",
    "message",
    "phone_number",
    "recipient",
    "secret",
    "sender_id",
    "share_location_message",
    "static_bearer",
    "target",
    "template_message",
    "template_reference",
    "text",
    "text_message",
    "title",
    "token",
    "triggers",
    "url",
    "url_message",
    "webhooks",
];

/// A body that has not the documented form.
///
/// The error says where in the body it is and what was expected there. It never repeats the value, which may be somebody's
/// number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    path: String,
    line: usize,
    column: usize,
    problem: String,
}

impl Malformed {
    /// The path of the value, such as `message.channel_identity`; empty for the whole body. It ends before the first name
    /// that is not documented.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The byte in the line, counted from 1; 0 for its beginning.
    pub fn column(&self) -> usize {
        self.column
    }

    fn new(path: String, error: &serde_json::Error) -> Malformed {
        let text = error.to_string();
        let text = text
            .rsplit_once(" at line ")
            .map_or(&*text, |(text, _)| text);
        let problem = match text.rsplit_once(", expected ") {
            Some((_, expected)) if error.classify() == Category::Data => match expected {
                // The names of JSON in place of serde's.
                "a sequence" => "expected an array".to_owned(),
                _ if expected.starts_with("struct ") => "expected an object".to_owned(),
                _ => format!("expected {expected}"),
            },
            _ => text.to_owned(),
        };
        Malformed {
            path,
            line: error.line(),
            column: error.column(),
            problem,
        }
    }
}

impl Malformed {
    /// Turns the error of a part into one of the whole body: with the path, line and column there.
    fn within(mut self, body: &[u8], part: &[u8], path: &str) -> Malformed {
        let before = body.get(..offset(body, part)).unwrap_or_default();
        if self.line == 1 {
            let line = before.rsplit(|&byte| byte == b'\n').next();
            self.column += line.unwrap_or_default().len();
        }
        self.line += before.iter().filter(|&&byte| byte == b'\n').count();
        self.path = if self.path.is_empty() {
            path.to_owned()
        } else {
            format!("{path}.{}", self.path)
        };
        self
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        let (line, column) = (self.line, self.column);
        write!(f, "{} at line {line} column {column}", self.problem)
    }
}

impl std::error::Error for Malformed {}

/// Reads a body that is one JSON object.
pub(crate) fn read<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Malformed> {
    // Checked before parsing, since the parser would report the end of the body, or no place at all.
    if first_byte(body).is_some_and(|byte| byte != b'{') {
        return Err(Malformed {
            path: String::new(),
            line: 1,
            column: 1,
            problem: "expected an object".to_owned(),
        });
    }
    read_value(body)
}

/// Reads a part of a body that is one JSON object. Errors give the place in the whole body.
pub(crate) fn read_within<'de, T: Deserialize<'de>>(
    body: &[u8],
    part: &'de [u8],
    path: &str,
) -> Result<T, Malformed> {
    read(part).map_err(|error| error.within(body, part, path))
}

/// Reads a part of a body that is a string or `null`. Errors give the place in the whole body.
pub(crate) fn read_text_within(
    body: &[u8],
    part: &[u8],
    path: &str,
) -> Result<Option<String>, Malformed> {
    read_value(part).map_err(|error| error.within(body, part, path))
}

fn read_value<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Malformed> {
    // Tracking the path takes as long as the parsing itself, so it is done only for a body that is wrong. And checking
    // UTF-8 for the whole body is quicker than for each string.
    if let Ok(text) = std::str::from_utf8(body)
        && let Ok(value) = serde_json::from_str(text)
    {
        return Ok(value);
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| Malformed::new(known(error.path()), error.inner()))?;
    json.end()
        .map_err(|error| Malformed::new(String::new(), &error))?;
    Ok(value)
}

/// The path up to the first name that is not known.
fn known(path: &Path) -> String {
    let mut known = String::new();
    for step in path {
        match step {
            Segment::Seq { index } => known.push_str(&format!("[{index}]")),
            Segment::Map { key } if is_known(key) => {
                if !known.is_empty() {
                    known.push('.');
                }
                known.push_str(key);
            }
            Segment::Map { .. } | Segment::Enum { .. } | Segment::Unknown => break,
        }
    }
    known
}

/// Whether a name is known, in snake case or in camel case.
fn is_known(name: &str) -> bool {
    let known = |name: &str| NAMES.binary_search(&name).is_ok();
    known(name) || {
        let mut snake = String::new();
        for character in name.chars() {
            if character.is_ascii_uppercase() {
                snake.push('_');
            }
            snake.push(character.to_ascii_lowercase());
        }
        known(&snake)
    }
}

/// The offset in bytes of a part that was borrowed from a body.
pub(crate) fn offset(body: &[u8], part: &[u8]) -> usize {
    part.as_ptr().addr().saturating_sub(body.as_ptr().addr())
}

/// The first byte that is not white space.
pub(crate) fn first_byte(json: &[u8]) -> Option<u8> {
    let space = |byte: &&u8| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    json.iter().find(space).copied()
}

/// A text, borrowed unless it has escapes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

impl Text<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A value that must be written as an object. A derived type alone would also be read from an array of its fields, which
/// the API does not accept.
#[derive(Clone, Debug)]
pub(crate) struct Object<T>(pub(crate) T);

impl<T> Deref for Object<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Object<T>, D::Error> {
        struct Fields<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(fields)).map(Object)
            }
        }

        json.deserialize_map(Fields(PhantomData))
    }
}

/// The text of a field, unless the field is absent, `null` or empty: in protocol buffers these three are the same.
pub(crate) fn present<'t>(text: &'t Option<Text<'_>>) -> Option<&'t str> {
    text.as_ref()
        .map(Text::as_str)
        .filter(|text| !text.is_empty())
}

/// A text that must not be empty.
pub(crate) fn not_empty<'de, D: Deserializer<'de>>(json: D) -> Result<Text<'de>, D::Error> {
    let text = Text::deserialize(json)?;
    if text.0.is_empty() {
        Err(D::Error::custom("is empty"))
    } else {
        Ok(text)
    }
}

/// The value as it is written, including `null`.
pub(crate) fn raw<'de, D: Deserializer<'de>>(json: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(json).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_both_spellings_and_no_others() {
        assert!(NAMES.is_sorted());
        let camel = ["channelPriorityOrder", "appId", "SMS", "url"];
        assert!(NAMES.into_iter().chain(camel).all(is_known));
        for name in ["+12025550123", "App_id", "", "sms"] {
            assert!(!is_known(name), "{name}");
        }
    }
}
