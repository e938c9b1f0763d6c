//! Reading: turns the bytes of a written number into a [`Number`] with its location in the numbering plan.
//!
//! Canonical E.164 takes a fast path. Any other text must pass the [`guard`], which refuses a text that is not exactly
//! one number. If its digits are canonical E.164 after the punctuation is removed, they are the number. Otherwise
//! libphonenumber's parser decides what the digits mean; without the feature `written-numbers` they are refused.

mod digits;
mod extension;
mod guard;
mod parser;
mod uri;

use std::fmt;
use std::str::FromStr;

use guard::Written;
pub(crate) use guard::trim;
use parser::{Parsed, parse};

use crate::nearest::nearest;
use crate::numbering::{Location, Numbering, Outcome, Validity};
use crate::string_enum::string_enum;
use crate::{Number, Region, Sender, region};

/// A number that was read, with its location.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Reading {
    /// The number.
    pub number: Number,
    /// The location of the number. A [`Validity::Invalid`] number has a length that no number of its calling code has.
    pub location: Location,
    /// The form in which it was written.
    pub read_as: ReadAs,
    /// Whether the text is digits that were read as a number of the default region, but would be another valid number
    /// with a `+`. Such a text may be a number of another country that has lost its `+`.
    ///
    /// Always false if all numbers of the region have the same length, as in +1, and the text has that length.
    pub is_ambiguous: bool,
}

string_enum! {
    /// The form in which a number was written.
    pub enum ReadAs {
        /// Canonical E.164, byte for byte.
        E164 = "e164",
        /// With a `+`, with `00` or the default region's own international prefix, or after a `phone-context`.
        International = "international",
        /// As it is dialled in the default region.
        National = "national",
        /// Digits without a `+`, read as E.164 by [`BareDigits::International`].
        Bare = "bare",
    }
}

/// The meaning of bare digits: digits without a `+` or `00`, with or without punctuation.
///
/// ```
/// use originator::BareDigits;
///
/// assert_eq!("international".parse(), Ok(BareDigits::International));
/// assert_eq!(BareDigits::National("SE".parse()?).to_string(), "SE");
/// assert_eq!(BareDigits::default(), BareDigits::Refuse);
/// # Ok::<(), originator::ParseRegionError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BareDigits {
    /// They are refused, because ten digits without a `+` may be a number of any country.
    #[default]
    Refuse,
    /// They are E.164 without its `+`, if there are at least seven, the first is not 0, and their count is possible.
    International,
    /// They are read as libphonenumber reads them when they are dialled in this region. A region without telephone
    /// numbers, such as `BV`, reads none. Without the
    /// feature `written-numbers`, no region reads any.
    National(Region),
}

impl BareDigits {
    /// Whether a text is bare digits, so that it can only be read if their meaning is given.
    ///
    /// ```
    /// use originator::BareDigits;
    ///
    /// assert!(BareDigits::are_in("070-174 06 05"));
    /// assert!(!BareDigits::are_in("+46701740605"));
    /// assert!(!BareDigits::are_in("0046701740605"));
    /// assert!(!BareDigits::are_in("hello"));
    /// ```
    pub fn are_in(text: impl AsRef<[u8]>) -> bool {
        guard::admit(text.as_ref(), true).is_some_and(|written| {
            !written.has_plus()
                && !written.text().starts_with("00")
                && written.digits().len() >= MIN_BARE_DIGITS
        })
    }

    /// The region in which numbers are read nationally, if there is one.
    pub fn region(self) -> Option<Region> {
        match self {
            BareDigits::National(region) => Some(region),
            BareDigits::Refuse | BareDigits::International => None,
        }
    }
}

/// Writes `refuse` or `international`, the words of a map's `bare_digits`, or the code of the region, the value of a
/// map's `default_region`.
impl fmt::Display for BareDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            BareDigits::Refuse => REFUSE,
            BareDigits::International => INTERNATIONAL,
            BareDigits::National(region) => region.code(),
        })
    }
}

/// Reads the text that `Display` writes.
impl FromStr for BareDigits {
    type Err = ParseBareDigitsError;

