//! Sender IDs, and their kinds. Where a plan lists them is in [`crate::plan`].

use std::fmt;

use crate::Number;
use crate::string_enum::string_enum;

/// A sender ID: a long code or toll-free number in E.164, a short code, or an alphanumeric name.
///
/// It has at most 16 ASCII bytes, and is owned and `Copy`.
///
/// ```
/// use originator::Sender;
///
/// let sender = Sender::new("+46701740605")?;
/// assert_eq!(sender.as_str(), "+46701740605");
/// assert!(sender.number().is_some());
/// assert!(Sender::new("RETAIL")?.number().is_none());
/// # Ok::<(), originator::ParseSenderError>(())
/// ```
// The text, padded with NUL, which no sender contains.
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
    /// The rule that the text breaks.
    pub fn new(text: &str) -> Result<Sender, ParseSenderError> {
        let bytes = text.as_bytes();
        if bytes.is_empty() {
            return Err(ParseSenderError::Empty);
        }
        if Number::from_e164(text).is_some() {
            return Ok(Sender::padded(bytes));
        }
        if bytes.iter().all(u8::is_ascii_digit) {
            return match bytes.len() {
                3..=8 => Ok(Sender::padded(bytes)),
                _ => Err(ParseSenderError::DigitCount(bytes.len())),
            };
        }
        if !bytes.iter().any(u8::is_ascii_alphabetic) && text.chars().all(|c| !c.is_alphabetic()) {
            return Err(ParseSenderError::NoLetter);
        }
        if let Some(character) = text.chars().find(|&c| !Sender::allows(c)) {
            return Err(ParseSenderError::Character(character));
        }
        if bytes.len() > Sender::MAX_ALPHANUMERIC {
            return Err(ParseSenderError::TooLong(bytes.len()));
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

    /// The text, padded to 16 bytes with NUL.
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

impl From<Number> for Sender {
    fn from(number: Number) -> Sender {
        Sender::from_number(number)
    }
}

impl std::str::FromStr for Sender {
    type Err = ParseSenderError;

    fn from_str(text: &str) -> Result<Sender, ParseSenderError> {
        Sender::new(text)
    }
}

impl AsRef<str> for Sender {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<[u8]> for Sender {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

string_enum! {
    /// The kind of a sender.
    pub enum SenderKind {
        /// A telephone number of ordinary length, in E.164.
        LongCode = "long_code",
        /// A number that is free to call.
        TollFree = "toll_free",
        /// 3 to 8 digits, which belong to one country.
        ShortCode = "short_code",
        /// A name, which cannot be answered.
        Alphanumeric = "alphanumeric",
    }
}

impl SenderKind {
    /// Whether it is a telephone number. A number is the same sender in all countries; a short code or a name may be
    /// another sender in each country.
    pub const fn is_number(self) -> bool {
        matches!(self, SenderKind::LongCode | SenderKind::TollFree)
    }

    /// The name of the kind, for sentences.
    pub const fn name(self) -> &'static str {
        match self {
            SenderKind::LongCode => "long code",
            SenderKind::TollFree => "toll-free number",
            SenderKind::ShortCode => "short code",
            SenderKind::Alphanumeric => "alphanumeric sender",
        }
    }
}

/// The reason why a text is not a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseSenderError {
    /// The text is empty.
    Empty,
    /// The text is digits, but not 3 to 8 of them.
    DigitCount(usize),
    /// The text is neither a number in E.164 nor a name with at least one letter.
    NoLetter,
    /// A name has a character that networks do not carry in a sender.
    Character(char),
    /// A name has more than eleven characters; this is their number.
    TooLong(usize),
}

impl fmt::Display for ParseSenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseSenderError::Empty => f.write_str("the sender is empty"),
            ParseSenderError::DigitCount(count) => write!(
                f,
                "{count} digits are neither a short code (3 to 8) nor a number in E.164 (`+` and digits)"
            ),
            ParseSenderError::NoLetter => f.write_str(
                "the text is neither a number in E.164 nor a name with at least one letter",
            ),
            ParseSenderError::Character(character) => write!(
                f,
                "a name cannot contain {character:?}, only ASCII letters, digits, spaces and `+ - _ & .`"
            ),
            ParseSenderError::TooLong(length) => {
                write!(
                    f,
                    "a name has at most 11 characters, and this one has {length}"
                )
            }
        }
    }
}

impl std::error::Error for ParseSenderError {}

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
            ("", ParseSenderError::Empty),
            ("12", ParseSenderError::DigitCount(2)),
            ("46701740605", ParseSenderError::DigitCount(11)),
            ("+46 70 174 06 05", ParseSenderError::NoLetter),
            ("+0123456", ParseSenderError::NoLetter),
            ("+1234567890123456", ParseSenderError::NoLetter),
            ("- -", ParseSenderError::NoLetter),
            ("Café", ParseSenderError::Character('é')),
            ("Ωmega", ParseSenderError::Character('Ω')),
            ("a\0b", ParseSenderError::Character('\0')),
            ("ABCDEFGHIJKL", ParseSenderError::TooLong(12)),
        ] {
            assert_eq!(Sender::new(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn a_number_and_its_sender_are_the_same_text() {
        for text in ["+1", "+46701740605", "+999999999999999"] {
            let number = Number::from_e164(text).unwrap();
            assert_eq!(Sender::from_number(number).as_str(), text);
            assert_eq!(AsRef::<str>::as_ref(&Sender::from(number)), text);
            assert_eq!(Sender::new(text).unwrap().number(), Some(number));
        }
    }
}
