//! Plans from files: the built-in one reads back, and a damaged one is refused with what is wrong.

use std::sync::LazyLock;

use originator::numbering::{Numbering, NumberingError};
use proptest::prelude::*;

pub(crate) static FILE: &[u8] = include_bytes!("../../data/numbering/numbering.bin");
pub(crate) const HEADER: usize = 72;
const REGIONS: usize = 20;

pub(crate) fn plan() -> &'static Numbering {
    static PLAN: LazyLock<Numbering> = LazyLock::new(|| Numbering::from_bytes(FILE).unwrap());
    &PLAN
}

fn error(bytes: &[u8]) -> String {
    Numbering::from_bytes(bytes).unwrap_err().to_string()
}

/// The file with other bytes at a place, and the checksum made right again.
pub(crate) fn altered(at: usize, with: &[u8]) -> Vec<u8> {
    let mut bytes = FILE.to_vec();
    bytes[at..at + with.len()].copy_from_slice(with);
    let checksum = bytes[..HEADER - 8]
        .iter()
        .chain(&bytes[HEADER..])
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    bytes[HEADER - 8..HEADER].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

#[test]
fn the_built_in_plan_passes_its_own_check() {
    assert_eq!(plan().release(), Numbering::builtin().release());
    assert_eq!(
        altered(0, b"ORIGPLAN"),
        FILE,
        "the checksum is as described"
    );
    assert!(FILE.len() <= 600 * 1024);
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let count = |at: usize| u32::from_le_bytes(FILE[at..at + 4].try_into().unwrap()) as usize;
    let (states, outcomes, regions) = (count(12), count(16), count(REGIONS));
    let (area_rows, area_states, area_pairs) = (count(24), count(28), count(32));
    let steps_at = HEADER + (1 << 16) * 2;
    let states_at = steps_at + outcomes * 10 * 2;
    let outcomes_at = states_at + states * 10 * 2;
    let regions_at = outcomes_at + outcomes * 4;
    let roots_at = regions_at + regions * 3;
    let area_rows_at = roots_at + 16 * 2;
    let states_of_at = area_rows_at + area_rows * 20;
    let area_states_at = states_of_at + 800;
    let pairs_at = area_states_at + area_states * 8;
    assert_eq!(pairs_at + area_pairs * 4, FILE.len(), "the parts are all");
    let other_checksum = error(&[&FILE[..HEADER], &[0xff; 4], &FILE[HEADER + 4..]].concat());
    assert!(
        other_checksum.starts_with("the file is damaged: its checksum is "),
        "{other_checksum}"
    );
    for (bytes, said) in [
        (
            b"<html>not found</html>".to_vec(),
            "the file is not a numbering plan: it does not begin with `ORIGPLAN`".to_owned(),
        ),
        (
            Vec::new(),
            "the file is not a numbering plan: it does not begin with `ORIGPLAN`".to_owned(),
        ),
        (
            FILE[..20].to_vec(),
            "the file has 20 bytes, but its header says 72: it is cut short, or has something appended".to_owned(),
        ),
        (
            FILE[..100_000].to_vec(),
            format!(
                "the file has 100000 bytes, but its header says {}: it is cut short, or has something appended",
                FILE.len()
            ),
        ),
        (
            [FILE, FILE].concat(),
            format!(
                "the file has {} bytes, but its header says {}: it is cut short, or has something appended",
                FILE.len() * 2,
                FILE.len()
            ),
        ),
        (
            altered(8, &[9, 0, 0, 0]),
            "the file has format 9, but this version reads format 2".to_owned(),
        ),
        (
            altered(8, &[1, 0, 0, 0]),
            "the file has format 1, but this version reads format 2".to_owned(),
        ),
        (
            altered(36, &[7]),
            "byte 36: the release is not printable ASCII padded with zeros".to_owned(),
        ),
        (
            altered(36, &[0xff]),
            "byte 36: the release is not printable ASCII padded with zeros".to_owned(),
        ),
        (
            altered(52, b"26-11-2004"),
            "byte 52: the day of the release is not a date such as `2026-11-04` padded with zeros"
                .to_owned(),
        ),
        (
            altered(52, b"2026-11-04T"),
            "byte 52: the day of the release is not a date such as `2026-11-04` padded with zeros"
                .to_owned(),
        ),
        (
            // The first state leads back to itself.
            altered(states_at, &(outcomes as u16).to_le_bytes()),
            format!(
                "byte {states_at}: a step leads to row {outcomes}, which does not exist or leads back"
            ),
        ),
        (
            // The first outcome leads to the next.
            altered(steps_at, &[1, 0]),
            format!("byte {steps_at}: a step leads to row 1, which does not exist or leads back"),
        ),
        (
            altered(HEADER + 6, &[0xff, 0xff]),
            "byte 78: a step leads to row 65535, which does not exist or leads back".to_owned(),
        ),
        (
            altered(outcomes_at + 4, &[0, 12, 0, 0]),
            format!(
                "byte {}: outcome 1 has a region, line type or validity that does not exist",
                outcomes_at + 4
            ),
        ),
        (
            altered(regions_at, b"QQ "),
            format!("byte {regions_at}: this version does not know the region `QQ`"),
        ),
        (
            // The first row of areas leads back to itself.
            altered(area_rows_at, &256_u16.to_le_bytes()),
            format!("byte {area_rows_at}: a step leads to row 0, which does not exist or leads back"),
        ),
        (
            altered(roots_at, &(256 + area_rows as u16).to_le_bytes()),
            format!(
                "byte {roots_at}: a step leads to row {area_rows}, which does not exist or leads back"
            ),
        ),
        (
            // An area code of ten digits, behind a calling code of one.
            altered(roots_at, &[0x4a, 0]),
            format!("byte {roots_at}: 74 is not a possible position of an area code in a number"),
        ),
        (
            // An area code of two digits, behind a calling code of none.
            altered(roots_at, &[0x02, 0]),
            format!("byte {roots_at}: 2 is not a possible position of an area code in a number"),
        ),
        (
            altered(states_of_at + 1, &[area_states as u8]),
            format!(
                "byte {}: area code 201 has a state that the file does not have",
                states_of_at + 1
            ),
        ),
        (
            altered(area_states_at, &[0; 8]),
            format!(
                "byte {area_states_at}: the name of a state is not printable ASCII padded with zeros"
            ),
        ),
        (
            altered(area_states_at + 8, b"A B"),
            format!(
                "byte {}: the name of a state is not printable ASCII padded with zeros",
                area_states_at + 8
            ),
        ),
        (
            // The lesser area code comes first.
            altered(pairs_at, &[0xf0, 0x01, 0xc9, 0x00]),
            format!(
                "byte {pairs_at}: the area codes 496 and 201 are not assigned or not in ascending order"
            ),
        ),
        (
            altered(pairs_at, &[0xd3, 0x00, 0xd4, 0x00]),
            format!(
                "byte {pairs_at}: the area codes 211 and 212 are not assigned or not in ascending order"
            ),
        ),
        (
            altered(pairs_at, &[0xc9, 0x00, 0xe8, 0x03]),
            format!(
                "byte {pairs_at}: the area codes 201 and 1000 are not assigned or not in ascending order"
            ),
        ),
        (
            // The second pair once more.
            altered(pairs_at, &FILE[pairs_at + 4..pairs_at + 8]),
            format!(
                "byte {}: the area codes 202 and 771 are not assigned or not in ascending order",
                pairs_at + 4
            ),
        ),
    ] {
        assert_eq!(error(&bytes), said);
    }
}

/// The lower byte comes first, on every machine: here both bytes of a row's number count.
#[test]
fn a_file_that_is_written_byte_by_byte_reads_as_described() {
    const OUTCOMES: usize = 0x102;
    let region = |index: usize| if index == 0x101 { 1 } else { 0 };
    let mut bytes = b"ORIGPLAN".to_vec();
    // Format 2; one state, 0x102 outcomes, two regions.
    bytes.extend([2, 0, 0, 0, 1, 0, 0, 0, 0x02, 0x01, 0, 0, 2, 0, 0, 0]);
    // Of areas 0x101 rows, two states and one pair.
    bytes.extend([0x01, 0x01, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0]);
    bytes.extend(b"by-hand\0\0\0\0\0\0\0\0\0");
    bytes.extend(b"2001-02-03\0\0");
    bytes.extend([0; 8]);
    // A walk begins at the state, which is row 0x102, but for a number of four digits that are 4, 5, 6 and any.
    let jump = 4 | 4 << 4 | 5 << 8 | 6 << 12;
    for place in 0..1 << 16 {
        bytes.extend(if place == jump {
            [0x01, 0x00]
        } else {
            [0x02, 0x01]
        });
    }
    for row in 0..OUTCOMES {
        for _ in 0..10 {
            bytes.extend([(row % 0x100) as u8, (row / 0x100) as u8]);
        }
    }
    // From the state the digit 7 leads to outcome 0x101, every other one to outcome 0x001.
    for digit in 0..10 {
        bytes.extend(if digit == 7 {
            [0x01, 0x01]
        } else {
            [0x01, 0x00]
        });
    }
    for outcome in 0..OUTCOMES {
        // A valid mobile that is canonical.
        bytes.extend([region(outcome), 1, 0, 1]);
    }
    bytes.extend(b"SE US ");
    extend_with_areas(&mut bytes);
    let checksum = bytes[..64]
        .iter()
        .chain(&bytes[HEADER..])
        .fold(0xcbf2_9ce4_8422_2325_u128, |hash, &byte| {
            (hash ^ u128::from(byte)) * 0x0100_0000_01b3 % (1 << 64)
        });
    for place in 0..8 {
        bytes[64 + place] = (checksum >> (8 * place) & 0xff) as u8;
    }
    let plan = Numbering::from_bytes(&bytes).unwrap();
    assert_eq!((plan.release(), plan.released()), ("by-hand", "2001-02-03"));
    let number = |text| originator::Number::from_e164(text).unwrap();
    for (text, area, state) in [
        ("+20345", Some("+20 4"), None),
        ("+12012", Some("+1 201"), Some("NS/PE")),
        ("+12022", Some("+1 202"), Some("QC")),
        ("+12032", Some("+1 203"), None),
        ("+12042", None, None),
        ("+30345", None, None),
        ("+2034", None, None),
    ] {
        let found = plan.area(number(text));
        let written = found.map(|area| area.to_string());
        assert_eq!(written.as_deref(), area, "{text}");
        assert_eq!(found.and_then(|area| plan.state(area)), state, "{text}");
    }
    let share = |one, other| {
        let area = |text| plan.area(number(text)).unwrap();
        plan.share_place(area(one), area(other))
    };
    assert!(share("+12012", "+12032") && share("+12032", "+12012"));
    assert!(!share("+12012", "+12022"));
    for (number, region) in [
        ("+1237", "US"),
        ("+1238", "SE"),
        ("+4567", "SE"),
        ("+45671", "US"),
    ] {
        let number = originator::Number::from_e164(number).unwrap();
        let location = plan.locate(number).unwrap();
        assert_eq!(location.region.code(), region, "{number}");
        assert!(plan.is_canonical(number));
    }
}

/// The part of the file that is of areas.
fn extend_with_areas(bytes: &mut Vec<u8>) {
    // A walk over five digits begins at the first row, one over any other count ends at once.
    for count in 0..16 {
        bytes.extend(if count == 5 { [0x00, 0x01] } else { [0, 0] });
    }
    // From the first row 1 leads to an area code of three digits behind one, 2 to the last row.
    for digit in 0..10 {
        bytes.extend(match digit {
            1 => [0x43, 0x00],
            2 => [0x00, 0x02],
            _ => [0, 0],
        });
    }
    for _ in 0..0xff * 10 {
        bytes.extend([0, 0]);
    }
    // From the last row every digit leads to an area code of one digit, behind a calling code of two and a token of
    // one.
    bytes.extend([0x91, 0x00].repeat(10));
    // 200 is not assigned; 201 and 202 are of states, 203 is of none.
    bytes.extend([0xff, 1, 0, 0xfe]);
    bytes.extend([0xff; 796]);
    bytes.extend(b"QC\0\0\0\0\0\0NS/PE\0\0\0");
    bytes.extend([201, 0, 203, 0]);
}

#[test]
fn the_kind_of_error_can_be_told() {
    assert_eq!(
        Numbering::from_bytes(&altered(8, &[3, 0, 0, 0])).unwrap_err(),
        NumberingError::Format { found: 3 }
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_damage_is_noticed(at in 0..FILE.len(), bit in 0..8_u8) {
        let mut bytes = FILE.to_vec();
        bytes[at] ^= 1_u8 << bit;
        prop_assert!(Numbering::from_bytes(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_refused_quietly(bytes: Vec<u8>, magic: bool) {
        let start: &[u8] = if magic { b"ORIGPLAN\x02\0\0\0" } else { b"" };
        prop_assert!(Numbering::from_bytes(&[start, &bytes].concat()).is_err());
    }

    /// A file with any contents and a right checksum is refused, or answers everything.
    #[test]
    fn what_is_accepted_answers_everything(at in HEADER..FILE.len() - 4, with: [u8; 2], digits in "[1-9][0-9]{0,14}") {
        if let Ok(plan) = Numbering::from_bytes(&altered(at, &with)) {
            let number = originator::Number::from_digits(digits.as_bytes()).unwrap();
            let _ = (plan.locate(number), plan.is_canonical(number));
            let area = plan.area(number);
            let _ = area.map(|area| (plan.state(area), plan.share_place(area, area), area.to_string()));
        }
    }
}