    fn from_str(text: &str) -> Result<BareDigits, ParseBareDigitsError> {
        match text {
            REFUSE => Ok(BareDigits::Refuse),
            INTERNATIONAL => Ok(BareDigits::International),
            code => match Region::from_code(code) {
                Some(region) => Ok(BareDigits::National(region)),
                None => Err(ParseBareDigitsError::of(text)),
            },
        }
    }
}

const REFUSE: &str = "refuse";
const INTERNATIONAL: &str = "international";

/// The error for a text that is not a setting of bare digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseBareDigitsError {
    nearest: Option<&'static str>,
}

impl ParseBareDigitsError {
    #[cold]
    fn of(text: &str) -> ParseBareDigitsError {
        let word = nearest(text, [REFUSE, INTERNATIONAL]);
        let code = || region::nearest(text).map(Region::code);
        ParseBareDigitsError {
            nearest: word.or_else(code),
        }
    }

    /// The word or the code of a region that was probably meant.
    pub fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl fmt::Display for ParseBareDigitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("neither `refuse`, nor `international`, nor the code of a region")?;
        match self.nearest {
            Some(word) => write!(f, "; did you mean `{word}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ParseBareDigitsError {}

/// Reads a number in the forms in which people and systems write it:
///
/// - `+` and digits, with or without punctuation, in any script. These are dropped: white space and invisible marks
///   around the number, `tel:` or `whatsapp:` before it, an extension with a label (`x12`, `ext. 12`) after it, and the
///   `.0` of a whole number that a spreadsheet wrote as a float.
/// - `00` instead of the `+`, unless a region is given in which `00` is not dialled.
/// - Digits without either, by the meaning that `bare_digits` gives.
///
/// Any other text is `None`, because a wrong guess would send a message to a stranger: other letters, invisible
/// characters within the number, bytes that are not UTF-8, two numbers in one text, an extension without a label,
/// masked digits, more than fifteen digits, an unassigned calling code. The number is the one that libphonenumber
/// reads.
///
/// Without the feature `written-numbers`, a text is read only if its digits are canonical E.164 after a `+`, after `00`
/// where no region is given, or as [`BareDigits::International`]. A text that needs libphonenumber's parser is
/// refused: `+44 07911 123456`, and every text without a `+` for which a region is given. What is read is the same
/// with and without the feature.
///
/// ```
/// use originator::{BareDigits, Region, read};
///
/// let read = |text, bare_digits| read(text, bare_digits).map(|reading| reading.number.to_string());
/// assert_eq!(read("+46 70-174 06 05", BareDigits::Refuse).as_deref(), Some("+46701740605"));
/// assert_eq!(read("46701740605", BareDigits::Refuse), None);
/// assert_eq!(read("46701740605", BareDigits::International).as_deref(), Some("+46701740605"));
///
/// # #[cfg(feature = "written-numbers")] {
/// let in_sweden = BareDigits::National("SE".parse()?);
/// assert_eq!(read("070-174 06 05", in_sweden).as_deref(), Some("+46701740605"));
/// # }
/// # Ok::<(), originator::ParseRegionError>(())
/// ```
pub fn read(text: impl AsRef<[u8]>, bare_digits: BareDigits) -> Option<Reading> {
    Numbering::builtin().read(text, bare_digits)
}

impl Numbering {
    /// Reads a number by this plan, as [`read`](crate::read) does by the built-in one.
    pub fn read(&self, text: impl AsRef<[u8]>, bare_digits: BareDigits) -> Option<Reading> {
        read_with(self, text.as_ref(), bare_digits)
    }
}

/// The sender that a text of digits without punctuation is: usually a short code. White space and marks may be around
/// the digits.
pub(crate) fn plain_digits(text: &str) -> Option<Sender> {
    // A text with a `+` or a letter is not a short code; testing that first is cheap.
    if text.starts_with('+') || text.chars().any(char::is_alphabetic) {
        return None;
    }
    let written = guard::admit(text.as_bytes(), false)?;
    let is_plain = written.is_unpunctuated();
    is_plain.then(|| Sender::new(written.text()).ok())?
}

/// The least number of bare digits that are read as an international number.
const MIN_BARE_DIGITS: usize = 7;

/// Reads a number by a numbering plan. Canonical E.164, and bare digits that are canonical E.164 without the `+`, are
/// read without the guard and the parser.
#[inline]
pub(crate) fn read_with(
    numbering: &Numbering,
    text: &[u8],
    bare_digits: BareDigits,
) -> Option<Reading> {
    if let Some(digits) = text.strip_prefix(b"+")
        && let Some((number, location)) = canonical(numbering, digits)
    {
        return Some(Reading {
            number,
            location,
            read_as: ReadAs::E164,
            is_ambiguous: false,
        });
    }
    // Many systems write E.164 without its `+`.
    if bare_digits == BareDigits::International
        && text.len() >= MIN_BARE_DIGITS
        && let Some((number, location)) = canonical(numbering, text)
        && location.validity != Validity::Invalid
    {
        return Some(Reading {
            number,
            location,
            read_as: ReadAs::Bare,
            is_ambiguous: false,
        });
    }
    read_slowly(numbering, text, bare_digits)
}

/// The number of these digits, if the parser would leave them as they are after a `+`.
#[inline]
fn canonical(numbering: &Numbering, digits: &[u8]) -> Option<(Number, Location)> {
    let number = Number::from_digits(digits)?;
    match numbering.find(number)? {
        Outcome {
            location,
            canonical: true,
        } => Some((number, location)),
        _ => None,
    }
}

#[cold]
fn read_slowly(numbering: &Numbering, text: &[u8], bare_digits: BareDigits) -> Option<Reading> {
    // In a region without telephone numbers nothing is dialled, so the text is read as if no region were given.
    let region = bare_digits
        .region()
        .filter(|region| region.calling_code().is_some());
    let is_brazil = region.is_some_and(|region| region.code() == "BR");
    let written = guard::admit(text, is_brazil)?;
    let reader = Reader { numbering, region };
    let reading = if written.has_plus() {
        reader.international(&written)
    } else if region.is_some() {
        reader.national(&written)
    } else {
        reader.without_region(&written, bare_digits)
    }?;
    (!reader.has_added_end(&written, &reading)).then_some(reading)
}

struct Reader<'n> {
    numbering: &'n Numbering,
    region: Option<Region>,
}

impl Reader<'_> {
    fn reading(&self, number: Number, read_as: ReadAs) -> Option<Reading> {
        let location = self.numbering.locate(number)?;
        Some(Reading {
            number,
            location,
            read_as,
            is_ambiguous: false,
        })
    }

    /// Reads a text with a `+`.
    fn international(&self, written: &Written) -> Option<Reading> {
        let number = match canonical(self.numbering, written.digits()) {
            Some((number, _)) => number,
            None => parse(written.text(), self.region)?.number,
        };
        self.reading(number, ReadAs::International)
    }

    /// Reads a text without a `+` as it is dialled in the region.
    fn national(&self, written: &Written) -> Option<Reading> {
        let Parsed {
            number,
            is_international,
        } = parse(written.text(), self.region)?;
        let read_as = if is_international {
            ReadAs::International
        } else {
            ReadAs::National
        };
        let mut reading = self.reading(number, read_as)?;
        let digits = written.digits();
        let is_valid = reading.location.validity == Validity::Valid;
        if let Some(rest) = digits.strip_prefix(b"00")
            && let other = self.after_plus(rest)
            && other != Some(number)
            && (!is_valid || other.is_some_and(|other| self.is_valid(other)))
        {
            // The `00` may be the prefix of an international number, although it is not dialled in this region.
            return None;
        }
        reading.is_ambiguous = written.is_unpunctuated() && self.is_ambiguous(digits, number);
        Some(reading)
    }

    /// Reads a text without a `+` and without a region: `00` stands for the `+`, other digits are bare.
    fn without_region(&self, written: &Written, bare_digits: BareDigits) -> Option<Reading> {
        if let Some(digits) = written.text().strip_prefix("00") {
            let number = self.after_plus(digits.as_bytes())?;
            return self.reading(number, ReadAs::International);
        }
        let digits = written.digits();
        let is_read = bare_digits == BareDigits::International
            && digits.len() >= MIN_BARE_DIGITS
            && !digits.starts_with(b"0");
        if !is_read {
            return None;
        }
        let reading = self.reading(self.after_plus(digits)?, ReadAs::Bare)?;
        (reading.location.validity != Validity::Invalid).then_some(reading)
    }

    /// Reads digits as if they had a `+` before them.
    fn after_plus(&self, digits: &[u8]) -> Option<Number> {
        if let Some((number, _)) = self.canonical_punctuated(digits) {
            return Some(number);
        }
        let digits = std::str::from_utf8(digits).ok()?;
        Some(parse(&format!("+{digits}"), None)?.number)
    }

    /// The number of these digits, punctuated or not, if the parser would leave them as they are after a `+`.
    fn canonical_punctuated(&self, digits: &[u8]) -> Option<(Number, Location)> {
        if digits.iter().all(u8::is_ascii_digit) {
            return canonical(self.numbering, digits);
        }
        let digits: Vec<u8> = digits.iter().copied().filter(u8::is_ascii_digit).collect();
        canonical(self.numbering, &digits)
    }

    /// Whether digits that were read as a number of the region would be another valid number with a `+`.
    fn is_ambiguous(&self, digits: &[u8], number: Number) -> bool {
        let is_other = |other| other != number && self.is_valid(other);
        !digits.starts_with(b"0")
            && self.after_plus(digits).is_some_and(is_other)
            && !self.is_the_only_length(digits.len())
    }

    fn is_valid(&self, number: Number) -> bool {
        let location = self.numbering.locate(number);
        location.is_some_and(|location| location.validity == Validity::Valid)
    }

    /// Whether all numbers of the region's calling code have this many digits after it.
    fn is_the_only_length(&self, count: usize) -> bool {
        let Some(code) = self.region.and_then(Region::calling_code) else {
            return false;
        };
        // Whether a length is possible does not depend on the digits, so any digit will do.
        let is_possible = |digits: usize| {
            let number = format!("{code}{:2<digits$}", "");
            let number = Number::from_digits(number.as_bytes());
            let location = number.and_then(|number| self.numbering.locate(number));
            location.is_some_and(|location| location.validity != Validity::Invalid)
        };
        (1..=Number::MAX_DIGITS).all(|digits| is_possible(digits) == (digits == count))
    }

    /// Whether the text is a valid number with a group of digits added at its end: one or two digits that make it
    /// invalid, as in `+46701740605-2`, or any digits in brackets. `+49 89 12345-0` is valid as a whole, so it is one
    /// number.
    fn has_added_end(&self, written: &Written, reading: &Reading) -> bool {
        let is_valid = |head: &str| self.is_valid_head(head, reading);
        let is_whole = reading.location.validity != Validity::Possible;
        written.end().is_some_and(|end| {
            (end.is_in_brackets || end.digits <= 2 && !is_whole) && is_valid(end.before)
        })
    }

    /// Whether the text before the last group is a valid number by itself.
    #[cfg(feature = "written-numbers")]
    fn is_valid_head(&self, head: &str, reading: &Reading) -> bool {
        let digits = head.strip_prefix("00").filter(|_| self.region.is_none());
        let number = match (digits, reading.read_as) {
            (Some(digits), _) => self.after_plus(digits.as_bytes()),
            (None, ReadAs::Bare) => self.after_plus(head.as_bytes()),
            (None, _) => parse(head, self.region).map(|parsed| parsed.number),
        };
        number.is_some_and(|number| self.is_valid(number))
    }

    /// Whether the text before the last group may be a valid number by itself: all that only the parser can tell
    /// counts as one, so that nothing is read here that the parser would refuse.
    #[cfg(not(feature = "written-numbers"))]
    fn is_valid_head(&self, head: &str, reading: &Reading) -> bool {
        let digits = match reading.read_as {
            ReadAs::International => head.strip_prefix("00").unwrap_or(head),
            ReadAs::E164 | ReadAs::National | ReadAs::Bare => head,
        };
        self.canonical_punctuated(digits.as_bytes())
            .is_none_or(|(_, location)| location.validity == Validity::Valid)
    }
}
