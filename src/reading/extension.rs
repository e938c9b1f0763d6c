//! Extensions with a label, such as `ext. 12`, which are dropped.

use super::digits::digit;

/// The labels of an extension that libphonenumber knows, each with the most digits that may follow it. If one label
/// ends in another, the longer one comes first.
const LABELS: [(&str, usize); 26] = [
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
    ("\u{ff49}\u{ff4e}\u{ff54}", 9),
    ("\u{ff58}", 9),
    ("x", 9),
];

/// The text without a labelled extension at its end: a label and then digits.
pub(super) fn without_extension(text: &str) -> &str {
    if !text.chars().any(char::is_alphabetic) {
        return text;
    }
    let text_and_digits = text.strip_suffix('#').unwrap_or(text);
    let label_end = text_and_digits.trim_end_matches(|c| digit(c).is_some());
    let digits = text_and_digits
        .get(label_end.len()..)
        .unwrap_or_default()
        .chars()
        .count();
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | '-');
    let unspaced = label_end.trim_end_matches(between);
    let label = unspaced
        .strip_suffix([':', '.', '\u{ff0e}'])
        .unwrap_or(unspaced);
    let found = LABELS.iter().find_map(|&(word, most)| {
        let before = strip_word(label, word)?;
        (1..=most).contains(&digits).then_some(before)
    });
    found.map_or(text, |before| {
        before.trim_end_matches(|c: char| c.is_whitespace() || c == ',')
    })
}

/// The text before a word at its end, in capital or small letters. `word` is in small letters.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (start, _) = text.char_indices().nth_back(word.chars().count() - 1)?;
    let (before, end) = text.split_at_checked(start)?;
    end.chars()
        .flat_map(char::to_lowercase)
        .eq(word.chars())
        .then_some(before)
}
