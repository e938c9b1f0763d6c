//! libphonenumber's parser, for what is not canonical E.164. It is the feature `written-numbers`.

#[cfg(feature = "written-numbers")]
use rlibphonenumber::{CountryCodeSource, PHONE_NUMBER_UTIL};

use crate::{Number, Region};

/// A number that was parsed.
#[derive(Clone, Copy)]
pub(super) struct Parsed {
    pub(super) number: Number,
    /// Whether the text has a `+`, or begins with what the region dials before an international number.
    pub(super) is_international: bool,
}

/// Reads what libphonenumber reads in a region, or internationally; `None` where it reads nothing, or more
/// than fifteen digits.
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
    // Zeros that the national number as an integer has lost: Italy's, and those of a number of zeros alone.
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
