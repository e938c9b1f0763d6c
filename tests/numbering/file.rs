//! Plans from files: the built-in one reads back, and a damaged one is refused with what is wrong.

use std::sync::LazyLock;

use originator::numbering::{Numbering, NumberingError};
use proptest::prelude::*;

pub(crate) static FILE: &[u8] = include_bytes!("../../data/numbering/numbering.bin");
pub(crate) const HEADER: usize = 48;

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
    let states = u32::from_le_bytes(FILE[12..16].try_into().unwrap()) as usize;
    let outcomes = u32::from_le_bytes(FILE[16..20].try_into().unwrap()) as usize;
    let steps_at = HEADER + (1 << 16) * 2;
    let states_at = steps_at + outcomes * 10 * 2;
    let outcomes_at = states_at + states * 10 * 2;
    let regions_at = outcomes_at + outcomes * 4;
    let other_checksum = error(&[&FILE[..HEADER], &[0xff; 4], &FILE[HEADER + 4..]].concat());
    assert!(
        other_checksum.starts_with("damaged: its checksum is "),
        "{other_checksum}"
    );
    for (bytes, said) in [
        (
            b"<html>not found</html>".to_vec(),
            "not a numbering plan: it does not begin with `ORIGPLAN`".to_owned(),
        ),
        (
            Vec::new(),
            "not a numbering plan: it does not begin with `ORIGPLAN`".to_owned(),
        ),
        (
            FILE[..20].to_vec(),
            "20 bytes long, but by its header 48: cut short, or more than one file".to_owned(),
        ),
        (
            FILE[..100_000].to_vec(),
            format!(
                "100000 bytes long, but by its header {}: cut short, or more than one file",
                FILE.len()
            ),
        ),
        (
            [FILE, FILE].concat(),
            format!(
                "{} bytes long, but by its header {}: cut short, or more than one file",
                FILE.len() * 2,
                FILE.len()
            ),
        ),
        (
            altered(8, &[9, 0, 0, 0]),
            "format 9, but this version reads format 1".to_owned(),
        ),
        (
            altered(24, &[7]),
            "byte 24: the release is not printable ASCII padded with zeros".to_owned(),
        ),
        (
            altered(24, &[0xff]),
            "byte 24: the release is not printable ASCII padded with zeros".to_owned(),
        ),
        (
            // The first state leads back to itself.
            altered(states_at, &(outcomes as u16).to_le_bytes()),
            format!(
                "byte {states_at}: a step leads to row {outcomes}, which is not there or leads back"
            ),
        ),
        (
            // The first outcome leads to the next.
            altered(steps_at, &[1, 0]),
            format!("byte {steps_at}: a step leads to row 1, which is not there or leads back"),
        ),
        (
            altered(HEADER + 6, &[0xff, 0xff]),
            "byte 54: a step leads to row 65535, which is not there or leads back".to_owned(),
        ),
        (
            altered(outcomes_at + 4, &[0, 12, 0, 0]),
            format!(
                "byte {}: outcome 1 names a region, line type or validity that is not there",
                outcomes_at + 4
            ),
        ),
        (
            altered(regions_at, b"QQ "),
            format!("byte {regions_at}: region `QQ` is not known to this version"),
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
    // Format 1; one state, 0x102 outcomes, two regions.
    bytes.extend([1, 0, 0, 0, 1, 0, 0, 0, 0x02, 0x01, 0, 0, 2, 0, 0, 0]);
    bytes.extend(b"by-hand\0\0\0\0\0\0\0\0\0");
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
    let checksum = bytes[..40]
        .iter()
        .chain(&bytes[HEADER..])
        .fold(0xcbf2_9ce4_8422_2325_u128, |hash, &byte| {
            (hash ^ u128::from(byte)) * 0x0100_0000_01b3 % (1 << 64)
        });
    for place in 0..8 {
        bytes[40 + place] = (checksum >> (8 * place) & 0xff) as u8;
    }
    let plan = Numbering::from_bytes(&bytes).unwrap();
    assert_eq!(plan.release(), "by-hand");
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

#[test]
fn the_kind_of_error_can_be_told() {
    assert_eq!(
        Numbering::from_bytes(&altered(8, &[2, 0, 0, 0])).unwrap_err(),
        NumberingError::Format { found: 2 }
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
        let start: &[u8] = if magic { b"ORIGPLAN\x01\0\0\0" } else { b"" };
        prop_assert!(Numbering::from_bytes(&[start, &bytes].concat()).is_err());
    }

    /// A file with any contents and a right checksum is refused, or answers everything.
    #[test]
    fn what_is_accepted_answers_everything(at in HEADER..FILE.len() - 4, with: [u8; 2], digits in "[1-9][0-9]{0,14}") {
        if let Ok(plan) = Numbering::from_bytes(&altered(at, &with)) {
            let number = originator::Number::from_digits(digits.as_bytes()).unwrap();
            let _ = (plan.locate(number), plan.is_canonical(number));
        }
    }
}
