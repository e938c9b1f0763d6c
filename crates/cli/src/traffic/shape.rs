//! Classifies the text of a cell that could not be read as a number, for reports.

use super::encoding::utf_8;

/// The number of characters of a cell that are looked at.
const MAX_CHARACTERS: usize = 100;

/// A kind of text that is not a readable number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    Empty,
    Email,
    Url,
    Date,
    Scientific,
    Decimal,
    Masked,
    SeveralNumbers,
    BareDigits,
    FewDigits,
    International,
    Identifier,
    Words,
    /// The row is a JSON object without the key.
    NoKey,
    /// The row is not a JSON object.
    NoObject,
    /// The row has a quote that is never closed.
    Unclosed,
    Other,
}

impl Shape {
    pub(crate) const ALL: [Shape; 17] = [
        Shape::Empty,
        Shape::Email,
        Shape::Url,
        Shape::Date,
        Shape::Scientific,
        Shape::Decimal,
        Shape::Masked,
        Shape::SeveralNumbers,
        Shape::BareDigits,
        Shape::FewDigits,
        Shape::International,
        Shape::Identifier,
        Shape::Words,
        Shape::NoKey,
        Shape::NoObject,
        Shape::Unclosed,
        Shape::Other,
    ];

    /// The shape of a cell that could not be read as a number.
    pub(crate) fn of(cell: &[u8]) -> Shape {
        let begin = cell.get(..4 * MAX_CHARACTERS).unwrap_or(cell);
        let text = utf_8(begin);
        let text = text.trim();
        let count = |of: fn(char) -> bool| text.chars().filter(|&c| of(c)).count();
        let digits = count(|c| c.is_numeric());
        let letters = count(char::is_alphabetic);
        let mask_characters = count(|c| matches!(c, '*' | '•' | '#' | 'x' | 'X'));
        if text.is_empty() {
            Shape::Empty
        } else if text.contains("://") || text.starts_with("www.") {
            Shape::Url
        } else if is_email(text) {
            Shape::Email
        } else if is_date(text) {
            Shape::Date
        } else if is_scientific(text) {
            Shape::Scientific
        } else if is_decimal(text) {
            Shape::Decimal
        } else if mask_characters >= 3 && letters <= mask_characters && digits > 0 {
            Shape::Masked
        } else if has_several_numbers(text) {
            Shape::SeveralNumbers
        } else if is_identifier(text, digits, letters) {
            Shape::Identifier
        } else if letters > digits {
            Shape::Words
        } else if letters > 0 || digits == 0 {
            Shape::Other
        } else if text.starts_with('+') {
            Shape::International
        } else if digits < 7 {
            Shape::FewDigits
        } else if digits <= 15 {
            Shape::BareDigits
        } else {
            Shape::Identifier
        }
    }

