//! Bytes to a numbering plan: it opens exactly if it is as documented, and what opens answers as a plain walk over
//! the documented tables does, which ends after as many steps as a number has digits.
//!
//! The first byte says how the rest becomes a file:
//!
//! - even: it is the file;
//! - odd and in its upper half: the built-in file, with each five bytes of the rest (a place in three, a value in two)
//!   written over it, and the checksum made right;
//! - else: a small plan, whose counts are the next three bytes, whose jumps lead wherever the next sixteen pairs say,
//!   whose rows, outcomes and regions are the rest, and whose checksum is right.

#![no_main]

use libfuzzer_sys::fuzz_target;
use originator::numbering::{LineType, Location, Numbering, Validity};
use originator::{BareDigits, Number, Region};

static BUILT_IN: &[u8] = include_bytes!("../../data/numbering/numbering.bin");
const CHECKSUM: usize = 64;
const HEADER: usize = 72;
const JUMPS: usize = 1 << 16;
/// The area codes of calling code 1 that a file has a state for: 200 to 999.
const AREA_CODES: usize = 800;

fuzz_target!(|input: &[u8]| {
    let Some((&how, rest)) = input.split_first() else {
        return;
    };
    let (file, checksum) = match how {
        how if how % 2 == 0 => (rest.to_vec(), checksum(rest)),
        128.. => signed(written_over(rest)),
        _ => signed(small(rest)),
    };
    let opened = Numbering::from_bytes(&file);
    let plain = Plain::read(&file, checksum);
    assert_eq!(opened.is_ok(), plain.is_some(), "{:?}", opened.err());
    match (opened, plain) {
        (Ok(opened), Some(plain)) => {
            assert_eq!(opened.release().as_bytes(), plain.release);
            assert_eq!(opened.released().as_bytes(), plain.released);
            let areas = NUMBERS.iter().map(|digits| digits.to_vec());
            shared(&opened, &plain, areas.chain(numbers(rest)));
            for digits in NUMBERS
                .iter()
                .map(|digits| digits.to_vec())
                .chain(numbers(rest))
            {
                answers(&opened, &plain, &digits);
            }
        }
        (Err(error), _) => assert!(!error.to_string().is_empty()),
        (Ok(_), None) => {}
    }
});

fn answers(opened: &Numbering, plain: &Plain<'_>, digits: &[u8]) {
    let text: Vec<u8> = digits.iter().map(|digit| digit + b'0').collect();
    let Some(number) = Number::from_digits(&text) else {
        return;
    };
    let found = plain.find(digits);
    assert_eq!(
        opened.locate(number),
        found.map(|(location, _)| location),
        "{number}"
    );
    assert_eq!(
        opened.area(number).map(|area| area.to_string()),
        plain.area(digits).map(|area| area.to_string()),
        "{number}"
    );
    let canonical = found.is_some_and(|(_, canonical)| canonical);
    assert_eq!(opened.is_canonical(number), canonical, "{number}");
    if canonical {
        let reading = opened.read(number.to_string(), BareDigits::Refuse);
        assert_eq!(
            reading.map(|it| (it.number, Some(it.location))),
            Some((number, opened.locate(number)))
        );
    }
}

/// Of each two areas, whether they serve a common place, and the state of each.
fn shared(opened: &Numbering, plain: &Plain<'_>, numbers: impl Iterator<Item = Vec<u8>>) {
    let areas = numbers.filter_map(|digits| {
        let text: Vec<u8> = digits.iter().map(|digit| digit + b'0').collect();
        let area = opened.area(Number::from_digits(&text)?)?;
        Some((area, plain.area(&digits)?))
    });
    let areas: Vec<_> = areas.collect();
    for (one, plain_one) in &areas {
        assert_eq!(opened.state(*one), plain.state(plain_one), "{one}");
        for (other, plain_other) in &areas {
            let share = plain.share_place(plain_one, plain_other);
            assert_eq!(opened.share_place(*one, *other), share, "{one}, {other}");
        }
    }
}

