//! Text that is not UTF-8.
//!
//! Rows of CSV keep their bytes, whatever they are. Where text has to be UTF-8, in JSON and in the names of columns,
//! bytes that are none are read as Windows-1252, the Latin-1 of spreadsheets: no byte is lost, and what is UTF-8 beside
//! them stays.

use std::borrow::Cow;

/// What Windows-1252 has in the places of the control characters of Latin-1. The five places that it leaves free are
/// these control characters, as browsers read them.
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

/// The bytes of a cell as they are to be read: those of its text in UTF-8.
pub(crate) fn utf_8_bytes(text: &[u8]) -> Cow<'_, [u8]> {
    // Most cells with numbers are, and this is quick to see.
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

/// How much of the text can be divided from what follows without a character being cut.
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
            // The bytes after it continue it, and there are too few of them.
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
