//! Sender IDs: what a message is sent from.

use std::fmt;

use crate::Number;
use crate::words::words;

/// A sender ID: a long code or toll-free number in E.164, a short code, or an alphanumeric name.
///
/// At most 16 ASCII bytes, owned and `Copy`: there is nothing to borrow.
///
/// ```
/// use originator::Sender;
///
/// let sender = Sender::new("+46701740605")?;
/// assert_eq!(sender.as_str(), "+46701740605");
/// assert!(sender.number().is_some());
/// assert!(Sender::new("RETAIL")?.number().is_none());
/// # Ok::<(), originator::SenderError>(())
/// ```
// The text, filled up with NUL, which no sender has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sender([u8; Sender::MAX_LEN]);

impl Sender {
    /// The longest sender: `+` and fifteen digits.
    pub const MAX_LEN: usize = 16;

    /// The longest alphanumeric sender (3GPP TS 23.040, 9.1.2.5: eleven characters of seven bits).
    pub const MAX_ALPHANUMERIC: usize = 11;

    /// Reads a sender exactly as written.
    ///
    /// - `+` and digits: a number in E.164;
    /// - 3 to 8 digits: a short code;
    /// - 1 to 11 of ASCII letters, digits, space and `+ - _ & .`, at least one of them a letter: a name.
    ///
    /// # Errors
    /// What of this the text breaks.
    pub fn new(text: &str) -> Result<Sender, SenderError> {
        let bytes = text.as_bytes();
        if bytes.is_empty() {
            return Err(SenderError::Empty);
        }
        if Number::from_e164(text).is_some() {
            return Ok(Sender::padded(bytes));
        }
        if bytes.iter().all(u8::is_ascii_digit) {
            return match bytes.len() {
                3..=8 => Ok(Sender::padded(bytes)),
                _ => Err(SenderError::DigitCount(bytes.len())),
            };
        }
        if !bytes.iter().any(u8::is_ascii_alphabetic) && text.chars().all(|c| !c.is_alphabetic()) {
            return Err(SenderError::NoLetter);
        }
        if let Some(character) = text.chars().find(|&c| !Sender::allows(c)) {
            return Err(SenderError::Character(character));
        }
        if bytes.len() > Sender::MAX_ALPHANUMERIC {
            return Err(SenderError::TooLong(bytes.len()));
        }
        Ok(Sender::padded(bytes))
    }

    fn allows(character: char) -> bool {
        character.is_ascii_alphanumeric() || " +-_&.".contains(character)
    }

    fn padded(text: &[u8]) -> Sender {
        let mut bytes = [0; Sender::MAX_LEN];
        for (to, from) in bytes.iter_mut().zip(text) {
            *to = *from;
        }
        Sender(bytes)
    }

    /// The sender of a number.
    #[inline]
    pub fn from_number(number: Number) -> Sender {
        Sender(number.text())
    }

    /// The text as it goes to a provider: `+12025550142`, `56767`, `RETAIL`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The text as ASCII bytes.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        let length = self.0.iter().position(|&byte| byte == 0);
        self.0
            .get(..length.unwrap_or(Sender::MAX_LEN))
            .unwrap_or_default()
    }

    /// The text, filled up to 16 bytes with NUL.
    pub(crate) fn filled(&self) -> &[u8; Sender::MAX_LEN] {
        &self.0
    }

    /// The number, if the sender is a long code or a toll-free number.
    pub fn number(&self) -> Option<Number> {
        Number::from_digits(self.as_bytes().strip_prefix(b"+")?)
    }

    /// Whether the sender is 3 to 8 digits.
    pub(crate) fn is_short_code(&self) -> bool {
        self.as_bytes().iter().all(u8::is_ascii_digit)
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl std::str::FromStr for Sender {
    type Err = SenderError;

    fn from_str(text: &str) -> Result<Sender, SenderError> {
        Sender::new(text)
    }
}

impl AsRef<[u8]> for Sender {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

words! {
    /// The kinds of sender.
    pub enum SenderKind {
        /// A telephone number of ordinary length, in E.164.
        LongCode = "long_code",
        /// A number that is free to call.
        TollFree = "toll_free",
        /// 3 to 8 digits that mean something in one country only.
        ShortCode = "short_code",
        /// A name; nobody can answer it.
        Alphanumeric = "alphanumeric",
    }
}

impl SenderKind {
    /// Whether it is a telephone number, which is the same sender wherever a map names it; a short code or a
    /// name may be another in another country.
    pub const fn is_number(self) -> bool {
        matches!(self, SenderKind::LongCode | SenderKind::TollFree)
    }

    /// The name in sentences.
    pub const fn name(self) -> &'static str {
        match self {
            SenderKind::LongCode => "long code",
            SenderKind::TollFree => "toll-free number",
            SenderKind::ShortCode => "short code",
            SenderKind::Alphanumeric => "alphanumeric sender",
        }
    }
}

/// Why a text is no sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SenderError {
    /// Nothing is there.
    Empty,
    /// Digits alone, but not 3 to 8 of them.
    DigitCount(usize),
    /// Neither a number in E.164 nor a name with at least one letter.
    NoLetter,
    /// A name with a character that no network carries in a sender.
    Character(char),
    /// A name of more than eleven characters.
    TooLong(usize),
}

impl fmt::Display for SenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SenderError::Empty => f.write_str("a sender is missing"),
            SenderError::DigitCount(count) => write!(
                f,
                "{count} digits are neither a short code (3 to 8) nor a number in E.164 (`+` and digits)"
            ),
            SenderError::NoLetter => f.write_str(
                "neither a number in E.164 nor an alphanumeric with at least one letter",
            ),
            SenderError::Character(character) => write!(
                f,
                "an alphanumeric cannot have {character:?}: only ASCII letters, digits, space and `+ - _ & .`"
            ),
            SenderError::TooLong(length) => {
                write!(
                    f,
                    "an alphanumeric has at most 11 characters, this one has {length}"
                )
            }
        }
    }
}

impl std::error::Error for SenderError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_are_read_as_written() {
        for text in [
            "+46701740605",
            "+999999999999999",
            "123",
            "12345678",
            "A",
            "RETAIL",
            "Ab 1+-_&.xy",
            "12345678901".replace('1', "x").as_str(),
            "+a",
        ] {
            assert_eq!(Sender::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_is_no_sender_says_why() {
        for (text, error) in [
            ("", SenderError::Empty),
            ("12", SenderError::DigitCount(2)),
            ("46701740605", SenderError::DigitCount(11)),
            ("+46 70 174 06 05", SenderError::NoLetter),
            ("+0123456", SenderError::NoLetter),
            ("+1234567890123456", SenderError::NoLetter),
            ("- -", SenderError::NoLetter),
            ("Café", SenderError::Character('é')),
            ("Ωmega", SenderError::Character('Ω')),
            ("a\0b", SenderError::Character('\0')),
            ("ABCDEFGHIJKL", SenderError::TooLong(12)),
        ] {
            assert_eq!(Sender::new(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn a_number_and_its_sender_are_the_same_text() {
        for text in ["+1", "+46701740605", "+999999999999999"] {
            let number = Number::from_e164(text).unwrap();
            assert_eq!(Sender::from_number(number).as_str(), text);
            assert_eq!(Sender::new(text).unwrap().number(), Some(number));
        }
    }
}
