//! Recognises senders that a spreadsheet, or another program, has read as a quantity and written as a decimal number.

/// The digits of a sender that was written as a decimal number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// All of them, after a `+` if there was one.
    Complete(String),
    /// The last digits were rounded away, and cannot be restored.
    Rounded,
}

/// The digits of a number such as `4.477E+11` or `12025550142.0`; `None` if the text is not such a number. A name such
/// as `1e5` is not one: it has neither a fraction nor a sign in its exponent.
pub(super) fn digits(text: &str) -> Option<Digits> {
    let text = text.trim();
    let (sign, unsigned) = match text.strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => ("", text.strip_prefix('-').unwrap_or(text)),
    };
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match number.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let parts = [
        Some(whole),
        fraction,
        exponent.map(|e| e.trim_start_matches(['+', '-'])),
    ];
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.into_iter().flatten().all(are_digits) {
        return None;
    }
    let Some(exponent) = exponent else {
        let is_whole = fraction?.bytes().all(|digit| digit == b'0');
        return is_whole.then(|| Digits::Complete(format!("{sign}{whole}")));
    };
    if fraction.is_none() && !exponent.starts_with(['+', '-']) {
        return None;
    }
    // The exponent moves the point. If the fraction has fewer digits than that, the last digits are unknown.
    let moved = exponent.parse().ok().and_then(|places| {
        let (integral, rest) = fraction.unwrap_or_default().split_at_checked(places)?;
        let is_whole = rest.bytes().all(|digit| digit == b'0');
        is_whole.then(|| format!("{sign}{whole}{integral}"))
    });
    Some(moved.map_or(Digits::Rounded, Digits::Complete))
}

/// A float that ends in this many zeros has probably been rounded.
const ROUNDED_ZEROS: &str = "0000";

/// The digits of a float of another format.
pub(super) fn digits_of_float(text: &str) -> Option<Digits> {
    if text.contains('e') {
        return Some(Digits::Rounded);
    }
    digits(text).map(|digits| match digits {
        Digits::Complete(whole) if whole.ends_with(ROUNDED_ZEROS) => Digits::Rounded,
        digits => digits,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_taken_from_what_was_written() {
        let all = |digits: &str| Some(Digits::Complete(digits.to_owned()));
        for (text, expected, why) in [
            ("4.477E+11", Some(Digits::Rounded), "eight digits are lost"),
            ("4.477e11", Some(Digits::Rounded), "as Java writes it"),
            (
                "4,477E+11",
                Some(Digits::Rounded),
                "a comma in place of the point",
            ),
            ("5E+10", Some(Digits::Rounded), "without a fraction"),
            (
                "4.4770090014E+11",
                Some(Digits::Rounded),
                "the last digit is lost",
            ),
            ("4.47700900142E+11", all("447700900142"), "all are there"),
            ("+4.47700900142E+11", all("+447700900142"), "after a plus"),
            (
                "1.2025550142000E+10",
                all("12025550142"),
                "and noughts behind",
            ),
            (
                "4.4E-5",
                Some(Digits::Rounded),
                "no number of telephone at all",
            ),
            (
                "1.5E+99999999999999999999",
                Some(Digits::Rounded),
                "an exponent without end",
            ),
            ("12025550142.0", all("12025550142"), "a float"),
            ("+46701740605.00", all("+46701740605"), "two places"),
            (" 56767.0 ", all("56767"), "white space around it"),
            ("12025550142", None, "digits alone"),
            ("1.5", None, "a fraction is no number of telephone"),
            ("1e5", None, "a name"),
            ("7E11", None, "a name"),
            ("E+11", None, "a name"),
            ("4.4E", None, "a name"),
            ("4.4E+1A", None, "a name"),
            ("4.4.4E+11", None, "a name"),
            ("", None, "nothing"),
            (".0", None, "no digit before the point"),
        ] {
            assert_eq!(digits(text), expected, "{text:?}: {why}");
        }
        assert_eq!(digits_of_float("447700000000.0"), Some(Digits::Rounded));
        assert_eq!(digits_of_float("12025550142.0"), all("12025550142"));
    }
}
