//! libphonenumber's parser, for what is not canonical E.164.

use rlibphonenumber::PHONE_NUMBER_UTIL;

use crate::{Number, Region};

/// Reads what libphonenumber reads in a region, or internationally; `None` where it reads nothing, or more
/// than fifteen digits.
pub(super) fn parse(text: &str, default_region: Option<Region>) -> Option<Number> {
    let region = default_region.and_then(|region| region.code().parse().ok());
    // libphonenumber takes the fullwidth tilde for the plain one, which this parser does not.
    let text = text.replace('\u{ff5e}', "~");
    let parsed = PHONE_NUMBER_UTIL.parse(&text, region).ok()?;
    // Zeros that the national number as an integer has lost: Italy's, and those of a number of zeros alone.
    let zeros = match parsed.italian_leading_zero() {
        true => usize::try_from(parsed.number_of_leading_zeros()).ok()?,
        false => 0,
    };
    let (code, national) = (parsed.country_code, parsed.national_number);
    Number::from_digits(format!("{code}{:0<zeros$}{national}", "").as_bytes())
}
