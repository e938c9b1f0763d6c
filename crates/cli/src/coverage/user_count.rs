//! Reads the number of users that a row stands for, as spreadsheets and databases write it.

use crate::traffic::encoding::utf_8;

/// Why a text is not a number of users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountError {
    NotWhole,
    TooMany,
    /// One point with three digits after it, which are thousands in some countries and decimals in others.
    Ambiguous,
}

impl CountError {
    /// The error as a relative clause.
    pub(super) const fn description(self) -> &'static str {
        match self {
            CountError::NotWhole => "which is not a whole number",
            CountError::TooMany => "which is more than 4,294,967,295",
            CountError::Ambiguous => {
                "which may mean thousands or decimals: write it without the point"
            }
        }
    }
}

/// The number of users that a row stands for: `1200`, `1,200`, `1 200`, `1200.0`; empty text means one user. The sum of
/// any number of rows does not overflow.
pub(super) fn user_count(text: &[u8]) -> Result<u64, CountError> {
    let text = utf_8(text);
    let text = text.trim();
    if text.is_empty() {
        return Ok(1);
    }
    let whole = without_decimals(text)?;
    let digits = without_groups(whole).ok_or(CountError::NotWhole)?;
    let users: u32 = digits.parse().map_err(|_| CountError::TooMany)?;
    Ok(users.into())
}

/// The text without its decimals, which must all be zero.
fn without_decimals(text: &str) -> Result<&str, CountError> {
    let Some(place) = text.rfind(['.', ',']) else {
        return Ok(text);
    };
    let (whole, rest) = text.split_at_checked(place).unwrap_or_default();
    let decimals = rest.get(1..).unwrap_or_default();
    let is_comma = rest.starts_with(',');
    // A second separator of the same kind means that both separate thousands.
    if whole.contains(if is_comma { ',' } else { '.' }) {
        return Ok(text);
    }
    // After a separator of the other kind it can only be a decimal separator.
    let is_only = !whole.contains(['.', ',']);
    if is_only && decimals.len() == 3 {
        // `1,200` means thousands far more often than decimals; `1.200` is as often either.
        return if is_comma {
            Ok(text)
        } else if decimals.bytes().all(|byte| byte.is_ascii_digit()) {
            Err(CountError::Ambiguous)
        } else {
            Err(CountError::NotWhole)
        };
    }
    if !decimals.is_empty() && decimals.bytes().all(|byte| byte == b'0') {
        Ok(whole)
    } else {
        Err(CountError::NotWhole)
    }
}

/// The digits of a number whose thousands may be separated.
fn without_groups(text: &str) -> Option<String> {
    let is_separator = |c: char| matches!(c, ',' | '.' | '\'' | '’' | '_') || c.is_whitespace();
    let separator = text.chars().find(|&c| is_separator(c));
    let parts: Vec<&str> = match separator {
        Some(separator) => text.split(separator).collect(),
        None => vec![text],
    };
    let (first, others) = parts.split_first()?;
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let are_groups = others.iter().all(|part| part.len() == 3 && is_digits(part));
    let is_first = is_digits(first) && (others.is_empty() || first.len() <= 3);
    (is_first && are_groups).then(|| parts.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_users_is_read_as_it_is_written() {
        use CountError::{Ambiguous, NotWhole, TooMany};
        for (text, expected, why) in [
            ("12", Ok(12), "digits"),
            (" 12 ", Ok(12), "white space"),
            ("0", Ok(0), "nobody"),
            ("", Ok(1), "nothing"),
            (" ", Ok(1), "nothing but white space"),
            ("1,000", Ok(1000), "thousands"),
            ("1,234,567", Ok(1_234_567), "more thousands"),
            ("1.234.567", Ok(1_234_567), "as in Germany"),
            ("1 234", Ok(1234), "as in France"),
            ("1\u{202f}234", Ok(1234), "with a narrow space"),
            ("1'234", Ok(1234), "as in Switzerland"),
            ("12.0", Ok(12), "a float"),
            ("12,0", Ok(12), "a float with a comma"),
            ("12.00", Ok(12), "two decimals"),
            ("1,234.0", Ok(1234), "thousands and decimals"),
            ("1.234,00", Ok(1234), "the same as in Germany"),
            ("4294967295", Ok(4_294_967_295), "the most"),
            ("4294967296", Err(TooMany), "more than the most"),
            ("1.000", Err(Ambiguous), "one or a thousand"),
            ("12.5", Err(NotWhole), "half a user"),
            ("12,5", Err(NotWhole), "half a user"),
            ("1,00", Ok(1), "two decimals"),
            ("12,34,567", Err(NotWhole), "other groups"),
            ("1,2345", Err(NotWhole), "four digits"),
            ("1234,567", Err(NotWhole), "a group of four before a comma"),
            ("-3", Err(NotWhole), "less than nothing"),
            ("many", Err(NotWhole), "a word"),
            ("1e3", Err(NotWhole), "an exponent"),
            ("1.", Err(NotWhole), "a point alone"),
            (".5", Err(NotWhole), "no whole part"),
            ("[1]", Err(NotWhole), "an array"),
        ] {
            assert_eq!(user_count(text.as_bytes()), expected, "{text}: {why}");
        }
        assert_eq!(user_count(b"1\xa0234"), Ok(1234), "a space of Latin-1");
    }
}
