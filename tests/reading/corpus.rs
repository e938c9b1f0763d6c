//! Numbers as people and systems write them, against what libphonenumber reads under the rules of this library.

use std::fmt::Write;
use std::io::Read;

use flate2::read::GzDecoder;
use originator::{BareDigits, Region, read};

use super::{HAS_PARSER, bare_digits};

/// A row of a corpus: what was written, where, and what libphonenumber says under the guard's rules.
struct Row {
    region: Option<Region>,
    text: String,
    e164: String,
    e164_region: String,
    line_type: String,
    validity: String,
    read_as: String,
    ambiguous: String,
}

fn corpus(compressed: &[u8]) -> Vec<Row> {
    let mut text = String::new();
    GzDecoder::new(compressed)
        .read_to_string(&mut text)
        .unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [
            region,
            text,
            e164,
            e164_region,
            line_type,
            validity,
            read_as,
            ambiguous,
        ] = fields[..]
        else {
            panic!("not eight fields: {line:?}");
        };
        Row {
            region: (!region.is_empty()).then(|| region.parse().unwrap()),
            text: unescape(text),
            e164: e164.to_owned(),
            e164_region: e164_region.to_owned(),
            line_type: line_type.to_owned(),
            validity: validity.to_owned(),
            read_as: read_as.to_owned(),
            ambiguous: ambiguous.to_owned(),
        }
    })
    .collect()
}

/// Undoes the escapes of the corpora: `\\`, `\t`, `\n`, `\r` and `\u{hex}`.
pub(super) fn unescape(text: &str) -> String {
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
        let reading = read(&row.text, bare_digits(row.region));
        if !HAS_PARSER && reading.is_none() {
            continue;
        }
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
                reading.read_as.as_str(),
                if reading.is_ambiguous {
                    "ambiguous"
                } else {
                    ""
                },
            ]
            .map(str::to_owned)
        });
        let theirs = [
            &row.e164,
            &row.e164_region,
            &row.line_type,
            &row.validity,
            &row.read_as,
            &row.ambiguous,
        ]
        .map(String::clone);
        if ours != theirs {
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
    let rows = corpus(include_bytes!("../corpus/nationally_written.tsv.gz"));
    assert!(rows.len() >= 10_000);
    compare(&rows);
}

#[test]
fn numbers_in_every_way_of_writing_are_read_as_libphonenumber_reads_them() {
    let rows = corpus(include_bytes!("../corpus/as_people_write.tsv.gz"));
    assert!(rows.len() >= 20_000);
    compare(&rows);
}

/// Without a region, what is refused is exactly what would be read as bare digits.
#[test]
fn bare_digits_are_read_where_they_are_international_and_nowhere_else() {
    let rows = corpus(include_bytes!("../corpus/as_people_write.tsv.gz"));
    let mut bare = 0;
    for row in rows.iter().filter(|row| row.region.is_none()) {
        let refused = read(&row.text, BareDigits::Refuse);
        let expected = read(&row.text, BareDigits::International)
            .filter(|reading| reading.read_as != originator::ReadAs::Bare);
        assert_eq!(refused, expected, "{:?}", row.text);
        bare += usize::from(row.read_as == "bare");
    }
    assert!(bare > 1_000, "{bare}");
}
