//! The automaton: locates a number by a walk over its digits.
//!
//! The walk starts with a jump: the number of digits and the first three digits together are an index into `jumps`,
//! which has the first row. Each further digit is a step: row `r` has ten steps, at `r * ROW + digit`, and a step is
//! the number of the next row. The first rows are the outcomes: row `r` is the end of the walk if `r` is less than the
//! number of outcomes. Two properties make the walk safe and fast, and [`Numbering::from_bytes`] checks both:
//! - A row that is not an outcome leads to later rows or to outcomes, so every walk ends.
//! - The steps of an outcome lead to itself, so the walk may take a few steps more than it needs without a test.

use std::borrow::Cow;

use super::area::{Area, Areas};
use super::error::NumberingError;
use super::file::Parts;
use super::layout::{Outcome, ROW};
use super::{Location, Number};

/// The number of steps that are taken without a test for an outcome. Nearly all walks have ended by then, and a branch
/// predictor cannot mispredict a test that is not there.
const STRAIGHT: usize = 3;

/// A numbering plan: the regions and line types of all assigned numbers.
///
/// The rules are those of libphonenumber's metadata. The region is the result of `getRegionCodeForNumber`, the line
/// type that of `getNumberType`, the validity that of `isValidNumber` and `isPossibleNumberWithReason`. If
/// libphonenumber gives no region although the calling code has countries, the number's longest prefix that any valid
/// number has decides: the region is the one of all valid numbers with this prefix, or the calling code's main country
/// if they are of several.
///
/// ```
/// use originator::Number;
/// use originator::numbering::Numbering;
///
/// let plan = Numbering::builtin();
/// let number = Number::from_e164("+12361112222").ok_or("not E.164")?;
/// assert_eq!(plan.locate(number).map(|it| it.region.code()), Some("CA"));
/// # Ok::<(), &str>(())
/// ```
pub struct Numbering {
    release: Cow<'static, str>,
    released: Cow<'static, str>,
    // Pairs of bytes instead of integers, so that the built-in file is used without a copy on machines of any byte
    // order.
    jumps: Cow<'static, [[u8; 2]]>,
    steps: Cow<'static, [[u8; 2]]>,
    outcomes: Cow<'static, [Option<Outcome>]>,
    areas: Areas,
}

static FILE: &[u8] = include_bytes!("../../data/numbering/numbering.bin");

const PARTS: Parts<'static> = match Parts::split(FILE) {
    Ok(parts) => parts,
    Err(_) => panic!("data/numbering/numbering.bin is not a numbering plan"),
};

static OUTCOMES: [Option<Outcome>; PARTS.outcomes.len()] = {
    let mut outcomes = [None; PARTS.outcomes.len()];
    PARTS.outcomes_into(&mut outcomes);
    outcomes
};

static BUILTIN: Numbering = Numbering {
    release: Cow::Borrowed(PARTS.release()),
    released: Cow::Borrowed(PARTS.released()),
    jumps: Cow::Borrowed(PARTS.jumps),
    steps: Cow::Borrowed(PARTS.steps),
    outcomes: Cow::Borrowed(&OUTCOMES),
    areas: Areas::borrowed(&PARTS.areas),
};

