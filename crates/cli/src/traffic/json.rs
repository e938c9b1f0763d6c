//! Rows of JSON, with the bytes they were written in: objects, or the numbers themselves as strings or integers.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Columns;

/// A line and its parts.
pub(crate) struct Line<'a> {
    /// Without the line end.
    pub(crate) text: &'a [u8],
    /// LF or CRLF; nothing where the file ends without.
    pub(crate) line_end: &'a [u8],
    /// Where it begins in the piece.
    pub(crate) start: usize,
}

impl Line<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim_ascii().is_empty()
    }
}

/// The lines of a piece, blank ones too.
pub(crate) fn lines(piece: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    memchr::memchr_iter(b'\n', piece)
        .map(|end| end + 1)
        .chain((!piece.ends_with(b"\n") && !piece.is_empty()).then_some(piece.len()))
        .filter_map(move |end| {
            let whole = piece.get(at..end)?;
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

/// What is read of a row.
pub(crate) enum Row<'a> {
    Object(Object<'a>),
    /// A number alone, as a string or an integer.
    Text(Cow<'a, str>),
}

/// What is read of an object.
pub(crate) struct Object<'a> {
    /// The value of the number's key; `None` without the key.
    pub(crate) number: Option<Cow<'a, str>>,
    /// The value of the other key, as it is written where it is no string; `None` without the key, and for `null`.
    pub(crate) beside: Option<Cow<'a, str>>,
    pub(crate) is_empty: bool,
    /// Which of the names that were asked for are keys, by their places.
    pub(crate) taken: u32,
}

/// Reads a row; nothing if it is neither an object nor a number alone. Of a key that occurs twice the last value
/// counts, as JSON readers have it.
pub(crate) fn read<'a>(row: &'a [u8], columns: &Columns, names: &[&str]) -> Option<Row<'a>> {
    let text = row.trim_ascii();
    if matches!(text.first(), Some(b'"' | b'0'..=b'9')) {
        let value: &RawValue = serde_json::from_slice(text).ok()?;
        return number(value).map(Row::Text);
    }
    let mut json = serde_json::Deserializer::from_slice(row);
    let object = Wanted { columns, names }.deserialize(&mut json).ok()?;
    json.end().ok()?;
    Some(Row::Object(object))
}

/// The keys of an object.
pub(crate) fn keys(line: &[u8]) -> HashSet<Vec<u8>> {
    let mut json = serde_json::Deserializer::from_slice(line);
    json.deserialize_map(Keys).unwrap_or_default()
}

struct Wanted<'c> {
    columns: &'c Columns,
    names: &'c [&'c str],
}

impl<'a> DeserializeSeed<'a> for Wanted<'_> {
    type Value = Object<'a>;

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<Object<'a>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Wanted<'_> {
    type Value = Object<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Object<'a>, M::Error> {
        let mut object = Object {
            number: None,
            beside: None,
            is_empty: true,
            taken: 0,
        };
        while let Some(key) = map.next_key_seed(Key(&self))? {
            object.is_empty = false;
            object.taken |= key.taken;
            if !key.is_number && !key.is_beside {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value: &RawValue = map.next_value()?;
            if key.is_beside {
                object.beside = match value.get() {
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

/// A string's text, and the digits of an integer, as which numbers are often kept without their `+`; of a float whose
/// only decimal is a zero, as which integers are kept where some are missing, the digits before it. Nothing else is a
/// number: a list of one would be read as if it were what is in it.
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

/// A key, compared and not kept.
struct Key<'w, 'c>(&'w Wanted<'c>);

#[derive(Default)]
struct KeyFound {
    is_number: bool,
    is_beside: bool,
    taken: u32,
}

impl<'a> DeserializeSeed<'a> for Key<'_, '_> {
    type Value = KeyFound;

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<KeyFound, D::Error> {
        // Bytes: a key that is no UTF-8 is still a key.
        json.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = KeyFound;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_bytes<E>(self, key: &[u8]) -> Result<KeyFound, E> {
        let Wanted { columns, names } = self.0;
        let place = names.iter().position(|name| name.as_bytes() == key);
        Ok(KeyFound {
            is_number: columns.number.as_bytes() == key,
            is_beside: columns
                .beside
                .as_ref()
                .is_some_and(|name| name.as_bytes() == key),
            taken: place.map_or(0, |place| 1 << place),
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