    /// The shape in the plural, as in "most cells are dates", and what to do about it.
    pub(crate) const fn description(self) -> Option<(&'static str, Option<&'static str>)> {
        Some(match self {
            Shape::Empty => ("empty", None),
            Shape::Email => ("e-mail addresses", None),
            Shape::Url => ("web addresses", None),
            Shape::Date => ("dates or times", None),
            Shape::Scientific => (
                "numbers that a spreadsheet rounded",
                Some(
                    "format the column as text in the spreadsheet, and export the original numbers again",
                ),
            ),
            Shape::Decimal => (
                "numbers with decimals",
                Some("if these are phone numbers, export the column as text"),
            ),
            Shape::Masked => (
                "masked numbers",
                Some("export the full numbers, where you are allowed to"),
            ),
            Shape::SeveralNumbers => (
                "several numbers in one cell",
                Some("write one number in each row"),
            ),
            Shape::BareDigits => (
                "digits without a `+`",
                Some(
                    "pass --bare-digits international if they are international numbers, or --default-region REGION if they are national numbers of one country",
                ),
            ),
            Shape::FewDigits => ("numbers with fewer than seven digits", None),
            Shape::International => (
                "digits after a `+` that are no number of any country",
                Some("check whether digits are missing or were added"),
            ),
            Shape::Identifier => ("identifiers", None),
            Shape::Words => ("words or names", None),
            Shape::NoObject => (
                "not JSON objects",
                Some(
                    "write one object on each line, or an array of objects: `jq -c .` writes lines, and `jq .KEY` extracts an array from an object",
                ),
            ),
            Shape::NoKey => ("objects without the key", None),
            Shape::Unclosed | Shape::Other => return None,
        })
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
}

/// A day, as `2026-11-28`, `28.11.2026` or `11/28/26`, with or without a time after it, or a time alone.
fn is_date(text: &str) -> bool {
    let end = text.find([' ', 'T', ',']).unwrap_or(text.len());
    let (day, _) = text.split_at_checked(end).unwrap_or_default();
    if let Some((hours, minutes)) = day.split_once(':') {
        let minutes = minutes.split(':').next().unwrap_or_default();
        return is_between(hours, 1, 2, 24) && is_between(minutes, 2, 2, 59);
    }
    let Some(separator) = day.chars().find(|c| matches!(c, '-' | '/' | '.')) else {
        return false;
    };
    let parts: Vec<&str> = day.split(separator).collect();
    let [first, second, third] = parts.as_slice() else {
        return false;
    };
    let is_short = |part: &str| is_between(part, 1, 2, 31);
    let is_year = |part: &str| is_between(part, 4, 4, 2200) && part >= "1800";
    is_year(first) && is_short(second) && is_short(third)
        || is_short(first) && is_short(second) && (is_year(third) || is_between(third, 2, 2, 99))
}

/// Whether the text is a number that has from `min_digits` to `max_digits` digits and is not larger than `max`.
fn is_between(text: &str, min_digits: usize, max_digits: usize, max: u32) -> bool {
    (min_digits..=max_digits).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse::<u32>().is_ok_and(|parsed| parsed <= max)
}

/// `4.67E+10`, with a point or a comma.
fn is_scientific(text: &str) -> bool {
    let text = text.replace(',', ".");
    let has_exponent = text.contains(['e', 'E']);
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    has_exponent && is_plain && text.parse::<f64>().is_ok()
}

/// `12.5`, with a point or a comma.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some((whole, decimals)) = unsigned.split_once(['.', ',']) else {
        return false;
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    is_digits(whole) && is_digits(decimals)
}

/// Two or more numbers of at least seven digits, with a separator between them that no number contains.
fn has_several_numbers(text: &str) -> bool {
    let parts = text.split([',', ';', '/', '|', '\n', '&']);
    let is_number = |part: &&str| part.chars().filter(|c| c.is_numeric()).count() >= 7;
    parts.filter(is_number).count() >= 2
}

/// A UUID or the like: letters and digits in one word.
fn is_identifier(text: &str, digits: usize, letters: usize) -> bool {
    let is_word = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    is_word && digits >= 2 && letters >= 2 && digits + letters >= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_told_by_how_it_looks() {
        for (cell, shape) in [
            ("", Shape::Empty),
            (" \u{a0}", Shape::Empty),
            ("ada@example.org", Shape::Email),
            ("https://example.org/a", Shape::Url),
            ("2026-11-28", Shape::Date),
            ("2026-11-28T10:15:00Z", Shape::Date),
            ("28.11.2026 10:15", Shape::Date),
            ("11/28/26", Shape::Date),
            ("10:15:00", Shape::Date),
            ("4.67017E+10", Shape::Scientific),
            ("4,67E+10", Shape::Scientific),
            ("12.5", Shape::Decimal),
            ("-3,25", Shape::Decimal),
            ("+46******605", Shape::Masked),
            ("XXXXXX1234", Shape::Masked),
            ("+46701740605, +46701740606", Shape::SeveralNumbers),
            ("2025550123", Shape::BareDigits),
            ("(202) 555-0123", Shape::BareDigits),
            ("1042", Shape::FewDigits),
            ("+999123456789", Shape::International),
            ("8f14e45f-ceea-467f-a9be-1d2c3b4a5e6f", Shape::Identifier),
            ("ORDER-20481", Shape::Identifier),
            ("12345678901234567890", Shape::Identifier),
            ("Ada Lovelace", Shape::Words),
            ("n/a", Shape::Words),
            ("---", Shape::Other),
            ("+1202555012x", Shape::Other),
        ] {
            assert_eq!(Shape::of(cell.as_bytes()), shape, "{cell}");
        }
    }

    #[test]
    fn every_shape_has_its_index() {
        for (index, shape) in Shape::ALL.into_iter().enumerate() {
            assert_eq!(shape as usize, index);
        }
    }
}
