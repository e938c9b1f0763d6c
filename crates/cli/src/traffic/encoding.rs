//! Converts text that may not be UTF-8.
//!
//! Rows of CSV keep their bytes in any encoding. Where text has to be UTF-8, in JSON and in the names of columns, every
//! byte that is not part of a valid UTF-8 sequence is read as Windows-1252, the Latin-1 of spreadsheets. Invariants:
//! - UTF-8 is never changed, also beside other bytes.
//! - Every byte becomes a character, so that none is lost, and ASCII bytes stay what they are. Line ends, delimiters
//!   and quotes are ASCII, so that the division into records and lines does not depend on the conversion.

use std::borrow::Cow;

/// The characters of Windows-1252 for the bytes 0x80 to 0x9f. The five bytes that it leaves undefined are control
/// characters, as in browsers (WHATWG Encoding).
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text as UTF-8; borrowed where it is UTF-8 already.
pub(crate) fn utf_8(text: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(text) {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len() + text.len() / 8);
    for chunk in text.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(chunk.invalid().iter().map(|&byte| windows_1252(byte)));
    }
    Cow::Owned(decoded)
}

/// The bytes of the text in UTF-8; borrowed where it is UTF-8 already.
pub(crate) fn utf_8_bytes(text: &[u8]) -> Cow<'_, [u8]> {
    // Most cells with numbers are ASCII, and this check is fast.
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    match utf_8(text) {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

fn windows_1252(byte: u8) -> char {
    let place = usize::from(byte).wrapping_sub(0x80);
    WINDOWS_1252.get(place).copied().unwrap_or(char::from(byte))
}

/// The length of the text without an incomplete UTF-8 sequence at its end. Whatever follows, the text can be divided
/// there without dividing a character.
pub(super) fn whole_characters(text: &[u8]) -> usize {
    let tail = text.len().saturating_sub(3);
    let last = text.get(tail..).unwrap_or_default();
    let begins = last
        .iter()
        .rposition(|&byte| byte >= 0xc0)
        .filter(|&place| {
            let length = match last.get(place) {
                Some(0xc0..0xe0) => 2,
                Some(0xe0..0xf0) => 3,
                _ => 4,
            };
            // Only continuation bytes follow, and fewer than the sequence needs.
            let after = last.get(place + 1..).unwrap_or_default();
            after.iter().all(|byte| byte & 0xc0 == 0x80) && after.len() + 1 < length
        });
    begins.map_or(text.len(), |place| tail + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_utf_8_are_windows_1252() {
        for (bytes, text, why) in [
            (&b"plain"[..], "plain", "ASCII"),
            ("Björn".as_bytes(), "Björn", "UTF-8"),
            (b"Bj\xf6rn", "Björn", "Latin-1"),
            (b"\x80 5", "€ 5", "Windows-1252"),
            (b"\x81", "\u{81}", "a place that is free"),
            (b"Bj\xf6rn \xc3\xb6", "Björn ö", "both"),
            (b"caf\xc3", "cafÃ", "a character that is cut off"),
            (b"\xff\xfe", "ÿþ", "what no UTF-8 has"),
        ] {
            assert_eq!(utf_8(bytes), text, "{why}");
        }
    }

    #[test]
    fn a_character_is_not_cut() {
        for text in ["a", "ö", "aö", "€", "a€", "😀", "a😀b", "ab😀"] {
            let bytes = text.as_bytes();
            for end in 0..=bytes.len() {
                let whole = whole_characters(&bytes[..end]);
                let expected = (0..=end).rev().find(|&at| text.is_char_boundary(at));
                assert_eq!(Some(whole), expected, "{text} {end}");
            }
        }
        for (bytes, whole) in [
            (&b"\x80\x80"[..], 2),
            (b"\xf6r", 2),
            (b"a\xf6", 1),
            (b"\xff", 0),
        ] {
            assert_eq!(whole_characters(bytes), whole, "{}", bytes.escape_ascii());
        }
    }
}