const NUMBERS: [&[u8]; 9] = [
    &[1],
    &[1, 2, 1, 2, 5, 5, 5, 0, 1, 2, 3],
    &[1, 9, 1, 7, 5, 5, 5, 0, 1, 2, 3],
    &[5, 4, 9, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    &[4, 6],
    &[1, 2, 0, 2, 5, 5, 5, 0, 1, 2, 3],
    &[4, 4, 7, 7, 0, 0, 9, 0, 0, 1, 2, 3],
    &[4, 6, 7, 0, 1, 7, 4, 0, 6, 0, 5],
    &[9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9],
];

/// Some numbers that hang on the input.
fn numbers(input: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    let windows = input.windows(15).take(32).enumerate();
    windows.map(|(place, window)| {
        let digits = window.iter().take(1 + place % 15);
        digits.map(|byte| byte % 10).collect()
    })
}

fn written_over(rest: &[u8]) -> Vec<u8> {
    let mut file = BUILT_IN.to_vec();
    for patch in rest.as_chunks::<5>().0 {
        let [a, b, c, values @ ..] = *patch;
        let place = usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16;
        let place = place % file.len();
        for (byte, value) in file.iter_mut().skip(place).zip(values) {
            *byte = value;
        }
    }
    file
}

fn small(rest: &[u8]) -> Vec<u8> {
    let mut rest = rest.iter().copied().chain(std::iter::repeat(0));
    let mut next = || rest.next().unwrap_or_default();
    let (states, outcomes, regions) = (next() % 16, 1 + next() % 16, 1 + next() % 8);
    let mut file = Vec::new();
    let pairs: Vec<[u8; 2]> = (0..16).map(|_| [next(), 0]).collect();
    let pairs = pairs.concat();
    for third in 0..16 {
        // By the count of digits, and so that the third digit makes a difference.
        let (first, last) = pairs.split_at(third * 2);
        file.extend([last, first].concat().repeat(JUMPS / 16 / 16));
    }
    for row in 0..u16::from(outcomes) {
        for _ in 0..10 {
            file.extend(row.to_le_bytes());
        }
    }
    for _ in 0..usize::from(states) * 10 {
        file.extend([next(), 0]);
    }
    for _ in 0..outcomes {
        file.extend([next(), next() % 16, next() % 4, next() % 4]);
    }
    for _ in 0..regions {
        let region = Region::from_index(usize::from(next()));
        file.extend(format!("{:3}", region.map_or("??", Region::code)).bytes());
    }
    let (rows, area_states, area_pairs) = (next() % 8, next() % 4, next() % 4);
    for _ in 0..16 + usize::from(rows) * 10 {
        file.extend([next(), next() % 2]);
    }
    for code in 0..AREA_CODES {
        // Most are not assigned.
        file.push(if code < 8 { next() } else { 0xff });
    }
    for _ in 0..area_states {
        file.extend([next() % 0x80, 0, 0, 0, 0, 0, 0, 0]);
    }
    for _ in 0..usize::from(area_pairs) * 2 {
        file.extend([200 + next() % 8, 0]);
    }

    let mut header = b"ORIGPLAN\x02\0\0\0".to_vec();
    for count in [states, outcomes, regions, rows, area_states, area_pairs] {
        header.extend(u32::from(count).to_le_bytes());
    }
    header.extend(b"fuzz\0\0\0\0\0\0\0\0\0\0\0\0");
    header.extend(b"2001-02-03\0\0");
    header.extend([0; 8]);
    [header, file].concat()
}

/// The file with its right checksum.
fn signed(mut file: Vec<u8>) -> (Vec<u8>, u64) {
    let checksum = checksum(&file);
    if let Some(place) = file.get_mut(CHECKSUM..HEADER) {
        place.copy_from_slice(&checksum.to_le_bytes());
    }
    (file, checksum)
}

/// FNV-1a, 64 bits, of all other bytes.
fn checksum(file: &[u8]) -> u64 {
    let before = file.get(..CHECKSUM).unwrap_or(file);
    let parts = before.iter().chain(file.iter().skip(HEADER));
    parts.fold(0xcbf2_9ce4_8422_2325, |hash: u64, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The file by its description in `docs/numbering.md`, and nothing more.
struct Plain<'f> {
    release: &'f [u8],
    released: &'f [u8],
    jumps: &'f [[u8; 2]],
    rows: &'f [[u8; 2]],
    outcomes: Vec<Option<(Location, bool)>>,
    area_roots: &'f [[u8; 2]],
    area_rows: &'f [[u8; 2]],
    states_of: &'f [u8],
    area_states: Vec<&'f str>,
    area_pairs: Vec<(usize, usize)>,
}

/// A calling code and an area code.
#[derive(PartialEq, Eq)]
struct PlainArea(String, String);

impl std::fmt::Display for PlainArea {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "+{} {}", self.0, self.1)
    }
}

