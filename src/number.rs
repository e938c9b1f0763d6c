//! Telephone numbers in international form.

mod packed;
#[cfg(feature = "phonenumber")]
mod phonenumber;

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

#[cfg(feature = "phonenumber")]
pub use phonenumber::PhoneNumberError;

/// A telephone number in E.164: up to fifteen digits beginning with a calling code, in eight bytes.
///
/// A `Number` need not be valid or assigned: [`locate`](crate::numbering::locate) tells that.
///
/// ```
/// use originator::Number;
///
/// let number: Number = "+46701740605".parse()?;
/// assert_eq!(number.to_string(), "+46701740605");
/// assert_eq!(number.as_u64(), 46701740605);
/// # Ok::<(), originator::ParseNumberError>(())
/// ```
// Digit i is in bits 4i..4i+4, the count of digits in the top four bits. So a walk over the digits needs one shift a
// step, and no two numbers share a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number(NonZeroU64);

impl Number {
    /// The most digits an E.164 number has (ITU-T E.164, section 6.2.1).
    pub const MAX_DIGITS: usize = 15;

    /// Reads `+` and 1 to 15 digits, the first not 0, and nothing else.
    #[inline]
    pub fn from_e164(text: &str) -> Option<Number> {
        Number::from_digits(text.as_bytes().strip_prefix(b"+")?)
    }

    /// Reads 1 to 15 ASCII digits, the first not 0, and nothing else.
    #[inline]
    pub fn from_digits(digits: &[u8]) -> Option<Number> {
        packed::pack(digits).map(Number)
    }

    /// The number of digits: 1 to 15.
    pub const fn digit_count(self) -> usize {
        (self.0.get() >> 60) as usize
    }

    /// The digits, each 0 to 9, the calling code first.
    pub fn digits(self) -> impl ExactSizeIterator<Item = u8> {
        let mut rest = self.0.get();
        (0..self.digit_count()).map(move |_| {
            let digit = (rest & 0xf) as u8;
            rest >>= 4;
            digit
        })
    }

    /// Whether the number begins with the digits of `code`.
    pub(crate) fn starts_with(self, code: u16) -> bool {
        let mut prefix = self.as_u64();
        while prefix > u64::from(code) {
            prefix /= 10;
        }
        prefix == u64::from(code)
    }

    /// The digits as one decimal integer, the same on every machine and in every version.
    pub fn as_u64(self) -> u64 {
        self.digits()
            .fold(0, |value, digit| value * 10 + u64::from(digit))
    }

    /// `+` and the digits in ASCII, padded to 16 bytes with NUL.
    #[inline]
    pub(crate) fn text(self) -> [u8; 16] {
        packed::unpack(self.0)
    }

    /// The packed form: digit `i` in bits `4i..4i+4`, the count of digits in the top four bits.
    pub(crate) const fn bits(self) -> u64 {
        self.0.get()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.as_u64())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Number {
    type Err = ParseNumberError;

    /// Reads the same texts as [`Number::from_e164`].
    fn from_str(text: &str) -> Result<Number, ParseNumberError> {
        Number::from_e164(text).ok_or_else(|| ParseNumberError::of(text))
    }
}

/// Numbers are ordered by their digits as an integer, so a number with fewer digits comes first.
impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        self.as_u64().cmp(&other.as_u64())
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The reason why a text is not a [`Number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseNumberError {
    /// The text is empty.
    #[error("a number is missing")]
    Empty,
    /// The text does not begin with `+`.
    #[error("a number in E.164 begins with `+`")]
    NoPlus,
    /// Something other than a digit follows the `+`. Punctuated numbers are for [`read`](crate::read).
    #[error("a number in E.164 is `+` and digits, without {0:?}")]
    Character(char),
    /// A 0 follows the `+`. No calling code begins with it.
    #[error("a number in E.164 has no 0 after its `+`")]
    LeadingZero,
    /// There are no digits, or more than fifteen.
    #[error("a number in E.164 has 1 to 15 digits, not {0}")]
    DigitCount(usize),
}

impl ParseNumberError {
    /// The first rule that a text breaks which [`Number::from_e164`] does not read.
    #[cold]
    fn of(text: &str) -> ParseNumberError {
        let Some(digits) = text.strip_prefix('+') else {
            return if text.is_empty() {
                ParseNumberError::Empty
            } else {
                ParseNumberError::NoPlus
            };
        };
        if let Some(character) = digits.chars().find(|c| !c.is_ascii_digit()) {
            return ParseNumberError::Character(character);
        }
        if digits.starts_with('0') {
            return ParseNumberError::LeadingZero;
        }
        ParseNumberError::DigitCount(digits.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_a_number_says_why() {
        for (text, error) in [
            ("", ParseNumberError::Empty),
            ("46701740605", ParseNumberError::NoPlus),
            (" +46701740605", ParseNumberError::NoPlus),
            ("+46 70", ParseNumberError::Character(' ')),
            ("++46", ParseNumberError::Character('+')),
            ("+٤٦", ParseNumberError::Character('٤')),
            ("+0", ParseNumberError::LeadingZero),
            ("+0046701740605", ParseNumberError::LeadingZero),
            ("+", ParseNumberError::DigitCount(0)),
            ("+1234567890123456", ParseNumberError::DigitCount(16)),
        ] {
            assert_eq!(text.parse::<Number>(), Err(error), "{text:?}");
        }
    }
}
