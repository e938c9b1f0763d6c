//! Reading: from the bytes that somebody wrote to a number and its place in the numbering plan.
//!
//! What is canonical E.164 takes the fast path. Everything else goes past the [`guard`] to libphonenumber's
//! parser, which alone would take letters and trailing text for parts of a number.

mod guard;
mod parser;

use guard::Admitted;

use crate::numbering::{Found, Location, Numbering, Validity};
use crate::{Number, Region};

/// A number that was read, and what the numbering plan says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// The number.
    pub number: Number,
    /// Its place in the numbering plan. A [`Validity::Invalid`] one is of a length that no number has.
    pub location: Location,
}

/// Reads a number as people and systems write them.
///
/// - `+` and digits, punctuated or not; `tel:` before it and an extension (`x12`, `ext. 12`) after it are dropped.
/// - With a default region, also what is dialled in that region.
/// - Without one, a leading `00` counts as `+`, and seven or more digits that do not begin with 0 and have a
///   possible length are E.164 without its `+`.
///
/// `None` is what is no number: other letters, control, bidirectional and zero-width characters, bytes that
/// are not UTF-8, more than fifteen digits, an unassigned calling code. The answer is libphonenumber's
/// wherever this guard lets it speak.
///
/// ```
/// use originator::{Region, read};
///
/// let sweden = "SE".parse::<Region>()?;
/// let read_in = |text, region| read(text, region).map(|reading| reading.number.to_string());
/// assert_eq!(read_in("+46 70-174 06 05", None).as_deref(), Some("+46701740605"));
/// assert_eq!(read_in("070-174 06 05", Some(sweden)).as_deref(), Some("+46701740605"));
/// assert_eq!(read_in("070-174 06 05", None), None);
/// # Ok::<(), originator::UnknownRegion>(())
/// ```
pub fn read(text: impl AsRef<[u8]>, default_region: Option<Region>) -> Option<Reading> {
    Numbering::builtin().read(text, default_region)
}

impl Numbering {
    /// Reads a number by this plan, as [`read`](crate::read) does by the one that is built in.
    pub fn read(&self, text: impl AsRef<[u8]>, default_region: Option<Region>) -> Option<Reading> {
        read_with(self, text.as_ref(), default_region)
    }
}

/// Bare digits shorter than this are nobody's international number.
const MIN_BARE_DIGITS: usize = 7;

#[inline]
pub(crate) fn read_with(
    numbering: &Numbering,
    text: &[u8],
    default_region: Option<Region>,
) -> Option<Reading> {
    if let Some(digits) = text.strip_prefix(b"+")
        && let Some(number) = Number::from_digits(digits)
        && let Some(Found {
            location,
            canonical: true,
        }) = numbering.find(number)
    {
        return Some(Reading { number, location });
    }
    // As systems write it. With a region it might be a national number, which is the parser's to say.
    if default_region.is_none()
        && text.len() >= MIN_BARE_DIGITS
        && let Some(number) = Number::from_digits(text)
        && let Some(Found {
            location,
            canonical: true,
        }) = numbering.find(number)
        && location.validity != Validity::Invalid
    {
        return Some(Reading { number, location });
    }
    read_slowly(numbering, text, default_region)
}

#[cold]
fn read_slowly(
    numbering: &Numbering,
    text: &[u8],
    default_region: Option<Region>,
) -> Option<Reading> {
    let admitted = guard::admit(text)?;
    // In a region without telephones, such as `BV`, nothing is dialled: it reads as none would.
    match default_region.filter(|region| region.calling_code().is_some()) {
        Some(region) => located(numbering, parser::parse(admitted.text, Some(region))?),
        None => international(numbering, &admitted),
    }
}

fn international(numbering: &Numbering, admitted: &Admitted<'_>) -> Option<Reading> {
    let text = admitted.text;
    let (first, _) = text
        .char_indices()
        .find(|&(_, c)| guard::digit(c).is_some())?;
    let (before, digits) = text.split_at_checked(first)?;
    if before.contains(['+', '＋']) {
        return located(numbering, parser::parse(text, None)?);
    }
    if let Some(rest) = guard::strip_double_zero(digits) {
        return located(numbering, plus(numbering, rest)?);
    }
    if guard::digit_count(admitted.number) < MIN_BARE_DIGITS
        || guard::digit(digits.chars().next()?) == Some(0)
    {
        return None;
    }
    let reading = located(numbering, plus(numbering, digits)?)?;
    (reading.location.validity != Validity::Invalid).then_some(reading)
}

/// Reads what follows a `+` that was not written.
fn plus(numbering: &Numbering, digits: &str) -> Option<Number> {
    if let Some(number) = Number::from_digits(digits.as_bytes())
        && numbering.find(number).is_some_and(|found| found.canonical)
    {
        return Some(number);
    }
    parser::parse(&format!("+{digits}"), None)
}

fn located(numbering: &Numbering, number: Number) -> Option<Reading> {
    let location = numbering.find(number)?.location;
    Some(Reading { number, location })
}
