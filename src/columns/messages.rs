//! Columns of messages: the input of decisions.

use arrow_schema::DataType;

use super::{Column, ColumnError, MAX_ROWS};
use crate::{BareDigits, Message, UseCase};

/// A column of messages to decide senders for. The numbers, and the senders that were written to, are columns;
/// everything else is the same for all messages, as in a [`Message`].
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
    /// The properties that all messages share.
    terms: Message<'a>,
}

impl<'a> Messages<'a> {
    /// A message to each number of a column: texts in any form in which people or systems write numbers, or integers
    /// (see [`Column`]).
    pub fn to(numbers: impl Into<Column>) -> Messages<'a> {
        Messages {
            numbers: numbers.into(),
            written_to: None,
            terms: Message::to(""),
        }
    }

    /// The answer to each customer of a column, who wrote to one of our senders.
    pub fn reply_to(customers: impl Into<Column>) -> Messages<'a> {
        Messages {
            terms: Message::reply_to(""),
            ..Messages::to(customers)
        }
    }

    /// Sets which of our senders each customer wrote to; null or blank if that is not known. Only replies use it.
    #[must_use]
    pub fn written_to(mut self, senders: impl Into<Column>) -> Messages<'a> {
        self.written_to = Some(senders.into());
        self
    }

    /// Applies [`Message::sender`] to all messages.
    #[must_use]
    pub fn sender<T: AsRef<[u8]> + ?Sized>(mut self, sender: &'a T) -> Messages<'a> {
        self.terms = self.terms.sender(sender);
        self
    }

    /// Applies [`Message::needs_reply`] to all messages.
    #[must_use]
    pub fn needs_reply(mut self) -> Messages<'a> {
        self.terms = self.terms.needs_reply();
        self
    }

    /// Applies [`Message::use_case`] to all messages.
    #[must_use]
    pub fn use_case(mut self, use_case: UseCase) -> Messages<'a> {
        self.terms = self.terms.use_case(use_case);
        self
    }

    /// Applies [`Message::bare_digits`] to all messages.
    #[must_use]
    pub fn bare_digits(mut self, bare_digits: BareDigits) -> Messages<'a> {
        self.terms = self.terms.bare_digits(bare_digits);
        self
    }

    /// The number of messages; an error if the columns cannot be decided together.
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

    /// The type of the numbers, if its values have no `+` and the messages do not set the meaning of bare digits.
    ///
    /// The column of senders is not considered: the digits of a sender are compared with the plan's senders in every
    /// form.
    pub(super) fn type_without_plus(&self) -> Option<&DataType> {
        let numeric = self.numbers.numeric();
        numeric.filter(|_| self.terms.bare_digits.is_none())
    }

    /// The properties that all messages share.
    pub(super) fn terms(&self) -> Message<'_> {
        self.terms
    }

    /// The number of a row; empty if it is null.
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
