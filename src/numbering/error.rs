//! The errors of a numbering plan file.

use super::layout::FORMAT;

/// The error for bytes that are not a numbering plan, or not one that this library can use.
///
/// ```
/// use originator::numbering::{Numbering, NumberingError};
///
/// let error = Numbering::from_bytes(b"+46701740605").err();
/// assert_eq!(error, Some(NumberingError::NotNumbering));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberingError {
    /// The bytes do not begin as a numbering plan does.
    #[error("the file is not a numbering plan: it does not begin with `ORIGPLAN`")]
    NotNumbering,
    /// The file is of another format than this library reads.
    #[error("the file has format {found}, but this version reads format {FORMAT}")]
    Format {
        /// The format of the file.
        found: u32,
    },
    /// The file is shorter or longer than its header says.
    #[error(
        "the file has {found} bytes, but its header says {expected}: it is cut short, or has something appended"
    )]
    Length {
        /// The number of bytes that the header states.
        expected: u64,
        /// The number of bytes.
        found: u64,
    },
    /// The file is damaged: a byte is not what was written.
    #[error(
        "the file is damaged: its checksum is {found:016x}, but its header says {expected:016x}"
    )]
    Checksum {
        /// The checksum that the header states.
        expected: u64,
        /// The checksum of the bytes.
        found: u64,
    },
    /// The release is not printable ASCII.
    #[error("byte {at}: the release is not printable ASCII padded with zeros")]
    Release {
        /// The offset of the release.
        at: usize,
    },
    /// The day of the release is not a date.
    #[error(
        "byte {at}: the day of the release is not a date such as `2026-11-04` padded with zeros"
    )]
    Released {
        /// The offset of the date.
        at: usize,
    },
    /// The file has a region that this version of the library does not know.
    #[error("byte {at}: this version does not know the region `{}`", .code.trim_ascii_end().escape_ascii())]
    Region {
        /// The offset of the code.
        at: usize,
        /// The code, with a space after a code of two letters.
        code: [u8; 3],
    },
    /// An outcome has a region, line type or validity that does not exist.
    #[error("byte {at}: outcome {index} has a region, line type or validity that does not exist")]
    Outcome {
        /// The offset of the outcome.
        at: usize,
        /// The index of the outcome.
        index: usize,
    },
    /// A step leads to a row that does not exist, or leads back, so that a walk might not end.
    #[error("byte {at}: a step leads to row {target}, which does not exist or leads back")]
    Step {
        /// The offset of the step.
        at: usize,
        /// The row it leads to.
        target: usize,
    },
    /// An answer is not a possible position of an area code.
    #[error("byte {at}: {answer} is not a possible position of an area code in a number")]
    Area {
        /// The offset of the step.
        at: usize,
        /// The answer of the step.
        answer: u8,
    },
    /// An area code has a state or province that the file does not have.
    #[error("byte {at}: area code {code} has a state that the file does not have")]
    AreaCode {
        /// The offset of the state of the area code.
        at: usize,
        /// The area code.
        code: u16,
    },
    /// The name of a state or province is not printable ASCII.
    #[error("byte {at}: the name of a state is not printable ASCII padded with zeros")]
    State {
        /// The offset of the name.
        at: usize,
    },
    /// Two area codes share a place, but are not assigned, or not in order.
    #[error(
        "byte {at}: the area codes {one} and {other} are not assigned or not in ascending order"
    )]
    AreaPair {
        /// The offset of the pair.
        at: usize,
        /// The first of the two.
        one: u16,
        /// The second.
        other: u16,
    },
}