impl<'f> Plain<'f> {
    /// `None` where the file, whose checksum is given, is not as it is described.
    fn read(file: &'f [u8], checksum: u64) -> Option<Plain<'f>> {
        let mut at = 0_usize;
        let mut part = |length: usize| {
            let part = file.get(at..at.checked_add(length)?)?;
            at += length;
            Some(part)
        };
        let number = |bytes: &[u8]| {
            bytes
                .iter()
                .rev()
                .fold(0, |number: u64, &byte| number << 8 | u64::from(byte))
        };
        let size = |bytes: &[u8]| usize::try_from(number(bytes)).ok();
        if part(8)? != b"ORIGPLAN" || number(part(4)?) != 2 {
            return None;
        }
        let (states, outcome_count) = (size(part(4)?)?, size(part(4)?)?);
        let region_count = size(part(4)?)?;
        let (area_row_count, area_state_count) = (size(part(4)?)?, size(part(4)?)?);
        let area_pair_count = size(part(4)?)?;
        let release = part(16)?;
        let released = part(12)?;
        let length = release.iter().rposition(|&byte| byte != 0)?;
        let release = release.get(..=length)?;
        if !release.iter().all(u8::is_ascii_graphic) || number(part(8)?) != checksum {
            return None;
        }
        let jumps = part(JUMPS * 2)?.as_chunks().0;
        let row_count = states.checked_add(outcome_count)?;
        let rows = part(row_count.checked_mul(20)?)?.as_chunks().0;
        let outcomes = part(outcome_count.checked_mul(4)?)?;
        let regions = part(region_count.checked_mul(3)?)?;
        let area_roots = part(16 * 2)?.as_chunks().0;
        let area_rows = part(area_row_count.checked_mul(20)?)?.as_chunks().0;
        let states_of = part(AREA_CODES)?;
        let area_states = part(area_state_count.checked_mul(8)?)?;
        let area_pairs = part(area_pair_count.checked_mul(4)?)?;
        if at != file.len() {
            return None;
        }
        let regions = regions.chunks(3).map(|code| {
            // A code of two letters has a space behind it; what stands before one counts, and so only there.
            let code = std::str::from_utf8(code).ok()?;
            code.trim_ascii_end().parse::<Region>().ok()
        });
        let regions: Vec<Region> = regions.collect::<Option<_>>()?;
        let outcomes = outcomes.chunks(4).map(|outcome| match *outcome {
            [255, 0, 0, 0] => Some(None),
            [region, line_type, validity, canonical @ 0..=1] => {
                let validities = [Validity::Valid, Validity::Possible, Validity::Invalid];
                let location = Location {
                    region: *regions.get(usize::from(region))?,
                    line_type: *LineType::ALL.get(usize::from(line_type))?,
                    validity: *validities.get(usize::from(validity))?,
                };
                Some(Some((location, canonical == 1)))
            }
            _ => None,
        });
        let outcomes: Vec<_> = outcomes.collect::<Option<_>>()?;
        let leads = |row: usize, target: usize| {
            if row < outcome_count {
                target == row
            } else {
                target < outcome_count || target > row && target < row_count
            }
        };
        let jumps_lead = jumps.iter().all(|jump| target(jump) < row_count);
        let mut rows_lead = rows
            .iter()
            .zip(0..)
            .map(|(step, at)| leads(at / 10, target(step)));
        if !jumps_lead || !rows_lead.all(|leads| leads) {
            return None;
        }

        // The day of the release.
        let released = text_of(released)?.as_bytes();
        let [y, e, a, r, b'-', m, o, b'-', d, g] = *released else {
            return None;
        };
        if ![y, e, a, r, m, o, d, g].iter().all(u8::is_ascii_digit) {
            return None;
        }

        // Areas: answers below 256, else rows, from one on to those behind it.
        let may_lead = |target: usize, first: usize| match target {
            0 => true,
            answer @ 1..=255 => answer >> 6 > 0 && (1..=9).contains(&(answer & 15)),
            row => row - 256 >= first && row - 256 < area_row_count,
        };
        if !area_roots.iter().all(|root| may_lead(target(root), 0)) {
            return None;
        }
        let mut area_steps = area_rows.iter().zip(0..);
        if !area_steps.all(|(step, at)| may_lead(target(step), at / 10 + 1)) {
            return None;
        }
        if states_of
            .iter()
            .any(|&state| state < 254 && usize::from(state) >= area_state_count)
        {
            return None;
        }
        let area_states = area_states.chunks(8).map(text_of);
        let area_states: Vec<&str> = area_states.collect::<Option<_>>()?;
        let area_pairs = area_pairs.as_chunks::<4>().0.iter();
        let area_pairs = area_pairs.map(|&[a, b, c, d]| (target(&[a, b]), target(&[c, d])));
        let area_pairs: Vec<(usize, usize)> = area_pairs.collect();
        let is_code = |code: usize| {
            let place = code.checked_sub(200);
            place
                .and_then(|place| states_of.get(place))
                .is_some_and(|&state| state != 255)
        };
        let are_codes = area_pairs
            .iter()
            .all(|&(one, other)| one < other && is_code(one) && is_code(other));
        let in_order = area_pairs.windows(2).all(|pairs| pairs[0] < pairs[1]);
        (are_codes && in_order).then_some(Plain {
            release,
            released,
            area_roots,
            area_rows,
            states_of,
            area_states,
            area_pairs,
            jumps,
            rows,
            outcomes,
        })
    }

    fn area(&self, digits: &[u8]) -> Option<PlainArea> {
        let mut at = target(self.area_roots.get(digits.len())?);
        for place in 0.. {
            if at < 256 {
                break;
            }
            let digit = digits.get(place).copied().unwrap_or_default();
            at = target(self.area_rows.get((at - 256) * 10 + usize::from(digit))?);
        }
        let (code, token, length) = (at >> 6, at >> 4 & 3, at & 15);
        let text = |digits: &[u8]| {
            digits
                .iter()
                .map(|digit| char::from(digit + b'0'))
                .collect()
        };
        let area_code: String = text(digits.get(code + token..code + token + length)?);
        let area = PlainArea(text(digits.get(..code)?), area_code);
        let exists = area.0 != "1" || self.state_of(&area)? != 255;
        (at != 0 && exists).then_some(area)
    }

    fn state_of(&self, area: &PlainArea) -> Option<u8> {
        let code: usize = area.1.parse().ok()?;
        let place = code.checked_sub(200).filter(|_| area.0 == "1")?;
        self.states_of.get(place).copied()
    }

    fn state(&self, area: &PlainArea) -> Option<&'f str> {
        let state = self.state_of(area)?;
        self.area_states.get(usize::from(state)).copied()
    }

