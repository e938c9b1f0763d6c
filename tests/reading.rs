//! Numbers as people and systems write them, against what libphonenumber reads.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::fmt::Write;
use std::io::Read;

use flate2::read::GzDecoder;
use originator::{Region, numbering, read};
use proptest::prelude::*;

/// A row of a corpus: what was written, where, and what libphonenumber says under the guard's rules.
struct Row {
    region: Option<Region>,
    text: String,
    e164: String,
    e164_region: String,
    line_type: String,
    validity: String,
}

fn corpus(compressed: &[u8]) -> Vec<Row> {
    let mut text = String::new();
    GzDecoder::new(compressed)
        .read_to_string(&mut text)
        .unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [region, text, e164, e164_region, line_type, validity] = fields[..] else {
            panic!("not six fields: {line:?}");
        };
        Row {
            region: (!region.is_empty()).then(|| region.parse().unwrap()),
            text: unescape(text),
            e164: e164.to_owned(),
            e164_region: e164_region.to_owned(),
            line_type: line_type.to_owned(),
            validity: validity.to_owned(),
        }
    })
    .collect()
}

/// Undoes the escapes of the corpora: `\\`, `\t`, `\n`, `\r` and `\u{hex}`.
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        plain.push(match character {
            '\\' => match rest.next().unwrap() {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'u' => {
                    assert_eq!(rest.next(), Some('{'));
                    let hex: String = rest.by_ref().take_while(|&c| c != '}').collect();
                    char::from_u32(u32::from_str_radix(&hex, 16).unwrap()).unwrap()
                }
                other => other,
            },
            other => other,
        });
    }
    plain
}

fn compare(rows: &[Row]) {
    let mut wrong = String::new();
    let mut count = 0;
    for row in rows {
        let reading = read(&row.text, row.region);
        let ours = reading.map_or_else(Default::default, |reading| {
            let location = reading.location;
            // Where libphonenumber names no region, ours does; the numbering plan's tests say which.
            let region = match row.e164_region.as_str() {
                "" => "",
                _ => location.region.code(),
            };
            [
                reading.number.to_string().as_str(),
                region,
                location.line_type.as_str(),
                location.validity.as_str(),
            ]
            .map(str::to_owned)
        });
        let theirs =
            [&row.e164, &row.e164_region, &row.line_type, &row.validity].map(String::clone);
        // The parser takes `;46701740605` for an extension here, and libphonenumber nothing at all: both refuse it.
        let known = row.text == "&#43;46701740605" && theirs[0].is_empty() && ours[3] == "invalid";
        if ours != theirs && !known {
            count += 1;
            if count <= 40 {
                writeln!(
                    wrong,
                    "{:?} in {:?}: {ours:?}, not {theirs:?}",
                    row.text, row.region
                )
                .unwrap();
            }
        }
    }
    assert_eq!(count, 0, "of {}:\n{wrong}", rows.len());
}

#[test]
fn numbers_written_nationally_are_read_as_libphonenumber_reads_them() {
    let rows = corpus(include_bytes!("corpus/nationally_written.tsv.gz"));
    assert!(rows.len() >= 10_000);
    compare(&rows);
}

#[test]
fn numbers_in_every_way_of_writing_are_read_as_libphonenumber_reads_them() {
    let rows = corpus(include_bytes!("corpus/as_people_write.tsv.gz"));
    assert!(rows.len() >= 20_000);
    compare(&rows);
}

/// Where an extension stands behind what might be another, libphonenumber's own word counts.
#[test]
fn one_extension_behind_another_and_other_surprises() {
    let sweden = "SE".parse().ok();
    for (text, region, expected, why) in [
        ("+9716002123;45ext12", None, None, "two extensions"),
        ("+1 202 555 0123, 4567 ext 8", None, None, "two extensions"),
        (
            "0549 88~6377 ext. 12",
            sweden,
            Some("+46549886377"),
            "a tilde among the digits",
        ),
        (
            "+1284229~1234 ext. 5",
            None,
            Some("+12842291234"),
            "a tilde among the digits",
        ),
        (
            "+46\u{ff5e}701740605",
            None,
            Some("+46701740605"),
            "a fullwidth tilde is a tilde",
        ),
        (
            "+46701740605 ext=12",
            None,
            None,
            "`=` belongs to `;ext=` alone",
        ),
        (
            "+46701740605;ext=12",
            None,
            Some("+46701740605"),
            "RFC 3966",
        ),
        (
            "+46701740605 ext",
            None,
            None,
            "a label without digits is letters",
        ),
        ("ext. 12", sweden, None, "an extension of no number"),
        (
            "46701740605",
            "BV".parse().ok(),
            Some("+46701740605"),
            "where there are no telephones",
        ),
        (
            "0046701740605",
            Some(Region::WORLD),
            Some("+46701740605"),
            "nor in no country",
        ),
    ] {
        let reading = read(text, region).map(|reading| reading.number.to_string());
        assert_eq!(
            reading.as_deref(),
            expected,
            "{text:?} in {region:?}: {why}"
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_are_a_number_or_none(bytes in prop::collection::vec(any::<u8>(), 0..300), index in 0..Region::COUNT) {
        for region in [None, Region::from_index(index)] {
            if let Some(reading) = read(&bytes, region) {
                prop_assert_eq!(Some(reading.location), numbering::locate(reading.number));
            }
        }
    }

    #[test]
    fn a_number_is_read_the_same_however_it_is_spelt(
        digits in "[1-9][0-9]{6,14}",
        signs in prop::collection::vec(prop::sample::select(vec!["", "", " ", "-", ".", "\u{a0}"]), 15),
        around in prop::sample::select(vec![("", ""), ("tel:", ""), (" \t", "\r\n"), ("", " x12"), ("", ";ext=12")]),
        wide in any::<bool>(),
    ) {
        let digit = |digit: char| match wide {
            true => char::from_u32(digit as u32 + 0xfee0).unwrap(),
            false => digit,
        };
        let spelt: String = digits.chars().zip(&signs).flat_map(|(d, sign)| [digit(d).to_string(), (*sign).to_owned()]).collect();
        let (before, after) = around;
        let spelt = format!("{before}+{}{after}", spelt.trim_end_matches([' ', '-', '.', '\u{a0}']));
        prop_assert_eq!(read(&spelt, None), read(format!("+{digits}"), None), "{}", spelt);
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
            ("070-174 06 98", sweden),
        ] {
            let reading = read(written(text), region).map(|reading| reading.number.to_string());
            assert_eq!(reading.as_deref(), Some("+46701740698"), "{script}: {text}");
        }
    }
}
