//! Area codes: finds the area code of a number, its state or province, and which area codes share a place.
//!
//! A walk over the digits finds where the area code is in a number. It uses a table of its own and not that of
//! [`super::automaton`], so that locating a number costs nothing extra for its area code. The walk starts at the root
//! for the number of digits. A step is a row of ten entries, one for each digit; an entry below [`ROWS_FROM`] is the
//! answer (a [`Span`], or [`NONE`]), and any other entry `e` continues at row `e - ROWS_FROM`. Rows lead only to later
//! rows, which [`AreaParts::check`] ensures, so every walk ends.
//!
//! States and shared places exist only for calling code 1. Each of its area codes has an index into the list of states,
//! and a sorted list of pairs has the area codes that share a place.

use std::borrow::Cow;
use std::fmt;

use super::error::NumberingError;
use super::layout::unpadded;
use crate::Number;

/// The number of steps in a row, one for each digit.
const ROW: usize = 10;
/// The number of roots: a walk begins at the root for the number of digits.
const ROOTS: usize = Number::MAX_DIGITS + 1;
/// A step below this value is an answer. Any other step leads to the row `step - ROWS_FROM`.
const ROWS_FROM: u16 = 256;
/// The answer for a number without an area code.
const NONE: u8 = 0;

/// The only calling code whose area codes have states and share places.
const NORTH_AMERICA: u16 = 1;
/// The first area code of calling code 1.
const FIRST_CODE: u16 = 200;
/// The number of possible area codes of calling code 1, from 200 to 999.
const CODES: usize = 800;
/// In place of a state: the area code is not assigned.
const NO_CODE: u8 = 0xff;
/// In place of a state: the area code does not belong to a state or province.
const NO_STATE: u8 = 0xfe;

/// The area code of a geographic number, with its calling code.
///
/// An area code is a name: two codes with common digits need not be related. [`Numbering::share_place`] tells whether
/// two area codes serve the same place.
///
/// [`Numbering::share_place`]: super::Numbering::share_place
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    calling_code: u16,
    digits: u8,
    code: u32,
}

impl Area {
    /// The calling code, without `+`.
    pub const fn calling_code(self) -> u16 {
        self.calling_code
    }

    /// The number of digits of the area code: 1 to 9.
    pub const fn digit_count(self) -> usize {
        self.digits as usize
    }
}

/// The calling code and the area code: `+44 20`. The area code keeps its leading zeros: `+39 06`.
impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digit_count();
        write!(f, "+{} {:0digits$}", self.calling_code, self.code)
    }
}

/// The sizes of the parts of the file that are about area codes.
pub(super) struct AreaSizes {
    pub(super) rows: u32,
    pub(super) states: u32,
    pub(super) pairs: u32,
}

impl AreaSizes {
    const fn row_bytes(&self) -> u64 {
        self.rows as u64 * ROW as u64 * 2
    }

    const fn state_bytes(&self) -> u64 {
        self.states as u64 * size_of::<State>() as u64
    }

    const fn pair_bytes(&self) -> u64 {
        self.pairs as u64 * size_of::<Pair>() as u64
    }

    /// The size of all parts in bytes.
    pub(super) const fn bytes(&self) -> u64 {
        let fixed = (ROOTS * 2 + CODES) as u64;
        fixed + self.row_bytes() + self.state_bytes() + self.pair_bytes()
    }
}

/// The name of a state, padded with zero bytes.
type State = [u8; 8];
/// Two area codes that share a place, the lesser first.
type Pair = [[u8; 2]; 2];

/// The parts of the file that are about area codes.
pub(super) struct AreaParts<'b> {
    roots: &'b [[u8; 2]; ROOTS],
    steps: &'b [[u8; 2]],
    states_of: &'b [u8; CODES],
    states: &'b [State],
    pairs: &'b [[u8; 4]],
}

