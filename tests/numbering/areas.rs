//! Area codes: that they are libphonenumber's, that the published tables say the same, and which share a place.

use std::fs::File;
use std::io::Read;

use flate2::read::GzDecoder;
use originator::Number;
use originator::numbering::{Area, Numbering};
use proptest::prelude::*;

use crate::published::TABLES;

fn area(text: &str) -> Option<Area> {
    let number = Number::from_e164(text).unwrap_or_else(|| panic!("{text}"));
    Numbering::builtin().area(number)
}

fn written(text: &str) -> Option<String> {
    area(text).map(|area| area.to_string())
}

/// `tests/corpus/make_areas.py` says how the answers were got.
#[test]
fn every_length_is_libphonenumbers() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/areas.tsv.gz");
    let mut text = String::new();
    let mut file = GzDecoder::new(File::open(path).unwrap());
    file.read_to_string(&mut text).unwrap();
    let release = Numbering::builtin().release();
    assert_eq!(
        text.lines().next(),
        Some(format!("# libphonenumber {release}").as_str())
    );
    let (mut count, mut with_area) = (0, 0);
    let mut wrong = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let length: usize = fields[1].parse().unwrap();
        let number = Number::from_digits(fields[0].as_bytes()).unwrap();
        let ours = Numbering::builtin().area(number);
        // libphonenumber counts the token of Argentine mobile numbers, too.
        let token = usize::from(fields[0].starts_with("549") && length > 0);
        let counted = ours.map_or(0, |area| area.digit_count() + token);
        // In calling code 1 mobile numbers and others have an area code, too, but not toll-free ones.
        let by_line = length == 0 && fields.get(2).is_some_and(|line| *line != "toll_free");
        if counted != length && !(by_line && counted == 3) {
            wrong.push(format!("{line}: {ours:?}"));
        }
        count += 1;
        with_area += usize::from(length > 0);
    }
    assert!(wrong.is_empty(), "{}: {:?}", wrong.len(), &wrong[..20]);
    assert!(count >= 200_000, "only {count} numbers");
    assert!(with_area >= 80_000, "only {with_area} with an area code");
}

#[test]
fn the_area_code_of_a_number() {
    for (number, expected, why) in [
        ("+16475550123", Some("+1 647"), "a number of Toronto"),
        (
            "+18765550123",
            Some("+1 876"),
            "Jamaica is of calling code 1, too",
        ),
        ("+18005550123", None, "toll-free"),
        ("+15005550123", None, "follows a person, and is no place's"),
        ("+12115550123", None, "is no area code"),
        ("+1647555012", None, "too short for the calling code"),
        (
            "+14655550123",
            Some("+1 465"),
            "assigned after libphonenumber's release was made",
        ),
        ("+442079460123", Some("+44 20"), "London"),
        ("+441614960123", Some("+44 161"), "Manchester"),
        ("+441539612345", Some("+44 15396"), "five digits"),
        ("+447911123456", None, "a mobile"),
        ("+448081570142", None, "toll-free"),
        ("+46846500423", Some("+46 8"), "one digit"),
        ("+46701740605", None, "a mobile"),
        (
            "+390669812345",
            Some("+39 06"),
            "the zero belongs to the area code",
        ),
        ("+393123456789", None, "a mobile"),
        ("+541123456789", Some("+54 11"), "Buenos Aires"),
        (
            "+5491123456789",
            Some("+54 11"),
            "a mobile of Buenos Aires, with its token",
        ),
        ("+5492901234567", Some("+54 2901"), "a mobile of Ushuaia"),
        (
            "+525512345678",
            Some("+52 55"),
            "Mexico, which has no trunk prefix",
        ),
        (
            "+5511961234567",
            Some("+55 11"),
            "a mobile with an area code",
        ),
        ("+551123456789", Some("+55 11"), "a landline with the same"),
        ("+861012345678", Some("+86 10"), "Beijing"),
        (
            "+8613123456789",
            None,
            "a mobile, though China is a country with geographic mobiles",
        ),
        ("+37060112345", None, "a mobile"),
        ("+4420794601", None, "of no length that is assigned"),
        (
            "+12423001234",
            None,
            "toll-free in the Bahamas, behind their area code",
        ),
        ("+4532123456", None, "Denmark has no area codes"),
        ("+6561234567", None, "nor has Singapore"),
        ("+881612345678", None, "of no country"),
        ("+21012345678", None, "the calling code is not assigned"),
        ("+1", None, "nothing but a calling code"),
    ] {
        assert_eq!(written(number).as_deref(), expected, "{number}: {why}");
    }
}

