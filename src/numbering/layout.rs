//! What a numbering plan file and the walk over it have in common: sizes, texts, and what a walk comes to.

use super::Location;

/// The format of the file that this version reads.
pub(super) const FORMAT: u32 = 2;
/// Targets by the count of digits and the first three of them, four bits each.
pub(super) const JUMPS: usize = 1 << 16;
/// Steps in a row, one a digit.
pub(super) const ROW: usize = 10;

/// What a walk over the digits of a number comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Where the number is.
    pub(crate) location: Location,
    /// Whether libphonenumber's parser reads `+` and these digits as exactly these digits.
    pub(crate) canonical: bool,
}

/// Text without the zeros that fill up its place; empty where it is not text.
pub(super) const fn unpadded(mut text: &[u8]) -> &str {
    while let Some((0, rest)) = text.split_last() {
        text = rest;
    }
    match str::from_utf8(text) {
        Ok(text) => text,
        Err(_) => "",
    }
}