    fn share_place(&self, one: &PlainArea, other: &PlainArea) -> bool {
        let code = |area: &PlainArea| area.1.parse::<usize>().ok().filter(|_| area.0 == "1");
        let pair = code(one).zip(code(other));
        let pair = pair.map(|(one, other)| (one.min(other), one.max(other)));
        one == other || pair.is_some_and(|pair| self.area_pairs.contains(&pair))
    }

    fn find(&self, digits: &[u8]) -> Option<(Location, bool)> {
        let digit = |place: usize| usize::from(digits.get(place).copied().unwrap_or_default());
        let jump = digits.len() | digit(0) << 4 | digit(1) << 8 | digit(2) << 12;
        let mut row = target(self.jumps.get(jump)?);
        // After the last digit there are zeros, for as long as the rows before the outcomes may be many.
        for place in 3.. {
            if row < self.outcomes.len() {
                break;
            }
            row = target(self.rows.get(row * 10 + digit(place))?);
        }
        *self.outcomes.get(row)?
    }
}

fn target(pair: &[u8; 2]) -> usize {
    usize::from(pair[0]) | usize::from(pair[1]) << 8
}

/// Printable ASCII, filled up with zeros; `None` where it is anything else.
fn text_of(bytes: &[u8]) -> Option<&str> {
    let length = bytes.iter().rposition(|&byte| byte != 0)?;
    let text = bytes.get(..=length)?;
    let is_text = text.iter().all(u8::is_ascii_graphic);
    std::str::from_utf8(text).ok().filter(|_| is_text)
}
