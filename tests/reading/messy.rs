//! A hundred thousand numbers with slips in them, against what libphonenumber itself makes of each.
//!
//! What is read is libphonenumber's number, and never another one. Where it refuses a number that libphonenumber
//! calls valid, or reads a text that libphonenumber does not read, the text is of a kind that is listed here with
//! its reason.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::GzDecoder;
use originator::numbering::Validity;
use originator::{BareDigits, read};

use super::HAS_PARSER;
use super::corpus::unescape;

/// A kind of text: its name, the reason for it, and whether a text is one.
type Kind = (&'static str, &'static str, fn(&str) -> bool);

/// Texts that are refused though libphonenumber reads a valid number in them.
const REFUSED: [Kind; 9] = [
    (
        "letters",
        "libphonenumber takes them for digits, for an extension, or drops them",
        |text| text.chars().any(char::is_alphabetic),
    ),
    (
        "an invisible character inside",
        "nobody sees that it is there, and why it is there nobody knows",
        |text| text.chars().any(is_invisible),
    ),
    (
        "an extension without a label, or a second number",
        "libphonenumber cuts off what follows `,` `;` `#` or `~`",
        |text| from_number(text).contains([',', ';', '#', '~', '～', '⁓']),
    ),
    (
        "a last group that was added",
        "libphonenumber joins the digits in brackets, after a spaced hyphen, or after the only full stop",
        has_added_group,
    ),
    (
        "zeros behind the only full stop",
        "they may be a fraction, or digits",
        |text| text.contains(".00"),
    ),
    (
        "digits that are hidden or cut off",
        "libphonenumber drops the signs in their place",
        |text| text.contains("..") || text.contains(['*', '_', '?', '•', '…', '・', '＊']),
    ),
    (
        "a character that stands for a number and is no digit",
        "libphonenumber drops it at the ends",
        |text| text.contains(['²', 'Ⅴ']),
    ),
    (
        "more than fifteen digits, some with a calling code of two to go before them",
        "E.164 has none of so many",
        |text| text.chars().filter(char::is_ascii_digit).count() + 2 > 15,
    ),
    (
        "bare digits that begin with 0, or are fewer than seven",
        "after a `+` they are nobody's, so the `+` was not what they lack",
        |text| {
            !text.contains(['+', '＋']) && {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                digits.starts_with('0') || digits.len() < 7
            }
        },
    ),
];

/// Texts that are read though libphonenumber reads nothing in them, or another number.
const READ: [Kind; 4] = [
    (
        "a labelled extension behind other signs",
        "libphonenumber knows `;ext=`, and white space and commas before a label",
        |text| {
            let label = text.trim_end_matches(|c: char| c.is_ascii_digit());
            text.contains(";ext") || label.ends_with('x') && label != text
        },
    ),
    (
        "a phone-context",
        "libphonenumber drops no signs around the number that stands before it",
        |text| text.contains(";phone-context="),
    ),
    (
        "a float",
        "libphonenumber takes the 0 behind the full stop for a digit",
        |text| {
            let mut ends = text.match_indices(".0").map(|(at, _)| &text[at + 2..]);
            ends.any(|end| !end.starts_with(|c: char| c.is_ascii_digit()))
        },
    ),
    (
        "white space and hyphens of other kinds",
        "libphonenumber knows only some",
        |text| {
            text.chars()
                .any(|c| c.is_whitespace() && c != ' ' || "ｰ־–—‐−ー－".contains(c))
        },
    ),
];

fn is_invisible(character: char) -> bool {
    character.is_control() && !character.is_whitespace()
        || matches!(
            character,
            '\u{ad}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{202a}'
                | '\u{202c}'
                | '\u{202d}'
                | '\u{2060}'
                | '\u{feff}'
        )
}

/// The text from its `+` or first digit on.
fn from_number(text: &str) -> &str {
    text.find(|c: char| c.is_ascii_digit() || "+＋".contains(c))
        .map_or("", |first| &text[first..])
}

/// Whether the last group of digits stands in brackets, or is one or two behind a hyphen with white space or a full
/// stop.
fn has_added_group(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let unspaced = before.trim_end();
    let is_spaced = unspaced.len() < before.len() && {
        let hyphen = unspaced.trim_end_matches(|c: char| "-ｰ־–—‐−ー－".contains(c));
        hyphen.len() < unspaced.len() && hyphen.ends_with(char::is_whitespace)
    };
    let digits = text.len() - before.len();
    unspaced.ends_with(['(', '[', '（'])
        || (1..=2).contains(&digits) && (unspaced.ends_with(['.', '．']) || is_spaced)
}

#[test]
fn nothing_is_read_as_another_number_than_libphonenumber_reads() {
    let mut text = String::new();
    GzDecoder::new(&include_bytes!("../corpus/messy.tsv.gz")[..])
        .read_to_string(&mut text)
        .unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [mode, written, theirs, validity] = fields[..] else {
            panic!("not four fields: {line:?}");
        };
        let written = unescape(written);
        let bare_digits = match mode {
            "" => BareDigits::Refuse,
            "+" => BareDigits::International,
            region => BareDigits::National(region.parse().unwrap()),
        };
        let ours = read(&written, bare_digits)
            .filter(|reading| reading.location.validity != Validity::Invalid)
            .map(|reading| reading.number.to_string());
        let kinds: &[Kind] = match &ours {
            Some(ours) if ours == theirs => &[],
            Some(_) => &READ,
            None if validity == "valid" => &REFUSED,
            None => &[],
        };
        count += 1;
        if !HAS_PARSER && ours.is_none() {
            continue;
        }
        if ours.as_deref() == Some(theirs) || ours.is_none() && validity != "valid" {
            continue;
        }
        match kinds.iter().find(|(_, _, is_kind)| is_kind(&written)) {
            Some((name, ..)) => *met.entry(name).or_default() += 1,
            None => wrong.push(format!(
                "{written:?} ({mode}): {ours:?}, not {theirs} {validity}"
            )),
        }
    }
    let shown = wrong
        .iter()
        .take(60)
        .map(String::as_str)
        .collect::<Vec<_>>();
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        shown.join("\n")
    );
    assert!(count >= 100_000, "{count}");
    for (name, reason, _) in REFUSED.iter().chain(&READ).filter(|_| HAS_PARSER) {
        assert!(met.contains_key(name), "no text has {name}: {reason}");
    }
}
