//! What is wrong with columns that cannot be decided.

use arrow_schema::{ArrowError, DataType};

/// Why columns of messages cannot be decided.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// The values are of a type that holds no phone numbers, such as dates.
    #[error(
        "a column of {0} holds no phone numbers: give texts, bytes, integers, floats of 64 bits or decimals"
    )]
    WrongType(DataType),
    /// The values are floats that have too few digits for a phone number.
    #[error(
        "{0} holds no integer above {max} exactly, and phone numbers are larger: read the column again from its \
         source, as text",
        max = if *_0 == DataType::Float16 { "2,048" } else { "16,777,216" }
    )]
    InexactFloat(DataType),
    /// The values are integers, floats or decimals, which have no `+`, and neither the messages nor the plan say what
    /// bare digits mean.
    #[error(
        "a column of {0} has no `+`, and nothing says what its digits mean: set `bare_digits`, to international if \
         they are E.164 without the `+`, or to the region whose national numbers they are"
    )]
    NoBareDigits(DataType),
    /// There are more rows than the offsets of one Arrow array of texts can count for sure.
    #[error("{rows} numbers are more than the {max} that can be decided at once: slice the columns", max = super::MAX_ROWS)]
    TooManyRows {
        /// The number of rows.
        rows: usize,
    },
    /// The columns differ in length.
    #[error(
        "{customers} customers and {senders} senders they wrote to: give one for each, or null"
    )]
    DifferentLengths {
        /// The number of customers.
        customers: usize,
        /// The number of senders that they wrote to.
        senders: usize,
    },
    /// An Arrow array could not be made.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
}
