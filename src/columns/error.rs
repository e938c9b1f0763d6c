//! The errors of columns that cannot be decided.

use arrow_schema::{ArrowError, DataType};

/// The reason why columns of messages cannot be decided.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// The values have a type that cannot hold phone numbers, such as dates.
    #[error(
        "a column of type {0} cannot hold phone numbers: use texts, bytes, integers, 64-bit floats or decimals"
    )]
    WrongType(DataType),
    /// The values are floats with too few digits for a phone number.
    #[error(
        "{0} cannot represent every integer above {max}, and phone numbers are larger: read the column from its source \
         again, as text",
        max = if *_0 == DataType::Float16 { "2,048" } else { "16,777,216" }
    )]
    InexactFloat(DataType),
    /// The values are integers, floats or decimals, which have no `+`, and neither the messages nor the plan set the
    /// meaning of bare digits.
    #[error(
        "numbers in a column of type {0} have no `+`, and the meaning of their digits is not set: set `bare_digits` to \
         international if they are E.164 without the `+`, or to the region whose national numbers they are"
    )]
    NoBareDigits(DataType),
    /// There are so many rows that the offsets of an Arrow array of texts might overflow.
    #[error("the columns have {rows} rows, but at most {max} can be decided at once: slice the columns", max = super::MAX_ROWS)]
    TooManyRows {
        /// The number of rows.
        rows: usize,
    },
    /// The columns differ in length.
    #[error(
        "there are {customers} customers, but {senders} senders that they wrote to: give a sender or null for each customer"
    )]
    DifferentLengths {
        /// The number of customers.
        customers: usize,
        /// The number of senders that they wrote to.
        senders: usize,
    },
    /// Arrow could not make an array.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
}
