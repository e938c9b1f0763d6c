//! Reading JSON. Texts are borrowed where possible. Errors say where in the body they are, and never repeat its values.

mod trace;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

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
    /// that is not read here, which may be somebody's number.
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

    /// An error of the parser, with our own words for it if it is not about the form of JSON itself.
    fn new(path: String, problem: Option<String>, error: &serde_json::Error) -> Malformed {
        let (line, column) = (error.line(), error.column());
        Malformed {
            path,
            line,
            column,
            problem: problem.unwrap_or_else(|| {
                let text = error.to_string();
                let place = format!(" at line {line} column {column}");
                text.strip_suffix(&place).unwrap_or(&text).to_owned()
            }),
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
    let value = trace::deserialize(&mut json)
        .map_err(|located| Malformed::new(located.path, located.problem, &located.error))?;
    json.end()
        .map_err(|error| Malformed::new(String::new(), None, &error))?;
    Ok(value)
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

    #[derive(Debug, serde::Deserialize)]
    struct Body<'a> {
        #[serde(rename = "appId", alias = "app_id", borrow)]
        _app_id: Option<Text<'a>>,
        #[serde(rename = "channels", borrow, default)]
        _channels: Vec<Object<Channel<'a>>>,
        #[serde(rename = "url", default, deserialize_with = "raw")]
        _url: Option<&'a RawValue>,
    }

    #[derive(Debug, serde::Deserialize)]
    struct Channel<'a> {
        #[serde(rename = "SMS", borrow)]
        _sms: Text<'a>,
    }

    fn error(body: &str) -> String {
        read::<Body<'_>>(body.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn names_are_found_in_both_spellings_and_no_others() {
        for (body, expected) in [
            (r#"{"appId": 5}"#, "`appId`: expected a string"),
            (r#"{"app_id": 5}"#, "`app_id`: expected a string"),
            (
                r#"{"channels": [{"SMS": ""}, {"SMS": []}]}"#,
                "`channels[1].SMS`: expected a string",
            ),
            (
                r#"{"channels": [{}]}"#,
                "`channels[0]`: missing field `SMS`",
            ),
            (r#"{"url": +12025550123}"#, "`url`: expected value"),
            (r#"{"+12025550123": {"url": x}}"#, "expected value"),
            (r#"{"App_id": [{"appId": x}]}"#, "expected value"),
            (r#"{"sms": {"": x}}"#, "expected value"),
        ] {
            let error = error(body);
            let told = error.split(" at line ").next();
            assert_eq!(told, Some(expected), "{body}");
        }
    }

    #[test]
    fn errors_never_repeat_a_value() {
        for value in [
            "12025550123",
            "-12025550123",
            "12025550123.5",
            r#""12025550123, expected a string at line 1""#,
            r#"{"12025550123": "12025550123"}"#,
            r#"["12025550123"]"#,
            "12025550123x",
            r#""12025550123\x""#,
            "12025550123e999",
        ] {
            for body in [
                format!(r#"{{"appId": {{"a": {value}}}}}"#),
                format!(r#"{{"channels": {value}}}"#),
                format!(r#"{{"channels": [{value}]}}"#),
                format!(r#"{{"channels": [{{"SMS": [{value}]}}]}}"#),
                format!(r#"{{"x": {value} x}}"#),
            ] {
                let error = error(&body);
                assert!(!error.contains("2025550123"), "{body}: {error}");
            }
        }
    }
}