impl<'b> AreaParts<'b> {
    /// Splits the bytes into parts. The length must be that of the sizes.
    pub(super) const fn split(bytes: &'b [u8], sizes: &AreaSizes) -> Option<AreaParts<'b>> {
        let Some((roots, bytes)) = bytes.split_at_checked(ROOTS * 2) else {
            return None;
        };
        let Some((steps, bytes)) = bytes.split_at_checked(sizes.row_bytes() as usize) else {
            return None;
        };
        let Some((states_of, bytes)) = bytes.split_first_chunk() else {
            return None;
        };
        let Some((states, pairs)) = bytes.split_at_checked(sizes.state_bytes() as usize) else {
            return None;
        };
        let Some((roots, _)) = roots.as_chunks().0.split_first_chunk() else {
            return None;
        };
        Some(AreaParts {
            roots,
            steps: steps.as_chunks().0,
            states_of,
            states: states.as_chunks().0,
            pairs: pairs.as_chunks().0,
        })
    }

    /// Checks the parts, which begin at the byte `at` of the file, so that a walk ends and every index exists.
    pub(super) fn check(&self, at: usize) -> Result<(), NumberingError> {
        self.check_steps(at)?;
        let at = at + (self.roots.len() + self.steps.len()) * 2;
        for (code, (index, &state)) in (FIRST_CODE..).zip(self.states_of.iter().enumerate()) {
            if state < NO_STATE && usize::from(state) >= self.states.len() {
                return Err(NumberingError::AreaCode {
                    at: at + index,
                    code,
                });
            }
        }
        let at = at + self.states_of.len();
        for (index, state) in self.states.iter().enumerate() {
            let name = unpadded(state);
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(NumberingError::State {
                    at: at + index * size_of::<State>(),
                });
            }
        }
        self.check_pairs(at + size_of_val(self.states))
    }

    fn check_steps(&self, at: usize) -> Result<(), NumberingError> {
        let rows = self.steps.len() / ROW;
        // A row may lead only to later rows, so that every walk ends at an answer.
        let roots = self.roots.iter().map(|step| (0, step));
        let steps = self.steps.chunks(ROW).enumerate();
        let steps = steps.flat_map(|(row, steps)| steps.iter().map(move |step| (row + 1, step)));
        for (index, (first, step)) in roots.chain(steps).enumerate() {
            let at = at + index * 2;
            let step = u16::from_le_bytes(*step);
            match step.checked_sub(ROWS_FROM) {
                Some(row) if !(first..rows).contains(&usize::from(row)) => {
                    let target = usize::from(row);
                    return Err(NumberingError::Step { at, target });
                }
                Some(_) => {}
                None => {
                    let answer = step as u8;
                    if answer != NONE && !Span::from_answer(answer).is_possible() {
                        return Err(NumberingError::Area { at, answer });
                    }
                }
            }
        }
        Ok(())
    }

    fn check_pairs(&self, at: usize) -> Result<(), NumberingError> {
        let is_assigned = |code: u16| {
            let index = code.checked_sub(FIRST_CODE).map(usize::from);
            index.and_then(|index| self.states_of.get(index)) != Some(&NO_CODE)
                && (FIRST_CODE..FIRST_CODE + CODES as u16).contains(&code)
        };
        let mut last = (0, 0);
        for (index, pair) in self.pairs.iter().enumerate() {
            let (one, other) = pair_of(pair);
            if last >= (one, other) || one >= other || !is_assigned(one) || !is_assigned(other) {
                let at = at + index * size_of::<Pair>();
                return Err(NumberingError::AreaPair { at, one, other });
            }
            last = (one, other);
        }
        Ok(())
    }
}

fn pair_of(pair: &[u8; 4]) -> (u16, u16) {
    let [a, b, c, d] = *pair;
    (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]))
}

/// The position of an area code in a number, as counts of digits.
#[derive(Clone, Copy)]
struct Span {
    calling_code: u8,
    /// The digits of a mobile token between the calling code and the area code.
    token: u8,
    area_code: u8,
}

impl Span {
    /// An answer has the count for the area code in its low four bits, then that for the mobile token in two bits and
    /// that for the calling code in two.
    const fn from_answer(answer: u8) -> Span {
        Span {
            calling_code: answer >> 6,
            token: answer >> 4 & 0b11,
            area_code: answer & 0xf,
        }
    }

