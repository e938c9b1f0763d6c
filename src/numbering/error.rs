//! What can be wrong with a numbering plan file.

use super::layout::FORMAT;

/// Why bytes are not a numbering plan that this library can use.
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
    #[error("not a numbering plan: it does not begin with `ORIGPLAN`")]
    NotNumbering,
    /// The file is of another format than this library reads.
    #[error("format {found}, but this version reads format {FORMAT}")]
    Format {
        /// The format that the file names.
        found: u32,
    },
    /// The file is shorter or longer than its header says.
    #[error("{found} bytes long, but by its header {expected}: cut short, or more than one file")]
    Length {
        /// Bytes by the header.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// Some byte is not what was written.
    #[error("damaged: its checksum is {found:016x}, not {expected:016x} as its header says")]
    Checksum {
        /// By the header.
        expected: u64,
        /// Of the bytes there are.
        found: u64,
    },
    /// The release is not printable ASCII.
    #[error("byte {at}: the release is not printable ASCII padded with zeros")]
    Release {
        /// Where the release begins.
        at: usize,
    },
    /// The day of the release is not a date.
    #[error(
        "byte {at}: the day of the release is not a date such as `2026-11-04` padded with zeros"
    )]
    Released {
        /// Where the date begins.
        at: usize,
    },
    /// The file has a region that this library does not.
    #[error("byte {at}: region `{}` is not known to this version", .code.trim_ascii_end().escape_ascii())]
    Region {
        /// Where the code stands.
        at: usize,
        /// The code, with a space behind it if it is of two letters.
        code: [u8; 3],
    },
    /// An outcome is none that can be.
    #[error("byte {at}: outcome {index} names a region, line type or validity that is not there")]
    Outcome {
        /// Where the outcome stands.
        at: usize,
        /// Which outcome it is.
        index: usize,
    },
    /// A step leads to a row that is not there, or on for ever.
    #[error("byte {at}: a step leads to row {target}, which is not there or leads back")]
    Step {
        /// Where the step stands.
        at: usize,
        /// The row it leads to.
        target: usize,
    },
    /// An area code stands where none can.
    #[error("byte {at}: {answer} is no place of an area code in a number")]
    Area {
        /// Where the step stands.
        at: usize,
        /// What it says of the area code's place.
        answer: u8,
    },
    /// An area code has a state or province that is not there.
    #[error("byte {at}: area code {code} is of a state that the file does not have")]
    AreaCode {
        /// Where the state of the area code stands.
        at: usize,
        /// The area code.
        code: u16,
    },
    /// The name of a state or province is not printable ASCII.
    #[error("byte {at}: the name of a state is not printable ASCII padded with zeros")]
    State {
        /// Where the name begins.
        at: usize,
    },
    /// Two area codes share a place, but are not assigned, or not in order.
    #[error(
        "byte {at}: the area codes {one} and {other} are not assigned or not in ascending order"
    )]
    AreaPair {
        /// Where the pair stands.
        at: usize,
        /// The first of the two.
        one: u16,
        /// The second.
        other: u16,
    },
}
