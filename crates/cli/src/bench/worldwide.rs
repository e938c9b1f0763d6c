//! Generates numbers worldwide from the numbering plan: the same at every call, in an order that a branch predictor
//! cannot learn.

use originator::numbering::{Location, Numbering, Validity};
use originator::{BareDigits, Number, Region};

use super::numbers::Numbers;

/// So many that their paths through the automaton do not fit in the caches of a core.
const COUNT: usize = 100_000;

/// The maximum number of draws for a valid number of a calling code.
const MAX_DRAWS: usize = 64;

/// Valid numbers in E.164. The share of a calling code is proportional to the number of its regions.
pub(super) fn worldwide(numbering: &Numbering) -> Numbers {
    let codes = codes(numbering);
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut numbers = Numbers::default();
    let mut text = Vec::new();
    // A numbering plan from a file may have too few valid numbers.
    for _ in 0..2 * COUNT {
        let Some((code, counts)) = random.one_of(&codes) else {
            break;
        };
        for _ in 0..MAX_DRAWS {
            text.clear();
            text.push(b'+');
            text.extend_from_slice(code.as_bytes());
            let count = random.one_of(counts).copied().unwrap_or_default();
            text.extend((0..count).map(|_| b'0' + random.below(10) as u8));
            if is_valid_and_canonical(numbering, &text) {
                numbers.push(&text);
                break;
            }
        }
        if numbers.len() == COUNT {
            break;
        }
    }
    numbers
}

/// The calling code of every region, and the numbers of digits that may follow it.
fn codes(numbering: &Numbering) -> Vec<(String, Vec<usize>)> {
    let codes = Region::all().filter_map(Region::calling_code);
    codes
        .map(|code| {
            let code = code.to_string();
            let counts = (1..=Number::MAX_DIGITS - code.len()).filter(|&count| {
                let any = format!("{code}{}", "2".repeat(count));
                validity(numbering, any.as_bytes()) != Some(Validity::Invalid)
            });
            let counts = counts.collect();
            (code, counts)
        })
        .collect()
}

fn is_valid_and_canonical(numbering: &Numbering, text: &[u8]) -> bool {
    let Some(number) = text.strip_prefix(b"+").and_then(Number::from_digits) else {
        return false;
    };
    let valid = |location: Location| location.validity == Validity::Valid;
    // A valid number may still be read as a different one: +52 1 and ten digits lose the 1.
    numbering.locate(number).is_some_and(valid)
        && (numbering.read(text, BareDigits::Refuse))
            .is_some_and(|reading| reading.number == number)
}

fn validity(numbering: &Numbering, digits: &[u8]) -> Option<Validity> {
    let location = numbering.locate(Number::from_digits(digits)?)?;
    Some(location.validity)
}

/// Marsaglia's xorshift, which is not for secrets.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let index = self.below((all.len() as u64).max(1));
        all.get(index as usize)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn numbers_are_valid_canonical_worldwide_and_the_same_each_time() {
        let numbers = worldwide(Numbering::builtin());
        assert_eq!(numbers.len(), COUNT);
        let again = worldwide(Numbering::builtin());
        let (mut regions, mut different) = (HashSet::new(), HashSet::new());
        for block in 0..numbers.blocks() {
            for (number, same) in numbers.block(block).zip(again.block(block)) {
                assert_eq!(number, same);
                let reading = originator::read(number, BareDigits::Refuse).unwrap();
                assert_eq!(reading.number.to_string().as_bytes(), number);
                assert_eq!(reading.location.validity, Validity::Valid);
                regions.insert(reading.location.region);
                different.insert(reading.number);
            }
        }
        let with_telephones = Region::all().filter(|region| region.calling_code().is_some());
        let missing: Vec<Region> = with_telephones
            .filter(|region| !regions.contains(region))
            .collect();
        // Their numbers are one in many thousands of those of their calling codes.
        assert!(missing.len() <= 10, "no number of {missing:?}");
        assert!(different.len() > COUNT * 9 / 10, "{}", different.len());
    }
}
