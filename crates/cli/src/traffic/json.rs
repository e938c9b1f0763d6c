//! Rows of JSON, with the bytes in which they were written: objects, or the numbers themselves as strings or integers.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::layout::Columns;

/// A line and its parts.
pub(crate) struct Line<'a> {
    /// The line without its line end.
    pub(crate) text: &'a [u8],
    /// LF or CRLF; empty if the file ends without one.
    pub(crate) line_end: &'a [u8],
    /// The offset of the line in the chunk.
    pub(crate) start: usize,
}

impl Line<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim_ascii().is_empty()
    }
}

/// The lines of a chunk, with the blank ones.
pub(crate) fn lines(chunk: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    memchr::memchr_iter(b'\n', chunk)
        .map(|end| end + 1)
        .chain((!chunk.ends_with(b"\n") && !chunk.is_empty()).then_some(chunk.len()))
        .filter_map(move |end| {
            let whole = chunk.get(at..end)?;
            let start = at;
            at = end;
            let text = match whole.strip_suffix(b"\n") {
                Some(text) => text.strip_suffix(b"\r").unwrap_or(text),
                None => whole,
            };
            let line_end = whole.get(text.len()..)?;
            Some(Line {
                text,
                line_end,
                start,
            })
        })
}

/// The parts of a row that are read.
pub(crate) enum Row<'a> {
    Object(Object<'a>),
    /// A number alone, as a string or an integer.
    Text(Cow<'a, str>),
}

/// The parts of an object that are read.
pub(crate) struct Object<'a> {
    /// The value of the number's key; `None` without the key.
    pub(crate) number: Option<Cow<'a, str>>,
    /// The value of the second key: the text of a string, or else the JSON of the value; `None` without the key, and
    /// for `null`.
    pub(crate) second_value: Option<Cow<'a, str>>,
    pub(crate) is_empty: bool,
    /// A bit for each of the given names that is a key of the object.
    pub(crate) taken: u32,
}

/// Reads a row; `None` if it is neither an object nor a number alone. Of a duplicate key the last value counts, as in
/// other JSON parsers. The result says which of `names` are keys of the object.
pub(crate) fn read<'a>(row: &'a [u8], columns: &Columns, names: &[&str]) -> Option<Row<'a>> {
    let text = row.trim_ascii();
    if matches!(text.first(), Some(b'"' | b'0'..=b'9')) {
        let value: &RawValue = serde_json::from_slice(text).ok()?;
        return number(value).map(Row::Text);
    }
    let mut json = serde_json::Deserializer::from_slice(row);
    let object = ObjectSeed { columns, names }.deserialize(&mut json).ok()?;
    json.end().ok()?;
    Some(Row::Object(object))
}

/// The keys of an object.
pub(crate) fn keys(line: &[u8]) -> HashSet<Vec<u8>> {
    let mut json = serde_json::Deserializer::from_slice(line);
    json.deserialize_map(Keys).unwrap_or_default()
}

struct ObjectSeed<'c> {
    columns: &'c Columns,
    names: &'c [&'c str],
}

impl<'a> DeserializeSeed<'a> for ObjectSeed<'_> {
    type Value = Object<'a>;

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<Object<'a>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for ObjectSeed<'_> {
    type Value = Object<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Object<'a>, M::Error> {
        let mut object = Object {
            number: None,
            second_value: None,
            is_empty: true,
            taken: 0,
        };
        while let Some(key) = map.next_key_seed(Key(&self))? {
            object.is_empty = false;
            object.taken |= key.taken;
            if !key.is_number && !key.is_second {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value: &RawValue = map.next_value()?;
            if key.is_second {
                object.second_value = match value.get() {
                    "null" => None,
                    written => Some(string(written).unwrap_or(Cow::Borrowed(written))),
                };
            }
            if key.is_number {
                object.number = Some(number(value).unwrap_or_default());
            }
        }
        Ok(object)
    }
}

/// The text of a value that may be a phone number: of a string, its text; of an integer, its digits, since numbers are
/// often stored so without their `+`; of a float whose only decimal is a zero, the digits before the point, since data
/// frames store a column of integers so if some are missing. Other values are no numbers.
fn number(value: &RawValue) -> Option<Cow<'_, str>> {
    let written = value.get();
    string(written).or_else(|| {
        let whole = written.strip_suffix(".0").unwrap_or(written);
        let is_whole = whole.bytes().all(|byte| byte.is_ascii_digit());
        is_whole.then_some(Cow::Borrowed(whole))
    })
}

/// A string's text.
fn string(written: &str) -> Option<Cow<'_, str>> {
    let inside = written.strip_prefix('"')?.strip_suffix('"')?;
    Some(if inside.contains('\\') {
        serde_json::from_str(written).unwrap_or_default()
    } else {
        Cow::Borrowed(inside)
    })
}

/// Compares a key with the names that are looked for, without a copy of it.
struct Key<'w, 'c>(&'w ObjectSeed<'c>);

#[derive(Default)]
struct KeyMatch {
    is_number: bool,
    is_second: bool,
    taken: u32,
}

impl<'a> DeserializeSeed<'a> for Key<'_, '_> {
    type Value = KeyMatch;

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<KeyMatch, D::Error> {
        // As bytes: a key that is not UTF-8 is still a key.
        json.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = KeyMatch;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_bytes<E>(self, key: &[u8]) -> Result<KeyMatch, E> {
        let ObjectSeed { columns, names } = self.0;
        let index = names.iter().position(|name| name.as_bytes() == key);
        Ok(KeyMatch {
            is_number: columns.number.as_bytes() == key,
            is_second: columns
                .second_column
                .as_ref()
                .is_some_and(|name| name.as_bytes() == key),
            taken: index.map_or(0, |index| 1 << index),
        })
    }
}

struct Keys;

impl<'a> Visitor<'a> for Keys {
    type Value = HashSet<Vec<u8>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = map.next_key_seed(KeyBytes)? {
            keys.insert(key);
            map.next_value::<IgnoredAny>()?;
        }
        Ok(keys)
    }
}

struct KeyBytes;

impl<'a> DeserializeSeed<'a> for KeyBytes {
    type Value = Vec<u8>;

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<Vec<u8>, D::Error> {
        json.deserialize_bytes(self)
    }
}

impl Visitor<'_> for KeyBytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_bytes<E>(self, key: &[u8]) -> Result<Vec<u8>, E> {
        Ok(key.to_vec())
    }
}
