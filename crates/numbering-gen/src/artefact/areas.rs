//! The part of the artefact that says where area codes stand and which of them share a place.

use std::collections::HashMap;

use crate::Error;
use crate::area::{Branch, Span, Trees};
use crate::area_codes::AreaCodes;
use crate::automaton::MAX_DIGITS;

/// A step to a number below this is the answer; above, it is this much more than a row.
const ROWS_FROM: usize = 256;
/// Answered where a number has no area code.
const NONE: u16 = 0;
/// The area codes of calling code 1 are from 200 to 999.
const FIRST_CODE: u16 = 200;
const LAST_CODE: u16 = 999;
/// Written for an area code that is not assigned, and for one without a state or province.
const NO_CODE: u8 = 0xff;
const NO_STATE: u8 = 0xfe;
/// Bytes of a state's name, such as `ON` or `NT/NU/YT`.
const STATE_BYTES: usize = 8;

/// How many of each there are.
pub(super) struct Counts {
    pub(super) rows: usize,
    pub(super) states: usize,
    pub(super) pairs: usize,
}

/// Rows while they are made; a row comes after all that it leads to.
#[derive(Default)]
struct Rows {
    rows: Vec<[Step; 10]>,
    ids: HashMap<[Step; 10], usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Step {
    Answer(u16),
    Row(usize),
}

pub(super) fn write(
    trees: &[Trees<'_>],
    area_codes: &AreaCodes,
    body: &mut Vec<u8>,
) -> Result<Counts, Error> {
    let mut rows = Rows::default();
    // By the calling code's digits, what follows it by the count of digits of the national number.
    let mut by_code: HashMap<&str, Vec<Step>> = HashMap::new();
    for trees in trees {
        let steps = rows.calling_code(trees)?;
        by_code.insert(&trees.calling_code.digits, steps);
    }
    let roots: Vec<Step> = (0..=MAX_DIGITS)
        .map(|count| rows.international(&mut String::new(), count, &by_code))
        .collect();

    // Turned round, so that a row comes before all that it leads to.
    let last = rows.rows.len();
    let number = |step: Step| match step {
        Step::Answer(answer) => Ok(answer),
        Step::Row(row) => u16::try_from(ROWS_FROM + last - 1 - row)
            .map_err(|_| Error::TooLarge("rows of areas", last)),
    };
    for step in roots
        .into_iter()
        .chain(rows.rows.iter().rev().flatten().copied())
    {
        body.extend(number(step)?.to_le_bytes());
    }
    let (states, pairs) = write_codes(area_codes, body)?;
    Ok(Counts {
        rows: last,
        states,
        pairs,
    })
}

impl Rows {
    fn row(&mut self, steps: [Step; 10]) -> Step {
        let [first, rest @ ..] = steps;
        if matches!(first, Step::Answer(_)) && rest.iter().all(|&other| other == first) {
            return first;
        }
        let next = self.rows.len();
        let id = *self.ids.entry(steps).or_insert(next);
        if id == next {
            self.rows.push(steps);
        }
        Step::Row(id)
    }

    /// The steps behind a calling code, by the count of digits of the national number.
    fn calling_code(&mut self, trees: &Trees<'_>) -> Result<Vec<Step>, Error> {
        let code_digits = trees.calling_code.digits.len();
        let mut made: Vec<Step> = Vec::new();
        let step = |made: &[Step], branch: Branch| match branch {
            Branch::Span(span) => answer(code_digits, span).map(Step::Answer),
            Branch::Node(node) => made.get(node).copied().ok_or(Error::TooLarge("node", node)),
        };
        for node in &trees.nodes {
            let mut steps = [Step::Answer(NONE); 10];
            for (to, &branch) in steps.iter_mut().zip(node) {
                *to = step(&made, branch)?;
            }
            let row = self.row(steps);
            made.push(row);
        }
        trees.roots.iter().map(|&root| step(&made, root)).collect()
    }

    /// The step of a whole number `left` digits before its end, while its calling code is being read.
    fn international(
        &mut self,
        read: &mut String,
        left: usize,
        by_code: &HashMap<&str, Vec<Step>>,
    ) -> Step {
        if let Some(steps) = by_code.get(read.as_str()) {
            return steps.get(left).copied().unwrap_or(Step::Answer(NONE));
        }
        if left == 0 || !by_code.keys().any(|code| code.starts_with(read.as_str())) {
            return Step::Answer(NONE);
        }
        let mut steps = [Step::Answer(NONE); 10];
        for (step, digit) in steps.iter_mut().zip('0'..='9') {
            read.push(digit);
            *step = self.international(read, left - 1, by_code);
            read.pop();
        }
        self.row(steps)
    }
}

/// Where the area code stands: its length in the lowest four bits, those of the mobile token and of the calling
/// code in two each.
fn answer(code_digits: usize, span: Span) -> Result<u16, Error> {
    if span.length == 0 {
        return Ok(NONE);
    }
    if span.length > 9 || span.token > 3 || code_digits > 3 {
        return Err(Error::TooLarge("area code", usize::from(span.length)));
    }
    Ok(u16::from(span.length) | u16::from(span.token) << 4 | (code_digits as u16) << 6)
}

fn write_codes(area_codes: &AreaCodes, body: &mut Vec<u8>) -> Result<(usize, usize), Error> {
    let mut states: Vec<&str> = area_codes
        .states
        .values()
        .flatten()
        .map(String::as_str)
        .collect();
    states.sort_unstable();
    states.dedup();
    if states.len() >= usize::from(NO_STATE) {
        return Err(Error::TooLarge("states", states.len()));
    }
    for code in FIRST_CODE..=LAST_CODE {
        body.push(match area_codes.states.get(&code) {
            None => NO_CODE,
            Some(None) => NO_STATE,
            Some(Some(state)) => states
                .binary_search(&state.as_str())
                .ok()
                .and_then(|index| u8::try_from(index).ok())
                .unwrap_or(NO_STATE),
        });
    }
    for state in &states {
        body.extend(super::padded(state, STATE_BYTES)?);
    }
    for (one, other) in &area_codes.pairs {
        body.extend(one.to_le_bytes());
        body.extend(other.to_le_bytes());
    }
    Ok((states.len(), area_codes.pairs.len()))
}
