//! What a name must look like, in the little language of `data/countries.yaml`.

/// Whether a name fits a pattern: `@` is a letter, `#` a digit, `*` anything or nothing, and the rest stands for
/// itself, in capital or small letters.
pub(super) fn fits(name: &[u8], pattern: &[u8]) -> bool {
    let Some((first, rest)) = pattern.split_first() else {
        return name.is_empty();
    };
    if *first == b'*' {
        return (0..=name.len())
            .any(|taken| name.get(taken..).is_some_and(|left| fits(left, rest)));
    }
    name.split_first().is_some_and(|(byte, left)| {
        let here = match first {
            b'@' => byte.is_ascii_alphabetic(),
            b'#' => byte.is_ascii_digit(),
            _ => byte.eq_ignore_ascii_case(first),
        };
        here && fits(left, rest)
    })
}

#[cfg(test)]
mod tests {
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
            ("", "", true, "nothing"),
        ] {
            assert_eq!(
                fits(name.as_bytes(), pattern.as_bytes()),
                expected,
                "{name} {pattern}: {why}"
            );
        }
    }
}
