//! Calls libphonenumber's parser, for texts that are not canonical E.164. It is the feature `written-numbers`.

#[cfg(feature = "written-numbers")]
use rlibphonenumber::{CountryCodeSource, PHONE_NUMBER_UTIL};

use crate::{Number, Region};

/// A number that the parser has read.
#[derive(Clone, Copy)]
pub(super) struct Parsed {
    pub(super) number: Number,
    /// Whether the text has a `+`, or begins with what the region dials before an international number.
    pub(super) is_international: bool,
}

/// Reads a text as libphonenumber does in a region or, without one, internationally; `None` if it reads no number, or
/// more than fifteen digits.
#[cfg(feature = "written-numbers")]
pub(super) fn parse(text: &str, region: Option<Region>) -> Option<Parsed> {
    let region = region.and_then(|region| region.code().parse().ok());
    let parsed = PHONE_NUMBER_UTIL
        .parse_and_keep_raw_input(text, region)
        .ok()?;
    let is_international = matches!(
        parsed.country_code_source(),
        CountryCodeSource::FromNumberWithPlusSign | CountryCodeSource::FromNumberWithIdd
    );
    // The national number is an integer, so it has lost its leading zeros, which are significant in Italy for example.
    let zeros = if parsed.italian_leading_zero() {
        usize::try_from(parsed.number_of_leading_zeros()).ok()?
    } else {
        0
    };
    let (code, national) = (parsed.country_code, parsed.national_number);
    let digits = format!("{code}{:0<zeros$}{national}", "");
    Some(Parsed {
        number: Number::from_digits(digits.as_bytes())?,
        is_international,
    })
}

/// Without the parser, nothing is read.
#[cfg(not(feature = "written-numbers"))]
pub(super) fn parse(_text: &str, _region: Option<Region>) -> Option<Parsed> {
    None
}
