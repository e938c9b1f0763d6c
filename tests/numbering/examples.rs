//! Single numbers: those that hand-made tables get wrong, and one of every region and line type.

use std::collections::{BTreeSet, HashSet};

use originator::numbering::{Location, Numbering, Validity};
use originator::{Number, Region, numbering};

fn locate(text: &str) -> Option<Location> {
    numbering::locate(Number::from_e164(text).unwrap())
}

#[test]
fn what_hand_made_tables_get_wrong() {
    let valid = [
        ("+447911123456", "GG"),
        ("+447911234567", "GB"),
        ("+447624123456", "IM"),
        ("+447797712345", "JE"),
        ("+447781123456", "GG"),
        ("+12025550123", "US"),
        ("+14165550123", "CA"),
        ("+17875550123", "PR"),
        ("+18765550123", "JM"),
        ("+16585550123", "JM"),
        ("+18095550123", "DO"),
        ("+16005550123", "CA"),
        ("+77012345678", "KZ"),
        ("+79161234567", "RU"),
        ("+393123456789", "IT"),
        ("+390669812345", "VA"),
        ("+262692123456", "RE"),
        ("+262639012345", "YT"),
        ("+590690001234", "GP"),
        ("+59995181234", "CW"),
        ("+5993181234", "BQ"),
        ("+881612345678", "001"),
        ("+5491123456789", "AR"),
        ("+525512345678", "MX"),
    ];
    let possible = [
        ("+447700900123", "GB"),
        ("+12425550123", "BS"),
        ("+14415550123", "BM"),
        ("+16845550123", "AS"),
        ("+12361112222", "CA"),
    ];
    for (numbers, validity) in [
        (&valid[..], Validity::Valid),
        (&possible[..], Validity::Possible),
    ] {
        for (number, region) in numbers {
            let location = locate(number).unwrap();
            assert_eq!(location.region.code(), *region, "{number}");
            assert_eq!(location.validity, validity, "{number}");
        }
    }
}

#[test]
fn calling_codes_of_no_country_are_the_worlds() {
    for code in [
        "800", "808", "870", "878", "881", "882", "883", "888", "979",
    ] {
        for rest in ["", "1", "12345678", "999999999999"] {
            let location = locate(&format!("+{code}{rest}")).unwrap();
            assert_eq!(location.region, Region::WORLD, "+{code}{rest}");
        }
    }
}

#[test]
fn calling_codes_of_nobody_are_nowhere() {
    for number in [
        "+2",
        "+21",
        "+210",
        "+21012345678",
        "+8",
        "+9991234567",
        "+3",
    ] {
        assert_eq!(locate(number), None, "{number}");
    }
}

#[test]
fn the_rest_of_a_shared_code_is_the_main_countrys() {
    // Nothing valid begins so far that would tell the countries apart.
    for (number, region) in [
        ("+1", "US"),
        ("+11", "US"),
        ("+44", "GB"),
        ("+7", "RU"),
        ("+5990000000", "CW"),
        ("+2620", "RE"),
    ] {
        assert_eq!(locate(number).unwrap().region.code(), region, "{number}");
    }
}

/// The examples that the metadata itself gives.
#[test]
fn the_example_of_every_region_and_type() {
    let plan = include_str!("../../data/numbering/plan.txt");
    let (mut code, mut region, mut line_type) = ("", "", "");
    let (mut regions_in_order, mut shared) = (Vec::new(), 0);
    let mut of_others = BTreeSet::new();
    let mut count = 0;
    for line in plan.lines() {
        let (word, value) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        match word {
            "release" => assert_eq!(value, Numbering::builtin().release()),
            "calling_code" => (code, shared) = (value, 0),
            "region" => {
                region = value;
                regions_in_order.push(region);
                shared += 1;
            }
            "example" => {
                let location = locate(&format!("+{code}{value}")).unwrap();
                let example = format!("{region}'s {line_type}: +{code}{value} is {location:?}");
                if location.region.code() != region {
                    // Regions that share a calling code list its numbers of no place, too, and the first wins.
                    let sharing = &regions_in_order[regions_in_order.len() - shared..];
                    assert!(sharing.contains(&location.region.code()), "{example}");
                    if ["fixed_line", "mobile"].contains(&line_type) {
                        of_others.insert((location.region.code(), region, line_type));
                    }
                }
                assert_eq!(location.validity, Validity::Valid, "{example}");
                let line_types = match line_type {
                    "fixed_line" | "mobile" => vec![line_type, "fixed_line_or_mobile"],
                    _ => vec![line_type],
                };
                assert!(
                    line_types.contains(&location.line_type.as_str()),
                    "{example}"
                );
                count += 1;
            }
            word if value.is_empty() => line_type = word,
            _ => {}
        }
    }
    assert!(count > 1000, "{count} examples");
    assert_eq!(
        of_others,
        BTreeSet::from([
            ("AU", "CC", "mobile"),
            ("AU", "CX", "mobile"),
            ("BL", "MF", "fixed_line"),
            ("FI", "AX", "mobile"),
            ("GB", "IM", "mobile"),
            ("GP", "BL", "mobile"),
            ("GP", "MF", "mobile"),
            ("IT", "VA", "mobile"),
            ("MA", "EH", "fixed_line"),
            ("MA", "EH", "mobile"),
            ("NO", "SJ", "mobile"),
        ])
    );
    // The rest have no numbers of their own.
    let without: HashSet<&str> = Region::all()
        .map(Region::code)
        .filter(|code| !regions_in_order.contains(code))
        .collect();
    assert_eq!(
        without,
        HashSet::from(["AQ", "BV", "GS", "HM", "PN", "TF", "UM"])
    );
}
