//! What may go to the parser at all.

/// No number takes more characters than this, however it is punctuated: libphonenumber's own limit.
const MAX_CHARACTERS: usize = 250;

/// What libphonenumber takes for the label of an extension: the word, and how many digits may follow it. Of two
/// that end alike the longer stands first.
const EXTENSION_LABELS: [(&str, usize); 25] = [
    ("extensio\u{301}n", 20),
    ("xtensio\u{301}n", 20),
    ("extensio\u{301}", 20),
    ("xtensio\u{301}", 20),
    ("extensi\u{f3}n", 20),
    ("xtensi\u{f3}n", 20),
    ("extensi\u{f3}", 20),
    ("xtensi\u{f3}", 20),
    ("extension", 20),
    ("xtension", 20),
    ("extensio", 20),
    ("xtensio", 20),
    ("extn", 20),
    ("xtn", 20),
    ("ext", 20),
    ("xt", 20),
    ("\u{ff45}\u{ff58}\u{ff54}\u{ff4e}", 20),
    ("\u{ff58}\u{ff54}\u{ff4e}", 20),
    ("\u{ff45}\u{ff58}\u{ff54}", 20),
    ("\u{ff58}\u{ff54}", 20),
    ("\u{434}\u{43e}\u{431}", 20),
    ("anexo", 20),
    ("int", 9),
    ("\u{ff58}", 9),
    ("x", 9),
];

/// A text that may be parsed.
pub(super) struct Admitted<'t> {
    /// Without surrounding white space and `tel:`.
    pub(super) text: &'t str,
    /// The same without an extension that has a label.
    pub(super) number: &'t str,
}

/// Lets a text pass, unless it has letters that belong to no extension, or characters that cannot be seen, or
/// is not UTF-8.
pub(super) fn admit(text: &[u8]) -> Option<Admitted<'_>> {
    let text = std::str::from_utf8(text).ok()?.trim();
    if text.chars().nth(MAX_CHARACTERS).is_some() {
        return None;
    }
    let text = match text.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel:") => rest,
        _ => text,
    };
    let number = without_extension(text);
    let admitted = !text.chars().any(is_unseen)
        && !number.chars().any(char::is_alphabetic)
        && number.chars().any(|c| digit(c).is_some());
    admitted.then_some(Admitted { text, number })
}

/// The text before an extension with a label, if it has one: the label and then digits, at the end.
fn without_extension(text: &str) -> &str {
    let text_and_digits = text.strip_suffix('#').unwrap_or(text);
    let label_end = text_and_digits.trim_end_matches(|c| digit(c).is_some());
    let digits = text_and_digits
        .get(label_end.len()..)
        .unwrap_or_default()
        .chars()
        .count();
    let spaces = [' ', '\u{a0}', ',', '-'];
    let unspaced = label_end.trim_end_matches(spaces);
    let label = match label_end.strip_suffix('=') {
        // How RFC 3966 writes it.
        Some(label) if label.to_ascii_lowercase().ends_with(";ext") => label,
        Some(_) => return text,
        None => unspaced
            .strip_suffix([':', '.', '\u{ff0e}'])
            .unwrap_or(unspaced),
    };
    let found = EXTENSION_LABELS.iter().find_map(|&(word, most)| {
        let before = strip_word(label, word)?;
        (1..=most).contains(&digits).then_some(before)
    });
    found.map_or(text, |before| {
        before.trim_end_matches([' ', '\u{a0}', ',', ';'])
    })
}

/// The text before a word in small letters, if it ends with it in whatever case.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (start, _) = text.char_indices().nth_back(word.chars().count() - 1)?;
    let (before, end) = text.split_at_checked(start)?;
    end.chars()
        .flat_map(char::to_lowercase)
        .eq(word.chars())
        .then_some(before)
}

/// How many digits a text has before the signs that begin an extension without a label.
pub(super) fn digit_count(text: &str) -> usize {
    let number = text
        .split([',', ';', '#', '\u{ff03}', '~', '\u{ff5e}'])
        .next();
    number
        .unwrap_or_default()
        .chars()
        .filter(|&c| digit(c).is_some())
        .count()
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
    let zeros = characters
        .by_ref()
        .take(2)
        .filter(|&c| digit(c) == Some(0))
        .count();
    (zeros == 2).then_some(characters.as_str())
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

/// The zero of each script's decimal digits (category Nd of Unicode 16).
const DECIMAL_ZEROS: &[char] = &[
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19d0}',
    '\u{1a80}',
    '\u{1a90}',
    '\u{1b50}',
    '\u{1bb0}',
    '\u{1c40}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a900}',
    '\u{a9d0}',
    '\u{a9f0}',
    '\u{aa50}',
    '\u{abf0}',
    '\u{ff10}',
    '\u{104a0}',
    '\u{10d30}',
    '\u{10d40}',
    '\u{11066}',
    '\u{110f0}',
    '\u{11136}',
    '\u{111d0}',
    '\u{112f0}',
    '\u{11450}',
    '\u{114d0}',
    '\u{11650}',
    '\u{116c0}',
    '\u{116d0}',
    '\u{116da}',
    '\u{11730}',
    '\u{118e0}',
    '\u{11950}',
    '\u{11bf0}',
    '\u{11c50}',
    '\u{11d50}',
    '\u{11da0}',
    '\u{11f50}',
    '\u{16130}',
    '\u{16a60}',
    '\u{16ac0}',
    '\u{16b50}',
    '\u{16d70}',
    '\u{1ccf0}',
    '\u{1d7ce}',
    '\u{1d7d8}',
    '\u{1d7e2}',
    '\u{1d7ec}',
    '\u{1d7f6}',
    '\u{1e140}',
    '\u{1e2f0}',
    '\u{1e4f0}',
    '\u{1e5f1}',
    '\u{1e950}',
    '\u{1fbf0}',
];
