//! Numbers that a spreadsheet, or another program that took a sender for a quantity, has written.

/// What is left of the digits that stood there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// All of them, after a `+` if there was one.
    All(String),
    /// The first of them: the others were rounded away, and nothing tells what they were.
    Some,
}

/// The digits of a number such as `4.477E+11` or `12025550142.0`; `None` of a text that is no such number. A name
/// such as `1e5` has neither a fraction nor a sign in its exponent, and stays a name.
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
        return is_whole.then(|| Digits::All(format!("{sign}{whole}")));
    };
    if fraction.is_none() && !exponent.starts_with(['+', '-']) {
        return None;
    }
    // With fewer digits behind the point than the exponent moves it, the last ones are unknown.
    let moved = exponent.parse().ok().and_then(|places| {
        let (integral, rest) = fraction.unwrap_or_default().split_at_checked(places)?;
        let is_whole = rest.bytes().all(|digit| digit == b'0');
        is_whole.then(|| format!("{sign}{whole}{integral}"))
    });
    Some(moved.map_or(Digits::Some, Digits::All))
}

/// So many noughts at the end of a number that another format holds as a float were digits before it was rounded.
const ROUNDED: &str = "0000";

/// The digits of a number that another format holds as a float.
pub(super) fn digits_of_float(text: &str) -> Option<Digits> {
    if text.contains('e') {
        return Some(Digits::Some);
    }
    digits(text).map(|digits| match digits {
        Digits::All(whole) if whole.ends_with(ROUNDED) => Digits::Some,
        digits => digits,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_taken_from_what_was_written() {
        let all = |digits: &str| Some(Digits::All(digits.to_owned()));
        for (text, expected, why) in [
            ("4.477E+11", Some(Digits::Some), "eight digits are lost"),
            ("4.477e11", Some(Digits::Some), "as Java writes it"),
            (
                "4,477E+11",
                Some(Digits::Some),
                "a comma in place of the point",
            ),
            ("5E+10", Some(Digits::Some), "without a fraction"),
            (
                "4.4770090014E+11",
                Some(Digits::Some),
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
                Some(Digits::Some),
                "no number of telephone at all",
            ),
            (
                "1.5E+99999999999999999999",
                Some(Digits::Some),
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
        assert_eq!(digits_of_float("447700000000.0"), Some(Digits::Some));
        assert_eq!(digits_of_float("12025550142.0"), all("12025550142"));
    }
}