    const fn is_possible(self) -> bool {
        self.calling_code > 0 && self.area_code > 0 && self.area_code <= 9
    }

    const fn end(self) -> usize {
        self.calling_code as usize + self.token as usize + self.area_code as usize
    }
}

/// The area codes of a numbering plan.
pub(super) struct Areas {
    roots: [[u8; 2]; ROOTS],
    // Pairs of bytes instead of integers, so that the built-in file is used without a copy on machines of any byte
    // order.
    steps: Cow<'static, [[u8; 2]]>,
    states_of: Cow<'static, [u8]>,
    states: Cow<'static, [State]>,
    pairs: Cow<'static, [[u8; 4]]>,
}

impl Areas {
    pub(super) const fn borrowed(parts: &AreaParts<'static>) -> Areas {
        Areas {
            roots: *parts.roots,
            steps: Cow::Borrowed(parts.steps),
            states_of: Cow::Borrowed(parts.states_of),
            states: Cow::Borrowed(parts.states),
            pairs: Cow::Borrowed(parts.pairs),
        }
    }

    pub(super) fn owned(parts: &AreaParts<'_>) -> Areas {
        Areas {
            roots: *parts.roots,
            steps: Cow::Owned(parts.steps.to_owned()),
            states_of: Cow::Owned(parts.states_of.to_vec()),
            states: Cow::Owned(parts.states.to_owned()),
            pairs: Cow::Owned(parts.pairs.to_owned()),
        }
    }

    /// Walks over the digits of a number, and reads the area code at the position that the walk finds.
    pub(super) fn area(&self, number: Number) -> Option<Area> {
        let count = number.digit_count();
        let mut rest = number.bits();
        let mut step = u16::from_le_bytes(*self.roots.get(count)?);
        while let Some(row) = step.checked_sub(ROWS_FROM) {
            let place = usize::from(row) * ROW + (rest & 0xf) as usize;
            step = u16::from_le_bytes(*self.steps.get(place)?);
            rest >>= 4;
        }
        let answer = step as u8;
        let span = Span::from_answer(answer);
        if answer == NONE || span.end() > count {
            return None;
        }
        let mut rest = number.bits();
        let mut read = |digits: u8| {
            (0..digits).fold(0, |value: u32, _| {
                let digit = (rest & 0xf) as u32;
                rest >>= 4;
                value * 10 + digit
            })
        };
        let calling_code = read(span.calling_code) as u16;
        read(span.token);
        let area = Area {
            calling_code,
            digits: span.area_code,
            code: read(span.area_code),
        };
        if calling_code == NORTH_AMERICA && self.state_of(area) == Some(NO_CODE) {
            return None;
        }
        Some(area)
    }

    /// The entry of an area code of calling code 1 in the table of states; `None` for other calling codes.
    fn state_of(&self, area: Area) -> Option<u8> {
        if area.calling_code != NORTH_AMERICA {
            return None;
        }
        let index = area.code.checked_sub(u32::from(FIRST_CODE));
        let state = index.and_then(|index| self.states_of.get(index as usize));
        Some(state.copied().unwrap_or(NO_CODE))
    }

    pub(super) fn state(&self, area: Area) -> Option<&str> {
        let state = self.states.get(usize::from(self.state_of(area)?))?;
        Some(unpadded(state))
    }

    pub(super) fn share_state(&self, one: Area, other: Area) -> bool {
        let state = |area| self.state_of(area).filter(|&state| state < NO_STATE);
        state(one).is_some_and(|one| state(other) == Some(one))
    }

    pub(super) fn share_place(&self, one: Area, other: Area) -> bool {
        if one == other {
            return true;
        }
        if one.calling_code != NORTH_AMERICA || other.calling_code != NORTH_AMERICA {
            return false;
        }
        let pair = (one.code.min(other.code), one.code.max(other.code));
        let codes = |bytes: &[u8; 4]| {
            let (one, other) = pair_of(bytes);
            (u32::from(one), u32::from(other))
        };
        self.pairs
            .binary_search_by(|other| codes(other).cmp(&pair))
            .is_ok()
    }
}
