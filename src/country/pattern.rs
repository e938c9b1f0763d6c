//! Patterns for the form of names, in the small language of `data/countries.yaml`.

/// Whether a name fits a pattern: `@` matches a letter, `#` a digit, `*` any text or none, and every other character
/// itself, in capital or small letters.
///
/// The time is at most proportional to the product of both lengths, because only the last `*` is ever tried again: if
/// an earlier one took more of the name, the later one could take that much less.
pub(super) fn fits(name: &[u8], pattern: &[u8]) -> bool {
    let (mut at, mut in_pattern) = (0, 0);
    // The index after the last `*` in the pattern, and the index in the name to go on from if the `*` takes one more
    // character.
    let mut retry: Option<(usize, usize)> = None;
    while let Some(&byte) = name.get(at) {
        match pattern.get(in_pattern) {
            Some(b'*') => {
                in_pattern += 1;
                retry = Some((in_pattern, at + 1));
            }
            Some(&sign) if matches(byte, sign) => {
                at += 1;
                in_pattern += 1;
            }
            _ => {
                let Some((after_star, next)) = retry else {
                    return false;
                };
                in_pattern = after_star;
                at = next;
                retry = Some((after_star, next + 1));
            }
        }
    }
    pattern
        .get(in_pattern..)
        .is_some_and(|rest| rest.iter().all(|&sign| sign == b'*'))
}

/// Whether a character matches a character of a pattern other than `*`.
fn matches(byte: u8, sign: u8) -> bool {
    match sign {
        b'@' => byte.is_ascii_alphabetic(),
        b'#' => byte.is_ascii_digit(),
        _ => byte.eq_ignore_ascii_case(&sign),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn names_fit_patterns() {
        for (name, pattern, expected, why) in [
            ("RTLOTP", "@@@@@@", true, "six letters"),
            ("RTLOT", "@@@@@@", false, "five"),
            ("RTLOTPX", "@@@@@@", false, "seven"),
            ("RTL0TP", "@@@@@@", false, "a digit"),
            ("567670", "######", true, "six digits"),
            ("56767O", "######", false, "a letter"),
            ("AD-SHOP", "AD-*", true, "begins so"),
            ("ad-shop", "AD-*", true, "in small letters"),
            ("AD-", "AD-*", true, "and nothing more"),
            ("SHOP-AD", "AD-*", false, "ends so"),
            ("SHOP-AD", "*-AD", true, "ends so"),
            ("SHOP-ADS", "*-AD", false, "goes on"),
            ("SHADOW", "*AD*", true, "somewhere"),
            ("SHOP", "*AD*", false, "nowhere"),
            ("AD", "*AD*", true, "all of it"),
            (
                "ADADS",
                "*AD*#",
                false,
                "the first `AD` is not the last one that may do",
            ),
            ("ADXAD1", "*AD#", true, "the second `AD` does"),
            ("AAB", "*A*B", true, "two stars"),
            ("ABA", "*A*B", false, "two stars, and something behind them"),
            ("", "", true, "nothing"),
            ("", "**", true, "stars may take nothing"),
            ("A", "", false, "something where nothing belongs"),
        ] {
            assert_eq!(
                fits(name.as_bytes(), pattern.as_bytes()),
                expected,
                "{name} {pattern}: {why}"
            );
        }
    }

    /// With a search that tries every length for every star, this would never end.
    #[test]
    fn many_stars_take_no_longer_than_a_look_at_each_place() {
        let start = Instant::now();
        let pattern = "*A".repeat(500) + "#";
        assert!(!fits("AAAAAAAAAAA".as_bytes(), pattern.as_bytes()));
        let name = "A".repeat(1_000);
        for pattern in ["*".repeat(10_000) + "#", "*A".repeat(10_000) + "#"] {
            assert!(!fits(name.as_bytes(), pattern.as_bytes()));
        }
        assert!(fits(name.as_bytes(), "*".repeat(10_000).as_bytes()));
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}
