//! Texts by the rule that each is an example of, in `cases.txt`.

use originator::{BareDigits, Reading, read};

/// A rule begins with `==`. Each of its rows has what bare digits are, the text, what it is read as, and a reason.
const CASES: &str = include_str!("cases.txt");

fn bare_digits(word: &str) -> BareDigits {
    word.parse()
        .unwrap_or_else(|_| BareDigits::National(word.parse().unwrap()))
}

fn shown(reading: Option<Reading>) -> String {
    let Some(reading) = reading else {
        return "refused".to_owned();
    };
    let ambiguous = if reading.is_ambiguous {
        " ambiguous"
    } else {
        ""
    };
    format!(
        "{} {} {}{ambiguous}",
        reading.number, reading.location.validity, reading.read_as
    )
}

#[test]
fn every_text_is_read_by_its_rule() {
    let mut rule = "";
    let mut wrong = String::new();
    let mut count = 0;
    for line in CASES.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            rule = name;
            continue;
        }
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [digits, text, expected, reason] = fields[..] else {
            panic!("not four fields: {line:?}");
        };
        assert!(!reason.is_empty(), "no reason: {line:?}");
        let text = super::corpus::unescape(text.trim_matches('`'));
        let found = shown(read(&text, bare_digits(digits)));
        if found != expected && (super::HAS_PARSER || found != "refused") {
            wrong += &format!("{rule}: {text:?} ({digits}): {found}, not {expected}: {reason}\n");
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 100, "{count}");
}
