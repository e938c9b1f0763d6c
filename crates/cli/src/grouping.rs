//! Writes counts and shares for people.

/// The count with a comma between groups of three digits.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in percent, to a tenth. A share above zero is never shown as 0 %, and one below the whole never as 100 %.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    let permille = 1000.0 * part as f64 / whole.max(1) as f64;
    match (part, permille) {
        (0, _) => "0%".to_owned(),
        (_, permille) if permille < 0.5 => "<0.1%".to_owned(),
        (part, _) if part == whole => "100%".to_owned(),
        (_, permille) if permille > 999.0 => ">99.9%".to_owned(),
        (_, permille) => format!("{:.1}%", permille / 10.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        for (count, text) in [
            (0, "0"),
            (999, "999"),
            (2_000, "2,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(count), text);
        }
    }
}
