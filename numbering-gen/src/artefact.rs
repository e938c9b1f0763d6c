//! The automaton as bytes; docs/numbering.md describes the format.

use crate::automaton::{Automaton, Target};
use crate::{Error, calling_code::Outcome};

const MAGIC: &[u8; 8] = b"ORIGPLAN";
const FORMAT: u32 = 1;
const RELEASE_BYTES: usize = 16;
/// Set where a target is an outcome rather than a state.
const OUTCOME: u16 = 0x8000;
/// Written in place of a region where the calling code is not assigned.
const NO_REGION: u8 = 0xff;

pub(crate) fn write(automaton: &Automaton<'_>, release: &str) -> Result<Vec<u8>, Error> {
    let regions = region_codes(automaton)?;
    let mut body = Vec::new();
    for root in automaton.roots.iter().skip(1) {
        for first_digits in 0..1000 {
            let target = jump(automaton, *root, first_digits)?;
            body.extend(code(automaton, target)?.to_le_bytes());
        }
    }
    // Turned round, so that a state comes before all of its successors.
    for successors in automaton.states.iter().rev() {
        for &target in successors {
            body.extend(code(automaton, target)?.to_le_bytes());
        }
    }
    for outcome in &automaton.outcomes {
        body.extend(outcome_bytes(*outcome, &regions));
    }
    for region in &regions {
        body.extend(region.bytes().chain(*b"   ").take(3));
    }

    let mut bytes = MAGIC.to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    for count in [
        automaton.states.len(),
        automaton.outcomes.len(),
        regions.len(),
    ] {
        bytes.extend(small(count)?.to_le_bytes());
    }
    let padding = RELEASE_BYTES
        .checked_sub(release.len())
        .ok_or(Error::TooLarge("release", release.len()))?;
    bytes.extend(release.bytes().chain((0..padding).map(|_| 0)));
    bytes.extend(checksum([&bytes, &body]).to_le_bytes());
    bytes.extend(body);
    Ok(bytes)
}

fn region_codes<'p>(automaton: &Automaton<'p>) -> Result<Vec<&'p str>, Error> {
    let mut codes: Vec<&str> = automaton
        .outcomes
        .iter()
        .flatten()
        .map(|outcome| outcome.region)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() > usize::from(NO_REGION) {
        return Err(Error::TooLarge("regions", codes.len()));
    }
    Ok(codes)
}

/// Where the first three digits of a number lead, or all of them if there are fewer.
fn jump(automaton: &Automaton<'_>, root: Target, first_digits: usize) -> Result<Target, Error> {
    let mut target = root;
    for digit in [
        first_digits / 100,
        first_digits / 10 % 10,
        first_digits % 10,
    ] {
        if let Target::State(state) = target {
            target = automaton
                .states
                .get(state)
                .and_then(|successors| successors.get(digit))
                .copied()
                .ok_or(Error::TooLarge("state", state))?;
        }
    }
    Ok(target)
}

fn code(automaton: &Automaton<'_>, target: Target) -> Result<u16, Error> {
    let (what, index, mark) = match target {
        Target::Outcome(index) => ("outcomes", index, OUTCOME),
        Target::State(index) => ("states", automaton.states.len() - 1 - index, 0),
    };
    match u16::try_from(index) {
        Ok(index) if index < OUTCOME => Ok(index | mark),
        _ => Err(Error::TooLarge(what, index)),
    }
}

fn outcome_bytes(outcome: Option<Outcome<'_>>, regions: &[&str]) -> [u8; 4] {
    match outcome {
        Some(outcome) => [
            regions
                .iter()
                .position(|&code| code == outcome.region)
                .and_then(|index| u8::try_from(index).ok())
                .unwrap_or(NO_REGION),
            outcome.line_type as u8,
            outcome.validity as u8,
            u8::from(outcome.canonical),
        ],
        None => [NO_REGION, 0, 0, 0],
    }
}

fn small(count: usize) -> Result<u32, Error> {
    u32::try_from(count).map_err(|_| Error::TooLarge("count", count))
}

/// FNV-1a over 64 bits.
fn checksum(parts: [&[u8]; 2]) -> u64 {
    parts
        .into_iter()
        .flatten()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}
