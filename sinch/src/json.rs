//! Reading JSON: texts that are borrowed where they can be, and errors that say where and repeat nothing.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::error::Category;
use serde_json::value::RawValue;

/// A body that is not what the Conversation API's documentation says.
///
/// It says where, and what was expected there. It never repeats what was there, which may be somebody's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    path: String,
    line: usize,
    column: usize,
    problem: String,
}

impl Malformed {
    /// The path of the value, such as `message.channel_identity`; empty for the body as a whole.
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

    fn new(path: &str, error: &serde_json::Error) -> Malformed {
        let text = error.to_string();
        let text = text
            .rsplit_once(" at line ")
            .map_or(&*text, |(text, _)| text);
        let problem = match text.rsplit_once(", expected ") {
            Some((_, expected)) if error.classify() == Category::Data => match expected {
                // In the words of JSON.
                "a sequence" => "expected an array".to_owned(),
                _ if expected.starts_with("struct ") => "expected an object".to_owned(),
                _ => format!("expected {expected}"),
            },
            _ => text.to_owned(),
        };
        // In the middle of a name the path ends in a question mark.
        let path = path.trim_end_matches('?').trim_end_matches('.').to_owned();
        Malformed {
            path,
            line: error.line(),
            column: error.column(),
            problem,
        }
    }
}

impl Malformed {
    /// The error in a part of a body, as one of the whole body.
    fn within(mut self, body: &[u8], part: &[u8], path: &str) -> Malformed {
        let before = body.get(..offset(body, part)).unwrap_or_default();
        if self.line == 1 {
            let line = before.rsplit(|&byte| byte == b'\n').next();
            self.column += line.unwrap_or_default().len();
        }
        self.line += before.iter().filter(|&&byte| byte == b'\n').count();
        self.path = match self.path.is_empty() {
            true => path.to_owned(),
            false => format!("{path}.{}", self.path),
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
    // A derived type would also be read from an array of its fields.
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

/// Reads a part of a body that is one JSON object; errors have their place in the whole body.
pub(crate) fn read_within<'de, T: Deserialize<'de>>(
    body: &[u8],
    part: &'de [u8],
    path: &str,
) -> Result<T, Malformed> {
    read(part).map_err(|error| error.within(body, part, path))
}

/// Reads a part of a body that is a text or `null`; errors have their place in the whole body.
pub(crate) fn read_text_within(
    body: &[u8],
    part: &[u8],
    path: &str,
) -> Result<Option<String>, Malformed> {
    read_value(part).map_err(|error| error.within(body, part, path))
}

fn read_value<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Malformed> {
    // To know at each step where one is takes as long again: only what is wrong needs it. And a body is looked at for
    // being UTF-8 quicker as a whole than text by text.
    if let Ok(text) = std::str::from_utf8(body)
        && let Ok(value) = serde_json::from_str(text)
    {
        return Ok(value);
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| Malformed::new(&error.path().to_string(), error.inner()))?;
    json.end().map_err(|error| Malformed::new("", &error))?;
    Ok(value)
}

/// Where in a body a part that was borrowed from it begins, in bytes.
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

/// The text of a field that is there, not `null` and not empty: in protocol buffers all three are the same.
pub(crate) fn present<'t>(text: &'t Option<Text<'_>>) -> Option<&'t str> {
    text.as_ref()
        .map(Text::as_str)
        .filter(|text| !text.is_empty())
}

/// A text that has to say something.
pub(crate) fn not_empty<'de, D: Deserializer<'de>>(json: D) -> Result<Text<'de>, D::Error> {
    let text = Text::deserialize(json)?;
    match text.0.is_empty() {
        true => Err(D::Error::custom("is empty")),
        false => Ok(text),
    }
}

/// The value as it is written, also if it is `null`.
pub(crate) fn raw<'de, D: Deserializer<'de>>(json: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(json).map(Some)
}