impl Numbering {
    /// The plan that is built into this version of the library.
    #[inline]
    pub fn builtin() -> &'static Numbering {
        &BUILTIN
    }

    /// Reads a plan from the bytes of a file, such as the file of a newer version.
    ///
    /// # Errors
    ///
    /// The bytes are not a numbering plan, or are damaged. Everything that a lookup relies on is checked.
    pub fn from_bytes(bytes: &[u8]) -> Result<Numbering, NumberingError> {
        let parts = Parts::split(bytes)?;
        parts.check(bytes)?;
        let mut outcomes = vec![None; parts.outcomes.len()];
        parts.outcomes_into(&mut outcomes);
        Ok(Numbering {
            release: Cow::Owned(parts.release().to_owned()),
            released: Cow::Owned(parts.released().to_owned()),
            jumps: Cow::Owned(parts.jumps.to_vec()),
            steps: Cow::Owned(parts.steps.to_owned()),
            outcomes: Cow::Owned(outcomes),
            areas: Areas::owned(&parts.areas),
        })
    }

    /// The release of libphonenumber's metadata that the plan is made from, such as `9.0.43`.
    pub fn release(&self) -> &str {
        &self.release
    }

    /// The day on which that release was published, from libphonenumber's release notes: `2026-11-04`.
    pub fn released(&self) -> &str {
        &self.released
    }

    /// The area code of a geographic number; `None` if it has none.
    ///
    /// It has the digits that libphonenumber's `getLengthOfGeographicalAreaCode` counts, without the mobile token
    /// (the 9 of `+54 9 11 …`). In calling code 1 it is any assigned geographic area code, also of a mobile number.
    /// A number that is not valid has the area code of the valid numbers with the longest common prefix.
    ///
    /// ```
    /// use originator::Number;
    /// use originator::numbering::Numbering;
    ///
    /// let area = |text| Numbering::builtin().area(Number::from_e164(text)?);
    /// let written = |text| area(text).map(|area| area.to_string());
    /// assert_eq!(written("+442079460123").as_deref(), Some("+44 20"));
    /// assert_eq!(written("+5491123456789").as_deref(), Some("+54 11"));
    /// assert_eq!(written("+447911123456"), None);
    /// ```
    #[inline]
    pub fn area(&self, number: Number) -> Option<Area> {
        self.areas.area(number)
    }

    /// Whether two area codes are equal, or both serve some place.
    ///
    /// ```
    /// use originator::Number;
    /// use originator::numbering::Numbering;
    ///
    /// let plan = Numbering::builtin();
    /// let area = |text| plan.area(Number::from_e164(text)?);
    /// let share = |one, other| Some(plan.share_place(area(one)?, area(other)?));
    /// let [manhattan, brooklyn, either] = ["+12125550123", "+17185550123", "+19175550123"];
    /// assert_eq!(share(manhattan, either), Some(true));
    /// assert_eq!(share(either, brooklyn), Some(true));
    /// assert_eq!(share(manhattan, brooklyn), Some(false));
    /// ```
    #[inline]
    pub fn share_place(&self, one: Area, other: Area) -> bool {
        self.areas.share_place(one, other)
    }

    /// The state or province of an area code of the United States or Canada, such as `ON`.
    ///
    /// An area code of two states or provinces has both names: `NS/PE`.
    pub fn state(&self, area: Area) -> Option<&str> {
        self.areas.state(area)
    }

    /// Whether two area codes are known to be of the same state or province.
    #[inline]
    pub(crate) fn share_state(&self, one: Area, other: Area) -> bool {
        self.areas.share_state(one, other)
    }

    /// Locates a number; `None` if its calling code is not assigned.
    #[inline]
    pub fn locate(&self, number: Number) -> Option<Location> {
        self.find(number).map(|outcome| outcome.location)
    }

    /// Whether libphonenumber's parser reads `+` and these digits as exactly these digits. It would not if, for
    /// example, a national prefix came after the calling code, which the parser removes.
    ///
    /// ```
    /// use originator::Number;
    /// use originator::numbering::Numbering;
    ///
    /// let is_canonical = |text| Number::from_e164(text).map(|it| Numbering::builtin().is_canonical(it));
    /// assert_eq!(is_canonical("+447911123456"), Some(true));
    /// assert_eq!(is_canonical("+4407911123456"), Some(false));
    /// ```
    #[inline]
    pub fn is_canonical(&self, number: Number) -> bool {
        self.find(number).is_some_and(|outcome| outcome.canonical)
    }

    /// The location of a number, and whether it is canonical.
    #[inline]
    pub(crate) fn find(&self, number: Number) -> Option<Outcome> {
        let bits = number.bits();
        // The rotation moves the count of digits from the top to the bottom, below the first three digits.
        let start = (bits.rotate_left(4) & 0xffff) as usize;
        let mut row = u16::from_le_bytes(*self.jumps.get(start)?);
        let mut rest = bits >> 12;
        let mut step = |row: u16| {
            let step = usize::from(row) * ROW + (rest & 0xf) as usize;
            rest >>= 4;
            self.steps.get(step).copied().map(u16::from_le_bytes)
        };
        for _ in 0..STRAIGHT {
            row = step(row)?;
        }
        loop {
            // The first rows are outcomes, and all other rows lead to them in the end.
            if let Some(outcome) = self.outcomes.get(usize::from(row)) {
                return *outcome;
            }
            row = step(row)?;
        }
    }
}

impl std::fmt::Debug for Numbering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Numbering")
            .field("release", &self.release)
            .field("released", &self.released)
            .finish_non_exhaustive()
    }
}
