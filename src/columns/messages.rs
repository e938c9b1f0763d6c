//! Messages by the column: what is asked.

use arrow_schema::DataType;

use super::{Column, ColumnError, MAX_ROWS};
use crate::{BareDigits, Message, UseCase};

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
    numbers: Column,
    written_to: Option<Column>,
    /// What the messages have in common.
    terms: Message<'a>,
}

impl<'a> Messages<'a> {
    /// A message to each number: texts as people or systems write them, or integers (see [`Column`]).
    pub fn to(numbers: impl Into<Column>) -> Messages<'a> {
        Messages {
            numbers: numbers.into(),
            written_to: None,
            terms: Message::to(""),
        }
    }

    /// The answer to each customer, who wrote to us.
    pub fn reply_to(customers: impl Into<Column>) -> Messages<'a> {
        Messages {
            terms: Message::reply_to(""),
            ..Messages::to(customers)
        }
    }

    /// Which of our senders each customer wrote to, null or blank where that is not known; only replies look at it.
    #[must_use]
    pub fn written_to(mut self, senders: impl Into<Column>) -> Messages<'a> {
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
    pub(super) fn rows(&self) -> Result<usize, ColumnError> {
        let rows = self.numbers.len();
        if rows > MAX_ROWS {
            return Err(ColumnError::TooManyRows { rows });
        }
        match self.written_to.as_ref().map(Column::len) {
            Some(senders) if senders != rows => Err(ColumnError::DifferentLengths {
                customers: rows,
                senders,
            }),
            _ => Ok(rows),
        }
    }

    /// The type of the numbers, if it is one without a `+` and the messages do not say what bare digits mean.
    ///
    /// The column of senders does not matter here: digits are compared with the plan's senders in every way that they
    /// can be read.
    pub(super) fn type_without_plus(&self) -> Option<&DataType> {
        let numeric = self.numbers.numeric();
        numeric.filter(|_| self.terms.bare_digits.is_none())
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
