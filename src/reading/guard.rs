//! What may go to the parser at all.

/// No number takes more bytes than this, however it is punctuated; libphonenumber's own limit is 250
/// characters.
const MAX_BYTES: usize = 1000;

/// Words that stand before the digits of an extension.
const EXTENSION_WORDS: [&str; 6] = ["extension", "extn", "ext", "xtn", "xt", "x"];

/// The text to parse: without surrounding white space, `tel:` and an extension. `None` where it has other
/// letters, or characters that cannot be seen, or is not UTF-8.
pub(super) fn admit(text: &[u8]) -> Option<&str> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?.trim();
    let text = match text.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel:") => rest,
        _ => text,
    };
    let text = without_extension(text);
    text.chars().all(|c| !c.is_alphabetic() && !is_unseen(c)).then_some(text)
}

/// The text before an extension, if it has one: a word and then digits, at the end.
pub(super) fn without_extension(text: &str) -> &str {
    let before_digits = text.trim_end_matches('#').trim_end_matches(|c| digit(c).is_some());
    if before_digits.len() == text.trim_end_matches('#').len() {
        return text;
    }
    let before_sign = before_digits.trim_end_matches([' ', '\u{a0}', '.', ':', '=', '-']);
    let lower = before_sign.to_ascii_lowercase();
    for word in EXTENSION_WORDS {
        if lower.ends_with(word)
            && let Some((before, _)) = before_sign.split_at_checked(before_sign.len() - word.len())
        {
            return before.trim_end_matches([' ', '\u{a0}', ';', ',', '-', '.', '(']);
        }
    }
    text
}

/// The value of a decimal digit of any script.
pub(super) fn digit(character: char) -> Option<u32> {
    if character.is_ascii() {
        return character.to_digit(10);
    }
    // Unicode lays the decimal digits of a script out in a row from zero to nine.
    DECIMAL_ZEROS
        .iter()
        .map(|&zero| (character as u32).wrapping_sub(zero as u32))
        .find(|&value| value < 10)
}

/// What follows a leading `00`.
pub(super) fn strip_double_zero(digits: &str) -> Option<&str> {
    let mut characters = digits.chars();
    let zeros = characters.by_ref().take(2).filter(|&c| digit(c) == Some(0)).count();
    (zeros == 2).then(|| characters.as_str())
}

/// Control characters, and those of Unicode's category Format: bidirectional marks, zero-width and other
/// characters that are there without being seen.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}'
            | '\u{8e2}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{3164}' | '\u{ffa0}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// The zero of each script's decimal digits (Unicode category Nd).
const DECIMAL_ZEROS: &[char] = &['\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{1090}', '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1a80}', '\u{1a90}', '\u{1b50}', '\u{1bb0}', '\u{1c40}', '\u{1c50}', '\u{a620}', '\u{a8d0}', '\u{a900}', '\u{a9d0}', '\u{a9f0}', '\u{aa50}', '\u{abf0}', '\u{ff10}', '\u{104a0}', '\u{10d30}', '\u{11066}', '\u{110f0}', '\u{11136}', '\u{111d0}', '\u{112f0}', '\u{11450}', '\u{114d0}', '\u{11650}', '\u{116c0}', '\u{11730}', '\u{118e0}', '\u{11950}', '\u{11c50}', '\u{11d50}', '\u{11da0}', '\u{16a60}', '\u{16ac0}', '\u{16b50}', '\u{1d7ce}', '\u{1d7d8}', '\u{1d7e2}', '\u{1d7ec}', '\u{1d7f6}', '\u{1e140}', '\u{1e2f0}', '\u{1e950}', '\u{1fbf0}'];
