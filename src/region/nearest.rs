//! The region that a text probably means, which is not the code of one.

use super::Region;
use crate::nearest::LONGEST;

/// The region that `text` probably means: by another code for it, its name, or its code in small letters.
pub(crate) fn nearest(text: &str) -> Option<Region> {
    if text.len() > LONGEST {
        return None;
    }
    let upper = text.trim().to_uppercase();
    let usual = match upper.as_str() {
        "UK" | "GBR" | "GREAT BRITAIN" | "ENGLAND" => "GB",
        "EL" | "GRC" => "GR",
        "USA" => "US",
        "CAN" => "CA",
        "SWE" => "SE",
        "DEU" => "DE",
        "FRA" => "FR",
        "IND" => "IN",
        "AUS" => "AU",
        "UAE" | "ARE" => "AE",
        "KOS" | "XKX" => "XK",
        "WORLD" | "GLOBAL" => "001",
        other => other,
    };
    if let Some(region) = Region::from_code(usual) {
        return Some(region);
    }
    let name = upper.strip_prefix("THE ").unwrap_or(&upper);
    // Letter by letter: most names differ at the first, and none is copied.
    let is_named = |region: &Region| {
        let letters = region.name().chars().flat_map(char::to_uppercase);
        letters.eq(name.chars())
    };
    Region::all().find(is_named)
}
