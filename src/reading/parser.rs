//! libphonenumber's parser, for what is not canonical E.164.

use rlibphonenumber::{PHONE_NUMBER_UTIL, get_national_significant_number_owned};

use crate::{Number, Region};

/// Reads what libphonenumber reads in a region, or internationally; `None` where it reads nothing, or more
/// than fifteen digits.
pub(super) fn parse(text: &str, default_region: Option<Region>) -> Option<Number> {
    // A region without telephones, such as `BV`, reads as none would.
    let region = default_region.and_then(|region| region.code().parse().ok());
    let parsed = PHONE_NUMBER_UTIL.parse(text, region).ok()?;
    let national = get_national_significant_number_owned(&parsed);
    Number::from_digits(format!("{}{national}", parsed.country_code).as_bytes())
}
