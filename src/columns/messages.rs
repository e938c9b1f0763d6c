//! Messages by the column: what is asked.

use arrow_array::cast::AsArray;
use arrow_array::{Array, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::{ArrowError, DataType};

use crate::{Message, Region, Sender, UseCase};

/// With this many rows no offset into the recipients' texts goes beyond what an `i32` counts.
const MAX_ROWS: usize = i32::MAX as usize / Sender::MAX_LEN;

/// An Arrow array of texts in one of the layouts that Arrow has for them.
#[derive(Clone, Copy, Debug)]
pub enum Texts<'a> {
    /// `Utf8`.
    Small(&'a StringArray),
    /// `LargeUtf8`.
    Large(&'a LargeStringArray),
    /// `Utf8View`.
    View(&'a StringViewArray),
}

impl<'a> Texts<'a> {
    fn len(self) -> usize {
        match self {
            Texts::Small(array) => array.len(),
            Texts::Large(array) => array.len(),
            Texts::View(array) => array.len(),
        }
    }

    /// The text of a row of the array; `None` if it is null.
    #[inline]
    fn text(self, row: usize) -> Option<&'a [u8]> {
        let text = match self {
            Texts::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::View(array) => array.is_valid(row).then(|| array.value(row)),
        };
        text.map(str::as_bytes)
    }
}

impl<'a> From<&'a StringArray> for Texts<'a> {
    fn from(array: &'a StringArray) -> Texts<'a> {
        Texts::Small(array)
    }
}

impl<'a> From<&'a LargeStringArray> for Texts<'a> {
    fn from(array: &'a LargeStringArray) -> Texts<'a> {
        Texts::Large(array)
    }
}

impl<'a> From<&'a StringViewArray> for Texts<'a> {
    fn from(array: &'a StringViewArray) -> Texts<'a> {
        Texts::View(array)
    }
}

impl<'a> TryFrom<&'a dyn Array> for Texts<'a> {
    type Error = ArrowError;

    /// Takes an array whose type is known only now; an error if it is none of texts.
    fn try_from(array: &'a dyn Array) -> Result<Texts<'a>, ArrowError> {
        match array.data_type() {
            DataType::Utf8 => Ok(Texts::Small(array.as_string())),
            DataType::LargeUtf8 => Ok(Texts::Large(array.as_string())),
            DataType::Utf8View => Ok(Texts::View(array.as_string_view())),
            other => Err(ArrowError::InvalidArgumentError(format!(
                "a column of {other} where one of texts belongs: cast it to Utf8"
            ))),
        }
    }
}

/// A column of messages to decide senders for, all of them under the same terms; borrows the arrays it was given.
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
#[derive(Clone, Copy, Debug)]
pub struct Messages<'a> {
    numbers: Texts<'a>,
    written_to: Option<Texts<'a>>,
    /// What the messages have in common.
    terms: Message<'a>,
}

impl<'a> Messages<'a> {
    /// A message to each number, as people or systems write them.
    pub fn to(numbers: impl Into<Texts<'a>>) -> Messages<'a> {
        Messages {
            numbers: numbers.into(),
            written_to: None,
            terms: Message::to(""),
        }
    }

    /// The answer to each customer, who wrote to us.
    pub fn reply_to(customers: impl Into<Texts<'a>>) -> Messages<'a> {
        Messages {
            terms: Message::reply_to(""),
            ..Messages::to(customers)
        }
    }

    /// Which of our senders each customer wrote to, null where that is not known; only replies look at it.
    #[must_use]
    pub fn written_to(mut self, senders: impl Into<Texts<'a>>) -> Messages<'a> {
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

    /// As [`Message::default_region`], for all.
    #[must_use]
    pub fn default_region(mut self, region: Option<Region>) -> Messages<'a> {
        self.terms = self.terms.default_region(region);
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
        match self.written_to.map(Texts::len) {
            Some(senders) if senders != rows => Err(ArrowError::InvalidArgumentError(format!(
                "{rows} customers and {senders} senders they wrote to: give one for each, or null"
            ))),
            _ => Ok(rows),
        }
    }

    /// The message of a row.
    #[inline]
    pub(super) fn message(&self, row: usize) -> Message<'a> {
        Message {
            to: self.numbers.text(row).unwrap_or_default(),
            written_to: self.written_to.and_then(|senders| senders.text(row)),
            ..self.terms
        }
    }
}
