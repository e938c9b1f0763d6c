//! The automaton as bytes; docs/numbering.md describes the format.

use crate::area::Trees;
use crate::area_codes::AreaCodes;
use crate::automaton::{Automaton, Target, UNASSIGNED};
use crate::plan::Plan;
use crate::{Error, calling_code::Outcome};

mod areas;

const MAGIC: &[u8; 8] = b"ORIGPLAN";
const FORMAT: u32 = 2;
const RELEASE_BYTES: usize = 16;
/// A date such as `2026-11-04`, and padding.
const RELEASED_BYTES: usize = 12;
/// By the count of digits and the first three of them, four bits each.
const JUMPS: usize = 1 << 16;
/// Written in place of a region where the calling code is not assigned.
const NO_REGION: u8 = 0xff;

pub(crate) fn write(
    plan: &Plan,
    automaton: &Automaton<'_>,
    trees: &[Trees<'_>],
    area_codes: &AreaCodes,
) -> Result<Vec<u8>, Error> {
    let regions = region_codes(automaton)?;
    let mut body = Vec::new();
    for jump in 0..JUMPS {
        let target = landing(automaton, jump)?;
        body.extend(row(automaton, target)?.to_le_bytes());
    }
    // An outcome leads to itself, so that walks of different lengths may take the same number of steps.
    for outcome in 0..automaton.outcomes.len() {
        let itself = row(automaton, Target::Outcome(outcome))?;
        body.extend([itself.to_le_bytes(); 10].into_iter().flatten());
    }
    // Turned round, so that a state comes before all of its successors.
    for successors in automaton.states.iter().rev() {
        for &target in successors {
            body.extend(row(automaton, target)?.to_le_bytes());
        }
    }
    for outcome in &automaton.outcomes {
        body.extend(outcome_bytes(*outcome, &regions));
    }
    for region in &regions {
        body.extend(region.bytes().chain(*b"   ").take(3));
    }

    let areas = areas::write(trees, area_codes, &mut body)?;

    let mut bytes = MAGIC.to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    for count in [
        automaton.states.len(),
        automaton.outcomes.len(),
        regions.len(),
        areas.rows,
        areas.states,
        areas.pairs,
    ] {
        bytes.extend(small(count)?.to_le_bytes());
    }
    bytes.extend(padded(&plan.release, RELEASE_BYTES)?);
    if !is_date(&plan.released) {
        return Err(Error::Released(plan.released.clone()));
    }
    bytes.extend(padded(&plan.released, RELEASED_BYTES)?);
    bytes.extend(checksum([&bytes, &body]).to_le_bytes());
    bytes.extend(body);
    Ok(bytes)
}

/// The text, filled up with zeros.
fn padded(text: &str, length: usize) -> Result<impl Iterator<Item = u8>, Error> {
    let padding = length
        .checked_sub(text.len())
        .ok_or(Error::TooLarge("text", text.len()))?;
    Ok(text.bytes().chain((0..padding).map(|_| 0)))
}

/// Whether the text is formed as a date is.
fn is_date(text: &str) -> bool {
    let form = "0000-00-00".bytes();
    text.len() == form.len()
        && form.zip(text.bytes()).all(|(form, byte)| match form {
            b'-' => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
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

/// Where the first three digits of a number lead. A jump's lowest four bits are the count of digits, the next
/// four the first digit, and so on.
fn landing(automaton: &Automaton<'_>, jump: usize) -> Result<Target, Error> {
    let [count, digits @ ..] = [0, 4, 8, 12].map(|shift| jump >> shift & 0xf);
    let mut target = match automaton.roots.get(count) {
        Some(&root) if count > 0 => root,
        _ => UNASSIGNED,
    };
    for digit in digits {
        if let Target::State(state) = target {
            let successors = automaton
                .states
                .get(state)
                .ok_or(Error::TooLarge("state", state))?;
            target = successors.get(digit).copied().unwrap_or(UNASSIGNED);
        }
    }
    Ok(target)
}

/// The row of a target: those of outcomes come first.
fn row(automaton: &Automaton<'_>, target: Target) -> Result<u16, Error> {
    let row = match target {
        Target::Outcome(outcome) => outcome,
        Target::State(state) => automaton.outcomes.len() + automaton.states.len() - 1 - state,
    };
    u16::try_from(row).map_err(|_| Error::TooLarge("rows", row))
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
