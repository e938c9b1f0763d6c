//! Sizes and types that the file of a numbering plan and the walk over it share.

use super::Location;

/// The format of the file that this version reads.
pub(super) const FORMAT: u32 = 2;
/// The number of jumps: their index is the count of digits and the first three digits, four bits each.
pub(super) const JUMPS: usize = 1 << 16;
/// The number of steps in a row, one for each digit.
pub(super) const ROW: usize = 10;

/// The result of a walk over the digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The location of the number.
    pub(crate) location: Location,
    /// Whether libphonenumber's parser reads `+` and these digits as exactly these digits.
    pub(crate) canonical: bool,
}

/// A text without the zero bytes that pad it; empty if it is not UTF-8.
pub(super) const fn unpadded(mut text: &[u8]) -> &str {
    while let Some((0, rest)) = text.split_last() {
        text = rest;
    }
    match str::from_utf8(text) {
        Ok(text) => text,
        Err(_) => "",
    }
}
