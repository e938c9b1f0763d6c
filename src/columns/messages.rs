//! Messages by the column: what is asked.

use arrow_array::cast::AsArray;
use arrow_array::{
    Array, BinaryArray, BinaryViewArray, LargeBinaryArray, LargeStringArray, StringArray,
    StringViewArray,
};
use arrow_schema::{ArrowError, DataType};

use crate::{BareDigits, Message, Sender, UseCase};

/// With this many rows no offset into the recipients' texts goes beyond what an `i32` counts.
const MAX_ROWS: usize = i32::MAX as usize / Sender::MAX_LEN;

/// An Arrow array of texts, in any of the layouts that Arrow has for them; shares its memory.
///
/// They are taken as bytes: what is not UTF-8 is no number, and does no harm.
#[derive(Clone, Debug)]
pub struct Texts(Layout);

#[derive(Clone, Debug)]
enum Layout {
    Small(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
}

impl Texts {
    fn len(&self) -> usize {
        match &self.0 {
            Layout::Small(array) => array.len(),
            Layout::Large(array) => array.len(),
            Layout::View(array) => array.len(),
        }
    }

    /// The text of a row of the array; `None` if it is null.
    #[inline]
    fn text(&self, row: usize) -> Option<&[u8]> {
        match &self.0 {
            Layout::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Layout::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Layout::View(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }
}

impl From<&StringArray> for Texts {
    fn from(array: &StringArray) -> Texts {
        Texts(Layout::Small(array.clone().into()))
    }
}

impl From<&LargeStringArray> for Texts {
    fn from(array: &LargeStringArray) -> Texts {
        Texts(Layout::Large(array.clone().into()))
    }
}

impl From<&StringViewArray> for Texts {
    fn from(array: &StringViewArray) -> Texts {
        Texts(Layout::View(array.clone().to_binary_view()))
    }
}

impl TryFrom<&dyn Array> for Texts {
    type Error = ArrowError;

    /// Takes an array whose type is known only when it is there; an error if it is not of texts or bytes.
    fn try_from(array: &dyn Array) -> Result<Texts, ArrowError> {
        Ok(match array.data_type() {
            DataType::Utf8 => Texts::from(array.as_string::<i32>()),
            DataType::LargeUtf8 => Texts::from(array.as_string::<i64>()),
            DataType::Utf8View => Texts::from(array.as_string_view()),
            DataType::Binary => Texts(Layout::Small(array.as_binary().clone())),
            DataType::LargeBinary => Texts(Layout::Large(array.as_binary().clone())),
            DataType::BinaryView => Texts(Layout::View(array.as_binary_view().clone())),
            other => {
                return Err(ArrowError::InvalidArgumentError(format!(
                    "a column of {other} where one of texts belongs: cast it to Utf8"
                )));
            }
        })
    }
}

/// A column of messages to decide senders for, all of them under the same terms.
///
/// The terms are those of a [`Message`].
///
/// ```
/// use arrow_array::{LargeStringArray, StringArray};
/// use originator::{UseCase, columns::Messages};
///
/// let numbers = StringArray::from(vec!["+12025550123", "+447700900123"]);
/// let codes = Messages::to(&numbers).use_case(UseCase::Otp);
/// let ours = LargeStringArray::from(vec![Some("+46701740605"), None]);
/// let answers = Messages::reply_to(&numbers).written_to(&ours);
/// ```
#[derive(Clone, Debug)]
pub struct Messages<'a> {
    numbers: Texts,
    written_to: Option<Texts>,
    /// What the messages have in common.
    terms: Message<'a>,
}

impl<'a> Messages<'a> {
    /// A message to each number, as people or systems write them.
    pub fn to(numbers: impl Into<Texts>) -> Messages<'a> {
        Messages {
            numbers: numbers.into(),
            written_to: None,
            terms: Message::to(""),
        }
    }

    /// The answer to each customer, who wrote to us.
    pub fn reply_to(customers: impl Into<Texts>) -> Messages<'a> {
        Messages {
            terms: Message::reply_to(""),
            ..Messages::to(customers)
        }
    }

    /// Which of our senders each customer wrote to, null or blank where that is not known; only replies look at it.
    #[must_use]
    pub fn written_to(mut self, senders: impl Into<Texts>) -> Messages<'a> {
        self.written_to = Some(senders.into());
        self
    }

    /// As [`Message::sender`], for all.
    #[must_use]
    pub fn sender<T: AsRef<[u8]> + ?Sized>(mut self, sender: &'a T) -> Messages<'a> {
        self.terms = self.terms.sender(sender);
        self
    }

    /// As [`Message::needs_reply`], for all.
    #[must_use]
    pub fn needs_reply(mut self) -> Messages<'a> {
        self.terms = self.terms.needs_reply();
        self
    }

    /// As [`Message::use_case`], for all.
    #[must_use]
    pub fn use_case(mut self, use_case: UseCase) -> Messages<'a> {
        self.terms = self.terms.use_case(use_case);
        self
    }

    /// As [`Message::bare_digits`], for all.
    #[must_use]
    pub fn bare_digits(mut self, bare_digits: BareDigits) -> Messages<'a> {
        self.terms = self.terms.bare_digits(bare_digits);
        self
    }

    /// How many there are; an error if the columns cannot be decided together.
    pub(super) fn rows(&self) -> Result<usize, ArrowError> {
        let rows = self.numbers.len();
        if rows > MAX_ROWS {
            return Err(ArrowError::InvalidArgumentError(format!(
                "{rows} numbers at once, at most {MAX_ROWS} can be: slice the columns"
            )));
        }
        match self.written_to.as_ref().map(Texts::len) {
            Some(senders) if senders != rows => Err(ArrowError::InvalidArgumentError(format!(
                "{rows} customers and {senders} senders they wrote to: give one for each, or null"
            ))),
            _ => Ok(rows),
        }
    }

    /// What the messages have in common.
    pub(super) fn terms(&self) -> Message<'_> {
        self.terms
    }

    /// The number of a row; null is none.
    #[inline]
    pub(super) fn number(&self, row: usize) -> &[u8] {
        self.numbers.text(row).unwrap_or_default()
    }

    /// The sender that the customer of a row wrote to.
    #[inline]
    pub(super) fn sender_of(&self, row: usize) -> Option<&[u8]> {
        self.written_to.as_ref()?.text(row)
    }
}
