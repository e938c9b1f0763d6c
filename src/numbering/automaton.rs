//! The walk over a number's digits.

use std::borrow::Cow;

use super::area::{Area, Areas};
use super::error::NumberingError;
use super::file::Parts;
use super::layout::{Outcome, ROW};
use super::{Location, Number};

/// Steps that are taken without asking whether there is an outcome. Nearly all walks are at their end after
/// these, and walks of different lengths look alike to a branch predictor.
const STRAIGHT: usize = 3;

/// A numbering plan: which numbers are assigned, to whom and for what.
///
/// Its rules are those of libphonenumber's metadata. The region is what `getRegionCodeForNumber` says, the
/// line type `getNumberType`, the validity `isValidNumber` and `isPossibleNumberWithReason`. Where
/// libphonenumber names no region though the calling code has countries, it is the one to which all valid
/// numbers that begin as this one does belong, as far as this one begins as any valid number; where there are
/// several such, the calling code's main country.
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
    // Pairs of bytes instead of integers: the built-in file is used where it lies, on any machine.
    jumps: Cow<'static, [[u8; 2]]>,
    steps: Cow<'static, [[u8; 2]]>,
    outcomes: Cow<'static, [Option<Outcome>]>,
    areas: Areas,
}

static FILE: &[u8] = include_bytes!("../../data/numbering/numbering.bin");

const PARTS: Parts<'static> = match Parts::split(FILE) {
    Ok(parts) => parts,
    Err(_) => panic!("data/numbering/numbering.bin is no numbering plan"),
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
    /// The plan that this version of the library carries.
    #[inline]
    pub fn builtin() -> &'static Numbering {
        &BUILTIN
    }

    /// Reads a plan that a newer version carries or that was made from newer metadata.
    ///
    /// # Errors
    ///
    /// Everything that could make a lookup go astray is found here, and says what and where it is.
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

    /// The day on which that release was published, by libphonenumber's release notes: `2026-11-04`.
    pub fn released(&self) -> &str {
        &self.released
    }

    /// The area code of a geographic number; `None` where it has none.
    ///
    /// It is what libphonenumber's `getLengthOfGeographicalAreaCode` counts, without the token of a mobile number
    /// (the 9 of `+54 9 11 …`). In calling code 1 it is any assigned geographic area code, also of a mobile number.
    /// A number that is not valid has the area code of the valid numbers that begin most like it.
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

    /// Whether two area codes are equal or some place is served by both.
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
    /// Where two have one area code, both are named: `NS/PE`.
    pub fn state(&self, area: Area) -> Option<&str> {
        self.areas.state(area)
    }

    /// Whether two area codes are of the same state or province, where that is known of both.
    #[inline]
    pub(crate) fn share_state(&self, one: Area, other: Area) -> bool {
        self.areas.share_state(one, other)
    }

    /// Says what the plan knows of a number; `None` where its calling code is not assigned.
    #[inline]
    pub fn locate(&self, number: Number) -> Option<Location> {
        self.find(number).map(|outcome| outcome.location)
    }

    /// Whether libphonenumber's parser reads `+` and these digits as exactly these digits, and so would not,
    /// for one, take out a national prefix after the calling code.
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

    /// What the plan knows of a number, and whether a parser would leave it as it is.
    #[inline]
    pub(crate) fn find(&self, number: Number) -> Option<Outcome> {
        let bits = number.bits();
        // The count of digits, which is on top, comes first: what the digits mean depends on how many there are.
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
            // Rows of outcomes come first. The others lead on and on to these, which was checked.
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
