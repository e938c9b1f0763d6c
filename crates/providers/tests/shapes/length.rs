//! Lengths: what others count, and the laws of parts.

use std::collections::BTreeMap;

use originator_providers::length::{Encoding, Length};
use proptest::prelude::*;

fn rows(corpus: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    corpus
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

#[test]
fn the_alphabet_is_the_one_of_the_reference() {
    let reference: BTreeMap<char, usize> = rows(include_str!("corpus/gsm_03_38.tsv"))
        .map(|row| {
            let point = u32::from_str_radix(row[0].strip_prefix("U+").unwrap(), 16).unwrap();
            (char::from_u32(point).unwrap(), row[1].len() / 2)
        })
        .collect();
    assert_eq!(
        reference.len(),
        137,
        "127 characters and 10 of the extension table"
    );
    for character in '\0'..=char::MAX {
        let length = Length::of(character.encode_utf8(&mut [0; 4]));
        let ours = (length.encoding == Encoding::Gsm7).then_some(length.units);
        assert_eq!(ours, reference.get(&character).copied(), "{character:?}");
    }
}

#[test]
fn parts_are_as_many_as_the_reference_counts() {
    let mut compared = 0;
    for row in rows(include_str!("corpus/lengths.tsv")) {
        let text: String = row[0]
            .split(' ')
            .map(|run| {
                let (count, character) = run.split_once('×').unwrap();
                character.repeat(count.parse().unwrap())
            })
            .collect();
        let length = Length::of(&text);
        let ours = (length.encoding.as_str(), length.parts);
        assert_eq!(ours, (row[1], row[2].parse().unwrap()), "{}", row[0]);
        compared += 1;
    }
    assert_eq!(compared, 2604);
}

#[test]
fn parts_by_hand() {
    use Encoding::{Gsm7, Ucs2};
    let cases = [
        (
            String::new(),
            (Gsm7, 0, 1),
            "an empty message is still sent",
        ),
        ("a".repeat(160), (Gsm7, 160, 1), "a full single part"),
        ("a".repeat(161), (Gsm7, 161, 2), "one more"),
        ("a".repeat(306), (Gsm7, 306, 2), "two full parts"),
        ("a".repeat(307), (Gsm7, 307, 3), "one more"),
        ("€".repeat(80), (Gsm7, 160, 1), "escapes count two"),
        ("€".repeat(81), (Gsm7, 162, 2), "escapes count two"),
        (
            format!("{}€{}", "a".repeat(152), "b".repeat(152)),
            (Gsm7, 306, 3),
            "an escape goes whole to the next part, and the last letter to a third",
        ),
        ("ж".repeat(70), (Ucs2, 70, 1), "a full single part"),
        ("ж".repeat(71), (Ucs2, 71, 2), "one more"),
        ("ж".repeat(134), (Ucs2, 134, 2), "two full parts"),
        (
            "😀".repeat(35),
            (Ucs2, 70, 1),
            "a surrogate pair counts two",
        ),
        (
            format!("{}😀{}", "ж".repeat(66), "ж".repeat(66)),
            (Ucs2, 134, 3),
            "a surrogate pair goes whole to the next part",
        ),
        (
            "ç".to_owned(),
            (Ucs2, 1, 1),
            "only the capital is in the alphabet",
        ),
        (
            "`".to_owned(),
            (Ucs2, 1, 1),
            "ASCII is not all in the alphabet",
        ),
    ];
    for (text, expected, why) in cases {
        let length = Length::of(&text);
        assert_eq!(
            (length.encoding, length.units, length.parts),
            expected,
            "{why}"
        );
    }
}

proptest! {
    #[test]
    fn more_text_is_never_fewer_parts(text in ".{0,300}", more in "[a-z€😀ж]") {
        let (shorter, longer) = (Length::of(&text), Length::of(&format!("{text}{more}")));
        prop_assert!(shorter.parts <= longer.parts);
        prop_assert!(shorter.units < longer.units || shorter.encoding != longer.encoding);
        prop_assert!(shorter.parts * 160 >= shorter.units);
    }
}
