//! Numbers as people and systems write them, and what is no number, or not exactly one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

mod cases;
mod corpus;
mod messy;

use originator::{BareDigits, Region, numbering, read};
use proptest::prelude::*;

/// Without libphonenumber's parser, what it would read may be refused. What is read is the same.
const HAS_PARSER: bool = cfg!(feature = "written-numbers");

/// Bare digits as numbers of a region, or else as international ones.
fn bare_digits(region: Option<Region>) -> BareDigits {
    region.map_or(BareDigits::International, BareDigits::National)
}

proptest! {
    #[test]
    fn any_bytes_are_a_number_or_none(bytes in prop::collection::vec(any::<u8>(), 0..300), index in 0..Region::COUNT) {
        let region = Region::from_index(index).unwrap();
        for bare_digits in [BareDigits::Refuse, BareDigits::International, BareDigits::National(region)] {
            if let Some(reading) = read(&bytes, bare_digits) {
                prop_assert_eq!(Some(reading.location), numbering::locate(reading.number));
            }
        }
    }

    #[test]
    fn a_number_is_read_the_same_however_it_is_spelt(
        digits in "[1-9][0-9]{6,14}",
        signs in prop::collection::vec(prop::sample::select(vec!["", "", " ", "-", ".", "\u{a0}"]), 15),
        around in prop::sample::select(vec![("", ""), ("tel:", ""), ("whatsapp:", ""), ("\u{feff}", "\u{200e}"), (" \t", "\r\n"), ("", " x12"), ("", ";ext=12")]),
        wide in any::<bool>(),
    ) {
        let digit = |digit: char| if wide {
            char::from_u32(digit as u32 + 0xfee0).unwrap()
        } else {
            digit
        };
        let spelt: String = digits.chars().zip(&signs).flat_map(|(d, sign)| [digit(d).to_string(), (*sign).to_owned()]).collect();
        let (before, after) = around;
        let spelt = format!("{before}+{}{after}", spelt.trim_end_matches([' ', '-', '.', '\u{a0}']));
        let number = |text: &str| read(text, BareDigits::Refuse).map(|reading| reading.number);
        let expected = number(&format!("+{digits}"));
        let found = number(&spelt);
        // One or two digits that stand apart at the end may have been added to the number; then it is refused.
        prop_assert!(found == expected || found.is_none() && signs.iter().any(|sign| !sign.is_empty()), "{spelt}");
    }
}

#[test]
fn the_decimal_digits_of_every_script_are_digits() {
    for (zero, script) in [
        ('\u{660}', "Arabic"),
        ('\u{6f0}', "Persian"),
        ('\u{966}', "Devanagari"),
        ('\u{e50}', "Thai"),
        ('\u{1040}', "Burmese"),
        ('\u{ff10}', "fullwidth forms"),
        ('\u{1d7ce}', "bold digits of mathematics"),
        ('\u{1e950}', "Adlam"),
        ('\u{1fbf0}', "digits of seven segments, Unicode 13"),
        ('\u{11f50}', "Kawi, Unicode 15"),
        ('\u{1e4f0}', "Nag Mundari, Unicode 15"),
        ('\u{116d0}', "Pa'o Karen, Unicode 16"),
        (
            '\u{116da}',
            "Eastern Pwo Karen, Unicode 16, right behind the ten of Pa'o Karen",
        ),
        ('\u{1e5f1}', "Ol Onal, Unicode 16"),
    ] {
        let written = |text: &str| -> String {
            let digits = text.chars().map(|character| match character.to_digit(10) {
                Some(digit) => char::from_u32(zero as u32 + digit).unwrap(),
                None => character,
            });
            digits.collect()
        };
        let sweden = Some("SE".parse().unwrap());
        for (text, region) in [
            ("+46 70-174 06 98", None),
            ("0046701740698", None),
            ("46701740698", None),
            ("46701740698.0", None),
            ("070-174 06 98", sweden),
        ] {
            if !HAS_PARSER && region.is_some() {
                continue;
            }
            let reading =
                read(written(text), bare_digits(region)).map(|reading| reading.number.to_string());
            assert_eq!(reading.as_deref(), Some("+46701740698"), "{script}: {text}");
        }
    }
}

/// What an embedder reads that has numbers in E.164 alone.
#[cfg(not(feature = "written-numbers"))]
#[test]
fn without_the_parser_punctuated_international_numbers_are_read() {
    let sweden = BareDigits::National("SE".parse().unwrap());
    for (bare_digits, text, expected, why) in [
        (
            BareDigits::Refuse,
            "+46701740605",
            Some("+46701740605"),
            "canonical",
        ),
        (
            BareDigits::Refuse,
            "+46 70-174 06 05",
            Some("+46701740605"),
            "punctuated",
        ),
        (
            BareDigits::Refuse,
            "tel:+46-70-174-06-05",
            Some("+46701740605"),
            "a URI",
        ),
        (
            BareDigits::Refuse,
            "0046 70-174 06 05",
            Some("+46701740605"),
            "00, punctuated",
        ),
        (
            BareDigits::International,
            "46 70-174 06 05",
            Some("+46701740605"),
            "bare digits, punctuated",
        ),
        (
            sweden,
            "+46 70-174 06 05",
            Some("+46701740605"),
            "a `+` where there is a region",
        ),
        (
            BareDigits::Refuse,
            "+44 07911 123456",
            None,
            "a prefix that the parser takes out",
        ),
        (
            BareDigits::Refuse,
            "+46 (0)70-174 06 05",
            None,
            "the same in brackets",
        ),
        (sweden, "070-174 06 05", None, "national"),
        (
            sweden,
            "0046701740605",
            None,
            "what a region dials abroad is the parser's to know",
        ),
        (
            BareDigits::Refuse,
            "+46701740605-2",
            None,
            "a digit that was added",
        ),
        (
            BareDigits::Refuse,
            "+46701740605 (123)",
            None,
            "digits in brackets that were added",
        ),
        (
            BareDigits::Refuse,
            "+46 70-174 06 05 ext. 12",
            Some("+46701740605"),
            "an extension",
        ),
        (BareDigits::Refuse, "+1202555012x", None, "a letter"),
    ] {
        let found = read(text, bare_digits).map(|reading| reading.number.to_string());
        assert_eq!(found.as_deref(), expected, "{text}: {why}");
    }
}