#[test]
fn which_area_codes_serve_a_common_place() {
    let groups = [
        (&["416", "647", "437", "942"][..], "Toronto"),
        (&["604", "778", "236", "672", "257"], "Vancouver"),
        (&["250", "778", "236", "672", "257"], "Victoria"),
        (&["214", "469", "972", "945"], "Dallas"),
        (&["212", "646", "332", "917"], "Manhattan"),
        (&["718", "347", "929", "917", "465"], "Brooklyn"),
        (&["404", "678", "470", "770", "943"], "Atlanta"),
        (&["213", "323", "738"], "Los Angeles"),
        (&["310", "424"], "Santa Monica"),
        (&["415", "628"], "San Francisco"),
        (&["305", "786", "645"], "Miami"),
        (&["312", "872"], "the centre of Chicago"),
        (&["773", "872"], "the rest of Chicago"),
        (&["713", "281", "832", "346", "621"], "Houston"),
        (&["514", "438", "263"], "Montreal"),
        (&["787", "939"], "Puerto Rico"),
        (&["809", "829", "849"], "the Dominican Republic"),
        (&["876", "658"], "Jamaica"),
    ];
    for (group, place) in groups {
        for one in group {
            for other in group {
                assert!(share(one, other), "{one} and {other} serve {place}");
            }
        }
    }
    for (one, other, why) in [
        ("212", "718", "though both share a place with 917"),
        ("604", "250", "though both share places with 778"),
        ("312", "773", "though both share a place with 872"),
        ("404", "214", "digits mean nothing"),
        ("416", "415", "digits mean nothing"),
        ("416", "613", "another city of Ontario"),
        ("416", "905", "the suburbs of Toronto"),
        ("201", "646", "one prefix in geocoding data is no proof"),
        ("734", "679", "the relief plan of 734 is suspended"),
        ("876", "868", "another country"),
    ] {
        assert!(!share(one, other), "{one} and {other}: {why}");
        assert!(!share(other, one), "{other} and {one}: {why}");
    }
    let share =
        |one, other| Numbering::builtin().share_place(area(one).unwrap(), area(other).unwrap());
    assert!(share("+442079460123", "+442079461123"));
    assert!(!share("+442079460123", "+441214960123"));
    // 20 in the United Kingdom and 20 in Egypt's 10th of Ramadan are not one place.
    assert!(!share("+442079460123", "+31201234567"));
}

/// Whether two area codes of calling code 1 serve a common place.
fn share(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|code| area(&format!("+1{code}5550123")).unwrap());
    Numbering::builtin().share_place(one, other)
}

#[test]
fn the_state_of_an_area_code() {
    for (number, state) in [
        ("+16475550123", Some("ON")),
        ("+12145550123", Some("TX")),
        ("+12025550123", Some("DC")),
        ("+17875550123", Some("PR")),
        ("+19025550123", Some("NS/PE")),
        ("+18675550123", Some("NT/NU/YT")),
        ("+12425550123", None),
        ("+442079460123", None),
    ] {
        let area = area(number).unwrap();
        assert_eq!(Numbering::builtin().state(area), state, "{number}");
    }
}

/// The tables in `data/numbering/` are what other languages read.
#[test]
fn the_published_tables_share_the_same_places() {
    let codes: Vec<&String> = TABLES.states.keys().collect();
    assert!(codes.len() > 400, "{}", codes.len());
    let numbering = Numbering::builtin();
    for one in &codes {
        for other in &codes {
            let [ours, others] =
                [one, other].map(|code| area(&format!("+1{code}5550123")).unwrap());
            let [theirs, their_others] =
                [one, other].map(|code| ("1".to_owned(), code.to_string()));
            let by_table = TABLES.locality(&theirs, &their_others);
            assert_eq!(
                numbering.share_place(ours, others),
                by_table == 2,
                "{one} {other}"
            );
            let state = |area| numbering.state(area);
            if by_table == 1 {
                assert_eq!(state(ours), state(others), "{one} {other}");
                assert!(state(ours).is_some(), "{one} {other}");
            }
        }
    }
}

/// Digits behind calling codes whose area codes are of many lengths.
fn digits() -> impl Strategy<Value = String> {
    "(1|7|20|39|44|46|49|52|54|549|55|61|81|86|91|353|855|976)?[0-9]{1,12}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn the_published_tables_say_the_same_of_any_digits(digits in digits()) {
        if let Some(number) = Number::from_digits(digits.as_bytes()) {
            let ours = Numbering::builtin().area(number).map(|area| area.to_string());
            let theirs = TABLES.area(&digits).map(|(code, area)| format!("+{code} {area}"));
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn a_plan_from_its_file_has_the_same_areas(digits in digits(), other in digits()) {
        let plan = crate::file::plan();
        let number = |digits: &str| Number::from_digits(digits.as_bytes());
        if let (Some(number), Some(other)) = (number(&digits), number(&other)) {
            let area = Numbering::builtin().area(number);
            prop_assert_eq!(plan.area(number), area);
            if let (Some(one), Some(other)) = (area, plan.area(other)) {
                prop_assert_eq!(plan.state(one), Numbering::builtin().state(one));
                let share = Numbering::builtin().share_place(one, other);
                prop_assert_eq!(plan.share_place(one, other), share);
                prop_assert_eq!(plan.share_place(other, one), share);
            }
        }
    }
}
