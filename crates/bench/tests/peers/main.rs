//! The same numbers asked of other libraries in this process.
//!
//! `cargo test --test peers`, at each newer version of one of them or of the numbering plan: they take minutes to
//! compile, so no other command does.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that goes wrong should stop there"
)]

#[path = "../../../../tests/numbering/corpus.rs"]
#[expect(dead_code, reason = "shared with the tests of the numbering plan")]
mod corpus;

use std::collections::BTreeMap;

use originator::numbering::{Location, Numbering, Validity};
use originator::{Number, Region};
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumberFormat};

use corpus::Reading;

/// The regions whose numbers changed in releases that `rlibphonenumber` 2.2.15 does not have: by the release notes of
/// 9.0.43.
const CHANGED_SINCE: [&str; 9] = ["BJ", "CN", "DE", "EC", "ET", "GE", "LA", "RO", "ZW"];

/// `rlibphonenumber` reads, names and judges every number as the automaton does, those of the corpus and as
/// many that nobody has looked at. Numbers of regions that changed since its release differ in what is assigned.
#[test]
fn rlibphonenumber_says_the_same() {
    let text = corpus::text();
    let mut wrong = Vec::new();
    let mut changed = 0;
    for (index, case) in corpus::cases(&text).enumerate().step_by(4) {
        for digits in [
            case.digits.to_owned(),
            one_digit_changed(case.digits, index),
        ] {
            let Some(number) = Number::from_digits(digits.as_bytes()) else {
                continue;
            };
            let ours = Numbering::builtin()
                .is_canonical(number)
                .then(|| locate(number));
            let theirs = PHONE_NUMBER_UTIL
                .parse(format!("+{digits}"), None)
                .ok()
                .filter(|read| read.format_as(PhoneNumberFormat::E164) == format!("+{digits}"))
                .map(|read| Location {
                    region: match read.get_region_code() {
                        Some(region) => region.as_region_str().parse().unwrap(),
                        // Not named there: ours goes on to the longest live prefix.
                        None => locate(number).region,
                    },
                    line_type: line_type_named(read.get_type()),
                    validity: if read.is_valid() {
                        Validity::Valid
                    } else if read.is_possible_with_reason() == Ok(NumberLengthType::IsPossible) {
                        Validity::Possible
                    } else {
                        Validity::Invalid
                    },
                });
            let has_changed = ours.zip(theirs).is_some_and(|(ours, theirs)| {
                ours.region == theirs.region && CHANGED_SINCE.contains(&ours.region.code())
            });
            if ours != theirs && has_changed {
                changed += 1;
            } else if ours != theirs {
                wrong.push(format!("+{digits}: {ours:?}, but there {theirs:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    // Where there is no difference left, the list of regions is to be emptied.
    assert!((1..=100).contains(&changed), "{changed} differ");
}

fn locate(number: Number) -> Location {
    Numbering::builtin().locate(number).unwrap()
}

fn one_digit_changed(digits: &str, seed: usize) -> String {
    let random = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
    let place = (random % digits.len() as u64) as usize;
    let mut changed = digits.as_bytes().to_vec();
    changed[place] = b'0' + (random / 16 % 10) as u8;
    String::from_utf8(changed).unwrap()
}

fn line_type_named(theirs: impl std::fmt::Debug) -> originator::numbering::LineType {
    let camel = format!("{theirs:?}");
    *originator::numbering::LineType::ALL
        .iter()
        .find(|ours| format!("{ours:?}").eq_ignore_ascii_case(&camel))
        .unwrap_or_else(|| panic!("line type {camel}"))
}

/// Where and why the `phonenumber` crate differs on numbers written in E.164. A release of it that differs in
/// other ways, or less, changes this table.
#[test]
fn where_phonenumber_differs() {
    let known = [
        // Where countries share the calling code it looks for one only in a number that is some region's with it.
        ("leaves a national prefix in", 163),
        // It comes out even where what is left is dialled only locally or is between two lengths.
        ("takes out what belongs to the number", 323),
        // It comes out twice if it stands there twice.
        ("takes out another prefix", 34),
        // All but one of the digits come out, and one is too few.
        ("refuses to read", 11),
        // Its metadata is of release 9.0.33; which of these that explains is not told apart here.
        ("valid here only", 33),
        ("valid there only", 125),
        // It looks regions up without the zero that Italian numbers begin with.
        ("names no region", 10),
    ];
    let text = corpus::text();
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for case in corpus::cases(&text).step_by(31) {
        let theirs = phonenumber::parse(None, format!("+{}", case.digits)).ok();
        if let Some(difference) = difference(&case, theirs) {
            found
                .entry(difference)
                .or_default()
                .push(format!("+{}", case.digits));
        }
    }
    let counts =
        known.map(|(difference, _)| (difference, found.get(difference).map_or(0, Vec::len)));
    assert_eq!(counts, known, "{found:#?}");
}

fn difference(
    case: &corpus::Case<'_>,
    theirs: Option<phonenumber::PhoneNumber>,
) -> Option<&'static str> {
    let read = match case.reading {
        Reading::Same => case.digits,
        Reading::Other(digits) => digits,
        Reading::Nothing => return theirs.map(|_| "reads what is no number"),
    };
    let Some(theirs) = theirs else {
        return Some("refuses to read");
    };
    let written = theirs.format().mode(phonenumber::Mode::E164).to_string();
    let written = written.trim_start_matches('+');
    if written != read {
        return Some(if written == case.digits {
            "leaves a national prefix in"
        } else if read == case.digits {
            "takes out what belongs to the number"
        } else {
            "takes out another prefix"
        });
    }
    let ours =
        Number::from_digits(read.as_bytes()).and_then(|it| Numbering::builtin().locate(it))?;
    match (ours.validity == Validity::Valid, theirs.is_valid()) {
        (true, false) => return Some("valid here only"),
        (false, true) => return Some("valid there only"),
        // It names no region for most numbers that are not valid.
        (false, false) => return None,
        (true, true) => {}
    }
    let region = theirs.country().id();
    match region.and_then(|id| id.as_ref().parse::<Region>().ok()) {
        None if ours.region != Region::WORLD => Some("names no region"),
        Some(region) if region != ours.region => Some("names another region"),
        _ => None,
    }
}
